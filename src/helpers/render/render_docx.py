"""An executed notebook as a Word document, for donors who edit and paste: pandoc writes it, in the reports' styles.

Charts are pictures here, drawn by Typst, each with its alternative text; photographs stay as they are, tables are
Word's own.
"""

from __future__ import annotations

import base64
import io
import re
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typst
from lxml import etree

from helpers.errors import RenderError
from helpers.render.compose import as_cells, compose
from helpers.render.document_metadata import Document, read_document
from helpers.render.pandoc import convert_to_file
from helpers.render.render_pdf import REGIONS, compiler
from helpers.render.report_parts import ReportPart
from helpers.render.word_contents import add_contents
from helpers.render.word_styles import element, packed, page_header, reference_docx, tag
from helpers.report import escape, paper
from helpers.report.fallback_fonts import fallbacks_for

POINTS_PER_INCH = 200
LONGEST_WHOLE_TABLE = 26
_UNNUMBERED = re.compile(r"^\S+\s\.\s")
_JPEG = re.compile(r'<svg [^<>]*><image [^<>]*xlink:href="data:image/jpeg;base64,([A-Za-z0-9+/=]+)"/></svg>')
_PROPERTIES = "docProps/custom.xml"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def render_docx(notebook: Any, part: ReportPart = "whole") -> bytes:
    """The report as a Word document; the same bytes for the same notebook.

    Raises:
        RenderError: the notebook holds an error, or pandoc fails.
    """
    document = read_document(notebook, part)
    composed = compose(notebook, "docx", document.language, part)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "reference.docx").write_bytes(reference_docx(document.restricted, _head(document)))
        photographs = {
            number: found for number, svg in enumerate(composed.slots) if (found := _photograph(svg))
        }
        drawings = {number: svg for number, svg in enumerate(composed.slots) if number not in photographs}
        cells = [composed.place_of_slot(number) for number in drawings]
        for number, content in photographs.items():
            (folder / f"svg-{number}.jpg").write_bytes(content)
        for number, content in zip(drawings, drawn([*drawings.values()], cells), strict=True):
            (folder / f"svg-{number}.png").write_bytes(content)
        made = convert_to_file(
            as_cells([("notice", "", notice_of(document))]) + composed.markdown,
            folder / "report.docx",
            _metadata(document),
            f"--reference-doc={folder / 'reference.docx'}",
            f"--resource-path={folder}",
            "--figure-caption-position=above",
            timestamp=document.timestamp,
        )
    return packed(_finished(_parts_of(made), document.word("contents"), document.full_title))


def finish_docx(made: bytes) -> bytes:
    """A Word document by Quarto, finished as those of the default renderer are; its properties say of what report."""
    parts = _parts_of(made)
    told = {each.get("name"): "".join(each.itertext()) for each in etree.fromstring(parts[_PROPERTIES])}
    head = " · ".join(filter(None, (told.get("place"), told.get("demonstration"))))
    parts["word/header1.xml"] = page_header("", head)
    return packed(_finished(parts, told.get("contents", ""), told.get("pagetitle", "")))


def _parts_of(made: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made)) as given:
        return {name: given.read(name) for name in given.namelist() if not name.endswith("/")}


def _finished(parts: dict[str, bytes], contents: str, title: str) -> dict[str, bytes]:
    parts["word/document.xml"] = _accessible(parts["word/document.xml"], contents)
    parts["docProps/core.xml"] = _titled(parts["docProps/core.xml"], title)
    return parts


def drawn(svgs: Sequence[str], places: Sequence[str] = ()) -> list[bytes]:
    """Every drawing as PNG, as wide as the text; `places` names the cell of each for messages."""
    if not svgs:
        return []
    pages = "\n#pagebreak()\n".join(
        f'#image(bytes({paper.string(svg)}), format: "svg", width: 170mm)' for svg in svgs
    )
    source = f"#set page(width: auto, height: auto, margin: 0pt)\n{pages}"
    try:
        made = compiler(fallbacks_for(source)).compile(source.encode(), format="png", ppi=POINTS_PER_INCH)
    except typst.TypstError as fault:
        for svg, place in zip(svgs, places, strict=True) if len(places) > 1 else ():
            drawn([svg], [place])
        place = places[0] if places else "a drawing"
        raise RenderError(f"{place}: Typst refused the report: {fault.message}") from None
    return [bytes(page) for page in made] if isinstance(made, list) else [bytes(made)]


def _photograph(svg: str) -> bytes:
    """The JPEG that is all of a drawing (compose.py): as PNG it would be ten times as large. Else nothing."""
    found = _JPEG.fullmatch(svg)
    return base64.b64decode(found[1]) if found else b""


def _metadata(document: Document) -> dict[str, str]:
    published = " · ".join(filter(None, (document.kind, document.published)))
    values = {
        "lang": f"{document.language}-{REGIONS[document.language]}",
        "title": document.title,
        "subtitle": document.place,
        "author": document.publisher,
        "date": published,
    }
    return {name: value for name, value in values.items() if value}


def notice_of(document: Document) -> str:
    """The banner that opens a report of demonstration data, as Markdown; empty where there is none."""
    if not document.has_notice:
        return ""
    text = f"**{escape.markdown(document.notice_title)}** {escape.markdown(document.notice_text)}"
    return f'::: {{custom-style="Notice"}}\n{text}\n:::'


def _head(document: Document) -> str:
    """What stands at the head of every page, as on paper."""
    return " · ".join(filter(None, (document.place, document.demonstration_mark)))


def _accessible(content: bytes, contents: str) -> bytes:
    """A contents list; heads of tables repeat, rows and short tables stay whole, first cells are heads of rows."""
    root = etree.fromstring(content)
    add_contents(root, contents)
    for picture in root.iter(
        "{*}cNvPr"
    ):  # where pandoc writes the whole picture once more, if Quarto gave it one
        if picture.get("descr", "").startswith("data:"):
            picture.set("descr", "")  # the words stand in its docPr
    for table in root.iter(tag("tbl")):
        for look in table.iter(tag("tblLook")):
            look.set(tag("firstColumn"), "1")
        for title in table.iter(tag("tblCaption")):  # in which the number, a field, is missing
            title.set(tag("val"), _UNNUMBERED.sub("", title.get(tag("val"))))
        rows = table.findall(tag("tr"))
        for number, row in enumerate(rows):
            _span_section(row)
            properties = row.find(tag("trPr"))
            if properties is None:
                properties = element("trPr")
                row.insert(0, properties)
            properties.insert(0, element("cantSplit"))
            if number == 0 and properties.find(tag("tblHeader")) is None:
                properties.append(element("tblHeader"))
            if len(rows) <= LONGEST_WHOLE_TABLE or number >= len(rows) - 2:
                for paragraph in row.iter(tag("pPr")):  # its source follows the last row
                    paragraph.insert(1, element("keepNext"))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _span_section(row: Any) -> None:
    """A row in which the first cell alone holds a text stands across all columns."""
    first, *others = row.findall(tag("tc"))
    if others and not any("".join(cell.itertext()).strip() for cell in others):
        first.find(tag("tcPr")).append(element("gridSpan", val=1 + len(others)))
        for cell in others:
            row.remove(cell)


def _titled(content: bytes, said: str) -> bytes:
    """The title property says the place, too."""
    root = etree.fromstring(content)
    title = root.find(_TITLE)
    if title is not None:
        title.text = said
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
