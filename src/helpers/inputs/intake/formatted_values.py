"""What a cell's number format makes of its value: 0.614 is shown as 61.4%, 12000 as '12 k', 27 as nothing at all.

The person who filled in the sheet saw what is shown. So a cell that is shown otherwise than it is stored gets both
into its text, `stored` and `shown` (`as_shown`), and is read by both (`read_shown`). Whole dates and separators of
thousands change nothing, nor does a zero that an accounting format shows as a dash. Of a number the format may hide
decimals, where decimals are allowed. Text of a format is part of what was seen: a percentage, a case number. A number
that is shown as another one is refused, since nobody can tell which was meant. Words of the column's own heading beside
the number (`9 buổi` below `Số buổi`) say what is counted, and change nothing. Which cell has which format is found in
cell_styles.py; number_format_codes.py takes the codes of formats apart.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from helpers.inputs.intake.cell_result import Fault, Read, Reader, wrong
from helpers.inputs.intake.number_cells import shown_number
from helpers.inputs.intake.number_format_codes import Section, section_for, text_section
from helpers.inputs.mistakes import say

BOTH = "\x1f"  # stands between what is stored and what is shown; no workbook can hold it
UNSEEN = ";;;"
"""The format that shows nothing, neither numbers nor text."""
MAYBE = "\x1d"
"""Stands before a format that counts where a condition holds that cannot be judged here; and for the cell's text."""
STRUCK_OUT = "\x1e"
"""Stands for the format of a cell whose letters have a line through them, and for its text."""
_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?: .*)?")
_FIRST_DAY = datetime(1899, 12, 30)
_LAST_SERIAL = 2_958_466  # the year 10,000
_DASH = re.compile("[-\u2013\u2014]+")
MOST_PLACES = 30  # decimals that Excel shows at most
MOST_DECIMALS = 6  # of a percentage; a computed one has noise in those behind
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


def as_shown(value: object, stored: str, code: str) -> str:
    """The text of a cell: what is stored; and behind `BOTH` what is shown, where that is something else."""
    if not stored or isinstance(value, bool):
        return stored
    shown = stored
    if code.removeprefix(MAYBE) == STRUCK_OUT:
        shown = STRUCK_OUT
    elif isinstance(value, str):
        if section := text_section(code.removeprefix(MAYBE)):
            shown = "".join(stored if kind == "text" else text for kind, text in section.tokens).strip()
    elif isinstance(value, date):
        shown = _serial_as_shown(_serial(value), stored, code.removeprefix(MAYBE))
    elif isinstance(value, (int, float)):
        shown = _serial_as_shown(float(value), stored, code.removeprefix(MAYBE))
    if shown == stored:
        return stored
    return f"{stored}{BOTH}{MAYBE if code.startswith(MAYBE) else shown}"


def is_dash(shown: str) -> bool:
    """Whether what is shown is a dash, which accounting formats show for 0."""
    return bool(_DASH.fullmatch(shown))


def is_plain_number(shown: str) -> bool:
    """Whether what is shown is a number and nothing else."""
    return bool(_NUMBER.fullmatch(shown))


def is_day(stored: str) -> bool:
    """Whether what is stored is a day, with or without a time."""
    return bool(_DAY.fullmatch(stored))


def _serial_as_shown(value: float, stored: str, code: str) -> str:
    """A number, or the number that a day has, as its format shows it."""
    section, signed = section_for(value, code)
    if section is None:
        return ""
    return (
        _day_as_shown(value, stored, section)
        if section.is_date
        else _number_as_shown(value, stored, section, signed=signed)
    )


def _serial(moment: date) -> float:
    """The number that Excel has for a day."""
    day = datetime(moment.year, moment.month, moment.day)
    return float((day - _FIRST_DAY).days)


def _day_as_shown(value: float, stored: str, section: Section) -> str:
    """The day that a number stands for, as far as it is shown: 2023-05-17, 2023-05, 17/05/...., 17/../...."""
    if not 1 <= value < _LAST_SERIAL:
        return ""
    day, parts = _FIRST_DAY + timedelta(days=int(value)), section.day_parts
    if len(parts) == 3:
        return stored if is_day(stored) else f"{day:%Y-%m-%d}"
    if not parts - {"y", "m"} and parts:
        return "-".join(f"{day:{sign}}" for sign, part in (("%Y", "y"), ("%m", "m")) if part in parts)
    pieces = (("d", "%d", ".."), ("m", "%m", ".."), ("y", "%Y", "...."))
    return "/".join(f"{day:{sign}}" if part in parts else dots for part, sign, dots in pieces)


def _number_as_shown(value: float, stored: str, section: Section, *, signed: bool) -> str:
    """A number as its format shows it, without separators of thousands; a percentage with all its decimals."""
    kinds = [kind for kind, _ in section.tokens]
    percents = kinds.count("percent")
    number = Decimal(repr(value)) * 100**percents / 1000**section.scale
    fraction = "slash" in kinds and "digit" in kinds
    if "general" in kinds or fraction:
        nearest = _nearest_fraction(value, section) if fraction else value
        text = stored if math.isclose(nearest, value) else f"{nearest:.6g}"
        inner = _literals(section, text)
    elif "exponent" in kinds:
        inner = _literals(section, f"{float(_scientific(number, section)):.15g}")
    else:
        if is_percentage := percents > 0 or "sign" in kinds:
            section, number = _all_decimals(section), round(number, MOST_DECIMALS).normalize()
        inner = _filled(section, abs(number), None if is_percentage else _places(section))
    if signed and value < 0 and "general" not in kinds and not inner.startswith("-"):
        inner = f"-{inner}"
    inner = inner.strip(" \u00a0\u202f")
    inner = re.sub(r"^\(([0-9.]+)\)$", r"-\1", inner)
    if _NUMBER.fullmatch(inner) and float(inner) == float(stored if _NUMBER.fullmatch(stored) else value):
        return stored
    return inner


def _nearest_fraction(value: float, section: Section) -> float:
    """What a fraction such as 12 1/4 says: `?/4` has quarters alone, `?/??` the nearest with so many digits."""
    at = [kind for kind, _ in section.tokens].index("slash")
    signs = [(kind, text.strip()) for kind, text in section.tokens[at + 1 :] if text.strip()]
    written = "".join(text for _, text in signs)
    if written.isdecimal() and int(written):
        return math.copysign(math.floor(abs(value) * int(written) + 0.5) / int(written), value)
    most = 10 ** sum(kind == "digit" for kind, _ in signs) - 1
    return float(Fraction(value).limit_denominator(max(most, 1)))


def _scientific(number: Decimal, section: Section) -> Decimal:
    """A number as 1.2E+04 shows it; `##0.0E+0` counts in thousands, for it has three places before the point."""
    if not number:
        return number
    kinds = [kind for kind, _ in section.tokens][: [kind for kind, _ in section.tokens].index("exponent")]
    before = kinds[: kinds.index("point")] if "point" in kinds else kinds
    step = max(before.count("digit"), 1)
    power = number.adjusted() // step * step
    places = kinds.count("digit") - before.count("digit")
    return number.quantize(Decimal(1).scaleb(power - places), ROUND_HALF_UP)


def _filled(section: Section, number: Decimal, places: int | None) -> str:
    """The digits of a number in their places, with the text between them; all decimals where `places` is None."""
    shown = number if places is None else number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, decimals = f"{shown:f}".partition(".")
    whole = whole.lstrip("0")
    kinds = [kind for kind, _ in section.tokens]
    point = kinds.index("point") if "point" in kinds else len(kinds)
    left = kinds[:point].count("digit")
    behind_point = [text for kind, text in section.tokens[point:] if kind == "digit"]
    least = max((place for place, text in enumerate(behind_point, 1) if text == "0"), default=0)
    decimals = decimals[:least] + decimals[least:].rstrip("0")
    seen, out = 0, []
    right = iter(decimals)
    for at, (kind, text) in enumerate(section.tokens):
        if kind == "digit" and at < point:
            behind = left - seen - 1  # digits still to come
            piece = whole[: len(whole) - behind] if not seen else whole[-behind - 1 : len(whole) - behind]
            if len(whole) <= behind:
                piece = ""
            out.append(piece or ("0" if text == "0" else ""))
            seen += 1
        elif kind == "digit":
            out.append(next(right, "0" if text == "0" else ""))
        elif kind == "point":
            out.append("." if decimals else "")
        elif kind in ("literal", "percent", "sign"):
            out.append(text)
    return "".join(out)


def _all_decimals(section: Section) -> Section:
    """The same with as many places for decimals as there can be."""
    kinds = [kind for kind, _ in section.tokens]
    digits = [at for at, kind in enumerate(kinds) if kind == "digit"]
    if not digits:
        return section
    point = kinds.index("point") if "point" in kinds else len(kinds)
    last = max((at for at in digits if at < point), default=digits[0])
    before = section.tokens[: last + 1]
    behind = [each for each in section.tokens[last + 1 :] if each[0] not in ("digit", "point")]
    return Section((*before, ("point", "."), *[("digit", "#")] * MOST_DECIMALS, *behind))


def _places(section: Section) -> int:
    kinds = [kind for kind, _ in section.tokens]
    return min(kinds[kinds.index("point") :].count("digit"), MOST_PLACES) if "point" in kinds else 0


def _literals(section: Section, number: str) -> str:
    """A number with the text that stands before and behind it, without what divides a fraction."""
    out, written, divides = [], False, False
    for kind, text in section.tokens:
        divides = kind == "slash" or (divides and (kind == "digit" or text.isdecimal()))
        if kind == "literal" and not divides:
            out.append(text)
        elif kind in ("general", "digit") and not written:
            out.append(number)
            written = True
    return "".join(out)


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
