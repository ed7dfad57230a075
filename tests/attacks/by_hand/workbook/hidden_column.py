"""A column that is not shown."""

from __future__ import annotations

from pathlib import Path

from canaries import NOW
from hands import in_book

EVEN_IF_LISTED = True


def plant(packet: Path) -> None:
    with in_book(packet) as book:
        sheet = book.worksheets[2]
        sheet["Z9"] = NOW
        sheet.column_dimensions["Z"].hidden = True
