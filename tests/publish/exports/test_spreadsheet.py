"""tables.xlsx: what a person reads in it, and what no program may take it for."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from helpers.privacy.release import Release
from helpers.publish.exports.spreadsheet import write_spreadsheet
from helpers.publish.exports.table_sheets import TableSheet
from helpers.publish.exports.write_exports import write_exports
from helpers.release.read_tracker import Reads
from helpers.report.words import Words
from small_release import exported, report_of, small_release, with_labels

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


def test_notes_explain_the_indicators_of_the_sheets_and_no_others(release: Release, packet: Path) -> None:
    notes = openpyxl.load_workbook(packet / "tables.xlsx")["Notes"]
    names = [row[0] for row in notes.iter_rows(min_row=4, values_only=True)]
    shown = set(release.frame["indicator"])
    expected = [each.short_label.en for name, each in release.catalogue.items() if name in shown]
    assert names[-len(shown) :] == expected
    assert names[: -len(shown)] == ["[c]", "[x]", "[z]", "0", "not listed"]


def test_long_title_has_room_on_the_cover(release: Release, tmp_path: Path) -> None:
    (tmp_path / "packet").mkdir()
    long = report_of(release) | {"title": "Enhancing the capacity of frontline border officers along " * 3}
    write_exports(tmp_path / "packet", long, release, Reads(everything=True))
    cover = openpyxl.load_workbook(tmp_path / "packet" / "tables.xlsx")["Cover"]
    assert cover.row_dimensions[1].height >= 4 * 18 * 1.2  # four lines of 18 points


def test_report_without_victims_does_not_tell_why_victims_are_withheld(
    release: Release, tmp_path: Path
) -> None:
    sessions = replace(release, frame=release.frame[release.frame["indicator"] == "sessions"])
    folder = exported(sessions, tmp_path / "packet")
    said = "No indicator of this report counts victims"
    cover = openpyxl.load_workbook(folder / "tables.xlsx")["Cover"]
    assert [row[0] for row in cover.iter_rows(values_only=True) if str(row[0]).startswith(said)]
    for name in ("datapackage.json", "ro-crate-metadata.json"):
        text = (folder / name).read_text(encoding="utf-8")
        assert f"Demonstration data.\\n\\n{said}" in text
        assert release.explanation.en not in text


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


def table_of(labels: list[str], folder: Path, release: Release) -> list[tuple[Any, ...]]:
    """The cells of a sheet with these labels, one number each."""
    rows = tuple((label, float(at)) for at, label in enumerate(labels, start=1))
    sheet = TableSheet("People", "People", ("Place", "People"), rows, heads=1)
    write_spreadsheet(folder, report_of(release), Words(release), [sheet], [])
    page = openpyxl.load_workbook(folder / "tables.xlsx")["People"]
    return list(page[page.tables["table_1"].ref][1:])


@pytest.mark.parametrize("label", ["", "-", "→", "ở"])
def test_a_label_of_an_own_table_may_be_a_sign_or_empty(release: Release, tmp_path: Path, label: str) -> None:
    rows = table_of(["Lang Son", label], tmp_path, release)
    assert [[cell.value or "" for cell in row] for row in rows] == [["Lang Son", 1], [label, 2]]


def test_text_that_looks_like_a_link_or_a_note_stays_text(release: Release, tmp_path: Path) -> None:
    texts = ["[c](https://example.org)", "$$a note$$", "https://example.org", "12"]
    rows = table_of(texts, tmp_path, release)
    assert [(row[0].value, row[0].hyperlink) for row in rows] == [(text, None) for text in texts]


def test_numbers_stand_right_below_their_head_and_words_left(release: Release, packet: Path) -> None:
    book = openpyxl.load_workbook(packet / "tables.xlsx")
    for page in book.worksheets[3:]:
        head, *rows = page[next(iter(page.tables.values())).ref]
        for at, cell in enumerate(head):
            numbers = any(isinstance(row[at].value, (int, float)) for row in rows)
            assert {cell.alignment.horizontal, *(row[at].alignment.horizontal for row in rows)} <= (
                {"right"} if numbers else {"left", "general", None}
            )
