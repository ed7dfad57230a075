"""What calls in a notebook's code say to a reader: `report.say` and its kin, and methods that write on a chart.

A text is put together from literals, names, f-strings, `format`, `%` and `+`, as far as it is typed; a sign stands for
what is computed.
"""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from typing import NamedTuple

from helpers.publish.typed_numbers.constants import Constants
from helpers.publish.typed_numbers.signs import COMPUTED

_ON_CHARTS = frozenset({
    "annotate", "bar_label", "figtext", "legend", "set_label", "set_title", "set_xlabel", "set_xticklabels",
    "set_ylabel", "set_yticklabels", "suptitle", "supxlabel", "supylabel", "text", "title", "xlabel", "xticks",
    "ylabel", "yticks",
})  # fmt: skip
_SHOWN_BY_NAME = frozenset({"title", "subtitle", "alt", "note", "source", "label", "labels", "caption", "suptitle",
                            "xlabel", "ylabel"})  # fmt: skip
_FILL = frozenset({"fillna", "where", "mask", "replace"})
"""Methods of a frame by which a number is typed where one was, or where one is withheld."""
_OF_NUMPY = 3
"""Arguments of numpy's `where`, which chooses between two: a size or a colour of dots, more often than a number."""
_MOST_STEPS = 8


class CodeText(NamedTuple):
    """A text in which numbers are looked for: as a reader would see it, and the lines of code that it comes from.

    `fills`: it is a number that takes the place of missing ones in a frame.
    """

    text: str
    lines: frozenset[int]
    fills: bool = False


class Calls:
    """Puts the texts of calls together, with the numbers that code writes into them."""

    def __init__(self, constants: Constants, seen: set[int]) -> None:
        self._constants = constants
        self._seen = seen
        self._lines: set[int] = set()

    def of_call(self, call: ast.Call) -> Iterator[CodeText]:
        """The texts of one call, each with the numbers that are typed into it."""
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
        if name == "picture":
            for node in [each.value for each in call.keywords if each.arg in ("credit", "people")]:
                yield from self._of_text(node, call)
        if attribute in _FILL:
            last = call.args[-1:] if len(call.args) < _OF_NUMPY else []
            for node in [each for each in last if self._constants.is_typed(each)]:
                literal = self._literal(node)
                if re.fullmatch(r"[\d.]+", literal) and (literal.strip("0.") or attribute == "fillna"):
                    yield CodeText(literal, frozenset(self._lines_of(node)), fills=True)
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
        given = _named(call)
        for each in call.keywords:
            held = self._constants.value_of(each.value)
            if each.arg is None and isinstance(held, ast.Call) and getattr(held.func, "id", "") == "dict":
                given |= _named(held)
            elif each.arg is None and isinstance(held, ast.Dict):
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
                    lines |= self._lines_of(typed[name])
                literals = {name: self._literal(typed[name]) for name in fields & set(typed)}
                yield CodeText(_filled(template, [], literals), frozenset(lines))
        for name, value in typed.items():
            if name not in told and (literal := self._literal(value)) != COMPUTED:
                yield CodeText(literal, frozenset(self._lines_of(value) | {call.lineno}))

    def _of_text(self, node: ast.expr, call: ast.Call) -> Iterator[CodeText]:
        for part in self._parts(node):
            text, lines = self._joined(part, call)
            yield CodeText(text, frozenset(lines))

    def _parts(self, node: ast.expr, depth: int = 0) -> list[ast.expr]:
        """The texts of one argument: of {"en": ..., "vi": ...} and of a list each."""
        held = self._constants.value_of(node)
        within: list[ast.expr] = []
        if isinstance(held, ast.Dict):
            within = held.values
        elif isinstance(held, ast.List | ast.Tuple):
            within = held.elts
        elif isinstance(held, ast.IfExp):
            within = [held.body, held.orelse]
        if not within or depth > _MOST_STEPS:
            return [held]
        return [part for each in within for part in self._parts(each, depth + 1)]

    def _of_frame(self, node: ast.expr) -> Iterator[CodeText]:
        """A frame of literals: its words, and a number in the place of each that is typed."""
        if not self._constants.is_typed(node):
            return
        literals = list(self._constants.constants_in(node))
        words = ", ".join(each.value for each in literals if isinstance(each.value, str))
        for each in literals:
            if isinstance(each.value, int | float) and not isinstance(each.value, bool):
                yield CodeText(f"{words}: {each.value}", frozenset({each.lineno}))

    def _joined(self, node: ast.expr, call: ast.Call) -> tuple[str, set[int]]:
        self._lines = {call.lineno}
        return self._text(node), set(self._lines)

    def _text(self, node: ast.expr, depth: int = 0) -> str:
        """A text as a reader sees it, with a sign for what is computed."""
        node = self._constants.value_of(node)
        if depth > _MOST_STEPS:
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
            text = self._text(node.left, depth + 1)
            if isinstance(node.right, ast.Dict):
                text = re.sub(r"%\(\w+\)", "%", text)
            values = getattr(node.right, "elts", None) or getattr(node.right, "values", [node.right])
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


def _named(call: ast.Call) -> dict[str, ast.expr]:
    return {each.arg: each.value for each in call.keywords if each.arg}


def _fields(template: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(template) if name}
    except ValueError:
        return set()


def without_fields(template: str) -> str:
    """A template with a sign in the place of each `{name}`."""
    return _filled(template, [], {})


def _filled(text: str, listed: list[str], named: dict[str, str]) -> str:
    left = iter(listed)

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        if name.isdigit():
            return listed[int(name)] if int(name) < len(listed) else COMPUTED
        return named.get(name, COMPUTED) if name else next(left, COMPUTED)

    return re.sub(r"\{(\w*)(?:![rsa])?(?::[^{}]*)?\}", fill, text)
