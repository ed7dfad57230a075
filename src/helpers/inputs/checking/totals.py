"""Rows of totals: they repeat what the other rows say, so they are not read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from helpers.inputs.checking.names import fold
from helpers.inputs.checking.sheets import Line

_TOTALS = {
    "tong", "tong cong", "tong so", "cong", "toan tinh", "total", "totals", "grand total", "sum",
    "tong tong cong", "tong cong total", "tong total", "cong total",
}  # fmt: skip
_COUNTED = re.compile(r"(?:tong cong|tong so|tong|cong|total) [0-9]+ [a-z]+")  # 'Cộng 12 đồn'
_NUMBER = re.compile(r"[-0-9.,%\s]+")


def rows_of_totals(rows: Sequence[Line], words: Iterable[str]) -> set[int]:
    """The numbers of the rows of totals: one cell says so, the others are numbers or blank.

    `words` is each different cell of the rows.
    """
    totals = set(filter(_says_total, words))
    if not totals:
        return set()
    return {
        number
        for number, row in rows
        if [cell in totals for cell in row if cell and not _NUMBER.fullmatch(cell)] == [True]
    }


@lru_cache(maxsize=16_384)
def _says_total(cell: str) -> bool:
    return len(cell) < 30 and (fold(cell) in _TOTALS or bool(_COUNTED.fullmatch(fold(cell))))
