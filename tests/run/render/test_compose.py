import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from sample_report import SVG, figure, shown

from helpers.errors import RenderError
from helpers.inputs.settings import Language
from helpers.run.compose import compose, read_options
from helpers.run.pandoc import convert

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def text_cell(source: str, **metadata) -> dict:
    output = new_output("display_data", {"text/markdown": "shown text"})
    return new_code_cell(source, outputs=[output], metadata=metadata)


def markdown(*cells, target="pdf") -> str:
    return compose(new_notebook(cells=list(cells)), target).markdown


def test_failed_cell_is_refused_by_its_number_and_id_without_its_values():
    error = new_output("error", ename="ZeroDivisionError", evalue="secret")
    failed = new_code_cell("1/0", outputs=[error], id="ratio")
    with pytest.raises(RenderError, match=r"cell 2 \(ratio\): ended in ZeroDivisionError;") as caught:
        compose(new_notebook(cells=[text_cell("x"), failed]), "html")
    assert "secret" not in str(caught.value)


def test_exhibit_shown_twice_gets_a_name_of_its_own():
    cells = [shown(figure(1, "en")), shown(figure(1, "en")), shown(figure(1, "en"))]
    for target in ("html", "pdf"):
        made = compose(new_notebook(cells=cells), target)
        assert made.identifiers == {"fig-1", "fig-1-2", "fig-1-3"}
        whole = made.markdown + "".join([*made.slots, *made.finished])
        assert whole.count("fig-1-2") >= 1


def test_streams_are_dropped():
    warned = new_code_cell("x", outputs=[new_output("stream", name="stderr", text="a warning")])
    assert "a warning" not in markdown(warned)


def test_screen_takes_html_and_paper_takes_typst_with_the_drawing_of_the_markdown():
    notebook = new_notebook(cells=[shown(figure(1, "en"))])
    screen, paper = compose(notebook, "html"), compose(notebook, "pdf")
    assert screen.slots[0].startswith("<figure")
    assert "<!--slot-0 fig-1-->" in screen.markdown
    assert paper.slots == [SVG]
    assert "//slot-0 fig-1\n" in paper.markdown
    assert paper.finished[0].startswith('#let drawing = svg-0\n#exhibit("figure", "fig-1",')


@pytest.mark.parametrize("option", ["#| include: false", "#| output: false"])
def test_option_hides_the_output(option):
    assert "shown text" not in markdown(text_cell(f"{option}\nx"))


def test_option_shows_the_code_but_not_the_options():
    made = markdown(text_cell("#| echo: true\nprint(1)"))
    assert "```python\nprint(1)\n```" in made
    assert "#|" not in made


def test_tag_removes_the_cell():
    assert "shown text" not in markdown(text_cell("x", tags=["remove-cell"]))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("#| label: a\n#| fig-cap: Cost: 5 dollars", r"line 2: not valid YAML .*quotation marks"),
        ("#| label: &a [*a]", "line 1: not valid YAML .*stands inside"),
        ("#| echo: true\n#| echo: false", "line 2: key 'echo' is given twice"),
        ("#| : [", "line 1: not valid YAML"),
        ("#| just words", "line 1: write keys with values"),
    ],
)
def test_options_that_are_no_yaml_are_refused_by_cell_and_line(options, said):
    cell = text_cell(f"{options}\nx")
    cell["id"] = "prices"
    with pytest.raises(RenderError, match=r"cell 1 \(prices\), " + said):
        markdown(cell)


def test_options_of_several_lines_are_read():
    source = "#| fig-cap: |\n#|   Two\n#|   lines\n#|\n#| echo: false\nx"
    assert read_options(source) == ({"fig-cap": "Two\nlines\n", "echo": False}, "x")


def test_picture_needs_a_text():
    picture = new_code_cell("plot()", outputs=[new_output("display_data", {"image/png": PNG})])
    with pytest.raises(RenderError, match="fig-alt"):
        markdown(picture)


def test_picture_with_options_becomes_a_figure():
    source = "#| label: fig-plot\n#| fig-cap: A plot\n#| fig-alt: Line chart of x\nplot()"
    picture = new_code_cell(source, outputs=[new_output("display_data", {"image/png": PNG})])
    composed = compose(new_notebook(cells=[picture]), "pdf")
    assert '![A plot](svg-0){#fig-plot fig-alt="Line chart of x"' in composed.markdown
    assert 'viewBox="0 0 1 1"' in composed.slots[0]


BLOCKS = """\
::: {lang=en}
One *word*.

- item
:::

::: {lang=vi}
Một từ.
:::
"""
NOT_PLAIN = """\
:::: {lang=en}
::: {.main-points}
- point
:::
::::

::: {lang=vi}
::: {.callout-note}
Lưu ý
:::
:::

text
::: {lang=vi}
that belongs to it
:::

::: {lang="vi"}
Khác
:::
"""


def test_blocks_of_the_other_language_are_left_out() -> None:
    made = compose(new_notebook(cells=[new_markdown_cell(BLOCKS)]), "html", "vi").markdown
    assert "Một từ." in made
    assert "One" not in made
    assert ":::" not in made


def test_language_blocks_that_hold_more_are_chosen_from_too() -> None:
    made = compose(new_notebook(cells=[new_markdown_cell(NOT_PLAIN)]), "html", "en").markdown
    assert "- point" in made
    assert "Lưu ý" not in made
    assert "Khác" not in made
    assert "that belongs to it" in made  # no div for pandoc either: no empty line stands before it


def test_marks_of_a_language_inside_of_code_are_code() -> None:
    made = compose(new_notebook(cells=[new_markdown_cell(f"```\n\n{BLOCKS}```")]), "html", "en").markdown
    assert BLOCKS in made


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_document_is_the_same_without_the_blocks_that_it_does_not_show(language: Language) -> None:
    notebook = new_notebook(
        cells=[new_markdown_cell(f"# Title\n\n{BLOCKS}\nbetween\n\n{BLOCKS}"), new_markdown_cell(NOT_PLAIN)]
    )
    whole, chosen = (
        convert(compose(notebook, "html", given).markdown, "html5", {"lang": language})
        for given in (None, language)
    )
    assert chosen == whole
