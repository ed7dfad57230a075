"""An executed notebook as a tagged PDF (PDF/UA-1 and PDF/A-2a): pandoc writes Typst, Typst compiles in this process.

Typst starts threads that do not survive a fork: call this only in a process that never forks afterwards.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from helpers.errors import RenderError
from helpers.render.compose import Composition, compose
from helpers.render.document_metadata import Document, read_document
from helpers.render.pandoc import asset, convert
from helpers.render.pdf_tags import finished
from helpers.render.report_parts import ReportPart
from helpers.report import paper, theme
from helpers.report.fallback_fonts import fallbacks_for, family_of
from helpers.report.fonts import look_fonts

STANDARD, OF_DATED = "ua-1", "a-2a"
"""For readers of the screen; and for archives, which want a date."""
"""For readers that use assistive technology, and for archives."""
_HEADING = re.compile(r"^(=+) ", re.MULTILINE)
_SLOT = re.compile(r"^//slot-(\d+)\b.*$", re.MULTILINE)
# Some tokens are called as Typst's own words are: heading, context.
_TOKEN = re.compile(r"^#let ", re.MULTILINE)
REGIONS = {"en": "GB", "vi": "VN"}


def render_pdf(notebook: Any, part: ReportPart = "whole") -> bytes:
    """The report as PDF; the same bytes for the same notebook.

    Raises:
        RenderError: the notebook holds an error, or Typst refuses the document.
    """
    document = read_document(notebook, part)
    composed = compose(notebook, "pdf", document.language, part)
    try:
        return _compiled(composed, document)
    except typst.TypstError as fault:
        place, message = _place_of(fault.message, composed, document)
        raise RenderError(f"{place}Typst refused the report: {message}") from None


def _compiled(composed: Composition, document: Document) -> bytes:
    source = _source_of(composed, document)
    standards = [STANDARD, OF_DATED] if document.published_date else [STANDARD]
    pdf = compiler(fallbacks_for(source)).compile(
        source.encode(), format="pdf", pdf_standards=standards, timestamp=document.timestamp
    )
    return finished(bytes(pdf))


def _place_of(message: str, composed: Composition, document: Document) -> tuple[str, str]:
    """The cell that Typst refuses with the same message where it stands alone, its references as text; and the message.

    Else the first that it refuses at all: what cannot be laid out lets Typst find none of the labels that follow.
    """
    others = []
    for part in composed.parts:
        alone = replace(composed, parts=[replace(part, text=part.text.replace("@", "\\@"))])
        try:
            _compiled(alone, document)
        except typst.TypstError as fault:
            if fault.message == message:
                return f"{part.place}: ", message
            others.append((f"{part.place}: ", fault.message))
        except RenderError:  # it leads to what is not in it
            continue
    return others[0] if others else ("", message)


def typst_source(notebook: Any, document: Document) -> str:
    """The whole Typst document: tokens, look, pictures, frame, body."""
    return _source_of(compose(notebook, "pdf", document.language), document)


def _source_of(composed: Composition, document: Document) -> str:
    metadata = {"lang": document.language, "title": document.title}
    body = convert(composed.markdown, "typst", metadata)
    pieces = [*composed.slots, *composed.finished, body, str(document)]
    return "\n".join(
        [
            typst_tokens(fallbacks_for("".join(pieces))),
            asset("report.typ"),
            bound_names(composed),
            _frame(document),
            _with_pieces(body, composed.finished),
        ]
    )


def bound_names(composed: Composition) -> str:
    """The pictures, which the body calls by name."""
    return "\n".join(
        f"#let svg-{number} = bytes({paper.string(svg)})" for number, svg in enumerate(composed.slots)
    )


def _with_pieces(body: str, pieces: Sequence[str]) -> str:
    """The body with its finished pieces; entries of the annex learn how deep the section is that they stand in."""

    def piece(slot: re.Match[str]) -> str:
        made = pieces[int(slot[1])]
        if "#origin-entry(" not in made:
            return made
        above = _HEADING.findall(body, 0, slot.start())
        return f"#let entry-depth = {1 + len(above[-1]) if above else 1}\n{made}"

    return _SLOT.sub(piece, body)


def typst_tokens(fallbacks: Sequence[Path] = ()) -> str:
    """The tokens of the look as report.typ wants them; its typeface with those that have the letters which it lacks."""
    tokens = _TOKEN.sub("#let theme-", theme.typst_variables())
    families = paper.array([paper.string(name) for name in (theme.THEME.font, *map(family_of, fallbacks))])
    return f"{tokens}\n#let theme-font = {families}" if fallbacks else tokens


@lru_cache(maxsize=4)
def compiler(fallbacks: tuple[Path, ...] = ()) -> Any:
    """One compiler a process for these fallback fonts, mostly none; its fonts are read once.

    Typst takes folders of fonts in the order of the file system. Of the package's folder, which has every weight as
    OpenType and TrueType, that order would choose; so it is shown a folder of just the files of the look, which may go
    once a first document has made it read them.
    """
    with tempfile.TemporaryDirectory() as folder:
        for path in (*look_fonts(), *fallbacks):
            shutil.copy(path, Path(folder) / path.name)
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[folder])
        compiler = typst.Compiler(font_paths=fonts, ignore_system_fonts=True)
        faces = f'#set text(font: "{theme.THEME.font}")\nA #emph[A] #text(weight: {theme.THEME.semibold})[A]'
        for family in map(family_of, fallbacks):
            faces += f"\n#text(font: {paper.string(family)})[A]"
        compiler.compile(faces.encode(), format="pdf")
    return compiler


def _frame(document: Document) -> str:
    arguments = {
        "title": document.title,
        "place": document.place,
        "kind": document.kind,
        "publisher": document.publisher,
        "published": document.published,
        "lang": document.language,
        "region": REGIONS[document.language],
    }
    given = [f"{name}: {paper.string(value)}" for name, value in arguments.items()]
    if document.published_date:
        year, month, day = (int(part) for part in document.published_date.split("-"))
        given.append(f"date: datetime(year: {year}, month: {month}, day: {day})")
    if document.has_notice:
        given.append(
            f"notice-text: strong({paper.string(document.notice_title)}) + {paper.string(' ' + document.notice_text)}"
        )
    if document.restricted:
        given.append(f"restricted: {paper.string(document.restricted)}")
        given.append(f"restricted-mark: {paper.string(document.mark)}")
    if document.is_annex:
        given.append("is-annex: true")
    if document.demonstration_mark:
        given.append(f"demonstration: {paper.string(document.demonstration_mark)}")
    return f"#show: report.with({', '.join(given)})"
