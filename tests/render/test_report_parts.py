"""The report and its technical annex are files of their own, which lead to each other."""

from __future__ import annotations

import io
import re
import zipfile

import nbformat
import pikepdf
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from helpers import report as helpers_report
from helpers.render.render_docx import render_docx
from helpers.render.render_html import render_html, render_pages
from helpers.render.render_pdf import render_pdf
from helpers.render.report_parts import PAGES, PAPER, ReportPart, has_annex
from helpers.report.annex import origins
from helpers.report.current import set_opened
from helpers.report.data_table import Row, TextColumn, TextTable
from helpers.report.exhibit import Exhibit
from helpers.report.points import main_points
from helpers.report.traceable import traceable
from render.sample_report import both, shown
from render.test_origins import outreach
from small_release import report_of, small_release

TABLE = TextTable((TextColumn("Place", "left"), TextColumn("2023")), (Row(("Here", "7")),))


def notebook(language: str = "en") -> nbformat.NotebookNode:
    release = small_release(language)  # type: ignore[arg-type]
    annex = both("# Technical annex", "# Phụ lục kỹ thuật")
    annex[0]["metadata"]["tags"].append("annex")
    cells = [
        *both("# Report", "# Báo cáo"),
        *both("## Done", "## Đã làm"),
        shown(traceable(outreach)(release)),
        *annex,
        *both("## Method", "## Phương pháp"),
        shown(origins(release)),
    ]
    return new_notebook(cells=cells, metadata={"report": {**report_of(release), "kind": "province"}})


def half(name: str) -> Exhibit:
    return Exhibit("table", f"tbl-{name}", name.title(), "", "", "", "", "en", table=TABLE, half=True)


@pytest.mark.parametrize(
    ("part", "there", "elsewhere"), [("report", "Done", "Method"), ("annex", "Method", "Done")]
)
def test_each_part_holds_its_own_sections(part: ReportPart, there: str, elsewhere: str) -> None:
    page = render_pages(notebook())[part]
    assert re.search(rf"<h2[^>]*>{there}</h2>", page)
    assert not re.search(rf"<h2[^>]*>{elsewhere}</h2>", page)
    assert ("Technical annex" in re.findall(r'<p class="kind">(.*?)</p>', page)[0]) == (part == "annex")


def test_numbers_lead_to_the_annex_and_back() -> None:
    made = render_pages(notebook())
    report, annex = made["report"], made["annex"]
    assert f'href="{PAGES["annex"]}#from-sessions"' in report
    assert 'id="from-sessions"' in annex
    assert f'<dt>Shown in</dt><dd><a href="{PAGES["report"]}#tbl-outreach">Table\u00a01</a></dd>' in annex


def test_an_entry_of_the_annex_leads_back_to_main_points_and_sentences() -> None:
    """Numbers in words: their sections, as far as pandoc has named them."""
    release = small_release("en")
    set_opened(release)
    book = notebook()
    before = len(book["cells"]) - 5
    book["cells"][before:before] = [
        *both("### Main points", "### Những điểm chính"),
        shown(
            main_points(
                helpers_report.text(en="Held: {n}.", vi="Đã tổ chức: {n}.", n=release.cell("sessions"))
            )
        ),
        *both("## Said in a sentence", "## Nêu trong câu"),
        shown(helpers_report.say(en="Sessions: {n}.", vi="Số buổi: {n}.", n=release.cell("sessions"))),
    ]
    annex = render_pages(book)["annex"]
    back = re.search(r'id="from-sessions".*?<dt>Shown in</dt><dd>(.*?)</dd>', annex, re.DOTALL)
    assert back
    assert re.findall(r'href="([^"]+)">([^<]+)<', back[1]) == [
        ("index.html#tbl-outreach", "Table\u00a01"),
        ("index.html#main-points", "Main points"),
        ("index.html#said-in-a-sentence", "Said in a sentence"),
    ]


@pytest.mark.parametrize(("language", "said"), [("en", "technical annex"), ("vi", "phụ lục kỹ thuật")])
def test_the_report_says_once_where_the_annex_is(language: str, said: str) -> None:
    pages = render_pages(notebook(language))
    page, annex = pages["report"], pages["annex"]
    assert page.count(f'<a href="{PAGES["annex"]}">{said}</a>') == 1
    assert said not in annex.partition("<main")[2]


def test_both_parts_are_on_paper_and_the_annex_says_what_it_is() -> None:
    titles = {}
    for part in PAPER:
        with pikepdf.open(io.BytesIO(render_pdf(notebook(), part))) as pdf:
            titles[part] = str(pdf.docinfo["/Title"])
    assert titles["annex"].startswith("Technical annex")
    assert not titles["report"].startswith("Technical annex")


def test_one_file_of_the_whole_notebook_leads_within_itself() -> None:
    page = render_html(notebook())
    assert 'href="#from-sessions"' in page
    assert PAGES["annex"] not in page


def test_word_is_the_report_alone() -> None:
    with zipfile.ZipFile(io.BytesIO(render_docx(notebook(), "report"))) as made:
        text = re.sub(r"<[^>]+>", " ", made.read("word/document.xml").decode())
    assert "Done" in text and "Method" not in text


def test_a_notebook_without_an_annex_is_the_report() -> None:
    plain = new_notebook(cells=[new_markdown_cell("# Title"), new_markdown_cell("Words.")])
    assert not has_annex(plain)
    assert list(pages := render_pages(plain)) == ["report"]
    assert PAGES["annex"] not in pages["report"]


def test_two_halves_in_a_row_stand_side_by_side_and_a_third_alone() -> None:
    cells = [new_markdown_cell("# Title"), *(shown(half(name)) for name in ("one", "two", "three"))]
    page = render_html(new_notebook(cells=cells))
    (pair,) = re.findall(
        r'<div class="side-by-side">(.*?)</div>\s*(?=<figure|</main|</section)', page, re.DOTALL
    )
    assert re.findall(r'id="(tbl-\w+)"', pair) == ["tbl-one", "tbl-two"]
    with pikepdf.open(io.BytesIO(render_pdf(new_notebook(cells=cells)))) as pdf:
        assert len(pdf.pages) == 1
