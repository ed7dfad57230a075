"""An executed notebook as Quarto reads it: the cells of one language, each output in the forms that formats take.

The cells are those that the default renderer composes (compose.py), so that `#|` options mean the same in both. What
the report says of itself stands at the head, for report/assets/filter.lua and the templates in quarto/.
"""

from __future__ import annotations

import base64
import re
from collections import defaultdict
from typing import Any

import yaml
from nbformat import from_dict
from nbformat.v4 import new_markdown_cell

from helpers.execute.cell_faults import places_of
from helpers.render.compose import Composition, Part, compose
from helpers.render.document_metadata import Document, read_document
from helpers.render.markdown_allowed import check_markdown
from helpers.render.number_dialogs import with_number_links_in_markdown, without_number_dialogs
from helpers.render.origin_links import lead_back, lead_to_origins
from helpers.render.render_docx import drawn, notice_of
from helpers.render.render_html import about, page_links, page_metadata, page_style
from helpers.render.render_pdf import REGIONS, bound_names
from helpers.render.report_parts import PAGES, ReportPart, cells_of
from helpers.report.dark_scheme import follow_scheme
from helpers.report.fallback_fonts import embedded_faces

_PICTURE = re.compile(r"\(svg-(\d+)\)")
_HTML_SLOT = re.compile(r"(<!--slot-(\d+)[^>]*-->)")
_TYPST_SLOT = re.compile(r"^(//slot-(\d+)\b.*)$", re.MULTILINE)
_FILE_LINK = re.compile(r'<a(?: [^>]*)? href="(?!#|[a-z]+:)[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
_HEADING = re.compile(r"^(#{1,6}) ", re.MULTILINE)
_BETWEEN = "\x1e"


def notebook_for_quarto(notebook: Any, part: ReportPart = "whole") -> dict[str, Any]:
    """The notebook as Markdown cells, in which an output stands in each form that it has.

    Quarto keeps what it was given for other formats of the same file, so that no format can be asked for.

    Args:
        notebook: executed.
        part: `report` where the result lies beside the annex and the other files of its packet, to which links lead.

    Raises:
        NotebookError: a text holds what no report for the public takes, such as a picture of its own.
        RenderError: a cell ended in an error, or cannot be shown.
    """
    notebook = _with_notes(notebook)
    document = read_document(notebook, part)
    page, paper, word = (
        compose(notebook, target, document.language, part) for target in ("html", "pdf", "docx")
    )
    check_markdown(page, page_metadata(document))
    beside = compose(notebook, "html", document.language, "annex") if part == "report" else None
    forms = {
        "html": _of_page(page, beside, document),
        "typst": _of_paper(paper),
        "docx": _of_word(word),
    }
    texts = [_raw("html", f"<!--report-style-->{_head(page, document)}"), _raw("typst", bound_names(paper))]
    if part == "report":
        texts.append(_raw("html", f"<!--report-links-->{page_links(document)}"))
    texts += _only("docx", notice_of(document))
    written = {
        place
        for place, cell in zip(places_of(notebook["cells"]), notebook["cells"], strict=True)
        if cell["cell_type"] == "markdown"
    }
    for place in dict.fromkeys(part.place for part in page.parts):
        shown = {name: "\n\n".join(texts_of[place]) for name, texts_of in forms.items()}
        if place in written or len(set(shown.values())) == 1:
            texts.append(shown["html"])
        else:
            texts += [text for name, form in shown.items() for text in _only(name, form)]
    cells = [_cell("raw", _front_matter(document)), *(_cell("markdown", text) for text in texts)]
    return {"nbformat": 4, "nbformat_minor": 4, "metadata": notebook["metadata"], "cells": cells}


def _with_notes(notebook: Any) -> Any:
    """The notebook as a build leaves it: with what its report noted of itself when Quarto ran it (desk/opened.py)."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            noted = output.get("metadata", {}).get("report", {})
            if "of_report" in noted:
                metadata = {"report": noted["of_report"], **notebook["metadata"]}
                at = len(cells_of(notebook["cells"], "report"))
                cells = [
                    *notebook["cells"][:at],
                    new_markdown_cell(noted["closing"]),
                    *notebook["cells"][at:],
                ]
                return from_dict({**notebook, "metadata": metadata, "cells": cells})
    return notebook


def _only(name: str, text: str) -> list[str]:
    """A text that stands in one format alone; the filter takes it out of the others."""
    return [f"::::::::: {{.for-{name}}}\n\n{text}\n\n:::::::::"] if text else []


def _cell(kind: str, text: str) -> dict[str, Any]:
    return {"cell_type": kind, "metadata": {}, "source": text.splitlines(keepends=True)}


def _of_page(composed: Composition, beside: Composition | None, document: Document) -> dict[str, list[str]]:
    filled = [
        _HTML_SLOT.sub(
            lambda found: f"{found[1]}\n{follow_scheme(composed.slots[int(found[2])])}", _framed(part)
        )
        for part in composed.parts
    ]
    page = with_number_links_in_markdown(_BETWEEN.join(filled), composed.numbers)
    if beside:
        page = lead_to_origins(page, "\n".join(beside.slots), PAGES["annex"])
    else:
        page = _FILE_LINK.sub(r"\1", lead_to_origins(lead_back(page, page, "", document), page, ""))
    return _by_place(composed, without_number_dialogs(page).split(_BETWEEN))


def _of_paper(composed: Composition) -> dict[str, list[str]]:
    """Entries of the annex learn how deep the section is that they stand in, as render_pdf.py tells them."""
    depth, texts = 1, []

    def filled(found: re.Match[str]) -> str:
        return f"{found[1]}\n#let entry-depth = {1 + depth}\n{composed.finished[int(found[2])]}"

    for part in composed.parts:
        texts.append(_TYPST_SLOT.sub(filled, part.text))
        for heading in _HEADING.findall(part.text):
            depth = max(1, len(heading) - 1)
    return _by_place(composed, texts)


def _of_word(composed: Composition) -> dict[str, list[str]]:
    pictures = [base64.b64encode(picture).decode("ascii") for picture in drawn(composed.slots)]

    def picture(found: re.Match[str]) -> str:
        return f"(data:image/png;base64,{pictures[int(found[1])]})"

    return _by_place(composed, [_PICTURE.sub(picture, part.text) for part in composed.parts])


def _by_place(composed: Composition, texts: list[str]) -> dict[str, list[str]]:
    found = defaultdict(list)
    for part, text in zip(composed.parts, texts, strict=True):
        found[part.place].append(text)
    return found


def _head(composed: Composition, document: Document) -> str:
    """What the filter puts into the head of the page: style and typeface, who published it and when."""
    faces = embedded_faces(composed.markdown + "".join(composed.slots))
    style = page_style().replace("<style>\n", f"<style>\n{faces}")
    return f"{about(document)}\n{style}"


def _raw(name: str, text: str) -> str:
    return f"```{{={name}}}\n{text}\n```"


def _framed(part: Part) -> str:
    return f"::::::: {{.{part.column}}}\n{part.text}\n:::::::" if part.column else part.text


def _front_matter(document: Document) -> str:
    """What the report says of itself. Quarto would take apart an author and a date, so all are of one key."""
    told = {
        **page_metadata(document),
        "lang": f"{document.language}-{REGIONS[document.language]}",
        "subtitle": document.place,
        "author": document.publisher,
        "date": " · ".join(filter(None, (document.kind, document.published))),
        "demonstration": document.demonstration_mark,
        "toc-title": document.word("contents"),
    }
    report = {key: value for key, value in told.items() if value}
    return f"---\n{yaml.safe_dump({'title': document.title, 'report': report}, allow_unicode=True)}---\n"
