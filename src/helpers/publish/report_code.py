"""Which modules a report's bytes depend on, and a hash of each that a comment does not change.

Followed from the notebook and from what executes, renders and packs it, import by import, without importing anything.
What makes the Release is not followed: a report depends on its figures, not on how they were made.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable
from pathlib import Path

from helpers.files.safe_reading import read_file
from helpers.report import EVERY
from helpers.source_code.import_graph import (
    closure,
    code_of_modules,
    foreign,
    imported_packages,
    modules_below,
    ours,
)
from helpers.source_code.installed_packages import versions_of
from helpers.source_code.module_hashes import Sources, imports_in

RENDERERS = (
    "helpers.execute.engine",
    "helpers.execute.run_notebook",
    "helpers.publish.exports.write_exports",
    "helpers.publish.packet",
    "helpers.render.render_docx",
    "helpers.render.render_html",
    "helpers.render.render_pdf",
    "helpers.report.traceable",
)
DOORS = {"open_report": "helpers.release.opening", "open_quality": "helpers.release.quality_data"}
DESK = ("helpers.desk",)
NOT_FOLLOWED = ("helpers.release.prepare", "helpers.execute.kernels", *DESK)
MAKERS = ("helpers.release.prepare", "helpers.inputs.intake.sent_returns")
"""What turns returns into a Release."""
EXECUTING = ("helpers.execute.kernels",)
"""What papermill and Jupyter reach by entry points, which no import tells."""


def code_of(notebook: Path, kept: Path | None = None) -> dict[str, str]:
    """Module -> hash, for every module of this project that a report of this notebook needs.

    `kept` is a file in which what sources say is kept for the next build.
    """
    sources = Sources(kept)
    found = code_of_modules({*RENDERERS, *_imported_by(notebook)}, sources, NOT_FOLLOWED)
    sources.keep()
    return found


def packages_of(notebook: Path | None = None, kept: Path | None = None) -> dict[str, str]:
    """Package -> version, for every package that can change a byte of a report or a decision about it.

    That is: all that renderers, kernels, exhibits, and what makes a Release import, and what the notebook imports
    itself, with everything that those packages need in turn.
    """
    sources = Sources(kept)
    roots = {*RENDERERS, *DOORS.values(), *MAKERS, *modules_below("helpers.report")}
    roots |= {name for package in EXECUTING for name in modules_below(package)}
    modules = imported_packages(closure(roots, sources, DESK), sources)
    if notebook is not None:
        tree = _parsed(notebook)
        modules |= {top for each in imports_in(tree) for top in foreign(each)} if tree else set()
    found = versions_of(modules, kept)
    sources.keep()
    return found


def _imported_by(notebook: Path) -> set[str]:
    """Modules that the cells import, and those of the exhibits that they name."""
    every = {f"helpers.report.{module}" for module in EVERY.values()}
    tree = _parsed(notebook)
    if tree is None:
        return {*DOORS.values(), *every}
    words = {word for node in ast.walk(tree) for word in _words(node)}
    exhibits = every if "*" in words else {f"helpers.report.{EVERY[w]}" for w in words & set(EVERY)}
    doors = {DOORS[word] for word in words & set(DOORS)}
    return exhibits | doors | {module for each in imports_in(tree) for module in ours(each, "notebook")}


def _parsed(notebook: Path) -> ast.AST | None:
    """The code of all cells; None where it cannot be read."""
    try:
        cells = json.loads(read_file(notebook))["cells"]
        source = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
        lines = [line for line in source.splitlines() if not line.lstrip().startswith(("%", "!"))]
        return ast.parse("\n".join(lines))
    except (OSError, ValueError, KeyError, TypeError, SyntaxError):
        return None


def _words(node: ast.AST) -> Iterable[str]:
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.Attribute):
        return (node.attr,)
    if isinstance(node, ast.alias):
        return (node.name,)
    return (node.value,) if isinstance(node, ast.Constant) and isinstance(node.value, str) else ()
