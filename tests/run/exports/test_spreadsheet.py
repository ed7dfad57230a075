"""tables.xlsx: what a person reads in it, and what no program may take it for."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from helpers.privacy.release import Release
from small_release import exported, small_release, with_labels

GOLDEN = Path(__file__).parents[2] / "golden" / "exports" / "tables.txt"


def as_text(path: Path) -> list[str]:
    """Every sheet as lines of cells divided by bars; the notes on indicators left out, as there are many."""
    book = openpyxl.load_workbook(path)
    lines = []
    for sheet in book:
        lines.append(f"== {sheet.title}")
        for row in sheet.iter_rows(values_only=True, max_row=9 if sheet.title == "Notes" else None):
            lines.append(" | ".join("" if cell is None else str(cell) for cell in row).rstrip(" |"))
    return lines


def test_reads_as_a_person_wrote_it(packet: Path) -> None:
    assert as_text(packet / "tables.xlsx") == GOLDEN.read_text(encoding="utf-8").splitlines()


def test_has_cover_contents_and_notes_then_one_table_a_sheet(packet: Path) -> None:
    book = openpyxl.load_workbook(packet / "tables.xlsx")
    assert book.sheetnames[:3] == ["Cover", "Contents", "Notes"]
    assert {name: len(book[name].tables) for name in book.sheetnames[1:]} == dict.fromkeys(
        book.sheetnames[1:], 1
    )


def test_no_sheet_has_an_empty_cell_in_its_table(packet: Path) -> None:
    book = openpyxl.load_workbook(packet / "tables.xlsx")
    for sheet in book.worksheets[1:]:
        for table in sheet.tables.values():
            assert [
                cell.coordinate for row in sheet[table.ref] for cell in row if cell.value in (None, "")
            ] == []


def test_speaks_vietnamese(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(exported(small_release("vi"), tmp_path / "packet") / "tables.xlsx")
    assert book.sheetnames[:4] == ["Trang bìa", "Mục lục", "Ghi chú", "Tuyên truyền"]
    texts = [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]
    assert not [
        text for text in texts if re.search(r"\b(the|table|sheet|source|note)\b", text, re.IGNORECASE)
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_is_a_formula(release: Release, tmp_path: Path, start: str) -> None:
    folder = exported(with_labels(release, f"{start}HYPERLINK(1)"), tmp_path / "packet")
    for sheet in openpyxl.load_workbook(folder / "tables.xlsx"):
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert "f" not in {cell.data_type for cell in cells}
        assert not [c.coordinate for c in cells if str(c.value).startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_bears_no_clock(packet: Path) -> None:
    with zipfile.ZipFile(packet / "tables.xlsx") as file:
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2024-03-31T00:00:00Z" in file.read("docProps/core.xml")


def test_same_release_gives_the_same_bytes(release: Release, packet: Path, tmp_path: Path) -> None:
    again = exported(release, tmp_path / "again")
    files = [path.relative_to(packet) for path in sorted(packet.rglob("*")) if path.is_file()]
    assert [str(name) for name in files if (packet / name).read_bytes() != (again / name).read_bytes()] == []
