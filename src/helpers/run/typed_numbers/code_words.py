"""The texts and numbers in a notebook's code that readers may see, each with the lines on which it is typed.

Texts are what is handed to `report.*` and to the methods that write on a chart, and any other string with words in it.
No texts are keys (`frame["per 100"]`, what is compared), queries and patterns, messages of exceptions, docstrings, and
strings without a space: indicators, periods, names of files and colours.
"""

from __future__ import annotations

import ast
import io
import re
import string
import tokenize
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from helpers.run.typed_numbers.constants import Constants
from helpers.run.typed_numbers.signs import COMPUTED

_ON_CHARTS = frozenset({
    "annotate", "bar_label", "figtext", "legend", "set_label", "set_title", "set_xlabel", "set_xticklabels",
    "set_ylabel", "set_yticklabels", "suptitle", "supxlabel", "supylabel", "text", "title", "xlabel", "xticks",
    "ylabel", "yticks",
})  # fmt: skip
_SHOWN_BY_NAME = frozenset({"title", "subtitle", "alt", "note", "source", "label", "labels", "caption", "suptitle",
                            "xlabel", "ylabel"})  # fmt: skip
_NOT_SHOWN = frozenset({
    "query", "eval", "sql", "execute", "compile", "search", "match", "fullmatch", "findall", "finditer", "sub", "split",
    "contains", "extract", "extractall", "startswith", "endswith", "strftime", "strptime", "getenv", "filterwarnings",
    "warn", "warning", "debug", "info", "error", "print", "exception",
})  # fmt: skip
_WORDS = re.compile(r"[^\W\d_].*\s|\s.*[^\W\d_]", re.DOTALL)
_COMMENT = re.compile(r"#\s*(vouched|published)\b:?\s*(.*)")
_OPTION = re.compile(r"^#\|\s*([\w-]+)\s*:\s*(.*)$", re.MULTILINE)
_OPTIONS_SHOWN = re.compile(r"(?:fig|tbl)-(?:cap|alt|subcap)|title|subtitle")


class CodeText(NamedTuple):
    """A text in which numbers are looked for: as a reader would see it, and the lines of its cell that it comes from.

    `is_a_number`: it stands for a typed number that no text shows, such as one in a frame.
    """

    text: str
    lines: frozenset[int]
    is_a_number: bool = False


@dataclass
class CodeCell:
    """The code of one cell, and its comments that vouch for a number or cite it: line -> kind and words."""

    tree: ast.Module
    source: str
    marks: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    lines_before: int = 0


def parsed(source: str, lines_before: int = 0) -> CodeCell | None:
    """A cell's code, its lines counted on from those of other cells; None where it is no Python, as its run tells."""
    if source.lstrip().startswith("%%"):
        return None
    lines = [
        "pass" if line.lstrip().startswith(("%", "!")) and not line[:1].isspace() else line
        for line in source.split("\n")
    ]
    code = "\n".join(lines)
    try:
        tree = ast.parse(code)
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
    texts = _Texts(constants, seen)
    for node in ast.walk(cell.tree):
        if isinstance(node, ast.Call):
            yield from texts.of_call(node)
    yield from _others(cell.tree, seen)


class _Texts:
    """Puts the texts of calls together, with the numbers that code writes into them."""

    def __init__(self, constants: Constants, seen: set[int]) -> None:
        self._constants = constants
        self._seen = seen
        self._lines: set[int] = set()

    def of_call(self, call: ast.Call) -> Iterator[CodeText]:
        name = self._constants.report_call(call)
        if name == "say":
            yield from self._of_sentence(call)
            return
        attribute = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        shown = [each.value for each in call.keywords if each.arg in _SHOWN_BY_NAME]
        if attribute in _ON_CHARTS:
            shown += [each for each in call.args if self._has_words(each)]
        for node in shown:
            yield from self._of_text(node, call)
        if name in ("table", "figure"):
            data = [each.value for each in call.keywords if each.arg in ("data", "frame")]
            for node in [*(call.args[:1] if name == "table" else []), *data]:
                yield from self._of_frame(node)

    def _has_words(self, node: ast.expr) -> bool:
        """Whether an argument may be a text, not a place on the chart or a size."""
        return not self._constants.is_typed(node) or any(
            isinstance(each.value, str) for each in self._constants.constants_in(node)
        )

    def _of_sentence(self, call: ast.Call) -> Iterator[CodeText]:
        given = {each.arg: each.value for each in call.keywords if each.arg}
        for each in call.keywords:
            held = self._constants.value_of(each.value)
            if each.arg is None and isinstance(held, ast.Dict):
                given |= {
                    key.value: value
                    for key, value in zip(held.keys, held.values, strict=True)
                    if isinstance(key, ast.Constant) and isinstance(key.value, str)
                }
        sentences = [*call.args[:1], *(given.pop(name) for name in ("text", "en", "vi") if name in given)]
        typed = {name: value for name, value in given.items() if self._constants.is_typed(value)}
        told = set()
        for node in sentences:
            for part in self._parts(node):
                template, lines = self._joined(part, call)
                fields = _fields(template)
                told |= fields
                for name in fields & set(typed):
                    template = re.sub(
                        rf"\{{{name}(?:![rsa])?(?::[^{{}}]*)?\}}", self._literal(typed[name]), template
                    )
                    lines |= self._lines_of(typed[name])
                yield CodeText(_without_fields(template), frozenset(lines))
        for name, value in typed.items():
            if name not in told and (literal := self._literal(value)) != COMPUTED:
                yield CodeText(literal, frozenset(self._lines_of(value) | {call.lineno}))

    def _of_text(self, node: ast.expr, call: ast.Call) -> Iterator[CodeText]:
        for part in self._parts(node):
            text, lines = self._joined(part, call)
            yield CodeText(text, frozenset(lines))

    def _parts(self, node: ast.expr) -> list[ast.expr]:
        """The texts of one argument: of {"en": ..., "vi": ...} and of a list each."""
        held = self._constants.value_of(node)
        if isinstance(held, ast.Dict):
            return [part for each in held.values for part in self._parts(each)]
        if isinstance(held, ast.List | ast.Tuple):
            return [part for each in held.elts for part in self._parts(each)]
        if isinstance(held, ast.IfExp):
            return [*self._parts(held.body), *self._parts(held.orelse)]
        return [held]

    def _of_frame(self, node: ast.expr) -> Iterator[CodeText]:
        """A frame of literals: its words, and a number in the place of each that is typed."""
        if not self._constants.is_typed(node):
            return
        literals = list(self._constants.constants_in(node))
        words = ", ".join(each.value for each in literals if isinstance(each.value, str))
        for each in literals:
            if isinstance(each.value, int | float) and not isinstance(each.value, bool):
                yield CodeText(f"{words}: {each.value}", frozenset({each.lineno}), is_a_number=True)

    def _joined(self, node: ast.expr, call: ast.Call) -> tuple[str, set[int]]:
        self._lines = {call.lineno}
        return self._text(node), set(self._lines)

    def _text(self, node: ast.expr, depth: int = 0) -> str:
        """A text as a reader sees it, with a sign for what is computed."""
        node = self._constants.value_of(node)
        if depth > 8:
            return COMPUTED
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str):
                self._seen.add(id(node))
                self._lines |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
                return node.value
            if isinstance(node.value, int | float) and not isinstance(node.value, bool):
                self._lines.add(node.lineno)
                return str(node.value)
            return ""
        if isinstance(node, ast.JoinedStr):
            return "".join(self._text(each, depth + 1) for each in node.values)
        if isinstance(node, ast.FormattedValue):
            return self._text(node.value, depth + 1)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return self._text(node.left, depth + 1) + self._text(node.right, depth + 1)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
            values = node.right.elts if isinstance(node.right, ast.Tuple) else [node.right]
            text = self._text(node.left, depth + 1)
            for value in values:
                written = self._text(value, depth + 1)
                text = re.sub(r"%[-+ #0]*\d*(?:\.\d+)?[sdifgr]", lambda _, w=written: w, text, count=1)  # type: ignore[misc]
            return text
        if isinstance(node, ast.Call):
            return self._called(node, depth)
        if self._constants.is_typed(node):
            return self._literal(node)
        return COMPUTED

    def _called(self, node: ast.Call, depth: int) -> str:
        """What a call writes: `"...".format()`, `str()`, and methods of a text such as `strip`."""
        function = node.func
        if isinstance(function, ast.Attribute):
            text = self._text(function.value, depth + 1)
            if function.attr == "format":
                named = {each.arg: self._text(each.value, depth + 1) for each in node.keywords if each.arg}
                listed = [self._text(each, depth + 1) for each in node.args]
                return _filled(text, listed, named)
            if function.attr == "join" and node.args and isinstance(node.args[0], ast.List | ast.Tuple):
                return text.join(self._text(each, depth + 1) for each in node.args[0].elts)
            if function.attr in ("strip", "lower", "upper", "title", "capitalize", "replace"):
                return text
        if (
            isinstance(function, ast.Name)
            and function.id in ("str", "int", "round", "float", "format")
            and node.args
        ):
            return self._text(node.args[0], depth + 1)
        return self._literal(node) if self._constants.is_typed(node) else COMPUTED

    def _literal(self, node: ast.expr) -> str:
        """A number that a typed value is made of, or its text."""
        found = [
            each
            for each in self._constants.constants_in(node)
            if not isinstance(each.value, bool) and each.value is not None
        ]
        written = [str(each.value) for each in found if isinstance(each.value, int | float)]
        written += [str(each.value) for each in found if isinstance(each.value, str)]
        return written[0] if written else COMPUTED

    def _lines_of(self, node: ast.expr) -> set[int]:
        return {node.lineno, *(each.lineno for each in self._constants.constants_in(node))}


def _fields(template: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(template) if name}
    except ValueError:
        return set()


def _without_fields(template: str) -> str:
    return re.sub(r"\{\w*(?:![rsa])?(?::[^{}]*)?\}", COMPUTED, template)


def _filled(text: str, listed: list[str], named: dict[str, str]) -> str:
    left = iter(listed)

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        if name.isdigit():
            return listed[int(name)] if int(name) < len(listed) else COMPUTED
        return named.get(name, COMPUTED) if name else next(left, COMPUTED)

    return re.sub(r"\{(\w*)(?:![rsa])?(?::[^{}]*)?\}", fill, text)


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
            yield CodeText(_without_fields(text), lines)


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
