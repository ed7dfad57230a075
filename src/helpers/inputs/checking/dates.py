"""What a cell says of a day, a month or a quarter. Only what can be read in one way is read."""

from __future__ import annotations

import re
from datetime import date

from helpers.inputs.checking.names import fold
from helpers.inputs.mistakes import Phrase, say

_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-](20[0-9]{2})")
_ISO = re.compile(
    r"(20[0-9]{2})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?"
)
_IN_WORDS = re.compile(r"(?:ngay )?([0-9]{1,2}) thang ([0-9]{1,2}) nam (20[0-9]{2})")
_MONTH_FIRST = re.compile(r"(20[0-9]{2})[-/.]([0-9]{1,2})(?:[-/.]0?1)?(?:[T ]00:00:00)?")
_MONTH_WORDS = re.compile(r"(?:t|thang|month )? ?([0-9]{1,2})(?: (?:nam )?(20[0-9]{2}))?")
_QUARTER = re.compile(r"(?:(20[0-9]{2}) )?(?:q|quy|quarter)? ?([1-4]|i{1,3}|iv)(?: (?:nam )?(20[0-9]{2}))?")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_SERIAL = re.compile(r"[34][0-9]{4}(?:\.[0-9]+)?")  # of the years 1982 to 2036, as Excel counts days
DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")

NO_DATE = say("is not a date"), say("write it as 2023-05-17")
SERIAL = (
    say("is the number of a day, not a date"),
    say("set the cell's format to Date, or write it as 2023-05-17"),
)
NO_SUCH_DAY = say("names a day that this month does not have"), say("correct it, and write it as 2023-05-17")
AMBIGUOUS = say("could be day/month or month/day"), say("which is it? Write it as 2023-05-17")


def read_date(cell: str) -> date | tuple[Phrase, Phrase]:
    """The day that an ISO date or dd/mm/yyyy names; or what is wrong, and what to do."""
    cell = cell.translate(DASHES)
    found = _ISO.fullmatch(cell)
    if found:
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    elif found := _DAY_FIRST.fullmatch(cell):
        day, month, year = int(found[1]), int(found[2]), int(found[3])
        if day != month and day <= 12 and month <= 12:
            return AMBIGUOUS
    elif found := _IN_WORDS.fullmatch(fold(cell)):
        day, month, year = int(found[1]), int(found[2]), int(found[3])
    else:
        return SERIAL if is_serial(cell) else NO_DATE
    try:
        return date(year, month, day)
    except ValueError:
        return NO_SUCH_DAY if 1 <= month <= 12 else NO_DATE


def is_serial(cell: str) -> bool:
    """Whether a cell holds the number by which Excel keeps a day, since its format is not that of a date."""
    return bool(_SERIAL.fullmatch(cell))


def read_month(cell: str, year: str) -> str | None:
    """A month such as 2023-05 from what people write; `year` is the return's, for 'tháng 5'. None: it is no month."""
    if found := _MONTH_FIRST.fullmatch(cell):
        number, of = found[2], found[1]
    elif found := _MONTH_WORDS.fullmatch(fold(cell)):
        number, of = found[1], found[2] or year
    else:
        return None
    return f"{of}-{int(number):02d}" if 1 <= int(number) <= 12 else None


def read_quarter(cell: str, year: str) -> str | None:
    """A quarter such as 2023-Q2 from what people write. None: it is none."""
    found = _QUARTER.fullmatch(fold(cell))
    return f"{found[1] or found[3] or year}-Q{_ROMAN.get(found[2], found[2])}" if found else None


def quarter_of(month: str) -> str:
    """The quarter of a month: 2023-05 -> 2023-Q2."""
    return f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}"
