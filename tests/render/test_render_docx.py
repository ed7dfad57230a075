"""A report as a Word document: accessible, in the reports' look, the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from lxml import etree
from nbformat.v4 import new_markdown_cell, new_notebook
from sample_report import NASTY, report, shown

from helpers.render.render_docx import LONGEST_WHOLE_TABLE, render_docx
from helpers.render.word_styles import tag
from helpers.report.data_table import Row, TextColumn, TextTable
from helpers.report.exhibit import Exhibit
from helpers.report.front_matter import Prose
from helpers.report.theme import THEME


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def body(content: bytes) -> Any:
    return etree.fromstring(parts(content)["word/document.xml"])


def texts(root: Any, style: str = "") -> list[str]:
    paragraphs = root.iter(tag("p"))
    return ["".join(p.itertext()) for p in paragraphs if not style or _style(p) == style]


def _style(paragraph: Any) -> str:
    found = paragraph.find(f"{tag('pPr')}/{tag('pStyle')}")
    return "" if found is None else str(found.get(tag("val")))


def test_same_notebook_gives_the_same_bytes(language: str) -> None:
    assert render_docx(report(language)) == render_docx(report(language))


def test_properties_name_the_report_its_language_and_its_date(language: str) -> None:
    made = parts(render_docx(report(language)))
    core = made["docProps/core.xml"].decode()
    assert "Lạng Sơn, 2023</dc:title>" in core
    assert "2024-03-31T00:00:00Z" in core
    tongue = {"en": "en-GB", "vi": "vi-VN"}[language]
    assert f'w:val="{tongue}"' in made["word/styles.xml"].decode()


def test_figure_has_its_alternative_text_and_a_number_of_word(language: str) -> None:
    root = body(render_docx(report(language)))
    described = [e.get("descr") for e in root.iter("{*}docPr")]
    assert described[:2] == [f"Bar chart {number} where sessions rose" for number in (1, 2)]
    captions = texts(root, "ImageCaption")
    word = {"en": "Figure", "vi": "Hình"}[language]
    assert captions[0].startswith(f"{word}\u00a01.\u00a0Sessions rose")
    assert any(NASTY in caption for caption in captions)
    fields = [e.get(tag("instr")) for e in root.iter(tag("fldSimple"))]
    assert " SEQ Figure \\* ARABIC " in fields


def test_reference_leads_to_the_caption(language: str) -> None:
    root = body(render_docx(report(language)))
    anchors = {e.get(tag("anchor")) for e in root.iter(tag("hyperlink"))} - {None}
    marks = {e.get(tag("name")) for e in root.iter(tag("bookmarkStart"))}
    assert {"fig-1", "tbl-1"} <= anchors
    assert anchors <= marks


def test_heads_of_tables_repeat_and_rows_stay_whole() -> None:
    for table in body(render_docx(report())).iter(tag("tbl")):
        rows = table.findall(tag("tr"))
        assert all(row.find(f"{tag('trPr')}/{tag('cantSplit')}") is not None for row in rows)
        assert rows[0].find(f"{tag('trPr')}/{tag('tblHeader')}") is not None
        assert table.find(f".//{tag('tblCaption')}").get(tag("val")).startswith("Sessions by province")
        kept = [row.find(f".//{tag('keepNext')}") is not None for row in rows]
        assert all(kept) if len(rows) <= LONGEST_WHOLE_TABLE else kept[-1] and not kept[5]


def test_row_that_heads_a_section_stands_across_all_columns() -> None:
    columns = (TextColumn("Result", "left"), TextColumn("2022"), TextColumn("2023"))
    rows = (Row(("Output: officers are trained", "", ""), strong=True), Row(("Officers", "81", "[c]")))
    made = Exhibit("table", "tbl-results", "Results", "", "", "", "", "en", table=TextTable(columns, rows))
    notebook = new_notebook(cells=[new_markdown_cell("# A title"), shown(made)])
    head, section, plain = body(render_docx(notebook)).iter(tag("tr"))
    assert [len(row.findall(tag("tc"))) for row in (head, section, plain)] == [3, 1, 3]
    assert section.find(f".//{tag('gridSpan')}").get(tag("val")) == "3"
    assert plain.find(f".//{tag('gridSpan')}") is None


def test_one_language_no_code_and_the_notice_first() -> None:
    root = body(render_docx(report()))
    told = " ".join(texts(root))
    assert "secret_code" not in told
    assert "Đã làm gì" not in told
    assert "A computed sentence." in told
    assert texts(root, "Notice") == ["Demonstration data. Synthetic returns."]
    assert "Counts of 1 to 4 are hidden." in " ".join(texts(root, "Callout"))
    assert texts(root, "Heading1")[:2] == ["Key results", "What was done?"]


def test_name_of_an_entry_of_the_annex_stays_with_the_entry() -> None:
    notebook = report()
    entry = ":::: {#from-sessions .origin}\n**Sessions**\n\n*Definition:* Sessions held.\n::::"
    notebook.cells.append(shown(Prose(entry)))
    root = body(render_docx(notebook))
    assert texts(root, "LeadIn")[-1] == "Sessions"
    assert "from-sessions" in {mark.get(tag("name")) for mark in root.iter(tag("bookmarkStart"))}


def test_footnote_is_a_footnote_of_word() -> None:
    assert "A footnote." in "".join(
        etree.fromstring(parts(render_docx(report()))["word/footnotes.xml"]).itertext()
    )


@pytest.mark.parametrize("style", ["Title", "Heading1", "ImageCaption", "TableCaption"])
def test_styles_take_typeface_and_colour_from_the_theme(style: str) -> None:
    root = etree.fromstring(parts(render_docx(report()))["word/styles.xml"])
    found = root.find(f".//{tag('style')}[@{tag('styleId')}='{style}']/{tag('rPr')}")
    assert found.find(tag("rFonts")).get(tag("ascii")) == THEME.font
    assert "#" + found.find(tag("color")).get(tag("val")) == THEME.colours.heading


@pytest.mark.parametrize("restricted", ["", "RESTRICTED: partners only · HẠN CHẾ"])
def test_head_of_every_page_tells_of_demonstration_data_and_restriction(
    language: str, restricted: str
) -> None:
    notebook = report(language, restricted=restricted, demonstration=True)
    made = parts(render_docx(notebook))
    lines = texts(etree.fromstring(made["word/header1.xml"]))
    told = {"en": "Demonstration data", "vi": "Số liệu minh họa"}[language]
    assert lines == [*([restricted] if restricted else []), f"Lạng Sơn, 2023 · {told}"]
    (reference,) = body(render_docx(notebook)).iter(tag("headerReference"))
    assert reference.get(tag("type")) == "default"  # so on the first page, too
    identifier = reference.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
    relations = etree.fromstring(made["word/_rels/document.xml.rels"])
    assert {each.get("Id"): each.get("Target") for each in relations}[identifier] == "header1.xml"
    assert 'PartName="/word/header1.xml"' in made["[Content_Types].xml"].decode()


def test_head_of_real_data_tells_the_place_alone() -> None:
    made = parts(render_docx(report("en", demonstration=False)))
    assert texts(etree.fromstring(made["word/header1.xml"])) == ["Lạng Sơn, 2023"]


def sections(count: int) -> Any:
    cells = [new_markdown_cell(f"## Phần thứ {number}\n\nText.") for number in range(count)]
    return new_notebook(cells=cells, metadata={"report": {"title": "A report", "language": "vi"}})


def test_contents_list_leads_to_every_section() -> None:
    root = body(render_docx(sections(5)))
    entries = [p for p in root.iter(tag("p")) if _style(p) == "TOC1"]
    assert texts(root, "TOCHeading") == ["Mục lục"]
    assert [p.findtext(f"{tag('hyperlink')}/{tag('r')}/{tag('t')}") for p in entries] == texts(
        root, "Heading1"
    )
    marks = {e.get(tag("name")) for e in root.iter(tag("bookmarkStart"))}
    assert {p.find(tag("hyperlink")).get(tag("anchor")) for p in entries} <= marks
    (instruction,) = root.iter(tag("instrText"))
    assert instruction.text == ' TOC \\o "1-1" \\h \\z \\u '
    assert [e.get(tag("fldCharType")) for e in root.iter(tag("fldChar"))] == ["begin", "separate", "end"]


def test_few_sections_need_no_contents_list() -> None:
    assert texts(body(render_docx(sections(3))), "TOC1") == []
