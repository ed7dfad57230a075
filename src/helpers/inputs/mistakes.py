"""A mistake in a return, as it is told to whoever must mend it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mistake:
    """One mistake: where it is, what it is, what to do. `row` counts from 1, the header row being 1.

    `reason` repeats what a cell holds only where the column is a codelist or a number.
    """

    file: str
    row: int | None
    column: str | None
    reason: str
    remedy: str

    def __str__(self) -> str:
        place = self.file
        if self.row is not None:
            place += f", row {self.row}"
        if self.column is not None:
            place += f", column {self.column}"
        return f"{place}: {self.reason}; {self.remedy}"
