"""How many bytes four years of reports take, and how much work the page makes: counts, never times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from portal_visits import PHONE, visits

from helpers.paths import Project

MOST_BYTES = 1_500_000
SEARCH = """(sought) => {
  const field = document.querySelector(".portal.now .find input");
  field.value = sought;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return document.body.offsetHeight;
}"""
TICK = "(name) => document.querySelector(`.portal.now .compare [name=${name}]:not(:checked)`).click()"


@pytest.fixture
def visit(browser: Any, four_years: Project) -> Iterator[Any]:
    """Opens the portal of four years at a hash."""
    yield from visits(browser, four_years)


def work(page: Any) -> dict[str, int]:
    """What the browser has done so far."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    told = session.send("Performance.getMetrics")["metrics"]
    return {each["name"]: int(each["value"]) for each in told}


def test_portal_of_four_years_in_both_languages_is_small(four_years: Project) -> None:
    pages = [path for path in four_years.reports.iterdir() if path.is_file()]
    assert {"index.html", "indicators.html"} <= {path.name for path in pages}
    assert sum(path.stat().st_size for path in pages if path.suffix == ".html") < MOST_BYTES


def test_first_paint_waits_for_no_script_file_font_or_list_of_numbers(four_years: Project) -> None:
    page = (four_years.reports / "index.html").read_text(encoding="utf-8")
    before_text = page[: page.index("<h1>")]
    assert len(before_text) < 80_000
    assert re.findall(r"<script>(.*?)</script>", before_text, re.DOTALL) == [
        'document.documentElement.classList.add("scripted")'
    ]
    assert page.index("<h1>") < page.index('id="compared"')


def test_browser_lays_out_only_what_is_shown(visit: Any) -> None:
    page = visit("#en", PHONE)
    shown = page.locator(".portal:visible, .edition:visible").count()
    assert shown == 2
    assert (
        page.locator(".reports").first.evaluate("part => getComputedStyle(part).contentVisibility") == "auto"
    )
    assert page.locator(".portal.now .compare form > *").count() == 0  # made when it is first opened


@pytest.mark.parametrize("sought", ["l", "lang son, quang ninh", "victims"])
def test_search_is_one_layout_and_at_most_fifty_results(visit: Any, sought: str) -> None:
    page = visit("#en", PHONE)
    before = work(page)
    page.evaluate(SEARCH, sought)
    after = work(page)
    assert after["LayoutCount"] - before["LayoutCount"] <= 2
    assert after["Nodes"] - before["Nodes"] < 2_000


def test_choice_in_the_comparison_is_few_layouts_and_keeps_the_form(visit: Any) -> None:
    page = visit("#en-compare?indicator=sessions&place=lang-son", PHONE)
    page.evaluate("document.querySelector('.portal.now .compare form').dataset.mine = 'yes'")
    before = work(page)
    page.evaluate(TICK, "place")
    page.evaluate("document.body.offsetHeight")
    after = work(page)
    assert after["LayoutCount"] - before["LayoutCount"] <= 4
    assert after["Nodes"] - before["Nodes"] < 1_500
    assert page.locator(".portal.now .compare form").get_attribute("data-mine") == "yes"
