"""Cells that share an id: a report is made of them, without a warning and without a random id."""

from __future__ import annotations

import json

import nbformat

from helpers.execute.cell_ids import with_own_ids
from projects import ROOT


def _with_ids(*ids: str) -> str:
    cells = [{"id": each, "cell_type": "markdown", "metadata": {}, "source": []} for each in ids]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def test_copies_get_ids_that_nobody_has() -> None:
    notebook = nbformat.reads(with_own_ids(_with_ids("a", "a", "a-2", "b", "a")), as_version=4)
    assert [cell["id"] for cell in notebook.cells] == ["a", "a-3", "a-2", "b", "a-4"]


def test_notebook_whose_cells_have_their_own_ids_stays_as_it_is() -> None:
    text = (ROOT / "notebooks/national_report.ipynb").read_text(encoding="utf-8")
    assert with_own_ids(text) is text
    assert with_own_ids("no notebook") == "no notebook"
