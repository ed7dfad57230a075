"""A sentence tells of a sum from which pandas left out withheld numbers, or such as are not available."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from helpers import report
from helpers.report import current, partial_sums
from helpers.report.frames import OpenedRelease
from helpers.report.partial_sums import left_out_of, note_frame
from helpers.report.withheld_behind import sentence, tells_of_withheld
from helpers.report.words import Messages

PLACES = ["A", "A", "A", "B", "B", "B"]


@pytest.fixture(params=["en", "vi"])
def release(opened: dict[str, OpenedRelease], request: pytest.FixtureRequest) -> OpenedRelease:
    current.set_opened(opened[request.param])
    return opened[request.param]


def said(**numbers: float) -> str:
    text = " ".join(f"{{{name}}}" for name in numbers) + "."
    return report.say(en=text, vi=text, **numbers).text


def frame(*statuses: str) -> pd.DataFrame:
    """Two places of three years each; A has 5, 7, 11, B 13, 17, 19."""
    values = [
        value if status == "shown" else np.nan
        for value, status in zip([5, 7, 11, 13, 17, 19], statuses, strict=True)
    ]
    return pd.DataFrame({
        "value": values, "status": statuses, "indicator_code": "sessions", "place_code": PLACES,
        "year": [2021, 2022, 2023] * 2,
    })  # fmt: skip


def test_sums_of_a_frame_with_withheld_numbers_say_so(release: OpenedRelease) -> None:
    victims = release.data("victims_assisted", level="province", years=2)
    assert "c" in set(victims["status"])
    for total in (victims["value"].sum(), victims.groupby("year", observed=True)["value"].sum().iloc[-1]):
        told = said(n=total)
        assert tells_of_withheld(told)
        assert told.count("\\[c\\]") == 1
        assert ("Computed from" in told) is (release.language == "en")


def test_what_leaves_nothing_out_says_nothing(release: OpenedRelease) -> None:
    victims = release.data("victims_assisted", level="province", years=2)
    sessions = release.data("sessions", by="month", years=2)
    assert {"shown"} == set(sessions["status"])
    told = [
        said(n=victims["value"].sum(skipna=False)),
        said(n=sessions["value"].sum()),
        said(n=victims["value"].count(), year=2023),
        said(n=release.cell("sessions")),
        said(n=victims["value"].max()),
    ]
    assert [each for each in told if "[" in each] == []


def test_words_that_are_no_sentence_stay_as_they_are(release: OpenedRelease) -> None:
    total = release.data("victims_assisted", level="province", years=2)["value"].sum()
    assert "[c]" not in report.text(en="{n} victims", vi="{n} nạn nhân", n=total)
    assert sentence(Messages(release.language)) in report.text(en="{n}.", vi="{n}.", n=total)


def test_sums_by_each_column_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partial_sums, "_frames", [])
    note_frame(frame("shown", "shown", "shown", "shown", "shown", "c"))
    assert left_out_of(53.0) == {"c"}, "of all"
    assert left_out_of(30.0) == {"c"}, "of B"
    assert left_out_of(23.0) == set(), "of A, whole"
    assert left_out_of(24.0) == set(), "of a whole year"
    assert left_out_of(11.0) == set(), "what is left of the year is a number that is shown"
    assert left_out_of(np.int64(53)) == set(), "a count"


def test_numbers_that_are_not_available_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partial_sums, "_frames", [])
    note_frame(frame("shown", "shown", "shown", "x", "shown", "shown"))
    assert left_out_of(59.0) == {"x"}
    note_frame(frame("z", "shown", "shown", "shown", "shown", "shown"))
    assert left_out_of(67.0) == set(), "what does not apply is not left out"


def test_a_sum_without_what_is_not_available_says_so(release: OpenedRelease) -> None:
    note_frame(frame("shown", "shown", "shown", "x", "shown", "shown"))
    wanted = {"en": "Computed from numbers of which some are not available", "vi": "phần không có số liệu"}
    assert wanted[release.language] in said(n=59.0)


def test_another_report_forgets_them(opened: dict[str, OpenedRelease]) -> None:
    note_frame(frame("c", "shown", "shown", "shown", "shown", "shown"))
    current.set_opened(opened["en"])
    assert left_out_of(67.0) == set()
