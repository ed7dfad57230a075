import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from sample_report import SVG, figure, shown

from helpers.errors import RenderError
from helpers.render.cell_options import read_options
from helpers.render.compose import compose
from helpers.render.render_docx import render_docx
from helpers.render.render_html import render_html
from helpers.render.render_pdf import render_pdf

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


def tagged(text: str, *tags: str):
    return new_markdown_cell(text, metadata={"tags": [*tags]})


@pytest.mark.parametrize("target", ["html", "pdf", "docx"])
@pytest.mark.parametrize(("language", "other"), [("en", "vi"), ("vi", "en")])
def test_cells_of_the_other_language_are_left_out(target, language, other):
    cells = [
        tagged("One *word*.", "en"), tagged("Một từ.", "vi", "remove-input"), tagged("2023"),
        text_cell("x", tags=["en"]), text_cell("#| echo: true\nlời", tags=["vi"]),
    ]  # fmt: skip
    made = [part.text for part in compose(new_notebook(cells=cells), target, language).parts]
    shown = {
        "en": ["One *word*.", "2023", "shown text"],
        "vi": ["Một từ.", "2023", "``````python\nlời\n``````", "shown text"],
    }
    assert made == shown[language]


def test_exhibit_of_the_other_language_takes_no_name_and_no_number():
    cells = [new_code_cell("x", outputs=each.outputs, metadata={"tags": [tag]})
             for tag, each in (("vi", shown(figure(1, "vi"))), ("en", shown(figure(1, "en"))))]  # fmt: skip
    page = render_html(new_notebook(cells=[*cells, tagged("See @fig-1.", "en")]))
    assert '<a href="#fig-1">Figure\u00a01</a>' in page
    assert page.count('id="fig-1"') == 1
    assert 'id="fig-1-2"' not in page


def test_error_in_a_cell_of_the_other_language_is_refused():
    failed = new_code_cell(
        "1/0", outputs=[new_output("error", ename="ValueError")], metadata={"tags": ["vi"]}, id="a"
    )
    with pytest.raises(RenderError, match=r"cell 1 \(a\): ended in ValueError"):
        compose(new_notebook(cells=[failed]), "html", "en")


@pytest.mark.parametrize("render", [render_html, render_pdf, render_docx])
def test_wrong_tag_and_old_marks_are_refused_by_cell(render):
    for cell, said in (
        (tagged("Text", "VI"), "the tag 'VI' is no language of the reports"),
        (tagged("::: {lang=vi}\nLời\n:::"), r"the mark '::: \{lang=vi\}' chooses no language"),
        (
            new_code_cell(
                "x", outputs=[new_output("display_data", {"text/markdown": "::: {lang=en}\nA\n:::"})]
            ),
            "the mark",
        ),
    ):
        cell["id"] = "words"
        with pytest.raises(RenderError, match=r"^cell 2 \(words\): " + said):
            render(new_notebook(cells=[tagged("# Title"), cell]))


def test_other_divs_and_spans_stay():
    text = "::: {.callout-note lang=vi}\nLưu ý\n:::\n\n[chữ]{lang=vi}\n\n::: {.own}\nx\n:::"
    page = render_html(new_notebook(cells=[tagged("# Title"), tagged(text)]))
    assert "Lưu ý" in page
    assert '<span lang="vi">chữ</span>' in page
    assert '<div class="own">' in page


@pytest.mark.parametrize("language", ["en", "vi"])
def test_front_matter_of_the_first_cell_in_each_language_is_no_text(language):
    cells = [tagged(f"---\ntitle: Quarto's {each}\n---\n# Title {each}", each) for each in ("en", "vi")]
    assert compose(new_notebook(cells=cells), "html", language).parts[0].text == f"# Title {language}"


@pytest.mark.parametrize("target", ["html", "pdf", "docx"])
def test_heading_tagged_if_shown_stands_only_over_a_section_that_shows_something(target):
    heading = new_markdown_cell("## Learned\n\nA test before and after.", metadata={"tags": ["if-shown"]})
    silent, later = new_code_cell("x = 1"), new_markdown_cell("## Later")
    hidden = text_cell("#| include: false\nx")
    for below in ([silent], [hidden], [silent, hidden], []):
        assert "Learned" not in markdown(heading, *below, later, text_cell("y"), target=target)
    for below in ([text_cell("x")], [silent, text_cell("x")], [new_markdown_cell("Words.")]):
        assert "Learned" in markdown(heading, *below, later, target=target)
    deeper = new_markdown_cell("### Deeper", metadata={"tags": ["if-shown"]})
    assert "Learned" not in markdown(heading, deeper, silent, later, target=target)
    assert "Learned" in markdown(heading, deeper, text_cell("x"), later, target=target)


def test_heading_without_the_tag_stands_wherever_it_is_written():
    assert "Learned" in markdown(new_markdown_cell("## Learned"), new_code_cell("x = 1"))
