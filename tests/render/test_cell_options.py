"""`#|` options mean what they mean in Quarto, on the page, on paper and in Word."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from sample_report import both, figure, shown

from helpers.errors import RenderError
from helpers.render.document_metadata import read_document
from helpers.render.render_docx import render_docx
from helpers.render.render_html import render_html
from helpers.render.render_pdf import typst_source

FRAME = pd.DataFrame({"Place": ["Lạng Sơn"], "Sessions": [691]})


def book(*cells: Any) -> Any:
    return new_notebook(cells=[*both("# Title", "# Đề"), *cells])


def paper(notebook: Any) -> str:
    return typst_source(notebook, read_document(notebook)).split("#show: report.with")[1]


def word(notebook: Any) -> str:
    with zipfile.ZipFile(io.BytesIO(render_docx(notebook))) as file:
        return file.read("word/document.xml").decode()


def data_frame(*options: str) -> Any:
    data = {"text/html": FRAME.to_html(index=False), "text/plain": str(FRAME)}
    return new_code_cell("\n".join([*options, "frame"]), outputs=[new_output("execute_result", data)])


def test_label_names_an_exhibit_and_references_find_it() -> None:
    cell = shown(figure(1, "en"), source="#| label: fig-mine\nreport.x(release)")
    notebook = book(*both("See @fig-mine.", "Xem @fig-mine."), cell)
    page = render_html(notebook)
    assert 'id="fig-mine"' in page
    assert 'href="#fig-mine">Figure\u00a01</a>' in page
    assert 'id="fig-1"' not in page
    assert '#exhibit("figure", "fig-mine"' in paper(notebook)
    assert '#ref(label("fig-mine"))' in paper(notebook)
    assert 'w:name="fig-mine"' in word(notebook)


def test_table_that_is_no_exhibit_takes_caption_and_label_from_its_cell() -> None:
    cell = data_frame("#| label: tbl-frame", "#| tbl-cap: Sessions held")
    notebook = book(cell, *both("See @tbl-frame.", "Xem @tbl-frame."))
    page = render_html(notebook)
    assert '<figure class="exhibit exhibit-table" id="tbl-frame">' in page
    assert "Sessions held" in page
    assert 'href="#tbl-frame">Table\u00a01</a>' in page
    assert '#exhibit("table", "tbl-frame", title: "Sessions held"' in paper(notebook)
    assert "Sessions held" in word(notebook)


@pytest.mark.parametrize("column", ["page", "body-outset", "screen-inset"])
def test_column_widens_on_the_page_only(column: str) -> None:
    notebook = book(shown(figure(1, "en"), source=f"#| column: {column}\nreport.x(release)"))
    assert f'<div class="column-{column}">' in render_html(notebook)
    assert "column-" not in paper(notebook)


def test_unknown_column_changes_nothing() -> None:
    notebook = book(shown(figure(1, "en"), source='#| column: "x} <b>"\nreport.x(release)'))
    assert "column-x" not in render_html(notebook)


@pytest.mark.parametrize(("option", "there"), [("true", True), ("false", False)])
def test_echo_shows_code_or_not(option: str, there: bool) -> None:
    cell = new_code_cell(f"#| echo: {option}\nsecret = 1", outputs=[])
    assert ("secret" in render_html(book(cell))) is there
    assert ("secret" in paper(book(cell))) is there
    assert ("secret" in word(book(cell))) is there


@pytest.mark.parametrize("make", [render_html, paper, word])
def test_reference_to_what_the_report_does_not_have_is_named_with_what_it_has(
    make: Callable[[Any], str],
) -> None:
    notebook = book(shown(figure(1, "en")), *both("See @fig-1 and @fig-2.", "Xem @fig-1."))
    with pytest.raises(RenderError, match=r"@fig-2: the report has no such figure or table; it has @fig-1$"):
        make(notebook)


@pytest.mark.parametrize("make", [render_html, paper, word])
def test_name_with_an_at_sign_is_no_reference(make: Callable[[Any], str]) -> None:
    assert "@somebody wrote" in make(book(*both("As @somebody wrote.", "Như @somebody.")))
