"""Mistakes -> a workbook that goes back to the province: its own, with a list, and each bad cell marked and commented.

Below its mistakes the list has what was read leniently or left out, for the province to see if that is what it meant.
In Vietnamese with English below it. The province mends the marked cells and sends this workbook again: list, marks and
comments are no part of a return, and marks of an earlier round are taken off. Of a return that holds personal data, or
that cannot be read, there is the list alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.packaging.core import DocumentProperties
from openpyxl.packaging.custom import CustomPropertyList
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooter
from openpyxl.worksheet.properties import PageSetupProperties

from helpers.errors import OutputError
from helpers.inputs.intake.comment_texts import AUTHOR
from helpers.inputs.intake.csv_files import csv_lines
from helpers.inputs.intake.return_files import Arrival, content_of
from helpers.inputs.intake.sheet_cells import workbook_lines
from helpers.inputs.intake.sheet_names import MISTAKES_SHEET
from helpers.inputs.mistakes import Mistake, cells_of, gathered, numbered_file, numbered_sheets, say
from helpers.paths import Project

_HEADS = ("Trang tính\nSheet", "Ô\nCell", "Cột\nColumn", "Lỗi và cách sửa", "Mistake, and what to do")
_WIDTHS = (30, 9, 26, 62, 62)
_NOT_COPIED = (
    "Tệp báo cáo không được chép kèm: tệp có dữ liệu cá nhân hoặc không đọc được. Hãy sửa trong tệp gốc rồi gửi lại.",
    "The return is not copied here: it holds personal data, or cannot be read. Mend your own file, then send it again.",
)
_NO_MISTAKES = (
    "Không phải lỗi: đã đọc hoặc bỏ qua như sau. Hãy xem lại có đúng ý không.",
    "No mistakes: what was read or left out as follows. See whether that is what was meant.",
)
LINE = 15  # points; LibreOffice and Excel do not fit rows that a program wrote
_NO_COPY = (ArithmeticError, AttributeError, LookupError, SyntaxError, TypeError, ValueError)
"""What openpyxl raises where a program wrote a workbook in a way that it does not know."""
_BAD = PatternFill("solid", fgColor="FFF6C7C1")
_HEAD = PatternFill("solid", fgColor="FF1B3A57")
_NO_FILL = PatternFill(fill_type=None)


def write_marked(
    project: Project, arrivals: Iterable[Arrival], told: Sequence[Mistake], target: Path
) -> list[Path]:
    """A marked workbook for each return that has a mistake; the paths that were written.

    `told` may hold notes, too: they are listed, and mark no cell.
    `target` is the file, for one return; for several, the folder: no province gets to see another's rows.

    Raises:
        OutputError: a file cannot be written.
    """
    by_return = []
    for arrival in arrivals:
        names = _names(project, arrival)
        own = [each for each in told if each.file in names]
        if mistakes := [each for each in own if each.is_mistake]:
            by_return.append((arrival, mistakes, [each for each in own if not each.is_mistake]))
    alone = len(by_return) == 1 and target.suffix.lower() == ".xlsx"
    written = []
    for arrival, mistakes, notes in by_return:
        named = mistakes[0].file != numbered_file(arrival.position)
        stem = arrival.path.stem if named else f"file-{arrival.position}"
        path = target if alone else target / f"{stem}-mistakes.xlsx"
        book = _copy(project, arrival, mistakes, notes)
        _mark(book, arrival, project, mistakes)
        _list(book, mistakes, notes)
        book.properties = DocumentProperties(creator=AUTHOR)  # who made the original is told nowhere
        book.properties.created = book.properties.modified = datetime(2000, 1, 1)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            book.save(path)
        except OSError:
            raise OutputError(
                f"{path}: cannot be written; check the folder, and whether the file is open"
            ) from None
        written.append(path)
    return written


def _names(project: Project, arrival: Arrival) -> set[str]:
    shown = {project.show(path) for path in (arrival.path, *arrival.files)}
    return {*shown, numbered_file(arrival.position)}


def _copy(project: Project, arrival: Arrival, mistakes: Sequence[Mistake], notes: list[Mistake]) -> Workbook:
    """The return as a workbook, without marks of an earlier round; an empty one where it must not be copied.

    One that is read and cannot be copied is empty, too, and `notes` gets a word on it.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    if any(each.kind == "personal data" for each in mistakes):
        return book
    if arrival.path.suffix.lower() == ".xlsx":
        if isinstance(workbook_lines(content_of(project, arrival.path), ""), Mistake):
            return book
        try:
            book = load_workbook(arrival.path, data_only=True)
        except _NO_COPY:
            reason = say("cannot be copied, so the list alone goes back; correct the workbook that was sent")
            notes.append(Mistake(mistakes[0].file, None, None, reason, kind="note"))
            return book
        if MISTAKES_SHEET in book.sheetnames:
            del book[MISTAKES_SHEET]
        book.custom_doc_props = CustomPropertyList()
        for sheet in book.worksheets:
            _clear(sheet)
            sheet.HeaderFooter = HeaderFooter()
        return book
    for file in arrival.files:
        read = csv_lines(content_of(project, file), project.show(file))
        if not isinstance(read, Mistake):
            sheet = book.create_sheet(file.stem[:31])
            for number, cells in read.lines:
                for at, cell in enumerate(cells, start=1):
                    _write(sheet.cell(number, at), cell)
    return book


def _clear(sheet: Any) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment is not None and cell.comment.author == AUTHOR:
                cell.comment = None
                cell.fill = _NO_FILL
            elif cell.comment is not None:
                cell.comment.author = ""


def _mark(book: Workbook, arrival: Arrival, project: Project, mistakes: Sequence[Mistake]) -> None:
    stems = {project.show(path): path.stem[:31] for path in arrival.files}
    for each in mistakes:
        is_book = arrival.path.suffix.lower() == ".xlsx"
        name = _sheet(book, each.sheet) if is_book else stems.get(each.file)
        if name not in book.sheetnames or not each.row:
            continue
        sheet = book[str(name)]
        cell = _first_of_merged(
            sheet, sheet[each.cell] if each.cell else sheet.cell(each.row, _column(sheet, each.column))
        )
        text = f"{each.advice('vi')}\n{each.advice('en')}"
        if cell.comment is not None:
            text = f"{cell.comment.text}\n{text}"
        cell.comment = Comment(text, AUTHOR, height=150, width=360)
        cell.fill = _BAD


def _first_of_merged(sheet: Any, cell: Any) -> Any:
    """The cell itself; of merged cells the first, for the others hold nothing, nor a comment."""
    for merged in sheet.merged_cells.ranges:
        if cell.coordinate in merged:
            return sheet.cell(merged.min_row, merged.min_col)
    return cell


def _sheet(book: Workbook, told: str | None) -> str | None:
    """The sheet that a message names, or numbers where its name was not known."""
    tabs = {name: book[name].sheet_state == "visible" for name in book.sheetnames if name != MISTAKES_SHEET}
    return next((name for name, number in numbered_sheets(tabs).items() if number == told), told)


def _column(sheet: Any, name: str | None) -> int:
    """Where a CSV file has a column; a mistake of a whole row stands in the first."""
    heads = [cell.value for cell in sheet[1]]
    return heads.index(name) + 1 if name in heads else 1


def _list(book: Workbook, mistakes: Sequence[Mistake], notes: Sequence[Mistake]) -> None:
    places = {each.sheet: _sheet(book, each.sheet) for each in (*mistakes, *notes)}
    sheet = book.create_sheet(MISTAKES_SHEET, 0)
    sheet.freeze_panes = "A2"
    for at, (head, width) in enumerate(zip(_HEADS, _WIDTHS, strict=True), start=1):
        cell = sheet.cell(1, at, head)
        cell.font, cell.fill = Font(bold=True, color="FFFFFFFF"), _HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.row_dimensions[1].height = 2 * LINE
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if not len(book.sheetnames) > 1:
        _list_row(sheet, ("", "", "", *_NOT_COPIED), Font(bold=True))
    for each, *alike in gathered((*mistakes, *notes)):
        if notes and each is notes[0]:
            _list_row(sheet, ("", "", "", *_NO_MISTAKES), Font(bold=True))
        own = places[each.sheet]
        place = cells_of([each, *alike], "vi") if each.at else ""
        if each.row and not each.cell:
            place = f"dòng {place} / row {cells_of([each, *alike], 'en')}"
        column = "\n".join(dict.fromkeys(reversed(each.heading))) if each.heading else each.column or ""
        texts = (own or Path(each.place("vi")).name, place, column, each.advice("vi"), each.advice("en"))
        _list_row(sheet, texts, Font())
        if each.cell and own in book.sheetnames:
            cell = sheet.cell(sheet.max_row, 2)
            cell.hyperlink = f"#'{own}'!{each.cell}"
            cell.font = Font(color="FF0B5394", underline="single")
    book.active = 0
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet


def _list_row(sheet: Any, texts: Sequence[str], font: Font) -> None:
    """A row below the others, as high as its texts need."""
    row = sheet.max_row + 1
    for at, text in enumerate(texts, start=1):
        cell = sheet.cell(row, at)
        _write(cell, text)
        cell.font = font
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    lines = max(
        text.count("\n") - (-len(text) // (width - 6)) for text, width in zip(texts, _WIDTHS, strict=True)
    )
    sheet.row_dimensions[row].height = LINE * max(1, lines)


def _write(cell: Any, text: str) -> None:
    """A text as text: never a formula, and without what a workbook cannot hold."""
    cell.value = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)
    cell.data_type = "s"
