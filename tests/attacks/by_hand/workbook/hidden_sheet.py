"""A sheet that no program lists."""

from __future__ import annotations

from pathlib import Path

from canaries import NOW
from hands import in_book

EVEN_IF_LISTED = True


def plant(packet: Path) -> None:
    with in_book(packet) as book:
        sheet = book.create_sheet("more")
        sheet.sheet_state = "veryHidden"
        sheet.append(["Supported", "2023"])
        sheet.append(["Lang Son", NOW])
