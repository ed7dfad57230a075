"""One CSV file -> its cells as text, each row with its number. What the cells mean is judged in `checks`.

A fault of structure refuses the file, or the row where only a row is concerned. No message repeats an unknown
name in the header: in a file without a header the first row is somebody's record.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from helpers.errors import did_you_mean
from helpers.inputs.mistakes import Mistake

NO_HEADER = "there is no header row"
SAVE_AS = "save it again as 'CSV UTF-8 (comma delimited)'"


@dataclass(frozen=True)
class RawFile:
    """Text of a file's readable rows, in the order of the columns asked for.

    Cells are stripped and in Unicode normal form C; blank rows are no rows. `seen` counts rows with something
    in them, read or refused; it is 0 where the file cannot be told apart into rows.
    """

    numbers: tuple[int, ...] = ()
    cells: tuple[tuple[str, ...], ...] = ()
    seen: int = 0
    mistakes: tuple[Mistake, ...] = ()


def read_csv(content: bytes, shown_as: str, columns: Sequence[str]) -> RawFile:
    """The rows of a file with these columns, in any order. Faults are returned, never raised."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        start = fault.start + (3 if content.startswith(b"\xef\xbb\xbf") else 0)
        line = content.count(b"\n", 0, start) + 1
        return _refused(shown_as, None, f"byte {start + 1}, on line {line}, is not UTF-8", SAVE_AS)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines: list[tuple[int, tuple[str, ...]]] = []
    try:
        for number, line_cells in enumerate(reader, start=1):
            cells = tuple(cell.strip() for cell in line_cells)
            if any(cells):
                lines.append((number, cells))
    except csv.Error:
        reason = f"a quotation mark is out of place, or a cell is too long, up to line {reader.line_num}"
        return _refused(shown_as, None, reason, SAVE_AS)
    if not lines:
        return _refused(
            shown_as,
            None,
            "the file is empty",
            "write its header row; a table with nothing to report has that alone",
        )
    (header_row, header), *rows = lines
    if faults := _header_faults(shown_as, header_row, header, columns):
        return RawFile(seen=len(rows) + (faults[0].reason == NO_HEADER), mistakes=faults)
    ragged = tuple(
        _ragged(shown_as, number, len(row), len(header)) for number, row in rows if len(row) != len(header)
    )
    whole = [(number, row) for number, row in rows if len(row) == len(header)]
    order = [header.index(column) for column in columns]
    return RawFile(
        numbers=tuple(number for number, _ in whole),
        cells=tuple(tuple(row[position] for position in order) for _, row in whole),
        seen=len(rows),
        mistakes=ragged,
    )


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
        faults.append(
            replace(
                at,
                reason=reason,
                remedy=did_you_mean(name, near).removeprefix("; ") if near else "take it out",
            )
        )
    faults += [replace(at, column=name, reason="the column is missing", remedy="add it") for name in missing]
    return tuple(faults)


def _ragged(file: str, row: int, cells: int, wanted: int) -> Mistake:
    remedy = (
        "put a cell that holds a comma in quotation marks"
        if cells > wanted
        else "add the cells that are missing"
    )
    return Mistake(file, row, None, f"has {cells} cells where the header has {wanted}", remedy)


def _refused(file: str, row: int | None, reason: str, remedy: str) -> RawFile:
    return RawFile(mistakes=(Mistake(file, row, None, reason, remedy),))
