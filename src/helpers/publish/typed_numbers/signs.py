"""Signs of the private use area that stand for what is no word while a text is looked through."""

from __future__ import annotations

import re

HIDDEN = "\ue004"
"""A letter or digit of what may be typed: a date, a law's number."""
COMPUTED = "\ue010"
"""A number that code fills in."""
BREAK = "\ue005"
"""Where a list item, a block or a cell of a table begins."""
HEADING = "\ue006"
"""Where a heading begins; it ends with its line."""
CODE, CODE_END = "\ue001", "\ue002"
"""Round text that is set as code."""
MARKS = 0xE100
"""The first of the signs that stand for marks beside numbers, in their order."""
MOST_MARKS = 0x700
UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\u20e3"
)
"""Letters that nobody sees, as a class of a pattern."""
SIGNS = re.compile("[\ue000-\uf8ff]+")
WITHOUT_A_WORD = re.compile(f"[{BREAK}{HEADING}{CODE}{CODE_END}{chr(MARKS)}-{chr(MARKS + MOST_MARKS)}]+")
"""What stands between words and is read over."""
