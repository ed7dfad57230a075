"""Main points tell what changed, falls like rises, and do not judge few."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest
from tests.report.test_headlines import OWN, Given, release_of

from helpers.privacy.release import Release
from helpers.report import headlines, points


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
        "The Border Guard held 691 legal-education sessions with 19,793 attendances, up from 636 and 19,156 in 2022.",
    ),
    (
        points.crossings,
        years(("interception_cases", 151, 140), ("people_intercepted", 6324, 6488)),
        "The Border Guard intercepted 140 cases of illegal crossing with 6,488 people (151 and 6,324 in 2022).",
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
        "81 officer attendances at training, down from 98 in 2022: 47 at courses and workshops (2022: 63), 34 at "
        "in-depth classes (2022: 35).",
    ),
    (
        points.training,
        {
            **years(("officers_trained", 63, 47), ("indepth_officers", 35, 34)),
            (OWN, "courses_held"): 1,
            (OWN, "workshops_held"): 0,
            (OWN, "indepth_classes_held"): 1,
        },
        "81 officer attendances at training, down from 98 in 2022: 47 at one course (2022: 63), 34 at one in-depth "
        "class (2022: 35).",
    ),
    (
        points.training,
        years(("officers_trained", 71, 87), ("indepth_officers", 35, 0)),
        "87 officer attendances at training, down from 106 in 2022: 87 at courses and workshops (2022: 71), none at "
        "in-depth classes (2022: 35).",
    ),
]


def who_met(takers: float, before: float, after: float) -> Given:
    shares = {"pretest_meeting_pct": before, "posttest_meeting_pct": after}
    counts = {
        "pretest_takers": takers,
        "posttest_takers": takers,
        "officers_trained": takers,
        "indepth_officers": 0,
    }
    return {(OWN, name): value for name, value in (shares | counts).items()}


def test_what_was_learned_has_its_interval() -> None:
    said = points.training(release_of(who_met(80, 55, 85)))
    assert said.endswith(
        "; 85.0% of 80 tests after training met the knowledge standard (95% confidence interval: 75.6% to 91.2%), "
        "against 55.0% before it."
    )


def test_what_was_learned_stands_beside_the_year_before() -> None:
    earlier: Given = {(OWN, "posttest_meeting_pct", 2022): 90, (OWN, "posttest_takers", 2022): 70}
    assert points.training(release_of(who_met(80, 55, 85) | earlier)).endswith(
        "against 55.0% before it and 90.0% after training in 2022."
    )


def test_victims_withheld_here_are_told_of_the_region() -> None:
    region = release_of({}).region
    cells: Given = {
        (OWN, "victims_assisted"): "c",
        (region.slug, "victims_assisted"): 13,
        ("viet-nam", "victims_assisted"): 235,
    }
    assert points.victims(release_of(cells)).endswith(f" {region.name('en')}: 13; nationwide: 235.")


def test_of_few_tested_the_numbers_are_told() -> None:
    said = points.training(release_of(who_met(12, 50, 75)))
    assert said.endswith(
        "; 9 out of 12 tests after training met the knowledge standard (95% confidence interval: 47% to 91%)."
    )


def test_counts_of_unlike_returns_are_not_judged() -> None:
    """Fewer months of stations came in than the year before, so that fewer sessions are no fall."""
    release = release_of(years(("sessions", 636, 591), ("participants", 19156, 17793)))
    months = [(f"{year}-{month:02d}", year) for year in (2022, 2023) for month in range(1, 13)]
    coverage = pd.DataFrame(
        [("lang-son", month, 10, 9 if year == 2023 else 10) for month, year in months],
        columns=["province", "month", "expected", "received"],
    )
    assert "(636 and 19,156 in 2022; those of 2023 are minimums)" in points.outreach(
        replace(release, coverage=coverage)
    )
    assert "down from 636" in points.outreach(replace(release, coverage=coverage.assign(received=10)))


@pytest.mark.parametrize(("point", "cells", "said"), SAID)
def test_a_point_tells_the_change(point: Callable[[Release], str], cells: Given, said: str) -> None:
    assert point(release_of(cells)) == said


def test_without_an_earlier_year_nothing_is_compared() -> None:
    cells = {(OWN, "document_sets"): 58.0}
    assert headlines.materials(release_of(cells)) == "Stations received 58 training document sets"
