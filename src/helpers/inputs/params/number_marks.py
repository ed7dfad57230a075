"""Marks beside a typed number in Markdown and params: who vouches for it, or which published figure it is.

    12<!-- published inl1-courses --> courses
    two<!-- vouched the agreement says so --> days

A mark belongs to the number before it. No reader sees it: it is taken out when a params file is read and before a
Markdown cell is rendered. What counts as a typed number is decided in publish/typed_numbers/.
"""

from __future__ import annotations

import re

MARK = re.compile(r"<!--\s*(vouched|published)\b:?(.*?)-->", re.DOTALL)
"""Kind of the mark, and what it says: a reason, or ids of params/published_figures.csv."""


def without_marks(text: str) -> str:
    """The text as readers see it."""
    return MARK.sub("", text) if "<!--" in text else text
