"""What the person saw is what counts: a cell's number format is part of what it says."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from bad_inputs.make_workbooks import GOOD_RETURN, good_sheets
from helpers.inputs.intake.formatted_values import BOTH, as_shown
from helpers.inputs.intake.number_cells import read_count, read_score
from helpers.inputs.intake.rows_without_data import rows_of_totals
from helpers.inputs.intake.sent_returns import check, take_in_paths
from helpers.inputs.intake.sheet_cells import Sheets, workbook_lines
from helpers.inputs.intake.take_in import Intake
from helpers.paths import Project

Write = Callable[[Path, dict[str, list[list[Any]]], dict[tuple[str, str], str]], None]


def with_xlsxwriter(
    path: Path, sheets: dict[str, list[list[Any]]], formats: dict[tuple[str, str], str]
) -> None:
    book = xlsxwriter.Workbook(path)
    made = {code: book.add_format({"num_format": code}) for code in formats.values()}
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                code = formats.get((name, f"{chr(65 + column)}{at + 1}"))
                if isinstance(value, date):
                    sheet.write_datetime(at, column, value, made[code or ""])
                else:
                    sheet.write(at, column, value, made.get(code or ""))
    book.close()


def with_openpyxl(
    path: Path, sheets: dict[str, list[list[Any]]], formats: dict[tuple[str, str], str]
) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for (own, cell), code in formats.items():
            if own == name:
                sheet[cell].number_format = code
    book.save(path)


@pytest.fixture(params=[with_xlsxwriter, with_openpyxl])
def writer(request: pytest.FixtureRequest) -> Write:
    written: Write = request.param
    return written


def checked(project: Project, writer: Write, sheet: str, cell: str, value: object, code: str) -> Intake:
    """The good return with one other cell, of this format."""
    sheets = good_sheets()
    with (GOOD_RETURN / "training.csv").open(encoding="utf-8", newline="") as file:
        rows: list[list[Any]] = list(csv.reader(file))
    sheets["Tập huấn"] = [[float(each) if each.isdigit() else each for each in row] for row in rows]
    sheets[sheet][int(cell[1:]) - 1][ord(cell[0]) - 65] = value
    path = project.root / "sent.xlsx"
    writer(path, sheets, {(sheet, cell): code})
    return check(project, [path])


OUTREACH, TRAINING, CROSSINGS, VICTIMS = "Tuyên truyền", "Tập huấn", "Interceptions", "Nạn nhân"


@pytest.mark.parametrize(
    ("value", "code", "reason"),
    [
        (0.27, "0%", "is a percentage, not a count"),
        (27, "0%", "is a percentage, not a count"),
        (12, '0"%"', "is a percentage, not a count"),
        (12000, "#,##0,", "the cell's format shows another number than is stored: '12' for '12000'"),
        (12, "#,##0,,", "the cell's format shows another number than is stored: '0' for '12'"),
        (12, '0 "nghìn"', "is a number to which the cell's format adds text"),
        (12, '0" triệu"', "is a number to which the cell's format adds text"),
        (12, "0\\k", "is a number to which the cell's format adds text"),
        (12, '[<5]0;0,"k"', "is a number to which the cell's format adds text"),
        (12, 'General" người"', "is a number to which the cell's format adds text"),
        (12, "#,##0 [$₫-42A]", "is a number to which the cell's format adds text"),
        (12, '0"0"', "the cell's format shows another number than is stored: '120' for '12'"),
        (123, '0"."0', "the cell's format shows another number than is stored: '12.3' for '123'"),
        (12.4, "0", "the cell's format shows another number than is stored: '12' for '12.4'"),
        (12.4, "#,##0", "the cell's format shows another number than is stored: '12' for '12.4'"),
        (12345, "0E+00", "the cell's format shows another number than is stored: '10000' for '12345'"),
        (12.3, "# ?/4", "the cell's format shows another number than is stored: '12.25' for '12.3'"),
        (12.5, "# ?/3", "the cell's format shows another number than is stored: '12.6667' for '12.5'"),
        (12, '0" buổi/ngày"', "is a number to which the cell's format adds text"),
        (12000, '#,##0," buổi"', "the cell's format shows another number than is stored: '12' for '12000'"),
        (12, '# ?/4" giờ"', "is a number to which the cell's format adds text"),
        (12345, "##0.0E+0", "the cell's format shows another number than is stored: '12300' for '12345'"),
        (12350, "##0.0E+0", "the cell's format shows another number than is stored: '12400' for '12350'"),
        (10, '0E+00" k"', "is a number to which the cell's format adds text"),
        (12, "-0", "the cell's format shows another number than is stored: '-12' for '12'"),
        (12, "(0)", "the cell's format shows another number than is stored: '-12' for '12'"),
        (12, '0"+"', "is a number to which the cell's format adds text"),
        (12, "0*9", "the cell's format shows another number than is stored: '129' for '12'"),
        (12, "[White]0", "holds something that the sheet does not show"),
        (0, "0;-0;[White]0", "holds something that the sheet does not show"),
        (12, ";;;", "holds something that the sheet does not show"),
        (0, "0;-0;;@", "holds something that the sheet does not show"),
        (0, "#,###", "holds something that the sheet does not show"),
        (date(1900, 1, 26), "dd/mm/yyyy", "is a date or a time by the cell's format"),
        (date(2023, 1, 1), "yyyy", "is a date or a time by the cell's format"),
    ],
)
def test_count_that_is_shown_as_something_else_is_refused_at_its_cell(
    project: Project, writer: Write, value: object, code: str, reason: str
) -> None:
    intake = checked(project, writer, OUTREACH, "C2", value, code)
    (mistake,) = intake.mistakes
    assert (mistake.cell, str(mistake.reason)) == ("C2", reason)
    assert "set the cell's format to General" in str(mistake.remedy)
    assert "định dạng" in mistake.to("vi")
    assert intake.rejected == 1


@pytest.mark.parametrize(
    "code",
    [
        "General", "0", "#,##0", "0.00", "#,##0.0", "@", "# ?/?", "# ?/4", "# ??/100", "##0.0E+0", "0.0E+00",
        "000", "[Red]0", "[Blue][>=5]0;0", "0_);(0)", "#.#", "#,###.##", "0;-0;[White]0",
        '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)',
        "0.0E+00", "##0.0E+0",
    ],
)  # fmt: skip
def test_format_that_shows_the_number_itself_changes_nothing(
    project: Project, writer: Write, code: str
) -> None:
    intake = checked(project, writer, OUTREACH, "C2", 12, code)
    assert intake.mistakes == ()
    assert not [note for note in intake.notes if note.cell]


@pytest.mark.parametrize("code", ["0%", "0.0%", "0.00%", "#0 %"])
def test_percentage_in_a_column_of_scores_counts_out_of_100_and_is_told(
    project: Project, writer: Write, code: str
) -> None:
    intake = checked(project, writer, TRAINING, "I2", 0.614, code)
    assert intake.mistakes == ()
    (note,) = [note for note in intake.notes if note.cell == "I2"]
    assert "percentages were read as numbers out of 100" in str(note) and str(note).endswith("-> 61.4)")
    assert "phần trăm" in note.to("vi")


def test_sign_of_per_cent_that_a_format_only_adds_changes_nothing(project: Project, writer: Write) -> None:
    intake = checked(project, writer, TRAINING, "I2", 61.4, '0"%"')
    assert (intake.mistakes, [note for note in intake.notes if note.cell]) == ((), [])


def test_score_may_hide_decimals_but_not_thousands(project: Project, writer: Write) -> None:
    intake = checked(project, writer, TRAINING, "I2", 61.44, "0.0")
    assert (intake.mistakes, [note for note in intake.notes if note.cell]) == ((), [])
    (mistake,) = checked(project, writer, TRAINING, "I2", 61.44, "0,").mistakes
    assert "shows another number" in str(mistake)
    (mistake,) = checked(project, writer, TRAINING, "I2", 61.4, "0%").mistakes
    assert "is not a number from 0 to 100" in str(mistake)


def test_text_that_a_format_adds_to_a_code_is_read_and_told(project: Project, writer: Write) -> None:
    """The person sees a case number, and yes; the file holds 4, and 1."""
    for sheet, cell, value, code in (
        (VICTIMS, "C2", 4, '"LANG-SON-2023-"000'),
        (CROSSINGS, "I2", 1, '[=1]"Có";[=0]"Không"'),
        (CROSSINGS, "A2", 17052023, '00"/"00"/"0000'),
    ):
        intake = checked(project, writer, sheet, cell, value, code)
        assert intake.mistakes == ()
        assert [note for note in intake.notes if note.cell == cell]


def test_date_without_its_day_is_a_month_and_no_date(project: Project, writer: Write) -> None:
    """Excel makes the first of May of '5/2023', and shows 'May-23'."""
    assert checked(project, writer, OUTREACH, "B2", date(2023, 1, 1), "mmm-yy").mistakes == ()
    (mistake,) = checked(project, writer, CROSSINGS, "A2", date(2023, 5, 1), "mm/yyyy").mistakes
    assert str(mistake.reason) == "is a date of which the cell's format shows only a part"
    assert checked(project, writer, CROSSINGS, "A2", date(2023, 5, 1), "d/m/yyyy").mistakes == ()


def test_zero_that_an_accounting_format_shows_as_a_dash_is_zero_and_told(
    project: Project, writer: Write
) -> None:
    intake = checked(project, writer, OUTREACH, "E2", 0, '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-')
    assert intake.mistakes == ()
    assert "shows as a dash were read as 0 (cells: 1: E2 0 (-) -> 0)" in " ".join(map(str, intake.notes))


@pytest.mark.parametrize("code", ['0 "buổi"', 'General" Buổi"', '#,##0" sessions"', '0_)" buổi"'])
def test_unit_of_the_columns_heading_that_a_format_adds_is_left_out_and_told(
    project: Project, writer: Write, code: str
) -> None:
    """'9 buổi' below 'Số buổi': the number is what the person saw."""
    intake = checked(project, writer, OUTREACH, "C2", 12, code)
    assert intake.mistakes == ()
    (note,) = [note for note in intake.notes if note.cell == "C2"]
    assert "without the unit that the cell's format adds (cells: 1: C2 12 (12 " in str(note)
    assert "đơn vị" in note.to("vi")


def test_text_that_a_format_hides_is_refused(project: Project, writer: Write) -> None:
    (mistake,) = checked(project, writer, CROSSINGS, "D2", "CN", ";;;").mistakes
    assert str(mistake.reason) == "holds something that the sheet does not show"


def test_name_in_a_format_is_personal_data_and_repeated_nowhere(project: Project, writer: Write) -> None:
    intake = checked(project, writer, OUTREACH, "C2", 12, '0 "Trần Thị Mẫu"')
    assert intake.mistakes and "Mẫu" not in " ".join(each.to("vi") for each in intake.told)


def test_each_cell_of_a_workbook_has_its_own_format(tmp_path: Path) -> None:
    """The same value in two formats, and in a second sheet: none answers for another."""
    path = tmp_path / "two.xlsx"
    rows = [["a", "b"], [0.5, 0.5]]
    with_openpyxl(path, {"one": rows, "two": rows}, {("one", "B2"): "0%"})
    read = workbook_lines(path.read_bytes(), "two.xlsx")
    assert isinstance(read, Sheets)
    assert read.lines["one"][1][1] == ("0.5", f"0.5{BOTH}50%")
    assert read.lines["two"][1][1] == ("0.5", "0.5")


def test_format_of_cells_that_name_no_style_counts_too(tmp_path: Path) -> None:
    """Style 0 is that of each cell without one; 'Normal' may be of any format."""
    path = tmp_path / "normal.xlsx"
    with_openpyxl(path, {"one": [[0.5]]}, {})
    book = openpyxl.load_workbook(path)
    book._number_formats.append('0 "k"')
    book._cell_styles[0].numFmtId = 164
    book.save(path)
    read = workbook_lines(path.read_bytes(), "normal.xlsx")
    assert isinstance(read, Sheets) and read.lines["one"][0][1] == (f"0.5{BOTH}1 k",)


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (0.614, "0%", "61.4%"),
        (0.3, "0%", "30%"),
        (0.1 + 0.2, "0%", "30%"),
        (-5.0, "0;(0)", None),
        (-5.0, "0;0", "5"),
        (1234567.0, "0.0,,", "1.2"),
        (1500.0, '[>=1000]0.0,"k";0', "1.5k"),
        (15.0, '[>=1000]0.0,"k";0', None),
        (27.0, "\\#0", "#27"),
        (27.0, '"x"', "x"),
        (0.5, "0.##", None),
        (12.5, "#.0#", None),
        (2.5, "0", "3"),
        (27.0, "* 0", None),
        (27.0, '0 "d"', "27 d"),
    ],
)
def test_number_as_a_format_shows_it(value: float, code: str, shown: str | None) -> None:
    stored = f"{value:.10g}"
    assert as_shown(value, stored, code) == (stored if shown is None else f"{stored}{BOTH}{shown}")


def test_percentage_in_a_csv_file() -> None:
    for text in ("61.4%", "61,4 %", "61.4\u00a0%"):
        assert read_score(text).value == 61.4
        assert "percentages" in getattr(read_score(text).how, "text", "")
    assert read_score("%").fault and read_score("161%").fault
    assert "is a percentage" in str(read_count("61%", 0, None).fault)


def test_percentages_are_stored_out_of_100(project: Project, tmp_path: Path) -> None:
    from helpers.inputs.records.checked_records import read_records

    sheets = good_sheets()
    sheets["Trang bìa"][1][2] = date(2024, 2, 1).isoformat()
    with (GOOD_RETURN / "training.csv").open(encoding="utf-8", newline="") as file:
        sheets[TRAINING] = [
            [int(cell) if cell.isdigit() else cell for cell in row] for row in csv.reader(file)
        ]
    sheets[TRAINING][1][8] = 0.614
    with_openpyxl(tmp_path / "percent.xlsx", sheets, {(TRAINING, "I2"): "0.0%"})
    assert take_in_paths(project, [tmp_path / "percent.xlsx"]).mistakes == ()
    assert read_records(project, 2023, "training")["pre_mean_score"].to_list()[0] == 61.4


def test_row_of_totals_is_known_whatever_its_format_adds() -> None:
    row = (5, ("Tổng cộng", "", f"29{BOTH}29 buổi", f"800{BOTH}800 người", "", "", f"0{BOTH}-"))
    assert rows_of_totals([row], frozenset(row[1])) == {5}
