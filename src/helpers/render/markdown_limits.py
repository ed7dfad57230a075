"""Limits of a cell's Markdown, within which pandoc is done in seconds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.errors import RenderError

MOST_LETTERS = 500_000
"""Of one cell, without the data of pictures."""
MOST_BRACKETS = 5
"""That are open at once in a paragraph: with each one more, pandoc takes twice as long."""

_BLOCK_OF_CODE = re.compile(r"^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1|\Z)", re.MULTILINE | re.DOTALL)
_END_OF_PARAGRAPH = re.compile(r"\n[ \t>]*\n")
_NO_BRACKET = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)|\\.", re.DOTALL)
"""Code in a line, and a sign that is escaped."""
_BRACKET = re.compile(r"[\[\]]")


def check_limits(place: str, texts: Sequence[str]) -> None:
    """Nothing, where the texts of a cell are within the limits.

    Raises:
        RenderError: they are too long (there is no end to what a loop may print), or open too many brackets at once.
    """
    letters = sum(map(len, texts))
    if letters > MOST_LETTERS:
        raise RenderError(
            f"{place}: its Markdown has {letters:,} letters, and a cell may have {MOST_LETTERS:,}; shorten it"
        )
    if any(map(_opens_too_many, texts)):
        raise RenderError(
            f"{place}: more than {MOST_BRACKETS} brackets [ are open at once, which would take minutes to read; "
            "close them, or write \\[ for one that begins no link"
        )


def _opens_too_many(text: str) -> bool:
    if text.count("[") <= MOST_BRACKETS:
        return False
    for paragraph in _END_OF_PARAGRAPH.split(_BLOCK_OF_CODE.sub("", text)):
        opened = 0
        for bracket in _BRACKET.findall(_NO_BRACKET.sub("", paragraph) if "[" in paragraph else ""):
            opened = opened + 1 if bracket == "[" else max(0, opened - 1)
            if opened > MOST_BRACKETS:
                return True
    return False
