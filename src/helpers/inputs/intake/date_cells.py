"""What a cell says of a day, a month, a quarter or a year, alone and in a return of some months.

Only what can be read in one way is read. `read_date`, `read_month` and `read_quarter` know no return.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from datetime import date, datetime, timedelta, timezone
from itertools import pairwise
from typing import Literal

from helpers.inputs.intake.cell_result import UNTIL_THEN, Read, wrong
from helpers.inputs.intake.name_lookup import fold
from helpers.inputs.intake.number_cells import read_count, shown_number
from helpers.inputs.mistakes import Phrase, say
from helpers.inputs.params.settings import ReturnFolder

Order = Literal["day", "month", "day in text alone"]
"""Which of the two stands first in a date such as 03/05/2023; the last, where dates that are no text may be turned."""
FEWEST_DAYS = 3
"""So many days up to the 12th, and none after it, are no chance."""
_CLOCK = r"(?:[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?: ?[ap]m)?"
_SLASHED = re.compile(
    rf"([0-9]{{1,2}})[/.-]([0-9]{{1,2}})[/.-](20[0-9]{{2}}|[0-9]{{2}}){_CLOCK})?", re.IGNORECASE
)
_ISO = re.compile(
    rf"(20[0-9]{{2}})[-/.]([0-9]{{1,2}})[-/.]([0-9]{{1,2}}){_CLOCK} ?(Z|[+-][0-9]{{2}}(?::?[0-9]{{2}})?)?)?"
)
_IN_WORDS = re.compile(r"(?:ngay )?([0-9]{1,2}) (?:thang|thg) ?([0-9]{1,2}) (?:nam )?(20[0-9]{2})")
_DAY_MONTH = re.compile(r"([0-9]{1,2}) ([a-z]{3,9}) (20[0-9]{2}|[0-9]{2})")
_MONTH_DAY = re.compile(r"([a-z]{3,9}) ([0-9]{1,2}) (20[0-9]{2})")
_TIME = re.compile("[T ]([0-9]{1,2}):([0-9]{2})")
_HERE = timedelta(hours=7)
"""The clock of Viet Nam before that of Greenwich."""
_MONTH_FIRST = re.compile(r"(20[0-9]{2})[-/.]([0-9]{1,2})(?:[-/.]0?1)?(?:[T ]00:00:00)?")
_JANUARY_OR_OCTOBER = re.compile(r"20[0-9]{2}[.,]1")
_MONTH_WORDS = re.compile(r"(?:t|thang|thg|month)? ?([0-9]{1,2})(?: (?:nam )?(20[0-9]{2}))?")
_MONTH_NAMED = re.compile(r"(thang |thg )?([a-z]+(?: hai| mot)?)(?: (?:nam )?(20[0-9]{2}|[0-9]{2}))?")
_VIETNAMESE = (
    "mot gieng", "hai", "ba", "tu bon", "nam", "sau", "bay", "tam", "chin", "muoi", "muoi_mot", "muoi_hai chap",
)  # fmt: skip
_IN_VIETNAMESE = {
    name.replace("_", " "): number for number, names in enumerate(_VIETNAMESE, 1) for name in names.split()
}
_ENGLISH = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_IN_ENGLISH = {form: number for number, name in enumerate(_ENGLISH, 1) for form in (name, name[:3])} | {
    "sept": 9
}
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
ANOTHER_ZONE = (
    say("is a moment that has one day in its own time zone and another in Viet Nam"),
    say("write the day alone, such as 2023-05-17"),
)
MONTH_BEFORE_DAY = (
    say("has the month before the day, unlike other dates of the column"),
    say("write it as 2023-05-17: year, month, day"),
)
MAY_BE_TURNED = (
    say(
        "is of a column in which every day after the 12th, and no other, is text such as 17/05/2023: Excel may have"
        " exchanged day and month where it could"
    ),
    say("check the date; then write all dates of the column as 2023-05-17"),
)
MAY_BE_EXCHANGED = (
    say(
        "may have day and month exchanged, as Excel does: exchanged back, all dates of the column stand in order, and"
        " as they are they do not"
    ),
    say("check the date, and correct it; if all of them are right, sort the rows by this date"),
)
FEWEST_IN_ORDER = 5
"""Fewer dates stand in order by chance."""
AMBIGUOUS = say("could be day/month or month/day"), say("which is it? Write it as 2023-05-17")
DAY_FIRST = say("dates were read as day/month/year (cells: {n})")
AS_THE_COLUMN = say("dates were read as day/month/year, as other cells of the column prove (cells: {n})")
MONTH_FIRST = say("dates were read as month/day/year, as cells of the column prove (cells: {n})")
IN_WORDS = say("dates in words were read (cells: {n})")
OTHER_PERIOD = say("months or quarters were known in another form than 2023-05 or 2023-Q2 (cells: {n})")
_NO_MONTH = say("is not a month"), say("write it as 2023-05")
_LOST_A_ZERO = (
    say("could be January or October: as a number, 2023.10 loses its zero"),
    say("write it as 2023-01 or 2023-10"),
)
_NO_QUARTER = say("is not a quarter"), say("write it as 2023-Q2")


def read_date(
    cell: str, order: Order | None = None, years: Container[int] = ()
) -> date | tuple[Phrase, Phrase]:
    """The day that an ISO date, dd/mm/yyyy or a date in words names; or what is wrong, and what to do.

    `order` is what other cells of the column prove; of `years` a date may name the last two digits.
    """
    cell = cell.translate(DASHES)
    if found := _ISO.fullmatch(cell):
        parts = int(found[1]), int(found[2]), int(found[3])
        if found[4] and _is_another_day(cell, found[4].upper()):
            return ANOTHER_ZONE
        if order == "day in text alone":
            return MAY_BE_TURNED
    elif found := _SLASHED.fullmatch(cell):
        first, second, year = int(found[1]), int(found[2]), _year(found[3], years)
        year_first = len(found[3]) == 2 and 2000 + first != year and 2000 + first in years
        if year and (year_first or (first != second and max(first, second) <= 12 and order is None)):
            return AMBIGUOUS
        if year and order != "month" and second > 12 >= first:
            return MONTH_BEFORE_DAY
        parts = (year, first, second) if order == "month" else (year, second, first)
    elif found := _IN_WORDS.fullmatch(folded := fold(cell)):
        parts = int(found[3]), int(found[2]), int(found[1])
    elif found := _DAY_MONTH.fullmatch(folded):
        parts = _year(found[3], years), _IN_ENGLISH.get(found[2], 0), int(found[1])
    elif found := _MONTH_DAY.fullmatch(folded):
        parts = int(found[3]), _IN_ENGLISH.get(found[1], 0), int(found[2])
    else:
        return SERIAL if is_serial(cell) else NO_DATE
    try:
        return date(*parts)
    except ValueError:
        return NO_SUCH_DAY if parts[0] and 1 <= parts[1] <= 12 else NO_DATE


def order_of(cells: Iterable[str]) -> Order | None:
    """What stands first in the dates of a column, day or month; None where no cell proves it, or two disagree.

    Excel takes 03/05/2023 for the 5th of March where the computer is American, and leaves 17/05/2023 as text.
    """
    proved: set[Order] = set()
    days = set()
    either = False
    for cell in cells:
        text = cell.translate(DASHES)
        if found := _ISO.fullmatch(text):
            days.add((int(found[2]), int(found[3])))
        elif found := _SLASHED.fullmatch(text):
            first, second = int(found[1]), int(found[2])
            either = either or max(first, second) <= 12
            if first > 12 >= second:
                proved.add("day")
            elif second > 12 >= first:
                proved.add("month")
    turned = len(days) >= FEWEST_DAYS and all(day <= 12 for _, day in days)
    if proved == {"day"} and turned and not either:
        return "day in text alone"
    return proved.pop() if len(proved) == 1 else None


def exchanged(day: date) -> date | None:
    """The day with day and month exchanged, as Excel does; None where it cannot be."""
    return date(day.year, day.day, day.month) if day.day <= 12 else None


def out_of_order(days: Sequence[date | None], fixed: Sequence[bool]) -> list[int]:
    """The positions of the dates that Excel may have exchanged, day for month, in a column that is kept in order.

    None where the dates do not fall, or where no exchange puts all of them in order. `fixed` are those that cannot
    have been exchanged: text such as 3 May 2023.
    """
    given = [(at, day) for at, day in enumerate(days) if day]
    if len(given) < FEWEST_IN_ORDER or all(one[1] <= other[1] for one, other in pairwise(given)):
        return []
    other = [None if fixed[at] else exchanged(day) for at, day in given]
    forms = [[day, back or day] for (_, day), back in zip(given, other, strict=True)]
    earliest, latest = [date.min], [date.max]
    for either in forms:
        if not (later := [day for day in either if day >= earliest[-1]]):
            return []
        earliest.append(min(later))
    for either in reversed(forms):
        latest.append(max(day for day in either if day <= latest[-1]))
    latest.reverse()
    return [
        at
        for place, ((at, day), back) in enumerate(zip(given, other, strict=True))
        if back not in (None, day) and earliest[place] <= back <= latest[place + 1]
    ]


def _year(text: str, years: Container[int]) -> int:
    """The year that four digits name, or two, if it is one of `years`; else 0, which no date has."""
    year = int(text) if len(text) == 4 else 2000 + int(text)
    return year if len(text) == 4 or year in years else 0


def _is_another_day(cell: str, zone: str) -> bool:
    """Whether a moment in some zone is of another day in Viet Nam."""
    hours, minutes = map(int, _TIME.search(cell).groups())  # type: ignore[union-attr]
    off = (
        timedelta() if zone == "Z" else timedelta(hours=int(zone[1:3]), minutes=int(zone[3:].strip(":") or 0))
    )
    there = timedelta(hours=hours, minutes=minutes)
    return not timedelta() <= there - (-off if zone[0] == "-" else off) + _HERE < timedelta(days=1)


def lost_a_zero(cell: str) -> bool:
    """Whether a cell is a year and a month of which nobody can tell whether it was January or October: 2023.1."""
    return bool(_JANUARY_OR_OCTOBER.fullmatch(cell))


def is_serial(cell: str) -> bool:
    """Whether a cell holds the number by which Excel keeps a day, since its format is not that of a date."""
    return bool(_SERIAL.fullmatch(cell))


def read_month(cell: str, year: str) -> str | None:
    """A month such as 2023-05 from what people write; `year` is the return's, for 'tháng 5'. None: it is no month.

    Nor is 2023.1, for as a number 2023.10 loses its zero.
    """
    if lost_a_zero(cell):
        return None
    if found := _MONTH_FIRST.fullmatch(cell):
        number, of = int(found[2]), found[1]
    elif found := _MONTH_WORDS.fullmatch(folded := fold(cell)):
        number, of = int(found[1]), found[2] or year
    elif found := _MONTH_NAMED.fullmatch(folded):
        number = (_IN_VIETNAMESE if found[1] else _IN_ENGLISH).get(found[2], 0)
        of = found[3] if len(found[3] or "") == 4 else year
        if folded.startswith("thang nam 2") or found[3] not in (None, of, of[2:]):
            return None  # 'Tháng ... năm 2023' has no month in it
    else:
        return None
    return f"{of}-{number:02d}" if 1 <= number <= 12 else None


def read_quarter(cell: str, year: str) -> str | None:
    """A quarter such as 2023-Q2 from what people write. None: it is none."""
    found = _QUARTER.fullmatch(fold(cell))
    return f"{found[1] or found[3] or year}-Q{_ROMAN.get(found[2], found[2])}" if found else None


def quarter_of(month: str) -> str:
    """The quarter of a month: 2023-05 -> 2023-Q2."""
    return f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}"


def month_in(span: ReturnFolder, cell: str) -> Read:
    """A month of the span."""
    value = read_month(cell, span.first_month[:4])
    if lost_a_zero(cell):
        return wrong(*_LOST_A_ZERO)
    if not value:
        return wrong(SERIAL[0], _NO_MONTH[1]) if is_serial(cell) else wrong(*_NO_MONTH)
    return _period(cell, value, span, span.first_month, span.last_month)


def quarter_in(span: ReturnFolder, cell: str) -> Read:
    """A quarter that has months of the span."""
    value = read_quarter(cell, span.first_month[:4])
    first, last = quarter_of(span.first_month), quarter_of(span.last_month)
    if not value:
        return wrong(SERIAL[0], _NO_QUARTER[1]) if is_serial(cell) else wrong(*_NO_QUARTER)
    return _period(cell, value, span, first, last)


def day_in(span: ReturnFolder, order: Order | None, cell: str) -> Read:
    """A day of the span; `order` is what other cells of the column prove."""
    day = read_date(cell, order, (int(span.first_month[:4]),))
    if not isinstance(day, date):
        return Read(None, day)
    if not span.first_month <= day.isoformat()[:7] <= span.last_month:
        return _outside(span)
    return _day(cell, day, order)


def today_here() -> date:
    """The day by the clock of Viet Nam."""
    return datetime.now(timezone(timedelta(hours=7))).date()


def day_received(span: ReturnFolder, order: Order | None, today: date | None, cell: str) -> Read:
    """The day on which a return of the span was received: from its first month to the day on which it is taken in.

    A later one is a slip, and no correction could come after it. `today` is None for what lies in a year's own folder:
    builds read that again, and give the same whatever the clock says.
    """
    year = int(span.first_month[:4])
    day = read_date(cell, order, range(year, (today.year if today else year + 1) + 1))
    if not isinstance(day, date):
        return Read(None, day)
    if day.isoformat()[:7] < span.first_month:
        reason = say("is before the first month of this return, {first}", first=span.first_month)
        return wrong(reason, say("correct it"))
    if today and day > today:
        return wrong(say("is later than today, {today}", today=str(today)), say("correct it"))
    return _day(cell, day, order)


def year_of(span: ReturnFolder, cell: str) -> Read:
    """The year of the span."""
    number, year = read_count(cell, 0, None), span.first_month[:4]
    if number.fault or number.value == int(year):
        return number
    reason = say("{shown}is not the folder's year, {year}", shown=shown_number(cell), year=year)
    return wrong(reason, UNTIL_THEN)


def _period(cell: str, value: str, span: ReturnFolder, first: str, last: str) -> Read:
    if not first <= value <= last:
        return _outside(span)
    return Read(value, None, None if value == cell else OTHER_PERIOD)


def _day(cell: str, day: date, order: Order | None) -> Read:
    if cell[:4] == day.isoformat()[:4]:
        return Read(day)
    if not cell[0].isdecimal() or any(sign.isalpha() for sign in cell[:7]):
        return Read(day, None, IN_WORDS)
    how = DAY_FIRST if order is None else MONTH_FIRST if order == "month" else AS_THE_COLUMN
    return Read(day, None, how)


def _outside(span: ReturnFolder) -> Read:
    reason = say(
        "lies outside the months of this return, {first} to {last}",
        first=span.first_month,
        last=span.last_month,
    )
    return wrong(reason, say("correct it, or move the row to the return that it belongs to"))
