"""An Excel error or a formula without a result is told, never taken for blank; a formula's result counts."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from bad_inputs.make_workbooks import good_sheets, write
from helpers.inputs.intake.formula_errors import odd_cells
from helpers.inputs.intake.sent_returns import check
from helpers.paths import Project


def told(project: Project, path: Path, *, cell: str, value: str) -> list[str]:
    write(good_sheets(), path)
    book = openpyxl.load_workbook(path)
    book["Tuyên truyền"][cell] = value
    book.save(path)
    return [str(each) for each in check(project, [path]).mistakes]


@pytest.mark.parametrize("cell", ["F3", "G2", "G4", "D4"])  # may be blank, or not; at the sheet's edge
def test_error_and_formula_without_result_are_mistakes(project: Project, tmp_path: Path, cell: str) -> None:
    (error,) = told(project, tmp_path / "a.xlsx", cell=cell, value="#DIV/0!")
    assert f"cell {cell}," in error and "is an error of Excel, #DIV/0!; write the value in its place" in error
    (formula,) = told(project, tmp_path / "b.xlsx", cell=cell, value="=1+1")
    assert "is a formula without a result; write its value: copy the cell, then paste as value" in formula


def test_row_that_holds_nothing_else_is_told(project: Project, tmp_path: Path) -> None:
    mistakes = told(project, tmp_path / "a.xlsx", cell="C6", value="=1+1")
    assert any("row 6" in each and "is not data; delete this row" in each for each in mistakes)


def test_result_of_a_formula_counts(project: Project, tmp_path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    for name, rows in good_sheets().items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if name == "Tuyên truyền":
            sheet.write_formula("C2", "=6*2", None, 12)
    book.close()
    assert check(project, [tmp_path / "a.xlsx"]).mistakes == ()


def test_formula_whose_result_is_an_empty_text_is_blank() -> None:
    assert odd_cells(b'<c r="B2" t="str"><f>IF(A1,1,"")</f><v></v></c><c r="C2" s="1"/>') == []
    assert odd_cells(b'<c r="AB2" s="1"><f t="shared" si="0"/></c>') == [(1, 27, "=")]
