"""An executed notebook as one HTML file that needs nothing else: style and fonts inside, no address outside."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from helpers.render.compose import Composition, compose
from helpers.render.document_metadata import Document, read_document
from helpers.render.exhibit_downloads import with_downloads
from helpers.render.markdown_allowed import check_markdown
from helpers.render.number_dialogs import with_number_dialogs, with_number_links
from helpers.render.origin_links import lead_back, lead_to_origins
from helpers.render.pandoc import asset, convert
from helpers.render.report_parts import PAGES, ReportPart, has_annex
from helpers.report import fonts, theme
from helpers.report.csv_texts import csv_of_values
from helpers.report.dark_scheme import dark_variables, follow_scheme
from helpers.report.escape import markup
from helpers.report.exhibit_data import own_exhibits
from helpers.report.fallback_fonts import embedded_faces

_SLOT = re.compile(
    r"<!--(?:slot-(\d+)(?: [\w-]+)?|report-(style|about|links))-->|(?<=<img src=\")svg-(\d+)(?=\")"
)
_IN_A_STYLE = str.maketrans({'"': "'", "\\": "/", "<": "", "\n": " "})
"""What would end a string of a style sheet."""


def render_html(notebook: Any, *, public: bool = False) -> str:
    """The notebook, report and annex, as one page; the same text for the same notebook.

    One for the public is held to markdown_allowed.py.

    Raises:
        NotebookError: a text of one for the public holds what no such report takes.
        RenderError: the notebook holds an error, or pandoc fails.
    """
    document = read_document(notebook, "whole")
    page = _page(notebook, document, "whole", _numbers(notebook), public=public)
    page = lead_to_origins(lead_back(page, page, "", document), page, "")
    return with_number_dialogs(page, notebook, document)


def render_pages(notebook: Any, *, public: bool = False) -> dict[ReportPart, str]:
    """The report, and its annex if it has one, as pages of a packet that lead to each other.

    Raises:
        As `render_html`.
    """
    parts: tuple[ReportPart, ...] = ("report", "annex") if has_annex(notebook) else ("report",)
    documents = {part: read_document(notebook, part) for part in parts}
    numbers = _numbers(notebook)
    pages = {part: _page(notebook, documents[part], part, numbers, public=public) for part in parts}
    report, annex = pages["report"], pages.get("annex", "")
    made: dict[ReportPart, str] = {"report": lead_to_origins(report, annex, PAGES["annex"])}
    if annex:
        made["annex"] = lead_to_origins(
            lead_back(annex, report, PAGES["report"], documents["annex"]), annex, ""
        )
    return {part: with_number_dialogs(made[part], notebook, documents[part]) for part in parts}


def _numbers(notebook: Any) -> dict[str, str]:
    """The numbers of each exhibit that has some of its own, as CSV."""
    return {each.id: csv_of_values(each.values) for each in own_exhibits(notebook) if each.values}


def _page(
    notebook: Any, document: Document, part: ReportPart, numbers: Mapping[str, str], *, public: bool
) -> str:
    """A part as a page, whose numbers lead to entries of the annex as if they stood on it."""
    composed, metadata = compose(notebook, "html", document.language, part), page_metadata(document)
    if public:
        check_markdown(composed, metadata)
    page = _fill(convert(composed.markdown, "html5", metadata, "report.html"), composed, document)
    return with_number_links(with_downloads(page, numbers, document), composed.numbers)


def page_metadata(document: Document) -> dict[str, str]:
    """What report.html names of a report."""
    values = {
        "lang": document.language,
        "title": document.title,
        "pagetitle": document.full_title,
        "place": document.place,
        "kind": document.kind,
        "publisher": document.publisher,
        "published": document.published,
        "notice-title": document.notice_title,
        "notice-text": document.notice_text,
        "contents": document.word("contents"),
        "skip": document.word("skip"),
        "restricted": document.restricted,
        "restricted-mark": document.mark,
        **{
            f"{name}-style": text.translate(_IN_A_STYLE)
            for name, text in (
                ("restricted", document.restricted),
                ("place", document.place),
                ("demonstration", document.demonstration_mark),
                ("title", document.title),
            )
        },
    }
    return {key: value for key, value in values.items() if value}


def _fill(page: str, composed: Composition, document: Document) -> str:
    faces = embedded_faces(page + "".join(composed.slots))

    def content(match: re.Match[str]) -> str:
        if match[2] == "about":
            return "\n".join(filter(None, (about(document), document.schema_org)))
        if match[2] == "links":
            return page_links(document)
        if match[2]:
            return page_style().replace("<style>\n", f"<style>\n{faces}")
        if match[3]:
            return composed.pictures[int(match[3])]
        number = int(match[1])
        return follow_scheme(composed.slots[number]) if number < len(composed.slots) else ""

    return _SLOT.sub(content, page)


def about(document: Document) -> str:
    """Who published it and when. Pandoc would leave a quotation mark as it is, which ends an attribute."""
    told = {"author": document.publisher, "dcterms.date": document.published_date}
    return "\n".join(f'<meta name="{name}" content="{markup(text)}">' for name, text in told.items() if text)


def page_links(document: Document) -> str:
    """The way to the report's other forms, for the head of the page; nothing for a notebook of no packet."""
    items = []
    for kind, address in document.links:
        code = document.other_language[0]
        tongue = f' lang="{code}" hreflang="{code}"' if kind == "language" else ""
        link = f'<a href="{markup(address)}"{tongue}>{markup(document.name_of_link(kind))}</a>'
        items.append(f'<li class="to-{markup(kind)}">{link}</li>')
    if not items:
        return ""
    label = markup(document.word("links"))
    return f'<nav class="ways" aria-label="{label}">\n<ul>\n' + "\n".join(items) + "\n</ul>\n</nav>"


@lru_cache(maxsize=1)
def page_style() -> str:
    """Fonts, tokens and rules as one style element."""
    faces = "".join(
        f'@font-face {{ font-family: "{theme.THEME.font}"; font-weight: {weight}; font-style: normal; '
        f"src: url(data:font/woff2;base64,{base64.b64encode(fonts.subset_woff2(weight)).decode('ascii')}) "
        'format("woff2"); }\n'
        for weight in (theme.THEME.regular, theme.THEME.semibold)
    )
    return f"<style>\n{faces}{theme.css_variables()}{dark_variables()}{asset('report.css')}</style>"
