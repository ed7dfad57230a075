"""The main values of a chart stand in its alternative text."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers.report import missing_values
from helpers.report.alt_values import main_values
from helpers.report.frame_tables import table_of, values_of
from helpers.report.frames import OpenedRelease
from helpers.report.language import month_short
from helpers.report.words import Words


@pytest.fixture(params=["en", "vi"])
def words(request: pytest.FixtureRequest, opened: dict[str, OpenedRelease]) -> Words:
    return Words(opened[request.param])


def told(frame: pd.DataFrame, words: Words) -> str:
    shown = table_of(frame, words, "report.figure('x')", most_columns=40)
    return main_values(shown, values_of(frame, shown), words)


def test_few_values_are_told_one_by_one(words: Words) -> None:
    frame = pd.DataFrame({"2022": [3, 5], "2023": [1200, 6]}, index=["A", "B"])
    thousand = {"en": "1,200", "vi": "1.200"}[words.language]
    assert told(frame, words) == f"2022: A 3; B 5. 2023: A {thousand}; B 6."


def test_of_many_the_ends_are_told_series_by_series(words: Words) -> None:
    frame = pd.DataFrame({"x": range(1, 14), "y": range(20, 7, -1)}, index=list("abcdefghijklm"))
    assert (
        told(frame, words)
        == {
            "en": "X: highest 13 (m), lowest 1 (a). Y: highest 20 (a), lowest 8 (m).",
            "vi": "X: cao nhất 13 (m), thấp nhất 1 (a). Y: cao nhất 20 (a), thấp nhất 8 (m).",
        }[words.language]
    )


def test_months_side_by_side_are_one_series_a_row(words: Words) -> None:
    months = [month_short(month, words.language) for month in range(1, 13)]
    frame = pd.DataFrame([range(12), range(12, 24)], index=["2022", "2023"], columns=months)
    assert told(frame, words).startswith(
        {"en": "2022: highest 11 (", "vi": "2022: cao nhất 11 ("}[words.language]
    )


def test_withheld_values_are_counted_and_never_the_lowest(words: Words) -> None:
    frame = pd.DataFrame({"x": [missing_values.missing("c"), *range(6, 20)]}, index=list("abcdefghijklmno"))
    assert (
        told(frame, words)
        == {
            "en": "Highest 19 (o), lowest 6 (b), withheld: 1.",
            "vi": "Cao nhất 19 (o), thấp nhất 6 (b), không công bố: 1.",
        }[words.language]
    )


def test_values_that_are_all_alike_are_told_once(words: Words) -> None:
    frame = pd.DataFrame({"x": [100] * 13}, index=list("abcdefghijklm"))
    assert "100" in told(frame, words)
    assert "(" not in told(frame, words)


def test_a_table_of_words_adds_nothing(words: Words) -> None:
    assert told(pd.DataFrame({"took part": ["yes", "no"]}, index=["A", "B"]), words) == ""
