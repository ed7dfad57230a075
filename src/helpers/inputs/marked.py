"""Mistakes -> a workbook for the province: the list, and its own sheets with each bad cell marked and commented.

Files that hold personal data are listed but not copied.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from helpers.errors import OutputError
from helpers.inputs.csv_files import csv_lines
from helpers.inputs.layout import Line, letter
from helpers.inputs.mistakes import Mistake
from helpers.inputs.reading import Arrival
from helpers.inputs.xlsx_files import read_sheets
from helpers.paths import Project

_HEADS = (
    "Tệp / File",
    "Trang tính / Sheet",
    "Ô / Cell",
    "Cột / Column",
    "Lỗi / Mistake",
    "Cần làm / What to do",
)
_WIDTHS = (34, 26, 10, 20, 60, 60)


def write_marked(
    project: Project, arrivals: Iterable[Arrival], mistakes: Sequence[Mistake], path: Path
) -> None:
    """Write the list of mistakes, and a copy of every sheet that has one.

    Raises:
        OutputError: the file cannot be written.
    """
    try:
        book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
        book.set_properties({"created": datetime(2000, 1, 1), "title": "Mistakes in a return"})
        head = book.add_format({"bold": True, "bg_color": "#1B3A57", "font_color": "#FFFFFF"})
        bad = book.add_format({"bg_color": "#F6C7C1", "border": 1, "border_color": "#B3261E"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        listed = book.add_worksheet("Lỗi - Mistakes")
        listed.freeze_panes(1, 0)
        listed.write_row(0, 0, _HEADS, head)
        for at, width in enumerate(_WIDTHS):
            listed.set_column(at, at, width, wrap)
        for row, each in enumerate(mistakes, start=1):
            place = each.cell or (f"{each.row}" if each.row else "")
            listed.write_row(
                row, 0, [each.file, each.sheet or "", place, each.column or "", each.reason, each.remedy]
            )
        private = {each.file for each in mistakes if each.kind == "personal data"}
        for arrival in arrivals:
            for file in arrival.files:
                shown = project.show(file)
                own = [each for each in mistakes if each.file == shown and each.row]
                if own and shown not in private:
                    _copy(book, file, shown, own, bad)
        book.close()
    except (OSError, xlsxwriter.exceptions.FileCreateError):
        raise OutputError(
            f"{path.name}: cannot be written; check the folder, and whether the file is open"
        ) from None


def _copy(book: Any, file: Path, shown: str, mistakes: Sequence[Mistake], bad: Any) -> None:
    sheets: Mapping[str, Sequence[Line]]
    if file.suffix.lower() == ".xlsx":
        read = read_sheets(file.read_bytes(), shown)
        sheets = {} if isinstance(read, Mistake) else read
    else:
        rows = csv_lines(file.read_bytes(), shown)
        sheets = {} if isinstance(rows, Mistake) else {"": rows}
    for name, lines in sheets.items():
        marks = [each for each in mistakes if (each.sheet or "") == name]
        if not marks:
            continue
        sheet = book.add_worksheet(_free_name(book, name or file.stem))
        comments = _comments(lines, marks)
        for number, cells in lines:
            for at, cell in enumerate(cells):
                text = comments.get((number, at))
                if cell or text:
                    sheet.write_string(number - 1, at, cell, bad if text else None)
                if text:
                    sheet.write_comment(number - 1, at, text, {"x_scale": 2.5, "author": "workbook check"})


def _comments(lines: Sequence[Line], mistakes: Sequence[Mistake]) -> dict[tuple[int, int], str]:
    """What to write beside each bad cell; a mistake of a whole row stands beside the row's first cell."""
    heads = {cell: at for at, cell in reversed(list(enumerate(lines[0][1])))} if lines else {}
    found: dict[tuple[int, int], str] = {}
    for each in mistakes:
        at = _column(each.cell) if each.cell else heads.get(each.column or "", 0)
        place = int(each.row or 1), at
        found[place] = "\n".join(filter(None, [found.get(place), f"{each.reason}; {each.remedy}"]))
    return found


def _column(cell: str) -> int:
    letters = cell.rstrip("0123456789")
    return next(at for at in range(18_278) if letter(at) == letters)


def _free_name(book: Any, name: str) -> str:
    taken = {sheet.get_name().casefold() for sheet in book.worksheets()}
    wanted, number = name[:28], 1
    while wanted.casefold() in taken:
        number += 1
        wanted = f"{name[:27]} {number}"
    return wanted
