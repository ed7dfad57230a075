"""Main points tell what changed, falls like rises, and do not judge few."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.report.test_headlines import OWN, Given, release_of

from helpers.privacy.release import Release
from helpers.report import points


def years(*indicators: tuple[str, float, float]) -> Given:
    return {
        (OWN, name, year): value
        for name, before, now in indicators
        for year, value in ((2022, before), (2023, now))
    }


SAID: list[tuple[Callable[[Release], str], Given, str]] = [
    (
        points.outreach,
        years(("sessions", 636, 691), ("participants", 19156, 19793), ("participants_women", 8526, 7473)),
        "The Border Guard held 691 legal-education sessions for 19,793 participants, up from 636 and 19,156 in 2022; "
        "recorded attendances of women: 7,473, down from 8,526 in 2022.",
    ),
    (
        points.crossings,
        years(("interception_cases", 151, 140), ("people_intercepted", 6324, 6488)),
        "The Border Guard intercepted 140 illegal crossings with 6,488 people (151 and 6,324 in 2022); those among "
        "them who may be victims are screened.",
    ),
    (
        points.cases,
        years(("trafficking_cases", 6, 9), ("suspects_arrested", 8, 0)),
        "The Border Guard handled 9 trafficking cases and arrested no suspect (6 and 8 in 2022).",
    ),
    (
        points.victims,
        years(("victims_assisted", 26, 12)),
        "Victims and suspected victims assisted: 12, down from 26 in 2022.",
    ),
    (
        points.training,
        years(("officers_trained", 63, 47), ("indepth_officers", 35, 34)),
        "81 officers took part in training: 47 in courses and workshops, 34 in in-depth classes, down from 63 and 35 "
        "in 2022.",
    ),
    (
        points.training,
        years(("officers_trained", 71, 87), ("indepth_officers", 35, 0)),
        "87 officers took part in training: 87 in courses and workshops, none in in-depth classes (71 and 35 in 2022).",
    ),
    (
        points.support,
        years(("document_sets", 65, 58)),
        "Stations received 58 training document sets, down from 65 in 2022.",
    ),
]


@pytest.mark.parametrize(("point", "cells", "said"), SAID)
def test_a_point_tells_the_change(point: Callable[[Release], str], cells: Given, said: str) -> None:
    assert point(release_of(cells)) == said


def test_without_an_earlier_year_nothing_is_compared() -> None:
    cells = {(OWN, "document_sets"): 58.0}
    assert points.support(release_of(cells)) == "Stations received 58 training document sets."
