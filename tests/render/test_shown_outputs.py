"""Everyday cells whose outputs no report takes: each is named by its cell, with what to write instead.

All run in one kernel, as a build runs them.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import papermill
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers import report
from helpers.errors import NotebookError
from helpers.execute.cell_faults import MARKED_BY_PAPERMILL
from helpers.inputs.params.settings import Bilingual
from helpers.render.shown_outputs import faults_until_it_ended, take_exhibits
from helpers.report import current, escape
from helpers.report.front_matter import EXHIBIT, Prose
from helpers.report.missing_values import missing
from helpers.report.svg_allowed import check_svg
from helpers.report.withheld_behind import sentence
from helpers.report.words import Messages
from small_release import small_release

SETUP = """
import matplotlib.pyplot as plt
import pandas as pd
import seaborn as sns
from IPython.display import *
from helpers.execute.open_figures import show_open_figures
show_open_figures(get_ipython())
frame = pd.DataFrame({"x": [1, 2, 3], "y": [4, 5, 6], "kind": ["a", "b", "a"]})
"""
CHART = r"report\.figure\(ax"
PICTURE = "shows a picture; write " + CHART
FIGURE = "drew a figure that is not handed over; hand it over with " + CHART
TABLE = r"report\.table\(frame"
SENTENCE = r"report\.say\("
REFUSED: dict[str, tuple[str, str]] = {
    "print": ("print(frame.x.sum())", f"printed text; write {SENTENCE}"),
    "frame": ("frame", f"shows a bare DataFrame; write {TABLE}"),
    "displayed-frame": ("display(frame)", f"shows a bare DataFrame; write {TABLE}"),
    "series": ("frame.x", f"shows a plain value; use {SENTENCE}.*{TABLE}"),
    "number": ("frame.x.sum()", f"shows a plain value; use {SENTENCE}"),
    "sentence": ('f"{frame.x.sum()} sessions"', f"shows a plain value; use {SENTENCE}"),
    "styler": ("frame.style.background_gradient()", f"shows a styled DataFrame; write {TABLE}"),
    "crosstab": ("pd.crosstab(frame.x, frame.kind)", f"shows a bare DataFrame; write {TABLE}"),
    "html": ('HTML("<b>x</b>")', "shows HTML; write it into a Markdown cell"),
    "html-magic": ("%%html\n<b>x</b>", "shows HTML; write it into a Markdown cell"),
    "iframe": ('IFrame("https://iom.int", 300, 200)', "shows another page; take it out"),
    "javascript": ('Javascript("1")', "shows JavaScript; no script runs in a report"),
    "javascript-magic": ("%%javascript\n1", "shows JavaScript; no script runs in a report"),
    "script": ('HTML("<script>1</script>")', "shows a script; take it out"),
    "image": ('Image(data=b"\\x89PNG\\r\\n\\x1a\\n" + bytes(20), format="png")', PICTURE),
    "foreign-image": ('Image(url="http://a.example/x.png")', PICTURE),
    "svg": ("SVG(\"<svg xmlns='http://www.w3.org/2000/svg'/>\")", "shows an SVG picture; draw it and write"),
    "audio": ("Audio([0.0, 0.1], rate=8000)", "shows sound; take it out"),
    "video": ('Video(url="a.mp4")', "shows a film; take it out"),
    "markdown": ('display(Markdown("**x**"))', f"shows Markdown from code; .* {SENTENCE}"),
    "latex": ('Latex("$x$")', "shows LaTeX; a report reads no formula"),
    "json": ('JSON({"a": 1})', f"shows JSON; use {TABLE}"),
    "widget": ("import ipywidgets\nipywidgets.IntSlider()", "shows a widget; nobody can press it"),
    "mime": ('display({"text/vnd.x": "1"}, raw=True)', f"shows a plain value; use {SENTENCE}"),
    "lineplot": ('sns.lineplot(frame, x="x", y="y")', FIGURE),
    "facet-grid": ('grid = sns.relplot(frame, x="x", y="y", col="kind")', FIGURE),
    "frame-plot": ('ax = frame.plot(x="x", y="y")', FIGURE),
    "imshow": ("plt.imshow([[1, 2]]); plt.show()", FIGURE),
    "objects-plot": ('import seaborn.objects as so\nso.Plot(frame, "x", "y").add(so.Dot())', FIGURE),
    "switched-backend": ('plt.switch_backend("agg")\nplt.plot([1, 2])\nNone', FIGURE),
    "axes-alone": ("fig = plt.Figure()\nfig.subplots()", FIGURE + ".*has it already, delete the last line"),
    "updated": ('handle = display("x", display_id=True)\nhandle.update("y")', "shows a plain value"),
    "shell": ("!echo x", "printed text"),
    "help": ("help(int.bit_length)", "printed text"),
}
KEPT = {
    "warning": "import warnings\nwarnings.warn('old')",
    "stderr": "import sys\nprint('x', file=sys.stderr)",
    "closed": "plt.plot([1, 2])\nplt.close()",
    "not-included": "#| include: false\nplt.plot([1, 2])\nprint('x')\nframe",
    "not-shown": "#| output: false\nframe",
    "cleared": "print('x')\nclear_output()",
    "nothing": "ax = None",
    "next-input": "get_ipython().set_next_input('x = 1')",
    "prose": "from helpers.report.front_matter import Prose\nProse('A **sentence**.')",
}


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("cells")
    cells = [new_code_cell(SETUP, id="setup")]
    for name, source in {**{name: source for name, (source, _) in REFUSED.items()}, **KEPT}.items():
        cells.append(new_code_cell(source, id=name))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), folder / "in.ipynb")
    return papermill.execute_notebook(
        str(folder / "in.ipynb"), str(folder / "out.ipynb"), engine_name="workbook", progress_bar=False
    )


FIGURE_OF_OURS = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    '<path d="M 0 0 L 9 9" style="stroke: #000"/>{}</svg>'
)


def _alone(executed: Any, name: str) -> Any:
    found = [cell for cell in executed.cells if cell.id == name]
    return new_notebook(cells=nbformat.from_dict(json.loads(json.dumps(found))))


@pytest.mark.parametrize("name", REFUSED)
def test_cell_is_named_with_what_to_write_instead(executed: Any, name: str) -> None:
    with pytest.raises(NotebookError) as caught:
        take_exhibits(_alone(executed, name))
    told = str(caught.value).splitlines()
    assert re.match(rf"cell 1 \({name}\): {REFUSED[name][1]}", told[0]), told


@pytest.mark.parametrize("name", KEPT)
def test_what_is_not_shown_stands_in_no_report(executed: Any, name: str) -> None:
    notebook = _alone(executed, name)
    notes = take_exhibits(notebook)
    shown = [output.data["text/plain"] for output in notebook.cells[0].outputs]
    assert shown == (["A **sentence**."] if name == "prose" else [])
    warned = [f"cell 1 ({name}): wrote a warning, which is not published"]
    assert notes == (warned if name in ("warning", "stderr") else [])


def test_traceback_is_named_by_its_kind() -> None:
    error = new_output("error", ename="ZeroDivisionError", evalue="of 17 by 0", traceback=["17 / 0"])
    cell = new_code_cell("17 / 0", id="mine", outputs=[error], metadata={"tags": ["raises-exception"]})
    with pytest.raises(NotebookError) as caught:
        take_exhibits(new_notebook(cells=[cell]))
    assert str(caught.value) == "cell 1 (mine): ended in ZeroDivisionError; mend what raises it"


def test_every_cell_is_named_at_once(executed: Any) -> None:
    with pytest.raises(NotebookError) as caught:
        take_exhibits(nbformat.from_dict(json.loads(json.dumps(executed))))
    told = str(caught.value).splitlines()
    assert len(told) == 21
    assert re.fullmatch(r"and \d+ more", told[-1])


def test_cells_before_the_one_that_raised_are_named_and_it_is_not_named_twice() -> None:
    printed = new_output("stream", name="stdout", text="1")
    error = new_output("error", ename="ZeroDivisionError", evalue="", traceback=["1 / 0"])
    cells = [
        new_code_cell("print(1)", id="first", outputs=[printed]),
        new_markdown_cell("An exception was encountered", metadata={"tags": [MARKED_BY_PAPERMILL]}),
        new_code_cell("1 / 0", id="second", outputs=[error]),
        new_code_cell("never run", id="third"),
    ]
    [told] = faults_until_it_ended(new_notebook(cells=cells))
    assert told.startswith("cell 1 (first): printed text")
    assert faults_until_it_ended(new_notebook(cells=cells[1:])) == []


def _shown(data: Any, **beside: str) -> Any:
    bundle = {EXHIBIT: data, **beside}
    return new_notebook(cells=[new_code_cell("", id="mine", outputs=[new_output("display_data", bundle)])])


def _figure(**changed: Any) -> dict[str, Any]:
    table = {
        "columns": [{"label": "Place", "align": "left"}, {"label": "Sessions"}],
        "rows": [{"cells": ["A", "7"]}],
    }
    given = {
        "schema": 1,
        "kind": "figure",
        "id": "fig-mine",
        "title": "Rose",
        "subtitle": "",
        "alt": "A line",
    }
    given |= {"note": "", "source": "returns.", "language": "en", "svg": FIGURE_OF_OURS.format("")}
    return {**given, "table": table, **changed}


def test_page_is_made_of_the_data_and_of_nothing_beside_them() -> None:
    notebook = _shown(
        _figure(), **{"text/html": "<script>1</script>", "text/x-typst": "#read()", "image/png": "AA=="}
    )
    take_exhibits(notebook)
    (output,) = notebook.cells[0].outputs
    assert set(output.data) == {EXHIBIT, "text/html", "text/markdown", "text/x-typst", "text/plain"}
    assert "script" not in str(output)
    assert "read()" not in str(output)
    assert '<figure class="exhibit exhibit-figure" id="fig-mine">' in output.data["text/html"]


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "figure",
        {},
        {"schema": 1, "kind": "page"},
        {"schema": 1, "kind": ["figure"]},
        {"schema": 2, "kind": "prose", "text": "x"},
        {"schema": 1, "kind": "prose"},
        {"schema": 1, "kind": "prose", "text": 3},
        _figure(id='fig-a" onclick="x'),
        _figure(language="fr"),
        _figure(alt=" "),
        _figure(table={"columns": [{"label": "a", "align": "left; x"}], "rows": []}),
        _figure(origins=[{"id": 'a" onclick="x', "name": "n"}]),
        _figure(links=[["Sessions", "javascript:x"]]),
        _figure(links=[["Sessions", "https://a.example"]]),
    ],
)
def test_data_of_no_exhibit_are_named(data: Any) -> None:
    with pytest.raises(
        NotebookError, match=r"cell 1 \(mine\): an exhibit (of an unknown kind|whose data do not fit)"
    ):
        take_exhibits(_shown(data, **{"text/html": "<b>x</b>"}))


@pytest.mark.parametrize(
    "inside",
    [
        "<script>1</script>",
        "<foreignObject><p>x</p></foreignObject>",
        '<path d="M 0 0" onclick="x()"/>',
        '<a href="https://a.example"><text>x</text></a>',
        '<image href="https://a.example/x.png"/>',
        '<image href="data:image/svg+xml;base64,AAAA"/>',
        '<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="https://a.example/x.svg#y"/>',
        '<set attributeName="href" to="javascript:x"/>',
        '<path d="M 0 0" style="fill: url(https://a.example/x)"/>',
        '<rect width="1" fill="url(//a.example)"/>',
        "<style>@import 'https://a.example';</style>",
        "<style>p { display: none }</style>",
        "<text><![CDATA[</text><script>1</script>]]></text>",
        '<p xmlns="http://www.w3.org/1999/xhtml">x</p>',
        "<text>&unknown;</text>",
    ],
)
@pytest.mark.parametrize("layout", ["svg", "narrow"])
def test_drawing_that_holds_more_than_a_chart_needs_is_named(inside: str, layout: str) -> None:
    with pytest.raises(NotebookError, match=r"cell 1 \(mine\): a drawing (that|with) "):
        take_exhibits(_shown(_figure(**{layout: FIGURE_OF_OURS.format(inside)})))


def test_whatever_matplotlib_draws_is_taken() -> None:
    import io

    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(1, 4)
    axes[0].imshow([[1, 2], [3, 4]])
    axes[1].bar(["a", "b"], [1, 2], hatch="//", label="a < b & c")
    axes[1].legend()
    axes[2].pcolormesh([[1, 2], [3, 4]], shading="gouraud")
    axes[3].plot([1, 2], "o--", clip_on=True)
    axes[3].annotate("Lạng Sơn", (0, 1), xytext=(0.5, 1.5), arrowprops={"arrowstyle": "->"})
    for kind in ("none", "path"):
        with plt.rc_context({"svg.fonttype": kind}):
            buffer = io.StringIO()
            figure.savefig(buffer, format="svg")
            assert check_svg(buffer.getvalue()) == buffer.getvalue()
    plt.close(figure)


def test_stock_nbconvert_shows_an_exhibit_that_carries_data(tmp_path: Path) -> None:
    from nbconvert import HTMLExporter, MarkdownExporter

    book = new_notebook(cells=[new_markdown_cell("words"), *_shown(_figure()).cells])
    take_exhibits(book)
    page, _ = HTMLExporter().from_notebook_node(book)
    assert '<figure class="exhibit exhibit-figure" id="fig-mine">' in page
    text, _ = MarkdownExporter().from_notebook_node(book)
    assert "fig-mine" in text


def test_attached_file_is_named() -> None:
    cell = new_markdown_cell(
        "![x](attachment:a.png)", id="words", attachments={"a.png": {"image/png": "AAAA"}}
    )
    with pytest.raises(
        NotebookError, match=r"cell 1 \(words\): holds an attached file, which a report does not take"
    ):
        take_exhibits(new_notebook(cells=[cell]))


def test_prose_of_a_cell_reaches_the_page_as_data() -> None:
    notebook = _shown(Prose("**x**")._repr_mimebundle_()[EXHIBIT])
    take_exhibits(notebook)
    assert notebook.cells[0].outputs[0].data["text/markdown"] == "**x**"


def test_statement_on_withheld_figures_lists_exactly_what_exhibits_mark(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(current, "_OPENED", [])  # a notebook of its own
    current.set_opened(replace(small_release(), explanation=Bilingual(en="Small numbers.", vi="Giữ kín.")))
    shown, hidden = 12.0, missing("c")
    frame = pd.DataFrame(
        {"Lang Son": [shown, hidden, hidden, 1.0], "Viet Nam": [shown, 30.0, 40.0, hidden]},
        index=["All", "Rescued", "Received", "Referred"],
    )
    made = report.table(
        frame, "paths", title="Paths", subtitle="Victims by path, 2023", indicators=["victims_assisted"]
    )
    bare = report.table(frame[["Viet Nam"]][:3], "bare", title="Bare", indicators=["victims_assisted"])

    def published(*exhibits: Any) -> str:
        cells = [
            new_code_cell(outputs=[new_output("display_data", each._repr_mimebundle_())], id=f"cell-{at}")
            for at, each in enumerate([report.disclosure_control(current.opened()), *exhibits])
        ]
        notebook = nbformat.from_dict(json.loads(json.dumps(new_notebook(cells=cells))))
        take_exhibits(notebook)
        return str(notebook.cells[0].outputs[0].data["text/plain"])

    *_, first, second = published(made, bare).splitlines()
    assert first == "- " + escape.markdown("Victims by path, 2023: Rescued, Received: Lang Son")
    assert second == "- " + escape.markdown("Victims by path, 2023: Referred: Viet Nam")
    assert published(bare).endswith(
        escape.markdown("No number in the exhibits of this report is marked [c].")
    )
    summed = report.table(
        frame[["Viet Nam"]][:2],
        "sum",
        title="Sum",
        note=sentence(Messages("en")),
        indicators=["victims_assisted"],
    )
    assert published(bare, summed) == escape.markdown("Small numbers."), "a sum without what is withheld"


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ("victims_assisted", "withheld"),
        ("victims_in_a_tile", "withheld"),
        ("sessions", "none of its numbers is marked"),
    ],
)
def test_why_figures_are_withheld_speaks_of_what_stands_below_too(
    monkeypatch: pytest.MonkeyPatch, after: str, said: str
) -> None:
    monkeypatch.setattr(current, "_OPENED", [])  # a notebook of its own
    release = replace(small_release(), explanation=Bilingual(en="Small numbers are withheld.", vi="Giữ kín."))
    current.set_opened(release)
    above = report.disclosure_control(release)
    if after == "victims_in_a_tile":
        tile = pd.DataFrame({"value": [12.0]}, index=["victims_assisted"])
        below: Any = report.key_results(tile)
    else:
        frame = pd.DataFrame({"value": [12.0]}, index=["2023"])
        below = report.table(frame, "below", title="Below", indicators=[after])
    shown = [above, below]
    assert "none of its numbers is marked" in shown[0]._repr_mimebundle_()["text/plain"]
    cells = [
        new_code_cell(outputs=[new_output("display_data", each._repr_mimebundle_())], id=f"cell-{at}")
        for at, each in enumerate(shown)
    ]
    notebook = nbformat.from_dict(json.loads(json.dumps(new_notebook(cells=cells))))
    take_exhibits(notebook)
    published = notebook.cells[0].outputs[0].data
    assert said in published["text/plain"]
    assert published[EXHIBIT]["kind"] == "prose"
