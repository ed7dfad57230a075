"""A list to choose from."""

from __future__ import annotations

from pathlib import Path

from openpyxl.worksheet.datavalidation import DataValidation

from hands import SAID, in_book


def plant(packet: Path) -> None:
    with in_book(packet) as book:
        choice = DataValidation(type="list", formula1=f'"{SAID}"', sqref="A1")
        book.worksheets[2].add_data_validation(choice)
