"""Which modules a report's bytes depend on, and a hash of each that a comment does not change.

Followed from the notebook and from what executes, renders and packs it, import by import, without importing anything.
What makes the Release is not followed: a report depends on its figures, not on how they were made.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import helpers
from helpers.report import MODULES
from helpers.run.module_source import Import, Sources, imports_in

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


def code_of(notebook: Path, kept: Path | None = None) -> dict[str, str]:
    """Module -> hash, for every module of this project that a report of this notebook needs.

    `kept` is a file in which what sources say is kept for the next build.
    """
    sources = Sources(kept)
    found = _closure({*RENDERERS, *_imported_by(notebook)}, sources)
    sources.keep()
    return {name: sources.read(_file(name)).code[:16] for name in sorted(found)}


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
    return exhibits | doors | {module for each in imports_in(tree) for module in _ours(each, "notebook")}


def _words(node: ast.AST) -> Iterable[str]:
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.Attribute):
        return (node.attr,)
    if isinstance(node, ast.alias):
        return (node.name,)
    return (node.value,) if isinstance(node, ast.Constant) and isinstance(node.value, str) else ()


def _closure(names: set[str], sources: Sources) -> set[str]:
    found: set[str] = set()
    todo = list(names)
    while todo:
        name = todo.pop()
        if name in found or name.startswith(NOT_FOLLOWED):
            continue
        found.add(name)
        parent = name.rpartition(".")[0]
        imported = (module for each in sources.read(_file(name)).imports for module in _ours(each, name))
        todo += [*imported, *([parent] if parent else [])]
    return found


def _ours(each: Import, within: str) -> Iterator[str]:
    """The modules of this project among what is imported within a module."""
    if each.module is None and not each.level:
        yield from (name for name in each.names if _is_ours(name))
        return
    module = each.module or ""
    if each.level:
        parts = within.split(".")
        module = ".".join([*parts[: len(parts) - each.level + _is_package(within)], *module.split(".")])
    if module.split(".")[0] == "helpers":
        yield module
        yield from (f"{module}.{name}" for name in each.names if _is_ours(f"{module}.{name}"))


def _is_package(name: str) -> bool:
    return _file(name).name == "__init__.py"


def _is_ours(name: str) -> bool:
    return name.split(".")[0] == "helpers" and _file(name).is_file()


@lru_cache(maxsize=1024)
def _file(name: str) -> Path:
    path = PACKAGE.joinpath(*name.split(".")[1:])
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
