"""Numbers, dates and the few words inside charts, as English and Vietnamese write them.

Sentences belong to the exhibits and notebooks that say them.

Rounding for display: half away from zero, on the decimal digits that the value prints with, so that 0.5 is 1
and 2.675 is 2.68, as a reader with a pencil has it. Counts have no decimals; percentages have one.
"""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Literal, get_args

from babel import Locale
from babel.numbers import NumberPattern, format_decimal, parse_pattern

from helpers.errors import ParamsError, did_you_mean
from helpers.inputs.params.settings import Language
from helpers.privacy.release import Cell
from helpers.report.sourced_text import number_text

Unit = Literal["number", "percent"]

NO_BREAK_SPACE = "\u00a0"
WHOLE_PCT = 100
MOST_DECIMALS = 2
"""To which percentages are written, however close they come to 100."""
MINUS = "\u2212"
SYMBOLS = {"c": "[c]", "x": "[x]", "z": "[z]"}

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
MONTHS_IN_ENGLISH = {short: at for at, name in enumerate(_MONTHS, 1) for short in (name[:3], name)}
"""Short and long names of months -> their numbers."""
_ROMAN = ("I", "II", "III", "IV")

_WORDS: dict[str, tuple[str, str]] = {
    "after": ("after", "sau"),
    "and": ("and", "và"),
    "before": ("before", "trước"),
    "due by now": ("due by now", "phải đạt đến nay"),
    "even pace": ("even pace", "tiến độ đều"),
    "confidential": ("withheld", "không công bố"),
    "no command": ("no Border Guard command", "không có Bộ đội Biên phòng tỉnh"),
    "no data": ("not available", "không có số liệu"),
    "aim": ("aim", "mục tiêu"),
    "target": ("target", "mục tiêu"),
}


def number(value: float, language: Language, decimals: int = 0) -> str:
    """A number with the thousands and decimal marks of the language: 1,234.5 or 1.234,5."""
    return number_text(_number(value, language, decimals), value)


@lru_cache(maxsize=4096)
def _number(value: float, language: Language, decimals: int) -> str:
    rounded = rounded_for_display(value, decimals)
    text = str(format_decimal(abs(rounded), _pattern(decimals), locale=_locale(language)))
    return MINUS + text if rounded < 0 else text


def percent(value: float, language: Language, decimals: int = 1) -> str:
    """A percentage, given as 28.7: '28.7%' in English, '28,7%' in Vietnamese.

    What falls short of 100 is not rounded onto it: 99.7 without decimals is '99.7%'.
    """
    while decimals < MOST_DECIMALS and value < WHOLE_PCT <= rounded_for_display(value, decimals):
        decimals += 1
    return number_text(_number(value, language, decimals) + "%", value)


def signed(value: float, language: Language, decimals: int = 0, unit: Unit = "number") -> str:
    """A change with its sign: +12, −3, 0; a change that rounds to nothing has no sign."""
    write = percent if unit == "percent" else number
    text = write(value, language, decimals)
    return number_text(f"+{text}", value) if rounded_for_display(value, decimals) > 0 else text


def cell_text(cell: Cell, language: Language, unit: Unit = "number", decimals: int | None = None) -> str:
    """A cell as tables and charts print it; `[c]`, `[x]` or `[z]` where nothing is shown."""
    if not cell.shown or cell.value is None:
        return SYMBOLS.get(cell.status, SYMBOLS["x"])
    if unit == "percent":
        return percent(cell.value, language, 1 if decimals is None else decimals)
    return number(cell.value, language, decimals or 0)


def rounded_for_display(value: float, decimals: int = 0) -> Decimal:
    """The value as it is printed, rounded half away from zero."""
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP) + 0


def date(day: dt.date | str, language: Language) -> str:
    """A date: '31 December 2023', '31/12/2023'. Takes a date or '2023-12-31'."""
    day = dt.date.fromisoformat(day) if isinstance(day, str) else day
    if language == "vi":
        return f"{day.day:02d}/{day.month:02d}/{day.year}"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def month_short(month: int, language: Language) -> str:
    """A month under a chart: 'May', 'T5'."""
    return f"T{month}" if language == "vi" else _MONTHS[month - 1][:3]


def month_long(month: int, language: Language) -> str:
    """A month within a sentence: 'May', 'tháng 5'."""
    return f"tháng {month}" if language == "vi" else _MONTHS[month - 1]


def quarter_short(quarter: int, language: Language) -> str:
    """A quarter in charts and table heads: 'Q1', 'Quý I'."""
    return f"Quý{NO_BREAK_SPACE}{_ROMAN[quarter - 1]}" if language == "vi" else f"Q{quarter}"


def quarter_long(quarter: int, year: int, language: Language) -> str:
    """A quarter within a sentence: 'Q1 2023', 'quý I/2023'."""
    return f"quý {_ROMAN[quarter - 1]}/{year}" if language == "vi" else f"Q{quarter} {year}"


TIMES = {month_short(month, language) for month in range(1, 13) for language in get_args(Language)} | {
    quarter_short(quarter, language) for quarter in range(1, 5) for language in get_args(Language)
}
"""Short names of months and quarters, in both languages: labels of which some may be left out, since a reader knows
what lies between."""


def period_short(period: str, language: Language) -> str:
    """The short name of a period of the Release: '2023' -> '2023', '2023-Q2' -> 'Q2', '2023-05' -> 'May'."""
    tail = period[5:]
    if not tail:
        return period
    if tail.startswith("Q"):
        return quarter_short(int(tail[1:]), language)
    return month_short(int(tail), language)


def period_long(period: str, language: Language) -> str:
    """A period in a title: '2023', 'Q1 2023', 'first half of 2023'; 'quý I/2023', '6 tháng đầu năm 2023'."""
    year, tail = int(period[:4]), period[5:]
    if not tail:
        return period
    if tail[0] == "H":
        first = tail == "H1"
        if language == "vi":
            return f"6 tháng {'đầu' if first else 'cuối'} năm {year}"
        return f"{'first' if first else 'second'} half of {year}"
    if tail[0] == "Q":
        return quarter_long(int(tail[1:]), year, language)
    return f"{month_long(int(tail), language)}{'/' if language == 'vi' else ' '}{year}"


def period_in_words(period: str, language: Language) -> str:
    """A period within a sentence: '2023', 'Q1 2023', 'the first half of 2023'; 'năm 2023', 'quý I/2023'."""
    named = period_long(period, language)
    if language == "vi":
        return named if period[5:] else f"năm {named}"
    return f"the {named}" if period[5:6] == "H" else named


def word(name: str, language: Language) -> str:
    """A word that stands inside charts.

    Raises:
        ParamsError: the charts have no such word.
    """
    if name not in _WORDS:
        raise ParamsError(f"charts have no word '{name}'" + did_you_mean(name, _WORDS))
    return _WORDS[name][1 if language == "vi" else 0]


@lru_cache(maxsize=8)
def _pattern(decimals: int) -> NumberPattern:
    return parse_pattern("#,##0" + ("." + "0" * decimals if decimals else ""))


@lru_cache(maxsize=2)
def _locale(language: Language) -> Locale:
    return Locale.parse(language)
