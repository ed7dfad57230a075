"""Rows that are no data: totals, which repeat what the other rows say, and signatures below them."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from helpers.inputs.intake.formula_errors import NO_RESULT, fault_of
from helpers.inputs.intake.name_lookup import fold
from helpers.inputs.intake.sheet_cells import Line
from helpers.inputs.intake.text_sieve import Sieve

_TOTALS = {
    "tong", "tong cong", "tong so", "cong", "toan tinh", "total", "totals", "grand total", "sum",
    "tong tong cong", "tong cong total", "tong total", "cong total",
}  # fmt: skip
_SIGNATURES = re.compile(
    r"(?:nguoi lap (?:bieu|bang|bao cao)|nguoi bao cao|chi huy(?: truong| don)?|"
    r"thu truong(?: don vi)?|prepared by|signed by)"
)
_COUNTED = re.compile(r"(?:tong cong|tong so|tong|cong|total) [0-9]+ [a-z]+")  # 'Cộng 12 đồn'
_NUMBER = re.compile(r"[-0-9.,%\s]+")


def rows_of_totals(rows: Sequence[Line], words: Set[str]) -> set[int]:
    """The numbers of the rows of totals: one cell says so, the others are numbers or blank.

    `words` is each different cell of the rows.
    """
    totals = _TOTALS_SAID.among(words)
    if not totals:
        return set()
    return {
        number
        for number, row in rows
        if [cell in totals for cell in row if cell and not _is_computed(cell)] == [True]
    }


def rows_of_formulas(rows: Sequence[Line]) -> set[int]:
    """The numbers of the rows that hold several formulas without a result, and nothing else."""
    return {
        number
        for number, row in rows
        if (filled := list(filter(None, row))) == [NO_RESULT] * max(len(filled), 2)
    }


def rows_of_signatures(rows: Sequence[Line], words: Set[str]) -> set[int]:
    """The numbers of the rows that hold nothing but who signs the return.

    `words` is each different cell of the rows.
    """
    signed = _SIGNED.among(words)
    if not signed:
        return set()
    return {number for number, row in rows if {cell for cell in row if cell} <= signed}


def _is_computed(cell: str) -> bool:
    return bool(_NUMBER.fullmatch(cell)) or fault_of(cell) is not None


def _says_who_signs(cell: str) -> bool:
    return 6 < len(cell) < 40 and bool(_SIGNATURES.fullmatch(fold(cell)))


def _says_total(cell: str) -> bool:
    return len(cell) < 30 and (fold(cell) in _TOTALS or bool(_COUNTED.fullmatch(fold(cell))))


_TOTALS_SAID, _SIGNED = Sieve(_says_total), Sieve(_says_who_signs)
