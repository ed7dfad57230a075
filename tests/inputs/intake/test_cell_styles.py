"""What the person saw beside number formats: conditional formats, colours, lines through cells, zeros, hidden rows."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.formatting.rule import CellIsRule, DataBarRule, FormulaRule, IconSetRule, Rule
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from bad_inputs.make_workbooks import GOOD_RETURN, good_sheets
from helpers.inputs.intake.cell_styles import with_places
from helpers.inputs.intake.sent_returns import check
from helpers.inputs.intake.take_in import Intake
from helpers.paths import Project

OUTREACH, CROSSINGS, TRAINING, COVER = "Tuyên truyền", "Interceptions", "Tập huấn", "Trang bìa"
Change = Callable[[Any], None]


def book_of(change: Change) -> Any:
    book = openpyxl.Workbook()
    book.remove(book.active)
    sheets = good_sheets()
    with (GOOD_RETURN / "training.csv").open(encoding="utf-8", newline="") as file:
        sheets[TRAINING] = [
            [float(each) if each.isdigit() else each for each in row] for row in csv.reader(file)
        ]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    change(book)
    return book


def checked(project: Project, change: Change) -> Intake:
    """The good return after a change of its workbook."""
    path = project.root / "sent.xlsx"
    book_of(change).save(path)
    return check(project, [path])


def told(intake: Intake) -> list[tuple[str | None, str]]:
    return [(each.cell, str(each.reason)) for each in intake.mistakes]


def notes(intake: Intake) -> list[str]:
    return [str(each) for each in intake.notes if "no sheet for" not in str(each)]


def number_rule(code: str, operator: str, *limits: str) -> Rule:
    look = DifferentialStyle(numFmt=NumberFormat(numFmtId=164, formatCode=code))
    return Rule(type="cellIs", operator=operator, formula=list(limits), dxf=look)


def conditional(sheet: str, cells: str, *rules: Rule) -> Change:
    def change(book: Any) -> None:
        for priority, rule in enumerate(rules, start=1):
            rule.priority = priority
            book[sheet].conditional_formatting.add(cells, rule)

    return change


PERCENT, ADDED = "is a percentage, not a count", "is a number to which the cell's format adds text"
NOT_SEEN = "holds something that the sheet does not show"
PERHAPS = "may be shown as something else than is stored, by a conditional format"


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        (lambda: number_rule('0" k"', "greaterThan", "0"), ADDED),
        (lambda: number_rule("0%", "between", "1", "1000"), PERCENT),
        (lambda: number_rule(";;;", "notEqual", "0"), NOT_SEEN),
        (lambda: number_rule("0,", "equal", "Guide!$A$1"), PERHAPS),
        (lambda: number_rule('0" k"', "greaterThan", "1000000"), None),
        (lambda: number_rule("#,##0", "greaterThan", "0"), None),
        (lambda: FormulaRule(formula=["$A2<>0"], fill=PatternFill(bgColor="FFFF0000")), None),
        (lambda: FormulaRule(formula=["$A2<>0"], font=Font(color="FFFFFFFF")), PERHAPS),
        (lambda: CellIsRule(operator="greaterThan", formula=["0"], font=Font(color="FFFFFFFF")), NOT_SEEN),
        (
            lambda: CellIsRule(
                operator="greaterThan", formula=["0"], font=Font(color="FFFFFFFF"), fill=PatternFill(bgColor="FF000080")
            ),
            None,
        ),
        (lambda: DataBarRule("min", 0, "max", 9, "FF0000FF", showValue=False), NOT_SEEN),
        (lambda: DataBarRule("min", 0, "max", 9, "FF0000FF"), None),
        (lambda: IconSetRule("3Arrows", "percent", [0, 33, 67], showValue=False), NOT_SEEN),
    ],
)  # fmt: skip
def test_conditional_format_that_changes_what_is_seen_is_refused_where_it_holds_or_may(
    project: Project, rule: Callable[[], Rule], reason: str | None
) -> None:
    intake = checked(project, conditional(OUTREACH, "C2", rule()))
    assert told(intake) == ([("C2", reason)] if reason else [])
    assert all("bỏ" in each.to("vi") or each.to("vi") != str(each) for each in intake.mistakes)


def test_percentage_of_a_conditional_format_is_read_as_such_and_the_first_rule_counts(
    project: Project,
) -> None:
    def change(book: Any) -> None:
        book[TRAINING]["I2"] = 0.614
        rules = number_rule("0%", "lessThanOrEqual", "1"), number_rule('0" k"', "lessThan", "5")
        conditional(TRAINING, "I2:I3 K1:K9", *rules)(book)

    intake = checked(project, change)
    assert told(intake) == []
    assert any("percentages were read" in note and "-> 61.4)" in note for note in notes(intake))


def test_conditional_format_of_an_extension_counts(project: Project, tmp_path: Path) -> None:
    """What Excel 2010 and later write beside the sheet's own rules, with its look inside."""
    path, other = tmp_path / "plain.xlsx", tmp_path / "extended.xlsx"
    book_of(lambda book: None).save(path)
    extension = (
        b'<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}" '
        b'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:conditionalFormattings>'
        b'<x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        b'<x14:cfRule type="cellIs" priority="1" operator="greaterThan" id="{A}"><xm:f>0</xm:f>'
        b'<x14:dxf><numFmt numFmtId="170" formatCode="0,"/></x14:dxf></x14:cfRule><xm:sqref>C2</xm:sqref>'
        b"</x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst></worksheet>"
    )
    rewrite(path, other, "xl/worksheets/sheet2.xml", lambda part: part.replace(b"</worksheet>", extension))
    (mistake,) = check(project, [other]).mistakes
    assert mistake.cell == "C2" and "shows another number than is stored" in str(mistake.reason)


def rewrite(path: Path, target: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for each in before.namelist():
            content = before.read(each)
            after.writestr(each, change(content) if each == name else content)


def coloured(cell: str, letters: Any, behind: str | None = None) -> Change:
    def change(book: Any) -> None:
        book[OUTREACH][cell].font = Font(color=letters)
        if behind:
            book[OUTREACH][cell].fill = PatternFill("solid", fgColor=behind)

    return change


@pytest.mark.parametrize(
    ("change", "is_seen"),
    [
        (coloured("C2", "FFFFFFFF"), False),
        (coloured("C2", Color(theme=0)), False),
        (coloured("C2", Color(indexed=9)), False),
        (coloured("C2", "FFFF0000", "FFFF0000"), False),
        (coloured("C2", "FFFEFEFE"), False),
        (coloured("C2", Color(theme=0, tint=-0.05)), False),
        (coloured("C2", "FFFFFFFF", "FFF2F2F2"), False),
        (coloured("C2", "FFFFFFFF", "FF0000FF"), True),
        (coloured("C2", Color(theme=1)), True),
        (coloured("C2", Color(theme=0, tint=-0.5)), True),
        (coloured("C2", "FFFF0000"), True),
    ],
)
def test_number_in_the_colour_of_its_cell_is_refused(project: Project, change: Change, is_seen: bool) -> None:
    assert told(checked(project, change)) == ([] if is_seen else [("C2", NOT_SEEN)])


def test_headings_count_in_any_colour(project: Project) -> None:
    """A table style may give them the fill that makes them legible."""

    def change(book: Any) -> None:
        for cell in book[OUTREACH][1]:
            cell.font = Font(color="FFFFFFFF")

    intake = checked(project, change)
    assert (told(intake), intake.rejected) == ([], 0)


def test_number_with_a_line_through_it_is_refused(project: Project) -> None:
    def change(book: Any) -> None:
        book[OUTREACH]["C2"].font = Font(strike=True)
        book[CROSSINGS]["D2"].font = Font(strike=True)
        book[OUTREACH]["C3"].font = Font(strike=False)

    intake = checked(project, change)
    line = "has a line through it, so it may be meant as deleted"
    assert told(intake) == [("C2", line), ("D2", line)]


def test_zeros_that_the_sheet_does_not_show_are_refused(project: Project) -> None:
    def change(book: Any) -> None:
        book[OUTREACH]["C3"] = 0
        book[OUTREACH].sheet_view.showZeros = False

    intake = checked(project, change)
    assert ("C3", NOT_SEEN) in told(intake)
    assert {reason for _, reason in told(intake)} == {NOT_SEEN}
    assert "let the sheet show zeros" in str(intake.mistakes[0].remedy)
    assert not told(checked(project, lambda book: setattr(book[OUTREACH]["C3"], "value", 0)))


def test_hidden_rows_columns_and_sheets_are_read_and_told(project: Project) -> None:
    def change(book: Any) -> None:
        book[OUTREACH].row_dimensions[2].hidden = True
        book[OUTREACH].row_dimensions[3].hidden = True
        book[OUTREACH].column_dimensions["D"].hidden = True
        book[CROSSINGS].sheet_state = "hidden"

    plain, intake = checked(project, lambda book: None), checked(project, change)
    assert (intake.accepted, told(intake)) == (plain.accepted, [])
    said = "\n".join(notes(intake))
    assert f"sheet '{OUTREACH}': hidden rows were read (rows: 2: 2, 3)" in said
    assert f"sheet '{OUTREACH}': hidden columns were read (columns: 1: D)" in said
    assert f"sheet '{CROSSINGS}': the sheet is hidden; it was read" in said
    assert "bị ẩn" in "\n".join(each.to("vi") for each in intake.notes)
    assert "hidden" not in "\n".join(notes(plain))


def test_sheet_that_is_no_table_is_counted_as_the_person_sees_the_tabs(project: Project) -> None:
    def change(book: Any) -> None:
        book[COVER].sheet_state = "hidden"
        book.create_sheet("Khác").append(["x"])
        book.create_sheet("Ẩn").append(["x"])
        book["Ẩn"].sheet_state = "veryHidden"

    said = [note for note in notes(checked(project, change)) if "no table of a return" in note]
    assert said == [
        "sent.xlsx, the 5th sheet: is no table of a return; it was not read",
        "sent.xlsx, the 2nd hidden sheet: is no table of a return; it was not read",
    ]


@pytest.mark.parametrize("rows_too", [False, True])
def test_cells_that_do_not_name_their_places_keep_their_formats(
    project: Project, tmp_path: Path, rows_too: bool
) -> None:
    def without(part: bytes) -> bytes:
        part = re.sub(rb'<c r="[A-Z]+[0-9]+"', b"<c", part)
        return re.sub(rb'<row r="[0-9]+"', b"<row", part) if rows_too else part

    def change(book: Any) -> None:
        book[OUTREACH]["C3"] = 0.27
        book[OUTREACH]["C3"].number_format = "0%"

    path, other = tmp_path / "plain.xlsx", tmp_path / "without.xlsx"
    book_of(change).save(path)
    rewrite(path, other, "xl/worksheets/sheet2.xml", without)
    assert told(check(project, [other])) == told(check(project, [path])) == [("C3", PERCENT)]


def test_places_follow_from_the_order_and_from_the_cell_before() -> None:
    part = b'<sheetData><row><c/><c r="D1" s="1"/><c><v>1</v></c></row><row r="5"><c t="s"/></row><row/></sheetData>'
    assert with_places(part) == (
        b'<sheetData><row r="1"><c r="A1"/><c r="D1" s="1"/><c r="E1"><v>1</v></c></row>'
        b'<row r="5"><c r="A5" t="s"/></row><row r="6"/></sheetData>'
    )


def dated(project: Project, sheet: str, cell: str, value: object, code: str) -> Intake:
    def change(book: Any) -> None:
        book[sheet][cell] = value
        book[sheet][cell].number_format = code

    return checked(project, change)


PART = "is a date of which the cell's format shows only a part"


@pytest.mark.parametrize(
    "code",
    ["dd", '"ngày "d', "mmm", "mmmm", "ddd", "dddd", "d/yyyy", "mm-yy", "yyyy", "h:mm", "dd hh:mm", "mm:ss",
     "d/mmmmm/yyyy", "[$-107041E]d/m/yyyy"],
)  # fmt: skip
def test_day_of_which_only_a_part_shows_is_refused(project: Project, code: str) -> None:
    intake = dated(project, CROSSINGS, "A2", date(2023, 5, 17), code)
    assert told(intake) == [("A2", PART)]
    assert "day, month and year" in str(intake.mistakes[0].remedy)


@pytest.mark.parametrize(
    "code",
    ["dd/mm/yyyy", "d-mmm-yy", "[$-42A]dd mmmm yyyy", '"ngày "d" tháng "m" năm "yyyy', "dd/mm/yyyy;@", "e/m/d",
     "dddd, d mmmm yyyy", "[Red]yyyy-mm-dd", "m/d/yy h:mm AM/PM", "[$-F800]dddd, mmmm dd, yyyy"],
)  # fmt: skip
def test_day_that_shows_as_a_whole_is_read_and_not_told(project: Project, code: str) -> None:
    intake = dated(project, CROSSINGS, "A2", date(2023, 5, 17), code)
    assert (told(intake), [note for note in notes(intake) if "A2" in note]) == ([], [])


@pytest.mark.parametrize("code", ["d/m", "dd-mmm", '"ngày "d" tháng "m'])
def test_day_without_its_year_is_told_with_the_year_that_the_file_holds(project: Project, code: str) -> None:
    intake = dated(project, CROSSINGS, "A2", date(2023, 5, 17), code)
    (note,) = [note for note in notes(intake) if "A2" in note]
    assert told(intake) == [] and "(cells: 1: A2)" in note
    intake = dated(project, TRAINING, "B2", date(2023, 5, 17), code)
    assert any("2023-05-17 (17/05/....) -> 2023-05-17" in note for note in notes(intake))
    ((cell, reason),) = told(dated(project, CROSSINGS, "A2", date(2024, 5, 17), code))
    assert cell == "A2" and "lies outside the months of this return" in reason


@pytest.mark.parametrize(
    ("value", "code", "refused"),
    [
        (date(2023, 1, 1), "mmm", False),
        (date(2023, 1, 1), "mm/yyyy", False),
        (date(2023, 1, 1), "d/m", False),
        (date(2023, 1, 1), "dd", True),
        (date(1900, 1, 1), "d", True),
        (date(2023, 1, 1), "yyyy", True),
    ],
)
def test_month_is_read_of_a_day_where_the_month_shows(
    project: Project, value: date, code: str, refused: bool
) -> None:
    assert told(dated(project, OUTREACH, "B2", value, code)) == ([("B2", PART)] if refused else [])


def test_day_that_another_section_of_a_format_shows_is_read_and_told(project: Project) -> None:
    intake = dated(project, TRAINING, "B2", 45063, '[<36526]"cũ";dd/mm/yyyy')
    assert not [cell for cell, _ in told(intake) if cell == "B2"]
    assert any("B2 45063 (2023-05-17) -> 2023-05-17" in note for note in notes(intake))


@pytest.mark.parametrize("value", [45063, 45063.5])
def test_number_of_a_day_is_told_as_such(project: Project, value: float) -> None:
    ((cell, reason),) = told(dated(project, CROSSINGS, "A2", value, "General"))
    assert (cell, reason) == ("A2", "is the number of a day, not a date")
    ((cell, reason),) = told(dated(project, OUTREACH, "B2", value, "@"))
    assert (cell, reason) == ("B2", "is the number of a day, not a date")


@pytest.mark.parametrize(
    ("value", "word"), [(True, "yes (TRUE)"), (False, "no (FALSE)"), ("yes", "yes (TRUE)")]
)
def test_true_and_false_are_named_where_no_yes_or_no_can_stand(
    project: Project, value: object, word: str
) -> None:
    for sheet, cell in ((OUTREACH, "C2"), (CROSSINGS, "A2"), (CROSSINGS, "D2"), (TRAINING, "I2")):
        intake = dated(project, sheet, cell, value, "General")
        assert told(intake) == [(cell, f"is {word}, which this column does not hold")]
        assert "cột này không nhận" in intake.mistakes[0].to("vi")


def test_looks_of_a_workbook_of_xlsxwriter_count(project: Project, tmp_path: Path) -> None:
    """Its conditional formats, hidden zeros, colours and hidden rows are written by another hand than openpyxl's."""
    path = tmp_path / "writer.xlsx"
    book = xlsxwriter.Workbook(path)
    for name, rows in good_sheets().items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        if name == OUTREACH:
            sheet.write(2, 3, 0)
            sheet.hide_zero()
            look = book.add_format({"num_format": '0.0,"k"'})
            sheet.conditional_format("C2", {"type": "cell", "criteria": ">", "value": 1, "format": look})
            sheet.set_row(3, options={"hidden": True})
        if name == CROSSINGS:
            sheet.write(1, 3, "CN", book.add_format({"font_color": "white"}))
            sheet.write(2, 3, "CN", book.add_format({"font_strikeout": True}))
    book.close()
    intake = check(project, [path])
    assert set(told(intake)) >= {
        ("C2", ADDED),
        ("D2", NOT_SEEN),
        ("D3", NOT_SEEN),
        ("D3", "has a line through it, so it may be meant as deleted"),
    }  # fmt: skip
    assert "hidden rows were read (rows: 1: 4)" in "\n".join(notes(intake))


BOLD = {"bold": True}


def rich_book(path: Path, cell: str, pieces: list[dict[str, Any] | str], **column: Any) -> None:
    """The good return with a cell of letters that do not look alike, as Excel writes it."""
    book = xlsxwriter.Workbook(path)
    for name, rows in good_sheets().items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for position, value in enumerate(row):
                sheet.write(at, position, value)
        if name == OUTREACH:
            made = [book.add_format(each) if isinstance(each, dict) else each for each in pieces]
            sheet.write_rich_string(cell, *made)
    book.close()


@pytest.mark.parametrize(
    ("pieces", "reason"),
    [
        (
            [{"font_strikeout": True}, "15 ", BOLD, "27"],
            "has a line through it, so it may be meant as deleted",
        ),
        (["2", {"font_strikeout": True}, "7"], "has a line through it, so it may be meant as deleted"),
        (["2", {"font_color": "#FFFFFF"}, "7"], NOT_SEEN),
        (
            ["27", {"font_script": 1}, "1"],
            "the cell's format shows another number than is stored: '27' for '271'",
        ),
        (
            ["27", {"font_script": 2}, "1"],
            "the cell's format shows another number than is stored: '27' for '271'",
        ),
        (["2", {"font_color": "#FF0000"}, "7"], None),
        ([BOLD, "2", {"italic": True}, "7"], None),
    ],
)
@pytest.mark.parametrize("inline", [False, True])
def test_number_whose_letters_do_not_look_alike(
    project: Project, pieces: list[dict[str, Any] | str], reason: str | None, inline: bool
) -> None:
    path = project.root / "rich.xlsx"
    rich_book(path, "C2", pieces)
    if inline:
        path = as_inline(path, project.root / "inline.xlsx")
    assert told(check(project, [path])) == ([("C2", reason)] if reason else [])


def as_inline(path: Path, target: Path) -> Path:
    """The workbook with the text of cell C2 in the sheet itself, as other programs than Excel write it."""
    with zipfile.ZipFile(path) as parts:
        texts = re.findall(rb"<si>(.*?)</si>", parts.read("xl/sharedStrings.xml"), re.DOTALL)

    def change(part: bytes) -> bytes:
        own = re.search(rb'<c r="C2" t="s"><v>([0-9]+)</v></c>', part)
        assert own
        return part.replace(own[0], b'<c r="C2" t="inlineStr"><is>' + texts[int(own[1])] + b"</is></c>")

    rewrite(path, target, "xl/worksheets/sheet2.xml", change)
    return target


@pytest.mark.parametrize(("width", "narrow"), [(1.0, True), (2.5, True), (4.0, False), (None, False)])
def test_column_that_is_too_narrow_for_its_numbers_is_read_and_told(
    project: Project, width: float | None, narrow: bool
) -> None:
    def change(book: Any) -> None:
        book[OUTREACH]["C2"] = 27
        if width:
            book[OUTREACH].column_dimensions["C"].width = width
            book[OUTREACH].column_dimensions["A"].width = width  # texts go on into the next cell

    plain, intake = checked(project, lambda book: None), checked(project, change)
    assert (intake.accepted, told(intake)) == (plain.accepted, [])
    said = [note for note in notes(intake) if "####" in note]
    assert [
        note.endswith("columns that show #### were read; they are too narrow (columns: 1: C)")
        for note in said
    ] == ([True] if narrow else [])
    assert all("quá hẹp" in each.to("vi") for each in intake.notes if "####" in str(each))


def test_day_in_a_narrow_column_is_told(project: Project) -> None:
    def change(book: Any) -> None:
        sheet = book[TRAINING]
        column = next(cell for cell in sheet[1] if cell.value == "start_date" or "date" in str(cell.value))
        at = sheet.cell(2, column.column)
        at.value, at.number_format = date(2023, 3, 1), "dd/mm/yyyy"
        sheet.column_dimensions[column.column_letter].width = 5

    assert any("####" in note for note in notes(checked(project, change)))
