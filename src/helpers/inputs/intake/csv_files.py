"""The bytes of a CSV file -> its cells as text, each line with its number, whatever program wrote it.

Where a comma divides decimals, Excel writes semicolons; as 'Unicode text' it writes tabs in UTF-16; plain 'CSV' of a
Vietnamese Windows is windows-1258. What can be read in one way is read, and told; the rest is refused in one sentence.
"""

from __future__ import annotations

import csv
import io
import re
import string
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from helpers.inputs.intake.cell_texts import in_usual_signs, is_decomposed, is_unusual
from helpers.inputs.intake.file_kinds import SEND_TABLE, UNPACK, kind_of
from helpers.inputs.intake.name_lookup import squeezed
from helpers.inputs.intake.old_encodings import REMEDY, old_encoding_of_bytes
from helpers.inputs.intake.sheet_cells import JOINED, USUAL_SIGNS, Line, words_of
from helpers.inputs.mistakes import Mistake, Phrase, say

SAVE_AS_CSV = say("save it again as 'CSV UTF-8'")
HEADER_WITHIN = 15  # lines that may stand above the header, of a sheet as well
_SEPARATORS = {
    ",": (",", ","), ";": ("';'", "';'"), "\t": ("tabs", "dấu tab"), "|": ("'|'", "'|'"),
}  # fmt: skip
_SEP = re.compile(r"[\"']?sep=([^\r\n])[\"']?[,;\t|]*(?:\r\n|\r|\n)", re.IGNORECASE)
_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_NO_TEXT = re.compile(r"\A\0|[\0\x1a]\Z")
"""What UTF-32 begins with, and what a file ends in that was not written to its end."""
_AS_TEXT = re.compile('="([^"]*)"')
"""How programs keep Excel from taking a text for a number or a day."""
_WINDOWS = "windows-1258"
_VIETNAMESE = frozenset("ăâđêôơưĂÂĐÊÔƠƯ–—‘’“”…•\u00a0") | {
    sign
    for letter in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for tone in "\u0300\u0301\u0303\u0309\u0323"
    for sign in unicodedata.normalize("NFC", letter + tone)
}
"""All that a Vietnamese text has beyond ASCII."""


@dataclass(frozen=True)
class CsvText:
    """The lines of a file with something in them, cells stripped and in Unicode form C; and how it was read."""

    lines: list[Line]
    told: tuple[Mistake, ...] = ()


def csv_lines(content: bytes, shown_as: str, names: Mapping[str, str] | None = None) -> CsvText | Mistake:
    """The lines of a CSV file; or why there are none.

    Args:
        content: the file's bytes.
        shown_as: how messages name the file.
        names: what a header may call the columns, squeezed; the separator is the one by which it names the most.
    """
    if kind := kind_of(content):
        reason = say("is {kind}, not a CSV file", kind=kind.name)
        remedy = UNPACK if kind.is_archive else SAVE_AS_CSV if kind.is_sheet else SEND_TABLE
        return Mistake(shown_as, None, None, reason, remedy)
    decoded = _decoded(content)
    if isinstance(decoded[0], Phrase):
        return Mistake(shown_as, None, None, *decoded)
    text, notes = decoded
    said = _SEP.match(text)
    separator = said[1] if said else _separator(text, names or {})
    if separator not in _SEPARATORS:
        reason = say("cells are separated by a sign that is none of , ; | and the tab")
        return Mistake(shown_as, None, None, reason, SAVE_AS_CSV)
    if separator != ",":
        notes.append(say("cells are separated by {sign}, not by ','", sign=_SEPARATORS[separator]))
    start = said.end() if said else 0
    if no_text := _NO_TEXT.search(text):
        line = text.count("\n", 0, no_text.start()) + 1
        reason = say(
            "has a sign on line {line} that no text holds; the file is damaged, or no text", line=str(line)
        )
        return Mistake(shown_as, None, None, reason, SAVE_AS_CSV)
    unusual = is_unusual(text)
    lines: list[Line] = []
    reader = _reader(text[start:], separator, strict=True)
    try:
        for number, written in enumerate(reader, start=2 if said else 1):
            cells = tuple([in_usual_signs(cell) if unusual else cell.strip() for cell in written])
            if any(cells):
                lines.append((number, cells))
        if inner := _lines_in_cells(lines, names or {}):
            lines = inner
            notes.append(say("each line was one cell; it was read as several"))
    except csv.Error:
        reason = say(
            "a quotation mark is out of place, or a cell is too long, up to line {line}",
            line=str(reader.line_num + bool(said)),
        )
        return Mistake(shown_as, None, None, reason, SAVE_AS_CSV)
    if '="' in text and any(map(_AS_TEXT.fullmatch, words_of(lines))):
        lines = [(number, tuple([_AS_TEXT.sub(r"\1", cell) for cell in cells])) for number, cells in lines]
        notes.append(say('cells that were written as ="text" were read as that text'))
    return CsvText(lines, tuple(Mistake(shown_as, None, None, note, kind="note") for note in notes))


def _lines_in_cells(lines: list[Line], names: Mapping[str, str]) -> list[Line]:
    """The lines again, where each is one cell that holds a whole line; nothing of any other file.

    Excel writes it so when it opens a file that has another separator than its own, and saves it.
    """
    if any(any(cells[1:]) for _, cells in lines) or not lines or squeezed(lines[0][1][0]) in names:
        return []
    separator = _separator("\n".join(cells[0] for _, cells in lines), names)
    again = [
        (number, tuple(map(str.strip, inner)))
        for number, cells in lines
        for inner in _reader(cells[0], separator, strict=True)
    ]
    known = [name for name in map(squeezed, again[0][1]) if name in names]
    return again if len(known) > 1 and len(again) == len(lines) else []


def rows_unread(content: bytes) -> int:
    """How many rows a CSV file holds below its header that cannot be read: its lines with something in them, less one.

    UTF-16 has a zero beside each end of a line; every other encoding writes it as one byte.
    """
    lines = content.replace(b"\0", b"").replace(b"\r", b"\n").split(b"\n")
    return max(0, sum(1 for line in lines if line.strip(b" \t,;\xff\xfe")) - 1)


def _decoded(content: bytes) -> tuple[str, list[Phrase]] | tuple[Phrase, Phrase]:
    """The text of a file in Unicode form C, and what there is to tell of how it was written; or what is wrong."""
    encoding = _utf_16(content)
    notes: list[Phrase] = []
    try:
        text = content.decode(encoding or "utf-8-sig").removeprefix("\ufeff")
    except UnicodeDecodeError as fault:
        if encoding:
            return say("is neither UTF-8 nor whole UTF-16"), SAVE_AS_CSV
        known = _windows(content)
        if known is None and (old := old_encoding_of_bytes(content)):
            return old, REMEDY
        if known is None:
            start = fault.start + (3 if content.startswith(b"\xef\xbb\xbf") else 0)
            line = content.count(b"\n", 0, start) + 1
            reason = say("byte {byte}, on line {line}, is not UTF-8", byte=str(start + 1), line=str(line))
            return reason, SAVE_AS_CSV
        text, encoding = known, _WINDOWS
    if encoding:
        notes.append(say("was read as {encoding}, not as UTF-8", encoding=encoding.removesuffix("-le")))
    if encoding != _WINDOWS and is_decomposed(text):  # there letters and marks always stand apart
        notes.append(JOINED)
    if is_unusual(text):
        notes.append(USUAL_SIGNS)
    return (text if text.isascii() else unicodedata.normalize("NFC", text)), notes


def _utf_16(content: bytes) -> str | None:
    """Which UTF-16 it is, by its mark, or by the zeros beside most of its letters."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    zeros, most = (content[::2].count(0), content[1::2].count(0)), len(content) // 2
    if 2 * max(zeros) < most or 10 * min(zeros) > most or not most:
        return None
    return "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"


def _windows(content: bytes) -> str | None:
    """The text as windows-1258, if nothing in it is strange to Vietnamese."""
    try:
        text = unicodedata.normalize("NFC", content.decode(_WINDOWS))
    except UnicodeDecodeError:
        return None
    strange = set(text) - _VIETNAMESE - set(string.printable)
    return None if strange else text


def _separator(text: str, names: Mapping[str, str]) -> str:
    """What separates cells: by which the first lines name the most columns, else have the most cells."""

    def told(separator: str) -> tuple[int, int]:
        try:
            top = list(islice(_reader(text, separator, strict=False), HEADER_WITHIN))
        except csv.Error:  # a cell is too long
            return 0, 0
        known = max((len({names.get(squeezed(cell)) for cell in line} - {None}) for line in top), default=0)
        return known, len(next(filter(None, top), ()))

    return max(_SEPARATORS, key=told)


def _reader(text: str, separator: str, *, strict: bool) -> Any:
    return csv.reader(
        io.StringIO(text, newline=""), delimiter=separator, strict=strict, skipinitialspace=True
    )
