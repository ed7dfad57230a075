"""Every kind of page in Chromium: axe-core at WCAG 2.2 AA, dark scheme, links, tables on a telephone, a printout."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe

from browser import chromium, needs_browser
from clear_texts import of_page
from helpers.paths import Project
from helpers.portal.portal_words import VI
from helpers.report.dark_scheme import DARK
from projects import add_donor_projects, call_workbook

pytestmark = needs_browser
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""All of axe-core's but those for WCAG's level AAA, and those that it calls experimental."""
PAGES = {
    "province": "reports/2023/{}/lang-son/index.html",
    "nation": "reports/2023/{}/viet-nam/index.html",
    "annex": "reports/2023/{}/lang-son/annex.html",
    "project": "reports/2023/{}/inl-phase-1/index.html",
    "quality": "data/internal/2023/{}/data-quality/index.html",
    "portal": "reports/index.html#{}-2023",
    "indicators": "reports/indicators.html#{}",
}
TARGET = "        targets: [{period: project, value: 2, source: {en: Made up for this test, vi: Giả định để thử}}]\n"
"""Its sources give this project none, and without one no status is told."""
SIZES = {"desk": (1280, 900), "phone": (390, 844)}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def every_kind(make_once: Callable[..., Path], built: Project) -> Project:
    """A province, the nation, a donor's project and data quality, in both languages."""

    def make(folder: Path) -> None:
        shutil.copytree(built.root, folder)
        add_donor_projects(folder, ["inl-phase-1"])
        path = folder / "params" / "projects" / "inl-phase-1.yml"
        text, before = (
            path.read_text(encoding="utf-8"),
            "        reported: [{period: project, figure: inl1-courses}]\n",
        )
        assert before in text
        path.write_text(text.replace(before, before + TARGET), encoding="utf-8")
        done = call_workbook(Project(folder), "build", "2023", "inl-phase-1", "data-quality")
        assert done.returncode == 0, done.stdout + done.stderr

    return Project(make_once("every-kind", make))


@pytest.fixture
def visit(browser: Any, every_kind: Project) -> Iterator[Callable[..., Any]]:
    """Opens a kind of page in a language."""
    contexts: list[Any] = []

    def open_page(kind: str, language: str, size: str = "desk", scheme: str = "light") -> Any:
        width, height = SIZES[size]
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        contexts.append(context)
        context.set_default_timeout(60_000)
        page = context.new_page()
        path, _, hash_ = PAGES[kind].format(language).partition("#")
        page.goto((every_kind.root / path).as_uri() + (f"#{hash_}" if hash_ else ""))
        return page

    yield open_page
    for context in contexts:
        context.close()


def violations(page: Any) -> list[dict[str, Any]]:
    """What axe-core finds; of what passes it hands over one element a rule, and not thousands."""
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found: list[dict[str, Any]] = Axe().run(page, options=options).response["violations"]
    return found


@pytest.mark.parametrize(("language", "size", "scheme"), [("en", "desk", "light"), ("vi", "phone", "dark")])
@pytest.mark.parametrize("kind", PAGES)
def test_axe_finds_nothing(
    visit: Callable[..., Any], kind: str, language: str, size: str, scheme: str
) -> None:
    page = visit(kind, language, size, scheme)
    found = violations(page)
    assert [(each["id"], each["nodes"][0]["html"][:120]) for each in found] == []


@pytest.mark.parametrize(("language", "size", "scheme"), [("en", "desk", "dark"), ("vi", "phone", "light")])
@pytest.mark.parametrize("kind", ["province", "nation", "project"])
@pytest.mark.parametrize("number", ["a.number[data-n]", "button.number"])
def test_axe_finds_nothing_while_a_number_is_open(
    visit: Callable[..., Any], kind: str, language: str, size: str, scheme: str, number: str
) -> None:
    page = visit(kind, language, size, scheme)
    page.locator(f"{number}:visible").first.click()
    assert page.get_by_role("dialog").is_visible()
    found = violations(page)
    assert [(each["id"], each["nodes"][0]["html"][:120]) for each in found] == []


@pytest.mark.parametrize("kind", ["province", "nation", "project"])
def test_dark_page_has_dark_charts(visit: Callable[..., Any], kind: str) -> None:
    page = visit(kind, "en", scheme="dark")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == rgb(DARK.colours.paper)
    fills = page.locator(".exhibit-chart svg:not(.narrow) text").evaluate_all(
        "texts => [...new Set(texts.map(text => getComputedStyle(text).fill))]"
    )
    dark = {rgb(value) for value in vars(DARK.colours).values()}
    assert fills
    assert set(fills) <= dark


def test_light_page_stays_light(visit: Callable[..., Any]) -> None:
    page = visit("province", "en")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def rgb(colour: str) -> str:
    return "rgb({}, {}, {})".format(*(int(colour[at : at + 2], 16) for at in (1, 3, 5)))


@pytest.mark.parametrize("kind", ["province", "nation", "project"])
def test_head_leads_to_other_forms_and_the_other_language(visit: Callable[..., Any], kind: str) -> None:
    page = visit(kind, "en")
    here = page.url
    links = page.get_by_role("navigation", name="Other forms of this report").get_by_role("link")
    assert links.all_text_contents() == [
        "PDF", "Spreadsheet", "Tiếng Việt", "Other years", "All reports", "Technical annex",
    ]  # fmt: skip
    addresses = links.evaluate_all("links => links.map(link => link.href)")
    for address in addresses:
        assert Path(address.removeprefix("file://").partition("#")[0]).is_file()
    assert links.first.bounding_box()["y"] < 100
    page.get_by_role("link", name="Tiếng Việt").click()
    page.wait_for_url(here.replace("/en/", "/vi/"))
    page.get_by_role("link", name="English").click()
    page.wait_for_url(here)


def test_other_years_leads_to_all_reports_on_the_place(visit: Callable[..., Any]) -> None:
    page = visit("province", "vi")
    page.get_by_role("link", name="Các năm khác").click()
    page.wait_for_url("**/reports/index.html#*")
    names = page.locator(".portal.now .found .name").all_text_contents()
    assert names == ["Lạng Sơn, 2023"]
    assert page.get_by_label(VI.search).input_value() == "Lạng Sơn"


def test_annex_leads_back_to_its_report(visit: Callable[..., Any]) -> None:
    page = visit("annex", "en")
    assert page.locator(".ways a").evaluate_all("links => links.map(link => link.getAttribute('href'))") == [
        "index.html", "annex.pdf", "../../../index.html#en-2023"
    ]  # fmt: skip


def test_internal_report_leads_to_its_own_files_alone(visit: Callable[..., Any]) -> None:
    page = visit("quality", "en")
    assert page.locator(".ways a").all_text_contents() == ["PDF"]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", ["province", "nation", "project"])
def test_only_what_scrolls_is_a_stop_of_the_keyboard(visit: Callable[..., Any], kind: str, size: str) -> None:
    page = visit(kind, "vi", size)
    assert page.locator("[tabindex='0']").count() == 0
    frames = page.locator(".table-frame:visible").evaluate_all(
        "frames => frames.map(frame => [frame.scrollWidth > frame.clientWidth,"
        " frame.querySelector('.more').checkVisibility({visibilityProperty: true})])"
    )
    assert frames
    assert [scrolls for scrolls, _ in frames] == [hinted for _, hinted in frames]
    assert any(scrolls for scrolls, _ in frames) == (size == "phone")


def test_status_is_seen_on_a_telephone_without_scrolling(visit: Callable[..., Any]) -> None:
    page = visit("project", "en", "phone")
    tables = page.locator(".table-frame:visible", has=page.locator("thead th", has_text="Status"))
    assert tables.count() >= 1
    for table in tables.all():
        box = table.locator("thead th", has_text="Status").bounding_box()
        assert box["x"] + box["width"] <= 390


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("kind", ["province", "nation", "annex", "project", "quality"])
def test_no_text_of_a_chart_covers_another_or_a_mark(every_kind: Project, kind: str, language: str) -> None:
    assert of_page(every_kind.root / PAGES[kind].format(language)) == {}


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("kind", ["province", "nation", "project"])
def test_letters_of_charts_have_nine_pixels(visit: Callable[..., Any], kind: str, width: int) -> None:
    page = visit(kind, "vi", "phone")
    page.set_viewport_size({"width": width, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    charts = page.locator(".exhibit-chart").evaluate_all(
        """frames => frames.map(frame => {
          const texts = [...frame.querySelectorAll("svg:not(.wide) text")]
          const sizes = texts.map(text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)
          return [Math.min(...sizes), frame.scrollWidth - frame.clientWidth]
        })"""
    )
    assert charts
    assert all(smallest < 100 for smallest, _ in charts)  # each has letters
    for smallest, hidden in charts:
        assert smallest >= 9
        assert hidden <= 1


@pytest.mark.parametrize(("language", "mark"), [("en", "Demonstration data"), ("vi", "Số liệu minh họa")])
def test_printout_has_the_heads_and_feet_of_the_pdf_and_keeps_headings_with_what_follows(
    visit: Callable[..., Any], language: str, mark: str
) -> None:
    page = visit("province", language, scheme="dark")
    headings = set(page.locator("main h2").all_text_contents())
    place = page.locator(".place").text_content()
    printed = page.pdf(prefer_css_page_size=True)
    with pypdfium2.PdfDocument(io.BytesIO(printed)) as paper:
        texts = [sheet.get_textpage().get_text_range().splitlines() for sheet in paper]
        white = paper[0].render(scale=0.2).to_pil().getpixel((2, 2))
    assert white == (255, 255, 255)
    assert mark not in " ".join(texts[0][-2:])
    for number, lines in enumerate(texts[1:], start=2):
        head = " ".join(lines[:2])
        assert place in head
        assert mark in head
        assert f"{number} / {len(texts)}" in head
    assert not any(heading in lines[-3:] for lines in texts for heading in headings)
    assert "Tiếng Việt" not in texts[0]
