"""What one cell was read as: its value, or what is wrong with it. How cells are read stands in the modules by type."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from helpers.inputs.intake.name_lookup import fold
from helpers.inputs.mistakes import Phrase, say

Value = str | int | float | bool | date
Fault = tuple[Phrase, Phrase]

UNTIL_THEN = say("correct it, or move the return; until then no row of it is taken in")
OTHER_SPELLING = say("values were known without their exact spelling (cells: {n})")


_ABSENT = frozenset(
    (
        "na", "n a", "nan", "nil", "null", "none", "nat", "no", "not known", "unknown", "not available", "no data",
        "khong",
        "khong co", "khong ro", "khong biet", "khong co so lieu", "khong xac dinh", "chua co", "chua ro", "chua biet",
        "chua co so lieu", "k", "ko", "k co", "ko co", "kcsl", "kxd", "kr", "k r", "k ro", "ko ro", "kb", "k b",
        "ko biet", "x",
    )
)  # fmt: skip


class Read(NamedTuple):
    """What a cell says, what is wrong with it, and how it was read where that took leniency."""

    value: Value | None = None
    fault: Fault | None = None
    how: Phrase | None = None


BLANK = Read()
Reader = Callable[[str], Read]


def wrong(reason: Phrase, remedy: Phrase) -> Read:
    """A cell that has no value, with why and what to do."""
    return Read(None, (reason, remedy))


def is_absent(cell: str) -> bool:
    """Whether a cell says that there is nothing, or that it is not known: '-', 'N/A', 'không rõ'."""
    return len(cell) < 20 and (fold(cell) in _ABSENT or not fold(cell))
