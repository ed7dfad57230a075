"""What the page holds before any script runs."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from lxml import html
from made_up_packets import fill, write_packet

from helpers.errors import OutputError, ParamsError
from helpers.metrics.catalogue import read_catalogue
from helpers.paths import Project
from helpers.portal import write_portal
from helpers.portal.finder import folded
from helpers.portal.portal_words import EN, VI

VALUES: list[float | str] = [612.0, 17940.0, 411.0, 6.0, "c"]


@pytest.fixture(scope="module")
def text(filled: Project) -> str:
    return (filled.reports / "index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(text: str) -> html.HtmlElement:
    return html.fromstring(text)


def texts(elements: list[html.HtmlElement]) -> list[str]:
    return [" ".join(element.text_content().split()) for element in elements]


@pytest.mark.parametrize(("year", "term"), [("2023", "người nghi là nạn nhân"),
                                            ("2025", "người đang trong quá trình xác định là nạn nhân")])  # fmt: skip
def test_measures_are_told_in_the_words_of_the_years_law(
    page: html.HtmlElement, year: str, term: str
) -> None:
    (edition,) = page.xpath(f"//section[@id='vi-{year}']")
    long = f"Số nạn nhân và {term} được hỗ trợ"
    assert edition.get("data-measure-victims-assisted") == long
    assert all(told == long for told in texts(edition.xpath(".//dt")) if "hỗ trợ" in told)


def test_sixty_packets_are_listed_and_the_broken_one_is_named(project: Project) -> None:
    fill(project)
    result = write_portal(project)
    assert result.path == project.reports / "index.html"
    assert result.packets == 60
    assert result.left_out == ("reports/2025/en/ca-mau: report.pdf is missing; build this report again",)


def test_same_packets_give_the_same_bytes_and_leave_nothing_else(project: Project) -> None:
    fill(project)
    first = write_portal(project).path.read_bytes()
    assert write_portal(project).path.read_bytes() == first
    assert sorted(p.name for p in project.reports.iterdir()) == [
        "2023",
        "2025",
        "catalogue.jsonld",
        "data",
        "index.html",
        "indicators.html",
        "llms.txt",
        "releases.ics",
    ]


def test_every_link_leads_to_a_file_or_a_place_on_the_page(filled: Project, page: html.HtmlElement) -> None:
    ids = set(page.xpath("//@id"))
    addresses = set(page.xpath("//a/@href"))
    assert len(addresses) > 60 * 4
    for address in addresses:
        if address.startswith("#"):
            assert address[1:] in ids
        else:
            assert (filled.reports / address.partition("#")[0]).is_file()


def test_page_asks_for_nothing_outside_itself(text: str, page: html.HtmlElement) -> None:
    loaded = page.xpath("//*[not(self::a)]/@href | //@src | //@srcset | //@action")
    assert [address for address in loaded if not address.startswith("data:")] == []
    told = re.sub(
        r'<script type="application/ld\+json">.*?</script>', "", text, flags=re.DOTALL
    )  # names, loads nothing
    assert not re.search(r"https?://|url\((?!data:|#)|@import", told)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            {
                "Contact": "Border Guard Command, Drug and Crime Prevention Department, 4 Dinh Cong Trang Street, "
                "Ha Noi, Viet Nam, border-guard-reports@example.org (placeholder, reaches nobody)",
                "Last updated": "31 March 2026",
                "Next release": "31 March 2027",
                "Licence": "data: CC0 1.0 (free of conditions); text: MIT licence",
            },
        ),
        (
            "vi",
            {
                "Cập nhật lần cuối": "31/03/2026",
                "Lần công bố tiếp theo": "31/03/2027",
                "Giấy phép sử dụng": "số liệu: CC0 1.0 (sử dụng tự do); nội dung: Giấy phép MIT",
            },
        ),
    ],
)
def test_contact_dates_and_licences_stand_below(
    page: html.HtmlElement, language: str, told: dict[str, str]
) -> None:
    (about,) = page.xpath(f"//section[@aria-labelledby='{language}-about']")
    rows = dict(zip(texts(about.xpath(".//dt")), texts(about.xpath(".//dd")), strict=True))
    assert rows | told == rows
    assert len(rows) == 6


def test_partner_and_broken_packets_are_nowhere(text: str) -> None:
    assert "2025/en/an-giang" not in text
    assert "2025/en/ca-mau" not in text


def test_each_language_lists_every_year_and_place_once(page: html.HtmlElement) -> None:
    for language in ("en", "vi"):
        rows = page.xpath(f"//div[@id='{language}']//tr[@data-year]")
        keys = [(row.get("data-year"), texts(row.xpath("./th"))[0]) for row in rows]
        assert len(keys) == len(set(keys)) == 45 + 13


def test_report_of_the_other_language_is_shown_and_marked(page: html.HtmlElement) -> None:
    (own,) = page.xpath("//div[@id='vi']//tr[@data-year='2023'][@data-place='lang-son']")
    (other,) = page.xpath("//div[@id='vi']//tr[@data-year='2023'][@data-place='cao-bang']")
    assert own.xpath(".//a/@href")[0] == "2023/vi/lang-son/index.html"
    assert not own.xpath(".//*[@class='other']")
    assert other.xpath(".//a/@href")[0] == "2023/en/cao-bang/index.html"
    assert VI.only_other_language in other.xpath("string(.//*[@class='other'])")


def test_map_goes_north_to_south_and_links_only_what_exists(page: html.HtmlElement) -> None:
    items = page.xpath("//section[@id='en-2023']//ol[@class='tiles']/li")
    rows = [int(re.findall(r"--row:(\d+)", item.get("style"))[0]) for item in items]
    assert len(items) == 63
    assert rows == sorted(rows)
    assert len([item for item in items if item.xpath("./a")]) == 44
    assert texts(items)[0] == "Ha Giang 40 Legal-education sessions"
    assert any(text == f"Ha Noi, {EN.no_command}" for text in texts(items))
    later = page.xpath("//section[@id='en-2025']//ol[@class='tiles']/li")
    assert len(later) == 34
    assert sum(EN.no_report in text for text in texts(later)) == 30 - 12


def test_hidden_figure_is_hatched_and_never_a_number(page: html.HtmlElement) -> None:
    (tile,) = page.xpath(
        "//section[@id='en-2023']//a[@href='2023/en/lao-cai/index.html'][contains(@class,'tile')]"
    )
    assert tile.get("data-victims-assisted") == "c [c]"
    (row,) = page.xpath("//div[@id='en']//tr[@data-place='lao-cai'][@data-year='2023']")
    last = row.xpath("./td[@class='number']")[-1]
    assert last.get("data-sort") == ""
    assert texts([last]) == [f"[c]{EN.symbols['c']}"]


def test_numbers_and_dates_are_written_in_the_language(page: html.HtmlElement) -> None:
    (english,), (vietnamese,) = (
        page.xpath(f"//section[@id='{part}-2023']//article") for part in ("en", "vi")
    )
    assert "700,000" in english.text_content()
    assert "700.000" in vietnamese.text_content()
    assert "Công bố ngày 31/03/2024" in page.xpath("string(//section[@id='vi-2023'])")
    assert "Published 31 March 2024" in page.xpath("string(//section[@id='en-2023'])")


def test_both_languages_have_the_same_sections(page: html.HtmlElement) -> None:
    outline = {lang: [e.tag for e in page.xpath(f"//div[@id='{lang}']//*")] for lang in ("en", "vi")}
    heads = {lang: [tag for tag in tags if tag in ("h1", "h2", "h3")] for lang, tags in outline.items()}
    assert heads["en"] == heads["vi"]
    assert heads["en"][:5] == ["h1", "h2", "h2", "h3", "h3"]


def test_notice_stands_only_over_demonstration_data(project: Project) -> None:
    write_packet(project, "lang-son", 2023, "en", "63", VALUES, demonstration=False)
    assert EN.notice_head not in write_portal(project).path.read_text(encoding="utf-8")
    write_packet(project, "cao-bang", 2023, "en", "63", VALUES)
    assert EN.notice_head in write_portal(project).path.read_text(encoding="utf-8")


def test_portal_without_packets_says_so(project: Project) -> None:
    result = write_portal(project)
    assert result.packets == 0
    page = result.path.read_text(encoding="utf-8")
    assert EN.empty in page
    assert VI.empty in page


def test_year_without_national_report_says_so(project: Project) -> None:
    write_packet(project, "lang-son", 2023, "en", "63", VALUES)
    assert EN.national_none.format(year=2023) in write_portal(project).path.read_text(encoding="utf-8")


def test_text_of_a_packet_is_never_markup(project: Project) -> None:
    name = {"en": "<script>alert(1)</script>", "vi": '"><img src=x onerror=alert(1)>'}
    write_packet(project, "lang-son", 2023, "en", "63", VALUES, place_name=name)
    page = html.fromstring(write_portal(project).path.read_text(encoding="utf-8"))
    assert len(page.xpath("//script[not(@type)]")) == 2
    assert "<script>alert" not in "".join(page.xpath("//script/text()"))
    assert not page.xpath("//img")


def test_missing_tiles_file_is_named_and_the_old_page_stays(project: Project) -> None:
    write_packet(project, "lang-son", 2023, "en", "63", VALUES)
    before = write_portal(project).path.read_bytes()
    (project.params / "provinces" / "tiles.csv").write_text("slug\n", encoding="utf-8")
    from helpers.report import tile_grid

    tile_grid._read.cache_clear()
    with pytest.raises(ParamsError, match="tiles.csv"):
        write_portal(project)
    assert (project.reports / "index.html").read_bytes() == before


def test_place_that_cannot_be_written_is_one_message(project: Project) -> None:
    project.reports.write_text("a file where the folder belongs", encoding="utf-8")
    with pytest.raises(OutputError, match=r"reports/index.html.*cannot be written"):
        write_portal(project)


def test_search_key_has_no_diacritics() -> None:
    assert folded("Bà Rịa – Vũng Tàu, Đắk Lắk") == "ba ria vung tau dak lak"


class _Balance(HTMLParser):
    VOID = frozenset({"meta", "link", "input", "br", "img"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_every_element_is_closed_and_every_id_is_used_once(text: str, page: html.HtmlElement) -> None:
    balance = _Balance()
    balance.feed(text)
    assert balance.open == []
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_module_folder_ships_its_assets() -> None:
    from helpers.portal import page as module

    assert {p.name for p in (Path(module.__file__).parent / "assets").iterdir()} == {
        "charts.js",
        "compare.css",
        "compare.js",
        "frame.html",
        "indicators.html",
        "portal.css",
        "portal.html",
        "portal.js",
    }


def test_measures_are_called_what_the_reports_call_them() -> None:
    catalogue = read_catalogue(Project(Path(__file__).parents[2]))
    for language, words in (("en", EN), ("vi", VI)):
        for name, measure in words.measures.items():
            assert (measure.short, measure.long) == (
                catalogue[name].short_label[language],
                catalogue[name].label[language],
            )
