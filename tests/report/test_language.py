from __future__ import annotations

import datetime as dt

import pytest

from helpers.errors import ParamsError
from helpers.privacy.release import Cell
from helpers.report import language as lang


@pytest.mark.parametrize(
    ("value", "decimals", "en", "vi"),
    [
        (700000, 0, "700,000", "700.000"),
        (1234.5, 0, "1,235", "1.235"),
        (1234.5, 1, "1,234.5", "1.234,5"),
        (0.5, 0, "1", "1"),
        (2.5, 0, "3", "3"),
        (2.675, 2, "2.68", "2,68"),
        (-12, 0, "\u221212", "\u221212"),
        (-0.4, 0, "0", "0"),
    ],
)
def test_numbers(value: float, decimals: int, en: str, vi: str) -> None:
    assert lang.number(value, "en", decimals) == en
    assert lang.number(value, "vi", decimals) == vi


def test_percent_has_no_space_in_either_language() -> None:
    assert lang.percent(28.7, "vi") == "28,7%"
    assert lang.percent(28.7, "en") == "28.7%"


def test_a_change_that_rounds_to_nothing_has_no_sign() -> None:
    assert lang.signed(12.3, "en") == "+12"
    assert lang.signed(-3, "vi") == "\u22123"
    assert lang.signed(0.2, "en") == "0"
    assert lang.signed(-0.2, "en") == "0"
    assert lang.signed(4.25, "vi", 1, "percent") == "+4,3%"


def test_dates() -> None:
    assert lang.date("2023-12-31", "vi") == "31/12/2023"
    assert lang.date(dt.date(2023, 12, 31), "en") == "31 December 2023"
    assert lang.date(dt.date(2024, 3, 5), "vi") == "05/03/2024"


def test_periods() -> None:
    assert lang.month_long(5, "vi") == "tháng 5"
    assert lang.month_long(5, "en") == "May"
    assert [lang.period_short(period, "en") for period in ("2023", "2023-Q2", "2023-09")] == [
        "2023",
        "Q2",
        "Sep",
    ]
    assert lang.period_short("2023-Q4", "vi") == "Quý\u00a0IV"
    assert lang.period_short("2023-12", "vi") == "T12"


@pytest.mark.parametrize("status", ["c", "x", "z"])
def test_a_cell_that_is_not_shown_prints_its_symbol_whatever_it_holds(status: str) -> None:
    assert lang.cell_text(Cell(4.0, status), "en") == f"[{status}]"  # type: ignore[arg-type]


def test_zero_is_zero() -> None:
    assert lang.cell_text(Cell(0.0, "shown"), "vi") == "0"
    assert lang.cell_text(Cell(0.0, "shown"), "vi", "percent", 0) == "0%"


def test_every_word_of_the_charts_has_both_languages() -> None:
    assert lang.word("target", "vi") == "mục tiêu"
    with pytest.raises(ParamsError, match="no word 'targett'; did you mean 'target'"):
        lang.word("targett", "vi")


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (99.7, 0, "99.7%"),
        (99.96, 1, "99.96%"),
        (99.4, 0, "99%"),
        (100.0, 0, "100%"),
        (100.4, 0, "100%"),
        (89.7, 0, "90%"),
    ],
)
def test_what_falls_short_of_100_percent_is_not_rounded_onto_it(
    value: float, decimals: int, written: str
) -> None:
    assert lang.percent(value, "en", decimals) == written


@pytest.mark.parametrize(
    ("period", "english", "vietnamese", "in_english", "in_vietnamese"),
    [
        ("2023", "2023", "2023", "2023", "năm 2023"),
        ("2023-Q3", "Q3 2023", "quý III/2023", "Q3 2023", "quý III/2023"),
        (
            "2023-H1",
            "first half of 2023",
            "6 tháng đầu năm 2023",
            "the first half of 2023",
            "6 tháng đầu năm 2023",
        ),
        (
            "2023-H2",
            "second half of 2023",
            "6 tháng cuối năm 2023",
            "the second half of 2023",
            "6 tháng cuối năm 2023",
        ),
        ("2023-05", "May 2023", "tháng 5/2023", "May 2023", "tháng 5/2023"),
    ],
)
def test_period_in_a_title_and_within_a_sentence(
    period: str, english: str, vietnamese: str, in_english: str, in_vietnamese: str
) -> None:
    assert (lang.period_long(period, "en"), lang.period_long(period, "vi")) == (english, vietnamese)
    said = lang.period_in_words(period, "en"), lang.period_in_words(period, "vi")
    assert said == (in_english, in_vietnamese)
