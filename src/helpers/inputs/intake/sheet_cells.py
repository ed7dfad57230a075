"""The bytes of a workbook -> its cells as text, each line with its number.

What a workbook may cost is bounded before anything is read: size, number of parts, size after unpacking, extent of
every sheet. A workbook beyond that, or a broken one, is refused with one message. What cells mean is found later.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from helpers.inputs.intake.cell_addresses import Merged, letter
from helpers.inputs.intake.cell_styles import (
    SheetLooks,
    Styles,
    has_place_twice,
    looks_of,
    styles_in,
    with_places,
)
from helpers.inputs.intake.cell_texts import as_text, is_unusual
from helpers.inputs.intake.comment_texts import Remark, remarks_in, sheet_parts
from helpers.inputs.intake.file_kinds import OLD_WORKBOOK, SEND_TABLE, is_text, kind_of
from helpers.inputs.intake.formula_errors import Odd, odd_cells, put_in
from helpers.inputs.intake.rich_text import Runs, rich_cells, shared_runs
from helpers.inputs.mistakes import Mistake, Phrase, counted, say

Line = tuple[int, tuple[str, ...]]

MOST_BYTES = 30_000_000
MOST_UNPACKED = 300_000_000
MOST_PARTS = 500
MOST_ROWS = 100_000
MOST_COLUMNS = "AZ"
MOST_MERGED = 1_000  # that are told as such

SAVE_AS_XLSX = say(
    "open it in Excel or LibreOffice and save it as an Excel workbook (.xlsx), without a password"
)
_STYLES, _SHARED = "xl/styles.xml", "xl/sharedstrings.xml"
_SHEET_PART = re.compile(rb"<(?:\w+:)?worksheet[\s>]")
_BEGINNING = 4_000  # bytes within which a sheet's part says what it is
_CDATA = b"<![CDATA["  # the reader of cells takes it for nothing
_FAR = re.compile(rb"""r=["'](?:[B-Z][A-Z]|[A-Z]{3}|A?[A-Z][0-9]{6})""")  # either of the two that follow
_FAR_COLUMN = re.compile(rb"""r=["'](?:[B-Z][A-Z]|[A-Z]{3,})[0-9]""")
_FAR_ROW = re.compile(rb"""r=["']A?[A-Z]([0-9]{6,})["'][^>/]*>\s*<(?:\w+:)?(?:v|is|f)\b""")
_BROKEN = (
    SyntaxError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    ValueError,
    RuntimeError,
    EOFError,
)
_IS_BROKEN = say("is not a workbook, or is broken"), SAVE_AS_XLSX
_NO_BYTE = say("is empty: it has no byte"), say("send it again; it may have been lost on its way")
_CLEAN = say("copy the sheets of the return into a new template, and send that")
_TOO_LARGE = say("is far larger unpacked than a return can be"), _CLEAN
JOINED = say("letters and their marks were written apart (Unicode form D); they were joined")
USUAL_SIGNS = say("signs that cannot be seen were left out, or signs of full width read as the usual ones")


def words_of(lines: Iterable[Line]) -> frozenset[str]:
    """Each different cell of the lines."""
    return frozenset(chain.from_iterable([cells for _, cells in lines]))


@dataclass(frozen=True)
class Sheets:
    """Sheet -> its lines with something in them, in order of the sheets; hidden ones too.

    `words` are a sheet's different cells, `merged` its merged ones: row and column of the first and the last, from 0.
    `notes` tell, by sheet, of unusual letters that were read as the usual ones. `remarks`: what is said beside cells.
    `looks` tell which rows and columns are hidden, `narrow` which columns are too narrow for their numbers, `tabs` of
    each sheet, charts included, whether it is visible.
    """

    lines: dict[str, list[Line]]
    words: dict[str, frozenset[str]]
    notes: tuple[tuple[str, Phrase], ...] = ()
    merged: dict[str, tuple[Merged, ...]] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    looks: dict[str, SheetLooks] = field(default_factory=dict)
    tabs: dict[str, bool] = field(default_factory=dict)
    narrow: dict[str, frozenset[int]] = field(default_factory=dict)


def workbook_lines(content: bytes, shown_as: str) -> Sheets | Mistake:
    """The sheets of a workbook; or why there are none.

    Excel's dates become ISO dates; other numbers keep their digits; a formula counts with the value last computed;
    where there is none, and for an error, stands what formula_errors.py says of it; a cell that shows something else
    than is stored says both, as formatted_values.py has it.
    """
    if not content:
        return Mistake(shown_as, None, None, *_NO_BYTE)
    odd: dict[str, list[Odd]] = {}
    looks: dict[str, SheetLooks] = {}
    if fault := _refusal(content, odd, looks):
        return Mistake(shown_as, None, None, *fault)
    try:
        from python_calamine import CalamineWorkbook  # only a command that reads workbooks needs it

        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        lines: dict[str, list[Line]] = {}
        words: dict[str, frozenset[str]] = {}
        merged: dict[str, tuple[Merged, ...]] = {}
        own: dict[str, SheetLooks] = {}
        narrow: dict[str, frozenset[int]] = {}
        tabs = {sheet.name: str(sheet.visible).endswith(".Visible") for sheet in workbook.sheets_metadata}
        notes: dict[tuple[str, Phrase], None] = {}
        parts = sheet_parts(content) if odd or any(look != SheetLooks() for look in looks.values()) else {}
        for sheet in workbook.sheets_metadata:
            if str(sheet.typ) == "SheetTypeEnum.WorkSheet":
                found = workbook.get_sheet_by_name(sheet.name)
                rows = found.to_python(skip_empty_area=False)
                merged[sheet.name] = tuple((found.merged_cell_ranges or [])[:MOST_MERGED])
                cells, words[sheet.name], apart, unusual = as_text(rows)
                notes |= dict.fromkeys([("", JOINED)] * apart)
                if unusual:
                    notes[sheet.name, _with_usual_signs(rows)] = None
                part = parts.get(sheet.name, "")
                own[sheet.name] = look = looks.get(part, SheetLooks())
                if other := [*look.texts(rows, cells), *odd.get(part, ())]:
                    cells = put_in(cells, other)
                    words[sheet.name] |= {text for *_, text in other}
                narrow[sheet.name] = look.narrow_columns(rows, cells)
                lines[sheet.name] = [(at, row) for at, row in enumerate(cells, start=1) if any(row)]
        return Sheets(lines, words, tuple(notes), merged, tuple(remarks_in(content)), own, tabs, narrow)
    except BaseException as fault:
        # The reader is written in Rust: its panics are no Exception. Nor are requests to end, which go on.
        if not isinstance(fault, Exception) and type(fault).__name__ != "PanicException":
            raise
        return Mistake(shown_as, None, None, *_IS_BROKEN)


def _with_usual_signs(rows: Sequence[Sequence[object]]) -> Phrase:
    """A note on the cells of a sheet that have signs of another kind than the usual ones."""
    cells = [
        f"{letter(column)}{number}"
        for number, row in enumerate(rows, start=1)
        for column, cell in enumerate(row)
        if isinstance(cell, str) and is_unusual(cell)
    ]
    return say(
        "signs that cannot be seen were left out, or signs of full width read as the usual ones (cells: {n})",
        n=counted(cells),
    )


def _refusal(
    content: bytes, odd: dict[str, list[Odd]], looks: dict[str, SheetLooks]
) -> tuple[Phrase, Phrase] | None:
    """Why a workbook is not read, and what to do; None where it may be.

    `odd` gets the odd cells of its parts, `looks` how they show their cells.
    """
    if fault := _of_another_kind(content):
        return fault
    if len(content) > MOST_BYTES:
        return say("is larger than {most} MB", most=str(MOST_BYTES // 1_000_000)), _CLEAN
    try:
        entries = _entries(content)
        if len(entries) > MOST_PARTS:
            return say("has more than {most} parts", most=str(MOST_PARTS)), _CLEAN
        if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
            return _TOO_LARGE
        styles = Styles()
        shared: dict[int, Runs] = {}
        for entry in sorted(entries, key=lambda one: one.filename.lower() not in (_STYLES, _SHARED)):
            if entry.filename.lower() == _STYLES:
                styles = styles_in(_unpacked(content, entry))
            elif entry.filename.lower() == _SHARED:
                shared = shared_runs(_all_read(_unpacked(content, entry)))
            is_xml = entry.filename.lower().endswith(".xml")
            if is_xml or entry.compress_size * 1_032 > MOST_UNPACKED:  # it could grow that far
                part = _unpacked(content, entry)
                if len(part) > entry.file_size:
                    return _TOO_LARGE
                if not is_xml or not _SHEET_PART.search(part, 0, _BEGINNING):
                    continue
                part = _all_read(with_places(part))
                if far := _too_wide_or_long(part):
                    return far, _CLEAN
                if found := odd_cells(part):
                    odd[entry.filename] = found
                looks[entry.filename] = looks_of(part, styles, rich_cells(part, shared, styles))
    except _BROKEN:
        return _IS_BROKEN
    return None


def _entries(content: bytes) -> list[zipfile.ZipInfo]:
    """The parts of a workbook.

    Raises:
        zipfile.BadZipFile: it is broken, or a part is there twice: one reader would take the first, another the last.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        entries = parts.infolist()
    if len({entry.filename.lower() for entry in entries}) < len(entries):
        raise zipfile.BadZipFile
    return entries


def _of_another_kind(content: bytes) -> tuple[Phrase, Phrase] | None:
    """What a file is that is no workbook, and what to do; None of an archive, which may be one."""
    kind = kind_of(content)
    if kind is OLD_WORKBOOK:
        return say("is locked by a password, or is of an old format (.xls)"), SAVE_AS_XLSX
    if kind and not kind.is_workbook and not kind.is_archive:
        reason = say("is {kind}, not an Excel workbook (.xlsx)", kind=kind.name)
        return reason, SAVE_AS_XLSX if kind.is_sheet else SEND_TABLE
    if kind is None and is_text(content):
        return say("is a text, such as CSV, not an Excel workbook (.xlsx)"), SAVE_AS_XLSX
    return None


def _unpacked(content: bytes, entry: zipfile.ZipInfo) -> bytes:
    """A part of a workbook; no more of it than one byte beyond what it says to be."""
    at = entry.header_offset
    start = at + 30 + sum(struct.unpack_from("<HH", content, at + 26))
    packed = content[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        return packed
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile
    return zlib.decompressobj(-15).decompress(packed, entry.file_size + 1)


def _all_read(part: bytes) -> bytes:
    """The part, of which the reader of cells loses nothing.

    Raises:
        ValueError: it would, in silence.
    """
    if _CDATA in part or has_place_twice(part):
        raise ValueError
    return part


def _too_wide_or_long(part: bytes) -> Phrase | None:
    """What is wrong with the extent of a sheet; rows that are blank below the others take no memory."""
    if not _FAR.search(part):
        return None
    if _FAR_COLUMN.search(part):
        return say("has cells beyond column {most}", most=MOST_COLUMNS)
    if any(int(row) > MOST_ROWS for row in _FAR_ROW.findall(part)):
        return say("has cells below row {most}", most=f"{MOST_ROWS:,}")
    return None
