"""Pandoc as a function: the Markdown of a report's cells in, HTML or Typst source out.

The filter is the one that Quarto uses, too. Each cell is read as a document of its own (assets/cells.lua); compose.py
makes the text that goes in.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import pypandoc

from helpers.errors import RenderError
from helpers.render import pandoc_server
from helpers.report import escape

ASSETS = Path(escape.__file__).parent / "assets"
FILTER = ASSETS / "filter.lua"
READER = ASSETS / "cells.lua"
SECONDS = 120
REFUSED = 70
"""Exit code of the project's own reader and filter, whose last line is the message."""
_OTHERWISE_READ = re.compile("[\t\r\ufeff]")
"""Which a pandoc that stays does not read as its command does."""


def convert(markdown: str, to: str, metadata: Mapping[str, str], template: str = "") -> str:
    """The document in another format; by a `template` of report/assets as a whole page, with a table of contents.

    Raises:
        RenderError: pandoc cannot be found, fails, or takes longer than two minutes.
    """
    made = _from_server(markdown, to, metadata, template)
    if made is not None:
        return made
    page = [f"--template={ASSETS / template}", "--standalone", "--toc", "--toc-depth=2", "--section-divs"]
    return _pandoc(markdown, metadata, f"--to={to}", *(page if template else ())).decode()


def convert_to_file(
    markdown: str, path: Path, metadata: Mapping[str, str], *options: str, timestamp: int
) -> bytes:
    """The document in the format of the file's suffix; `timestamp` stands in for the clock.

    Raises:
        RenderError: as `convert`.
    """
    _pandoc(markdown, metadata, f"--output={path}", *options, SOURCE_DATE_EPOCH=str(timestamp))
    return path.read_bytes()


def data_file(name: str) -> bytes:
    """A file that pandoc brings along.

    Raises:
        RenderError: as `convert`.
    """
    return _run([_binary(), f"--print-default-data-file={name}"], b"")


@lru_cache(maxsize=64)
def asset(name: str) -> str:
    """The text of a file in report/assets."""
    return (ASSETS / name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _binary() -> str:
    try:
        return str(pypandoc.get_pandoc_path())
    except OSError:
        raise RenderError("pandoc is not installed; install pypandoc-binary") from None


def _from_server(markdown: str, to: str, metadata: Mapping[str, str], template: str) -> str | None:
    if _OTHERWISE_READ.search(markdown) or any("\n" in value for value in metadata.values()):
        return None
    said = "".join(f"{key}={value}\n" for key, value in metadata.items())
    job = [to, str(READER), str(FILTER), asset(template) if template else "", said, markdown]
    return pandoc_server.converted([_binary(), "lua", str(ASSETS / "pandoc.lua")], job)


def _pandoc(markdown: str, metadata: Mapping[str, str], *options: str, **environment: str) -> bytes:
    command = [_binary(), f"--from={READER}", f"--lua-filter={FILTER}", "--wrap=preserve", *options]
    command += [f"--metadata={key}={value}" for key, value in metadata.items()]
    return _run(command, markdown.encode(), **environment)


def _run(command: Sequence[str], given: bytes, **environment: str) -> bytes:
    try:
        done = subprocess.run(
            command,
            input=given,
            env={**os.environ, **pandoc_server.LOCALE, **environment},
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise RenderError(
            f"pandoc was not done after {SECONDS} s; shorten {_longest(given.decode())}, or give the machine time"
        ) from None
    except OSError as fault:
        raise RenderError(f"pandoc did not run ({fault.strerror}); install pypandoc-binary again") from None
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        said = lines[-1] if lines else "no message"
        raise RenderError(
            said if done.returncode == REFUSED else f"pandoc could not read the report's Markdown: {said}"
        )
    return done.stdout


def _longest(markdown: str) -> str:
    """The cell with the longest text."""
    parts = markdown.split("\x1e")
    return max(parts, key=len).partition("\x1f")[0] if len(parts) > 1 else "the text"
