"""How to read a cell that its number format shows otherwise than it is stored: what the person saw is what counts.

Of a number the format may hide decimals, where decimals are allowed. Text of a format is part of what was seen: a
percentage, a case number. A number that is shown as another one is refused, since nobody can tell which was meant.
Words of the column's own heading beside the number (`9 buổi` below `Số buổi`) say what is counted, and change nothing.
"""

from __future__ import annotations

import re

from helpers.inputs.intake.cell_result import Fault, Read, Reader, wrong
from helpers.inputs.intake.formatted_values import BOTH, MAYBE, STRUCK_OUT, is_dash, is_day, is_plain_number
from helpers.inputs.intake.number_cells import shown_number
from helpers.inputs.mistakes import say

_DAY_AND_MONTH = re.compile(r"[0-9]{2}/[0-9]{2}/\.{4}")
AS_SHOWN = say("cells were read as their format shows them (cells: {n})")
DASH_FOR_ZERO = say("zeros that the cell's format shows as a dash were read as 0 (cells: {n})")
YEAR_IN_FILE = say(
    "days were read with the year that the file holds, which the cell does not show (cells: {n})"
)
WITHOUT_UNIT = say("numbers were read without the unit that the cell's format adds (cells: {n})")
_NUMBER_AND_WORDS = re.compile(r"(-?[0-9.]*[0-9])[ \u00a0\u202f]*([^\W\d_]+(?:[ \u00a0\u202f][^\W\d_]+)*)")
_REMEDY = say("set the cell's format to General, then write what is meant")
_UNSEEN: Fault = (
    say("holds something that the sheet does not show"),
    say(
        "set the cell's format to General and its letters to black, let the sheet show zeros, then check the cell"
    ),
)
_STRUCK_OUT: Fault = (
    say("has a line through it, so it may be meant as deleted"),
    say("delete the row or the cell, or take the line away"),
)
_PERHAPS: Fault = (
    say("may be shown as something else than is stored, by a conditional format"),
    say("clear the conditional formats of the cell, then check what it says"),
)
_TEXT: Fault = say("is a number to which the cell's format adds text"), _REMEDY
_PART_OF_DAY: Fault = (
    say("is a date of which the cell's format shows only a part"),
    say("set the cell's format to Date with day, month and year, then check the cell"),
)


def read_shown(cell: str, read: Reader, *, is_number: bool, unit: frozenset[str] = frozenset()) -> Read:
    """What a cell says of which both is known, what is stored and what is shown; `is_number`: its column wants one.

    `unit`: words, in small letters, that may stand behind the number.
    """
    stored, shown = cell.split(BOTH, 1)
    exact = read(stored)
    with_unit = _NUMBER_AND_WORDS.fullmatch(shown) if is_number else None
    if with_unit and unit.issuperset(with_unit[2].casefold().split()):
        if with_unit[1] != stored:
            return wrong(*_another_number(stored, with_unit[1]))
        return exact if exact.fault else exact._replace(how=exact.how or WITHOUT_UNIT)
    for sign, fault in (("", _UNSEEN), (STRUCK_OUT, _STRUCK_OUT), (MAYBE, _PERHAPS)):
        if shown == sign:
            return wrong(*fault)
    if is_day(stored):
        return exact if is_number else _read_day(exact, read, shown)
    if stored == "0" and is_dash(shown):
        return exact if exact.fault else exact._replace(how=DASH_FOR_ZERO)
    if is_number and is_plain_number(shown):
        only_rounded = isinstance(exact.value, float) and _rounds_to(exact.value, shown)
        return exact if only_rounded else wrong(*_another_number(stored, shown))
    seen = read(shown)
    if not seen.fault:
        same = not exact.fault and exact.value == seen.value
        return exact if same else seen._replace(how=seen.how or AS_SHOWN)
    if shown.endswith("%"):
        return wrong(seen.fault[0], _REMEDY) if is_number else seen
    return wrong(*_TEXT) if is_plain_number(stored) else wrong(seen.fault[0], _REMEDY)


def _read_day(exact: Read, read: Reader, shown: str) -> Read:
    """What a day says of which a part is shown: enough for a month; for a day, where the year alone is missing."""
    if _DAY_AND_MONTH.fullmatch(shown):
        return exact if exact.fault else exact._replace(how=YEAR_IN_FILE)
    seen = wrong(*_PART_OF_DAY) if "/" in shown else read(shown)
    if seen.fault:
        return wrong(*_PART_OF_DAY)
    return exact if exact.value == seen.value else seen._replace(how=seen.how or AS_SHOWN)


def _rounds_to(value: float, shown: str) -> bool:
    decimals = len(shown.partition(".")[2])
    return abs(value - float(shown)) <= 0.5 / 10.0**decimals + 1e-9


def _another_number(stored: str, shown: str) -> Fault:
    stored, shown = shown_number(stored).strip(), shown_number(shown).strip()
    told = stored and shown
    reason = say(
        "the cell's format shows another number than is stored{shown}",
        shown=(f": {shown} for {stored}", f": {shown} thay cho {stored}") if told else "",
    )
    return reason, _REMEDY


def both(cell: str) -> str:
    """A cell as a note may repeat it: what is stored, and behind it what is shown."""
    stored, sign, shown = cell.partition(BOTH)
    return f"{stored} ({shown})" if sign else cell
