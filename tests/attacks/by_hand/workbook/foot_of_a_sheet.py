"""What is printed at the foot of a sheet."""

from __future__ import annotations

from pathlib import Path

from hands import SAID, in_book


def plant(packet: Path) -> None:
    with in_book(packet) as book:
        book.worksheets[2].oddFooter.center.text = f"({SAID})"
