"""Marks beside a typed number in Markdown and params: who vouches for it, or which published figure it is.

    12<!-- published inl1-courses --> courses
    two<!-- vouched the agreement says so --> days

A mark belongs to the number before it. No reader sees it: it is taken out when a params file is read and before a
Markdown cell is rendered. What counts as a typed number is decided in publish/typed_numbers/. Two other marks begin a
passage of a project's narrative (`passages`).
"""

from __future__ import annotations

import re

MARK = re.compile(r"<!--\s*(vouched|published)\b:?(.*?)-->", re.DOTALL)
"""Kind of the mark, and what it says: a reason, or ids of params/published_figures.csv."""


_PASSAGE = re.compile(r"\s*<!--\s*(sourced|made up)\s*-->\s*")


def passages(text: str) -> list[tuple[bool, str]]:
    """The passages of a narrative, each with whether its source tells it; what stands before a mark is made up.

    Examples:
        >>> passages("Ten came.<!-- sourced --> The law was signed.<!-- made up --> All agreed.")
        [(False, 'Ten came.'), (True, 'The law was signed.'), (False, 'All agreed.')]
    """
    first, *rest = _PASSAGE.split(text)
    marked = [("made up", first), *zip(rest[::2], rest[1::2], strict=True)]
    return [(mark == "sourced", each) for mark, each in marked if each.strip()]


def without_marks(text: str) -> str:
    """The text as readers see it."""
    return MARK.sub("", text) if "<!--" in text else text
