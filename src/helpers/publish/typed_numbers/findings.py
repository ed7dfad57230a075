"""What is typed in the notebooks, projects and titles that reports are made of, as messages for whoever wrote it.

A message may be read in a CI's log: it names the place and shows the beginning of the sentence with '#' for numbers.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from helpers.errors import NotebookError
from helpers.execute.cell_faults import places_of
from helpers.execute.notebook_faults import not_a_notebook
from helpers.inputs.params.published_figures import read_published
from helpers.paths import Project
from helpers.publish.typed_numbers.called_texts import CodeText
from helpers.publish.typed_numbers.code_words import CodeCell, parsed, texts_of
from helpers.publish.typed_numbers.constants import Constants
from helpers.publish.typed_numbers.typed_text import CitedFigures, TypedNumber, typed_numbers

_IN_TEXT = "<!-- published ID --> or <!-- vouched WHY --> after it"
_IN_CODE = "in code # published ID or # vouched WHY at the end of its line"
_HEADING = re.compile(r"^#{1,6}[ \t]+(.+)$", re.MULTILINE)
_NAME = re.compile(r"[a-z]+(?:_[a-z]+)+|[a-z]{4,}")
_LETTER = re.compile(r"[^\W\d_]")
_FILLS = "it stands where a number may be withheld or not available; leave that missing"
_LINES = 100_000
"""Lines are counted on from cell to cell in steps of this, so that a line says its cell."""


@dataclass(frozen=True)
class TypedFinding:
    """One typed number and where it stands, in Markdown unless it says otherwise. `is_error`: of people or cases."""

    place: str
    is_error: bool
    sentence: str
    reason: str
    in_code: bool = False
    in_params: bool = False

    def __str__(self) -> str:
        what = "a typed number of people or cases" if self.is_error else "a typed number"
        return f"{self.place}: {what} in '{self.sentence}'" + (f": {self.reason}" if self.reason else "")


def published_of(project: Project) -> CitedFigures:
    """The published figures that numbers may be cited from."""
    return CitedFigures({figure.id: figure.value for figure in read_published(project)})


def of_notebook(path: Path, shown_as: str, published: CitedFigures) -> list[TypedFinding]:
    """The typed numbers of a notebook's Markdown and code, in the order of its cells.

    Raises:
        NotebookError: it is no notebook.
    """
    content = None
    try:
        content = path.read_bytes()
        cells = json.loads(content)["cells"]
        places = places_of(cells)
        found = _of_cells(cells, published)
    except FileNotFoundError:
        raise NotebookError(f"{shown_as}: there is no such notebook") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise not_a_notebook(shown_as, content, fault) from None
    return list(
        dict.fromkeys(
            TypedFinding(f"{shown_as}, {places[index]}, line {typed.line}", *_told(typed), in_code=in_code)
            for index, typed, in_code in found
        )
    )


def of_params(path: Path, shown_as: str, published: CitedFigures) -> list[TypedFinding]:
    """The typed numbers of the texts in a file of params/projects/, or in params/reports.yml, in either language.

    Definitions of indicators, codes and tables are no texts of this kind: they say how something is counted, and a
    change of them is looked through as code is. Nor are published figures, which say themselves who published them.
    """
    root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    found = [
        TypedFinding(f"{shown_as}, line {line + typed.line - 1}, {keys}", *_told(typed), in_params=True)
        for text, line, keys in (_texts(root, ()) if root is not None else ())
        for typed in typed_numbers(text, published)
    ]
    return list(dict.fromkeys(found))


def _texts(node: yaml.Node, keys: tuple[str, ...]) -> Iterator[tuple[str, int, str]]:
    """The texts in a language: each with the line on which it begins, and the keys that lead to it."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _texts(value, (*keys, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for position, value in enumerate(node.value):
            yield from _texts(value, (*keys, str(position)))
    elif isinstance(node, yaml.ScalarNode) and {"en", "vi"} & set(keys):
        yield node.value, node.start_mark.line + 1 + (node.style in ("|", ">")), ".".join(keys)


def _told(typed: TypedNumber) -> tuple[bool, str, str]:
    return typed.is_about_people, typed.sentence, typed.reason


def _source(cell: Any) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def _of_cells(cells: list[Any], published: CitedFigures) -> list[tuple[int, TypedNumber, bool]]:
    """Index of the cell, what is typed there, and whether in code; in the order of the cells."""
    found = []
    constants, code = Constants(), []
    heading, headings = "", []
    for index, cell in enumerate(cells):
        tags = cell.get("metadata", {}).get("tags", [])
        headings.append(heading)
        if cell["cell_type"] == "markdown":
            source = _source(cell)
            found += [(index, typed, False) for typed in typed_numbers(source, published, heading=heading)]
            heading = ". ".join(_HEADING.findall(source)) or heading
        elif cell["cell_type"] == "code" and (read := parsed(_source(cell), index * _LINES)) is not None:
            if {"parameters", "injected-parameters"} & set(tags):
                constants.forget(read.tree)
            else:
                constants.learn(read.tree)
            code.append(read)
    marks = {line: mark for cell in code for line, mark in cell.marks.items()}
    names = [_names_in(cell) for cell in code]
    for cell, own in zip(code, names, strict=True):
        subject = f"{headings[_cell_of(cell)]}. {own or ' '.join(names)}"
        for text in texts_of(cell, constants):
            heading = subject if not _LETTER.search(text.text) else headings[_cell_of(cell)]
            typed_here = _typed_in_code(text, cell, marks, published, heading)
            found += [(_cell_of(cell), typed, True) for typed in typed_here]
    return sorted(found, key=lambda each: (each[0], each[1].line))


def _cell_of(cell: CodeCell) -> int:
    return cell.lines_before // _LINES


def _names_in(cell: CodeCell) -> str:
    """The words of names that a cell hands over, such as indicators: 'victims rescued'."""
    held = [each.value for each in ast.walk(cell.tree) if isinstance(each, ast.Constant)]
    return " ".join(
        each.replace("_", " ") for each in held if isinstance(each, str) and _NAME.fullmatch(each)
    )


def _typed_in_code(
    text: CodeText,
    cell: CodeCell,
    marks: dict[int, tuple[str, str]],
    published: CitedFigures,
    heading: str,
) -> Iterator[TypedNumber]:
    """What a text of code has typed, but for what the comments of its lines cite or vouch for."""
    beside = [marks[line] for line in sorted(text.lines) if line in marks]
    own = [line - cell.lines_before for line in text.lines if line // _LINES == _cell_of(cell)]
    for typed in typed_numbers(text.text, published, heading=heading, marks=beside):
        reason = typed.reason or (_FILLS if text.fills else "")
        yield TypedNumber(min(own, default=1), typed.is_about_people, typed.sentence, reason)


def in_words(findings: Sequence[TypedFinding], most: int = 10) -> str:
    """The findings as one message, a line each, and what to do."""
    lines = list(map(str, findings[:most]))
    if len(findings) > most:
        lines.append(f"and {len(findings) - most} more")
    ways = [_IN_TEXT] if not all(each.in_code for each in findings) else []
    ways += [_IN_CODE] if any(each.in_code for each in findings) else []
    return "\n".join([*lines, f"compute it with report.say, or mark it: {'; '.join(ways)} (docs/numbers.md)"])
