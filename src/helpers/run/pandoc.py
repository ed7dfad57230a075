"""Pandoc as a function: Markdown in, HTML or Typst source out, by the filter that Quarto uses too."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import pypandoc

from helpers.errors import RenderError
from helpers.report import escape

ASSETS = Path(escape.__file__).parent / "assets"
SECONDS = 120


def convert(markdown: str, to: str, metadata: Mapping[str, str], *options: str) -> str:
    """The document in another format.

    Raises:
        RenderError: pandoc cannot be found, fails, or takes longer than two minutes.
    """
    command = [_binary(), "--from=markdown-tex_math_dollars-raw_tex-implicit_header_references", f"--to={to}"]
    command += [f"--lua-filter={ASSETS / 'filter.lua'}", "--wrap=preserve", *options]
    command += [f"--metadata={key}={value}" for key, value in metadata.items()]
    try:
        done = subprocess.run(
            command,
            input=markdown.encode(),
            env={**os.environ, "LC_ALL": "C.UTF-8"},  # by which pandoc reads its command line
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise RenderError(
            f"pandoc did not run ({type(fault).__name__}); install pypandoc-binary again"
        ) from None
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        raise RenderError(
            f"pandoc could not read the report's Markdown: {lines[-1] if lines else 'no message'}"
        )
    return done.stdout.decode()


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
