"""What the page, the PDF and Word cannot show is refused by all three, with one message that names the cell."""

from __future__ import annotations

import base64
import io
import re
import subprocess
from collections.abc import Callable
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from PIL import Image
from sample_report import figure, shown

from helpers.errors import RenderError
from helpers.render import compose, markdown_limits, pandoc, pandoc_server, picture_data, render_pdf
from helpers.render.render_docx import render_docx
from helpers.render.render_html import render_html

RENDERERS = [render_html, render_pdf.render_pdf, render_docx]
Render = Callable[[Any], str | bytes]


def points(kind: str, size: tuple[int, int] = (20, 10)) -> str:
    file = io.BytesIO()
    Image.new("1" if kind == "PNG" else "RGB", size).save(file, kind)
    return base64.b64encode(file.getvalue()).decode()


def with_wrong_end(png: str) -> str:
    return base64.b64encode(base64.b64decode(png).replace(b"IEND", b"IEN?")).decode()


BOX = f"data:image/png;base64,{points('PNG')}"


def picture(kind: str, data: str, option: str = "fig-alt: A red box") -> Any:
    return new_code_cell(f"#| {option}\nx", outputs=[new_output("display_data", {f"image/{kind}": data})])


def notebook(*cells: Any) -> Any:
    made = [
        new_markdown_cell(each) if isinstance(each, str) else each for each in ("# Title", "Fine.", *cells)
    ]
    for number, cell in enumerate(made, start=1):
        cell["id"] = f"c{number}"
    return new_notebook(cells=made)


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="20"><text y="10">Tỉnh</text></svg>'
DRAWING = base64.b64encode(SVG.encode()).decode()
GRID = """\
+-----+-------+
| A   | B     |
+=====+=======+
| x   | - one |
|     | - two |
+-----+-------+

: Caption {#tbl-grid}
"""


@pytest.mark.parametrize("render", RENDERERS)
@pytest.mark.parametrize(
    "cell",
    [
        picture("png", points("PNG")),
        picture("jpeg", points("JPEG")),
        picture("svg+xml", SVG),
        picture("jpeg", points("JPEG"), "fig-cap: A red box"),
        f"In a line ![box](data:image/png;base64,{points('PNG')}) of text",
        f"![box](data:image/svg+xml;base64,{DRAWING})",
        GRID,
        "---",
        "| a | b |\n|:--|--:|\n| 1 \\| `x|y` | 2 | |\n| 3 |",
        "a | b\n:-|-:\n1 | `x|y`\n\n- one | two | three",
        "```\n| a |\n|--|\n| 1 | 2 |\n```\n\n| one\n|   two | three",
        "[up](#own) [down](#tiếng-việt) [down](#ti%E1%BA%BFng-vi%E1%BB%87t)\n\n## Own {#own}\n\n## Tiếng Việt",
        "[x](#remark)\n\n::: {#remark .callout-note}\nA\n:::",
        "[x](#here)\n\n[a place]{#here}",
        "## Kept {.unnumbered .unlisted}\n\n### Below {-}",
        "::: {.callout-note}\n#### Its title\n\ntext\n:::",
        f"| [a](#x) | ![p]({BOX}) |\n|--|--|\n| 1<br>2 | [h]{{#x}} |",
        f"| a |\n|--|\n| ![b]({BOX}) |\n\n: Caption ![c]({BOX}) {{#tbl-i}}",
        f'![a][p] ![b]( {BOX}  "title") ![c](<{BOX}>)\n\n[p]: {BOX}',
        "## A {#x}\n\n## B {#x}\n\n[c]{#x} [to A](#x)",
        f"![a]({BOX}){{#fig-a}}\n\n![b]({BOX}){{#fig-a}}\n\n@fig-a",
        "::: {.origin #from-x}\ny\n:::\n\n::: {.key-results}\ntext\n:::\n\n::: {.exhibit}\nx\n:::",
        "\n".join("  " * deep + "- x" for deep in range(12)),
        "Bins [0, 10), [10, 20), [20, 30), [30, 40), [40, 50)\n\nand [50, 60), `[[[[[[[[`, \\[\\[\\[\\[\\[\\[",
        "```\n[[[[[[[[\n```",
    ],
)
def test_all_formats_show_it(render: Render, cell: Any) -> None:
    assert render(notebook(cell))


@pytest.mark.parametrize("render", RENDERERS)
@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("See [there](#nowhere).", "the link to '#nowhere' leads to nothing in the report"),
        ("[up](#title)", "the link to '#title' leads to nothing"),  # it stands on the cover
        ("[x](#)", "the link to '#' leads to nothing"),
        ("See @fig-1.", "@fig-1: the report has no such figure or table; it has none"),
        (
            "![a](attachment:image.png)",
            "the picture 'attachment:image.png' is not in the notebook's own text",
        ),
        ("![a][p]\n\n[p]: folder/picture.png", "the picture 'folder/picture.png' is not"),
        ("![a](https://example.org/a.png)", "the picture 'https://example.org/a.png' is not"),
        ("![a](data:image/gif;base64,R0lGODlh)", "the picture 'data:image/gif;base64,R0lGODlh' is not"),
        ("## A\n\n#### B", "a heading is more than one level below the one before it; write it with fewer #"),
        (
            "| a | b |\n|---|---|\n| 1 | `x|y` |\n| 1 | 2 | 3 |",
            "a row of a table has more cells than its header",
        ),
        ("a | b\n--|--\n1 | 2 | 3", "a row of a table has more cells than its header"),
        ("| a | b |\n|:-:|-|\n1 | 2 | 3", "a row of a table has more cells than its header"),
        ("##\n\ntext", "a heading has no words; write them, or take out its #"),
        (
            "<figure><figcaption>a</figcaption></figure>",
            "<figure> holds no picture; write its words in Markdown",
        ),
        (picture("png", "AAAA"), "a picture of which the data are no png; run the cell again"),
        (picture("png", ""), "a picture of which the data are no png; run the cell again"),
        (picture("jpeg", points("PNG")), "a picture of which the data are no jpeg"),
        (picture("svg+xml", SVG.replace('"100"', '"-1"')), "a picture of which the data are no svg+xml"),
        (
            picture("svg+xml", SVG.replace("svg ", "g ").replace("/svg", "/g")),
            "a picture of which the data are no",
        ),
        (picture("svg+xml", SVG.replace('"20"', '"0.0pt"')), "a picture of which the data are no svg+xml"),
        (
            picture("svg+xml", SVG.replace("<text", '<image href="https://example.org/a.png"/><text')),
            "a picture that fetches another from elsewhere",
        ),
        (picture("gif", "R0lGODlh"), "shows image/gif, which no report can show"),
        (picture("svg+xml", "<svg"), "a picture of which the data are no svg+xml"),
        ("```{=typst}\n#nothing\n```", "what is written as {=typst} stands in one format of the report only"),
        ("a `<w:br/>`{=openxml} b", "what is written as {=openxml} stands in one format"),
        ("a\ufeffb", "no typeface of the reports has U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("a\x00b", "no typeface of the reports has U+0000; write it"),
        ("a\x1eb\x1fas-written\n<p>", "no typeface of the reports has U+001E, U+001F; write it"),
        ("![a](svg-0)", "the picture 'svg-0' is not in the notebook's own text"),
        ("[x]{typst:text:fill=red}", "the attribute typst:text:fill is for one format of the report only"),
        ("::: {typst:fill=red}\nx\n:::", "the attribute typst:fill is for one format of the report only"),
        (
            new_code_cell(
                "x", outputs=[new_output("display_data", {"text/html": "<math><mi>x</mi></math>"})]
            ),
            "<math> cannot be shown in every format of the report; write it in words",
        ),
        ("[x]()", "a link leads to no address; write one, or take the link out"),
        (">" * 14 + " x", "lists, quotations or emphasis stand in each other more than 12 deep"),
        ("- " * 14 + "x", "lists, quotations or emphasis stand in each other more than 12 deep"),
        (
            "*a **b " * 8 + "x" + " b** a*" * 8,
            "lists, quotations or emphasis stand in each other more than 12",
        ),
        ("[" * 6, "more than 5 brackets [ are open at once, which would take minutes to read"),
        ("see [a " * 6 + "]" * 6, "more than 5 brackets [ are open at once"),
        (picture("png", points("PNG")[:-20]), "a picture of which the data are no png; run the cell again"),
        (picture("png", with_wrong_end(points("PNG"))), "a picture of which the data are no png"),
        (
            picture("png", points("PNG", (12_000, 12_000))),
            "a picture of more than 89 million points; make it smaller",
        ),
        (
            picture("png", points("PNG", (5, 900))),
            "a picture that is more than 20 times as high as wide; cut it",
        ),
        (
            picture("svg+xml", SVG.replace('"20"', '"2001px"')),
            "a picture that is more than 20 times as high as wide",
        ),
        (
            picture("svg+xml", SVG.replace('width="100" height="20"', 'viewBox="0 0 1 21"')),
            "a picture that is more than 20 times as high as wide",
        ),
        (
            picture(
                "svg+xml", SVG.replace("<text", '<filter><feImage href="https://x.org/a"/></filter><text')
            ),
            "a picture that fetches another from elsewhere",
        ),
        (picture("svg+xml", SVG.replace("Tỉnh", "\ue123")), "no typeface of the reports has U+E123"),
        (
            picture("svg+xml", SVG.replace("Tỉnh", "مرحبا")),
            "a drawing has 'ا' U+0627 ARABIC LETTER ALEF, which joins",
        ),
        ("word " * 110_000, "its Markdown has 550,000 letters, and a cell may have 500,000; shorten it"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_all_formats_refuse_it_with_one_message(render: Render, cell: Any, said: str) -> None:
    with pytest.raises(RenderError) as caught:
        render(notebook(cell))
    assert str(caught.value).startswith(f"cell 3 (c3): {said}")


def test_longest_markdown_is_refused_before_pandoc_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("helpers.render.render_html.convert", None)
    with pytest.raises(RenderError, match=r"^cell 3 \(c3\): its Markdown has 4,000,000 letters"):
        render_html(notebook("*a* b\n\n" * 571_428 + "1234"))


def test_what_typst_refuses_is_named_by_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture_data, "_NO_SIZE", re.compile("(?!)"))
    drawing = SVG.replace('width="100"', 'width="-1"')
    with pytest.raises(RenderError, match=r"^cell 4 \(c4\): Typst refused the report: failed to parse SVG"):
        render_pdf.render_pdf(notebook("See [a](#a) and @x.", picture("svg+xml", drawing), "## A"))


def test_what_typst_cannot_draw_for_word_is_named_by_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture_data, "_NO_SIZE", re.compile("(?!)"))
    drawing = SVG.replace('width="100"', 'width="-1"')
    with pytest.raises(RenderError, match=r"^cell 4 \(c4\): Typst refused the report: failed to parse SVG"):
        render_docx(notebook(picture("svg+xml", SVG), picture("svg+xml", drawing)))


def test_first_of_two_places_with_one_name_is_led_to() -> None:
    page = render_html(notebook("## A {#x}\n\n[c]{#x} [to A](#x)\n\n## B {#x}", "## C {#x}\n\n[to C](#x)"))
    assert re.findall(r'id="(x[^"]*)"', page) == ["x", "x-1", "x-2", "x-3"]
    assert re.findall(r'href="#(x[^"]*)">to', page) == ["x", "x-3"]


def test_name_of_an_exhibit_is_its_own_though_a_text_before_it_has_it() -> None:
    page = render_html(notebook("## Words {#fig-7}", shown(figure(7, "en"))))
    assert re.findall(r'(\w+) [^<>]*id="(fig-7[-0-9]*)"', page) == [
        ("section", "fig-7-1"),
        ("figure", "fig-7"),
    ]


def test_pictures_of_a_page_are_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    data = points("PNG", (9, 9))
    page = render_html(notebook(picture("png", data), f"In a line ![box]({BOX})"))
    assert re.findall(r'<img src="([^"]*)"', page) == [f"data:image/png;base64,{data}", BOX]


def test_pandoc_that_takes_too_long_is_told_with_the_longest_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    def late(command: list[str], **_: Any) -> None:
        raise subprocess.TimeoutExpired(command, pandoc.SECONDS)

    monkeypatch.setattr(pandoc_server, "converted", lambda *_: None)
    monkeypatch.setattr(pandoc.subprocess, "run", late)
    with pytest.raises(RenderError, match=r"^pandoc was not done after 120 s; shorten cell 4 \(c4\), or"):
        render_html(notebook("short", "long " * 20, "short"))


def test_a_cell_may_be_as_long_as_the_limit() -> None:
    assert compose.compose(notebook("a" * markdown_limits.MOST_LETTERS), "html").parts
