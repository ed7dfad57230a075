"""The text of a PDF that Typst wrote: page by page and chart by chart, without a PDF library.

Enough for what this project publishes: streams packed by Flate, fonts with two bytes a glyph and a table to Unicode.
Anything else is refused, so that a file which cannot be read never passes.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator, Sequence

from helpers.run.audit.claims import Claim, Finding, Text, Written

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\s(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"(.*?)stream\r?\n(.*)\r?\nendstream", re.DOTALL)
_FONT = re.compile(rb"/(\w+) (\d+) 0 R")
_LETTERS = rb"(?:[^\\()]++|\\.)*+"
for _depth in range(6):  # brackets that are in pairs need no backslash, and any glyph may be written as one
    _LETTERS = rb"(?:[^\\()]++|\\.|\(" + _LETTERS + rb"\))*+"
_CODES = rb"[0-9A-Fa-f]*"
_SHOWN = re.compile(  # each way begins with a letter of its own: so Python finds the next one quickly
    rb"/(\w+) [\d.]+ Tf|\[(?:[^\]()<>]++|\(" + _LETTERS + rb"\)|<" + _CODES + rb">)*+\]\s*TJ"
    rb"|\(" + _LETTERS + rb"\)\s*Tj|<" + _CODES + rb">\s*Tj|E(T)",
    re.DOTALL,
)
_STRING = re.compile(rb"\((" + _LETTERS + rb")\)|<([0-9A-Fa-f]*)>", re.DOTALL)
_SAID = re.compile(rb"/(?!ID\b)\w+\s?(?:\((" + _LETTERS + rb")\)|<((?:[0-9A-Fa-f]{2})+)>)", re.DOTALL)
_UNREAD = re.compile(rb"[\])>]\s*T[Jj]")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_CONTROLS = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\n": b"",
    b"\r": b"",
    b"\r\n": b"",
}
_PYTHON_KNOWS = re.compile(rb"(?:[^\\]++|\\(?:[0-3][0-7]{0,2}|[nrtbf]))*+")
"""Strings whose escapes mean in Python what they mean in a PDF."""
_CHAR = re.compile(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>")
_TAGS = re.compile(r"<[^>]*>")
_OPAQUE = {
    b"/Image": "a picture",
    b"/EmbeddedFile": "a file inside the file",
    b"/JavaScript": "a script",
    b"/Launch": "a command",
    b"/RichMedia": "a film or sound",
}
_OPAQUE_NAME = re.compile(rb"(" + b"|".join(map(re.escape, _OPAQUE)) + rb")\b")
UNREADABLE = "cannot be read back, so it cannot be published (see run/audit/pdf.py)"


class UnreadError(ValueError):
    """Text is shown in a way that is not understood here."""


def read_pdf(written: Written) -> Iterator[Claim]:
    """Every piece of text of a PDF: pages, charts, alternative texts, titles, metadata."""
    content = written.content
    objects = _objects(content)
    if not objects or b"/ObjStm" in content or b"/Encrypt" in content:
        yield Finding(written.name, UNREADABLE)
        return
    heads = {number: body.partition(b"stream")[0] for number, body in objects.items()}
    for mark in sorted({mark for head in heads.values() for mark in _OPAQUE_NAME.findall(head)}):
        yield Finding(written.name, f"holds {_OPAQUE[mark]}, which the audit cannot read")
    shown = 0
    try:
        for piece in _pieces_of(objects):
            shown += 1
            yield Text(written.name, piece)
    except UnreadError:
        shown = 0
    if not shown:
        yield Finding(written.name, f"shows no text that {UNREADABLE}")
    for number, head in heads.items():
        for match in _SAID.finditer(head):
            yield Text(f"{written.name}, metadata", _decoded(match))
        if b"/Metadata" in head and (stream := _unpacked(objects[number])):
            yield Text(f"{written.name}, metadata", _TAGS.sub(" ", stream.decode("utf-8", "replace")))


def text_of_pages(content: bytes) -> list[str]:
    """The text of each page's own stream, headers and marks included, charts left aside."""
    objects = _objects(content)
    texts = []
    for body in objects.values():
        if re.search(rb"/Type\s?/Page\b(?!s)", body.split(b"stream")[0]):
            found = re.search(rb"/Contents\s?\[?((?:\s?\d+ 0 R)+)", body)
            streams = [int(m[1]) for m in re.finditer(rb"(\d+) 0 R", found[1])] if found else []
            texts.append(" ".join(_pieces_of(objects, streams)))
    return texts


def streams_of(content: bytes) -> Iterator[bytes]:
    """Every stream, unpacked."""
    for body in _objects(content).values():
        stream = _unpacked(body)
        if stream is not None:
            yield stream


def _objects(content: bytes) -> dict[int, bytes]:
    return {int(m[1]): m[2] for m in _OBJECT.finditer(content)}


def _pieces_of(objects: dict[int, bytes], streams: Sequence[int] | None = None) -> Iterator[str]:
    """The pieces of text of these streams, by default of all."""
    tables = {number: _to_unicode(body, objects) for number, body in objects.items() if b"/ToUnicode" in body}
    everywhere = {
        m[1]: int(m[2])
        for body in objects.values()
        for m in _FONT.finditer(body.split(b"stream\n")[0])
        if int(m[2]) in tables
    }
    for body in objects.values() if streams is None else (objects[number] for number in streams):
        stream = _unpacked(body)
        if stream is None or b"TJ" not in stream and b"Tj" not in stream:
            continue
        local = _resources(body) or everywhere
        yield from _pieces(stream, {name: tables[n] for name, n in local.items() if n in tables})


def _pieces(stream: bytes, fonts: dict[bytes, dict[int, str]]) -> Iterator[str]:
    now: list[str] = []
    font: dict[int, str] = {}
    read = 0
    for match in _SHOWN.finditer(stream):
        if _UNREAD.search(stream, read, match.start()):
            raise UnreadError
        read = match.end()
        if match[1]:
            font = fonts.get(match[1], {})
        elif match[2]:
            piece, now = "".join(now), []
            if piece.strip():
                yield piece
        else:
            for text in _STRING.finditer(match[0]):
                raw = bytes.fromhex(text[2].decode()) if text[2] is not None else _unescaped(text[1])
                even = len(raw) // 2
                now += [font.get(code, "\ufffd") for code in struct.unpack(f">{even}H", raw[: 2 * even])]
    if _UNREAD.search(stream, read):
        raise UnreadError
    if "".join(now).strip():
        yield "".join(now)


def _resources(body: bytes) -> dict[bytes, int]:
    """The fonts of a form; a page's stream has none of its own."""
    match = re.search(rb"/Font\s?<<(.*?)>>", body.split(b"stream")[0], re.DOTALL)
    return {m[1]: int(m[2]) for m in _FONT.finditer(match[1])} if match else {}


def _to_unicode(body: bytes, objects: dict[int, bytes]) -> dict[int, str]:
    match = re.search(rb"/ToUnicode (\d+) 0 R", body)
    stream = _unpacked(objects[int(match[1])]) if match else None
    return {
        int(m[1], 16): bytes.fromhex(m[2].decode()).decode("utf-16-be", "replace")
        for m in _CHAR.finditer(stream or b"")
    }


def _unpacked(body: bytes) -> bytes | None:
    match = _STREAM.match(body)
    if not match:
        return None
    try:
        return zlib.decompress(match[2]) if b"/FlateDecode" in match[1] else match[2]
    except zlib.error:
        return None


def _unescaped(raw: bytes) -> bytes:
    """A literal string's bytes. Python's own decoder takes nearly all: it is many times as fast."""
    if b"\\" not in raw:
        return raw
    if _PYTHON_KNOWS.fullmatch(raw):
        return raw.decode("unicode_escape").encode("latin-1")
    return _ESCAPE.sub(_meant, raw)


def _meant(match: re.Match[bytes]) -> bytes:
    """What an escape stands for: a byte by its number, a control character, else the character itself."""
    sign = match[1]
    return (
        bytes([int(sign, 8) & 255]) if sign[:1].isdigit() and sign[:1] < b"8" else _CONTROLS.get(sign, sign)
    )


def _decoded(match: re.Match[bytes]) -> str:
    plain = bytes.fromhex(match[2].decode()) if match[2] is not None else _unescaped(match[1])
    return plain[2:].decode("utf-16-be", "replace") if plain[:2] == b"\xfe\xff" else plain.decode("latin-1")
