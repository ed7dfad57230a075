"""The marks beside numbers reach no reader, whatever renders the notebook."""

from __future__ import annotations

from typing import Any

import nbformat

from helpers.inputs.params.number_marks import without_marks
from helpers.inputs.params.settings import Bilingual
from helpers.render.compose import compose
from helpers.render.document_metadata import read_document
from helpers.render.quarto_notebook import notebook_for_quarto

MARKED = (
    "# Twelve<!-- published courses --> courses\n\nTwo<!--vouched the\nagreement--> days.<!-- a comment -->"
)
SHOWN = "# Twelve courses\n\nTwo days.<!-- a comment -->"


def notebook(source: str | list[str] = MARKED) -> dict[str, Any]:
    cell = {"cell_type": "markdown", "id": "own", "metadata": {}, "source": source}
    return {"metadata": {}, "cells": [cell]}


def test_marks_are_taken_out_and_other_comments_stay() -> None:
    assert without_marks(MARKED) == SHOWN


def test_page_and_title_have_none() -> None:
    composed = compose(notebook(), "html", "en")
    assert "Two days." in composed.markdown
    assert "vouched" not in composed.markdown
    assert read_document(notebook()).title == "Twelve courses"


def test_notebook_for_quarto_has_none() -> None:
    marked, shown = (text.removesuffix("<!-- a comment -->") for text in (MARKED, SHOWN))  # which is refused
    cells = notebook_for_quarto(nbformat.from_dict(notebook(marked)))["cells"]
    assert "".join(cells[-1]["source"]) == shown


def test_params_have_none() -> None:
    text = Bilingual(en="Two<!-- vouched by treaty --> days", vi="Hai<!-- vouched by treaty --> ngày")
    assert text.both == ("Two days", "Hai ngày")
