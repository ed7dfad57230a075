"""The look of the reports as a Word document: pandoc's own reference document, its styles set from the theme.

pandoc takes styles, page, header and footer from it. Donors who paste a part elsewhere take the styles along.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree

from helpers.render.pandoc import data_file
from helpers.report.theme import THEME

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_FALLBACK = "Calibri"
_TWIPS_PER_MM = 1440 / 25.4
_WIDTH_MM, _HEIGHT_MM = 210, 297
_FIRST_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Style:
    """One style; sizes and spaces in points, `edge` the colour of a line at its left, `fill` of its ground.

    What a paragraph's style says goes before what a table's head says: a style of tables leaves `bold` open.
    """

    name: str
    size: float
    colour: str = THEME.colours.ink
    bold: bool | None = None
    before: float = 0
    after: float = 0
    keep_next: bool = False
    edge: str = ""
    fill: str = ""
    level: int | None = None


_SIZES, _COLOURS = THEME.sizes, THEME.colours
PARAGRAPHS = {
    "Normal": Style("Normal", _SIZES.text),
    "BodyText": Style("Body Text", _SIZES.text, after=7),
    "FirstParagraph": Style("First Paragraph", _SIZES.text, after=7),
    "LeadIn": Style("Lead In", _SIZES.text, after=7, keep_next=True),
    "Compact": Style("Compact", _SIZES.subtitle, before=2, after=2),
    "Title": Style("Title", _SIZES.title, _COLOURS.heading, bold=True, before=12, after=4),
    "Subtitle": Style("Subtitle", 14, _COLOURS.highlight, False, after=2),
    "Author": Style("Author", _SIZES.text, _COLOURS.muted, False),
    "Date": Style("Date", _SIZES.text, _COLOURS.muted, False, after=16),
    "Heading1": Style("heading 1", _SIZES.section, _COLOURS.heading, True, 22, 7, True, level=0),
    "Heading2": Style("heading 2", 12, _COLOURS.heading, True, 14, 5, True, level=1),
    "Heading3": Style("heading 3", _SIZES.text, _COLOURS.heading, True, 12, 4, True, level=2),
    "TableCaption": Style("Table Caption", _SIZES.headline, _COLOURS.heading, True, 16, 5, True),
    "ImageCaption": Style("Image Caption", _SIZES.headline, _COLOURS.heading, True, 16, 5, True),
    "CaptionedFigure": Style("Captioned Figure", _SIZES.text, after=4, keep_next=True),
    "FootnoteText": Style("footnote text", _SIZES.note),
    "Source": Style("Source", _SIZES.note, _COLOURS.muted, before=4, after=16),
    "Notice": Style(
        "Notice", _SIZES.subtitle, _COLOURS.attention_ink, before=4, after=14, fill=_COLOURS.attention_wash
    ),
    "Callout": Style("Callout", _SIZES.text, after=0, edge=_COLOURS.highlight, fill=_COLOURS.wash),
    "Header": Style("header", _SIZES.note, _COLOURS.muted),
    "HeaderMark": Style("Header Mark", _SIZES.subtitle, _COLOURS.attention_ink, bold=True),
    "Footer": Style("footer", _SIZES.note, _COLOURS.muted),
    "TOCHeading": Style("TOC Heading", 12, _COLOURS.heading, True, 8, 5, True),
    "TOC1": Style("toc 1", _SIZES.text, after=2),
}


@lru_cache(maxsize=8)
def reference_docx(mark: str = "", told: str = "") -> bytes:
    """The reference document; the same bytes every time for one version of pandoc.

    At the head of every page stand a restricted report's `mark`, and what is `told` of the data.

    Raises:
        RenderError: pandoc is not there.
    """
    with zipfile.ZipFile(io.BytesIO(data_file("reference.docx"))) as given:
        parts = {name: given.read(name) for name in given.namelist() if not name.endswith("/")}
    parts["word/styles.xml"] = _with_styles(parts["word/styles.xml"])
    parts["word/document.xml"] = _with_page(parts["word/document.xml"])
    parts["word/fontTable.xml"] = _with_fallback(parts["word/fontTable.xml"])
    for kind, content in (("header", page_header(mark, told)), ("footer", _footer())):
        parts[f"word/{kind}1.xml"] = content
        relation = f'<Relationship Type="{R}/{kind}" Id="{_id_of(kind)}" Target="{kind}1.xml" />'
        _insert(parts, "word/_rels/document.xml.rels", relation, before="</Relationships>")
        named = f'<Override PartName="/word/{kind}1.xml" ContentType="{_TYPE.format(kind)}" />'
        _insert(parts, "[Content_Types].xml", named, before="</Types>")
    return packed(parts)


def packed(parts: dict[str, bytes]) -> bytes:
    """The parts of an office document as one file, without times."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _FIRST_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            made.writestr(entry, content)
    return buffer.getvalue()


def tag(name: str) -> str:
    """A name of Word's vocabulary, as lxml wants it."""
    return f"{{{W}}}{name}"


def element(name: str, /, *children: Any, **values: object) -> Any:
    """An element of Word's vocabulary with its attributes and children."""
    made = etree.Element(tag(name), {tag(key): str(value) for key, value in values.items()}, nsmap={"w": W})
    made.extend(children)
    return made


def _with_styles(content: bytes) -> bytes:
    root = etree.fromstring(content)
    defaults = root.find(f".//{tag('rPrDefault')}/{tag('rPr')}")
    defaults.replace(defaults.find(tag("rFonts")), _fonts())
    defaults.find(tag("sz")).addprevious(element("color", val=_COLOURS.ink.lstrip("#")))
    for size in ("sz", "szCs"):
        defaults.find(tag(size)).set(tag("val"), str(round(2 * _SIZES.text)))
    root.find(f".//{tag('pPrDefault')}/{tag('pPr')}/{tag('spacing')}").attrib.update(
        {tag("after"): "0", tag("line"): "276", tag("lineRule"): "auto"}
    )
    known = {style.get(tag("styleId")): style for style in root.iter(tag("style"))}
    for identifier, style in PARAGRAPHS.items():
        _set(root, known, identifier, style)
    character = element("style", element("name", val="Exhibit Subtitle"), type="character", customStyle=1,
                        styleId="ExhibitSubtitle")  # fmt: skip
    character.append(_run_properties(Style("", _SIZES.subtitle, _COLOURS.muted, False)))
    root.append(character)
    link = known["Hyperlink"].find(tag("rPr"))
    link.find(tag("color")).attrib.clear()
    link.find(tag("color")).set(tag("val"), _COLOURS.highlight.lstrip("#"))
    root.replace(known["Table"], _table_style())
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _insert(parts: dict[str, bytes], name: str, text: str, *, before: str) -> None:
    parts[name] = parts[name].replace(before.encode(), (text + before).encode())


def _with_fallback(content: bytes) -> bytes:
    """What to use where the typeface is not installed."""
    root = etree.fromstring(content)
    root.append(element("font", element("altName", val=_FALLBACK), name=THEME.font))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _set(root: Any, known: dict[str, Any], identifier: str, style: Style) -> None:
    node = known.get(identifier)
    if node is None:
        node = element("style", element("name", val=style.name), element("basedOn", val="Normal"),
                       element("qFormat"), type="paragraph", customStyle=1, styleId=identifier)  # fmt: skip
        root.append(node)
    for old in (*node.findall(tag("pPr")), *node.findall(tag("rPr"))):
        node.remove(old)
    node.append(_paragraph_properties(style))
    node.append(_run_properties(style))


def _paragraph_properties(style: Style) -> Any:
    """In the order that the vocabulary prescribes."""
    made = element("pPr")
    if style.keep_next:
        made.extend([element("keepNext"), element("keepLines")])
    if style.edge:
        line = {"val": "single", "sz": 20, "space": 8, "color": style.edge.lstrip("#")}
        made.append(element("pBdr", element("left", **line)))
    if style.fill:
        made.append(element("shd", val="clear", color="auto", fill=style.fill.lstrip("#")))
    made.append(element("spacing", before=round(20 * style.before), after=round(20 * style.after)))
    made.append(element("jc", val="left"))
    if style.level is not None:
        made.append(element("outlineLvl", val=style.level))
    return made


def _run_properties(style: Style) -> Any:
    made = element("rPr", _fonts())
    if style.bold is not None:
        weights = [element(name, val=int(style.bold)) for name in ("b", "bCs")]
        made.extend([*weights, element("i", val=0), element("iCs", val=0)])
    if style.colour != _COLOURS.ink:
        made.append(element("color", val=style.colour.lstrip("#")))
    made.extend(element(size, val=round(2 * style.size)) for size in ("sz", "szCs"))
    return made


def _fonts() -> Any:
    return element("rFonts", ascii=THEME.font, hAnsi=THEME.font, cs=THEME.font, eastAsia=THEME.font)


def _table_style() -> Any:
    """Three rules, as on paper: above, below the head, below; a thin line between rows."""
    heavy = {"val": "single", "sz": 8, "space": 0, "color": _COLOURS.heading.lstrip("#")}
    thin = {"val": "single", "sz": 4, "space": 0, "color": _COLOURS.hairline.lstrip("#")}
    borders = element(
        "tblBorders", element("top", **heavy), element("bottom", **heavy), element("insideH", **thin)
    )
    margins = element("tblCellMar", *(element(side, w=70, type="dxa") for side in ("left", "right")))
    head = element(
        "tblStylePr",
        element("rPr", element("b"), element("color", val=_COLOURS.heading.lstrip("#"))),
        element("tcPr", element("tcBorders", element("bottom", **heavy)), element("vAlign", val="bottom")),
        type="firstRow",
    )
    return element(
        "style",
        element("name", val="Table"),
        element("basedOn", val="TableNormal"),
        element("qFormat"),
        element("tblPr", borders, margins),
        head,
        type="table",
        default=1,
        styleId="Table",
    )


def _with_page(content: bytes) -> bytes:
    """A4 with the reports' margins, header and footer."""
    root = etree.fromstring(content)
    section = root.find(f".//{tag('sectPr')}")
    side, end = (round(mm * _TWIPS_PER_MM) for mm in (THEME.widths.margin_mm, 22))
    for at, kind in enumerate(("header", "footer")):
        reference = element(f"{kind}Reference", type="default")
        reference.set(f"{{{R}}}id", _id_of(kind))
        section.insert(at, reference)
    section.append(element("pgSz", w=round(_WIDTH_MM * _TWIPS_PER_MM), h=round(_HEIGHT_MM * _TWIPS_PER_MM)))
    section.append(
        element("pgMar", top=end, right=side, bottom=end, left=side, header=567, footer=567, gutter=0)
    )
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _id_of(kind: str) -> str:
    return f"rId{kind.title()}"


def page_header(mark: str, told: str) -> bytes:
    """Lines of their own: the mark of a restricted report, and what is told of the data."""
    lines = [("HeaderMark", mark), ("Header", told)]
    root = element("hdr", *(_line(style, text) for style, text in lines if text or style == "Header"))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _line(style: str, text: str) -> Any:
    written = element("t")
    written.text = text
    return element("p", element("pPr", element("pStyle", val=style)), element("r", written))


def _footer() -> bytes:
    """The number of the page."""
    field = element("fldSimple", element("r", element("t")), instr=" PAGE ")
    field[0][0].text = "1"
    properties = element("pPr", element("pStyle", val="Footer"), element("jc", val="right"))
    root = element("ftr", element("p", properties, field))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
