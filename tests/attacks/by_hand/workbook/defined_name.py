"""A name that is defined."""

from __future__ import annotations

from pathlib import Path

from openpyxl.workbook.defined_name import DefinedName

from canaries import NOW
from hands import in_book


def plant(packet: Path) -> None:
    with in_book(packet) as book:
        book.defined_names["supported"] = DefinedName("supported", attr_text=str(NOW))
