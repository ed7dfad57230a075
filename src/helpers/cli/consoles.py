"""Where the `workbook` command says things: what was asked for, what goes on meanwhile, what went wrong.

Colour and bars only where a terminal shows them; NO_COLOR turns colour off (rich sees to both).
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape

from helpers.errors import OutputError, WorkbookError

out = Console(highlight=False, soft_wrap=True)
"""What was asked for: on standard output, whatever else is turned off."""
note = Console(highlight=False, soft_wrap=True)
"""What goes on meanwhile: on standard output, and nowhere when quiet."""
err = Console(stderr=True, highlight=False, soft_wrap=True)
"""What went wrong, and what to do."""

_loud = False


def set_loudness(*, quiet: bool, verbose: bool) -> None:
    """For the rest of this command."""
    global _loud
    note.quiet = quiet
    _loud = verbose


def is_verbose() -> bool:
    """Whether more is to be told than usual."""
    return _loud


def write_json(file: str, content: Any, *, private: bool = False) -> None:
    """Content as JSON into a file, with `private` for its owner alone; '-' prints it.

    Raises:
        OutputError: the file cannot be written.
    """
    text = json.dumps(content, ensure_ascii=False, indent=1)
    if file == "-":
        print(text)
        return
    try:
        Path(file).touch(mode=0o600 if private else 0o666)
        if private:
            Path(file).chmod(0o600)
        Path(file).write_text(text + "\n", encoding="utf-8")
    except OSError as fault:
        raise OutputError(f"--json {file}: cannot be written ({fault.strerror})") from None


def check_json_file(file: str | None) -> str | None:
    """The file, which is refused where it cannot be written before the work is done that it tells of.

    Raises:
        OutputError: its folder is missing or read-only.
    """
    folder = Path(file or "").parent
    if file and file != "-" and not (folder.is_dir() and os.access(folder, os.W_OK)):
        raise OutputError(f"--json {file}: there is no folder '{folder}' that can be written")
    return file


def say_left_out(reason: str) -> None:
    """Tell of a packet that the portal does not list."""
    err.print(f"[yellow]not in the portal:[/yellow] {escape(reason)}")


def append_text(file: str, text: str) -> None:
    """Text at the end of a file, which is made if need be.

    Raises:
        OutputError: the file cannot be written.
    """
    try:
        with Path(file).open("a", encoding="utf-8") as summary:
            summary.write(text)
    except OSError as fault:
        raise OutputError(f"{file}: cannot be written ({fault.strerror})") from None


def one_code(codes: Sequence[int]) -> int:
    """The exit code for several faults: theirs if it is one and the same, else that of faults in general."""
    return codes[0] if len(set(codes)) == 1 else WorkbookError.exit_code
