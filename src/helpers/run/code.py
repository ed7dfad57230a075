"""Which modules a report's bytes depend on, and a hash of each that a comment does not change.

Followed from the notebook and from what executes, renders and packs it, import by import, without importing anything.
What makes the Release is not followed: a report depends on its figures, not on how they were made.
"""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import helpers
from helpers.report import MODULES

PACKAGE = Path(helpers.__file__).parent
RENDERERS = (
    "helpers.run.execute",
    "helpers.run.exports.write",
    "helpers.run.packet",
    "helpers.run.render_docx",
    "helpers.run.render_html",
    "helpers.run.render_pdf",
    "helpers.report.traceable",
)
DOORS = {"open_report": "helpers.run.opening", "open_quality": "helpers.run.quality"}
NOT_FOLLOWED = ("helpers.run.prepare", "helpers.run.kernels", "helpers.run.desk")


def code_of(notebook: Path) -> dict[str, str]:
    """Module -> hash, for every module of this project that a report of this notebook needs."""
    return {name: _hash_of(name) for name in sorted(_closure({*RENDERERS, *_imported_by(notebook)}))}


def _imported_by(notebook: Path) -> set[str]:
    """Modules that the cells import, and those of the exhibits that they name."""
    every = {f"helpers.report.{module}" for module in MODULES.values()}
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        source = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
        lines = [line for line in source.splitlines() if not line.lstrip().startswith(("%", "!"))]
        tree = ast.parse("\n".join(lines))
    except (OSError, ValueError, KeyError, TypeError, SyntaxError):
        return {*DOORS.values(), *every}
    words = {word for node in ast.walk(tree) for word in _words(node)}
    exhibits = every if "*" in words else {f"helpers.report.{MODULES[w]}" for w in words & set(MODULES)}
    doors = {DOORS[word] for word in words & set(DOORS)}
    return exhibits | doors | set(_imports(tree, "notebook"))


def _words(node: ast.AST) -> Iterable[str]:
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.Attribute):
        return (node.attr,)
    if isinstance(node, ast.alias):
        return (node.name,)
    return (node.value,) if isinstance(node, ast.Constant) and isinstance(node.value, str) else ()


def _closure(names: set[str]) -> set[str]:
    found: set[str] = set()
    todo = list(names)
    while todo:
        name = todo.pop()
        if name in found or name.startswith(NOT_FOLLOWED):
            continue
        found.add(name)
        parent = name.rpartition(".")[0]
        todo += [*_read(name)[1], *([parent] if parent else [])]
    return found


@lru_cache(maxsize=512)
def _read(name: str) -> tuple[str, tuple[str, ...]]:
    """Hash of a module, and the modules of this project that it imports, anywhere in it."""
    source = _file(name).read_bytes()
    tree = ast.parse(source)
    code = ast.dump(tree)
    return hashlib.sha256(code.encode()).hexdigest(), tuple(sorted(set(_imports(tree, name))))


def _hash_of(name: str) -> str:
    return _read(name)[0][:16]


def _imports(tree: ast.AST, within: str) -> Iterator[str]:
    for node in _at_run_time(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if _is_ours(alias.name))
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if node.level:
                parts = within.split(".")
                module = ".".join(
                    [*parts[: len(parts) - node.level + _is_package(within)], *module.split(".")]
                )
            if module.split(".")[0] == "helpers":
                yield module
                yield from (f"{module}.{a.name}" for a in node.names if _is_ours(f"{module}.{a.name}"))


def _at_run_time(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes but those that only a type checker sees, and a package's lazy names, which are followed by name."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.FunctionDef) and node.name == "__getattr__":
            continue
        yield node
        yield from _at_run_time(node)


def _is_package(name: str) -> bool:
    return _file(name).name == "__init__.py"


def _is_ours(name: str) -> bool:
    return name.split(".")[0] == "helpers" and _file(name).is_file()


@lru_cache(maxsize=1024)
def _file(name: str) -> Path:
    path = PACKAGE.joinpath(*name.split(".")[1:])
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
