"""What the analyst reads of the returns: frames of what came, when, what was refused, what looks wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from helpers.report.returns_overview import Received, ReturnCaution, ReturnsQuality
from small_release import small_release


def quality_of(**known: Any) -> ReturnsQuality:
    """What is known of the returns of a year in which this is known."""
    release = small_release()
    lang_son = release.provinces.by_vintage["63"]["lang-son"]
    received = Received(
        lang_son, "2023-01 - 2023-12", ("cover", "victims"), date(2024, 2, 9), date(2024, 1, 30), 7, 2
    )
    nothing = pd.DataFrame(columns=["indicator", "place", "period", "before", "after"])
    given = {
        "release": release, "days_allowed": 30, "table_labels": {"victims": "Victims", "outreach": "Outreach"},
        "received": (received,), "missing": (release.provinces.by_vintage["63"]["ben-tre"],), "cautions": (),
        "rejected": (), "revisions": nothing,
    }  # fmt: skip
    return ReturnsQuality(**given | known)


@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("sent/lang-son.xlsx", "sent/lang-son.xlsx, table Victims, row 4"),
        ("data/sample/2023/lang-son/victims.csv", "data/sample/2023/lang-son/victims.csv, row 4"),
    ],
)
def test_warning_names_the_table_where_the_file_holds_several(file: str, place: str) -> None:
    caution = ReturnCaution("duplicate", "lang-son", "victims", file, 4, None, None)
    assert quality_of(cautions=(caution,)).warnings().to_dict("records") == [
        {"kind": "The same row twice", "place": "Lang Son", "where": place}
    ]


def test_calendar_tells_the_share_of_stations_by_month() -> None:
    release = small_release()
    in_june = release.coverage["month"].str.endswith("-06")
    lacking = release.coverage.assign(received=release.coverage["received"] - in_june.astype(int))
    calendar = quality_of(release=replace(release, coverage=lacking)).calendar()
    assert calendar["month"].cat.categories.to_list()[5] == "Jun"
    assert calendar["value"].tolist() == [75.0 if month == 6 else 100.0 for month in range(1, 13)]
    none = quality_of(release=replace(release, coverage=release.coverage.assign(expected=0, received=0)))
    assert set(none.calendar()["status"]) == {"x"}


def test_returns_tell_how_late_they_came_and_what_they_lack() -> None:
    quality = quality_of()
    (came,) = quality.returns().to_dict("records")
    assert (came["sender"], came["days_late"], came["rows_accepted"], came["rows_refused"]) == (
        "Lang Son",
        10,
        7,
        2,
    )
    tables = quality.tables_of_returns()
    lacking = tables[~tables["is_received"]].groupby("table", observed=True)["sender"].agg(list).to_dict()
    assert lacking == {"Victims": ["Ben Tre"], "Outreach": ["Lang Son", "Ben Tre"]}


def test_year_without_returns_has_empty_frames() -> None:
    quality = quality_of(received=())
    assert quality.returns().empty and quality.warnings().empty and quality.revised().empty
    assert not quality.tables_of_returns()["is_received"].any()


def test_revised_figure_that_was_not_received_before_is_missing() -> None:
    revisions = pd.DataFrame(
        [("sessions", "lang-son", "2023", None, 47.0)],
        columns=["indicator", "place", "period", "before", "after"],
    )
    (row,) = quality_of(revisions=revisions).revised().to_dict("records")
    assert (row["indicator"], row["place"], row["after"]) == ("Sessions", "Lang Son", 47.0)
    assert pd.isna(row["before"])
