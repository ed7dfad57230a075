"""Finished pieces of a report for paper: Typst code, which calls the functions of assets/report.typ.

Text stands in strings, in which no character has a meaning. Pandoc makes the same of the pieces' Markdown (a test
compares them), only much more slowly; notebooks' own Markdown goes through pandoc.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from helpers.report.escape import one_line

TYPST = "text/x-typst"
"""Its media type in a notebook. A picture is called `drawing`; it stands in the same output's text/markdown."""
NOTHING = '""'
LINE_BREAK = "linebreak()"
_SPACES = re.compile(" {2,}")


def string(text: str) -> str:
    """The text as a string of Typst."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def words(text: str, before: str = "") -> str:
    """Plain text, on one line."""
    return string(before + _SPACES.sub(" ", one_line(text)))


def strong(text: str) -> str:
    """The text in strong letters."""
    return f"strong({words(text)})"


def emphasised(text: str) -> str:
    """The text in slanted letters."""
    return f"emph({words(text)})"


def joined(parts: Iterable[str], between: str = "") -> str:
    """The parts one after another, each on a line of its own where something stands between them."""
    sign = f" + {between} +\n" if between else " + "
    return sign.join(part for part in parts if part != NOTHING) or NOTHING


def array(items: Sequence[str], between: str = ", ") -> str:
    """An array; one of a single item ends in a comma."""
    return f"({between.join(items)}{',' if len(items) == 1 else ''})"
