"""The sentences, paragraphs and headings of a text from markdown_words.py, found once and asked for each number."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from helpers.publish.typed_numbers.signs import BREAK, CODE, CODE_END, HEADING

LONGEST = 2000
"""So much of a paragraph, in letters, tells what a bare number in it is about."""
_PARAGRAPH = re.compile(rf"\n[ \t]*\n|{BREAK}|(?={HEADING})")
_SENTENCE = re.compile(r"(?<=[.!?…;])[\"”’)]*\s+(?=\S)|(?<=[.!?])(?=[A-ZĐÀ-Ỹ])")
_TABLE = re.compile(r"^[^\n]*\|[^\n]*\n[ \t]*\|?[ :|+-]*-{2,}[ :|+-]*\n", re.MULTILINE)
_CODE_SIGN = re.compile(f"[{CODE}{CODE_END}]")


class Sentences:
    """Where each sentence of a text begins and ends, and what stands round it; `heading` is above the text."""

    def __init__(self, text: str, heading: str = "") -> None:
        self._text = text
        self._paragraphs = list(_parts(_PARAGRAPH, text, 0, len(text)))
        self._starts = [start for start, _ in self._paragraphs]
        self._above: list[str] = []
        opening = ""
        for start, end in self._paragraphs:
            words = text[start:end].strip()
            is_item = start > 0 and text[start - 1] == BREAK
            self._above.append(f"{heading}. {opening}. " if is_item else f"{heading}. ")
            heading = words if words.startswith(HEADING) else heading
            opening = words[-LONGEST:] if words.endswith(":") else opening
        self._sentences: dict[int, list[tuple[int, int]]] = {}
        self._code = [match.start() for match in _CODE_SIGN.finditer(text)]

    def at(self, position: int) -> tuple[int, int, str]:
        """Start and end of a position's sentence; its paragraph after its heading and the words that open its list.

        A table is one sentence, since its head says what its rows are.
        """
        index = max(bisect_right(self._starts, position) - 1, 0)
        start, end = self._paragraphs[index]
        around = f"{self._above[index]}{self._text[start : min(end, start + LONGEST)]}"
        if index not in self._sentences:
            is_table = _TABLE.search(self._text, start, end)
            self._sentences[index] = (
                [(start, end)] if is_table else list(_parts(_SENTENCE, self._text, start, end))
            )
        parts = self._sentences[index]
        begun = bisect_right(parts, (position, len(self._text))) - 1
        return (*parts[max(begun, 0)], around)

    def is_code(self, position: int) -> bool:
        """Whether a position stands in what is set as code."""
        before = bisect_right(self._code, position)
        return before > 0 and self._text[self._code[before - 1]] == CODE


def _parts(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in pattern.finditer(text, start, end):
        if match.end() > start or match.start() > start:
            yield start, match.start()
            start = match.end()
    yield start, end
