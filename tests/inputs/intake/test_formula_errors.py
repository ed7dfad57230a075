"""An Excel error or a formula without a result is told, never taken for blank; a formula's result counts."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from bad_inputs.make_workbooks import good_sheets, write
from helpers.inputs.intake.correction_workbook import write_marked
from helpers.inputs.intake.formula_errors import fault_of, odd_cells
from helpers.inputs.intake.return_files import find_arrivals
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
    assert odd_cells(b'<row><c r="B2" t="str"><f>IF(A1,1,"")</f><v></v></c><c r="C2" s="1"/></row>') == []
    assert odd_cells(b'<row><c r="AB2" s="1"><f t="shared" si="0"/></c></row>') == [(1, 27, "=")]


ERROR, NO_RESULT, VALUE = "is an error of Excel, #REF!", "is a formula without a result", "is not a workbook"
SHEET = "xl/worksheets/sheet2.xml"


def rewritten(project: Project, path: Path, change: Callable[[bytes], bytes], name: str = SHEET) -> list[str]:
    """What is told of the good workbook of which the part with a sheet is written otherwise, and has another name."""
    write(good_sheets(), path)
    with zipfile.ZipFile(path) as parts:
        content = {each: parts.read(each) for each in parts.namelist()}
    content[name] = change(content.pop(SHEET))
    for each in ("xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
        content[each] = content[each].replace(SHEET[3:].encode(), name[3:].encode())
    with zipfile.ZipFile(path, "w") as parts:
        for each, part in content.items():
            parts.writestr(each, part)
    return [str(each) for each in check(project, [path]).mistakes]


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (b"<c r='F3' t='e'><v>#REF!</v></c>", ERROR),
        (b'<c t="e" r="F3"><f>1</f>\n<v>#REF!</v></c>', ERROR),
        (b'<c r="F3">\n <f>SUM(A1)</f>\n</c>', NO_RESULT),
        (b'<c r="F3"><!-- x --><f>SUM(A1)</f></c>', NO_RESULT),
        (b'<c r="F3"><v><![CDATA[7]]></v></c>', VALUE),
        (b'<c r="F3"><v>7</v></c><c r="F3"><v>8</v></c>', VALUE),
    ],
)
def test_cell_that_the_reader_takes_for_blank_is_told_however_it_is_written(
    project: Project, tmp_path: Path, cell: bytes, reason: str
) -> None:
    def change(part: bytes) -> bytes:
        return part.replace(b'<c r="G3">', cell + b'<c r="G3">')

    (mistake,) = rewritten(project, tmp_path / "a.xlsx", change)
    assert reason in mistake
    assert "cell F3," in mistake or reason == VALUE


def test_cells_of_a_prefix_are_told_too(project: Project, tmp_path: Path) -> None:
    """As .NET writes them."""

    def change(part: bytes) -> bytes:
        part = part.replace(b'<c r="G3">', b'<c r="F3"><f>1</f></c><c r="G3">')
        return re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", part).replace(b" xmlns=", b" xmlns:x=")

    (mistake,) = rewritten(project, tmp_path / "a.xlsx", change)
    assert "cell F3," in mistake and NO_RESULT in mistake


@pytest.mark.parametrize(
    "name", ["xl/worksheets/data/outreach.xml", "xl/sheets/s.xml", "xl/Worksheets/S2.XML"]
)
def test_part_of_a_sheet_counts_wherever_it_lies(project: Project, tmp_path: Path, name: str) -> None:
    def change(part: bytes) -> bytes:
        return part.replace(b'<c r="G3">', b'<c r="F3" t="e"><v>#REF!</v></c><c r="G3">')

    (mistake,) = rewritten(project, tmp_path / "a.xlsx", change, name)
    assert "cell F3," in mistake and ERROR in mistake


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_workbook_with_a_part_twice_is_refused(project: Project, tmp_path: Path) -> None:
    """One reader takes the first, another the last."""
    write(good_sheets(), tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx", "a") as parts:
        parts.writestr(SHEET, parts.read(SHEET).replace(b"<v>340</v>", b"<v>341</v>"))
    (mistake,) = check(project, [tmp_path / "a.xlsx"]).mistakes
    assert VALUE in str(mistake)


def test_workbook_that_is_read_and_cannot_be_copied_goes_back_as_a_list(
    project: Project, tmp_path: Path
) -> None:
    def change(part: bytes) -> bytes:
        return part.replace(b'<c r="G3">', b'<c r="F3"><v>NaN</v></c><c r="G3">')

    path = tmp_path / "a.xlsx"
    assert len(rewritten(project, path, change)) == 1
    write_marked(project, find_arrivals([path]), check(project, [path]).told, tmp_path / "back.xlsx")
    book = openpyxl.load_workbook(tmp_path / "back.xlsx")
    told = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row]
    assert len(book.sheetnames) == 1
    assert any("cannot be copied, so the list alone goes back" in each for each in told)


def test_sign_of_a_narrow_column_in_a_text_is_no_zero() -> None:
    fault = fault_of("########")
    assert fault and "its column was too narrow" in str(fault[0]) and "0" not in str(fault[1])
