"""The text of a PDF that Typst wrote: page by page and chart by chart, without a PDF library.

Enough for what this project publishes: streams packed by Flate, fonts with two bytes a glyph and a table to Unicode.
Anything else is refused, so that a file which cannot be read never passes.
"""

from __future__ import annotations

import re
import zlib

from helpers.errors import RenderError

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\s(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"(.*?)stream\r?\n(.*)\r?\nendstream", re.DOTALL)
_FONT = re.compile(rb"/(\w+) (\d+) 0 R")
_TEXT = rb"(?:\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f]*>)"
_SHOWN = re.compile(
    rb"/(\w+) [\d.]+ Tf|(\[(?:" + _TEXT + rb"|[^\]()<>])*\])\s*TJ|(" + _TEXT + rb")\s*Tj|(ET)", re.DOTALL
)
_STRING = re.compile(rb"\(((?:\\.|[^\\()])*)\)|<([0-9A-Fa-f]*)>", re.DOTALL)
_CHAR = re.compile(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>")
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def text_of_pdf(content: bytes) -> list[str]:
    """The pieces of text of a PDF, in the order of its streams, with its titles and alternative texts.

    Raises:
        RenderError: the file is packed in a way that this reader does not know.
    """
    objects = {int(m[1]): m[2] for m in _OBJECT.finditer(content)}
    if not objects or b"/ObjStm" in content or b"/Encrypt" in content:
        raise RenderError("report.pdf cannot be read back, so it cannot be published; see run/audit/pdf.py")
    tables = {number: _to_unicode(body, objects) for number, body in objects.items() if b"/ToUnicode" in body}
    found = [
        _decoded(m[1])
        for body in objects.values()
        for m in re.finditer(rb"/(?:Alt|Title|Contents)\s?\(((?:\\.|[^\\()])*)\)", body)
    ]
    everywhere = {
        m[1]: int(m[2]) for body in objects.values() for m in _FONT.finditer(body) if int(m[2]) in tables
    }
    shown = 0
    for body in objects.values():
        stream = _unpacked(body)
        if stream is None or b"TJ" not in stream and b"Tj" not in stream:
            continue
        local = _resources(body, objects) or everywhere
        for piece in _pieces(stream, {name: tables[n] for name, n in local.items() if n in tables}):
            shown += 1
            found.append(piece)
    if not shown:
        raise RenderError("report.pdf shows no text that can be read back, so it cannot be published")
    return found


def _pieces(stream: bytes, fonts: dict[bytes, dict[int, str]]) -> list[str]:
    pieces: list[str] = []
    now: list[str] = []
    font: dict[int, str] = {}
    for match in _SHOWN.finditer(stream):
        if match[1]:
            font = fonts.get(match[1], {})
        elif match[4]:
            pieces.append("".join(now))
            now = []
        else:
            for text in _STRING.finditer(match[2] or match[3]):
                raw = bytes.fromhex(text[2].decode()) if text[2] is not None else _unescaped(text[1])
                now += [font.get(raw[i] * 256 + raw[i + 1], "\ufffd") for i in range(0, len(raw) - 1, 2)]
    return [piece for piece in pieces if piece.strip()]


def _resources(body: bytes, objects: dict[int, bytes]) -> dict[bytes, int]:
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
    def plain(match: re.Match[bytes]) -> bytes:
        code = match[1]
        return bytes([int(code, 8)]) if code[:1].isdigit() else _ESCAPES.get(code, code)

    return re.sub(rb"\\([0-7]{1,3}|.)", plain, raw, flags=re.DOTALL)


def _decoded(raw: bytes) -> str:
    plain = _unescaped(raw)
    return plain[2:].decode("utf-16-be", "replace") if plain[:2] == b"\xfe\xff" else plain.decode("latin-1")
