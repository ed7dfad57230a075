"""The properties of the file."""

from __future__ import annotations

from pathlib import Path

from hands import SAID, in_book


def plant(packet: Path) -> None:
    with in_book(packet) as book:
        book.properties.description = SAID
