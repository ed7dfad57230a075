"""The workbook that a province fills in: drop-down lists, dates and whole numbers checked while typing.

The same bytes for the same province and params. What is filled in is read back by workbook_tables.py.
"""

from __future__ import annotations

import calendar
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from helpers.errors import OutputError
from helpers.inputs.intake.cell_addresses import letter
from helpers.inputs.intake.date_cells import quarter_of
from helpers.inputs.intake.identifier_cells import example_of
from helpers.inputs.intake.intake_rules import Rulebook
from helpers.inputs.intake.name_lookup import bilingual
from helpers.inputs.intake.sheet_names import CODES_SHEET, GUIDE_SHEET, MARK_SHEET, VERSION, sheet_name
from helpers.inputs.intake.stations import Station, station_text
from helpers.inputs.params.settings import ReturnFolder
from helpers.inputs.params.tables import Column, Table

HEADER_ROWS = 2
ROWS = 2_000
GUIDE_WIDTH = 72
Cells = Sequence[object]

_GUIDE = (
    (
        "Mỗi bảng một trang tính. Không đổi tên trang tính hay tiêu đề cột, không gộp ô, không thêm dòng tổng.",
        "One sheet a table. Do not rename sheets or columns, merge cells, or add rows of totals.",
    ),
    (
        "Chọn giá trị trong danh sách khi ô có danh sách. Nhiều giá trị: ngăn cách bằng dấu chấm phẩy (;).",
        "Choose from the list where a cell has one. Several values: separate them by a semicolon (;).",
    ),
    (
        "Ngày: nhập như một ngày của Excel, hoặc năm-tháng-ngày, ví dụ 2023-05-17.",
        "Dates: enter an Excel date, or year-month-day, such as 2023-05-17.",
    ),
    (
        "Ngày như 03/05/2023 có thể hiểu theo hai cách nên bị trả lại để hỏi; 17/05/2023 thì được nhận.",
        "A date such as 03/05/2023 can be read in two ways and comes back as a question; 17/05/2023 is read.",
    ),
    (
        "Không thêm cột: bảng có cột lạ không được nhận. Lưu tệp dạng .xlsx, không đặt mật khẩu.",
        "Add no columns: a table with an unknown one is not taken in. Save the file as .xlsx, without a password.",
    ),
    (
        "Số: chỉ nhập chữ số. Không có thì nhập 0; không biết thì để trống, chỉ ở cột có tiêu đề màu xám.",
        "Numbers: digits only. None is 0; not known is blank, only in a column with a grey heading.",
    ),
    (
        "Bảng không có gì để báo cáo: để trống, giữ nguyên tiêu đề.",
        "A table with nothing to report stays empty below its header.",
    ),
    (
        "Không ghi họ tên, số giấy tờ, số điện thoại, thư điện tử hay địa chỉ của bất kỳ ai: "
        "tệp sẽ bị trả lại.",
        "Never write anyone's name, number of papers, telephone, e-mail or address: "
        "the file would be sent back.",
    ),
    (
        "Trang bìa: ghi ngày gửi vào cột ngày nhận. Bản sửa phải có ngày mới hơn.",
        "Cover sheet: write the day on which you send it as the date received. A correction needs a later date.",
    ),
)


def write_template(
    rules: Rulebook,
    province: str,
    span: ReturnFolder,
    path: Path | io.BytesIO,
    rows: Mapping[str, Sequence[Cells]] | None = None,
) -> None:
    """Write the template of one province's return; or a filled-in one, with `rows` for each table.

    Raises:
        OutputError: the file cannot be written.
    """
    name = path.name if isinstance(path, Path) else ""
    try:
        book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd", "strings_to_urls": False})
        book.set_properties({"created": datetime(2000, 1, 1), "title": "Border Guard return"})
        sheets = _Sheets(book, rules, province, span)
        sheets.write_guide()
        for table in rules.tables:
            sheets.write_table(table, None if rows is None else rows.get(table, ()))
        sheets.write_codes()
        sheets.write_mark()
        book.close()
    except (OSError, xlsxwriter.exceptions.FileCreateError):
        raise OutputError(
            f"{name}: cannot be written; check the folder, and whether the file is open"
        ) from None


class _Sheets:
    """The sheets of one template while it is written."""

    def __init__(self, book: Any, rules: Rulebook, province: str, span: ReturnFolder) -> None:
        self.book, self.rules, self.span = book, rules, span
        self.province = rules.provinces.command(province, span.vintage)
        self.stations: list[Station] = sorted(
            (
                s
                for s in rules.stations.by_key.values()
                if (s.province, s.vintage) == (province, span.vintage)
            ),
            key=lambda station: station.code,
        )
        self.months = list(span.months)
        self.lists: dict[str, list[str]] = {
            name: [bilingual(label) for label in codes.values()]
            for name, codes in rules.codelists.root.items()
        }
        self.lists["station"] = [station_text(station) for station in self.stations]
        self.lists["month"] = self.months
        self.lists["quarter"] = list(dict.fromkeys(quarter_of(month) for month in self.months))
        self.lists["yes_no"] = ["Có / Yes", "Không / No"]
        self.head = book.add_format(
            {"bold": True, "bg_color": "#1B3A57", "font_color": "#FFFFFF", "text_wrap": True, "valign": "top"}
        )
        self.grey = book.add_format(
            {"bold": True, "bg_color": "#6B7785", "font_color": "#FFFFFF", "text_wrap": True, "valign": "top"}
        )
        self.second = book.add_format(
            {"italic": True, "bg_color": "#E8EDF2", "text_wrap": True, "valign": "top"}
        )
        self.plain = book.add_format({"text_wrap": True, "valign": "top"})
        self.date = book.add_format({"num_format": "yyyy-mm-dd"})
        self.text = book.add_format({"num_format": "@"})

    def write_guide(self) -> None:
        """How to fill it in, in both languages."""
        sheet = self.book.add_worksheet(GUIDE_SHEET)
        sheet.set_column(0, 1, GUIDE_WIDTH, self.plain)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        title = f"{self.province.name_vi}, {self.months[0]} - {self.months[-1]}"
        sheet.write_row(
            0,
            0,
            [f"Báo cáo: {title}", f"Return: {self.province.name_en}, {title.split(', ', 1)[1]}"],
            self.head,
        )
        tables = [self.rules.tables[name] for name in self.rules.tables]
        grains = [
            (f"{sheet_name(t)}: {t.grain.vi}.", f"{t.label.en} (sheet '{sheet_name(t)}'): {t.grain.en}.")
            for t in tables
        ]
        version = (f"Mẫu số: {VERSION}", f"Template version: {VERSION}")
        for row, lines in enumerate([*_GUIDE, *grains, version], start=1):
            sheet.set_row(row, 15 * max(-(-len(line) // (GUIDE_WIDTH - 6)) for line in lines) + 3)
            sheet.write_row(row, 0, lines, self.plain)

    def write_table(self, name: str, rows: Sequence[Cells] | None) -> None:
        """One table: headers in both languages, then `rows`, or what is known of them beforehand."""
        table: Table = self.rules.tables[name]
        sheet = self.book.add_worksheet(sheet_name(table))
        sheet.freeze_panes(HEADER_ROWS, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, HEADER_ROWS - 1)
        for at, (column, rule) in enumerate(table.columns.items()):
            sheet.write_string(0, at, rule.label.vi, self.grey if rule.optional else self.head)
            sheet.write_string(1, at, rule.label.en, self.second)
            style = (
                self.date
                if rule.type in ("date", "received")
                else None
                if rule.type in ("count", "score")
                else self.text
            )
            offered = self.lists.get(str(rule.codelist if rule.type == "code" else rule.type), [])
            widest = max(map(len, [rule.label.vi, rule.label.en, *offered]))
            sheet.set_column(at, at, max(12, min(36, widest + 3)), style)
            if validation := self._validation(column, rule, at, table):
                sheet.data_validation(HEADER_ROWS, at, HEADER_ROWS + ROWS, at, validation)
        for number, cells in enumerate(self._known(name, table) if rows is None else rows, start=HEADER_ROWS):
            for at, (cell, rule) in enumerate(zip(cells, table.columns.values(), strict=True)):
                self._write(sheet, number, at, cell, rule)

    def write_codes(self) -> None:
        """Every list of values that the drop-down lists offer."""
        sheet = self.book.add_worksheet(CODES_SHEET)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(5, 0)
        for at, (name, values) in enumerate(self.lists.items()):
            heading = self._heading(name)
            sheet.write_string(0, at, heading, self.head)
            sheet.set_column(at, at, max(len(heading) + 2, *map(len, values)))
            for row, value in enumerate(values, start=1):
                sheet.write_string(row, at, value)

    def _heading(self, listed: str) -> str:
        """What a list is called: as the first column that offers it, in both languages."""
        for name in self.rules.tables:
            for column in self.rules.tables[name].columns.values():
                if listed in (column.codelist, column.type):
                    return bilingual(column.label) if listed != "yes_no" else "Có, không / Yes, no"
        return listed

    def write_mark(self) -> None:
        """What the template says of itself, for the reader."""
        sheet = self.book.add_worksheet(MARK_SHEET)
        sheet.hide()
        mark = {
            "version": str(VERSION), "province": self.province.slug, "year": self.months[0][:4],
            "vintage": self.span.vintage, "first_month": self.months[0], "last_month": self.months[-1],
        }  # fmt: skip
        for row, pair in enumerate(mark.items()):
            sheet.write_row(row, 0, pair)

    def _known(self, name: str, table: Table) -> list[list[object]]:
        if name == "cover":
            return [[self.province.name_vi, int(self.months[0][:4]), None]]
        if table.key == ["station_code", "month"]:
            blank = [None] * (len(table.columns) - 2)
            return [[station_text(s), month, *blank] for s in self.stations for month in self.months]
        return []

    def _write(self, sheet: Any, row: int, at: int, cell: object, rule: Column) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, date):
            sheet.write_datetime(row, at, datetime(cell.year, cell.month, cell.day), self.date)
        elif isinstance(cell, int | float) and not isinstance(cell, bool):
            sheet.write_number(row, at, cell)
        else:
            sheet.write_string(row, at, str(cell))

    def _validation(self, name: str, rule: Column, at: int, table: Table) -> dict[str, Any] | None:
        note = {"ignore_blank": True, "error_title": rule.label.vi[:32]}
        listed = rule.codelist if rule.type == "code" else rule.type
        if listed in self.lists:
            place = letter(list(self.lists).index(str(listed)))
            source = f"='{CODES_SHEET}'!${place}$2:${place}${len(self.lists[str(listed)]) + 1}"
            return {
                "validate": "list",
                "source": source,
                "error_message": "Chọn trong danh sách. Choose from the list.",
                **note,
            }
        if rule.type == "count" and name != "year":
            limits = {"criteria": "between", "minimum": rule.min, "maximum": rule.max or 10_000_000}
            message = f"Số nguyên từ {rule.min}. A whole number, {rule.min} or more."
            return {"validate": "integer", **limits, "error_message": message, **note}
        if rule.type == "score":
            limits = {"criteria": "between", "minimum": 0, "maximum": 100}
            return {"validate": "decimal", **limits, "error_message": "Từ 0 đến 100. From 0 to 100.", **note}
        if rule.type in ("date", "received"):
            first, last = self._days()
            last = last if rule.type == "date" else date(last.year + 1, 12, 31)
            limits = {"criteria": "between", "minimum": first, "maximum": last}
            message = f"Ngày từ {first} đến {last}. A date from {first} to {last}."
            return {"validate": "date", **limits, "error_message": message, **note}
        if rule.type in ("case_id", "person_id", "course_id"):
            example = example_of(rule.type, self.province.slug, self.months[0][:4])
            return {
                "validate": "any",
                "input_title": "Không ghi họ tên",
                "input_message": f"Ghi mã, ví dụ {example}; không bao giờ ghi họ tên.\n"
                f"Write a number such as {example}; never a name.",
            }
        return None

    def _days(self) -> tuple[date, date]:
        year, last = int(self.months[0][:4]), int(self.months[-1][5:])
        return date(year, int(self.months[0][5:]), 1), date(year, last, calendar.monthrange(year, last)[1])
