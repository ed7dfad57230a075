"""The portal in Chromium: choice, filter, sort, keyboard, accessibility, width, and no request to anywhere."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from made_up_packets import fill_others
from playwright.sync_api import expect
from portal_visits import DESK, PHONE, visits

from browser import needs_browser
from helpers.paths import Project
from helpers.portal import write_portal
from helpers.portal.portal_words import EN, VI

pytestmark = needs_browser


@pytest.fixture(scope="module")
def full(filled: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The 60 packets and some of other kinds."""
    root = tmp_path_factory.mktemp("full") / "project"
    shutil.copytree(filled.root, root)
    fill_others(Project(root))
    write_portal(Project(root))
    return Project(root)


@pytest.fixture
def search(browser: Any, full: Project) -> Iterator[Any]:
    """The same as `visit`, where reports of every kind are."""
    yield from visits(browser, full)


@pytest.fixture
def visit(browser: Any, filled: Project) -> Iterator[Any]:
    """Opens the portal at a hash; afterwards no page may have complained or asked for anything else."""
    yield from visits(browser, filled)


def rows(page: Any) -> list[str]:
    return page.locator(".portal.now tbody.provinces tr:visible th a").evaluate_all(
        "links => links.map(link => link.firstChild.textContent)"
    )


def column(page: Any, number: int) -> list[str]:
    return page.locator(f".portal.now tbody.provinces tr:visible > :nth-child({number})").evaluate_all(
        "cells => cells.map(cell => cell.dataset.sort)"
    )


def test_newest_year_in_the_first_language_opens_first(visit: Any) -> None:
    page = visit()
    assert page.locator(".edition h2:visible").text_content() == "Reports for 2025"
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.title() == EN.title
    assert len(rows(page)) == 12


def test_address_chooses_language_year_and_measure(visit: Any) -> None:
    page = visit("#vi-2023-victims_assisted")
    assert page.locator("h1:visible").text_content() == VI.title
    assert page.title() == VI.title
    assert page.locator("html").get_attribute("lang") == "vi"
    assert page.locator(".measure-now:visible").text_content() == VI.measures["victims_assisted"].long
    tile = page.locator("a.tile:visible", has_text="Lào Cai")
    assert tile.locator(".value").text_content() == "[c]"
    assert "look-c" in tile.get_attribute("class")
    assert VI.symbols["c"] in tile.text_content()


@pytest.mark.parametrize("hash_", ["#xx-1999", "#en-abc", "#-", "#en-2023-nothing", "#%E1%BA"])
def test_address_that_means_nothing_still_shows_reports(visit: Any, hash_: str) -> None:
    page = visit(hash_)
    assert page.locator("h1:visible").count() == 1
    assert len(rows(page)) > 0


def test_choices_are_kept_in_the_address_and_the_back_button_undoes_them(visit: Any) -> None:
    page = visit()
    page.get_by_role("navigation", name="Year").get_by_role("link", name="2023").click()
    page.locator(".measures label:visible", has_text="Trafficking cases").click()
    page.get_by_role("link", name="Tiếng Việt").click()
    assert page.evaluate("location.hash") == "#vi-2023-trafficking_cases"
    assert page.locator(".edition h2:visible").text_content() == "Báo cáo năm 2023"
    page.go_back()
    assert page.locator(".edition h2:visible").text_content() == "Reports for 2023"
    page.go_back()
    assert page.locator(".measure-now:visible").text_content() == EN.measures["sessions"].long


def found(page: Any) -> list[str]:
    return page.locator(".portal.now .found .name").all_text_contents()


@pytest.mark.parametrize("typed", ["lang son", "Lạng Sơn", "LANG", "sơn lạng", "  son   lang ", "lang-son"])
def test_search_needs_no_diacritics_case_or_order(visit: Any, typed: str) -> None:
    page = visit("#en-2025")
    page.get_by_label(EN.search).fill(typed)
    assert found(page) == ["Lang Son, 2025", "Lang Son, 2023"]
    assert page.locator(".found-count:visible").text_content() == "2 of 58 reports, 0 indicators"


@pytest.mark.parametrize(
    ("language", "typed", "first"),
    [
        ("en", "lang son, dien bien 2023", ["Lang Son, 2025", "Lang Son, 2023", "Dien Bien, 2023"]),
        ("en", "central highlands 2023", ["Kon Tum, 2023", "Gia Lai, 2023", "Dak Lak, 2023", "Dak Nong, 2023"]),
        ("en", "toàn quốc 2023", ["Viet Nam, 2023"]),
        ("en", "inl 2024", ["Phase 2, 2024"]),
        ("vi", "mỹ 2024", ["Giai đoạn 2, 2024"]),
        ("vi", "Q1 2023", ["Lạng Sơn, quý I/2023"]),
        ("vi", "quý 1", ["Lạng Sơn, quý I/2023"]),
        ("en", "victims assisted", [EN.measures["victims_assisted"].long]),
        ("vi", "leaflets", None),
    ],
)  # fmt: skip
def test_search_finds_reports_of_every_kind_and_indicators(
    search: Any, language: str, typed: str, first: list[str] | None
) -> None:
    page = search(f"#{language}")
    page.get_by_label({"en": EN, "vi": VI}[language].search).fill(typed)
    names = found(page)
    assert names[: len(first)] == first if first else len(names) >= 1


@pytest.mark.parametrize(
    ("typed", "first", "said"),
    [
        ("everything INL paid", "Phase 2, 2024", "everything, paid"),
        ("pdf dienbien 2023", "Dien Bien, 2023", "pdf"),
        ("hanoi, lang son", "Lang Son, 2025", "hanoi"),
    ],
)
def test_search_leaves_out_words_that_nothing_has_and_says_so(
    search: Any, typed: str, first: str, said: str
) -> None:
    page = search("#en")
    page.get_by_label(EN.search).fill(typed)
    assert found(page)[0] == first
    assert page.locator(".found-count:visible").text_content().endswith(EN.found_without.format(words=said))
    page.get_by_label(EN.search).fill("hanoi 2023")  # a year alone is not what was sought
    assert page.locator(".found-count:visible").text_content() == EN.none_found


def test_search_counts_files_of_the_data_set_among_what_it_found(search: Any) -> None:
    page = search("#en")
    page.get_by_label(EN.search).fill("data set")
    said = page.locator(".found-count:visible").text_content()
    assert said.endswith(EN.found_data.format(files=len(found(page))))


def test_result_leads_to_page_paper_word_data_and_annex(search: Any, full: Project) -> None:
    page = search("#en")
    page.get_by_label(EN.search).fill("inl")
    item = page.locator(".portal.now .found li").first
    addresses = item.get_by_role("link").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    folder = "2024/en/inl-phase-2"
    names = ("index.html", "report.pdf", "report.docx", "tables.xlsx", "annex.html")
    assert addresses == [f"{folder}/{name}" for name in names]
    assert all((full.reports / address).is_file() for address in addresses)
    page.get_by_label(EN.search).fill("what sessions are")
    assert page.locator(".found-count:visible").text_content() == EN.none_found
    page.get_by_label(EN.search).fill("sessions indicator")
    address = page.locator(".portal.now .found .name").first.get_attribute("href").partition("#")[2]
    assert f'id="{address}"' in (full.reports / "indicators.html").read_text(encoding="utf-8")


def test_search_is_kept_in_the_address_across_languages_and_needs_no_mouse(visit: Any) -> None:
    page = visit("#en-2023")
    page.get_by_label(EN.search).focus()
    page.keyboard.type("điện biên")
    page.keyboard.press("Tab")
    assert (
        page.evaluate("document.activeElement.textContent") == "Compare Dien Bien: Legal-education sessions"
    )
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Dien Bien, 2025"
    page.get_by_role("link", name="Tiếng Việt").click()
    assert page.get_by_label(VI.search).input_value() == "điện biên"
    assert found(page) == ["Điện Biên, 2025", "Điện Biên, 2023"]
    again = visit(page.url.partition("index.html")[2])
    assert found(again) == found(page)


def test_search_never_lists_more_than_a_reader_reads(search: Any) -> None:
    page = search("#en?bao")
    assert len(found(page)) == 50
    assert page.locator(".found-count:visible").text_content().endswith(EN.found_more.format(shown=50))


def test_address_of_a_report_that_is_not_there_shows_all_on_its_place(visit: Any) -> None:
    page = visit("#vi-2019/dien-bien")
    assert found(page) == ["Điện Biên, 2025", "Điện Biên, 2023"]
    assert "/" not in page.evaluate("location.hash")


def test_filter_by_region_and_clear(visit: Any) -> None:
    page = visit("#en-2023")
    page.get_by_label("Region", exact=True).select_option(label="Central Highlands")
    assert rows(page) == ["Kon Tum", "Gia Lai", "Dak Lak", "Dak Nong"]
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(".count:visible")).to_have_text("45 of 45 reports")


def test_all_years_shows_the_year_of_each(visit: Any) -> None:
    page = visit("#en-2023")
    assert page.locator("th.year:visible").count() == 0
    page.get_by_label("All years").check()
    assert page.locator("th.year:visible").count() == 1
    assert set(column(page, 2)) == {"2025", "2023"}


def test_sort_puts_hidden_figures_last_both_ways_and_says_so(visit: Any) -> None:
    page = visit("#en-2023")
    head = page.get_by_role("columnheader", name="Victims and suspected victims")
    head.get_by_role("button").click()
    falling = column(page, 8)
    hidden = [name for name, value in zip(rows(page), falling, strict=True) if not value]
    assert head.get_attribute("aria-sort") == "descending"
    shown = [float(value) for value in falling if value]
    assert shown == sorted(shown, reverse=True)
    assert len(hidden) > 5
    assert falling[-len(hidden) :] == [""] * len(hidden)
    head.get_by_role("button").click()
    rising = column(page, 8)
    assert head.get_attribute("aria-sort") == "ascending"
    assert [float(value) for value in rising if value] == sorted(shown)
    assert rows(page)[-len(hidden) :] == hidden
    page.get_by_role("columnheader", name="Province").get_by_role("button").click()
    assert page.locator(".portal.now [aria-sort]").count() == 1


def test_names_sort_as_vietnamese_does(visit: Any) -> None:
    page = visit("#vi-2023")
    page.get_by_role("columnheader", name="Tỉnh").get_by_role("button").click()
    names = rows(page)
    assert names.index("Đà Nẵng") > names.index("Cao Bằng")
    assert names.index("Đà Nẵng") < names.index("Gia Lai")
    assert names[0] == "An Giang"


def test_nation_stays_on_top(visit: Any) -> None:
    page = visit("#en-2023")
    page.get_by_role("columnheader", name="Sessions").get_by_role("button").click()
    assert "Viet Nam" in page.locator(".portal.now tbody tr:visible").first.text_content()


def test_keyboard_walks_the_map_from_north_to_south_and_opens_a_report(visit: Any, filled: Project) -> None:
    page = visit("#en-2023")
    page.locator("a.tile:visible").first.focus()
    tops = []
    for _ in range(44):
        tops.append(page.evaluate("document.activeElement.getBoundingClientRect().top + scrollY"))
        last = page.evaluate("document.activeElement.getAttribute('href')")
        page.keyboard.press("Tab")
    assert all(later >= earlier - 1 for earlier, later in zip(tops, tops[1:], strict=False))
    assert (filled.reports / last).is_file()
    assert not page.evaluate("document.activeElement.matches('.tile')")


def test_measures_and_sorting_work_by_keyboard(visit: Any) -> None:
    page = visit("#en-2023")
    page.locator("input[type=radio]:visible").first.focus()
    page.keyboard.press("ArrowRight")
    assert page.locator(".measure-now:visible").text_content() == EN.measures["participants"].long
    button = page.get_by_role("columnheader", name="Sessions").get_by_role("button")
    button.focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("columnheader", name="Sessions").get_attribute("aria-sort") == "descending"
    assert button.evaluate("button => button === document.activeElement")


def test_skip_link_leads_to_the_reports(visit: Any) -> None:
    page = visit("#en-2023")
    page.locator(".skip:visible").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "en-reports"
    assert page.evaluate("location.hash") == "#en-2023"


@pytest.mark.parametrize(
    ("hash_", "size"), [("#en-2023", DESK), ("#vi-2025-victims_assisted", PHONE)], ids=["desk", "phone"]
)
def test_no_accessibility_violation(visit: Any, hash_: str, size: dict[str, int]) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is missing"
    )
    page = visit(hash_, size)
    page.locator(".portal.now tbody summary:visible").first.click()
    result = axe.Axe().run(page, options={"rules": {"target-size": {"enabled": True}}})
    assert result.violations_count == 0, result.generate_report()


@pytest.mark.parametrize("hash_", ["#en-2023", "#vi-2023-victims_assisted", "#vi-2025"])
@pytest.mark.parametrize("width", [320, 390, 768])
def test_page_never_scrolls_sideways(visit: Any, hash_: str, width: int) -> None:
    page = visit(hash_, {"width": width, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_names_fit_their_tiles_on_a_phone(visit: Any) -> None:
    for hash_ in ("#en-2023", "#vi-2023", "#vi-2025"):
        page = visit(hash_, PHONE)
        overflowing = page.locator(".tile:visible").evaluate_all(
            "tiles => tiles.filter(t => t.scrollWidth > t.clientWidth || t.scrollHeight > t.clientHeight)"
            ".map(t => t.textContent)"
        )
        assert overflowing == []


def test_everything_is_there_without_script(visit: Any) -> None:
    page = visit("", DESK, java_script_enabled=False)
    assert page.locator("h1:visible").count() == 2
    assert page.locator(".edition:visible").count() == 4
    assert page.locator(".reports tbody tr:visible").count() == 2 * 58
    assert page.locator("form:visible, input:visible, thead button:visible, .compare:visible").count() == 0


def test_print_leaves_out_what_only_works_on_screen(visit: Any) -> None:
    page = visit("#en-2023")
    page.emulate_media(media="print")
    assert (
        page.locator(
            ".bar:visible, .years:visible, .filter:visible, .measures:visible, .button:visible"
        ).count()
        == 0
    )
    assert page.locator("tbody tr:visible").count() == 45


def test_script_that_was_put_in_does_not_run(browser: Any, filled: Project, tmp_path: Path) -> None:
    page = (filled.reports / "index.html").read_text(encoding="utf-8")
    path = tmp_path / "index.html"
    put_in = "<script>document.title = 'ran'</script></main>"
    path.write_text(page.replace("</main>", put_in), encoding="utf-8")
    window = browser.new_page()
    told: list[str] = []
    window.on("console", lambda message: told.append(message.text))
    window.goto(path.as_uri())
    assert window.title() != "ran"
    assert len(told) == 1
    assert "Content Security Policy" in told[0]
    window.close()
