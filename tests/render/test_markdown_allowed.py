"""Markdown of a public report holds what is in the list; anything else is refused, with its cell."""

from __future__ import annotations

from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers.errors import NotebookError, RenderError
from helpers.render.markdown_allowed import faults_of
from helpers.render.render_html import render_html
from helpers.report.front_matter import Prose

LINK = "a link begins with {}:, and a report's begin with https:, mailto: or #; change it"
REFUSED = {
    "<script>alert(1)</script>": "holds <script>; no script runs in a report",
    "text <ScRiPt src=x></sCrIpT> text": "holds <script>; no script runs in a report",
    "<style>p { color: red }</style>": "holds <style>; reports have a look of their own",
    "<iframe src='https://a.example'></iframe>": "holds <iframe>; take it out",
    "<img src='https://a.example/x.png'>": "holds <img>; write report.figure(ax",
    "![a map](https://a.example/x.png)": "the picture 'https://a.example/x.png' is not in the notebook's own text",
    "![a map](data:image/png;base64,AAAA)": "a picture of which the data are no png",
    "![a map](attachment:x.png)": "the picture 'attachment:x.png' is not in the notebook's own text",
    "<link rel='stylesheet' href='https://a.example/x.css'>": "holds <link>; take it out",
    "<svg viewBox='0 0 9 9'><rect width='9'/></svg>": "holds <svg>; write report.figure(ax",
    "<svg><script>1</script></svg>": "holds <script>; no script runs in a report",
    "<form action='https://a.example'><input></form>": "holds <form>; nobody can send a form",
    "- [ ] a box": "holds <input>; nobody can send a form from a report; write a list item",
    "<b onclick='x()'>x</b>": "<b> has onclick, which would run a script; take it out",
    "[x]{onmouseover=x()}": "<span> has onmouseover, which would run a script; take it out",
    "<p style='position: fixed'>x</p>": "<p> has style, which a report does not take; take it out",
    "[x]{typst:text:fill=red}": "<span> has typst:text:fill, which a report does not take",
    "[x](javascript:alert(1))": LINK.format("javascript"),
    "<a href='java&#10;script&colon;alert(1)'>x</a>": LINK.format("javascript"),
    "[x]\n\n[x]: JavaScript:alert(1)": LINK.format("javascript"),
    "[x](data:text/html,x)": LINK.format("data"),
    "<a href='file:///etc/passwd'>x</a>": LINK.format("file"),
    "[x](//a.example/x)": "a link begins with //, which leads to another place",
    r"<a href='/\a.example'>x</a>": "a link begins with //, which leads to another place",
    "<!-- to do -->": "holds a comment, which everyone can read in the page; take it out",
    "<!--slot-0-->": "holds a comment, which everyone can read in the page; take it out",
    "```{=typst}\n#read(1)\n```": "holds raw typst, which a page cannot show; write it in Markdown",
    "```{=html}\n<script>1</script>\n```": "holds <script>; no script runs in a report",
    "`<w:p/>`{=openxml}": "holds raw openxml, which a page cannot show; write it in Markdown",
}
TAKEN = [
    "## Words {#words}\n\n[IOM](https://www.iom.int), [us](mailto:a@b.example), [above](#words), [x](data/a.csv)",
    "<https://www.iom.int> and <a@b.example>",
    "a < b & c > d, 5 % <2",
    "`<script>` and\n\n```html\n<script>\n```",
    r"\<script\> and \[x\](javascript:x)",
    "<b>bold</b>, H~2~O, x<sup>2</sup>, ~~out~~<br>and a note.[^1]\n\n[^1]: The note.",
    "| a | b |\n|--:|:--|\n| 1 | 2 |",
    "<table><tr><td style='text-align: right' colspan=2>1</td></tr></table>",
    "::: {.callout-note}\nA note.\n:::",
    "## A heading {#own .unnumbered}\n\n1. one\n2. two\n\nTerm\n:   meaning\n\n> said\n\n---",
    "<details><summary>more</summary>\n\ntext\n\n</details>",
    "```python\nprint('x')\n```",
]


def _page(*cells: Any) -> str:
    return render_html(new_notebook(cells=[new_markdown_cell("# Title", id="title"), *cells]), public=True)


@pytest.mark.parametrize("source", REFUSED)
def test_what_is_not_in_the_list_is_refused_with_its_cell(source: str) -> None:
    with pytest.raises((NotebookError, RenderError)) as caught:
        _page(
            new_markdown_cell("## Fine {#fine}\n\n[fine](#fine)", id="fine"),
            new_markdown_cell(source, id="mine"),
        )
    assert str(caught.value).startswith(f"cell 3 (mine): {REFUSED[source]}")


@pytest.mark.parametrize("source", TAKEN)
def test_what_people_write_in_markdown_is_taken(source: str) -> None:
    cell = new_markdown_cell(source, id="mine")
    assert _page(cell) == render_html(new_notebook(cells=[new_markdown_cell("# Title", id="title"), cell]))


def test_prose_of_a_code_cell_is_held_to_the_same_list() -> None:
    bundle = Prose("[x](javascript:alert(1))")._repr_mimebundle_()
    cell = new_code_cell("", id="mine", outputs=[new_output("display_data", bundle)])
    with pytest.raises(NotebookError, match=r"cell 2 \(mine\): a link begins with javascript:"):
        _page(cell)


def test_link_may_lead_to_a_heading_of_another_cell() -> None:
    cells = ["# Title", "See [the second part](#second-part).", "## Second part"]
    notebook = new_notebook(cells=[new_markdown_cell(text) for text in cells])
    assert '<a href="#second-part">' in render_html(notebook, public=True)
    notebook.cells[1].source = "See [the third](#third-part)."
    with pytest.raises(RenderError, match="the link to '#third-part' leads to nothing"):
        render_html(notebook, public=True)


def test_every_cell_is_named_at_once() -> None:
    with pytest.raises(NotebookError) as caught:
        _page(
            new_markdown_cell("<script>1</script>", id="one"),
            new_markdown_cell("<i onclick=x>x</i>", id="two"),
        )
    assert [line.partition(":")[0] for line in str(caught.value).splitlines()] == [
        "cell 2 (one)",
        "cell 3 (two)",
    ]


@pytest.mark.parametrize(
    "html",
    [
        '<p "onclick=alert(1)>x</p>',
        "<p/onclick=alert(1)>x",
        '<div"onclick=alert(1)>x',
        '<a x=">" onclick="alert(1)">x</a>',
        "<a href=&#106avascript:alert(1)>x</a>",
        '<a href="&#1;javascript:alert(1)">x</a>',
        '<a href="jav&Tab;ascript&colon;alert(1)">x</a>',
        "<a HREF=vbscript:x>x</a>",
        '<math><mi//xlink:href="data:x,<script>alert(4)</script>">',
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<![CDATA[<script>alert(1)</script>]]>",
        "<?xml version='1.0'?><p>x</p>",
        "<p><template><script>1</script></template></p>",
        "<textarea><img src=x onerror=1></textarea>",
        "<base href='//a.example'>",
        "<meta http-equiv=refresh content='0;url=//a.example'>",
    ],
)  # fmt: skip
def test_markup_that_is_hard_to_read_is_refused(html: str) -> None:
    assert faults_of(html)
