"""In the place of a mark."""

from __future__ import annotations

from pathlib import Path

from canaries import NOW
from hands import in_book

EVEN_IF_LISTED = True


def plant(packet: Path) -> None:
    with in_book(packet) as book:
        sheet = next(one for one in book.worksheets if one.title == "Reintegration")
        mark = next(cell for row in sheet for cell in row if cell.value == "[c]")
        mark.value = NOW
