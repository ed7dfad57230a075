"""What the source of a module says: a hash that no comment and no docstring changes, and what it imports.

Reading a hundred modules takes as long as a report; so what was found is kept under the hash of each source.
Which imports are modules of this project is not decided here: that may change while a source does not.
"""

from __future__ import annotations

import ast
import hashlib
import platform
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from helpers.files.checksummed_files import json_of, json_with_checksum, keep, recalled


class Import(NamedTuple):
    """`import a, b` has no module; `from .x import a` has level 1, module x, and names."""

    level: int
    module: str | None
    names: tuple[str, ...]


class Source(NamedTuple):
    """One source: hash of its code, and its imports."""

    code: str
    imports: tuple[Import, ...]


class Sources:
    """Sources that were read before, kept in a file; without a file, for this process alone."""

    def __init__(self, kept: Path | None = None) -> None:
        self._kept = kept
        self._new = False
        if kept is not None:
            content = recalled(kept, f"data/{kept.parent.name}/{kept.name}", json_of)
            self._new = content is None or content.get("made_by") != _made_by()
            if content is not None and not self._new:
                for sha, (code, imports) in content["sources"].items():
                    _found[sha] = Source(str(code), tuple(Import(n, m, tuple(a)) for n, m, a in imports))

    def read(self, path: Path) -> Source:
        """What one file says."""
        content = path.read_bytes()
        sha = hashlib.sha256(content).hexdigest()
        if sha not in _found:
            tree = ast.parse(content)
            imports = tuple(imports_in(tree))
            code = hashlib.sha256(ast.dump(_without_texts(tree)).encode()).hexdigest()
            _found[sha], self._new = Source(code, imports), True
        return _found[sha]

    def keep(self) -> None:
        """Write the file, if there is something new; where it cannot be written, the next build reads again."""
        if self._kept is None or not self._new:
            return
        with suppress(OSError):
            keep(self._kept, json_with_checksum({"made_by": _made_by(), "sources": _found}))


_found: dict[str, Source] = {}
"""Hash of a source -> what it says, for all of this process."""


def imports_in(tree: ast.AST) -> Iterator[Import]:
    """The imports anywhere in a tree but those that only a type checker sees, and a package's lazy names."""
    for node in _statements(tree):
        if isinstance(node, ast.Import):
            yield Import(0, None, tuple(alias.name for alias in node.names))
        elif isinstance(node, ast.ImportFrom):
            yield Import(node.level, node.module, tuple(alias.name for alias in node.names))


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    """Only statements hold statements: expressions, which are most of a tree, are not looked into."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, (ast.stmt, ast.excepthandler, ast.match_case)):
            continue
        if (
            isinstance(child, ast.If)
            and isinstance(child.test, ast.Name)
            and child.test.id == "TYPE_CHECKING"
        ):
            continue
        if isinstance(child, ast.FunctionDef) and child.name == "__getattr__":
            continue
        yield child
        yield from _statements(child)


def _without_texts(tree: ast.AST) -> ast.AST:
    """The tree without docstrings and other texts that stand for themselves and do nothing."""
    for node in ast.walk(tree):
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            if isinstance(block, list):
                setattr(node, name, [each for each in block if not _is_text(each)])
    return tree


def _is_text(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


@lru_cache(maxsize=1)
def _made_by() -> str:
    """Another Python writes trees in other words, and so may another version of this module."""
    return f"{platform.python_version()} {hashlib.sha256(Path(__file__).read_bytes()).hexdigest()}"
