"""A good return is changed in the ways in which people and programs change it, each way alone and in pairs.

Of each way it is known what must come of it: the same records, or the same but for named rows, tables or all of it,
refused at that place. Never another value, a lost row, or a row that is not told of.
"""

from __future__ import annotations

import csv
import io
import random
import re
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from bad_inputs.make_workbooks import GOOD_RETURN
from helpers.inputs.intake.intake_rules import Rulebook
from helpers.inputs.intake.return_files import Nobodys, find_arrivals, read_arrival
from helpers.inputs.intake.row_checks import Judged, judge_return
from helpers.inputs.intake.sheet_names import sheet_name

Grid = dict[str, list[list[Any]]]
"""Table -> its rows, the header first. The third row of outreach is row 3 of its file."""
Change = Callable[[Grid], None]
TABLES = (
    "cover", "outreach", "interceptions", "materials", "victims", "trafficking_cases", "training", "reintegration",
)  # fmt: skip


@dataclass(frozen=True)
class Same:
    """The same records; `told` stands in a note."""

    told: str = ""


@dataclass(frozen=True)
class Rows:
    """The same records without these rows of a table, each named with a reason."""

    table: str
    rows: tuple[int, ...]
    told: str = ""


@dataclass(frozen=True)
class Table:
    """The same records without any of a table."""

    table: str
    told: str = ""


@dataclass(frozen=True)
class Nothing:
    """No record at all."""

    told: str = ""


NO_DATA = ("the row is not data", "has the headings of another table")
"""Mistakes that cost no record."""
Outcome = Same | Rows | Table | Nothing


def good_grid() -> Grid:
    grid: Grid = {}
    for table in TABLES:
        with (GOOD_RETURN / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            grid[table] = list(csv.reader(file))
    grid["outreach"][1][3] = "1604"
    return grid


# -- changes of cells


def put(table: str, row: int, column: str, value: str) -> Change:
    def change(grid: Grid) -> None:
        grid[table][row - 1][grid[table][0].index(column)] = value

    return change


def each(table: str, column: str, new: Callable[[str], str]) -> Change:
    def change(grid: Grid) -> None:
        at = grid[table][0].index(column)
        for row in grid[table][1:]:
            row[at] = new(row[at]) if row[at] else ""

    return change


def all_cells(new: Callable[[str], str]) -> Change:
    def change(grid: Grid) -> None:
        for rows in grid.values():
            for row in rows[1:]:
                row[:] = [new(cell) if cell else "" for cell in row]

    return change


def as_day(code: str) -> Callable[[str], str]:
    return lambda cell: f"{date.fromisoformat(cell):{code}}"


def both(first: Change, second: Change) -> Change:
    def change(grid: Grid) -> None:
        first(grid)
        second(grid)

    return change


def replaced(old: str, new: str) -> Callable[[str], str]:
    return lambda cell: cell.replace(old, new)


def append(table: str, *row: str) -> Change:
    return lambda grid: grid[table].append(list(row))


def wide(cell: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if sign.isdecimal() else sign for sign in cell)


def with_blank_columns(grid: Grid) -> None:
    for rows in grid.values():
        for row in rows:
            row += ["", ""]


def with_a_blank_column_between(grid: Grid) -> None:
    for rows in grid.values():
        for row in rows:
            row.insert(1, "")


def with_row_numbers(grid: Grid) -> None:
    rows = grid["outreach"]
    grid["outreach"] = [["STT" if at == 0 else str(at), *row] for at, row in enumerate(rows)]


def with_pandas_index(grid: Grid) -> None:
    for rows in grid.values():
        rows[:] = [["" if at == 0 else str(at - 1), *row] for at, row in enumerate(rows)]


def cover_as_a_form(grid: Grid) -> None:
    grid["cover"] = [list(pair) for pair in zip(*grid["cover"], strict=True)]


def second_header(*names: str) -> Change:
    return lambda grid: grid["outreach"].insert(1, list(names))


def reversed_columns(grid: Grid) -> None:
    for rows in grid.values():
        for row in rows:
            row.reverse()


def below_a_title(grid: Grid) -> None:
    for rows in grid.values():
        rows.insert(0, ["Bộ đội Biên phòng", *[""] * (len(rows[0]) - 1)])


def header_below(grid: Grid) -> None:
    grid["outreach"].insert(0, grid["outreach"].pop(1))


def without(table: str, column: str) -> Change:
    def change(grid: Grid) -> None:
        at = grid[table][0].index(column)
        for row in grid[table]:
            del row[at]

    return change


def with_column(table: str, name: str) -> Change:
    def change(grid: Grid) -> None:
        for at, row in enumerate(grid[table]):
            row.append("7" if at else name)

    return change


FIRST = (2, 4)  # the rows of outreach of station 1
CELLS: dict[str, tuple[Change, Outcome]] = {
    "27.0": (each("outreach", "women", lambda cell: f"{cell}.0"), Same("without their decimals")),
    "27,00": (each("outreach", "leaflets", lambda cell: f"{cell},00"), Same("without their decimals")),
    "1.604": (put("outreach", 2, "participants", "1.604"), Same("separators of thousands")),
    "1,604": (put("outreach", 2, "participants", "1,604"), Same("separators of thousands")),
    "1 604": (put("outreach", 2, "participants", "1 604"), Same("separators of thousands")),
    "hard blank": (put("outreach", 2, "participants", "1\u202f604"), Same("separators of thousands")),
    "1,604.00": (put("outreach", 2, "participants", "1,604.00"), Same("without their decimals")),
    "full width": (all_cells(wide), Same("of full width")),
    "zero width": (
        each("outreach", "station_code", lambda cell: f"{cell[:4]}\u200b{cell[4:]}"),
        Same("be seen"),
    ),
    "mark of order": (each("outreach", "month", lambda cell: f"\u200f{cell}\ufeff"), Same("cannot be seen")),
    "blanks around": (all_cells(lambda cell: f" \u00a0{cell} "), Same()),
    "month in words": (
        each("outreach", "month", lambda cell: ["Tháng một", "tháng hai"][cell[-1] == "2"]),
        Same("in another form"),
    ),
    "month in English": (
        each("outreach", "month", lambda cell: ["Jan-23", "February 2023"][cell[-1] == "2"]),
        Same("in another form"),
    ),
    "month with year": (each("outreach", "month", lambda cell: f"{cell[5:]}/2023"), Same("in another form")),
    "month as day": (each("outreach", "month", lambda cell: f"{cell}-01"), Same("in another form")),
    "name of a station": (
        each("outreach", "station_code", lambda cell: ["Đồn Hữu Nghị", "TAN THANH"][cell[-1] == "2"]),
        Same(),
    ),
    "code and name": (put("outreach", 2, "station_code", "lang-son-01 Hữu Nghị"), Same()),
    "dd/mm/yyyy": (each("interceptions", "date", as_day("%d/%m/%Y")), Same("day/month/year")),
    "dd/mm/yy": (each("interceptions", "date", as_day("%d/%m/%y")), Same("day/month/year")),
    "dd.mm.yyyy hh:mm": (each("interceptions", "date", as_day("%d.%m.%Y 08:30")), Same("day/month/year")),
    "mm/dd/yyyy": (each("interceptions", "date", as_day("%m/%d/%Y")), Same("month/day/year")),
    "zone": (each("interceptions", "date", lambda cell: f"{cell}T08:00:00.000+07:00"), Same()),
    "day in English": (each("interceptions", "date", as_day("%d-%b-%y")), Same("dates in words")),
    "day in Vietnamese": (
        each("interceptions", "date", as_day("ngày %d tháng %m năm %Y")),
        Same("dates in words"),
    ),
    "label": (each("interceptions", "border", lambda _: "Trung Quốc"), Same()),
    "label in English": (each("interceptions", "border", lambda _: "China"), Same()),
    "plain label": (each("interceptions", "border", lambda _: "trung quoc"), Same("exact spelling")),
    "two languages": (each("interceptions", "border", lambda _: "Trung Quốc / China"), Same()),
    "có": (each("interceptions", "referred", lambda cell: {"yes": "Có", "no": "Không"}[cell]), Same()),
    "TRUE": (
        each("interceptions", "referred", lambda cell: {"yes": "TRUE", "no": "FALSE"}[cell]),
        Same("exact spelling"),
    ),
    "comma between": (each("victims", "services", replaced(";", ", ")), Same("exact spelling")),
    "lines between": (each("victims", "services", replaced(";", "\n")), Same()),
    "small pseudonym": (each("victims", "victim_id", str.lower), Same()),
    "decimal comma": (each("training", "pre_mean_score", replaced(".", ",")), Same("decimal comma")),
    "percent": (each("training", "post_mean_score", lambda cell: f"{cell} %"), Same("out of 100")),
    "quarter": (
        each("reintegration", "quarter", lambda cell: f"Quý {'I' * int(cell[-1])}/2023"),
        Same("in another form"),
    ),
    "name of the province": (put("cover", 2, "province", "Tỉnh Lạng Sơn"), Same()),
    "form D": (
        all_cells(lambda cell: unicodedata.normalize("NFD", cell.replace("lang-son-01", "Hữu Nghị"))),
        Same("form D"),
    ),
    "blank columns": (with_blank_columns, Same()),
    "blank column between": (with_a_blank_column_between, Same()),
    "row numbers": (with_row_numbers, Same("column of row numbers")),
    "row numbers that are none": (
        lambda grid: (with_row_numbers(grid), put("outreach", 2, "STT", "Trạm A")(grid)),
        Table("outreach", "is not known"),
    ),
    "columns in reverse": (reversed_columns, Same()),
    "title": (below_a_title, Same()),
    "blank rows": (lambda grid: grid["outreach"].insert(2, [""] * 7), Same()),
    "total": (append("outreach", "Tổng cộng", "", "29", "2064", "", "", "35"), Same("row of totals")),
    "total of a station": (
        lambda grid: grid["outreach"].insert(2, ["Cộng lang-son-01", "", "11", "1814", "", "", "30"]),
        Same("row of totals"),
    ),
    "station called total": (
        put("outreach", 3, "station_code", "Tổng Cọt"),
        Rows("outreach", (3,), "is not a station"),
    ),
    "total of stations": (
        append("outreach", "Cộng 2 đồn", "", "29", "2.064", "", "", "35"),
        Same("row of totals"),
    ),
    "one unit": (put("outreach", 3, "sessions", "8 buổi"), Rows("outreach", (3,), "has words beside")),
    "dash": (put("outreach", 3, "sessions", "-"), Rows("outreach", (3,), "0 if there were none")),
    "không": (put("outreach", 2, "women", "không"), Rows("outreach", (2,), "leave it blank")),
    "N/A": (each("outreach", "children", lambda _: "N/A"), Rows("outreach", (2,), "leave it blank")),
    "both separators": (
        both(put("outreach", 3, "participants", "2.310"), put("outreach", 2, "participants", "1,604")),
        Rows("outreach", (2, 3), "thousands or have decimals"),
    ),
    "separator and another decimal": (
        both(put("outreach", 3, "participants", "210.5"), put("outreach", 2, "participants", "1.604")),
        Rows("outreach", (2, 3), "thousands or have decimals"),
    ),
    "October without its zero": (
        put("outreach", 4, "month", "2023.1"),
        Rows("outreach", (4,), "could be January or October"),
    ),
    "both days exchanged": (
        both(put("training", 2, "start_date", "2023-05-06"), put("training", 2, "end_date", "2023-07-06")),
        Rows("training", (2,), "days after it with day and month exchanged"),
    ),
    "number of a later year": (
        put("victims", 2, "victim_id", "LANG-SON-2024-V001"),
        Rows("victims", (2,), "is of a later year than this return"),
    ),
    "case of a later year": (
        put("victims", 2, "case_id", "LANG-SON-2024-001"),
        Rows("victims", (2,), "is of a later year than this return"),
    ),
    "code made a day": (
        put("victims", 2, "age_band", "17-Dec"),
        Rows("victims", (2,), "Excel makes one of a value such as 12-17"),
    ),
    "index of pandas": (with_pandas_index, Same("column of row numbers")),
    "command": (put("cover", 2, "province", "Bộ Chỉ huy BĐBP tỉnh Lạng Sơn"), Same("exact spelling")),
    "cover as a form": (cover_as_a_form, Nothing("stand one below the other")),
    "remarks without any": (
        lambda grid: (
            [row.append("" if at else "Ghi chú") for at, row in enumerate(grid["outreach"])] and None
        ),
        Same("without anything below their heading"),
    ),
    "units": (second_header("", "", "buổi", "lượt người", "", "", "tờ"), Same("is a row of units")),
    "units of thousands": (
        second_header("", "", "buổi", "nghìn người", "%", "%", "tờ"),
        Table("outreach", "is a heading of percentages, hundreds or thousands"),
    ),
    "title of hundreds": (
        lambda grid: grid["outreach"].insert(0, ["Đơn vị tính: trăm lượt người", "Bộ đội", *[""] * 5]),
        Table("outreach", "not counted one by one"),
    ),
    "title of shares": (
        lambda grid: grid["outreach"].insert(0, ["Đơn vị: %", "Bộ đội", *[""] * 5]),
        Table("outreach", "not counted one by one"),
    ),
    "title with a place like a number": (
        lambda grid: grid["outreach"].insert(0, ["Đơn vị: Vạn Gia; in 2 languages", "Bộ đội", *[""] * 5]),
        Same(),
    ),
    "decimals": (put("outreach", 3, "sessions", "8.5"), Rows("outreach", (3,), "is not a whole number")),
    "thousands or decimals": (
        both(put("outreach", 3, "participants", "210.0"), put("outreach", 2, "participants", "1.604")),
        Rows("outreach", (2,), "thousands or have decimals"),
    ),
    "in words": (put("outreach", 3, "sessions", "tám"), Rows("outreach", (3,), "is not a whole number")),
    "negative": (put("outreach", 3, "sessions", "-8"), Rows("outreach", (3,), "is negative")),
    "more women": (put("outreach", 3, "women", "211"), Rows("outreach", (3,))),
    "percent of a count": (put("outreach", 3, "sessions", "8%"), Rows("outreach", (3,), "is a percentage")),
    "TCVN3": (
        each("outreach", "station_code", replaced("lang-son-01", "H÷u NghÞ")),
        Rows("outreach", FIRST, "TCVN3"),
    ),
    "VNI": (
        each("outreach", "station_code", replaced("lang-son-01", "Höõu Nghò")),
        Rows("outreach", FIRST, "VNI"),
    ),
    "other station": (put("outreach", 3, "station_code", "cao-bang-01"), Rows("outreach", (3,))),
    "other year": (put("outreach", 3, "month", "2022-01"), Rows("outreach", (3,), "outside the months")),
    "no month in it": (
        put("outreach", 3, "month", "Tháng … năm 2023"),
        Rows("outreach", (3,), "is not a month"),
    ),
    "two days": (
        put("materials", 2, "date", "06/07/2023"),
        Rows("materials", (2,), "day/month or month/day"),
    ),
    "two orders": (
        both(put("interceptions", 2, "date", "03/14/2023"), put("interceptions", 3, "date", "31/12/2023")),
        Rows("interceptions", (2,), "has the month before the day"),
    ),
    "two zones": (
        put("materials", 2, "date", "2023-06-06T18:00:00Z"),
        Rows("materials", (2,), "another in Viet Nam"),
    ),
    "misspelt": (
        put("interceptions", 2, "border", "Chna"),
        Rows("interceptions", (2,), "as the column's list has it"),
    ),
    "row twice": (
        lambda grid: grid["outreach"].append(list(grid["outreach"][3])),
        Rows("outreach", (4, 5), "keep one of these rows"),
    ),
    "signature": (append("outreach", "Người lập biểu", "", "", "Chỉ huy", "", "", ""), Same()),
    "notes and a signature": (
        lambda grid: grid["outreach"].extend(
            [
                [""] * 7,
                ["Ghi chú: số liệu tháng 2 là sơ bộ", *[""] * 6],
                ["", "", "Lạng Sơn, ngày 20 tháng 01 năm 2024", *[""] * 4],
                [*[""] * 4, "(Đã ký)", "", ""],
            ]
        ),
        Same("the row is not data"),
    ),
    "header again": (
        lambda grid: grid["outreach"].insert(2, [name.upper() for name in grid["outreach"][0]]),
        Same("repeats the headings"),
    ),
    "another table below": (
        lambda grid: grid["outreach"].extend([*row, "", ""] for row in grid["materials"]),
        Same("has the headings of another table"),
    ),
    "another order of columns below": (
        lambda grid: grid["outreach"].extend([row[::-1] for row in grid["outreach"]]),
        Same("has the headings of another table"),
    ),
    "row above the header": (header_below, Rows("outreach", (1,), "stands above the header")),
    "column missing": (without("outreach", "sessions"), Table("outreach", "the column is missing")),
    "column unknown": (with_column("outreach", "seen"), Table("outreach", "is not known")),
    "column twice": (with_column("outreach", "sessions"), Table("outreach", "given twice")),
    "name": (put("victims", 2, "victim_id", "Trần Thị Mẫu"), Table("victims", "a person's name")),
    "name that is a commune": (put("victims", 2, "victim_id", "le hoa"), Table("victims", "a person's name")),
    "other province": (put("cover", 2, "province", "cao-bang"), Nothing("is a workbook of")),
    "other cover year": (put("cover", 2, "year", "2022"), Nothing("is a workbook of")),
    "no province": (put("cover", 2, "province", "Lang Sown"), Nothing("is no province")),
    "no year": (put("cover", 2, "year", "1999"), Nothing("not a year")),
}


DATES_OF_A_BOOK = ("zone",)


# -- ways to write it


def csv_text(rows: list[list[Any]], separator: str = ",", end: str = "\n", *, quote: bool = False) -> str:
    target = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if quote else csv.QUOTE_MINIMAL
    csv.writer(target, delimiter=separator, lineterminator=end, quoting=quoting).writerows(rows)
    return target.getvalue()


def labelled(rules: Rulebook, table: str, rows: list[list[Any]], language: str) -> list[list[Any]]:
    columns = rules.tables[table].columns
    header = [getattr(columns[name].label, language) if name in columns else name for name in rows[0]]
    return [header, *rows[1:]]


Encode = Callable[[list[list[Any]]], bytes]
CSV: dict[str, tuple[Encode, str]] = {
    "as it is": (lambda rows: csv_text(rows).encode(), ""),
    "semicolons": (lambda rows: csv_text(rows, ";").encode(), "separated by ';'"),
    "tabs": (lambda rows: csv_text(rows, "\t").encode(), "separated by tabs"),
    "bars": (lambda rows: csv_text(rows, "|").encode(), "separated by '|'"),
    "sep=": (lambda rows: b"sep=;\r\n" + csv_text(rows, ";", "\r\n").encode(), "separated by ';'"),
    "Windows lines": (lambda rows: csv_text(rows, end="\r\n").encode(), ""),
    "old Mac lines": (lambda rows: csv_text(rows, end="\r", quote=True).encode(), ""),
    "mark of UTF-8": (lambda rows: csv_text(rows).encode("utf-8-sig"), ""),
    "UTF-16": (lambda rows: csv_text(rows, "\t").encode("utf-16"), "was read as utf-16"),
    "UTF-16, big end": (lambda rows: b"\xfe\xff" + csv_text(rows).encode("utf-16-be"), "was read as utf-16"),
    "UTF-16 without mark": (lambda rows: csv_text(rows, ";").encode("utf-16-le"), "was read as utf-16"),
    "all in quotation marks": (lambda rows: csv_text(rows, quote=True).encode(), ""),
    "blanks before quotation marks": (
        lambda rows: "\n".join(", ".join(f'"{cell}"' for cell in row) for row in rows).encode(),
        "",
    ),
    "each line as one cell": (
        lambda rows: csv_text([[csv_text([row])[:-1]] for row in rows], quote=True).encode(),
        "each line was one cell",
    ),
    "each cell as a text of Excel": (
        lambda rows: csv_text([[f'="{cell}"' for cell in row] for row in rows], ";").encode(),
        "were read as that text",
    ),
    "blank lines at the end": (lambda rows: csv_text(rows).encode() + b",,,\n\n;;\n"[:5], ""),
}  # fmt: skip
BAD_CSV: dict[str, Encode] = {
    "another code page": lambda rows: csv_text(rows).replace("lang-son", "l×ng").encode("latin-1"),
    "UTF-16 cut off": lambda rows: csv_text(rows).encode("utf-16")[:-1],
    "open quotation mark": lambda rows: csv_text(rows).encode() + b'"lang-son-02,2023-02',
    "binary": lambda rows: bytes(range(1, 256)) * 3,
}


def write_csv(folder: Path, grid: Grid, encode: Encode) -> Path:
    folder.mkdir(parents=True)
    for table, rows in grid.items():
        (folder / f"{table}.csv").write_bytes(encode(rows))
    return folder


def write_book(
    path: Path,
    grid: Grid,
    rules: Rulebook,
    finish: Callable[[Any, Mapping[str, Any]], None] | None = None,
    **options: Any,
) -> Path:
    """A workbook as people fill it in: numbers as numbers, whole ISO dates as dates."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(
        path, {"default_date_format": "dd/mm/yyyy", "strings_to_formulas": False, **options}
    ) as book:
        sheets = {}
        for table, rows in grid.items():
            sheets[table] = sheet = book.add_worksheet(sheet_name(rules.tables[table]))
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if re.fullmatch(r"[0-9]+(\.5)?", cell):
                        sheet.write_number(at, column, float(cell))
                    elif re.fullmatch(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}", cell):
                        sheet.write_datetime(at, column, datetime.fromisoformat(cell))
                    elif cell:
                        sheet.write_string(at, column, cell)
        if finish:
            finish(book, sheets)
    return path


def formats(
    table: str, row: int, column: int, value: float, code: str
) -> Callable[[Any, Mapping[str, Any]], None]:
    return lambda book, sheets: sheets[table].write_number(
        row - 1, column - 1, value, book.add_format({"num_format": code})
    )


BOOKS: dict[str, tuple[Callable[[Any, Mapping[str, Any]], None] | None, dict[str, Any], Outcome]] = {
    "numbers and dates": (None, {}, Same()),
    "dates since 1904": (None, {"date_1904": True}, Same()),
    "hidden row": (
        lambda _, sheets: sheets["outreach"].set_row(2, options={"hidden": True}),
        {},
        Same("hidden rows"),
    ),
    "hidden column": (
        lambda _, sheets: sheets["outreach"].set_column(2, 2, 9, None, {"hidden": True}),
        {},
        Same("hidden columns"),
    ),
    "hidden sheet": (lambda _, sheets: sheets["victims"].hide(), {}, Same("the sheet is hidden")),
    "filter": (lambda _, sheets: sheets["outreach"].autofilter("A1:G4"), {}, Same()),
    "formula": (lambda _, sheets: sheets["outreach"].write_formula("C3", "=4+4", None, 8), {}, Same()),
    "formula without result": (
        lambda _, sheets: sheets["outreach"].write_formula("C3", "=4+4", None, ""),
        {},
        Rows("outreach", (3,)),
    ),
    "error": (
        lambda _, sheets: sheets["outreach"].write_formula("C3", "=1/0", None, "#DIV/0!"),
        {},
        Rows("outreach", (3,)),
    ),
    "boolean": (
        lambda _, sheets: sheets["outreach"].write_boolean("C3", True),
        {},
        Rows("outreach", (3,), "yes (TRUE)"),
    ),
    "percent": (formats("training", 2, 9, 0.485, "0.0%"), {}, Same("out of 100")),
    "thousands": (
        formats("outreach", 2, 4, 1604000, "0,"),
        {},
        Rows("outreach", (2,), "another number than is stored"),
    ),
    "text of a format": (formats("outreach", 3, 3, 8, '0 "trăm"'), {}, Rows("outreach", (3,), "adds text")),
    "unit of a format": (formats("outreach", 3, 3, 8, '0 "buổi"'), {}, Same("read without the unit")),
    "comma in a number": (formats("outreach", 2, 4, 1604, "#,##0"), {}, Same()),
    "date as a number": (
        formats("interceptions", 2, 1, 44999, "General"),
        {},
        Rows("interceptions", (2,), "number of a day"),
    ),
    "another sheet": (
        lambda book, _: book.add_worksheet("Ghi chú").write("A1", "gửi muộn"),
        {},
        Same("no table of a return"),
    ),
}


# -- what comes of it


def judged(rules: Rulebook, path: Path) -> Judged | Nobodys:
    (arrival,) = find_arrivals([path])
    read = read_arrival(rules, arrival)
    return read if isinstance(read, Nobodys) else judge_return(rules, read)


def records(rules: Rulebook, return_: Judged | Nobodys) -> dict[str, list[tuple[object, ...]]]:
    """Table -> its records, each with all values that a cell held."""
    if isinstance(return_, Nobodys):
        return {}
    return {
        table: list(zip(*(values[column] for column in rules.tables[table].columns), strict=True))
        for table, values in return_.records.items()
    }


def holds(rules: Rulebook, grid: Grid, found: Judged | Nobodys, outcome: Outcome) -> None:
    """Whether a return came to what it should: nothing else, and nothing lost or untold."""
    told = "\n".join(map(str, found.told))
    assert outcome.told in told
    assert all(note.to("vi") for note in found.told)
    own = records(rules, found)
    if isinstance(outcome, Nothing):
        assert not any(own.values()) and any(each.is_mistake for each in found.told)
        return
    assert isinstance(found, Judged), told
    expected = {table: list(rows) for table, rows in GOOD.items()}
    if isinstance(outcome, Rows):
        data = [at for at, row in enumerate(grid[outcome.table], 1) if any(row)]
        header = next(
            at
            for at, row in enumerate(grid[outcome.table], 1)
            if {"station_code", "date", "start_date"} & {*row}
        )
        data = [at for at in data if at != header]
        kept = [row for at, row in zip(data, GOOD[outcome.table], strict=False) if at not in outcome.rows]
        expected[outcome.table] = kept
        named = {each.row for each in found.told if each.is_mistake and each.row}
        assert named == set(outcome.rows), told
    elif isinstance(outcome, Table):
        expected[outcome.table] = []
        assert any(each.is_mistake for each in found.told)
    else:
        mistakes = [str(each) for each in found.told if each.is_mistake]
        assert [each for each in mistakes if not any(said in each for said in NO_DATA)] == []
    assert own == expected, told
    for file in found.files:
        assert file.rows_accepted + file.rows_rejected + file.rows_left_out == file.rows_seen
        lost = len(grid[file.table]) - 1 - sum(not any(row) for row in grid[file.table]) - file.rows_seen
        assert lost in (0, 1 if "Bộ đội" in str(grid[file.table][0]) else 0), f"a row of {file.table} is lost"


GOOD: dict[str, list[tuple[object, ...]]] = {}
"""The records of the good return; the next fixture fills it in."""


@pytest.fixture(scope="module", autouse=True)
def good(rules: Rulebook, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = write_csv(tmp_path_factory.mktemp("good") / "sent", good_grid(), CSV["as it is"][0])
    GOOD.update(records(rules, judged(rules, folder)))
    assert {table: len(rows) for table, rows in GOOD.items()} == {
        table: len(rows) - 1 for table, rows in good_grid().items()
    }


def changed(name: str) -> tuple[Grid, Outcome]:
    change, outcome = CELLS[name]
    grid = good_grid()
    change(grid)
    return grid, outcome


@pytest.mark.parametrize("name", CELLS)
def test_change_in_csv_files(rules: Rulebook, tmp_path: Path, name: str) -> None:
    grid, outcome = changed(name)
    holds(rules, grid, judged(rules, write_csv(tmp_path / "sent", grid, CSV["as it is"][0])), outcome)


@pytest.mark.parametrize("name", CELLS)
def test_change_in_a_workbook(rules: Rulebook, tmp_path: Path, name: str) -> None:
    grid, outcome = changed(name)
    if isinstance(outcome, Table) and "a person's name" in outcome.told:
        outcome = Nothing(outcome.told)  # one name stops all sheets
    notes = replace(outcome, told="") if name in DATES_OF_A_BOOK else outcome
    holds(rules, grid, judged(rules, write_book(tmp_path / "sent.xlsx", grid, rules)), notes)


@pytest.mark.parametrize("name", CSV)
@pytest.mark.parametrize("language", ["", "en", "vi"])
def test_csv_file_of_each_maker(rules: Rulebook, tmp_path: Path, name: str, language: str) -> None:
    encode, told = CSV[name]
    grid = good_grid()
    if language:
        grid = {table: labelled(rules, table, rows, language) for table, rows in grid.items()}
    holds(rules, grid, judged(rules, write_csv(tmp_path / "sent", grid, encode)), Same(told))


def test_csv_file_of_a_vietnamese_windows(rules: Rulebook, tmp_path: Path) -> None:
    grid = {table: labelled(rules, table, rows, "vi") for table, rows in good_grid().items()}
    grid["outreach"][1][0] = "Hữu Nghị"
    folder = write_csv(tmp_path / "sent", grid, lambda rows: in_windows_1258(csv_text(rows, ";")))
    holds(rules, grid, judged(rules, folder), Same("was read as windows-1258"))


def in_windows_1258(text: str) -> bytes:
    """As Windows writes it: letters with hats as they are, tones behind them."""
    apart = unicodedata.normalize("NFD", text)
    for letter in "aeouAEOU":
        for mark in "\u0302\u0306\u031b":
            apart = apart.replace(letter + mark, unicodedata.normalize("NFC", letter + mark))
            for tone in "\u0323":
                apart = apart.replace(
                    letter + tone + mark, unicodedata.normalize("NFC", letter + mark) + tone
                )
    return apart.replace("đ", "đ").encode("cp1258")


@pytest.mark.parametrize("names", [str.upper, str.capitalize, "label"])
def test_csv_file_by_other_names(rules: Rulebook, tmp_path: Path, names: Any) -> None:
    folder = write_csv(tmp_path / "sent", good_grid(), CSV["as it is"][0])
    for table in TABLES:
        new = rules.tables[table].label.vi if names == "label" else names(table)
        (folder / f"{table}.csv").rename(folder / f"{new}.CSV")
    holds(rules, good_grid(), judged(rules, folder), Same())


def test_two_headers_as_the_template_has_them(rules: Rulebook, tmp_path: Path) -> None:
    grid = good_grid()
    both = {
        table: [labelled(rules, table, rows, "vi")[0], *labelled(rules, table, rows, "en")]
        for table, rows in grid.items()
    }
    holds(
        rules,
        grid,
        judged(rules, write_csv(tmp_path / "sent", both, CSV["semicolons"][0])),
        Same("separated by"),
    )


@pytest.mark.parametrize("name", BAD_CSV)
def test_csv_file_that_cannot_be_read_is_one_message(rules: Rulebook, tmp_path: Path, name: str) -> None:
    folder = write_csv(tmp_path / "sent", good_grid(), CSV["as it is"][0])
    rows = good_grid()["outreach"]
    (folder / "outreach.csv").write_bytes(BAD_CSV[name](rows))
    found = judged(rules, folder)
    assert records(rules, found) == GOOD | {"outreach": []}
    assert [each.file.endswith("outreach.csv") for each in found.told if each.is_mistake] == [True]


def test_table_in_two_files_is_refused(rules: Rulebook, tmp_path: Path) -> None:
    folder = write_csv(tmp_path / "sent", good_grid(), CSV["as it is"][0])
    (folder / "Tuyên truyền.csv").write_bytes((folder / "outreach.csv").read_bytes())
    found = judged(rules, folder)
    assert records(rules, found) == GOOD | {"outreach": []}
    assert ["is the second file" in str(each) for each in found.told if each.is_mistake] == [True]


@pytest.mark.parametrize("name", BOOKS)
def test_workbook_of_each_kind(rules: Rulebook, tmp_path: Path, name: str) -> None:
    finish, options, outcome = BOOKS[name]
    path = write_book(tmp_path / "sent.xlsx", good_grid(), rules, finish, **options)
    holds(rules, good_grid(), judged(rules, path), outcome)


def test_total_of_formulas_without_results_is_one_message(rules: Rulebook, tmp_path: Path) -> None:
    def finish(_: Any, sheets: Mapping[str, Any]) -> None:
        sheets["outreach"].write_string("A5", "Tổng cộng")
        for column in "CDEFG":
            sheets["outreach"].write_formula(f"{column}5", f"=SUM({column}2:{column}4)", None, "")
            sheets["interceptions"].write_formula(f"{column}4", "=1+1", None, "")

    found = judged(rules, write_book(tmp_path / "sent.xlsx", good_grid(), rules, finish))
    assert records(rules, found) == GOOD
    told = [str(each) for each in found.told]
    assert sum("row of totals" in each for each in told) == 1
    assert sum("row of formulas without a result" in each for each in told) == 1
    assert len(told) == 2


def test_strict_workbook_is_read(rules: Rulebook, tmp_path: Path) -> None:
    """Excel's 'Strict Open XML' has other addresses of its namespaces, and dates as text."""
    path = write_book(tmp_path / "usual.xlsx", good_grid(), rules)
    strict = tmp_path / "sent" / "strict.xlsx"
    strict.parent.mkdir()
    addresses = (
        (
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
        (
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    )
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(strict, "w") as after:
        for entry in before.infolist():
            part = before.read(entry)
            for usual, other in addresses:
                part = part.replace(usual, other)
            after.writestr(entry.filename, part)
    holds(rules, good_grid(), judged(rules, strict), Same())


PAIRS = 80


def touched(name: str) -> set[str]:
    grid, good = changed(name)[0], good_grid()
    return {table for table in TABLES if grid[table] != good[table]}


def pairs() -> list[tuple[str, str, str]]:
    """Two changes that leave the records as they are, of different tables or one of all, and a way to write CSV."""
    rng = random.Random(16)
    same = [name for name, (_, outcome) in CELLS.items() if isinstance(outcome, Same) and name != "signature"]
    found: dict[tuple[str, str, str], None] = {}
    while len(found) < PAIRS:
        first, second = rng.sample(same, 2)
        if len(touched(second)) == len(TABLES) or touched(first).isdisjoint(touched(second)):
            found[first, second, rng.choice(list(CSV))] = None
    return list(found)


@pytest.mark.parametrize(("first", "second", "form"), pairs())
def test_two_changes_together_come_to_the_same(
    rules: Rulebook, tmp_path: Path, first: str, second: str, form: str
) -> None:
    grid = changed(first)[0]
    CELLS[second][0](grid)
    folder = write_csv(tmp_path / "sent", grid, CSV[form][0])
    holds(rules, grid, judged(rules, folder), Same(CSV[form][1]))


def test_there_are_at_least_sixty_ways() -> None:
    assert len(CELLS) + len(CSV) + len(BAD_CSV) + len(BOOKS) >= 60
