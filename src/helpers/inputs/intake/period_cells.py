"""What a cell says of a month, a quarter, a day or a year, in a return of some months."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from helpers.inputs.intake.cell_result import Read, wrong
from helpers.inputs.intake.date_cells import (
    SERIAL,
    Order,
    is_serial,
    lost_a_zero,
    quarter_of,
    read_date,
    read_month,
    read_quarter,
)
from helpers.inputs.intake.number_cells import read_count, shown_number
from helpers.inputs.intake.place_cells import UNTIL_THEN
from helpers.inputs.mistakes import say
from helpers.inputs.params.settings import ReturnFolder

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
