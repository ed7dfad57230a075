"""One CSV file -> its cells as text, each line with its number. What they mean is found in `layout` and `checks`."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Mapping, Sequence

from helpers.inputs.layout import SAVE_AS, Line, RawFile, header_names, lay_out
from helpers.inputs.mistakes import Mistake


def read_csv(
    content: bytes, shown_as: str, columns: Sequence[str], names: Mapping[str, str] | None = None
) -> RawFile:
    """The rows of a file with these columns, in any order. Faults are returned, never raised."""
    lines = csv_lines(content, shown_as)
    if isinstance(lines, Mistake):
        return RawFile(mistakes=(lines,))
    return lay_out(lines, shown_as, columns, header_names(columns) if names is None else names)


def csv_lines(content: bytes, shown_as: str) -> list[Line] | Mistake:
    """The lines with something in them, cells stripped and in Unicode normal form C; or why there are none."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        start = fault.start + (3 if content.startswith(b"\xef\xbb\xbf") else 0)
        line = content.count(b"\n", 0, start) + 1
        return Mistake(shown_as, None, None, f"byte {start + 1}, on line {line}, is not UTF-8", SAVE_AS)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines: list[Line] = []
    try:
        for number, line_cells in enumerate(reader, start=1):
            cells = tuple(cell.strip() for cell in line_cells)
            if any(cells):
                lines.append((number, cells))
    except csv.Error:
        reason = f"a quotation mark is out of place, or a cell is too long, up to line {reader.line_num}"
        return Mistake(shown_as, None, None, reason, SAVE_AS)
    return lines
