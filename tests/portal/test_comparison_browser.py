"""The comparison in Chromium: by keyboard, by address, in both languages, against the released cells."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from made_up_packets import YEARS
from portal_visits import DESK, PHONE, visits

from browser import needs_browser
from helpers.inputs.params.provinces import read_provinces
from helpers.inputs.params.settings import read_settings
from helpers.metrics.catalogue import Catalogue, read_catalogue
from helpers.paths import Project
from helpers.portal.comparison import Compared, ComparedPlace, compared
from helpers.portal.comparison_words import COMPARISON_WORDS
from helpers.portal.packets import scan_packets
from helpers.portal.portal_words import EN, WORDS
from helpers.publish.data_set.released_cells import released_cells

pytestmark = needs_browser
LANG_SON = "#en-compare?indicator=sessions&place=lang-son,quang-ninh&year=2022,2023,2024,2025"
VICTIMS = "#en-compare?indicator=victims_assisted&place=provinces&year=2023,2024"
ALL_ROWS = """() => [...document.querySelectorAll(".portal.now .compared .exhibit")].map((box) => [
  box.querySelector("h3").firstChild.textContent,
  [...box.querySelectorAll("tbody tr")].map((row) => [...row.cells].map((cell) => cell.firstElementChild
    ? cell.firstElementChild.textContent : cell.textContent))])"""
GO = """(hash) => new Promise((done) => {
  addEventListener("hashchange", done, { once: true });
  location.hash = hash;
})"""
OUTSIDE = """(svg) => {
  const box = svg.getBoundingClientRect();
  return [...svg.querySelectorAll("text")].filter((text) => {
    const at = text.getBoundingClientRect();
    return at.left < box.left - 1 || at.right > box.right + 1;
  }).map((text) => text.textContent);
}"""
QUESTIONS = 200
Released = dict[tuple[str, str, str, str], str]


@pytest.fixture
def visit(browser: Any, four_years: Project) -> Iterator[Any]:
    """Opens the portal of four years at a hash."""
    yield from visits(browser, four_years)


@pytest.fixture(scope="module")
def cells(four_years: Project) -> pd.DataFrame:
    """The released cells of its packets."""
    return released_cells(four_years, scan_packets(four_years, read_provinces(four_years)).lies_in)


@pytest.fixture(scope="module")
def offered(four_years: Project, cells: pd.DataFrame) -> Compared:
    """What the page has to compare."""
    return compared(cells, read_provinces(four_years), list(read_catalogue(four_years)))


def todays_catalogue(project: Project) -> Catalogue:
    """The indicators in the words of the newest law."""
    return read_catalogue(project).worded(partial(read_settings(project).in_law_of, max(YEARS)))


def tables(page: Any) -> dict[str, list[list[str]]]:
    """Indicator -> the rows of its table, as a reader sees them."""
    return dict(page.evaluate(ALL_ROWS))


def saved(page: Any, folder: Path) -> list[dict[str, str]]:
    """The rows of the file that the page saves."""
    with page.expect_download() as download:
        page.locator(".portal.now .compare .actions button").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    assert path.name == "demonstration-comparison.csv"
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def printed(text: str, decimals: int, percent: bool) -> str:
    """A number as English pages print it; a mark in brackets."""
    if text in ("c", "x", "z"):
        return f"[{text}]"
    if text == ".":
        return "–"
    return f"{float(text):,.{decimals}f}" + ("%" if percent else "")


def released_of(released: Released, indicator: str, place: ComparedPlace, time: str) -> str:
    """What the data set has of a place: the nation's row, or those of each set of provinces, which must agree."""
    vintages = ("",) if place.level == "nation" else place.vintages
    found = {released.get((indicator, place.slug, vintage, time), ".") for vintage in vintages} - {"."}
    assert len(found) < 2
    return found.pop() if found else "."


def test_address_reopens_a_comparison_in_either_language(visit: Any) -> None:
    page = visit(LANG_SON)
    (rows,) = tables(page).values()
    assert [row[0] for row in rows] == ["Lang Son", "Quang Ninh"]
    assert all(re.fullmatch(r"[0-9,]+|\[x\]", cell) for row in rows for cell in row[1:5])
    page.get_by_role("link", name="Tiếng Việt").click()
    assert [row[0] for row in next(iter(tables(page).values()))] == ["Lạng Sơn", "Quảng Ninh"]
    again = visit(page.url.partition("index.html")[2])
    assert tables(again) == tables(page)
    address = again.locator(".portal.now .address").get_attribute("href")
    assert tables(visit(address)) == tables(page)


def test_boxes_change_table_chart_and_address_by_keyboard(visit: Any) -> None:
    page = visit("#en-compare?indicator=sessions&place=lang-son")
    page.locator(".portal.now .list > summary", has_text="Places").focus()
    page.keyboard.press("Enter")
    page.get_by_role("checkbox", name="Quang Ninh", exact=True).focus()
    page.keyboard.press("Space")
    assert "place=lang-son,quang-ninh" in page.evaluate("location.hash")
    assert [row[0] for row in next(iter(tables(page).values()))] == ["Lang Son", "Quang Ninh"]
    assert page.evaluate("document.activeElement.value") == "quang-ninh"
    page.get_by_role("radio", name="Quarters").focus()
    page.keyboard.press("Space")
    assert page.locator(".portal.now .compared thead th").nth(1).text_content() == "Q1 2022"
    page.get_by_role("radio", name="Bars").focus()
    page.keyboard.press("Space")
    assert page.locator(".portal.now .compared .chart svg").get_attribute("aria-label").startswith("Bars: ")


def test_random_questions_show_what_was_released(
    visit: Any, four_years: Project, offered: Compared, cells: pd.DataFrame, tmp_path: Path
) -> None:
    draw = random.Random(17)
    catalogue = read_catalogue(four_years)
    released = {
        (row.indicator, row.place, row.vintage, row.period): row.status or f"{row.value:.10g}"
        for row in cells[cells["dimension"] == "total"].itertuples()
    }
    page = visit("#en")
    asked = 0
    for number in range(QUESTIONS):
        names = draw.sample(list(offered.cells), draw.randint(1, 3))
        chosen = [
            offered.places[at] for at in sorted(draw.sample(range(len(offered.places)), draw.randint(1, 8)))
        ]
        years = sorted(draw.sample([str(year) for year in YEARS], draw.randint(1, 4)))
        quarters = draw.random() < 0.4
        hash_ = f"#en-compare?indicator={','.join(names)}&place={','.join(place.id for place in chosen)}"
        hash_ += f"&year={','.join(years)}" + "&by=quarter" * quarters
        page.evaluate(GO, hash_)
        times = [time for time in offered.times if time[:4] in years and ("Q" in time) == quarters]
        shown = tables(page)
        for name in names:
            each = catalogue[name]
            expected = []
            for place in chosen:
                found = [released_of(released, name, place, time) for time in times]
                if set(found) != {"."}:
                    expected.append([printed(t, each.decimals, each.quantity.percentage) for t in found])
            rows = [row[1 : 1 + len(times)] for row in shown.get(each.label["en"], [])]
            assert rows == expected, (hash_, name)
            asked += sum(len(row) for row in rows)
        if number % 20 == 0:
            file = saved(page, tmp_path)
            for row in file:
                place = next(
                    p for p in chosen if p.slug == row["place"] and row["vintage"] in ("", *p.vintages)
                )
                told = released_of(released, row["indicator"], place, row["period"])
                assert told == (row["status"] or row["value"])
            asked_for = [released_of(released, n, place, t) for n in names for place in chosen for t in times]
            assert len(file) == sum(text != "." for text in asked_for)
    assert asked > 3000


def test_withheld_number_is_a_mark_in_table_chart_and_file_and_never_a_change(
    visit: Any, tmp_path: Path
) -> None:
    page = visit(VICTIMS)
    rows = next(iter(tables(page).values()))
    marked = [row for row in rows if "[c]" in row[1:3]]
    assert len(marked) > 5
    assert all(row[3] == "–" for row in marked)
    assert page.locator(".portal.now .compared .chart rect.withheld").count() == sum(
        row[1:3].count("[c]") for row in rows
    )
    assert page.locator(".portal.now .compared td .sr").first.text_content() == EN.symbols["c"]
    file = saved(page, tmp_path)
    assert {row["value"] for row in file if row["status"] == "c"} == {""}
    assert sum(row["status"] == "c" for row in file) == sum(row[1:3].count("[c]") for row in rows)


def test_withheld_numbers_stay_last_whichever_way_changes_are_sorted(visit: Any) -> None:
    page = visit(VICTIMS)
    head = page.locator(".portal.now .compared thead button").last
    for _ in range(2):
        head.click()
        changes = [row[3] for row in next(iter(tables(page).values()))]
        told = [float(text.replace("−", "-").replace(",", "")) for text in changes if text != "–"]
        assert told in (sorted(told), sorted(told, reverse=True))
        assert changes[len(told) :] == ["–"] * (len(changes) - len(told))


def test_merged_province_says_so_and_offers_what_it_became(visit: Any) -> None:
    page = visit("#en-compare?indicator=sessions&place=kien-giang&year=2023,2024,2025")
    ((row,),) = tables(page).values()
    assert row[0] == "Kien Giang (until June 2025)"
    assert row[3] == "–"
    assert (
        "Kien Giang became part of An Giang on 1 July 2025"
        in page.locator(".portal.now .compared .notes").text_content()
    )
    page.get_by_role("link", name="Add An Giang (since July 2025)").click()
    rows = next(iter(tables(page).values()))
    assert [row[0] for row in rows] == ["An Giang (since July 2025)", "Kien Giang (until June 2025)"]
    assert "–" not in rows[0][1:4]
    assert (
        "An Giang has been An Giang, Kien Giang since"
        in page.locator(".portal.now .compared .notes").text_content()
    )


def test_indicator_without_quarters_says_so(visit: Any) -> None:
    page = visit(VICTIMS + "&by=quarter")
    assert COMPARISON_WORDS["en"].by_year_only in page.locator(".portal.now .compared").text_content()
    assert page.locator(".portal.now .compared table").count() == 0


@pytest.mark.parametrize(
    "query",
    [
        "indicator=%3Cimg%20src=x%20onerror=alert(1)%3E",
        "place=%E1%BA",
        "year=1999",
        "indicator=sessions&place=",
        "=&=&by=<b>",
        "?",
    ],
)
def test_address_that_means_nothing_is_a_sentence_or_the_first_choice(visit: Any, query: str) -> None:
    page = visit(f"#en-compare?{query}")
    told = page.locator(".portal.now .compared").text_content()
    assert told == COMPARISON_WORDS["en"].none or "Viet Nam" in told
    assert page.locator(".portal.now .compared img, .portal.now .compared b").count() == 0


def test_quarter_is_held_against_that_of_the_year_before(visit: Any) -> None:
    page = visit("#en-compare?indicator=sessions&place=provinces&year=2023,2024&by=quarter")
    assert page.locator(".portal.now .compared thead th").last.text_content() == "Q4 2023 to Q4 2024"
    assert page.locator(".portal.now .compared .key-bar li").all_text_contents() == ["Q4 2023", "Q4 2024"]
    rows = next(iter(tables(page).values()))
    both = [[float(row[at].replace(",", "")) for at in (4, 8)] for row in rows if row[9] != "–"]
    changes = [float(row[9].replace("−", "-").replace(",", "")) for row in rows if row[9] != "–"]
    assert changes == [last - before for before, last in both]
    alone = visit("#en-compare?indicator=sessions&place=lang-son,quang-ninh&year=2023&by=quarter")
    assert alone.locator(".portal.now .compared thead th").last.text_content() == "Q3 2023 to Q4 2023"


def test_change_of_a_share_is_told_in_points(visit: Any) -> None:
    page = visit("#vi-compare?indicator=posttest_meeting_pct&place=regions&year=2024,2025")
    rows = [row for row in next(iter(tables(page).values())) if row[3] != "–"]
    assert len(rows) > 3
    for _, before, last, change in rows:
        one, other, by = (
            float(text.rstrip("% điểm").replace(",", ".").replace("−", "-"))
            for text in (before, last, change)
        )
        assert before.endswith("%") and change.endswith(" điểm")
        assert by == pytest.approx(other - one, abs=0.051)


@pytest.mark.parametrize(
    ("sought", "places", "years"),
    [
        ("an giang, kien giang 2023", "an-giang.63,kien-giang", "2023"),
        ("an giang", "an-giang", "2022,2023,2024,2025"),
        ("leaflets viet nam, quang ninh", "viet-nam,quang-ninh", "2022,2023,2024,2025"),
    ],
)
def test_search_offers_the_places_of_the_years_that_are_sought(
    visit: Any, sought: str, places: str, years: str
) -> None:
    page = visit("#en")
    page.get_by_label(EN.search).fill(sought)
    address = page.locator(".portal.now .offer a").get_attribute("href")
    indicator = "leaflets" if "leaflets" in sought else "sessions"
    assert address == f"#en-compare?indicator={indicator}&place={places}&year={years}"


@pytest.mark.parametrize("sought", ["inl 2024", "nothing of the kind", "2023", "annex"])
def test_search_offers_no_comparison_of_nothing(visit: Any, sought: str) -> None:
    page = visit("#en")
    page.get_by_label(EN.search).fill(sought)
    assert page.locator(".portal.now .offer a").count() == 0


def test_too_many_numbers_are_not_drawn(visit: Any) -> None:
    page = visit("#en-compare?place=provinces&by=quarter&indicator=" + ",".join(("sessions", "participants", "leaflets",
                 "courses_held", "seminars_held", "workshops_held", "interception_cases")))  # fmt: skip
    assert "3,360" in page.locator(".portal.now .compared").text_content().replace("3360", "3,360")
    assert page.locator(".portal.now .compared table").count() == 0


def focus_by_tab(page: Any, wanted: str, most: int = 40) -> None:
    """Tab on until the element in focus has this text or label; it must come within so many presses."""
    for _ in range(most):
        told = page.evaluate(
            "(document.activeElement.labels?.[0] || document.activeElement).textContent.trim()"
        )
        if told.startswith(wanted):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no '{wanted}' within {most} presses of Tab")


@pytest.mark.parametrize("language", ["en", "vi"])
def test_question_everything_that_inl_paid_for_in_2024(visit: Any, language: str) -> None:
    page = visit(f"#{language}")
    focus_by_tab(page, WORDS[language].search)
    page.keyboard.type("inl 2024")
    focus_by_tab(page, {"en": "INL phase 2, 2024", "vi": "INL giai đoạn 2, 2024"}[language])
    assert (
        page.evaluate("document.activeElement.getAttribute('href')")
        == f"2024/{language}/inl-phase-2/index.html"
    )
    assert page.locator(".portal.now .found li").count() == 1


@pytest.mark.parametrize("language", ["en", "vi"])
def test_question_lang_son_beside_quang_ninh_over_four_years(visit: Any, language: str) -> None:
    page = visit(f"#{language}")
    focus_by_tab(page, WORDS[language].search)
    page.keyboard.type("lang son, quang ninh")
    focus_by_tab(page, COMPARISON_WORDS[language].offer.partition("{")[0])
    page.keyboard.press("Enter")
    page.wait_for_selector(".portal.now .compared table")
    rows = next(iter(tables(page).values()))
    assert [row[0] for row in rows] == {"en": ["Lang Son", "Quang Ninh"], "vi": ["Lạng Sơn", "Quảng Ninh"]}[
        language
    ]
    assert [len(row) for row in rows] == [1 + len(YEARS) + 1] * 2
    assert page.locator(".portal.now .compared polyline").count() >= 2
    assert page.evaluate("document.activeElement.className") == "compared"


@pytest.mark.parametrize("language", ["en", "vi"])
def test_question_which_provinces_assisted_fewer_victims_than_the_year_before(
    visit: Any, four_years: Project, language: str
) -> None:
    page = visit(f"#{language}")
    words = COMPARISON_WORDS[language]
    focus_by_tab(page, WORDS[language].search)
    label = todays_catalogue(four_years)["victims_assisted"].label[language]
    page.keyboard.type({"en": "victims assisted", "vi": "nạn nhân được hỗ trợ"}[language])
    focus_by_tab(page, f"{words.offer_provinces}: {label}")
    page.keyboard.press("Enter")
    page.wait_for_selector(".portal.now .compared table")
    ((head, rows),) = tables(page).items()
    assert head == label
    fell = sorted(row[0].partition(" (")[0] for row in rows if row[3].startswith("−"))
    unknown = [row for row in rows if row[3] == "–"]
    lines = page.locator(".portal.now .compared .moved li").all_text_contents()
    assert sorted(lines[0].partition(": ")[2].rstrip(".").split(", ")) == fell
    assert f"({len(unknown)})" in lines[-1]
    assert len(rows) == 30


@pytest.mark.parametrize("language", ["en", "vi"])
def test_question_the_data_set_with_its_dictionary(visit: Any, four_years: Project, language: str) -> None:
    page = visit(f"#{language}")
    focus_by_tab(page, WORDS[language].search)
    page.keyboard.type(WORDS[language].data_set_head)
    files = {"data/cells.csv": ["indicator", "place"], "data/dictionary.csv": ["part", "code"]}
    for name, columns in files.items():
        focus_by_tab(page, WORDS[language].data_set_files[name])
        address = page.evaluate("document.activeElement.getAttribute('href')")
        head = (four_years.reports / address).read_text(encoding="utf-8").partition("\n")[0]
        assert address == name
        assert head.strip().split(",")[:2] == columns


@pytest.mark.parametrize("language", ["en", "vi"])
def test_question_what_victims_assisted_counts_and_who_answers_for_it(
    visit: Any, browser: Any, four_years: Project, language: str
) -> None:
    page = visit(f"#{language}")
    focus_by_tab(page, WORDS[language].search)
    asked = todays_catalogue(four_years)["victims_assisted"]
    page.keyboard.type({"en": "victims assisted", "vi": "nạn nhân được hỗ trợ"}[language])
    focus_by_tab(page, asked.label[language])
    address = page.evaluate("document.activeElement.getAttribute('href')")
    assert address == f"indicators.html#{language}-victims_assisted"
    sheet = browser.new_page()
    sheet.goto((four_years.reports / "indicators.html").as_uri() + "#" + address.partition("#")[2])
    told = sheet.locator(f"#{language}-victims_assisted").text_content()
    sheet.close()
    assert asked.reference.responsible[language] in told
    assert {"en": "Definition", "vi": "Định nghĩa"}[language] in told


@pytest.mark.parametrize(
    ("hash_", "size", "scheme"),
    [(LANG_SON, DESK, "light"), (VICTIMS.replace("#en", "#vi"), PHONE, "dark"),
     (LANG_SON.replace("#en", "#vi") + "&by=quarter", {"width": 768, "height": 900}, "light")],
    ids=["desk", "phone", "tablet"],
)  # fmt: skip
def test_comparison_has_no_accessibility_violation_and_no_sideways_scrolling(
    visit: Any, hash_: str, size: dict[str, int], scheme: str
) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is missing"
    )
    page = visit(hash_, size, color_scheme=scheme)
    for summary in page.locator(".portal.now .compare .list > summary").all():
        summary.click()
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    options = {"runOnly": {"type": "tag", "values": tags}, "rules": {"target-size": {"enabled": True}}}
    result = axe.Axe().run(page, options=options)
    assert result.violations_count == 0, result.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_letters_of_charts_keep_their_size_on_a_phone(visit: Any) -> None:
    for hash_ in (LANG_SON, VICTIMS):
        page = visit(hash_, {"width": 390, "height": 844})
        chart = page.locator(".portal.now .compared svg")
        assert chart.evaluate(
            "svg => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width"
        ) == pytest.approx(1, abs=0.02)
        out = chart.evaluate(OUTSIDE)
        assert out == []


def test_latest_year_is_there_as_plain_tables_without_script(
    visit: Any, four_years: Project, offered: Compared
) -> None:
    page = visit("", DESK, java_script_enabled=False)
    for language in ("en", "vi"):
        latest = page.locator(f"#{language} .latest")
        assert "2025" in latest.locator("h2").text_content()
        heads = latest.locator("thead th").all_text_contents()
        catalogue = todays_catalogue(four_years)
        assert {catalogue[name].short_label[language] for name in offered.cells} <= set(heads)
        assert latest.locator("tbody tr", has_text={"en": "Lang Son", "vi": "Lạng Sơn"}[language]).count() > 3
