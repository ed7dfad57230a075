"""Files searched for texts and numbers as their real readers give them: pikepdf, PDFium, lxml, zip, Parquet, base64.

Every byte is searched, and what is packed is unpacked, layer by layer.
"""

from __future__ import annotations

import base64
import io
import json
import re
import sys
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pikepdf
import pypdfium2
from lxml import etree, html

_BASE64 = re.compile(rb"[A-Za-z0-9+/]{24,}={0,2}")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_DIGITS = {code: str(unicodedata.digit(chr(code))) for code in range(sys.maxunicode) if chr(code).isdigit()}
_FAR = 20_000_000
"""Of unpacked bytes: more is no report."""


def found_in(paths: Iterable[Path], needles: Iterable[str]) -> list[str]:
    """'path: needle' for every file whose name or content holds one of these regular expressions."""
    wanted = {needle: re.compile(needle.encode()) for needle in needles}
    found = []
    for path in paths:
        layers = [path.as_posix().encode(), *(layers_of(path.read_bytes()) if path.is_file() else ())]
        whole = b"\0".join(layers)  # far quicker than one by one
        found += [f"{path}: {needle}" for needle, one in wanted.items() if one.search(whole)]
    return found


def writings(number: int) -> tuple[str, ...]:
    """Regular expressions for a number of four digits in its usual writings, and not inside a hash or a decimal."""
    first, rest = divmod(number, 1000)
    plain = rf"{first}(?:[.,' _]|\xc2\xa0|\xe2\x80\xaf|\xe2\x80\x89)?{rest:03d}"
    packed = base64.b64encode(str(number).encode()).decode().rstrip("=")
    return (
        rf"(?<![0-9A-Za-z])(?<!\d[.,]){plain}(?!\w)",
        rf"(?i)(?:0x|#)0*{number:x}(?!\w)",
        rf"(?<!\w){packed}(?!\w)",
    )


def layers_of(content: bytes) -> Iterator[bytes]:
    """A file's bytes, and what they hold in packed form."""
    assert len(content) < _FAR
    yield content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield archive.comment
            for member in archive.infolist():
                yield member.filename.encode()
                yield member.comment
                yield from layers_of(archive.read(member))
    elif content[:4] == b"PAR1":
        yield pd.read_parquet(io.BytesIO(content)).to_csv(index=False).encode()
    elif content[:2] == b"\x1f\x8b":
        yield from layers_of(zlib.decompress(content, wbits=31))
    elif content[:5] == b"%PDF-":
        yield from _paper(content)
    elif content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        yield from _markup(content)
    elif (data := _json(content)) is not None:
        yield from _leaves(data)
    else:
        yield _plain(content.decode(errors="ignore"))
        yield from _in_base64(content)


def _paper(content: bytes) -> Iterator[bytes]:
    """The text of each page, what is attached, every text of the file's objects, every stream unpacked."""
    paper = pypdfium2.PdfDocument(content)
    for page in paper:
        text = page.get_textpage()
        yield _plain(text.get_text_range())
        text.close()
        page.close()
    paper.close()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for attached in pdf.attachments.values():
            yield from layers_of(attached.get_file().read_bytes())
        for thing in (*pdf.objects, pdf.trailer):
            yield from _object(thing)


def _object(thing: Any) -> Iterator[bytes]:
    """What one object of a PDF says, and those in it; others that it leads to come by themselves."""
    if isinstance(thing, pikepdf.Stream):
        # Tables of places, before objects that come by themselves.
        if thing.get("/Type") in ("/ObjStm", "/XRef"):
            return
        try:
            unpacked = thing.read_bytes()
        except pikepdf.PdfError:  # a picture
            unpacked = thing.read_raw_bytes()
        if not str(thing.get("/Subtype", "")).startswith(("/CIDFont", "/OpenType", "/Type1C")):
            yield unpacked
            if unpacked[:1] == b"<":
                yield from _markup(unpacked)
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key, value in thing.items():
            if not value.is_indirect if isinstance(value, pikepdf.Object) else True:
                yield key.encode()
                yield from _object(value)
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            if not (isinstance(value, pikepdf.Object) and value.is_indirect):
                yield from _object(value)
    elif isinstance(thing, pikepdf.String | str):
        yield _plain(str(thing))


def _markup(content: bytes) -> Iterator[bytes]:
    """The text of HTML, XML or SVG as it is read, words set apart and not; attributes, comments, what is embedded."""
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, huge_tree=True))
    except etree.XMLSyntaxError:
        root = html.document_fromstring(content)
    texts = [text for text in root.itertext() if isinstance(text, str)]
    yield _plain("".join(texts))
    yield _plain(" ".join(texts))
    for element in root.iter():
        if not isinstance(element.tag, str):
            yield _plain(str(element.text))
            continue
        for name, value in element.attrib.items():
            yield name.encode()
            yield _plain(value)
            yield from _in_base64(value.encode())
        if element.text and element.tag.rpartition("}")[2] in ("style", "script"):
            yield from _in_base64(element.text.encode())


def _leaves(data: Any) -> Iterator[bytes]:
    """Every text and number of JSON."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield name.encode()
            yield from _leaves(value)
    elif isinstance(data, list):
        if data and all(isinstance(each, str) for each in data):
            yield from _leaves("".join(data))
        else:
            for each in data:
                yield from _leaves(each)
    elif isinstance(data, str):
        yield _plain(data)
        if data.lstrip()[:1] == "<":
            yield from _markup(data.encode())
        yield from _in_base64(data.encode())
    elif isinstance(data, int | float) and not isinstance(data, bool):
        yield f"{data:.10g}".encode()


def _in_base64(content: bytes) -> Iterator[bytes]:
    for text in _BASE64.findall(content):
        try:
            unpacked = base64.b64decode(text + b"=" * (-len(text) % 4))
        except ValueError:
            continue
        yield unpacked
        if unpacked.lstrip()[:1] == b"<":
            yield from _markup(unpacked)


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _plain(text: str) -> bytes:
    """Text with digits of every script as 0 to 9, and nothing in it that is not seen."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).translate(_DIGITS)
    return text.encode(errors="ignore")
