"""Withheld numbers are told together where their sum follows anyway, and never alone."""

from __future__ import annotations

import pandas as pd
from tests.small_release import small_release

from helpers.report import current
from helpers.report.changes import standing_out
from helpers.report.missing_values import missing
from helpers.report.withheld_sums import all_but_one_withheld, withheld_sum, withheld_together

C, X = missing("c"), missing("x")
WHOLE = pd.Series({2022: 196.0, 2023: 235.0})


def parts(**rows: list[float]) -> pd.DataFrame:
    return pd.DataFrame.from_dict(rows, orient="index", columns=[2022, 2023])


def test_rows_with_a_withheld_number_become_one_with_what_is_left() -> None:
    told = withheld_together(parts(female=[116, 141], male=[C, C], unknown=[C, C]), WHOLE)
    assert told.loc["female"].tolist() == [116, 141]
    assert told.loc["male / unknown"].tolist() == [80, 94]


def test_a_row_that_is_withheld_in_one_year_is_told_together_in_all() -> None:
    told = withheld_together(parts(child=[C, C], adult=[184, 216], old=[0, C], unknown=[C, 7]), WHOLE)
    assert told.loc["child / old / unknown"].tolist() == [12, 19]


def test_a_single_withheld_number_stays_withheld() -> None:
    held = parts(female=[116, 141], male=[80, C])
    assert withheld_together(held, WHOLE) is held


def test_nothing_is_added_up_where_a_number_is_not_available() -> None:
    for held in (parts(a=[100, X], b=[C, C], c=[C, C]), parts(a=[100, 1], b=[C, X], c=[C, C], d=[C, C])):
        assert withheld_together(held, WHOLE) is held


def test_a_sentence_names_what_is_withheld_with_the_sum() -> None:
    current.set_opened(small_release())  # type: ignore[arg-type]
    frame = pd.DataFrame({"form": ["A", "B", "C"], "value": [30.0, C, C], "status": ["shown", "c", "c"]})
    assert withheld_sum(frame, "form", 42.0) == "Withheld one by one, 12 together: b, c."
    assert withheld_sum(frame.assign(status="shown", value=14.0), "form", 42.0) == ""


def test_only_what_leads_clearly_stands_out() -> None:
    frame = pd.DataFrame({"route": ["a", "b"], "value": [90.0, 88.0]})
    assert standing_out(frame, "route") == set()
    assert standing_out(frame.assign(value=[100.0, 88.0]), "route") == {"a"}
    assert standing_out(frame.assign(value=[C, C]), "route") == set()


def test_one_number_beside_withheld_ones_is_a_sentence_with_their_sum() -> None:
    current.set_opened(small_release())  # type: ignore[arg-type]
    frame = pd.DataFrame(
        {"indicator": "Cases", "form": ["A", "B", "C"], "value": [30.0, C, C], "status": ["shown", "c", "c"]}
    )
    told = "Cases: A 30. Withheld one by one, 12 together: b, c"
    assert all_but_one_withheld(frame, "form", 42.0) == told
    assert all_but_one_withheld(frame.assign(value=[30.0, 5.0, C]), "form", 42.0) == ""
    assert all_but_one_withheld(frame.assign(value=[C, C, C], status="c"), "form", 42.0) == ""
    assert all_but_one_withheld(frame[:2], "form", 42.0) == ""  # the sum would be the number
