"""A number of a page opens in Chromium by mouse and by keyboard, says where it comes from, and gives the focus back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from browser import chromium, needs_browser
from helpers.paths import Project

pytestmark = needs_browser
HEADS = {
    "en": "Indicator|Published number|Status|Place|Period|Definition|Data source|Rows counted|File|Revision",
    "vi": "Chỉ tiêu|Số đã công bố|Tình trạng|Địa bàn|Kỳ|Định nghĩa|Nguồn số liệu|Số dòng được tính|Tệp|Đính chính",
}
CITE = {"en": "Cite this number", "vi": "Trích dẫn con số này"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


@pytest.fixture
def visit(browser: Any, built: Project) -> Iterator[Callable[..., Any]]:
    contexts: list[Any] = []

    def opened(language: str, place: str = "lang-son", **given: Any) -> Any:
        contexts.append(browser.new_context(**given))
        page = contexts[-1].new_page()
        page.told = []
        page.on("console", lambda message: page.told.append(message.text))
        page.on("pageerror", lambda fault: page.told.append(str(fault)))
        page.on("request", lambda request: page.told.append(request.url))
        page.goto((built.reports / "2023" / language / place / "index.html").as_uri())
        page.told[:] = [each for each in page.told if not each.startswith(("file:", "data:"))]
        return page

    yield opened
    for context in contexts:
        context.close()


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim()"))


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_number_in_a_text_opens_by_keyboard_and_gives_the_focus_back(
    visit: Callable[..., Any], language: str, key: str
) -> None:
    page = visit(language)
    number = page.locator(".main-points a.number").first
    number.focus()
    page.keyboard.press(key)
    dialog = page.get_by_role("dialog")
    assert dialog.is_visible()
    assert dialog.locator("h2").inner_text().startswith(number.inner_text())
    heads = dialog.locator("dt").all_text_contents()
    assert heads[:10] == HEADS[language].split("|")
    assert CITE[language] in heads
    assert "sessions, lang-son, 2023, total, all: data/outreach.csv" in dialog.inner_text()
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert focused(page) == number.inner_text()
    assert page.evaluate("document.activeElement.className") == "number"
    assert page.url.endswith("index.html")
    assert page.told == []


def test_number_in_a_table_opens_and_arrows_go_from_number_to_number(visit: Callable[..., Any]) -> None:
    page = visit("en")
    table = page.locator("#tbl-outreach-by-quarter table")
    assert table.locator("button.number:not([tabindex])").count() == 1
    first = table.locator("button.number").first
    first.focus()
    page.keyboard.press("ArrowRight")
    assert focused(page) == table.locator("tbody tr").nth(0).locator("button.number").nth(1).inner_text()
    page.keyboard.press("ArrowDown")
    below = table.locator("tbody tr").nth(1).locator("button.number").nth(1)
    assert focused(page) == below.inner_text()
    page.keyboard.press("Enter")
    assert page.get_by_role("dialog").locator("h2").inner_text().startswith(below.inner_text())
    page.get_by_role("button", name="Close").press("Enter")
    assert focused(page) == below.inner_text()
    assert table.locator("button.number:not([tabindex])").count() == 1
    assert page.told == []


def test_computed_number_names_the_published_numbers_that_it_is_computed_from(
    visit: Callable[..., Any],
) -> None:
    page = visit("en")
    page.locator(".key-results a.number", has_text="9%").first.click()
    text = page.get_by_role("dialog").inner_text()
    assert "Computed from these published numbers:" in text
    assert "Legal-education sessions, Lang Son, 2023: 691" in text
    assert "Legal-education sessions, Lang Son, 2022: 636" in text
    assert "9% (computed from these published numbers: " in text


def test_withheld_number_says_so_and_nothing_more(visit: Callable[..., Any]) -> None:
    page = visit("en", "viet-nam")
    withheld = page.locator("td[data-n]:has(abbr) button.number:visible", has_text="[c]").first
    withheld.click()
    text = page.get_by_role("dialog").inner_text()
    assert "confidential: withheld so that nobody can be identified" in text
    assert "hash withheld" in text or "files; the annex" in text or "told in the report" in text


def test_screen_reader_is_told_what_opens(visit: Callable[..., Any]) -> None:
    page = visit("vi")
    number = page.locator(".main-points a.number").first
    assert number.get_attribute("role") == "button"
    assert number.get_attribute("aria-haspopup") == "dialog"
    assert number.get_attribute("aria-label") == f"{number.inner_text()}: nguồn của con số này"


def test_dialog_fits_a_telephone_and_is_not_printed(visit: Callable[..., Any]) -> None:
    page = visit("vi", viewport={"width": 390, "height": 844}, color_scheme="dark")
    page.locator(".main-points a.number").first.click()
    box = page.get_by_role("dialog").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert box["height"] <= 844
    page.emulate_media(media="print")
    assert not page.get_by_role("dialog").is_visible()
    style = page.locator(".main-points a.number").first.evaluate(
        "each => getComputedStyle(each).textDecorationLine"
    )
    assert style == "none"


def test_without_script_the_link_leads_to_the_annex(browser: Any, built: Project) -> None:
    window = browser.new_context(java_script_enabled=False).new_page()
    window.goto((built.reports / "2023" / "en" / "lang-son" / "index.html").as_uri())
    window.locator(".main-points a.number").first.click()
    window.wait_for_url("**/annex.html#from-sessions")
    assert window.locator("#from-sessions").is_visible()
    window.close()
