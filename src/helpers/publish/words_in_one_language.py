"""Markdown of a notebook that stands in one language alone, so that the reports in the other are without it."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from helpers.execute.cell_faults import places_of
from helpers.execute.cell_languages import BLOCK_OF_CODE, language_of
from helpers.execute.notebook_faults import not_a_notebook

_CALLED: dict[str, str] = {"en": "English", "vi": "Vietnamese"}
_OTHER: dict[str, str] = {"en": "vi", "vi": "en"}
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]", re.MULTILINE)


def lacking_in(path: Path, shown_as: str, language: str) -> list[str]:
    """What the notebook's reports in this language lack of the words that those in the other have, a line a cell.

    Between two cells that belong to both languages, each language has words, and headings of the same levels.

    Raises:
        NotebookError: it is no notebook.
    """
    content = None
    try:
        content = path.read_bytes()
        cells = json.loads(content)["cells"]
        places = places_of(cells)
        return [f"{shown_as}, {places[index]}: {fault}" for index, fault in _lacking(cells, language)]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise not_a_notebook(shown_as, content, fault) from None


def _lacking(cells: list[Any], language: str) -> Iterator[tuple[int, str]]:
    other = _OTHER[language]
    for stretch in (_without_pairs(cells, each) for each in _stretches(cells)):
        own = [index for index in stretch if language_of(cells[index]) == language]
        theirs = [index for index in stretch if language_of(cells[index]) == other]
        if not own:
            for index in theirs:
                yield index, _fault("stands in {other} alone", language)
            continue
        levels, headings = _levels(cells, own), _levels(cells, theirs)
        matcher = difflib.SequenceMatcher(
            None, [level for _, level in headings], [level for _, level in levels], autojunk=False
        )
        more = [
            headings[at][0]
            for tag, start, end, first, last in matcher.get_opcodes()
            if tag in ("delete", "replace")
            for at in range(start, end)
            if at - start >= (last - first if tag == "replace" else 0)
        ]
        for index in dict.fromkeys(more):
            yield index, _fault("has a heading that stands in {other} alone", language)


def _fault(what: str, language: str) -> str:
    other = _CALLED[_OTHER[language]]
    return (
        f"{what.format(other=other)}, so the {_CALLED[language]} report is without it; write the same in a cell tagged "
        f"{language} directly {'below' if language == 'vi' else 'above'}"
    )


def _stretches(cells: list[Any]) -> Iterator[list[int]]:
    """Markdown cells that are tagged with a language, with no other cell between them, by their index."""
    found: list[int] = []
    for index, cell in enumerate(cells):
        if cell["cell_type"] == "markdown" and language_of(cell):
            found.append(index)
        elif found:
            yield found
            found = []
    if found:
        yield found


def _without_pairs(cells: list[Any], stretch: list[int]) -> list[int]:
    """Without English cells that have a Vietnamese one with the same headings directly below them, and those."""
    left: list[int] = []
    for index in stretch:
        pair = [left[-1], index] if left and left[-1] == index - 1 else []
        told = [(language_of(cells[each]), [level for _, level in _levels(cells, [each])]) for each in pair]
        if pair and told[0][0] == "en" and told[1] == ("vi", told[0][1]):
            left.pop()
        else:
            left.append(index)
    return left


def _levels(cells: list[Any], indices: list[int]) -> list[tuple[int, str]]:
    """The cell and the level of each heading."""
    return [
        (index, level)
        for index in indices
        for level in _HEADING.findall(BLOCK_OF_CODE.sub("", "".join(cells[index]["source"])))
    ]
