"""Every byte of some files searched for texts, also where it is packed: zip, PDF, Parquet, base64, gzip."""

from __future__ import annotations

import base64
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd

_BASE64 = re.compile(rb"[A-Za-z0-9+/]{24,}={0,2}")


def found_in(paths: Iterable[Path], needles: Iterable[str]) -> list[str]:
    """'path: needle' for every file whose name or content holds one of these regular expressions."""
    wanted = {needle: re.compile(needle.encode()) for needle in needles}
    found = []
    for path in paths:
        layers = [path.as_posix().encode()]
        if path.is_file():
            layers += layers_of(path.read_bytes())
        found += [
            f"{path}: {needle}"
            for needle, one in wanted.items()
            if any(one.search(layer) for layer in layers)
        ]
    return found


def layers_of(content: bytes) -> Iterator[bytes]:
    """A file's bytes, and what they hold in packed form, layer by layer."""
    yield content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from layers_of(archive.read(name))
    elif content[:4] == b"PAR1":
        frame = pd.read_parquet(io.BytesIO(content))
        yield frame.to_csv(index=False).encode()
    elif content[:2] == b"\x1f\x8b":
        yield from layers_of(zlib.decompress(content, wbits=31))
    elif content[:5] == b"%PDF-":
        yield _text_of_paper(content)
    else:
        for text in _BASE64.findall(content):
            try:
                yield base64.b64decode(text + b"=" * (-len(text) % 4))
            except ValueError:
                continue


def _text_of_paper(content: bytes) -> bytes:
    from helpers.run.audit.pdf import text_of_pages

    return "\n".join(text_of_pages(content)).encode()
