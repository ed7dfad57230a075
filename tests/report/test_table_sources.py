"""Which released cell each number of a frame is: by codes, or by labels and value together."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from helpers import report
from helpers.errors import ParamsError
from helpers.privacy.sourced_number import cells_of
from helpers.report import current
from helpers.report.data_table import TextTable
from helpers.report.frames import OpenedRelease


@pytest.fixture
def release(opened: dict[str, OpenedRelease]) -> OpenedRelease:
    current.set_opened(opened["en"])
    return opened["en"]


def keys(made: Any) -> list[list[tuple[str, ...]]]:
    """The keys of the cells of each number of an exhibit's table, row by row."""
    table: TextTable = made.table
    return [
        [tuple(each[:5]) for number in getattr(text, "numbers", ()) for each in number.cells]
        for row in table.rows
        for text in row.cells[1:]
    ]


def test_tidy_data_tell_by_their_codes(release: OpenedRelease) -> None:
    data = release.data("interception_cases", by="direction", years=2)
    made = report.table(data, "tidy", title="Cases")
    found = [each[0] for each in keys(made) if each]
    assert ("interception_cases", "lang-son", "2022", "direction", "exit") in found
    assert len(found) == len(data)


def test_a_pivot_tells_by_its_labels(release: OpenedRelease) -> None:
    data = release.data(["sessions", "leaflets"], places=release.own_and_wider)
    wide = data.pivot(index="indicator", columns="place", values="value")  # noqa: PD010
    found = keys(report.table(wide, "pivot", title="Both", indicators=["sessions", "leaflets"]))
    assert ("sessions", "viet-nam", "2023", "total", "all") in [each[0] for each in found]
    assert len([each for each in found if each]) == 6


def test_a_row_called_otherwise_is_the_women_of_the_row_above(release: OpenedRelease) -> None:
    data = release.data(["participants", "participants_women"], years=2)
    wide = data.pivot(index="indicator", columns="year", values="value")  # noqa: PD010
    wide = wide.rename(index={release.label("participants_women"): "of whom women"})
    found = keys(
        report.table(wide, "women", title="Women", indicators=["participants", "participants_women"])
    )
    assert found[-1] == [("participants_women", "lang-son", "2023", "total", "all")]


def test_a_computed_number_is_no_cell_and_a_change_is_of_both_years(release: OpenedRelease) -> None:
    data = release.data(["sessions", "participants"], years=2)
    wide = data.pivot(index="indicator", columns="year", values="value")  # noqa: PD010
    half = wide.assign(half=wide[2023] / 2, change=report.change(wide[2023], wide[2022]))
    found = keys(report.table(half, "half", title="Half", indicators=["sessions", "participants"]))
    assert found[2] == []
    assert [key[2] for key in found[3]] == ["2023", "2022"]


def test_a_value_that_is_not_the_cells_is_not_taken_for_it(release: OpenedRelease) -> None:
    wide = release.data("sessions", years=2).pivot(index="indicator", columns="year", values="value")  # noqa: PD010
    found = keys(report.table(wide + 1, "more", title="More", indicators=["sessions"]))
    assert found == [[], []]


def test_a_cell_that_nobody_asked_for_is_never_named(release: OpenedRelease) -> None:
    release = replace(release)  # of which no other test has asked anything
    assert release.given("sessions", "lang-son", "2023-11") is None
    assert (
        release.cell("sessions", period="2023-11").value
        == release.given("sessions", "lang-son", "2023-11").value
    )


def test_sourced_numbers_keep_their_cells_through_arithmetic(release: OpenedRelease) -> None:
    both = release.data(["sessions", "participants"], years=2)
    now = report.sourced(both.pivot(index="indicator_code", columns="year", values="value")[2023])  # noqa: PD010
    mean = now["participants"] / now["sessions"]
    assert [cell.indicator for cell in cells_of(mean)] == ["participants", "sessions"]
    text = report.text(en="{n:.0f} a session", vi="...", n=mean)
    assert [cell.indicator for cell in text.numbers[0].cells] == ["participants", "sessions"]  # type: ignore[attr-defined]


def test_sums_of_a_frame_have_its_cells(release: OpenedRelease) -> None:
    data = release.data("sessions", by="quarter", years=2)
    sums = data.groupby("year", observed=True)["value"].sum()
    found = report.sourced(sums, of=data)
    assert [cell.period for cell in found[2023].cells] == ["2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4"]
    assert report.sourced(sums + 1, of=data)[2023] == sums[2023] + 1
    assert cells_of(report.sourced(sums + 1, of=data)[2023]) == ()


def test_a_cell_is_a_number_of_a_sentence(release: OpenedRelease) -> None:
    said = report.say(en="{n} sessions.", vi="{n} buổi.", n=release.cell("sessions"))
    assert said.text == "691 sessions."
    assert said.text.numbers[0].cells[0].value == "691"  # type: ignore[attr-defined]


def test_sourced_takes_a_series_or_data(release: OpenedRelease) -> None:
    with pytest.raises(ParamsError, match="takes a Series"):
        report.sourced([1, 2])  # type: ignore[arg-type]
    assert isinstance(report.sourced(release.data("sessions")), pd.Series)
