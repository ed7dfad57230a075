"""A new report begun: a notebook taken from a standard one, and its line in params/reports.yml."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

import yaml

from helpers.errors import ParamsError
from helpers.inputs.further import FILE_NAME, Further, FurtherReports, notebook_of, read_further
from helpers.inputs.settings import Bilingual
from helpers.inputs.yaml_files import read_text
from helpers.paths import Project
from helpers.run.cell_languages import LANGUAGES
from helpers.run.first_cells import first_cells
from helpers.run.jobs import NOTEBOOKS
from helpers.run.publish import write_whole
from helpers.run.report_names import taken

KEPT = (
    *("title", "parameters", "setup", "notice", "disclosure-heading", "disclosure", "symbols"),
    *("provenance-question", "provenance"),
)
HEAD = "# Reports beside the standard ones, each a notebook in notebooks/: per province, or one for the nation.\n"


def new_report(
    project: Project, name: str, per: Literal["province", "nation"], title: Bilingual
) -> tuple[Path, Path]:
    """Start a report that the next build makes.

    Args:
        project: the project.
        name: such as 'border-week'.
        per: whether it is made for each province or once.
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
    text = json.dumps(_begun(source, title), ensure_ascii=False, indent=1)
    write_whole(project, notebook, f"{text}\n".encode())
    write_whole(project, project.params / FILE_NAME, (HEAD + listed).encode())
    return notebook, project.params / FILE_NAME


def _begun(source: dict[str, Any], title: Bilingual) -> dict[str, Any]:
    """The standard notebook's frame under another title, with cells that show how to make one's own."""
    headings = {f"title-{language}": [f"# {title[language]}"] for language in LANGUAGES}
    kept = {*KEPT, *(f"{name}-{language}" for name in KEPT for language in LANGUAGES)}
    cells = [
        {**cell, "source": headings.get(cell["id"], cell["source"])}
        for cell in source["cells"]
        if cell["id"] in kept
    ]
    at = next(number for number, cell in enumerate(cells, start=1) if cell["id"] == "notice")
    return {**source, "cells": [*cells[:at], *first_cells(), *cells[at:]]}
