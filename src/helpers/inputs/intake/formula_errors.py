"""Cells that hold an Excel error, or a formula whose result was never stored: the reader takes them for blank.

Blank means not reported, so they must be told apart. Only a sheet's own text (XML) knows them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence

from lxml import etree

from helpers.inputs.intake.cell_addresses import column_of
from helpers.inputs.intake.cell_result import Fault
from helpers.inputs.mistakes import say

NO_RESULT = "="
"""Stands in the place of a formula without a result; it can be no value."""
_OTHER_ERROR = "#ERROR!"
_ERRORS = frozenset(
    ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!", _OTHER_ERROR)
)
_HINT = re.compile(rb"""<(?:\w+:)?f[\s/>]|\st=["']e["']""")  # not the <formula1> of a list to choose from
_PLACE = re.compile(r"([A-Z]{1,2})([0-9]{1,7})")

Odd = tuple[int, int, str]
"""Row and column, from 0, and what stands for the cell."""


def odd_cells(part: bytes) -> list[Odd]:
    """The cells with an error, or a formula without a result, in the text of a sheet, however a program writes it.

    Raises:
        etree.XMLSyntaxError: it is broken.
    """
    if not _HINT.search(part):
        return []
    found = []
    for _, cell in etree.iterparse(io.BytesIO(part), tag="{*}c", resolve_entities=False, no_network=True):
        kind, value = cell.get("t"), (cell.findtext("{*}v") or "").strip()
        text = ""
        if kind == "e":
            text = value if value in _ERRORS else _OTHER_ERROR
        elif (
            not value and kind != "str" and cell.find("{*}f") is not None
        ):  # that one's result is an empty text
            text = NO_RESULT
        if text and (place := _PLACE.fullmatch(cell.get("r", ""))):
            found.append((int(place[2]) - 1, column_of(place[1]), text))
        cell.clear()
    return found


def put_in(rows: Sequence[tuple[str, ...]], odd: Iterable[Odd]) -> list[tuple[str, ...]]:
    """The rows of a sheet with these cells in them, all as wide as before or as they need to be."""
    cells = [list(row) for row in rows]
    width = len(cells[0]) if cells else 0
    for row, column, text in odd:
        while len(cells) <= row:
            cells.append([""] * width)
        if column >= width:
            cells = [[*each, *[""] * (column + 1 - width)] for each in cells]
            width = column + 1
        cells[row][column] = text
    return [tuple(row) for row in cells]


def fault_of(cell: str) -> Fault | None:
    """What is wrong with a cell that is such a one; None for any other."""
    if cell == NO_RESULT:
        return say("is a formula without a result"), say(
            "write its value: copy the cell, then paste as value"
        )
    if len(cell) > 1 and not cell.strip("#"):
        return say("shows ####, since its column was too narrow when it was copied or saved as text"), say(
            "widen the column where it comes from, and write the number or the date"
        )
    if cell in _ERRORS:
        return say("is an error of Excel, {error}", error=cell), say("write the value in its place")
    return None
