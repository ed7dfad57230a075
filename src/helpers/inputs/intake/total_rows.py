"""Rows that are no data: totals, which repeat what the other rows say, and notes and signatures below them."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from helpers.inputs.intake.formatted_values import BOTH
from helpers.inputs.intake.formula_errors import NO_RESULT, fault_of
from helpers.inputs.intake.name_lookup import fold
from helpers.inputs.intake.sheet_cells import Line
from helpers.inputs.intake.text_sieve import Sieve
from helpers.inputs.mistakes import say

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
