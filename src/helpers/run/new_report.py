"""A new report begun: a notebook taken from a standard one, and its line in params/reports.yml."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from helpers.errors import ParamsError, plain
from helpers.inputs.further import FILE_NAME, Further, FurtherReports, notebook_of, read_further
from helpers.inputs.projects import Layout
from helpers.inputs.provinces import read_provinces
from helpers.inputs.settings import Bilingual, Language
from helpers.metrics.framework import project_slugs
from helpers.paths import Project
from helpers.privacy.policy import Audience
from helpers.privacy.release import NATION
from helpers.run.cell_languages import LANGUAGES
from helpers.run.jobs import NOTEBOOKS, QUALITY
from helpers.run.publish import write_whole

KEPT = (
    *("title", "parameters", "setup", "notice", "key-results-heading", "key-results", "outreach-question"),
    *(
        "sessions-by-month",
        "disclosure-heading",
        "disclosure",
        "symbols",
        "provenance-question",
        "provenance",
    ),
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
    if taken := _taken(project, name, known):
        raise ParamsError(f"'{name}' {taken}; choose another name")
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
    source = json.loads((project.notebooks / NOTEBOOKS[per]).read_text(encoding="utf-8"))
    text = json.dumps(_begun(source, title), ensure_ascii=False, indent=1)
    write_whole(project, notebook, f"{text}\n".encode())
    write_whole(project, project.params / FILE_NAME, (HEAD + listed).encode())
    return notebook, project.params / FILE_NAME


def _taken(project: Project, name: str, known: Iterable[str]) -> str:
    """What else a name, or one that reads like it, already stands for; empty where it is free."""
    provinces = read_provinces(project)
    slugs = {slug for vintage in provinces.by_vintage.values() for slug in vintage}
    names = {
        "is the name of a province": slugs,
        "is the name of a region": {region.slug for region in provinces.regions},
        "is the name of a project": project_slugs(project),
        "is the national report": [NATION, "nation", "national"],
        "is the report on data quality": [QUALITY, "quality"],
        "is a kind of report": [*NOTEBOOKS, *get_args(Layout), *get_args(Audience), *get_args(Language)],
        "is the name of a report already": [
            *known,
            *(path.stem for path in project.notebooks.glob("*.ipynb")),
        ],
    }
    for said, taken in names.items():
        if like := next((each for each in sorted(taken) if _squeezed(each) == _squeezed(name)), None):
            return said if like == name else f"reads like '{like}', which {said}"
    return ""


def _squeezed(name: str) -> str:
    """The letters and digits alone: 'Lạng Sơn', 'lang_son' and 'langson' are one name."""
    return "".join(letter for letter in plain(name) if letter.isalnum())


def _begun(source: dict[str, Any], title: Bilingual) -> dict[str, Any]:
    """The standard notebook's frame with its first section, under another title."""
    headings = {f"title-{language}": [f"# {title[language]}"] for language in LANGUAGES}
    kept = {*KEPT, *(f"{name}-{language}" for name in KEPT for language in LANGUAGES)}
    cells = [
        {**cell, "source": headings.get(cell["id"], cell["source"])}
        for cell in source["cells"]
        if cell["id"] in kept
    ]
    return {**source, "cells": cells}
