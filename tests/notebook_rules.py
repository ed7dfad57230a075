"""The rules for notebooks (they own order, words and choice of exhibit; src owns every number), as code."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MOST_LINES = 8
ALLOWED_IMPORTS = {
    "helpers.report", "helpers.run.open_report", "helpers.run.parameter_form", "helpers.run.preview",
    "helpers.report.quality", "helpers.run.open_quality",
}  # fmt: skip
FORBIDDEN_NODES = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.For,
    ast.While,
    ast.With,
)
FORBIDDEN_CALLS = re.compile(r"^(groupby|merge|join|read_.*|open|exec|eval)$")
LANGUAGES = ("en", "vi")


def faults(path: Path) -> list[str]:
    """What in a notebook breaks the rules, one line a fault, each with its cell's id."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    found = list(_whole(notebook))
    for cell in notebook["cells"]:
        check = _code if cell["cell_type"] == "code" else _markdown
        found += [f"cell {cell.get('id', '?')}: {fault}" for fault in check(cell)]
    return found


def _whole(notebook: dict[str, Any]) -> Iterator[str]:
    if not notebook["metadata"].get("kernelspec", {}).get("name"):
        yield "there is no kernelspec; Papermill needs it"
    if set(notebook["metadata"]) - {"kernelspec", "language_info"}:
        yield "the metadata holds more than kernelspec and language_info"
    ids = [cell.get("id") for cell in notebook["cells"]]
    if None in ids:
        yield "every cell needs an id of its own; save the notebook in JupyterLab, which gives one"
    for same in sorted({each for each in ids if each is not None and ids.count(each) > 1}):
        yield f"{ids.count(same)} cells have the id '{same}'; every cell needs an id of its own: change the copy's"
    tags = [tag for cell in notebook["cells"] for tag in cell["metadata"].get("tags", [])]
    if tags.count("parameters") != 1 or tags.count("setup") != 1:
        yield "there must be one cell tagged parameters and one tagged setup"
    kinds = [cell["cell_type"] for cell in notebook["cells"]]
    if not kinds or kinds[0] != "markdown" or "# " not in "".join(notebook["cells"][0]["source"]):
        yield "the first cell must be the title"


def _code(cell: dict[str, Any]) -> Iterator[str]:
    source = "".join(cell["source"])
    if cell["outputs"] or cell["execution_count"] is not None:
        yield "has stored outputs; strip them"
    if len(source.splitlines()) > MOST_LINES:
        yield f"has more than {MOST_LINES} lines; move work to src"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, FORBIDDEN_NODES):
            yield f"holds a {type(node).__name__}; move it to src"
        elif isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if FORBIDDEN_CALLS.match(name):
                yield f"calls {name}; the Release has the numbers"
        elif isinstance(node, ast.Import):
            yield "imports a module; only helpers.report and open_report are allowed"
        elif isinstance(node, ast.ImportFrom):
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            if names - ALLOWED_IMPORTS:
                yield "imports more than helpers.report and helpers.run.open_report"


def _markdown(cell: dict[str, Any]) -> Iterator[str]:
    source = "".join(cell["source"])
    parts = {language: source.split(f"::: {{lang={language}}}")[1:] for language in LANGUAGES}
    for language, found in parts.items():
        if len(found) != 1:
            yield f"needs one block '::: {{lang={language}}}'"
    if all(len(found) == 1 for found in parts.values()):
        heads = [
            re.findall(r"^#+", found[0].split("\n:::")[0], flags=re.MULTILINE) for found in parts.values()
        ]
        if heads[0] != heads[1]:
            yield "the two languages have different headings"
