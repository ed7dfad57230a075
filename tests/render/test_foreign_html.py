"""HTML in Markdown and in outputs: page, paper and Word show the same words and pictures, or all refuse the cell."""

from __future__ import annotations

import base64
import html
import io
import re
import zipfile
from typing import Any

import pandas as pd
import pypdfium2
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from PIL import Image

from helpers.errors import RenderError
from helpers.render.render_docx import render_docx
from helpers.render.render_html import render_html
from helpers.render.render_pdf import render_pdf

RENDERERS = (render_html, render_pdf, render_docx)
FRAME = pd.DataFrame({"sessions": [7, 12], "place": ["Lạng Sơn", "a<b"]})


def red_box() -> str:
    file = io.BytesIO()
    Image.new("RGB", (20, 10), (200, 0, 0)).save(file, "PNG")
    return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"


def words(made: str | bytes) -> str:
    """The text of a page's main part, of a PDF or of a Word document, without its spaces."""
    if isinstance(made, str):
        text = html.unescape(re.sub(r"<[^>]+>", " ", made.rpartition("<main")[2].partition(">")[2]))
    elif made.startswith(b"%PDF"):
        text = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made))
    else:
        document = zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode()
        text = html.unescape(re.sub(r"<[^>]+>", " ", document))
    return "".join(text.split())


def written(source: str) -> Any:
    return new_notebook(cells=[new_markdown_cell("# T", id="title"), new_markdown_cell(source, id="mine")])


def shown(page: str, **more: str) -> Any:
    output = new_output("display_data", {"text/html": page, "text/plain": "<HTML object>", **more})
    return new_notebook(
        cells=[new_markdown_cell("# T", id="title"), new_code_cell("x", id="mine", outputs=[output])]
    )


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("<table><tr><th>A</th><th>B</th></tr><tr><td>x *y* <b>z</b></td><td>12</td></tr></table>", "ABxyz12"),
        ("<table><tr><th colspan='2'>A</th></tr><tr><td>1</td><td>2</td></tr></table>\n\nAfter", "A12After"),
        ("<table><tr><td rowspan='2'>1</td><td>2</td></tr><tr><td>3</td></tr></table>", "123"),
        ("<div>\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n</div>", "ab12"),
        ("10 m<sup>2</sup> of <b>bold</b><br>and <i>it *all*</i> <kbd>Q</kbd> <mark>m</mark>", "10m2ofboldanditallQm"),
        ("<details><summary>More</summary>\n\nInside *it*\n\n</details>", "MoreInsideit"),
        ("<dl><dt>term</dt><dd>what it is</dd></dl>", "termwhatitis"),
        ('<p align="center">In *the* <b>middle</b></p>', "Inthemiddle"),
        ("seen <!-- not seen --> too", "seentoo"),
        ('<a href="https://example.org/x.csv">the file</a> and [more](x.csv)', "thefileandmore"),
        ('<a id="here"></a>Start. [up](#here)', "Start.up"),
        ("<b>5 < 6</b> &amp; $7 \\alpha", "5<6&$7\\alpha"),
    ],
)  # fmt: skip
def test_html_in_markdown_says_the_same_on_page_paper_and_in_word(source: str, told: str) -> None:
    for render in RENDERERS:
        assert told in words(render(written(source))), render.__name__


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('<img src="pic.png" alt="p">', "the picture 'pic.png' is not in the notebook's own text"),
        (
            '<figure><img src="https://example.org/p.png" alt="p"></figure>',
            "the picture 'https://example.org",
        ),
        (f'<img src="{red_box()}">', "a picture without a text for those who cannot see it"),
        (f"![]({red_box()})", "a picture without a text for those who cannot see it"),
        ("a <script>alert(1)</script>", "<script> cannot be shown in every format"),
        ("<style>p { color: red }</style>", "<style> cannot be shown in every format"),
        ('<video src="x.mp4" controls></video>', "<video> cannot be shown"),
        ('<iframe src="https://example.org"></iframe>', "<iframe> cannot be shown"),
        ("<font color='red'>x</font>", "<font> cannot be shown"),
        ('A <input type="text"> field', "<input> cannot be shown"),
        ('<span style="color: red">x</span>', "HTML has the attribute style"),
        ('<p style="color: red">x</p>', "HTML has the attribute style"),
        ('<b onclick="f()">x</b>', "HTML has the attribute onclick"),
        ("<svg width='10'><circle r='1'/></svg>", "cannot be shown in every format"),
    ],
)
def test_what_a_format_cannot_show_is_refused_by_all_with_the_cell(source: str, said: str) -> None:
    for render in RENDERERS:
        with pytest.raises(RenderError, match=re.escape(said)) as refused:
            render(written(source))
        assert str(refused.value).startswith("cell 2 (mine): ")


def test_picture_with_a_text_is_in_every_format() -> None:
    source = f'A box: <img src="{red_box()}" alt="A red box" width="50">'
    page, paper, word = (render(written(source)) for render in RENDERERS)
    assert 'alt="A red box"' in str(page)
    assert any(
        each.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE
        for sheet in pypdfium2.PdfDocument(paper)
        for each in sheet.get_objects()
    )
    with zipfile.ZipFile(io.BytesIO(bytes(word))) as parts:
        assert any(name.startswith("word/media/") for name in parts.namelist())
        assert 'descr="A red box"' in parts.read("word/document.xml").decode()


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (FRAME.to_html(), "sessionsplace07LạngSơn112a<b"),
        (FRAME.to_html(border=1), "sessionsplace07LạngSơn112a<b"),
        (FRAME.drop(columns="place").style.highlight_max().to_html(), "sessions07112"),
        ("<b>bold</b> and more", "boldandmore"),
        ("<p>One</p><ul><li>two</li></ul>", "two"),
    ],
)
def test_html_that_a_cell_shows_says_the_same_everywhere(page: str, told: str) -> None:
    for render in RENDERERS:
        assert told in words(render(shown(page))), render.__name__


@pytest.mark.parametrize(
    "page",
    [
        '<iframe src="https://example.org"></iframe>',
        "<div id='plot'></div><script>draw()</script>",
        '<img src="https://example.org/p.png" alt="p">',
        '<audio controls src="x.mp3"></audio>',
    ],
)
def test_html_that_a_cell_shows_and_no_paper_can_is_refused_by_all(page: str) -> None:
    for render in RENDERERS:
        with pytest.raises(RenderError, match=r"^cell 2 \(mine\): "):
            render(shown(page))
