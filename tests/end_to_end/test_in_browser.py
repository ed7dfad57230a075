"""A built report and the portal as a reader meets them in Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from browser import chromium, needs_browser
from helpers.paths import Project

pytestmark = needs_browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


def _open(browser: Any, project: Project, page: str, width: int) -> tuple[Any, list[str]]:
    window = browser.new_page(viewport={"width": width, "height": 900})
    asked: list[str] = []
    window.on("request", lambda request: asked.append(request.url))
    window.goto((project.reports / page).as_uri())
    return window, asked


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("vi", 390)])
def test_report_is_accessible_self_contained_and_fits(
    browser: Any, built: Project, language: str, width: int
) -> None:
    window, asked = _open(browser, built, f"2023/{language}/lang-son/index.html", width)
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert len([url for url in asked if url.startswith("file:")]) == 1
    assert window.evaluate("document.documentElement.scrollWidth") <= width
    assert window.evaluate("document.documentElement.lang") == language
    found = Axe().run(window).response["violations"]
    assert [(violation["id"], violation["nodes"][0]["html"][:80]) for violation in found] == []
    window.close()


def test_charts_show_text_as_text(browser: Any, built: Project) -> None:
    window, _ = _open(browser, built, "2023/vi/lang-son/index.html", 1280)
    charts = window.locator("figure.exhibit-figure svg:not(.narrow)")
    assert charts.count() >= 6
    assert "T12" in charts.first.text_content()
    assert window.locator("figure.exhibit-table table").count() >= 6
    window.close()


@pytest.mark.parametrize("width", [390, 639, 640, 700])
def test_charts_are_whole_and_can_be_read(browser: Any, built: Project, width: int) -> None:
    window, _ = _open(browser, built, "2023/vi/lang-son/index.html", width)
    charts = window.locator("figure.exhibit-figure").evaluate_all(
        """figures => figures.map(figure => {
          const frame = figure.querySelector(".exhibit-chart")
          const seen = [...frame.querySelectorAll("svg")].filter(svg => svg.checkVisibility())
          const texts = seen.flatMap(svg => [...svg.querySelectorAll("text")])
          const boxes = texts.map(text => text.getBoundingClientRect())
          return [seen.map(svg => svg.getAttribute("class")).join(), frame.scrollWidth > frame.clientWidth + 1,
            Math.min(...boxes.map(box => box.left)), Math.max(...boxes.map(box => box.right)),
            Math.min(...texts.map(text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a))]
        })"""
    )
    assert len(charts) >= 6
    for layout, scrolls, left, right, smallest in charts:
        assert layout in ("", "narrow" if width < 640 else "wide")  # half a page wide: one drawing for all
        assert not scrolls
        assert left >= 8 and right <= width - 8
        assert smallest >= 9
    window.close()


def test_contents_lead_to_their_section(browser: Any, built: Project) -> None:
    window, _ = _open(browser, built, "2023/en/lang-son/index.html", 1280)
    link = window.locator("nav a", has_text="Who was assisted?")
    link.click()
    assert window.evaluate("location.hash") == link.get_attribute("href")
    heading = window.get_by_role("heading", name="Who was assisted?")
    window.wait_for_function(
        "heading => Math.abs(heading.getBoundingClientRect().top) < 400",
        arg=heading.element_handle(),
        timeout=5000,
    )
    window.close()


def test_data_of_a_figure_opens_beneath_it(browser: Any, built: Project) -> None:
    window, _ = _open(browser, built, "2023/en/lang-son/index.html", 1280)
    figure = window.locator("#fig-sessions-by-month")
    assert not figure.locator("table").is_visible()
    figure.locator("summary").click()
    assert figure.locator("table").is_visible()
    assert figure.locator("tbody tr").count() == 12
    window.close()


def test_portal_leads_from_the_map_to_the_report(browser: Any, built: Project) -> None:
    window, _ = _open(browser, built, "index.html", 1280)
    window.get_by_role("link", name="Lang Son").first.click()
    window.wait_for_load_state()
    assert window.url.endswith("2023/en/lang-son/index.html")
    assert "Lang Son" in window.title()
    window.close()
