"""What calls in a notebook's code say to a reader: `report.say` and its kin, and methods that write on a chart.

A text is put together from literals, names, f-strings, `format`, `%` and `+`, as far as it is typed; a sign stands for
what is computed. A text that is typed and made in another way is its literals, one beside the other.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from helpers.publish.typed_numbers.constants import Constants, is_number
from helpers.publish.typed_numbers.numerals import numerals_in
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
_PARTS = frozenset({"loc", "iloc", "at", "iat"})
"""Parts of a frame, into which a number may be typed."""
_OF_NUMPY = 3
"""Arguments of numpy's `where`, which chooses between two: a size or a colour of dots, more often than a number."""
_MOST_STEPS = 8
_OF_A_TEXT = frozenset({"strip", "lower", "upper", "title", "capitalize"})
_FIELD = re.compile(r"\{(\w*)(?:[.\[][^{}!:]*)?(?:![rsa])?(?::[^{}]*)?\}")
_PERCENT = re.compile(r"%(?:\(\w+\))?[-+ #0]*\d*(?:\.\d+)?[sdifgr]")


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
        if name in ("say", "text"):
            yield from self._of_sentence(call)
            return
        attribute = getattr(call.func, "attr", "")
        named = list(self._named(call).items())
        shown = [each for arg, each in named if arg in _SHOWN_BY_NAME]
        if attribute in ("text", "figtext"):  # behind the place on the chart
            shown += [*call.args[2:3], *(each for arg, each in named if arg == "s")]
        elif attribute in _ON_CHARTS:
            shown += [each for each in call.args if self._has_words(each)]
        elif name == "picture":
            shown += [each for arg, each in named if arg in ("credit", "people")]
        for node in shown:
            yield from self._of_text(node, call)
        if name is not None:
            for node in [*call.args, *(each for arg, each in named if arg in ("data", "frame"))]:
                yield from self._of_frame(node)
        if attribute in _FILL and len(call.args) < _OF_NUMPY and not self._is_text(call.func):
            for node in [*call.args[-1:], *(each for arg, each in named if arg in ("value", "other"))]:
                yield from self._of_filled(node, with_zero=attribute == "fillna")
        for node in [each for arg, each in named if arg == "fill_value"]:
            yield from self._of_filled(node, with_zero=True)

    def of_assignment(self, assignment: ast.Assign) -> Iterator[CodeText]:
        """A number that is typed into a part of a frame: `f.loc[0, "value"] = 7`; not into a column of one's own."""
        for target in assignment.targets:
            if isinstance(target, ast.Subscript) and getattr(target.value, "attr", "") in _PARTS:
                column = target.slice.elts[-1] if isinstance(target.slice, ast.Tuple) else None
                name = column.value if isinstance(column, ast.Constant) else None
                if not isinstance(name, str) or name.startswith("value"):
                    yield from self._of_filled(assignment.value, with_zero=True)

    def _of_filled(self, node: ast.expr, *, with_zero: bool) -> Iterator[CodeText]:
        literal = self._literal(node) if self._constants.is_typed(node) else ""
        if re.fullmatch(r"[\d.]+", literal) and (literal.strip("0.") or with_zero):
            yield CodeText(literal, frozenset(self._lines_of(node)), fills=True)

    def _is_text(self, function: ast.expr) -> bool:
        """Whether a method is one of a typed text, such as `"...".replace`."""
        return isinstance(function, ast.Attribute) and self._constants.is_typed(function.value)

    def _has_words(self, node: ast.expr) -> bool:
        """Whether an argument may be a text, not a place on the chart or a size."""
        return not self._constants.is_typed(node) or any(
            isinstance(each.value, str) for each in self._constants.constants_in(node)
        )

    def _named(self, call: ast.Call) -> dict[str, ast.expr]:
        """What a call is given by name, also as `**known`."""
        given: dict[str, ast.expr] = {}
        for each in call.keywords:
            match self._constants.value_of(each.value):
                case _ if each.arg is not None:
                    given[each.arg] = each.value
                case ast.Call(func=ast.Name(id="dict")) as held:
                    given |= self._named(held)
                case ast.Dict(keys=keys, values=values):
                    pairs = zip(keys, values, strict=True)
                    given |= {str(key.value): value for key, value in pairs if isinstance(key, ast.Constant)}
        return given

    def _of_sentence(self, call: ast.Call) -> Iterator[CodeText]:
        given = self._named(call)
        sentences = [
            *call.args[:1],
            *(given.pop(name) for name in ("text", "given", "en", "vi", "missing") if name in given),
        ]
        typed = {name: value for name, value in given.items() if self._constants.is_typed(value)}
        told = set()
        for node in sentences:
            for part in self._parts(node):
                template, lines = self._joined(part, call)
                fields = {match[1] for match in _FIELD.finditer(template)}
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
        if isinstance(node, ast.Constant) or not self._constants.is_typed(node):
            return
        words: list[ast.Constant] = []
        typed: list[ast.Constant] = []
        for each in self._given_in(node):
            is_typed = is_number(each.value) or next(numerals_in(_written(each)), None)
            (typed if is_typed else words).append(each)
        heads = ", ".join(map(_written, words)).replace("_", " ")
        for each in typed:
            yield CodeText(f"{heads}: {_written(each)}", frozenset({each.lineno}))

    def _joined(self, node: ast.expr, call: ast.Call) -> tuple[str, set[int]]:
        self._lines = {call.lineno}
        return self._text(node), set(self._lines)

    def _text(self, node: ast.expr, depth: int = 0) -> str:
        """A text as a reader sees it, with a sign for what is computed."""
        node = self._constants.value_of(node)
        if depth > _MOST_STEPS:
            return COMPUTED
        match node:
            case ast.JoinedStr():
                return "".join(self._text(each, depth + 1) for each in node.values)
            case ast.FormattedValue():
                return self._text(node.value, depth + 1)
            case ast.BinOp(op=ast.Add()):
                return "".join(self._text(each, depth + 1) for each in _added(node))
            case ast.BinOp(op=ast.Mod(), right=right):
                values = getattr(right, "elts", None) or getattr(right, "values", [right])
                left = iter([self._text(each, depth + 1) for each in values])
                return _PERCENT.sub(lambda _: next(left, COMPUTED), self._text(node.left, depth + 1))
            case ast.Call(func=ast.Attribute(value=owner, attr="format")):
                named = {name: self._text(each, depth + 1) for name, each in self._named(node).items()}
                listed = [self._text(each, depth + 1) for arg in node.args for each in self._listed(arg)]
                return _filled(self._text(owner, depth + 1), listed, named)
            case ast.Call(
                func=ast.Attribute(value=owner, attr="join"), args=[ast.List() | ast.Tuple() as listed]
            ):
                return self._text(owner, depth + 1).join(self._text(each, depth + 1) for each in listed.elts)
            case ast.Call(func=ast.Attribute(value=owner, attr=method)) if method in _OF_A_TEXT:
                text = self._text(owner, depth + 1)
                if text.strip(COMPUTED):
                    return text
        return self._beside(node) if self._constants.is_typed(node) else COMPUTED

    def _listed(self, node: ast.expr) -> list[ast.expr]:
        """An argument, or those of `*known`."""
        held = self._constants.value_of(node.value) if isinstance(node, ast.Starred) else None
        return held.elts if isinstance(held, ast.List | ast.Tuple) else [node]

    def _beside(self, node: ast.expr) -> str:
        """The literals of a typed value, which are written down."""
        found = self._given_in(node)
        for each in found:
            if isinstance(each.value, str):
                self._seen.add(id(each))
            self._lines |= set(range(each.lineno, (each.end_lineno or each.lineno) + 1))
        return " ".join(map(_written, found))

    def _given_in(self, node: ast.expr) -> list[ast.Constant]:
        found = self._constants.constants_in(node)
        return [each for each in found if is_number(each.value) or isinstance(each.value, str)]

    def _literal(self, node: ast.expr) -> str:
        """A number that a typed value is made of, or its text."""
        found = sorted(self._given_in(node), key=lambda each: isinstance(each.value, str))
        return _written(found[0]) if found else COMPUTED

    def _lines_of(self, node: ast.expr) -> set[int]:
        return {node.lineno, *(each.lineno for each in self._constants.constants_in(node))}


def _written(literal: ast.Constant) -> str:
    return str(literal.value)


def _added(node: ast.expr) -> list[ast.expr]:
    """What is added up, however many there are."""
    parts = []
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        parts.append(node.right)
        node = node.left
    return [node, *reversed(parts)]


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

    return _FIELD.sub(fill, text)
