"""The texts and numbers in a notebook's code that readers may see, each with the lines on which it is typed.

Texts are what is handed to `report.*` and to the methods that write on a chart, and any other string with words in it.
No texts are keys (`frame["per 100"]`, what is compared), queries and patterns, messages of exceptions, docstrings, and
strings without a space: indicators, periods, names of files and colours.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from helpers.publish.typed_numbers.called_texts import Calls, CodeText, without_fields
from helpers.publish.typed_numbers.constants import Constants, rename_own
from helpers.publish.typed_numbers.signs import COMPUTED

_NOT_SHOWN = frozenset({
    "query", "eval", "sql", "execute", "compile", "search", "match", "fullmatch", "findall", "finditer", "sub", "split",
    "contains", "extract", "extractall", "startswith", "endswith", "strftime", "strptime", "getenv", "filterwarnings",
    "warn", "warning", "debug", "info", "error", "print", "exception",
})  # fmt: skip
_WORDS = re.compile(r"[^\W\d_].*\s|\s.*[^\W\d_]", re.DOTALL)
_COMMENT = re.compile(r"#\s*(vouched|published)\b:?\s*(.*)")
_OPTION = re.compile(r"^#\|\s*([\w-]+)\s*:\s*(.*)$", re.MULTILINE)
_OPTIONS_SHOWN = re.compile(r"(?:fig|tbl)-(?:cap|alt|subcap)|title|subtitle")


@dataclass
class CodeCell:
    """The code of one cell, and its comments that vouch for a number or cite it: line -> kind and words."""

    tree: ast.Module
    source: str
    marks: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    lines_before: int = 0


def parsed(source: str, lines_before: int = 0) -> CodeCell | None:
    """A cell's code, its lines counted on from those of other cells; None where it is no Python, as its run tells."""
    lines = [
        "pass" if line.lstrip().startswith(("%", "!")) and not line[:1].isspace() else line
        for line in source.split("\n")
    ]
    code = "\n".join(lines)
    try:
        tree = ast.parse(code)
        rename_own(tree)
        ast.increment_lineno(tree, lines_before)
        return CodeCell(
            tree, source, {lines_before + line: mark for line, mark in _marks(code)}, lines_before
        )
    except (SyntaxError, ValueError, RecursionError):
        return None


def texts_of(cell: CodeCell, constants: Constants) -> Iterator[CodeText]:
    """What a reader may see of a cell's strings and numbers."""
    for match in _OPTION.finditer(cell.source):
        if _OPTIONS_SHOWN.fullmatch(match[1]):
            text = match[2].partition(" # ")[0].strip("\"'")
            yield CodeText(
                text, frozenset({cell.lines_before + cell.source.count("\n", 0, match.start()) + 1})
            )
    seen: set[int] = set()
    calls = Calls(constants, seen)
    for node in ast.walk(cell.tree):
        if isinstance(node, ast.Call):
            yield from calls.of_call(node)
        elif isinstance(node, ast.Assign):
            yield from calls.of_assignment(node)
    yield from _others(cell.tree, seen)


def _others(tree: ast.Module, seen: set[int]) -> Iterator[CodeText]:
    """Strings with words in them that no call of ours is known to take; what cannot be shown is left out."""
    left_out = {id(each) for node in ast.walk(tree) for part in _not_shown(node) for each in ast.walk(part)}
    for node in ast.walk(tree):
        if id(node) in left_out or id(node) in seen:
            continue
        lines = frozenset(range(getattr(node, "lineno", 0), (getattr(node, "end_lineno", 0) or 0) + 1))
        if isinstance(node, ast.JoinedStr):
            seen |= {id(each) for each in node.values}
            parts = [each.value if isinstance(each, ast.Constant) else COMPUTED for each in node.values]
            text = "".join(map(str, parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        if _WORDS.search(text.strip()):
            yield CodeText(without_fields(text), lines)


def _not_shown(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Raise | ast.Compare):
        yield node
    elif isinstance(node, ast.Assert) and node.msg is not None:
        yield node.msg
    elif isinstance(node, ast.Subscript):
        yield node.slice
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node
    elif isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in _NOT_SHOWN:
            yield from node.args
            yield from (each.value for each in node.keywords)


def _marks(code: str) -> Iterator[tuple[int, tuple[str, str]]]:
    """The comments of a cell that vouch or cite, by line."""
    if "vouched" not in code and "published" not in code:
        return
    try:
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            if token.type == tokenize.COMMENT and (found := _COMMENT.search(token.string)):
                yield token.start[0], (found[1], found[2].strip())
    except (tokenize.TokenError, IndentationError):
        return
