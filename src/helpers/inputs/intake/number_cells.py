"""What a cell says of a number. Separators of thousands count where they stand in their places, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable

from helpers.inputs.intake.cell_result import Fault, Read, wrong
from helpers.inputs.mistakes import say

_GROUPED = re.compile(r"-?[0-9]{1,3}(?:([., \u00a0\u202f])[0-9]{3})(?:\1[0-9]{3})*")
_NO_DECIMALS = re.compile(
    r"(-?[0-9]{1,3}(?:(?P<group>[., \u00a0\u202f])[0-9]{3})(?:(?P=group)[0-9]{3})*|-?[0-9]+)(?P<point>[.,])0+"
)
_WITH_DECIMALS = re.compile("-?[0-9]+([.,])[0-9]+")
_THOUSANDS = re.compile(r"-?[0-9]{1,3}([.,])000")
_WHOLE = re.compile("-?[0-9]{1,12}")  # a longer one is no count
_SCORE = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,20})?")
_PERCENT = re.compile(r"(.*[0-9])[ \u00a0\u202f]?%")

_SIGNS = "[., \u00a0\u202f]"
MOST_SHOWN = 8  # digits; papers and telephones have more

WITHOUT_SEPARATORS = say("numbers were read without their separators of thousands (cells: {n})")
WITHOUT_DECIMALS = say("numbers were read without their decimals, which are zero (cells: {n})")
DECIMAL_COMMA = say("numbers were read with a decimal comma (cells: {n})")
PERCENT = say("percentages were read as numbers out of 100 (cells: {n})")
_NO_COUNTS = (
    (
        re.compile(r"-?[0-9][0-9., \u00a0\u202f]*%"),
        (say("is a percentage, not a count"), say("write how many there were, in digits only")),
    ),
    (
        re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}.*|[0-9]{2}:[0-9]{2}.*|-?[0-9]+ days?,.*"),
        (
            say("is a date or a time by the cell's format"),
            say("set the cell's format to General, then write the number again"),
        ),
    ),
    (
        re.compile(r"-?[0-9][0-9., ]*[^\W\d_].*"),
        (say("has words beside the number"), say("write digits only, without units or remarks")),
    ),
    (
        re.compile(r"-?[0-9]+(?:[ \u00a0\u202f]+[0-9]+)+"),
        (say("has a blank inside the number"), say("write digits only, without blanks")),
    ),
)
_CHECK = say("check it against the station's report")


def read_count(cell: str, least: int, most: int | None, point: str | None = None) -> Read:
    """A whole number, not negative, between `least` and `most`; `point` may divide decimals, as other cells show."""
    grouped, decimals = _GROUPED.fullmatch(cell), _NO_DECIMALS.fullmatch(cell)
    shown = shown_number(cell)
    if grouped and grouped[1] in (point or ""):
        return wrong(say("{shown}could be thousands or have decimals", shown=shown), say("write digits only"))
    text, how = cell, None
    if grouped:
        text, how = re.sub(_SIGNS, "", cell), WITHOUT_SEPARATORS
    elif decimals and decimals["point"] != decimals["group"]:
        text, how = re.sub(_SIGNS, "", decimals[1]), WITHOUT_DECIMALS
    if not _WHOLE.fullmatch(text):
        for form, fault in _NO_COUNTS:
            if form.fullmatch(cell):
                return wrong(*fault)
        remedy = say("write digits only, without separators, units or decimals")
        return wrong(say("{shown}is not a whole number", shown=shown), remedy)
    number = int(text)
    if text[0] != "-" and number >= least and (most is None or number <= most):
        return Read(number, None, how)
    if text.startswith("-"):
        return wrong(say("{shown}is negative", shown=shown), say("write 0 or more"))
    if number < least:
        return wrong(say("{shown}is less than {limit}", shown=shown, limit=str(least)), _CHECK)
    return wrong(say("{shown}is more than {limit}", shown=shown, limit=str(most)), _CHECK)


def point_of(cells: Iterable[str]) -> str | None:
    """The sign that divides decimals in the numbers of a column, or both that may; None where nothing speaks for one.

    27.0 proves it, and 27.5 and 1604.000; where each of several numbers is like 27.000, it may be so. One of 1,604 and
    2.310 has decimals, if both are of one column.
    """
    filled = list(filter(None, cells))
    for cell in filled:
        found = _NO_DECIMALS.fullmatch(cell)
        if found and not _GROUPED.fullmatch(cell) and found["point"] != found["group"]:
            return found["point"]
        if (found := _WITH_DECIMALS.fullmatch(cell)) and not _GROUPED.fullmatch(cell):
            return found[1]
    if {found[1] for cell in filled if (found := _GROUPED.fullmatch(cell))} >= {".", ","}:
        return ".,"
    alike = [found[1] for cell in filled if (found := _THOUSANDS.fullmatch(cell))]
    return alike[0] if len(alike) > 1 and len(alike) == len(filled) and len(set(alike)) == 1 else None


def read_score(cell: str) -> Read:
    """A number from 0 to 100, with a decimal point or comma; 61.4% is 61.4. One of 10 at most is asked about."""
    percent = _PERCENT.fullmatch(cell)
    text = re.sub(r"^([0-9]{1,3}),([0-9]{1,20})$", r"\1.\2", percent[1] if percent else cell)
    if not _SCORE.fullmatch(text) or float(text) > 100:
        reason = say("{shown}is not a number from 0 to 100", shown=shown_number(text))
        return wrong(reason, say("write it with a point for decimals, such as 71.5"))
    if not percent and 0 < float(text) <= 10:
        return Read(float(text), _of_another_scale(text))
    return Read(float(text), None, PERCENT if percent else None if text == cell else DECIMAL_COMMA)


def _of_another_scale(text: str) -> Fault:
    """That a mean score may be a share of 1, or marks out of 10; with both readings."""
    text, times = f"{float(text):.10g}", 100 if float(text) <= 1 else 10
    meant = f"{float(text) * times:.10g}"
    reason = say(
        "{shown}could be {share} of 100, or {number} of 100",
        shown=shown_number(text),
        share=meant,
        number=text,
    )
    return reason, say(
        "write {share} if that is meant, and {number}% if it is really so low", share=meant, number=text
    )


def shown_number(cell: object) -> str:
    """A cell of a number column as a message may repeat it: nothing that could be a pasted identifier."""
    text = str(cell)
    digits = sum(sign.isdecimal() for sign in text)
    return f"'{text}' " if digits <= MOST_SHOWN and re.fullmatch(r"[-+]?[0-9][0-9.,]{0,10}", text) else ""
