"""Whatever is done to a good workbook: rows accepted, listed and left out are those seen, or there is one error."""

from __future__ import annotations

import io
import shutil
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from unicodedata import normalize

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.comments import Comment

from bad_inputs.make_workbooks import good_sheets
from helpers.inputs.intake.sent_returns import check
from helpers.inputs.intake.take_in import Intake
from helpers.paths import Project

MOST_BYTES = 400_000_000
Sheets = dict[str, list[list[Any]]]

WORDS = st.sampled_from(
    [
        "Tổng cộng",
        "TỔNG",
        "=1+1",
        "Có",
        "Trung Quốc",
        "0,5",
        "1.604",
        "05/06/2023",
        "13/06/2023",
        "x" * 32_000,
        "\u202e",
        "",
    ]
)
CELLS = (
    WORDS
    | st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12)
    | st.integers(-(10**6), 10**6)
    | st.floats(-1e6, 1e6)
    | st.booleans()
    | st.dates(date(1950, 1, 1), date(2050, 1, 1))
)


def build(
    sheets: Sheets, *, hidden: bool = False, merged: bool = False, formula: bool = False, before: int = 0
) -> bytes:
    """Sheets as a workbook, with what else people do to them."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"default_date_format": "dd/mm/yyyy", "strings_to_formulas": False})
    book.set_properties({"created": datetime(2000, 1, 1)})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows, start=before):
            for at, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, at, datetime(cell.year, cell.month, cell.day))
                else:
                    sheet.write(number, at, cell)
        if merged and len(rows) > 2:
            sheet.merge_range(
                before + 1, 0, before + 2, 0, rows[1][0] if not isinstance(rows[1][0], date) else ""
            )
        if formula:
            sheet.write_formula(before + 1, 2, "=SUM(1,2)", None, 3)
    if hidden:
        book.worksheets()[-1].hide()
    book.close()
    return target.getvalue()


def checked(project: Project, content: bytes) -> Intake:
    """The outcome, within bounds of memory, with no row lost."""
    path = project.root / "sent" / "return.xlsx"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    tracemalloc.start()
    intake = check(project, [path])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < MOST_BYTES
    for file in intake.files:
        assert file.rows_accepted + file.rows_rejected + file.rows_left_out == file.rows_seen
    if intake.rejected:
        assert intake.mistakes
    if intake.files and all(
        each.kind == "mistake" and each.heading and each.cell for each in intake.mistakes
    ):
        of_data = {(each.sheet, each.row) for each in intake.mistakes if each.sheet != "Trang bìa"}
        assert len(of_data) == intake.rejected, "each row of data is listed"
    return intake


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_cells_of_any_kind(project: Project, data: st.DataObject) -> None:
    sheets = good_sheets()
    for _ in range(data.draw(st.integers(1, 6))):
        rows = sheets[data.draw(st.sampled_from(sorted(sheets)))]
        row = rows[data.draw(st.integers(0, len(rows) - 1))]
        row[data.draw(st.integers(0, len(row) - 1))] = data.draw(CELLS)
    form = data.draw(st.sampled_from(["NFC", "NFD", "NFKD"]))
    sheets = {
        name: [[normalize(form, cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
        for name, rows in sheets.items()
    }
    choice = {name: data.draw(st.booleans()) for name in ("hidden", "merged", "formula")}
    checked(project, build(sheets, **choice, before=data.draw(st.sampled_from([0, 0, 4]))))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_bytes_cut_or_changed(project: Project, data: st.DataObject) -> None:
    content = bytearray(build(good_sheets()))
    if data.draw(st.booleans()):
        del content[data.draw(st.integers(0, len(content) - 1)) :]
    for _ in range(data.draw(st.integers(0, 8))):
        if content:
            content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    intake = checked(project, bytes(content))
    assert intake.mistakes or intake.accepted


def test_good_workbook_is_accepted_whole(project: Project) -> None:
    intake = checked(project, build(good_sheets()))
    assert (intake.accepted, intake.rejected, intake.mistakes) == (7, 0, ())


def test_title_above_the_header_and_a_hidden_sheet_change_nothing(project: Project) -> None:
    assert checked(project, build(good_sheets(), before=4, hidden=True)).accepted == 7


def test_total_row_is_left_out_and_said(project: Project) -> None:
    sheets = good_sheets()
    sheets["Tuyên truyền"].append(["Tổng cộng", "", 29, 800, 300, 60, 35])
    intake = checked(project, build(sheets))
    assert (intake.accepted, intake.rejected) == (7, 0)
    assert [str(told) for told in intake.notes if "totals" in str(told.reason)] == [
        "sent/return.xlsx, sheet 'Tuyên truyền', row 5: is a row of totals; it was not read"
    ]


def test_renamed_sheet_is_known_by_its_header(project: Project) -> None:
    sheets = good_sheets()
    sheets["Bảng 2"] = sheets.pop("Tuyên truyền")
    assert checked(project, build(sheets)).accepted == 7


def test_200_000_blank_rows(project: Project) -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"constant_memory": True})
    grey = book.add_format({"bg_color": "#EEEEEE"})
    for name, rows in good_sheets().items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if name == "Tuyên truyền":
            for number in range(len(rows), 200_000):
                sheet.write_blank(number, 0, None, grey)
    book.close()
    assert checked(project, target.getvalue()).accepted == 7


def replaced(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The good workbook with one part changed."""
    source, target = zipfile.ZipFile(io.BytesIO(build(good_sheets()))), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as parts:
        for entry in source.infolist():
            content = source.read(entry)
            parts.writestr(entry.filename, change(content) if entry.filename == name else content)
    return target.getvalue()


def bomb() -> bytes:
    return replaced("xl/sharedStrings.xml", lambda _: b" " * 400_000_000)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (lambda: b"", "is empty: it has no byte"),
        (lambda: b"name,age\nx,1\n", "is a text, such as CSV, not an Excel workbook"),
        (lambda: b"\xd0\xcf\x11\xe0" + bytes(600), "is locked by a password, or is of an old format"),
        (lambda: build(good_sheets())[:-300], "is not a workbook, or is broken"),
        (bomb, "is far larger unpacked than a return can be"),
        (
            lambda: replaced("xl/worksheets/sheet1.xml", lambda x: x.replace(b'r="A2"', b'r="XFD1048576"')),
            "has cells beyond column AZ",
        ),
        (
            lambda: replaced(
                "xl/worksheets/sheet1.xml",
                lambda x: x.replace(b'"2"', b'"900000"').replace(b'2"', b'900000"'),
            ),
            "has cells below row 100,000",
        ),
        (
            lambda: replaced("xl/worksheets/sheet1.xml", lambda x: x.replace(b'r="A1"', b"r='A1048576'")),
            "has cells below row 100,000",
        ),
        (lambda: replaced("xl/worksheets/sheet1.xml", lambda _: b"<worksheet>"), "has no cover sheet"),
    ],
    ids=["empty", "text", "locked", "cut", "bomb", "far-column", "far-row", "far-row-first", "no-xml"],
)
def test_what_is_no_workbook_is_refused_in_one_sentence(
    project: Project, content: Callable[[], bytes], reason: str
) -> None:
    intake = checked(project, content())
    assert len(intake.mistakes) == 1
    assert reason in str(intake.mistakes[0].reason)


def test_personal_data_is_found_in_a_hidden_sheet(project: Project) -> None:
    sheets = good_sheets()
    sheets["z"] = [["Trần Thị Mẫu"]]
    intake = checked(project, build(sheets, hidden=True))
    assert [mistake.kind for mistake in intake.mistakes] == ["personal data"]
    shutil.rmtree(project.root / "sent")
    assert not list(project.data.rglob("*.parquet"))


def test_name_that_is_also_a_commune_stops_a_workbook_where_a_pseudonym_belongs(project: Project) -> None:
    sheets = good_sheets()
    sheets["Nạn nhân"][1][0] = "le hoa"
    intake = checked(project, build(sheets))
    assert [(each.kind, each.cell) for each in intake.mistakes] == [("personal data", "A2")]
    assert intake.accepted == 0


def test_personal_data_is_found_in_a_comment(project: Project) -> None:
    book = load_workbook(io.BytesIO(build(good_sheets())))
    sheet = book.worksheets[1]
    sheet["B2"].comment = Comment("hỏi Trần Thị Mẫu, 0912 345 678", "đồn")
    book.save(content := io.BytesIO())
    (mistake,) = checked(project, content.getvalue()).mistakes
    assert (mistake.kind, mistake.cell) == ("personal data", "B2")
    assert sheet.title in str(mistake)
    shutil.rmtree(project.root / "sent")
    assert not list(project.data.rglob("*.parquet"))
