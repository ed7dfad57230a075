"""What says that numbers count something else than one by one: a title, a heading, a row of units below the header.

Numbers in hundreds, thousands or per cent are never multiplied here: the table is refused, and its sender writes them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from helpers.inputs.intake.cell_addresses import letter
from helpers.inputs.intake.headings import Headings
from helpers.inputs.intake.name_lookup import squeezed
from helpers.inputs.intake.sheet_cells import Line
from helpers.inputs.mistakes import Mistake, say

FEWEST_UNITS = 2
"""So many words in the columns of numbers alone make a row of units."""
_IN_A_TITLE = (
    say("says that the numbers below are not counted one by one"),
    say("write each number in full, and take this line out"),
)
_IN_A_HEADING = (
    say("is a heading of percentages, hundreds or thousands, and the column counts one by one"),
    say("write how many there were, each number in full, and give the column its name in the template"),
)
_SCALE = (
    r"(?:(?:nghìn|nghin|ngàn|phần trăm|tỷ lệ|tỉ lệ|thousands?|percent|per cent)\b"
    r"|(?:trăm|chục|vạn|triệu|hundreds?|tens|dozens?|millions?)"
    r"(?:\W*$|\W+(?:of|người|lượt|buổi|tờ|bản|cuốn|vụ|people|participants|leaflets)\b))"
)
"""Hundreds and tens are known by what they count: Vạn Gia and Triệu Phong are places."""
_TITLE = re.compile(
    r"(?:.*\W)?(?:(?:đơn vị(?: tính)?|don vi(?: tinh)?|đvt|dvt|units?)(?:\W+(?:là|of|is))?[^\w%]*"
    rf"(?:%|'?000|1?[.,]?000\b|100 |{_SCALE})|(?:in|tính theo|tính bằng)(?: đơn vị)?\W+{_SCALE}).*"
)
_HEADING = re.compile(
    r"[%\u2030]|\b(?:nghìn|ngàn|trăm|chục|vạn|triệu|tỷ lệ|tỉ lệ|thousands?|hundreds?|tens|dozens?|millions?|percent"
    r"|per cent|percentage|pct|rate|ratio|share|proportion)\b|\b1[.,]?0{2,}\b|['\u2019]0{2,}\b|[x×*] ?10{1,}\b",
    re.IGNORECASE,
)


def names_the_units(line: Line, header: Sequence[str], headings: Headings) -> bool:
    """Whether a line below the header says what each number counts, 'buổi', 'người', '%', and nothing else."""
    filled = {header[at]: cell for at, cell in enumerate(line[1][: len(header)]) if cell}
    return (
        len(filled) >= FEWEST_UNITS
        and headings.counts.issuperset(filled)
        and all(_HEADING.search(cell) or _is_words(cell) for cell in filled.values())
    )


def of_another_unit(
    at: Mistake, titles: Sequence[Line], lines: Sequence[Line], columns: Sequence[str], headings: Headings
) -> tuple[Mistake, ...]:
    """The mistakes of titles, headings and units below them (`lines`) by which numbers are no counts one by one."""
    found = [
        replace(at, row=number, reason=_IN_A_TITLE[0], remedy=_IN_A_TITLE[1])
        for number, cells in titles
        if any(_TITLE.fullmatch(cell.casefold()) for cell in cells if cell)
    ]
    for number, cells in lines:
        for position, cell in enumerate(cells):
            column = headings.names.get(squeezed(cell), cell)
            if _HEADING.search(cell) and (column in headings.counts or column not in columns):
                where = f"{letter(position)}{number}" if at.sheet is not None else None
                fault = replace(at, row=number, cell=where, reason=_IN_A_HEADING[0], remedy=_IN_A_HEADING[1])
                known = column if column in columns else None
                found.append(replace(fault, column=known, heading=headings.labels.get(column)))
    return tuple(found)


def _is_words(cell: str) -> bool:
    return any(map(str.isalpha, cell)) and not any(map(str.isdecimal, cell))
