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
    "one language": (
        lambda nb: _cell(nb, "outreach-question").update(source=["::: {lang=en}\n## A\n:::"]),
        "needs one block '::: {lang=vi}'",
    ),
    "different headings": (
        lambda nb: _cell(nb, "outreach-question").update(
            source=["::: {lang=en}\n## A\n:::\n\n::: {lang=vi}\n### B\n:::"]
        ),
        "different headings",
    ),
    "same id": (
        lambda nb: _cell(nb, "key-results").update(id="notice"),
        "2 cells have the id 'notice'; every cell needs an id of its own",
    ),
    "no parameters": (lambda nb: _cell(nb, "parameters").update(metadata={}), "tagged parameters"),
    "no title": (lambda nb: nb["cells"].pop(0), "must be the title"),
}


@pytest.mark.parametrize("name", SPOILERS)
def test_each_rule_can_fail(name: str, tmp_path: Path) -> None:
    spoil, expected = SPOILERS[name]
    notebook = json.loads(NATIONAL.read_text(encoding="utf-8"))
    spoil(notebook)
    path = tmp_path / "spoilt.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert any(expected in fault for fault in faults(path))
