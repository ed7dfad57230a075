"""Each cell is a document of its own: nothing in its Markdown reaches into another, on screens, on paper, in Word."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers.errors import RenderError
from helpers.render import pandoc_server
from helpers.render.compose import compose
from helpers.render.pandoc import convert
from helpers.render.render_docx import render_docx
from helpers.render.render_html import render_html
from helpers.render.render_pdf import render_pdf, typst_source


def shown(source: str) -> Any:
    """A cell whose output is Markdown."""
    return new_code_cell("x", outputs=[new_output("display_data", {"text/markdown": source})])


def notebook(*cells: Any) -> Any:
    made = [new_markdown_cell(cell) if isinstance(cell, str) else cell for cell in ("# Title", *cells)]
    for number, cell in enumerate(made, start=1):
        cell["id"] = f"c{number}"
    return new_notebook(cells=made)


def page(*cells: Any) -> str:
    return re.sub(r"\s+", " ", render_html(notebook(*cells)).partition("<main")[2])


def paper(*cells: Any) -> str:
    from helpers.render.document_metadata import read_document

    made = notebook(*cells)
    render_pdf(made)
    return typst_source(made, read_document(made)).rpartition("#show: report.with")[2]


def word(*cells: Any) -> str:
    with zipfile.ZipFile(io.BytesIO(render_docx(notebook(*cells)))) as made:
        parts = ("word/document.xml", "word/footnotes.xml")
        return re.sub(r"<[^>]+>", "", "".join(made.read(name).decode() for name in parts))


@pytest.mark.parametrize(
    "second", ["Two[^1].\n\n[^1]: Second note.", shown("Two[^1].\n\n[^1]: Second note.")]
)
@pytest.mark.parametrize("written", [page, paper, word])
def test_footnotes_of_one_name_are_each_cells_own(written: Any, second: Any) -> None:
    made = written("One[^1].\n\n[^1]: First note.", second)
    assert made.count("First note.") == made.count("Second note.") == 1


def test_links_of_one_name_are_each_cells_own() -> None:
    made = page("[a][l]\n\n[l]: http://one.org", "[b][l]\n\n[l]: http://two.org", "[c][l]")
    assert '<a href="http://one.org">a</a>' in made
    assert '<a href="http://two.org">b</a>' in made
    assert "<p>[c][l]</p>" in made


def test_example_lists_begin_in_each_cell() -> None:
    made = page("(@) one\n(@) two", "(@) again")
    assert made.count('<ol class="example" type="1">') == 2
    assert "start=" not in made


@pytest.mark.parametrize("written", [page, paper, word])
def test_text_between_lines_of_hyphens_is_shown(written: Any) -> None:
    made = written("---\ntitle: Kept\n---", "a\n\n---\nkey: also kept\n---\n\nb", "% percent\n\ntext")
    for text in ("title: Kept", "key: also kept", "% percent"):
        assert text in made.replace("\\%", "%")


@pytest.mark.parametrize("written", [page, paper, word])
def test_a_line_of_hyphens_is_a_rule(written: Any) -> None:
    made = written("before\n\n---\n\nafter")
    assert "before" in made
    assert "after" in made
    assert "---" not in made


def test_a_table_between_lines_of_hyphens_stays_a_table() -> None:
    made = page("-------\n A  B\n--- ---\n 1   2\n-------", "```\n\n---\nx\n---\n```")
    assert "<th" in made
    assert "--- x ---</code>" in made


def test_front_matter_of_the_first_cell_is_no_text() -> None:
    cells = [new_markdown_cell("---\ntitle: Quarto's\nformat: html\n---\n# Title"), new_markdown_cell("text")]
    assert "Quarto's" not in compose(new_notebook(cells=cells), "html").markdown


@pytest.mark.parametrize(
    "left_open", ["```\ncode", "~~~\ncode", "::: {.callout-note}\nin", "<!-- a comment", "<div>\nin", "> quoted",
                  "- item", "**strong", "[a](", "| a |\n|---|", "Term", '"said']
)  # fmt: skip
@pytest.mark.parametrize("following", ["*After*", ": *After*", "    *After*", "- *After*", "| *After* |"])
def test_what_a_cell_leaves_open_ends_with_it(left_open: str, following: str) -> None:
    alone, both = page(following), page(left_open, following)
    assert both.rstrip().endswith(alone.partition('<main id="report">')[2].strip())


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("<details>\ntext", "<details> is not closed"),
        ("a <b>strong", "<b> is not closed"),
        ("</section>", "</section> closes nothing that the cell has opened"),
        ("```{=html}\n<!-- in\n```", "an HTML comment is not closed"),
    ],
)
@pytest.mark.parametrize("render", [render_html, render_pdf, render_docx])
def test_html_that_a_cell_leaves_open_is_refused_by_cell(render: Any, source: str, said: str) -> None:
    with pytest.raises(RenderError, match=re.escape(f"cell 2 (c2): {said}")):
        render(notebook(source, "after"))


def test_headings_of_one_name_and_their_links_are_each_cells_own() -> None:
    made = page(
        "## Results\n\n[up](#results)",
        "## Results\n\n[up](#results)",
        "## Results {#own}",
        "# X {#own}\n\n[x](#own)",
    )
    ids = re.findall(r'<section id="([^"]+)"', made)
    assert ids == ["results", "results-1", "own", "own-1"]
    assert re.findall(r'href="#((?:results|own)[^"]*)">(?:up|x)<', made) == ["results", "results-1", "own-1"]


def test_a_column_holds_the_outputs_of_its_cell_alone() -> None:
    wide = new_code_cell(
        "#| column: page\nx",
        outputs=[new_output("display_data", {"text/markdown": text}) for text in ("A", "B")],
    )
    made = page(wide, "outside", new_code_cell("#| column: page\ny", outputs=wide["outputs"]))
    assert made.count('<div class="column-page"> <p>A</p> <p>B</p> </div>') == 2


@pytest.mark.parametrize("to", ["html5", "typst"])
def test_the_command_reads_cells_as_the_pandoc_that_stays(to: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = compose(
        notebook("One[^1] $5 \\foo [H]\n\n## H\n\n[^1]: a", "Two[^1]\n\n[^1]: b", "## H\n\n<b>x</b>"), "html"
    ).markdown
    stays = convert(text, to, {"lang": "en"})
    monkeypatch.setattr(pandoc_server, "converted", lambda *_: None)
    assert convert(text, to, {"lang": "en"}) == stays
