"""How a number is to be written."""

from __future__ import annotations

from pathlib import Path

from hands import SAID, in_book


def plant(packet: Path) -> None:
    with in_book(packet) as book:
        cell = book.worksheets[2]["D9"]
        cell.number_format = f'0"{SAID}"'
