"""The contents list of a Word document: a field of Word's own, filled with links to the sections."""

from __future__ import annotations

from typing import Any

from helpers.render.word_styles import element, tag

FEWEST = 4
"""Sections from which on there is a list, as on paper."""
_FIELD = ' TOC \\o "1-1" \\h \\z \\u '


def add_contents(root: Any, title: str) -> None:
    """Put the list above the first section. Whoever updates the field in Word gets the numbers of pages, too."""
    sections = [(mark, heading) for heading in root.iter(tag("p")) if (mark := _mark_of(heading)) is not None]
    if len(sections) < FEWEST:
        return
    entries = [_entry(mark.get(tag("name")), "".join(heading.itertext())) for mark, heading in sections]
    for at, kind in enumerate(("begin", "separate")):
        entries[0].insert(1 + 2 * at, element("r", element("fldChar", fldCharType=kind)))
        if kind == "begin":
            instruction = element("instrText")
            instruction.text = _FIELD
            entries[0].insert(2, element("r", instruction))
    entries[-1].append(element("r", element("fldChar", fldCharType="end")))
    head = _paragraph("TOCHeading", _run(title))
    gallery = element(
        "docPartObj", element("docPartGallery", val="Table of Contents"), element("docPartUnique")
    )
    sections[0][0].addprevious(
        element("sdt", element("sdtPr", gallery), element("sdtContent", head, *entries))
    )


def _mark_of(paragraph: Any) -> Any:
    """The bookmark before the heading of a section, which links lead to; none for any other paragraph."""
    style = paragraph.find(f"{tag('pPr')}/{tag('pStyle')}")
    if style is None or style.get(tag("val")) != "Heading1":
        return None
    before = paragraph.getprevious()
    return before if before is not None and before.tag == tag("bookmarkStart") else None


def _entry(anchor: str, text: str) -> Any:
    return _paragraph("TOC1", element("hyperlink", _run(text), anchor=anchor, history=1))


def _paragraph(style: str, *content: Any) -> Any:
    return element("p", element("pPr", element("pStyle", val=style)), *content)


def _run(text: str) -> Any:
    written = element("t")
    written.text = text
    return element("r", written)
