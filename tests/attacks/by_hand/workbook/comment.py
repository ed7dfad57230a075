"""A comment on a cell."""

from __future__ import annotations

from pathlib import Path

from openpyxl.comments import Comment

from hands import SAID, in_book


def plant(packet: Path) -> None:
    with in_book(packet) as book:
        book.worksheets[2]["A1"].comment = Comment(SAID, "a")
