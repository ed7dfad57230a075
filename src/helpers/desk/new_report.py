"""A new report begun: a notebook taken from a standard one, and its line in params/reports.yml."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import yaml

from helpers.build.report_names import taken
from helpers.desk.first_cells import first_cells
from helpers.errors import ParamsError
from helpers.execute.cell_languages import LANGUAGES
from helpers.execute.jobs import NOTEBOOKS
from helpers.files.folder_exchange import write_whole
from helpers.inputs.params.further_reports import (
    FILE_NAME,
    Further,
    FurtherReports,
    Per,
    notebook_of,
    read_further,
)
from helpers.inputs.params.settings import Bilingual
from helpers.inputs.params.yaml_files import read_text
from helpers.paths import Project

KEPT = (
    *("title", "parameters", "setup", "notice", "disclosure-heading", "disclosure", "symbols"),
    *("provenance-question", "provenance-heading", "provenance"),
)
HEAD = (
    "# Reports beside the standard ones, each a notebook in notebooks/: "
    "per province, region or project, or one for the nation.\n"
)
_IMPORT = re.compile(r"import [\w.]+ as (\w+)")
_CHANGED: dict[Per, dict[str, str]] = {
    "project": {'layout = ""\n': ""},
}
"""What the parameters and setup of a new report have otherwise than the standard notebook."""


def new_report(project: Project, name: str, per: Per, title: Bilingual) -> tuple[Path, Path]:
    """Start a report that the next build makes.

    Args:
        project: the project.
        name: such as 'border-week'.
        per: what it is made for.
        title: its heading and the title on its cover.

    Returns:
        The new notebook, and the file that names it.

    Raises:
        ParamsError: the name is not one, or is taken.
        OutputError: a file cannot be written.
    """
    known = read_further(project)
    notebooks = (path.stem for path in project.notebooks.glob("*.ipynb"))
    if said := taken(project, name, [*known, *notebooks]):
        raise ParamsError(f"'{name}' {said}; choose another name")
    notebook = project.notebooks / notebook_of(name)
    try:
        FurtherReports.model_validate({name: {"per": per, "title": title.model_dump()}})
    except ValueError:
        raise ParamsError(
            f"'{name}' is no name of a report: small letters and digits, joined by hyphens, such as border-week"
        ) from None
    every = {**known, name: Further(per=per, title=title)}
    listed = yaml.safe_dump(
        {key: each.model_dump() for key, each in every.items()}, allow_unicode=True, sort_keys=False
    )
    standard = project.notebooks / NOTEBOOKS[per]
    source = json.loads(read_text(standard, project.show(standard)))
    text = json.dumps(_begun(source, title, per), ensure_ascii=False, indent=1)
    write_whole(project, notebook, f"{text}\n".encode())
    write_whole(project, project.params / FILE_NAME, (HEAD + listed).encode())
    return notebook, project.params / FILE_NAME


def _begun(source: dict[str, Any], title: Bilingual, per: Per) -> dict[str, Any]:
    """The standard notebook's frame under another title, with cells that show how to make one's own."""
    headings = {f"title-{language}": [f"# {title[language]}"] for language in LANGUAGES}
    kept = {*KEPT, *(f"{name}-{language}" for name in KEPT for language in LANGUAGES)}
    cells = [
        {**cell, "source": headings.get(cell["id"], cell["source"])}
        for cell in source["cells"]
        if cell["id"] in kept
    ]
    at = next(number for number, cell in enumerate(cells, start=1) if cell["id"] == "notice")
    for cell in cells:
        if cell["id"] in ("parameters", "setup"):
            text = "".join(cell["source"])
            for before, after in _CHANGED.get(per, {}).items():
                text = text.replace(before, after)
            cell["source"] = text.splitlines(keepends=True)
    cells = [*cells[:at], *first_cells(per), *cells[at:]]
    return {**source, "cells": _without_unused_imports(cells)}


def _without_unused_imports(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The cells without `import x as y` of a y that none uses: the standard notebook's other cells may have used it."""
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    used = {node.id for text in code for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}

    def kept(line: str) -> bool:
        found = _IMPORT.fullmatch(line.strip())
        return not found or found[1] in used

    return [
        {**cell, "source": "".join(filter(kept, cell["source"])).lstrip("\n").splitlines(keepends=True)}
        if cell["cell_type"] == "code"
        else cell
        for cell in cells
    ]
