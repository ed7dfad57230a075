"""What a file is by its content, whatever its name says: a workbook named .csv, a page to log in named .xlsx."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

from helpers.inputs.mistakes import say

UNPACK = say("unpack it, then give the files that were in it")
SEND_TABLE = say("send the table itself, as an Excel workbook (.xlsx) or 'CSV UTF-8'")


@dataclass(frozen=True)
class FileKind:
    """What a file is called in English and Vietnamese. A sheet is what Excel or LibreOffice opens as such."""

    name: tuple[str, str]
    is_sheet: bool = False
    is_archive: bool = False

    @property
    def is_workbook(self) -> bool:
        """Whether it is what a return is, .xlsx."""
        return self is WORKBOOK


WORKBOOK = FileKind(("an Excel workbook (.xlsx)", "tệp Excel (.xlsx)"), is_sheet=True)
ARCHIVE = FileKind(("an archive", "tệp nén"), is_archive=True)
JSON = FileKind(("JSON", "tệp JSON"))
XML = FileKind(("XML", "tệp XML"))
PAGE = FileKind(("a web page, perhaps one to log in", "trang web, có thể là trang đăng nhập"))
PICTURE = FileKind(("a picture", "hình ảnh"))
OTHER_WORKBOOK = FileKind(
    ("an Excel workbook of another format (.xlsb)", "tệp Excel dạng khác (.xlsb)"), is_sheet=True
)
OLD_WORKBOOK = FileKind(
    ("an Excel workbook of an old format (.xls), or locked", "tệp Excel dạng cũ (.xls) hoặc có mật khẩu"),
    is_sheet=True,
)
XML_WORKBOOK = FileKind(
    ("an Excel workbook of the format of 2003 (XML)", "tệp Excel dạng 2003 (XML)"), is_sheet=True
)
_PARTS = {
    "xl/workbook.bin": OTHER_WORKBOOK,
    "xl/": WORKBOOK,
    "word/": FileKind(("a Word document", "tài liệu Word")),
    "ppt/": FileKind(("a PowerPoint file", "tệp PowerPoint")),
    "Index/": FileKind(("a Numbers or Pages file", "tệp Numbers hoặc Pages")),
    "content.xml": FileKind(("a LibreOffice file", "tệp LibreOffice"), is_sheet=True),
}
"""How the first of its parts begins by which a ZIP file is known."""
_BEGINNINGS = {
    b"\xd0\xcf\x11\xe0": OLD_WORKBOOK,
    b"%PDF": FileKind(("a PDF", "tệp PDF")),
    b"\x89PNG": PICTURE,
    b"\xff\xd8\xff": PICTURE,
    b"GIF8": PICTURE,
    b"Rar!": ARCHIVE,
    b"7z\xbc\xaf": ARCHIVE,
    b"\x1f\x8b": ARCHIVE,
    b"SQLite format 3": FileKind(("a database", "cơ sở dữ liệu")),
}
_PAGE = re.compile(rb"<(?:!doctype html|html|head|body|table|meta)\b", re.IGNORECASE)
_JSON = re.compile(rb"[{\[]\s*(?:[\"{\[\]}]|\Z)")
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LOOKED_AT = 4_000


def kind_of(content: bytes) -> FileKind | None:
    """What a file is, if it is known and no table as plain text, such as CSV."""
    if content.startswith(b"PK"):
        return _of_zip(content)
    for beginning, kind in _BEGINNINGS.items():
        if content.startswith(beginning):
            return kind
    text = content[:_LOOKED_AT].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if _PAGE.match(text) or (text.startswith(b"<?xml") and b"<html" in text.lower()):
        return PAGE
    if text.startswith(b"<?xml"):
        return XML_WORKBOOK if b"Excel.Sheet" in text else XML
    return JSON if _JSON.match(text) else None


def is_text(content: bytes) -> bool:
    """Whether a file is a text of some kind, such as CSV."""
    start = content[:_LOOKED_AT]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16
        start = start.replace(b"\0", b"")
    return not _NO_TEXT.search(start)


def _of_zip(content: bytes) -> FileKind | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = parts.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        if content[2:4] != b"\3\4":
            return None  # a text may begin with these two letters
        names = [name.decode() for name in re.findall(rb"(?:xl|word|ppt)/|content\.xml", content)]
    return next(
        (kind for beginning, kind in _PARTS.items() if any(name.startswith(beginning) for name in names)),
        ARCHIVE,
    )
