"""What the cells of an executed notebook show in a report: exhibits, and nothing else.

This is a list of what is good. An exhibit (report/front_matter.py) carries its data; the published output is made from
these data again, so that HTML which a cell put beside them goes nowhere. Anything else is named by its cell, with what
to write instead. What Markdown may hold is in markdown_allowed.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nbformat import from_dict

from helpers.errors import NotebookError, RenderError
from helpers.execute.cell_faults import MARKED_BY_PAPERMILL, places_of
from helpers.execute.cell_languages import belongs_to, language_of_report
from helpers.execute.open_figures import OPEN_FIGURE
from helpers.render.cell_options import DESK_ROLE, hides_outputs, read_options
from helpers.report.exhibit import Exhibit
from helpers.report.exhibit_data import from_data
from helpers.report.front_matter import EXHIBIT, Withholding
from helpers.report.language import SYMBOLS
from helpers.report.other_language import OTHER_LANGUAGE
from helpers.report.withheld import marked_in
from helpers.report.withheld_behind import tells_of_withheld

MOST_TOLD = 20
_FIGURE = re.compile(r"<(Figure|Axes\w*|BarContainer|seaborn|matplotlib)\b|\bAxes\(|^Text\(")
_SENTENCE = 'report.say(en="...", vi="...", n=...) for a sentence'
_TABLE = 'report.table(frame, "id", title=...) for a table'
_CHART = 'report.figure(ax, "id", title=..., alt=..., data=...)'
_PICTURE = 'report.picture("file.jpg", "id", ...) for a photograph or logo in params/pictures'
_NOT_SHOWN = "`#| include: false` in the cell's first line if nothing of it is to be shown"
_PLOT = (
    f"hand it over with {_CHART}, or say with plt.close() or `#| include: false` that it is not to be shown"
)
_MARKDOWN = "write it into a Markdown cell"

_REMEDIES: tuple[tuple[str, str, str], ...] = (
    ("application/vnd.jupyter.widget-view+json", "a widget", "nobody can press it in a report; take it out"),
    ("application/javascript", "JavaScript", "no script runs in a report; take it out"),
    ("text/latex", "LaTeX", "a report reads no formula; write it in words"),
    ("image/svg+xml", "an SVG picture", f"draw it and write {_CHART}"),
    ("image/", "a picture", f"write {_CHART} for what matplotlib or seaborn draws, {_PICTURE}"),
    ("audio/", "sound", "take it out"),
    ("video/", "a film", "take it out"),
    ("text/markdown", "Markdown from code", f"{_MARKDOWN}, or use {_SENTENCE}"),
    ("application/json", "JSON", f"use {_TABLE}"),
)
"""Start of a media type, what it is called, what to write instead. The first that fits counts."""


def take_exhibits(notebook: Any) -> list[str]:
    """Make each exhibit anew from its data, and drop what no report shows.

    Args:
        notebook: as it was executed; changed in place.

    Returns:
        What was dropped that a person may want to know of: warnings that libraries wrote, by cell.

    Raises:
        NotebookError: a cell shows something else; every such cell is named.
        RenderError: a cell's `#|` options cannot be read.
    """
    faults: list[str] = []
    notes: list[str] = []
    own: dict[str, str] = {}
    language = language_of_report(notebook)
    for place, cell in zip(places_of(notebook["cells"]), notebook["cells"], strict=True):
        if cell.get("attachments"):
            faults.append(
                f"{place}: holds an attached file, which a report does not take; write {_CHART}, or {_PICTURE}"
            )
        if cell["cell_type"] != "code":
            continue
        options, _ = read_options(cell["source"], place)
        hidden = hides_outputs(options, cell.get("metadata", {}).get("tags", []))
        kept, wrong = [], []
        for output in cell.get("outputs", []):
            if output["output_type"] == "stream" and output["name"] == "stderr":
                notes.append(f"{place}: wrote a warning, which is not published")
            elif output["output_type"] == "error":
                wrong.append(f"ended in {output.get('ename', 'an error')}; mend what raises it")
            elif OTHER_LANGUAGE in output.get("data", {}):
                if not hidden and belongs_to(cell, language):
                    wrong.append(_text(output["data"], "text/plain"))
            elif not hidden and not _is_for_the_desk(output):
                try:
                    kept.append(_made_anew(output))
                except RenderError as fault:
                    wrong.append(str(fault))
        cell["outputs"] = kept
        for name in (each["data"][EXHIBIT]["id"] for each in kept if each["data"][EXHIBIT].get("values")):
            if name in own:
                wrong.append(f"shows '{name}', as {own[name]} does; give each figure and table its own name")
            own[name] = place
        faults += (f"{place}: {each}" for each in dict.fromkeys(wrong))
    _tell_of_all(notebook)
    if faults:
        more = [f"and {len(faults) - MOST_TOLD} more"] if len(faults) > MOST_TOLD else []
        raise NotebookError("\n".join([*faults[:MOST_TOLD], *more]))
    return list(dict.fromkeys(notes))


def faults_until_it_ended(notebook: Any) -> list[str]:
    """What else the cells show that a report does not take, where a run ended in a cell that raised, one line a fault.

    Args:
        notebook: as Papermill left it; changed in place.
    """
    notebook["cells"] = [
        cell
        for cell in notebook["cells"]
        if MARKED_BY_PAPERMILL not in cell.get("metadata", {}).get("tags", [])
    ]
    for cell in notebook["cells"]:
        if "outputs" in cell:
            cell["outputs"] = [each for each in cell["outputs"] if each["output_type"] != "error"]
    try:
        take_exhibits(notebook)
    except (NotebookError, RenderError) as fault:
        return str(fault).splitlines()
    return []


def _tell_of_all(notebook: Any) -> None:
    """Let each statement on withheld figures speak of what all exhibits show and mark, wherever they stand."""
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", [])]
    held = [output["data"][EXHIBIT] for output in outputs]
    shown = {
        origin["id"] for data in held if data["kind"] in ("figure", "table") for origin in data["origins"]
    }
    for data in held:
        if data["kind"] == "key-results":
            shown |= set(data["origins"])
    exhibits = [each for data in held if _has_marks(data) and isinstance(each := from_data(data), Exhibit)]
    marks = list(dict.fromkeys(mark for each in exhibits for mark in marked_in(each)))
    computed = any(tells_of_withheld(f"{data.get('note', '')} {data.get('text', '')}") for data in held)
    for output, data in zip(outputs, held, strict=True):
        if isinstance(made := from_data(data) if data["kind"] == "withholding" else None, Withholding):
            output["data"] = from_dict(made.of_all(shown, marks, computed=computed)._repr_mimebundle_())


def _has_marks(data: Any) -> bool:
    """Whether a number of the exhibit is marked as withheld."""
    rows = (data.get("table") or {}).get("rows", [])
    return any(SYMBOLS["c"] in text for row in rows for text in row["cells"])


def _is_for_the_desk(output: Any) -> bool:
    """Whether it is shown to the person at the notebook alone."""
    role = output.get("metadata", {}).get("report", {})
    return isinstance(role, dict) and role.get("role") == DESK_ROLE


def _made_anew(output: Any) -> Any:
    """The output of the exhibit whose data this one carries. RenderError with what it is instead."""
    data = output.get("data", {})
    if output["output_type"] == "stream":
        raise RenderError(f"printed text; write {_SENTENCE}, {_TABLE}, or take it out")
    if EXHIBIT not in data:
        raise RenderError(_named(data))
    given = from_data(data[EXHIBIT])._repr_mimebundle_()
    bundle, metadata = given if isinstance(given, tuple) else (given, {})
    return from_dict({"output_type": "display_data", "data": bundle, "metadata": metadata})


def _named(data: Any) -> str:
    """What a bundle of media types is, without a word of its content, and what to write instead."""
    plain, page = _text(data, "text/plain"), _text(data, "text/html")
    if OPEN_FIGURE in data or _FIGURE.search(plain):
        last = "" if OPEN_FIGURE in data else "; where report.figure has it already, delete the last line"
        return f"drew a figure that is not handed over; {_PLOT}{last}"
    for what, remedy in _of_page(page, plain):
        return f"shows {what}; {remedy}"
    for start, what, remedy in _REMEDIES:
        if any(kind.startswith(start) for kind in data):
            return f"shows {what}; {remedy}"
    if page:
        return f"shows HTML; {_MARKDOWN}, or use {_TABLE}"
    return f"shows a plain value; use {_SENTENCE}, {_TABLE}, or {_NOT_SHOWN}"


def _of_page(page: str, plain: str) -> Iterator[tuple[str, str]]:
    """Kinds that show themselves as HTML."""
    if 'class="dataframe"' in page:
        yield "a bare DataFrame", f"write {_TABLE}"
    if "<style" in page and "Styler" in plain:
        yield "a styled DataFrame", f"write {_TABLE}; its numbers are styled as in other tables"
    for tag, what in (
        ("<script", "a script"),
        ("<iframe", "another page"),
        ("<audio", "sound"),
        ("<video", "a film"),
    ):
        if tag in page:
            yield what, "take it out"
    if "<img" in page or "<svg" in page:
        yield "a picture", f"write {_CHART} for what matplotlib or seaborn draws, {_PICTURE}"


def _text(data: Any, kind: str) -> str:
    found = data.get(kind, "")
    return found if isinstance(found, str) else "".join(map(str, found))
