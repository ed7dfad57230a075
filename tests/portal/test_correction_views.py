"""Corrections in the portal: the mark on a report, its old editions, the list of all, the feed."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import feedparser
import pytest
from lxml import html
from made_up_packets import write_packet
from test_portal_packets import VALUES, tell
from test_site_files import SITE, at

from helpers.errors import OutputError
from helpers.inputs.params.corrections import FILE_NAME, with_correction
from helpers.inputs.params.settings import Bilingual
from helpers.paths import Project
from helpers.portal import write_portal
from helpers.publish.editions import edition_file

DAYS = (date(2024, 6, 12), date(2024, 7, 1))
WRONG = Bilingual(en="Sessions <of> May.", vi="Số buổi tháng 5.")


def correct(project: Project, day: date, number: int, *reports: str) -> None:
    """Write a correction as `workbook correct` does."""
    project.editions.mkdir(parents=True, exist_ok=True)
    hashes = {}
    for name in reports:
        content = f"{name} {number}".encode()
        (project.editions / edition_file(name, number)).write_bytes(content)
        hashes[name] = hashlib.sha256(content).hexdigest()
    text = with_correction(project, day, None, WRONG, hashes)
    (project.params / FILE_NAME).write_text(text, encoding="utf-8")


def packet(project: Project, place: str, language: str, number: int = 1) -> Path:
    edition = {"number": number, "corrected": DAYS[number - 2].isoformat()}
    more = {"edition": edition} if number > 1 else {}
    folder = write_packet(project, place, 2023, language, "63", VALUES, ("annex.html",), **more)
    tell(folder, f"sessions,Sessions,sessions,{place},2023,total,all,691,shown")
    return folder


@pytest.fixture
def corrected(project: Project) -> Project:
    """Lang Son was corrected twice, the nation once and is not built yet; Cao Bang never."""
    correct(project, DAYS[0], 1, "2023/en/lang-son", "2023/vi/lang-son", "2023/en/viet-nam")
    correct(project, DAYS[1], 2, "2023/en/lang-son")
    packet(project, "lang-son", "en", 3)
    packet(project, "lang-son", "vi", 2)
    packet(project, "viet-nam", "en")
    packet(project, "cao-bang", "en")
    return project


def test_corrected_report_is_marked_and_its_old_editions_lie_beside_it(corrected: Project) -> None:
    write_portal(corrected)
    page = html.fromstring((corrected.reports / "index.html").read_text(encoding="utf-8"))
    path = "//div[@id='{}']//th//a[@class='corrected']"
    marks = {
        language: [" ".join(each.text_content().split()) for each in page.xpath(path.format(language))]
        for language in ("en", "vi")
    }
    assert marks == {
        "en": ["edition 3, corrected on 1 July 2024, Lang Son 2023"],
        "vi": ["bản lần 2, đính chính 12/06/2024, Lạng Sơn 2023"],
    }
    files = page.xpath("//div[@id='en']//tr[@data-place='lang-son']//details//a/@href")
    assert files[-2:] == [f"editions/2023-en-lang-son-edition-{number}.zip" for number in (2, 1)]


def test_old_editions_are_published_once_the_new_one_is_and_no_others(corrected: Project) -> None:
    (corrected.reports / "editions").mkdir(parents=True)
    (corrected.reports / "editions" / "left.zip").write_bytes(b"of a report that is gone")
    write_portal(corrected)
    assert {path.name: path.read_bytes() for path in (corrected.reports / "editions").iterdir()} == {
        "2023-en-lang-son-edition-1.zip": b"2023/en/lang-son 1",
        "2023-en-lang-son-edition-2.zip": b"2023/en/lang-son 2",
        "2023-vi-lang-son-edition-1.zip": b"2023/vi/lang-son 1",
    }


def test_every_correction_is_listed_with_its_reports_the_newest_first(corrected: Project) -> None:
    write_portal(corrected)
    text = (corrected.reports / "index.html").read_text(encoding="utf-8")
    page = html.fromstring(text)
    assert "Sessions &lt;of&gt; May." in text
    listed = page.xpath("//div[@id='en']//section[@class='corrections']/dl/div")
    assert [each.get("id") for each in listed] == ["en-correction-2", "en-correction-1"]
    assert [each.xpath("./dt")[0].text for each in listed] == ["1 July 2024", "12 June 2024"]
    assert [each.xpath(".//summary/text()")[0] for each in listed] == ["1 report", "1 report"]
    first = listed[1].xpath(".//li/a/@href")
    assert first == ["2023/en/lang-son/index.html", "editions/2023-en-lang-son-edition-1.zip"]
    for address in page.xpath("//a/@href"):
        if address.startswith("editions/"):
            assert (corrected.reports / address).is_file()


def test_without_corrections_the_portal_says_nothing_of_them(project: Project) -> None:
    packet(project, "lang-son", "en")
    write_portal(project)
    assert (
        "correction" not in (project.reports / "index.html").read_text(encoding="utf-8").split("</style>")[1]
    )
    assert not (project.reports / "editions").exists()


def test_feed_tells_each_correction(corrected: Project) -> None:
    write_portal(at(corrected, SITE))
    feed = feedparser.parse(str(corrected.reports / "feed.atom"))
    told = {entry.id: entry for entry in feed.entries if "-correction-" in entry.id}
    assert list(told) == [f"{SITE}index.html#en-correction-{number}" for number in (2, 1)]
    newest = told[f"{SITE}index.html#en-correction-2"]
    assert (
        newest.updated == "2024-07-01T00:00:00Z" and "Số buổi tháng 5. (2023/en/lang-son)" in newest.summary
    )
    assert newest.title == "Demonstration data: correction of 2024-07-01 · đính chính ngày 01/07/2024"


def test_list_of_pages_dates_a_corrected_report_by_its_correction(corrected: Project) -> None:
    write_portal(at(corrected, SITE))
    pages = (corrected.reports / "sitemap.xml").read_text(encoding="utf-8")
    assert f"{SITE}2023/en/lang-son/index.html</loc>" in pages
    after = pages.partition(f"{SITE}2023/en/lang-son/index.html</loc>")[2]
    assert after.partition("<lastmod>")[2].startswith("2024-07-01")


def test_changed_edition_stops_the_portal(corrected: Project) -> None:
    (corrected.editions / "2023-en-lang-son-edition-1.zip").write_bytes(b"another")
    with pytest.raises(OutputError, match="it was changed"):
        write_portal(corrected)
    assert not (corrected.reports / "index.html").exists()


def test_day_of_the_newest_correction_is_the_last_update(corrected: Project) -> None:
    write_portal(corrected)
    page = html.fromstring((corrected.reports / "index.html").read_text(encoding="utf-8"))
    (about,) = page.xpath("//section[@aria-labelledby='en-about']")
    rows = dict(zip(about.xpath(".//dt/text()"), about.xpath(".//dd/text()"), strict=False))
    assert rows["Last updated"] == "1 July 2024"
