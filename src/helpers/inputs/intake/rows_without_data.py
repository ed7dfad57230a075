"""Rows that are no data of their own: totals, notes and signatures, subtotals, and what was pasted twice.

None is left out in silence: each is one message of the whole row, in the place of one for each of its cells. Totals and
signatures are known by their words, before cells are read; the others by what was read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

from helpers.inputs.intake.cell_result import Fault, Read
from helpers.inputs.intake.formatted_values import BOTH
from helpers.inputs.intake.formula_errors import NO_RESULT, fault_of
from helpers.inputs.intake.name_lookup import fold
from helpers.inputs.intake.sheet_cells import Line
from helpers.inputs.intake.text_sieve import Sieve
from helpers.inputs.mistakes import say
from helpers.inputs.params.tables import Table

_TOTALS = {
    "tong", "tong cong", "tong so", "cong", "toan tinh", "total", "totals", "grand total", "sum",
    "tong tong cong", "tong cong total", "tong total", "cong total",
}  # fmt: skip
_SIGNATURES = re.compile(
    r"(?:nguoi lap (?:bieu|bang|bao cao)|nguoi bao cao|chi huy(?: truong| don)?|"
    r"thu truong(?: don vi)?|prepared by|signed by|da ky|ky ten(?: va)?(?: dong dau)?|(?:ghi chu|notes?) .+|"
    r".+ ngay [0-9]{1,2} thang [0-9]{1,2} nam [0-9]{4})"
)
_PART = re.compile(r"(?:tong cong|tong so|tong|cong|subtotal|total)(?: cua| of)? (.+)")  # 'Cộng Hữu Nghị'
_COUNTED = re.compile(r"(?:tong cong|tong so|tong|cong|total) [0-9]+ [a-z]+")  # 'Cộng 12 đồn'
LONGEST_NAME = 80
NOT_DATA = (
    say("the row is not data"),
    say("delete this row; write a remark or a signature into the letter that goes with the return"),
)
_NUMBER = re.compile(r"[-0-9.,%\s]+")
FEW = 3
"""A row with at most one in so many of its cells filled in, and none of its key, is no data."""
PASTED = 3
"""So many rows that are the same as others, in the same order, were pasted."""
_IDENTIFYING = ("station", "month", "quarter", "date", "case_id", "person_id", "course_id")
_SUBTOTAL = re.compile(r"(?:tong|cong|luy ke|trung binh|sub ?total|total|sum|average|mean)(?: .*)?")
_SUM = (
    say("the row is a subtotal, not data"),
    say("delete this row; sums are made from the other rows"),
)
_PASTED = (
    say("the row, and those beside it, are the same as rows above, in the same order"),
    say("delete the rows that were pasted twice; if they are other cases, bring them into another order"),
)


def rows_of_totals(rows: Sequence[Line], words: Set[str]) -> set[int]:
    """The numbers of the rows of totals: one cell says so, the others are numbers or blank.

    `words` is each different cell of the rows. A total of a part names another cell: 'Tổng Cọt' is a commune.
    """
    totals = _TOTALS_SAID.among(words)
    if parts := _TOTALS_OF_PARTS.among(words):
        names = {fold(cell) for cell in words if cell not in parts and len(cell) < LONGEST_NAME}
        totals = totals | {cell for cell in parts if _part_of(cell) in names}
    if not totals:
        return set()
    return {
        number
        for number, row in rows
        if [cell in totals for cell in row if cell and not _is_computed(cell)] == [True]
    }


def rows_of_formulas(rows: Sequence[Line], words: Set[str]) -> set[int]:
    """The numbers of the rows that hold several formulas without a result, and nothing else."""
    if NO_RESULT not in words:
        return set()
    return {
        number
        for number, row in rows
        if (filled := list(filter(None, row))) == [NO_RESULT] * max(len(filled), 2)
    }


def rows_of_signatures(rows: Sequence[Line], words: Set[str]) -> set[int]:
    """The numbers of the rows that hold nothing but who signs the return, where and when, or a note.

    `words` is each different cell of the rows.
    """
    signed = _SIGNED.among(words)
    if not signed:
        return set()
    return {number for number, row in rows if {cell for cell in row if cell} <= signed}


def _is_computed(cell: str) -> bool:
    stored = cell.partition(BOTH)[0]  # however it is shown
    return bool(_NUMBER.fullmatch(stored)) or fault_of(stored) is not None


def _says_who_signs(cell: str) -> bool:
    return 5 < len(cell) < 120 and bool(_SIGNATURES.fullmatch(fold(cell)))


def _says_total(cell: str) -> bool:
    return len(cell) < 30 and (fold(cell) in _TOTALS or bool(_COUNTED.fullmatch(fold(cell))))


def _part_of(cell: str) -> str | None:
    """What a cell says that it is the total of."""
    found = _PART.fullmatch(fold(cell)) if len(cell) < LONGEST_NAME else None
    return found[1] if found else None


_TOTALS_SAID, _SIGNED = Sieve(_says_total), Sieve(_says_who_signs)
_TOTALS_OF_PARTS = Sieve(lambda cell: _part_of(cell) is not None)


def rows_pasted_twice(table: Table, rows: Sequence[tuple[str, ...]]) -> dict[int, Fault]:
    """The rows that several rows before them say in the same order, in a table in which nothing tells two apart.

    One case may be like another; three in a row that are like three others are a part of the sheet that was pasted.
    """
    if not table.tells_none_apart or len(set(rows)) == len(rows):
        return {}
    seen: set[tuple[tuple[str, ...], ...]] = set()
    found: set[int] = set()
    for row in range(PASTED - 1, len(rows)):
        together = tuple(rows[row - PASTED + 1 : row + 1])
        if together in seen:
            found |= {*range(row - PASTED + 1, row + 1)}
        elif len(set(together)) == PASTED:
            seen.add(together)
    return dict.fromkeys(sorted(found), _PASTED)


def rows_without_data(
    table: Table,
    rows: Sequence[Sequence[str]],
    merged: Set[int],
    columns: Mapping[str, Sequence[Read]],
    faults: Mapping[tuple[int, str], Fault],
) -> dict[int, Fault]:
    """The rows that hold no data, by position, with why and what to do; none of `merged`, which have merged cells."""
    keys = [
        key
        for key, column in table.columns.items()
        if not column.optional and (key in table.key if table.key else column.type in _IDENTIFYING)
    ]
    suspects = [row for row, key in faults if key == keys[0]] if keys else []
    found = {}
    for row in suspects:
        if row in merged or not all((row, key) in faults for key in keys):
            continue
        filled = [cell for cell in rows[row] if cell]
        read = [reads[row].value for reads in columns.values()]
        if [bool(_SUBTOTAL.fullmatch(fold(cell))) for cell in filled if not _NUMBER.fullmatch(cell)] == [
            True
        ]:
            found[row] = _SUM
        elif FEW * len(filled) <= len(rows[row]) or (
            2 * len(filled) <= len(rows[row]) and all(value is None for value in read)
        ):
            found[row] = NOT_DATA
    return found
