"""Markdown that stands in one language alone is told for the reports in the other, by its cell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from helpers.errors import NotebookError
from helpers.execute.jobs import Job
from helpers.inputs.params.settings import Language
from helpers.paths import Project
from helpers.publish.typed_numbers.before_a_build import look_through
from helpers.publish.words_in_one_language import lacking_in
from projects import ROOT, copy_project

NOTEBOOKS = sorted(path for path in (ROOT / "notebooks").glob("*.ipynb") if path.stem != "data_quality")


def markdown(name: str, source: str, *tags: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": name, "metadata": {"tags": [*tags]}, "source": [source]}


CODE = {
    "cell_type": "code",
    "id": "code",
    "metadata": {},
    "source": ["1"],
    "outputs": [],
    "execution_count": None,
}
PAIR = (markdown("a-en", "## A", "en"), markdown("a-vi", "## A", "vi"))


def lacking(tmp_path: Path, language: Language, *cells: dict[str, Any]) -> list[str]:
    path = tmp_path / "own.ipynb"
    path.write_text(json.dumps({"cells": [*cells]}), encoding="utf-8")
    return [each.partition(", so the ")[0] for each in lacking_in(path, "own.ipynb", language)]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_workbooks_own_notebooks_have_both(path: Path) -> None:
    assert lacking_in(path, "own", "vi") + lacking_in(path, "own", "en") == []


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ((PAIR[0],), "cell 1 (a-en): stands in English alone"),
        ((*PAIR, CODE, markdown("b-en", "Words.", "en")), "cell 4 (b-en): stands in English alone"),
        (
            (*PAIR, markdown("b-en", "### B", "en")),
            "cell 3 (b-en): stands in English alone",
        ),
        (
            (markdown("b-en", "## B", "en"), *PAIR),
            "cell 1 (b-en): stands in English alone",
        ),
        (
            (markdown("b-en", "## B\n\n### C", "en"), PAIR[1]),
            "cell 1 (b-en): has a heading that stands in English alone",
        ),
    ],
    ids=["twin deleted", "words", "after another pair", "before another pair", "one of two"],
)
def test_what_stands_in_english_alone_is_told_of_the_vietnamese_report(
    tmp_path: Path, cells: tuple[dict[str, Any], ...], told: str
) -> None:
    assert lacking(tmp_path, "vi", *cells) == [f"own.ipynb, {told}"]
    assert lacking(tmp_path, "en", *cells) == [], "and the English one has all"


@pytest.mark.parametrize(
    "cells",
    [
        (markdown("both", "## A"), CODE),
        (
            markdown("a-en", "## A", "en"),
            markdown("b-en", "## B", "en"),
            markdown("ab-vi", "## A\n## B", "vi"),
        ),
        (markdown("a-en", "## A\n```\n# no heading\n```", "en"), PAIR[1]),
    ],
    ids=["no tag", "cells cut otherwise", "a comment in code"],
)
def test_what_both_have_is_not_told(tmp_path: Path, cells: tuple[dict[str, Any], ...]) -> None:
    assert lacking(tmp_path, "vi", *cells) + lacking(tmp_path, "en", *cells) == []


def test_what_is_no_notebook_is_told(tmp_path: Path) -> None:
    (tmp_path / "own.ipynb").write_text("{}", encoding="utf-8")
    with pytest.raises(NotebookError, match=r"own\.ipynb: not a notebook"):
        lacking_in(tmp_path / "own.ipynb", "own.ipynb", "en")


def test_a_build_warns_and_a_strict_one_refuses_the_report_without_the_words(tmp_path: Path) -> None:
    project: Project = copy_project(tmp_path / "project", provinces=("lang-son",))
    path = project.notebooks / "province_report.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"] = [each for each in notebook["cells"] if each["id"] != "outreach-question-vi"]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    jobs = [Job("province", "lang-son", 2023, language) for language in ("en", "vi")]
    looked = look_through(project, jobs, strict=False)
    assert looked.refused == ()
    (warning,) = looked.warnings
    assert warning.startswith("notebooks/province_report.ipynb, cell ")
    assert warning.endswith(
        "(outreach-question-en): stands in English alone, so the Vietnamese report is without it; write the same in a "
        "cell tagged vi directly below"
    )
    assert look_through(project, jobs[:1], strict=False).warnings == (), "the English report has them"
    strict = look_through(project, jobs, strict=True)
    assert [(each.job, each.fault, each.exit_code) for each in strict.refused] == [(jobs[1], warning, 1)]
