"""What in the code of a notebook is typed and what is computed: values are followed to the literals they are made of.

A value is typed where it comes from literals alone: `7`, `3 + 4`, `n = 7` and `n` later, `{"n": 7}["n"]`, `int("7")`, a
function that returns 7 or is handed it, `len` of a typed list, what a loop over `range(7)` counts, a frame of literals.
What a parameter or a Release has a part in is computed, and what a loop over them counts.
"""

from __future__ import annotations

import ast
import builtins
from collections import defaultdict
from collections.abc import Iterable, Sequence

_GROWING = {"append", "extend", "insert", "add", "update", "setdefault"}
_EMPTY = {"DataFrame", "Series", "SimpleNamespace"}
"""What an analyst makes empty, to put numbers in."""
_COUNTING = {"len", "sum", "ord", "count", "size", "shape", "nunique", "index", "find", "Counter"}
"""What makes a number of anything."""
_LONGEST_CHAIN = 30
_Leaves = list[ast.Constant | None]
_Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


def is_number(value: object) -> bool:
    """Whether a literal is a number; True and False are none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


class Constants:
    """The names of a notebook's code, and which of them hold nothing but what was typed."""

    def __init__(self) -> None:
        self._given: dict[str, list[ast.expr | None]] = defaultdict(list)
        self._last: dict[str, ast.expr | None] = {}
        self._functions: set[str] = set()
        self._calls: dict[str, list[ast.Call]] = defaultdict(list)
        self._arguments: dict[str, tuple[str, int, ast.expr | None]] = {}
        self._foreign: set[str] = set()
        self._of_report: dict[str, str] = {}
        self._known: dict[str, _Leaves] = {}

    def learn(self, tree: ast.AST) -> None:
        """Take in what the names of a cell are given, from its first line to its last."""
        left: list[tuple[ast.AST, list[ast.expr]]] = [(tree, [])]
        while left:
            node, under = left.pop()
            under = self._learn(node, under)
            left += [(child, under) for child in reversed(list(ast.iter_child_nodes(node)))]

    def _learn(self, node: ast.AST, under: list[ast.expr]) -> list[ast.expr]:
        """Take in one node under loops and conditions; those that its own parts stand under."""
        match node:
            case ast.Assign():
                for target in node.targets:
                    self._assign(target, node.value)
            case ast.AnnAssign(value=ast.expr()) | ast.NamedExpr():
                self._assign(node.target, node.value)
            case ast.AugAssign(target=ast.Name(id=name)):
                self._given[name] += [node.value, *under]
                self._last[name] = None
            case ast.For() | ast.AsyncFor() | ast.comprehension():
                self._loop(node.target, node.iter)
                return [*under, node.iter]
            case ast.While() | ast.If():
                return [*under, node.test]
            case ast.withitem(optional_vars=ast.expr() as target):
                self._assign(target, None)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self._learn_function(node.name, node)
            case ast.ClassDef():
                self._given[node.name] += _values_within(node)
            case ast.Import() | ast.ImportFrom():
                self._learn_import(node)
            case ast.Call(func=ast.Name(id=name)):
                self._calls[name].append(node)
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=way)) if way in _GROWING:
                self._given[name] += [*_handed(node), *under]
        return under

    def forget(self, tree: ast.AST) -> None:
        """Take the names that a cell of parameters gives for computed."""
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                self._assign(node, None)

    def report_call(self, call: ast.Call) -> str | None:
        """'say', 'figure' or another name of `helpers.report` that is called; None where it is something else."""
        function: ast.expr = call.func
        if isinstance(function, ast.Name) and isinstance(last := self._last.get(function.id), ast.Attribute):
            function = last
        if isinstance(function, ast.Name):
            return self._of_report.get(function.id) or None
        if isinstance(function, ast.Attribute):
            owner = function.value
            name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
            if name.partition("@")[0] == "report" or self._of_report.get(name) == "":
                return function.attr
        return None

    def value_of(self, node: ast.expr) -> ast.expr:
        """What a name was last given, where it is a name that one expression was given."""
        for _ in range(_LONGEST_CHAIN):
            last = self._last.get(node.id) if isinstance(node, ast.Name) else None
            if last is None:
                return node
            node = last
        return node

    def is_typed(self, node: ast.expr | None) -> bool:
        """Whether a value comes from literals alone."""
        return _all_typed(self._leaves(node))

    def constants_in(self, node: ast.expr | None) -> list[ast.Constant]:
        """The literals that a value is made of, through names; not the 0 of `x[0]`, nor what is asked in a choice.

        Where typed things are counted, a number stands for their count.
        """
        return [each for each in self._leaves(node) if each is not None]

    def _leaves(self, node: ast.AST | None) -> _Leaves:
        """The literals that a value is made of, and None where it is made of something computed."""
        match node:
            case None:
                return [None]
            case ast.Constant():
                return [node]
            case ast.Name(id=name):
                if name not in self._known:
                    self._known[name] = []  # while it is looked at: a name made of itself says nothing new
                    self._known[name] = list(dict.fromkeys(self._of_name(name)))
                return self._known[name]
            case ast.Subscript():
                return self._picked(node.value, node.slice)
            case ast.IfExp():
                return _chosen([self._leaves(node.body), self._leaves(node.orelse)])
            case ast.BoolOp():
                return _chosen([self._leaves(each) for each in node.values])
            case ast.Lambda():
                return self._leaves(node.body)
            case ast.Call():
                leaves, name = self._of_call(node), getattr(node.func, "attr", getattr(node.func, "id", ""))
            case _:
                parts = ast.iter_child_nodes(node)
                leaves = self._all([each for each in parts if isinstance(each, ast.expr | ast.comprehension)])
                name = getattr(node, "attr", "")
        if name in _COUNTING and _all_typed(leaves) and not _has_numbers(leaves):
            return [ast.copy_location(ast.Constant(2), node)]
        return leaves

    def _all(self, nodes: Iterable[ast.AST | None]) -> _Leaves:
        return list(dict.fromkeys(leaf for node in nodes for leaf in self._leaves(node)))

    def _of_name(self, name: str) -> _Leaves:
        """What a name holds: of what it was given last, if that is a literal, or else of all that it was given."""
        if name in self._arguments:
            return _chosen([self._leaves(each) for each in self._handed_over(name)])
        if name not in self._given:
            own = name in self._foreign or hasattr(builtins, name) or name.startswith(("self@", "cls@"))
            return [] if own else [None]
        last = self._last.get(name)
        is_literal = isinstance(last, ast.Constant) and bool(last.value)
        return self._all([last] if is_literal else self._given[name])

    def _handed_over(self, name: str) -> list[ast.expr | None]:
        """What the calls of a function hand over as one of its arguments, and its default."""
        function, position, default = self._arguments[name]
        found: list[ast.expr | None] = [] if default is None else [default]
        for call in self._calls[function]:
            named = [each.value for each in call.keywords if each.arg == name.partition("@")[0]]
            found += named or call.args[position : position + 1]
        return found or [None]

    def _of_call(self, node: ast.Call) -> _Leaves:
        function, handed = node.func, _handed(node)
        root: ast.expr = function
        while isinstance(root, ast.Attribute):
            root = root.value
        if isinstance(root, ast.Name) and root.id in self._foreign:
            name = function.attr if isinstance(function, ast.Attribute) else root.id
            is_computed = (not handed and name not in _EMPTY) or name.startswith("read_")
            return [None] if is_computed else self._all(handed)
        if isinstance(function, ast.Name) and function.id in self._functions:
            return self._leaves(function)
        if isinstance(function, ast.Attribute) and function.attr == "get" and handed:
            return [*self._picked(function.value, handed[0]), *self._all(handed[1:])]
        return [*self._leaves(function), *self._all(handed)]

    def _picked(self, node: ast.expr, key: ast.expr) -> _Leaves:
        """A part of a value: where numbers were typed, whichever is picked was typed."""
        leaves = self._leaves(node)
        if _all_typed(leaves) and _has_numbers(leaves):
            return leaves
        return [*leaves, *([None] if None in self._leaves(key) else [])]

    def _assign(self, target: ast.expr, value: ast.expr | None) -> None:
        if isinstance(target, ast.Name):
            self._given[target.id].append(value)
            self._last[target.id] = value
            if isinstance(value, ast.Lambda):
                self._learn_function(target.id, value)
        elif isinstance(target, ast.Subscript | ast.Attribute):
            owner = target.value.value if isinstance(target.value, ast.Attribute) else target.value
            if isinstance(owner, ast.Name):  # f["n"] = 7, f.loc[0] = 7
                self._given[owner.id].append(value)
        elif isinstance(target, ast.Starred):
            self._assign(target.value, value)
        elif isinstance(target, ast.Tuple | ast.List):
            parts = value.elts if isinstance(value, ast.Tuple | ast.List) else []
            for position, each in enumerate(target.elts):
                self._assign(each, parts[position] if len(parts) == len(target.elts) else value)

    def _loop(self, target: ast.expr, over: ast.expr) -> None:
        """Give the names of a loop what it goes over; of `zip`, `enumerate`, `items` and pairs each its own part."""
        parts: Sequence[ast.expr] = ()
        match over:
            case ast.Call(func=ast.Name(id="zip")):
                parts = over.args
            case ast.Call(func=ast.Name(id="enumerate"), args=[each, *_]):
                parts = [ast.copy_location(ast.Call(ast.Name("len"), [each], []), over), each]
            case ast.Call(func=ast.Attribute(value=owner, attr="items")):
                held = self.value_of(owner)
                if isinstance(held, ast.Dict):
                    keys = [each for each in held.keys if each is not None]
                    parts = [ast.copy_location(ast.Tuple(each), held) for each in (keys, held.values)]
            case ast.List() | ast.Tuple() if all(
                isinstance(each, ast.Tuple | ast.List) for each in over.elts
            ):
                rows = [each.elts for each in over.elts if isinstance(each, ast.Tuple | ast.List)]
                if len({len(row) for row in rows}) == 1:
                    parts = [
                        ast.copy_location(ast.Tuple(list(each)), over) for each in zip(*rows, strict=True)
                    ]
        if isinstance(target, ast.Tuple | ast.List) and len(parts) == len(target.elts):
            for each, part in zip(target.elts, parts, strict=True):
                self._loop(each, part)
        else:
            self._assign(target, over)

    def _learn_function(self, name: str, node: _Function) -> None:
        self._functions.add(name)
        arguments = node.args
        listed = [*arguments.posonlyargs, *arguments.args]
        defaults: list[ast.expr | None] = [None] * (len(listed) - len(arguments.defaults))
        defaults += [*arguments.defaults, *arguments.kw_defaults]
        for position, each in enumerate([*listed, *arguments.kwonlyargs]):
            if not each.arg.startswith(("self@", "cls@")):
                self._arguments[each.arg] = (name, position, defaults[position])
        if not isinstance(node, ast.Lambda):
            self._given[name] += _values_within(node)

    def _learn_import(self, node: ast.Import | ast.ImportFrom) -> None:
        module = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
        for each in node.names:
            name, whole = each.asname or each.name.partition(".")[0], f"{module}{each.name}"
            if whole == "helpers.report" and (module or each.asname):
                self._of_report[name] = ""
            elif module == "helpers.report.":
                self._of_report[name] = each.name
            elif not whole.startswith("helpers"):
                self._foreign.add(name)


def rename_own(tree: ast.AST) -> None:
    """Add its place to the name of what a function alone knows, which is then no other name of the notebook."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    for function in reversed(
        [each for each in ast.walk(tree) if isinstance(each, kinds)]
    ):  # inner ones first
        defaults = [
            each for each in (*function.args.defaults, *function.args.kw_defaults) if each is not None
        ]
        outside = {id(part) for default in defaults for part in ast.walk(default)}
        inside = [each for each in ast.walk(function) if id(each) not in outside]
        names = {each.arg for each in inside if isinstance(each, ast.arg)}
        names |= {
            each.id for each in inside if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
        }
        for each in inside:
            if isinstance(each, ast.Global | ast.Nonlocal):
                names -= set(each.names)
        own = {each: f"{each}@{function.lineno}.{function.col_offset}" for each in names if "@" not in each}
        for each in inside:
            if isinstance(each, ast.Name):
                each.id = own.get(each.id, each.id)
            elif isinstance(each, ast.arg):
                each.arg = own.get(each.arg, each.arg)


def _handed(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(each.value for each in call.keywords)]


def _values_within(node: ast.AST) -> list[ast.expr | None]:
    """What a function returns or yields; of a class also what stands in it."""
    kinds = ast.Return | ast.Yield | ast.YieldFrom
    of_class = ast.Assign | ast.AnnAssign if isinstance(node, ast.ClassDef) else ast.Return
    return [each.value for each in ast.walk(node) if isinstance(each, kinds | of_class)]


def _has_numbers(leaves: _Leaves) -> bool:
    return any(each is not None and is_number(each.value) for each in leaves)


def _all_typed(leaves: _Leaves) -> bool:
    return bool(leaves) and None not in leaves


def _chosen(choices: list[_Leaves]) -> _Leaves:
    """What one of several values may be: the typed numbers among them are enough, but for a zero."""
    typed = [
        choice
        for choice in choices
        if _all_typed(choice) and any(each and is_number(each.value) and each.value for each in choice)
    ]
    return list(dict.fromkeys(leaf for choice in typed or choices for leaf in choice))
