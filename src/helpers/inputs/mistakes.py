"""What is told about a return: mistakes, personal data, and what was left out; as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

Kind = Literal["mistake", "personal data", "left out"]


@dataclass(frozen=True)
class Mistake:
    """One thing to tell: where it is, what it is, what to do. `row` counts from 1.

    `reason` repeats what a cell holds only where the column is a codelist or a number, and never for personal
    data. Of kind 'left out' are a total row and the like: nobody has to do anything.
    """

    file: str
    row: int | None
    column: str | None
    reason: str
    remedy: str
    sheet: str | None = None
    cell: str | None = None
    kind: Kind = "mistake"

    def __str__(self) -> str:
        place = self.file
        if self.sheet is not None:
            place += f", sheet '{self.sheet}'"
        if self.cell is not None:
            place += f", cell {self.cell}"
        elif self.row is not None:
            place += f", row {self.row}"
        if self.column is not None:
            place += f", column {self.column}"
        return f"{place}: {self.reason}" + (f"; {self.remedy}" if self.remedy else "")


def as_json(mistakes: Sequence[Mistake], counts: dict[str, int]) -> str:
    """Mistakes and counts of rows as JSON, the same text for the same mistakes."""
    listed = [asdict(mistake) for mistake in mistakes]
    return json.dumps({**counts, "mistakes": listed}, ensure_ascii=False, indent=1) + "\n"
