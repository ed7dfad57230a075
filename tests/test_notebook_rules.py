"""The notebooks keep the rules, and each rule can fail."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from notebook_rules import faults

NOTEBOOKS = sorted((Path(__file__).resolve().parents[1] / "notebooks").glob("*.ipynb"))
NATIONAL = next(path for path in NOTEBOOKS if path.stem == "national_report")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_keeps_the_rules(path: Path) -> None:
    assert faults(path) == []


def _cell(notebook: dict[str, Any], name: str) -> dict[str, Any]:
    return next(cell for cell in notebook["cells"] if cell["id"] == name)


def _add_code(source: str) -> Callable[[dict[str, Any]], None]:
    return lambda notebook: _cell(notebook, "key-results").update(source=[source])


SPOILERS: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "loop": (_add_code("for x in release.frame:\n    x"), "holds a For"),
    "function": (_add_code("def f():\n    return 1"), "holds a FunctionDef"),
    "groupby": (_add_code("release.frame.groupby('place').sum()"), "calls groupby"),
    "read": (_add_code("read_csv('x.csv')"), "calls read_csv"),
    "import": (_add_code("import pandas as pd"), "imports a module"),
    "other import": (_add_code("from helpers.metrics import facts"), "imports more than"),
    "long cell": (_add_code("\n".join(["release"] * 9)), "more than 8 lines"),
    "outputs": (lambda nb: _cell(nb, "key-results").update(execution_count=1), "stored outputs"),
    "no kernelspec": (lambda nb: nb["metadata"].pop("kernelspec"), "no kernelspec"),
    "papermill metadata": (lambda nb: nb["metadata"].update(papermill={}), "metadata holds more"),
    "English alone": (
        lambda nb: nb["cells"].remove(_cell(nb, "outreach-question-vi")),
        "cell outreach-question-en: the cell below must be the same in Vietnamese, tagged vi, with the id "
        "outreach-question-vi",
    ),
    "Vietnamese alone": (
        lambda nb: nb["cells"].remove(_cell(nb, "outreach-question-en")),
        "cell outreach-question-vi: the cell above must be the same in English, tagged en",
    ),
    "a cell between the languages": (
        lambda nb: nb["cells"].insert(nb["cells"].index(_cell(nb, "map-question-vi")), nb["cells"].pop()),
        "cell map-question-en: the cell below must be",
    ),
    "another cell's id": (
        lambda nb: _cell(nb, "map-question-vi").update(id="map-vi"),
        "cell map-question-en: the cell below must be the same in Vietnamese, tagged vi, with the id map-question-vi",
    ),
    "words without a tag": (
        lambda nb: _cell(nb, "map-question-en").update(metadata={}),
        "cell map-question-en: has words and no tag",
    ),
    "wrong tag": (
        lambda nb: _cell(nb, "map-question-en")["metadata"].update(tags=["EN"]),
        "cell map-question-en: the tag 'EN' is no language of the reports; write en or vi",
    ),
    "tag of another language on code": (
        lambda nb: _cell(nb, "key-results").update(metadata={"tags": ["fr"]}),
        "cell key-results: the tag 'fr' is no language",
    ),
    "both tags": (
        lambda nb: _cell(nb, "map-question-en")["metadata"].update(tags=["en", "vi"]),
        "cell map-question-en: is tagged both en and vi",
    ),
    "marks": (
        lambda nb: _cell(nb, "map-question-en").update(source=["::: {lang=en}\n", "## A\n", ":::"]),
        "cell map-question-en: the mark '::: {lang=en}' chooses no language any more",
    ),
    "different headings": (
        lambda nb: _cell(nb, "outreach-question-vi").update(source=["### B"]),
        "cell outreach-question-en: the two languages have different headings",
    ),
    "same id": (
        lambda nb: _cell(nb, "key-results").update(id="notice"),
        "2 cells have the id 'notice'; every cell needs an id of its own",
    ),
    "no parameters": (lambda nb: _cell(nb, "parameters").update(metadata={}), "tagged parameters"),
    "no title": (lambda nb: nb["cells"].pop(0), "the first cell in 'en' must be the title"),
    "no title in Vietnamese": (lambda nb: nb["cells"].pop(1), "the first cell in 'vi' must be the title"),
}


@pytest.mark.parametrize("name", SPOILERS)
def test_each_rule_can_fail(name: str, tmp_path: Path) -> None:
    spoil, expected = SPOILERS[name]
    notebook = json.loads(NATIONAL.read_text(encoding="utf-8"))
    spoil(notebook)
    path = tmp_path / "spoilt.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert any(expected in fault for fault in faults(path))


def _markdown(name: str, source: str, *tags: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": name, "metadata": {"tags": [*tags]}, "source": [source]}


@pytest.mark.parametrize(
    "cells",
    [
        (_markdown("0a1b", "Words.", "en"), _markdown("2c3d", "Lời.", "vi")),  # as JupyterLab names new cells
        (_markdown("line", "---"),),
        (_markdown("words-en", "Words.", "en", "draft"), _markdown("words-vi", "Lời.", "vi", "to-do")),
    ],
)
def test_what_the_rules_allow(cells: tuple[dict[str, Any], ...], tmp_path: Path) -> None:
    notebook = json.loads(NATIONAL.read_text(encoding="utf-8"))
    notebook["cells"][2:2] = cells
    path = tmp_path / "own.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert faults(path) == []
