"""The workbook that is written column by column: what gptables writes by itself, and any label of an own table."""

from __future__ import annotations

import warnings
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from helpers.publish.exports import spreadsheet
from helpers.publish.exports.book import Book, GPTable, GPWorkbook
from small_release import exported, project_release, small_release


@pytest.mark.parametrize("made", [small_release, lambda: project_release("inl-phase-1")])
def test_every_byte_is_as_gptables_writes_it(made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = exported(made(), tmp_path / "ours") / "tables.xlsx"
    monkeypatch.setattr(spreadsheet, "Book", GPWorkbook)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pandas to come
        theirs = exported(made(), tmp_path / "theirs") / "tables.xlsx"
    assert ours.read_bytes() == theirs.read_bytes()


@pytest.mark.parametrize("label", ["", "-", "→", "ở"])
def test_a_label_of_an_own_table_may_be_a_sign_or_empty(tmp_path: Path, label: str) -> None:
    table = pd.DataFrame([["Lang Son", 1.0], [label, 2.0]], columns=["Place", "People"], dtype=object)
    book = Book(str(tmp_path / "tables.xlsx"))
    book.add_worksheet("People").write_gptable(GPTable(table, "people", "People"), auto_width=False)
    book.close()
    sheet = openpyxl.load_workbook(tmp_path / "tables.xlsx")["People"]
    rows = [[cell.value for cell in row] for row in sheet[sheet.tables["people"].ref][1:]]
    assert [[cell or "" for cell in row] for row in rows] == [["Lang Son", 1], [label, 2]]


def test_text_that_looks_like_a_link_or_a_note_stays_text(tmp_path: Path) -> None:
    texts = ["[c](https://example.org)", "$$a note$$"]
    table = pd.DataFrame({"Place": texts, "People": [1.0, 2.0]}, dtype=object)
    book = Book(str(tmp_path / "tables.xlsx"))
    book.add_worksheet("People").write_gptable(GPTable(table, "people", "People"), auto_width=False)
    book.close()
    sheet = openpyxl.load_workbook(tmp_path / "tables.xlsx")["People"]
    cells = [row[0] for row in sheet[sheet.tables["people"].ref][1:]]
    assert [(cell.value, cell.hyperlink) for cell in cells] == [(text, None) for text in texts]
