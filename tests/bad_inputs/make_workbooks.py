"""Make tests/bad_inputs/workbooks: `python tests/bad_inputs/make_workbooks.py`. Each has one mistake, named for it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

HERE = Path(__file__).parent
GOOD_RETURN = HERE.parent / "inputs" / "good_return"
SHEETS = {
    "cover": "Trang bìa",
    "outreach": "Tuyên truyền",
    "interceptions": "Interceptions",
    "victims": "Nạn nhân",
}
Sheets = dict[str, list[list[Any]]]
Change = Callable[[Sheets], None]


def good_sheets() -> Sheets:
    """The good return as sheets of text and numbers, the headers as CSV has them."""
    sheets: Sheets = {}
    for table, name in SHEETS.items():
        with (GOOD_RETURN / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            rows: list[list[Any]] = list(csv.reader(file))
        sheets[name] = [[int(cell) if cell.isdigit() else cell for cell in row] for row in rows]
    return sheets


def put(sheet: str, row: int, column: int, value: object) -> Change:
    """Another value in one cell; rows and columns count from 1."""

    def change(sheets: Sheets) -> None:
        sheets[sheet][row - 1][column - 1] = value

    return change


def drop(sheet: str) -> Change:
    """A sheet that is not there."""

    def change(sheets: Sheets) -> None:
        del sheets[sheet]

    return change


def add(name: str, *rows: list[Any]) -> Change:
    """One more sheet."""

    def change(sheets: Sheets) -> None:
        sheets[name] = list(rows)

    return change


def append(sheet: str, row: list[Any]) -> Change:
    """One more row."""

    def change(sheets: Sheets) -> None:
        sheets[sheet].append(row)

    return change


BAD: dict[str, Change] = {
    "date_that_could_be_two": put("Interceptions", 2, 1, "03/05/2023"),
    "date_in_words": put("Interceptions", 2, 1, "mồng ba tháng năm"),
    "date_of_another_year": put("Interceptions", 2, 1, date(2022, 3, 14)),
    "date_as_number": put("Interceptions", 2, 1, 45000),
    "code_misspelt": put("Interceptions", 2, 4, "Chna"),
    "number_with_decimals": put("Tuyên truyền", 2, 4, 1.604),
    "number_in_words": put("Tuyên truyền", 2, 4, "ba trăm"),
    "number_negative": put("Tuyên truyền", 2, 3, -1),
    "date_in_a_number_column": put("Tuyên truyền", 2, 3, date(2023, 1, 12)),
    "station_unknown": put("Tuyên truyền", 2, 1, "Đồn Lũng Cú"),
    "women_more_than_participants": put("Tuyên truyền", 2, 5, 999),
    "header_blank": put("Tuyên truyền", 1, 3, ""),
    "header_unknown": put("Tuyên truyền", 1, 3, "Bao nhiêu"),
    "rows_twice": append("Tuyên truyền", ["lang-son-01", "2023-02", 9, 250, 120, "", 15]),
    "sheet_twice": add("Outreach", ["station_code", "month"]),
    "no_cover_sheet": drop("Trang bìa"),
    "province_unknown": put("Trang bìa", 2, 1, "Lang Sown"),
    "province_without_command": put("Trang bìa", 2, 1, "Hà Nội"),
    "year_unknown": put("Trang bìa", 2, 2, 1999),
    "name_in_another_sheet": add("Ghi chú", ["Nguyễn Thị Mẫu"]),
    "name_in_capitals": put("Nạn nhân", 2, 1, "TRAN-VAN-MAU"),
    "column_for_names": put("Nạn nhân", 1, 1, "Họ và tên"),
    "telephone_number_in_a_note": add("Sheet9", ["Liên hệ 0912.345.678 nếu cần"]),
    "telephone_number_as_number": put("Tuyên truyền", 2, 7, 912345678),
    "identity_card_number": put("Nạn nhân", 2, 1, "020198001234"),
    "passport_number": put("Nạn nhân", 2, 1, "C1234567"),
    "email_address": add("Liên hệ", ["mau@example.org"]),
}


def write(sheets: Sheets, path: Path) -> None:
    """Sheets as a workbook, the same bytes each time."""
    book = xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"})
    book.set_properties({"created": datetime(2000, 1, 1)})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()


def main() -> None:
    """Write every workbook."""
    for name, change in BAD.items():
        sheets = good_sheets()
        change(sheets)
        write(sheets, HERE / "workbooks" / f"{name}.xlsx")


if __name__ == "__main__":
    main()
