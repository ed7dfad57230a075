"""What one cell was read as: its value, or what is wrong with it. How cells are read stands in the modules by type."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from helpers.inputs.mistakes import Phrase, say

Value = str | int | float | bool | date
Fault = tuple[Phrase, Phrase]

OTHER_SPELLING = say("values were known without their exact spelling (cells: {n})")


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
