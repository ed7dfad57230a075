"""The text of a PDF that Typst wrote: page by page and chart by chart, without a PDF library.

Enough for what this project publishes: streams packed by Flate, fonts with two bytes a glyph and a table to Unicode.
Anything else is refused, so that a file which cannot be read never passes.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache, partial
from typing import NamedTuple

from helpers.run.audit.claims import Claim, Finding, Text, Written

_OBJECT, _OBJECT_ENDS = re.compile(rb"(?:^|\n)(\d+) 0 obj\s"), b"endobj"
_STREAM = re.compile(rb"(.*?)stream\r?\n(.*)\r?\nendstream", re.DOTALL)
_FONT = re.compile(rb"/(\w+) (\d+) 0 R")
_LETTERS = rb"[^\\()]*+(?:\\.[^\\()]*+)*"
for _depth in range(6):  # brackets that are in pairs need no backslash, and any glyph may be written as one
    _LETTERS = rb"[^\\()]*+(?:\\.[^\\()]*+|\(" + _LETTERS + rb"\)[^\\()]*+)*"
_CODES = rb"[0-9A-Fa-f]*"
_SHOWN = re.compile(  # each way begins with a letter of its own: so Python finds the next one quickly
    rb"/(\w+) [\d.]+ Tf|\[(?:[^\]()<>]++|\(" + _LETTERS + rb"\)|<" + _CODES + rb">)*\]\s*TJ"
    rb"|\(" + _LETTERS + rb"\)\s*Tj|<" + _CODES + rb">\s*Tj|E(T)"
    rb"|\](\s*T[Jj])|\)(\s*T[Jj])|>(\s*T[Jj])",
    re.DOTALL,
)
_FONT_SET, _TEXT_ENDS = 1, 2
"""Which group of `_SHOWN` tells what it found: none is text that is shown, any other the end of what cannot be read."""
_STRING = re.compile(rb"\((" + _LETTERS + rb")\)|<([0-9A-Fa-f]*)>", re.DOTALL)
_SAID = re.compile(rb"/(?!ID\b)\w+\s?(?:\((" + _LETTERS + rb")\)|<((?:[0-9A-Fa-f]{2})+)>)", re.DOTALL)
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
_NOT_PYTHONS = re.compile(rb"\\(?![0-3nrtbf])")
"""An escape that does not mean in Python what it means in a PDF."""
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


class _File(NamedTuple):
    """The objects of a PDF, and the streams of those that have one, unpacked."""

    objects: dict[int, bytes]
    streams: dict[int, bytes]


def read_pdf(written: Written) -> Iterator[Claim]:
    """Every piece of text of a PDF: pages, charts, alternative texts, titles, metadata."""
    content = written.content
    file = _opened(content)
    objects = file.objects
    if not objects or b"/ObjStm" in content or b"/Encrypt" in content:
        yield Finding(written.name, UNREADABLE)
        return
    heads = {number: body.partition(b"stream")[0] for number, body in objects.items()}
    for mark in sorted({mark for head in heads.values() for mark in _OPAQUE_NAME.findall(head)}):
        yield Finding(written.name, f"holds {_OPAQUE[mark]}, which the audit cannot read")
    shown = 0
    try:
        for piece in _pieces_of(file):
            shown += 1
            yield Text(written.name, piece)
    except UnreadError:
        shown = 0
    if not shown:
        yield Finding(written.name, f"shows no text that {UNREADABLE}")
    for number, head in heads.items():
        for match in _SAID.finditer(head):
            yield Text(f"{written.name}, metadata", _decoded(match))
        if b"/Metadata" in head and number in file.streams:
            said = file.streams[number].decode("utf-8", "replace")
            yield Text(f"{written.name}, metadata", _TAGS.sub(" ", said))


def text_of_pages(content: bytes) -> list[str]:
    """The text of each page's own stream, headers and marks included, charts left aside."""
    file = _opened(content)
    texts = []
    for body in file.objects.values():
        if re.search(rb"/Type\s?/Page\b(?!s)", body.split(b"stream")[0]):
            found = re.search(rb"/Contents\s?\[?((?:\s?\d+ 0 R)+)", body)
            streams = [int(m[1]) for m in re.finditer(rb"(\d+) 0 R", found[1])] if found else []
            texts.append(" ".join(_pieces_of(file, streams)))
    return texts


def streams_of(content: bytes) -> Iterator[bytes]:
    """Every stream, unpacked."""
    yield from _opened(content).streams.values()


@lru_cache(maxsize=1)  # its text is read, and then its drawings
def _opened(content: bytes) -> _File:
    objects = dict(_objects_in(content))
    unpacked = {number: _unpacked(body) for number, body in objects.items()}
    return _File(objects, {number: stream for number, stream in unpacked.items() if stream is not None})


def _objects_in(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Each object's number and body."""
    end = 0
    while head := _OBJECT.search(content, end):
        start = head.end()
        if (stop := content.find(_OBJECT_ENDS, start)) < 0:
            return
        yield int(head[1]), content[start:stop]
        end = stop + len(_OBJECT_ENDS)


class _Font(dict[int, str]):
    """Code of a glyph -> the letters that it stands for."""

    def __missing__(self, code: int) -> str:
        return "\ufffd"


def _pieces_of(file: _File, streams: Sequence[int] | None = None) -> Iterator[str]:
    """The pieces of text of these streams, by default of all."""
    fonts = {
        number: cache(partial(_text_in, _to_unicode(body, file)))  # cells and axes repeat many strings
        for number, body in file.objects.items()
        if b"/ToUnicode" in body
    }
    named = re.compile(rb"/(\w+) (%s) 0 R" % b"|".join(b"%d" % number for number in fonts))
    heads = b"\n".join(body.partition(b"stream\n")[0] for body in file.objects.values())
    everywhere = {m[1]: int(m[2]) for m in named.finditer(heads)}
    for number in file.objects if streams is None else streams:
        stream = file.streams.get(number, b"")
        if b"TJ" in stream or b"Tj" in stream:
            local = _resources(file.objects[number]) or everywhere
            yield from _pieces(stream, {name: fonts[n] for name, n in local.items() if n in fonts})


def _pieces(stream: bytes, fonts: dict[bytes, Callable[[bytes], str]]) -> Iterator[str]:
    now: list[str] = []
    no_font: Callable[[bytes], str] = partial(_text_in, _Font())
    font = no_font
    for match in _SHOWN.finditer(stream):
        if match.lastindex is None:
            now.append(font(match[0]))
        elif match.lastindex == _FONT_SET:
            font = fonts.get(match[1], no_font)
        elif match.lastindex == _TEXT_ENDS:
            piece, now = "".join(now), []
            if piece.strip():
                yield piece
        else:
            raise UnreadError
    if "".join(now).strip():
        yield "".join(now)


def _text_in(font: _Font, shown: bytes) -> str:
    """What the strings of a command show in a font."""
    codes: list[int] = []
    for letters, digits in _STRING.findall(shown):
        raw = bytes.fromhex(digits.decode()) if digits else _unescaped(letters)
        even = len(raw) // 2
        codes += struct.unpack(f">{even}H", raw[: 2 * even])
    return "".join(map(font.__getitem__, codes))


def _resources(body: bytes) -> dict[bytes, int]:
    """The fonts of a form; a page's stream has none of its own."""
    match = re.search(rb"/Font\s?<<(.*?)>>", body.split(b"stream")[0], re.DOTALL)
    return {m[1]: int(m[2]) for m in _FONT.finditer(match[1])} if match else {}


def _to_unicode(body: bytes, file: _File) -> _Font:
    match = re.search(rb"/ToUnicode (\d+) 0 R", body)
    stream = file.streams.get(int(match[1]), b"") if match else b""
    return _Font(
        (int(m[1], 16), bytes.fromhex(m[2].decode()).decode("utf-16-be", "replace"))
        for m in _CHAR.finditer(stream)
    )


def _unpacked(body: bytes) -> bytes | None:
    match = _STREAM.match(body)
    if not match:
        return None
    try:
        return zlib.decompress(match[2]) if b"/FlateDecode" in match[1] else match[2]
    except zlib.error:
        return None


@lru_cache(maxsize=10_000)  # half of the strings of a report are alike
def _unescaped(raw: bytes) -> bytes:
    """A literal string's bytes. Python's own decoder takes nearly all: it is many times as fast."""
    if b"\\" not in raw:
        return raw
    if _NOT_PYTHONS.search(raw):
        return _ESCAPE.sub(_meant, raw)
    return raw.decode("unicode_escape").encode("latin-1")


def _meant(match: re.Match[bytes]) -> bytes:
    """What an escape stands for: a byte by its number, a control character, else the character itself."""
    sign = match[1]
    return (
        bytes([int(sign, 8) & 255]) if sign[:1].isdigit() and sign[:1] < b"8" else _CONTROLS.get(sign, sign)
    )


def _decoded(match: re.Match[bytes]) -> str:
    plain = bytes.fromhex(match[2].decode()) if match[2] is not None else _unescaped(match[1])
    return plain[2:].decode("utf-16-be", "replace") if plain[:2] == b"\xfe\xff" else plain.decode("latin-1")
