"""What in the code of a notebook is typed and what is computed: constants are followed through names and calls.

A value is typed where it comes from literals alone: `7`, `3 + 4`, `n = 7` and `n` later, `{"n": 7}["n"]`, `int("7")`, a
function that returns 7, a frame of literals.
What a parameter or a Release has a part in is computed, and what a loop counts.
"""

from __future__ import annotations

import ast
import builtins
from collections import defaultdict
from collections.abc import Iterator

_GROWING = {"append", "extend", "insert", "add", "update", "setdefault"}
_EMPTY = {"DataFrame", "Series"}
"""What an analyst makes empty, to put numbers in."""
_LONGEST_CHAIN = 30
_OF_PARTS = (
    ast.BinOp,
    ast.BoolOp,
    ast.UnaryOp,
    ast.List,
    ast.Tuple,
    ast.Set,
    ast.Dict,
    ast.JoinedStr,
    ast.Slice,
)


class Constants:
    """The names of a notebook's code, and which of them hold nothing but what was typed."""

    def __init__(self) -> None:
        self._given: dict[str, list[ast.expr | None]] = defaultdict(list)
        self._last: dict[str, ast.expr | None] = {}
        self._returned: dict[str, list[ast.expr | None]] = defaultdict(list)
        self._foreign: set[str] = set()
        self._of_report: dict[str, str] = {}
        self._known: dict[str, bool] = {}

    def learn(self, tree: ast.AST) -> None:
        """Take in the assignments of a cell."""
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    self._assign(target, node.value)
            elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and node.value is not None:
                self._assign(node.target, node.value)
            elif isinstance(node, ast.AugAssign):
                self._assign(node.target, None)  # as a loop counts
            elif isinstance(node, ast.For | ast.AsyncFor | ast.comprehension):
                self._assign(node.target, node.iter)
            elif isinstance(node, ast.withitem) and node.optional_vars is not None:
                self._assign(node.optional_vars, None)
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                self._learn_function(node)
            elif isinstance(node, ast.Import):
                self._foreign |= {(each.asname or each.name).partition(".")[0] for each in node.names}
                self._of_report |= {
                    each.asname: "" for each in node.names if each.name == "helpers.report" and each.asname
                }
            elif isinstance(node, ast.ImportFrom):
                self._learn_import(node)
            elif isinstance(node, ast.Call):
                self._learn_growth(node)

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
            if name == "report" or self._of_report.get(name) == "":
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
        if isinstance(node, ast.Constant):
            return True
        if isinstance(node, ast.Name):
            return self._is_typed_name(node.id)
        if isinstance(node, ast.Call):
            return self._is_typed_call(node)
        if isinstance(node, ast.Attribute | ast.Starred | ast.FormattedValue | ast.NamedExpr):
            return self.is_typed(node.value)
        if isinstance(node, ast.Lambda):
            return self.is_typed(node.body)
        if isinstance(node, ast.Subscript):
            return self.is_typed(node.value) and (
                self.is_typed(node.slice) or self._holds_numbers(node.value)
            )
        if isinstance(node, ast.IfExp):
            return self.is_typed(node.body) and self.is_typed(node.orelse)
        if isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp):
            return self.is_typed(node.elt) and all(self.is_typed(each.iter) for each in node.generators)
        parts = [each for each in ast.iter_child_nodes(node) if isinstance(each, ast.expr)] if node else []
        return isinstance(node, _OF_PARTS) and all(map(self.is_typed, parts))

    def constants_in(self, node: ast.expr | None, seen: set[str] | None = None) -> Iterator[ast.Constant]:
        """The literals that a typed value is made of, through names; not the 0 of `x[0]`."""
        seen = set() if seen is None else seen
        every = list(ast.walk(node)) if node is not None else []
        picking = {
            id(part) for each in every if isinstance(each, ast.Subscript) for part in ast.walk(each.slice)
        }
        for each in every:
            if id(each) in picking:
                continue
            if isinstance(each, ast.Constant):
                yield each
            elif isinstance(each, ast.Name) and each.id not in seen:
                seen.add(each.id)
                for given in (*self._given.get(each.id, []), *self._returned.get(each.id, [])):
                    yield from self.constants_in(given, seen)

    def _is_typed_name(self, name: str) -> bool:
        """Whether all that a name is given is typed, or what it is given last is a literal."""
        if name not in self._known:
            self._known[name] = True  # while it is looked at: a name that is made of itself says nothing new
            given, last = self._given.get(name, []), self._last.get(name)
            literal = isinstance(last, ast.Constant) and bool(last.value)
            self._known[name] = bool(given) and (literal or all(map(self.is_typed, given)))
        return self._known[name]

    def _holds_numbers(self, node: ast.expr) -> bool:
        """Whether numbers are among the literals of a typed value, so that whichever is picked was typed."""
        literals = self.constants_in(node)
        return any(
            isinstance(each.value, int | float) and not isinstance(each.value, bool) for each in literals
        )

    def _is_typed_call(self, node: ast.Call) -> bool:
        picked = node.func.value if isinstance(node.func, ast.Attribute) and node.func.attr == "get" else None
        if picked is not None and self.is_typed(picked) and self._holds_numbers(picked):
            return True
        given: list[ast.expr] = [*node.args, *(each.value for each in node.keywords)]
        if not all(map(self.is_typed, given)):
            return False
        function = node.func
        if isinstance(function, ast.Lambda):
            return self.is_typed(function)
        if isinstance(function, ast.Name):
            if returned := self._returned.get(function.id):
                return all(map(self.is_typed, returned))
            if function.id in self._given:
                return self._is_typed_name(function.id)
            return hasattr(builtins, function.id) or (function.id in self._foreign and bool(given))
        root: ast.expr = function
        while isinstance(root, ast.Attribute):
            root = root.value
        if isinstance(function, ast.Attribute) and isinstance(root, ast.Name) and root.id in self._foreign:
            return (bool(given) or function.attr in _EMPTY) and not function.attr.startswith("read_")
        return isinstance(function, ast.Attribute) and self.is_typed(function.value)

    def _assign(self, target: ast.expr, value: ast.expr | None) -> None:
        if isinstance(target, ast.Name):
            self._given[target.id].append(value)
            self._last[target.id] = value
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

    def _learn_growth(self, node: ast.Call) -> None:
        """Take in `found.append(7)` and the like."""
        function = node.func
        grows = isinstance(function, ast.Attribute) and function.attr in _GROWING
        if isinstance(function, ast.Attribute) and grows and isinstance(function.value, ast.Name):
            self._given[function.value.id] += [*node.args, *(each.value for each in node.keywords)]

    def _learn_function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        arguments = node.args
        for each in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
            self._given[each.arg].append(None)
        inner = [each for each in ast.walk(node) if isinstance(each, ast.Return)]
        self._returned[node.name] += [each.value for each in inner]

    def _learn_import(self, node: ast.ImportFrom) -> None:
        for each in node.names:
            name = each.asname or each.name
            if node.module == "helpers.report":
                self._of_report[name] = each.name
            elif node.module == "helpers" and each.name == "report":
                self._of_report[name] = ""
            elif not (node.module or "").startswith("helpers"):
                self._foreign.add(name)
