import re
from functools import lru_cache

import lxml.html
import pytest
from axe_playwright_python.sync_playwright import Axe
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from sample_report import NASTY, both, figure, report, shown

from browser import chromium, needs_browser
from helpers.render.exporters import DonorHtmlExporter
from helpers.render.render_html import render_html


@lru_cache
def html(language: str) -> str:
    return render_html(report(language))


def page(language: str = "en"):
    return lxml.html.document_fromstring(html(language))


def text(element) -> str:
    return " ".join(element.text_content().split())


def test_one_file_asks_for_nothing_outside(language):
    addresses = page(language).xpath("//@src | //link/@href | //@data | //image/@href")
    assert all(address.startswith("data:") for address in addresses)
    assert not re.search(r"url\((?!data:|#)", html(language))
    assert not re.search(r"@import|<script|<iframe", html(language))


def test_page_speaks_its_language_only(language):
    root = page(language)
    assert root.get("lang") == language
    main = text(root.xpath("//main")[0])
    assert ("What was done?" in main) == (language == "en")
    assert ("Đã làm gì?" in main) == (language == "vi")
    assert not root.xpath("//main//div[@lang]")


def test_headings_descend_from_one_title(language):
    levels = [int(element.tag[1]) for element in page(language).iter("h1", "h2", "h3", "h4")]
    assert levels == [1, 2, 2, 3]


def test_title_comes_from_the_metadata_and_the_notebooks_own_is_dropped():
    assert text(page().xpath("//h1")[0]) == "Border Guard activity"
    assert page().xpath("//title/text()") == ["Border Guard activity: Lạng Sơn, 2023"]
    assert "Heading of the notebook" not in html("en")


def test_contents_lead_to_every_section(language):
    root = page(language)
    links = root.xpath("//nav//a/@href")
    assert len(links) == 2
    assert all(root.xpath(f"//*[@id='{link[1:]}']") for link in links)


def test_contents_are_folded_so_that_the_first_results_stand_on_a_small_screen(language):
    (contents,) = page(language).xpath("//nav/details")
    assert "open" not in contents.attrib
    assert contents.xpath("summary") and len(contents.xpath(".//a")) == 2


def test_skip_link_comes_first_and_leads_to_the_report():
    assert page().xpath("//body//a/@href")[0] == "#report"
    assert page().xpath("//main[@id='report']")


def test_code_is_hidden():
    assert "secret_code" not in html("en")


def test_notice_stands_once_at_the_head():
    assert html("en").count("Synthetic returns.") == 1
    assert page().xpath("//header//p[@class='notice']")


def test_no_id_occurs_twice(language):
    ids = page(language).xpath("//@id")
    assert len(ids) == len(set(ids))


def test_references_name_the_exhibit_in_the_language(language):
    links = {a.get("href"): text(a) for a in page(language).xpath("//main//p/a[starts-with(@href, '#')]")}
    assert links["#fig-1"] == {"en": "Figure 1", "vi": "Hình 1"}[language]
    assert links["#tbl-1"] == {"en": "Table 1", "vi": "Bảng 1"}[language]


def test_any_text_is_shown_as_it_was_given():
    assert NASTY in [text(item) for item in page().xpath("//li")]
    assert NASTY in [text(item) for item in page().xpath("//figcaption/strong")]


def test_callout_and_footnote_are_kept():
    assert "Counts of 1 to 4 are hidden." in text(page().xpath("//div[@role='note']")[0])
    assert "A footnote." in text(page().xpath("//*[@id='footnotes' or contains(@class, 'footnotes')]")[0])


def test_the_same_notebook_gives_the_same_bytes(language):
    assert render_html(report(language)) == html(language)


def test_exporter_is_reusable_and_leaves_the_notebook_alone():
    exporter, notebook = DonorHtmlExporter(), report("en")
    before = repr(notebook)
    first, resources = exporter.from_notebook_node(notebook)
    assert exporter.from_notebook_node(notebook)[0] == first
    assert repr(notebook) == before
    assert resources["output_extension"] == ".html"


def test_notebook_without_metadata_is_named_by_its_first_heading():
    notebook = new_notebook(cells=[new_markdown_cell("# My title {.x}\n\nText."), shown(figure(1, "en"))])
    assert "<title>My title</title>" in render_html(notebook)


def test_language_falls_back_to_the_parameters():
    titles = both("# English", "# Tiếng Việt")
    notebook = new_notebook(cells=titles, metadata={"papermill": {"parameters": {"language": "vi"}}})
    assert "<title>Tiếng Việt</title>" in render_html(notebook)
    cell = new_code_cell('year = 2023\nlanguage = "vi"', metadata={"tags": ["parameters"]})
    assert "<title>Tiếng Việt</title>" in render_html(new_notebook(cells=[*titles, cell]))


@needs_browser[0]
@needs_browser[1]
@pytest.mark.parametrize("width", [390, 1280])
def test_accessible_and_never_wider_than_the_window(width, language, tmp_path):
    path = tmp_path / "report.html"
    path.write_text(html(language), encoding="utf-8")
    with chromium() as browser:
        window = browser.new_page(viewport={"width": width, "height": 800})
        asked: list[str] = []
        window.on("request", lambda request: asked.append(request.url))
        window.goto(path.as_uri())
        assert window.evaluate("document.documentElement.scrollWidth") <= width
        assert [url for url in asked if not url.startswith(("data:", path.as_uri()))] == []
        found = Axe().run(window).response["violations"]
    assert [violation["id"] for violation in found] == []


def test_plain_text_output_is_shown_and_object_names_are_not():
    cells = [new_code_cell("x", outputs=[new_output("execute_result", {"text/plain": words})])
             for words in ("forty-two", "<Figure size 640x480 with 1 Axes>")]  # fmt: skip
    made = render_html(new_notebook(cells=cells))
    assert "forty-two" in made
    assert "640x480" not in made


def test_texts_of_params_and_metadata_stay_text():
    said = '<script>alert(1)</script>" onclick="x'
    notebook = report(title=said, publisher=said, place_name=said, restricted=f"MARK: {said}")
    notice = next(c for c in notebook.cells if c.get("outputs") and "report" in c.outputs[0].metadata)
    notice.outputs[0].metadata["report"].update(title=said, text=said)
    made = lxml.html.document_fromstring(render_html(notebook))
    assert list(made.iter("script")) == []
    assert [element for element in made.iter() if "onclick" in element.attrib] == []
    assert made.xpath("//meta[@name='author']/@content") == [said]
    assert said in made.xpath("//h1")[0].text_content()
