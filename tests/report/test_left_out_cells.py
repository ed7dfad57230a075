"""Numbers of a table that leave out what is withheld are known by their labels, whatever pandas did to the frame."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd
import pytest

from helpers import report
from helpers.errors import ParamsError
from helpers.report import current, partial_sums
from helpers.report.frames import OpenedRelease
from helpers.report.left_out_cells import dropped_from, left_out_in
from helpers.report.partial_sums import note_frame
from helpers.report.withheld_behind import tells_of_withheld

TITLE = {"en": "Title", "vi": "Tiêu đề"}
Made = Callable[[pd.DataFrame], pd.DataFrame | pd.Series]


@pytest.fixture
def victims(opened: dict[str, OpenedRelease], monkeypatch: pytest.MonkeyPatch) -> pd.DataFrame:
    """Of two years by province; of some provinces one is withheld, of others both. Nothing else was asked for."""
    monkeypatch.setattr(current, "_OPENED", [])
    current.set_opened(opened["nation"])
    return opened["nation"].data("victims_assisted", level="province", years=2)


def some_known(victims: pd.DataFrame) -> pd.DataFrame:
    """The provinces of which one of two years is withheld, and those of which none is."""
    found = victims[victims.groupby("place", observed=True)["value"].transform("sum") > 0].copy()
    assert found["status"].eq("c").any() and not found["status"].eq("c").all()
    return found


wide = partial(pd.DataFrame.pivot, index="place", columns="year", values="value")
SUMS: dict[str, Made] = {
    "groupby": lambda d: d.groupby("place", observed=True)["value"].sum(),
    "groupby by codes": lambda d: d.groupby("place_code")["value"].sum(),
    "as columns": lambda d: d.groupby(["region", "place"], observed=True, as_index=False)["value"].sum(),
    "mean": lambda d: d.groupby("place", observed=True)["value"].mean(),
    "pivot and sum": lambda d: wide(d).sum(axis=1),
    "a column beside": lambda d: wide(d).assign(
        both=lambda p: p.sum(axis=1)
    ),
    "a row below": lambda d: pd.concat([
        p := wide(d), p.sum().to_frame("Sum").T
    ]),
    "renamed": lambda d: d.groupby("place", observed=True)["value"].sum().rename("People").to_frame(),
    "years as rows": lambda d: d.groupby("year", observed=True)["value"].sum(),
}  # fmt: skip
ZEROS: dict[str, Made] = {
    "groupby": lambda d: d.groupby("place", observed=True)["value"].sum(),
    "of one year": lambda d: d[d["year"] == 2022].groupby("place", observed=True)["value"].sum(),
    "pivot and sum": lambda d: wide(d).sum(axis=1),
    "pivot_table": lambda d: d.pivot_table(
        index="place", columns="year", values="value", aggfunc="sum", observed=True
    ),
    "crosstab": lambda d: pd.crosstab(d["place"], d["year"], values=d["value"], aggfunc="sum"),
    "filled": lambda d: wide(d).fillna(0),
    "filled with another": lambda d: wide(d).fillna(7),
    "put in": lambda d: wide(d).mask(wide(d).isna(), 3),
    "the one above": lambda d: wide(d).ffill(),
    "places of others": lambda d: (
        d[d["value"] > 3].groupby(["place", "year"], observed=False)["value"].sum().unstack()  # noqa: PD010
    ),
    "by region": lambda d: d.groupby(["region", "year"], observed=True)["value"].sum().unstack(),  # noqa: PD010
}


@pytest.mark.parametrize("made", SUMS.values(), ids=SUMS.keys())
def test_sums_that_leave_withheld_numbers_out_say_so(victims: pd.DataFrame, made: Made) -> None:
    assert tells_of_withheld(report.table(made(some_known(victims)), "made", title=TITLE).note)


@pytest.mark.parametrize("made", ZEROS.values(), ids=ZEROS.keys())
def test_zero_in_the_place_of_withheld_numbers_is_refused(victims: pd.DataFrame, made: Made) -> None:
    with pytest.raises(ParamsError, match=r"the number of '.*' is not that of release.data"):
        report.table(made(victims), "made", title=TITLE)


def test_what_is_said_to_write_leaves_such_totals_withheld(victims: pd.DataFrame) -> None:
    made = victims.pivot_table(
        index="place",
        columns="year",
        values="value",
        aggfunc=lambda values: values.sum(skipna=False),
        observed=True,
        dropna=False,
    )
    exhibit = report.table(made, "made", title=TITLE)
    assert exhibit.table is not None
    assert any("[c]" in row.cells for row in exhibit.table.rows)
    assert not tells_of_withheld(exhibit.note)


def test_zeros_and_numbers_that_leave_nothing_out_stay(victims: pd.DataFrame) -> None:
    places = pd.Index(victims["place"].unique(), name="place")
    ranks = pd.DataFrame({"Rank": range(len(places)), "Half": 0.5}, index=places)
    asked = {(row, 0): float(row) for row in range(len(places))} | {
        (row, 1): 0.5 for row in range(len(places))
    }
    assert left_out_in(ranks, asked, ["victims_assisted"]) == (frozenset(), None)
    alike = {(row, 0): 8.0 for row in range(len(places))}
    assert left_out_in(ranks, alike, ()) == (frozenset(), None)
    total = float(victims["value"].sum())
    months = pd.DataFrame({2022: [total, total]}, index=pd.Index(["Jan", "Feb"], name="month"))
    assert left_out_in(months, {(0, 0): total, (1, 0): total}, ()) == (frozenset(), None), (
        "labels of other data"
    )
    whole = victims[victims.groupby("place", observed=True)["value"].transform("count") == 2]
    sums = whole.groupby("place", observed=True)["value"].sum()
    asked = {(row, 0): float(value) for row, value in enumerate(sums)}
    assert left_out_in(sums.to_frame(), asked, ["victims_assisted"]) == (frozenset(), None)


DROPPED: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "dropna": lambda d: d.dropna(subset=["value"]),
    "of one year": lambda d: d[d["year"] == 2022].dropna(subset=["value"]),
    "the largest": lambda d: d[d["year"] == 2022].nlargest(3, "value"),
    "head of sorted": lambda d: d.sort_values("value", ascending=False).head(4),
    "a comparison": lambda d: d[d["value"] > 0],
}
CHOSEN: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "all, marked": lambda d: d,
    "some by name": lambda d: d[d["place_code"].isin(["a", "c"])],
    "one": lambda d: d[d["place_code"] == "b"],
    "a year of which none is missing": lambda d: d[d["year"] == 2023],
    "without the codes": lambda d: d.drop(columns="place_code").dropna(),
}


@pytest.fixture
def tidy(monkeypatch: pytest.MonkeyPatch) -> pd.DataFrame:
    """Five places of two years; of E the first is withheld."""
    monkeypatch.setattr(partial_sums, "_frames", [])
    values = [9, 7, 5, 3, np.nan, 8, 6, 4, 2, 1]
    frame = pd.DataFrame({
        "place_code": [*"abcde"] * 2, "year": [2022] * 5 + [2023] * 5, "value": values,
        "status": ["c" if np.isnan(value) else "shown" for value in values], "indicator_code": "victims_assisted",
    })  # fmt: skip
    frame["period"] = pd.PeriodIndex(frame["year"].astype(str), freq="Y")
    note_frame(frame)
    return frame


@pytest.mark.parametrize("made", DROPPED.values(), ids=DROPPED.keys())
def test_rows_that_were_dropped_since_they_are_missing_are_told(
    tidy: pd.DataFrame, made: Callable[[pd.DataFrame], pd.DataFrame]
) -> None:
    assert dropped_from(made(tidy), ["victims_assisted"]) == {"c"}


@pytest.mark.parametrize("made", CHOSEN.values(), ids=CHOSEN.keys())
def test_rows_that_an_analyst_chose_need_no_such_sentence(
    tidy: pd.DataFrame, made: Callable[[pd.DataFrame], pd.DataFrame]
) -> None:
    assert dropped_from(made(tidy), ["victims_assisted"]) == set()


def test_an_exhibit_says_what_was_dropped_unless_its_note_does(victims: pd.DataFrame) -> None:
    kept = victims[victims["status"] == "shown"]
    assert "What is withheld ([c]) is left out." in report.table(kept, "made", title=TITLE).note
    told = {"en": "Without provinces whose number is withheld.", "vi": "Trừ các tỉnh có số không công bố."}
    assert "([c])" not in report.table(kept, "made", title=TITLE, note=told).note
