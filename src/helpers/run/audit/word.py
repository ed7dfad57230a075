"""Word documents read back: paragraphs and tables as those of a page, every other text, and pictures by drawing again.

A picture passes only if it is, byte for byte, what a drawing of the packet's notebook gives, which is read there.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import nbformat
from lxml import etree

from helpers.run.audit.claims import Claim, Finding, Text, Written
from helpers.run.audit.pages import claims_of
from helpers.run.audit.trees import local_name, parsed_xml
from helpers.run.compose import compose
from helpers.run.render_docx import drawn
from helpers.run.word_styles import tag

BODY = "word/document.xml"
_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core|custom)\.xml|word/_rels/(document|footnotes)\.xml\.rels"
    r"|word/(document|styles|settings|webSettings|fontTable|numbering|footnotes|comments|footer1|theme/theme1)\.xml"
)
_PICTURE = re.compile(r"word/media/[\w.-]+\.png")
_SEQUENCE = re.compile(r" SEQ (Figure|Table) \\\* ARABIC ")
_EXHIBIT = re.compile(r"(?:fig|tbl)-[\w-]+")
_HIDDEN = {
    "vanish",
    "del",
    "delText",
    "altChunk",
    "object",
    "pict",
    "control",
    "txbxContent",
    "AlternateContent",
}
"""What is in no document of ours, and could hold what a reader does not see."""


def read_word(written: Written) -> Iterator[Claim]:
    """The claims of a Word document."""
    try:
        with zipfile.ZipFile(io.BytesIO(written.content)) as file:
            parts = {name: file.read(name) for name in file.namelist()}
        trees = {name: parsed_xml(content) for name, content in parts.items() if _PARTS.fullmatch(name)}
        body = trees[BODY]
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, OSError):
        yield Finding(written.name, "is no Word document that can be read back")
        return
    yield from _pictures(parts, written)
    for name in sorted(set(parts) - set(trees)):
        if not _PICTURE.fullmatch(name):
            yield Finding(f"{written.name}, {name}", "a part of the document that the audit cannot read")
    for name, tree in trees.items():
        yield from _other_texts(tree, f"{written.name}, {name}", texts=name != BODY)
    yield from claims_of(_as_page(body), written.name, written.words)


def _pictures(parts: Mapping[str, bytes], written: Written) -> Iterator[Claim]:
    pictures = {name: content for name, content in parts.items() if _PICTURE.fullmatch(name)}
    if not pictures:
        return
    try:
        notebook = nbformat.reads(written.beside["notebook.ipynb"].decode(), as_version=4)
        known = set(drawn(compose(notebook, "docx").slots))
    except Exception:  # whatever is wrong with it: nothing vouches for the pictures
        known = set()
    for name, content in pictures.items():
        if content not in known:
            yield Finding(f"{written.name}, {name}", "a picture that is no drawing of the notebook")


def _other_texts(root: Any, where: str, *, texts: bool) -> Iterator[Claim]:
    """Attributes that say something, comments, and where `texts` every text."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            yield Text(f"{where}, comment", str(element.text or ""))
            continue
        name = local_name(element.tag)
        if name in _HIDDEN:
            yield Finding(where, f"a document with <{name}>, which the audit cannot read")
        if texts and (element.text or "").strip():
            yield Text(f"{where}, <{name}>", str(element.text))
        for attribute, value in element.attrib.items():
            if " " in value and any(letter.isalpha() for letter in value):
                yield Text(f"{where}, {local_name(attribute)} of <{name}>", value)


def _as_page(root: Any) -> Any:
    """The body as a page: a table in a figure that has the id of the caption above it, captions without numbers."""
    page = etree.Element("body")
    _take_out_numbers(root)
    identifier = ""
    for block in root[0]:
        if block.tag == tag("tbl"):
            figure = etree.SubElement(page, "figure", {"id": identifier} if identifier else {})
            table = etree.SubElement(figure, "table")
            for row in block.iter(tag("tr")):
                line = etree.SubElement(table, "tr")
                for cell in row.findall(tag("tc")):
                    etree.SubElement(line, "td").text = _text(cell)
            identifier = ""
        elif lines := [line for line in _lines(block) if line]:
            marks = [mark.get(tag("name"), "") for mark in block.iter(tag("bookmarkStart"))]
            identifier = next((mark for mark in marks if _EXHIBIT.fullmatch(mark)), identifier)
            for line in lines:
                etree.SubElement(page, "p").text = line
    return page


def _take_out_numbers(root: Any) -> None:
    """Take out the numbers of figures and tables, where they are no more than that: 1, 2, 3 in their order."""
    counted: Counter[str] = Counter()
    for field in root.iter(tag("fldSimple")):
        kind = field.get(tag("instr"), "")
        counted[kind] += 1
        if _SEQUENCE.fullmatch(kind) and "".join(field.itertext()) == str(counted[kind]):
            for text in field.iter(tag("t")):
                text.text = ""


def _text(element: Any) -> str:
    """The text of a cell in one line."""
    return " ".join(" ".join(_lines(element)).split())


def _lines(element: Any) -> list[str]:
    """The lines of a block, as its paragraphs and line breaks part them."""
    words = {tag("t"): None, tag("br"): "\n", tag("tab"): " ", tag("p"): "\n"}
    found = [words[part.tag] or str(part.text or "") for part in element.iter(*words)]
    return [" ".join(line.split()) for line in "".join(found).split("\n")]
