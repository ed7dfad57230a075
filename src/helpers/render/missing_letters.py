"""Refuses a report that holds a letter which no typeface of the reports has, and says where it stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from helpers.errors import ParamsError, RenderError
from helpers.paths import find_project
from helpers.report import words
from helpers.report.fallback_fonts import joining_letters, letters_of_none

MOST_TOLD = 5
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


def check_letters(place: str, texts: Iterable[str]) -> None:
    """Nothing, where every letter can be shown.

    Raises:
        RenderError: one cannot; named are `place`, the letters, and the line in params/ or locale/vi.po that has one.
            In drawings that is so of letters that join, too: Typst writes them without telling which they are.
    """
    for text in texts:
        for drawing in _DRAWING.findall(text):
            if joining := joining_letters(drawing):
                raise RenderError(
                    f"{place}: a drawing has {_name(joining[0])}, which joins its neighbours; the PDF can show that in "
                    "text, not in a drawing: write it in other letters there"
                )
        if lacking := letters_of_none(text):
            told = ", ".join(_name(letter) for letter in lacking[:MOST_TOLD])
            more = f" and {len(lacking) - MOST_TOLD} more" if len(lacking) > MOST_TOLD else ""
            raise RenderError(
                f"{place}: no typeface of the reports has {told}{more}{_written_in(lacking[0])}; "
                "write it in other letters, or take it out"
            )


def _name(letter: str) -> str:
    shown = f"'{letter}' " if letter.isprintable() and not unicodedata.combining(letter) else ""
    return f"{shown}U+{ord(letter):04X}" + (f" {name}" if (name := unicodedata.name(letter, "")) else "")


def _written_in(letter: str) -> str:
    """Which file of those that people write has the letter, and at which line; nothing where it is a cell's own."""
    try:
        project = find_project()
    except ParamsError:
        return ""
    files = sorted(
        path for kind in ("*.yml", "*.csv") for path in project.params.rglob(kind) if path.is_file()
    )
    for path in (*files, *sorted(words.LOCALE.glob("*.po"))):
        if (line := _line_with(path, letter)) is not None:
            name = project.show(path) if path.is_relative_to(project.root) else path.name
            return f", which {name}, line {line}, has"
    return ""


def _line_with(path: Path, letter: str) -> int | None:
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    return next((number for number, line in enumerate(lines, start=1) if letter in line), None)
