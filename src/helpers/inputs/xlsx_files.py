"""One workbook -> the cells of its sheets as text, each line with its number.

What a workbook may cost is bounded before anything is read: size, number of parts, size after unpacking, extent of
every sheet. A workbook beyond that, or a broken one, is refused with one message.
"""

from __future__ import annotations

import io
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from helpers.inputs.layout import Line
from helpers.inputs.mistakes import Mistake

MOST_BYTES = 30_000_000
MOST_UNPACKED = 300_000_000
MOST_PARTS = 500
MOST_ROWS = 100_000
MOST_COLUMNS = "AZ"
LONGEST_CELL = 2_000

_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml")
_FAR_COLUMN = re.compile(rb'r="(?:[B-Z][A-Z]|[A-Z]{3,})[0-9]')
_LAST_VALUE = re.compile(rb'r="[A-Z]{1,3}([0-9]{1,7})"')
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, OSError, ValueError, RuntimeError, EOFError)
_OLE = b"\xd0\xcf\x11\xe0"
_SAVE = "open it in Excel or LibreOffice and save it as an Excel workbook (.xlsx), without a password"
_CLEAN = "copy the sheets of the return into a new template, and send that"


def read_sheets(content: bytes, shown_as: str) -> dict[str, list[Line]] | Mistake:
    """Sheet -> its lines with something in them, in order of the sheets; hidden ones too. Or why there are none.

    Excel's dates become ISO dates; other numbers keep their digits; a formula counts with the value last computed.
    """
    if fault := _refusal(content):
        return Mistake(shown_as, None, None, *fault)
    try:
        from python_calamine import CalamineWorkbook  # only a command that reads workbooks needs it

        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return {
            sheet.name: _lines(workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False))
            for sheet in workbook.sheets_metadata
            if str(sheet.typ) == "SheetTypeEnum.WorkSheet"
        }
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # the reader is written in Rust: its panics are no Exception
        return Mistake(shown_as, None, None, "is not a workbook, or is broken", _SAVE)


def _refusal(content: bytes) -> tuple[str, str] | None:
    """Why a workbook is not read, and what to do; None where it may be."""
    if content.startswith(_OLE):
        return "is locked by a password, or is of an old format (.xls)", _SAVE
    if len(content) > MOST_BYTES:
        return f"is larger than {MOST_BYTES // 1_000_000} MB", _CLEAN
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            entries = parts.infolist()
            if len(entries) > MOST_PARTS:
                return f"has more than {MOST_PARTS} parts", _CLEAN
            if sum(entry.file_size for entry in entries) > MOST_UNPACKED or _grows_beyond(content, entries):
                return "is far larger unpacked than a return can be", _CLEAN
            for entry in entries:
                if _SHEET_PART.fullmatch(entry.filename) and (fault := _too_wide_or_long(parts.read(entry))):
                    return fault, _CLEAN
    except _BROKEN:
        return "is not a workbook, or is broken", _SAVE
    return None


def _grows_beyond(content: bytes, entries: list[zipfile.ZipInfo]) -> bool:
    """Whether a part unpacks to more than it says; only parts that could grow that far are tried."""
    for entry in entries:
        if entry.compress_type != zipfile.ZIP_DEFLATED or entry.compress_size * 1_032 <= MOST_UNPACKED:
            continue
        start = entry.header_offset + 30 + sum(struct.unpack_from("<HH", content, entry.header_offset + 26))
        unpack, size, rest = zlib.decompressobj(-15), 0, content[start : start + entry.compress_size]
        while rest and not unpack.eof:
            size += len(unpack.decompress(rest, 1_000_000))
            rest = unpack.unconsumed_tail
            if size > entry.file_size:
                return True
    return False


def _too_wide_or_long(part: bytes) -> str | None:
    if _FAR_COLUMN.search(part):
        return f"has cells beyond column {MOST_COLUMNS}"
    last = max(part.rfind(b"<v"), part.rfind(b"<is"), part.rfind(b"<f"))
    if last >= 0:
        rows = [int(row) for row in _LAST_VALUE.findall(part[max(0, last - 400) : last])]
        if rows and rows[-1] > MOST_ROWS:
            return f"has cells below row {MOST_ROWS:,}"
    return None


def _lines(rows: Sequence[Sequence[object]]) -> list[Line]:
    lines: list[Line] = []
    for number, row in enumerate(rows, start=1):
        cells = tuple([cell if cell == "" else _text(cell) for cell in row])
        if any(cells):
            lines.append((number, cells))
    return lines


def _text(cell: object) -> str:
    if isinstance(cell, str):
        text = cell.strip()[:LONGEST_CELL]
        return text if text.isascii() else unicodedata.normalize("NFC", text).strip()
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return _digits(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell) if isinstance(cell, (int, time, timedelta)) else ""


def _digits(number: float) -> str:
    """A number as text. One with decimals never looks like one with separators of thousands."""
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    text = f"{number:.10g}"
    return f"{text}0" if re.fullmatch(r"-?[0-9]{1,3}\.[0-9]{3}", text) else text
