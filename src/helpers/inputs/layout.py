"""Lines of cells -> the rows of one table: its header found, its columns in order, blank and total rows left out.

Lines come from `csv_files` or `xlsx_files`. A fault of structure refuses the file, or the row where only a row is
concerned. No message repeats an unknown name in the header: in a file without a header the first row is
somebody's record.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from helpers.errors import did_you_mean
from helpers.inputs.mistakes import Mistake
from helpers.inputs.names import fold, squeezed
from helpers.inputs.tables import Table

NO_HEADER = "there is no header row"
HEADER_WITHIN = 15  # lines of a sheet that may stand above its header
SAVE_AS = "save it again as 'CSV UTF-8 (comma delimited)'"
_TOTALS = {
    "tong", "tong cong", "tong so", "cong", "toan tinh", "total", "totals", "grand total", "sum",
    "tong tong cong", "tong cong total", "tong total", "cong total",
}  # fmt: skip
_NUMBER = re.compile(r"[-0-9.,%\s]+")

Line = tuple[int, tuple[str, ...]]


@dataclass(frozen=True)
class RawFile:
    """Text of a table's readable rows, in the order of the columns asked for.

    Blank rows are no rows. `seen` counts rows with something in them: read, refused, or left out; it is 0 where
    the file cannot be told apart into rows. `letters` are the columns' letters in a sheet.
    """

    numbers: tuple[int, ...] = ()
    cells: tuple[tuple[str, ...], ...] = ()
    seen: int = 0
    mistakes: tuple[Mistake, ...] = ()
    left_out: int = 0
    sheet: str | None = None
    letters: tuple[str, ...] = ()


def header_names(columns: Sequence[str], table: Table | None = None) -> dict[str, str]:
    """Every form of a column's name, squeezed -> the column."""
    names = {squeezed(name): name for name in columns}
    for name, column in table.columns.items() if table else ():
        en, vi = column.label.en, column.label.vi
        for form in (en, vi, f"{vi} {en}", f"{en} {vi}"):
            names.setdefault(squeezed(form), name)
    return names


def lay_out(
    lines: Sequence[Line],
    shown_as: str,
    columns: Sequence[str],
    names: Mapping[str, str],
    *,
    sheet: str | None = None,
) -> RawFile:
    """The rows of these columns, which may stand in any order. Faults are returned, never raised.

    Args:
        lines: numbered lines with something in them.
        shown_as: how messages name the file.
        columns: the columns wanted, in order.
        names: what the header may call them (`header_names`).
        sheet: the sheet's name, for a workbook; its header may then stand below a title, in one language or two.
    """
    if not lines:
        return RawFile(mistakes=(Mistake(shown_as, None, None, "the file is empty", _HEADER_ALONE, sheet),))
    at = _header_at(lines, names) if sheet is not None else 0
    header_row, written = lines[at]
    header = tuple(names.get(squeezed(name), name) for name in written)
    rows = list(lines[at + 1 :])
    if sheet is not None:
        while rows and _matches(rows[0][1], names) * 2 > len(
            set(columns)
        ):  # the header in the other language
            del rows[0]
        width = max(
            (i + 1 for _, row in [(0, header), *rows] for i, cell in enumerate(row) if cell), default=0
        )
        header = header[:width]
        rows = [(number, row[:width]) for number, row in rows]
    if faults := _header_faults(shown_as, header_row, header, columns):
        if sheet is not None:
            faults = tuple(replace(fault, sheet=sheet) for fault in faults)
        return RawFile(seen=len(rows) + (faults[0].reason == NO_HEADER), mistakes=faults, sheet=sheet)
    ragged = [
        _ragged(shown_as, number, len(row), len(header)) for number, row in rows if len(row) != len(header)
    ]
    whole = [(number, row) for number, row in rows if len(row) == len(header)]
    totals = [(number, row) for number, row in whole if _is_total(row)]
    if totals:
        whole = [line for line in whole if line not in totals]
        ragged += [
            Mistake(shown_as, number, None, "is a row of totals; it was not read", "", sheet, kind="left out")
            for number, _ in totals
        ]
    order = [header.index(column) for column in columns]
    return RawFile(
        numbers=tuple(number for number, _ in whole),
        cells=tuple(tuple(row[position] for position in order) for _, row in whole),
        seen=len(rows),
        mistakes=tuple(ragged),
        left_out=len(totals),
        sheet=sheet,
        letters=tuple(letter(position) for position in order) if sheet is not None else (),
    )


def letter(position: int) -> str:
    """A sheet's name for its column at a position from 0: A, B, ... Z, AA."""
    text = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        text = chr(65 + rest) + text
    return text


_HEADER_ALONE = "write its header row; a table with nothing to report has that alone"


def _matches(cells: Sequence[str], names: Mapping[str, str]) -> int:
    return len({names[form] for cell in cells if cell and (form := squeezed(cell)) in names})


def _header_at(lines: Sequence[Line], names: Mapping[str, str]) -> int:
    """The first line that names the most columns."""
    found = [_matches(cells, names) for _, cells in lines[:HEADER_WITHIN]]
    return found.index(max(found))


def _is_total(row: Sequence[str]) -> bool:
    """A row of totals says so in a cell of its own; the others are numbers or blank."""
    words = [cell for cell in row if cell and not (cell.isdigit() or _NUMBER.fullmatch(cell))]
    return len(words) == 1 and fold(words[0]) in _TOTALS


def _header_faults(
    file: str, row: int, header: tuple[str, ...], columns: Sequence[str]
) -> tuple[Mistake, ...]:
    at = Mistake(file, row, None, "", "")
    if len(header) == 1 and len(columns) > 1 and (";" in header[0] or "\t" in header[0]):
        sign = "';'" if ";" in header[0] else "tabs"
        return (replace(at, reason=f"cells are separated by {sign}, not by ','", remedy=SAVE_AS),)
    if not set(header) & set(columns):
        names = ", ".join(columns)
        return (replace(at, reason=NO_HEADER, remedy=f"make the first row: {names}"),)
    faults = [
        replace(at, column=name, reason="the column is given twice", remedy="keep one of them")
        for name in columns
        if header.count(name) > 1
    ]
    missing = [column for column in columns if column not in header]
    for position, name in enumerate(header, start=1):
        if name in columns:
            continue
        near = get_close_matches(name, missing, n=1)
        missing = [column for column in missing if column not in near]
        reason = f"the name of column {position} is " + ("not known" if name else "blank")
        remedy = did_you_mean(name, near).removeprefix("; ") if near else "take it out"
        faults.append(replace(at, reason=reason, remedy=remedy))
    faults += [replace(at, column=name, reason="the column is missing", remedy="add it") for name in missing]
    return tuple(faults)


def _ragged(file: str, row: int, cells: int, wanted: int) -> Mistake:
    remedy = (
        "put a cell that holds a comma in quotation marks"
        if cells > wanted
        else "add the cells that are missing"
    )
    return Mistake(file, row, None, f"has {cells} cells where the header has {wanted}", remedy)
