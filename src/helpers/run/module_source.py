"""What the source of a module says: a hash that a comment does not change, and what it imports.

Reading a hundred modules takes as long as a report; so what was found is kept under the hash of each source.
Which imports are modules of this project is not decided here: that may change while a source does not.
"""

from __future__ import annotations

import ast
import hashlib
import json
import platform
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from helpers.safe_writing import write_privately


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
    """Sources that were read before, kept in a file; without a file, each is read anew. A damaged file is as none."""

    def __init__(self, kept: Path | None = None) -> None:
        self._kept = kept
        self._found: dict[str, Source] = {}
        self._new = False
        if kept is not None:
            with suppress(OSError, ValueError, TypeError):
                content = json.loads(kept.read_bytes())
                if content["made_by"] == _made_by():
                    self._found = {
                        sha: Source(str(code), tuple(Import(n, m, tuple(a)) for n, m, a in imports))
                        for sha, (code, imports) in content["sources"].items()
                    }

    def read(self, path: Path) -> Source:
        """What one file says."""
        content = path.read_bytes()
        sha = hashlib.sha256(content).hexdigest()
        if sha not in self._found:
            tree = ast.parse(content)
            code = hashlib.sha256(ast.dump(tree).encode()).hexdigest()
            self._found[sha], self._new = Source(code, tuple(imports_in(tree))), True
        return self._found[sha]

    def keep(self) -> None:
        """Write the file, if there is something new; where it cannot be written, the next build reads again."""
        if self._kept is None or not self._new:
            return
        content = json.dumps({"made_by": _made_by(), "sources": self._found}, sort_keys=True)
        with suppress(OSError):
            write_privately(self._kept, content.encode())


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


@lru_cache(maxsize=1)
def _made_by() -> str:
    """Another Python writes trees in other words, and so may another version of this module."""
    return f"{platform.python_version()} {hashlib.sha256(Path(__file__).read_bytes()).hexdigest()}"
