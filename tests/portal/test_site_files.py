"""llms.txt, the list of pages, the feed, and what search engines read in the portal."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import extruct
import feedparser
import pytest
from lxml import etree
from made_up_packets import write_packet
from test_portal_packets import VALUES, tell

from helpers.errors import ParamsError
from helpers.inputs.params.settings import read_settings
from helpers.paths import Project
from helpers.portal import write_portal

SITE = "https://reports.gov.vn/border-guard/"


@pytest.fixture
def filled_with_cells(project: Project) -> Project:
    """Three reports that tell a cell each, and one for partners."""
    for language, place, audience in (
        ("en", "lang-son", "public"),
        ("vi", "lang-son", "public"),
        ("en", "viet-nam", "public"),
        ("en", "cao-bang", "partner"),
    ):
        folder = write_packet(
            project, place, 2023, language, "63", VALUES, ("annex.html",), audience=audience
        )
        tell(folder, f"sessions,Sessions,sessions,{place},2023,total,all,691,shown")
    return project


def at(project: Project, site: str) -> Project:
    """The project with the address under which its reports are published."""
    text = project.settings.read_text(encoding="utf-8")
    project.settings.write_text(text.replace("about:\n", f"about:\n  site: {site}\n", 1), encoding="utf-8")
    return project


def test_without_an_address_of_the_site_there_is_no_list_of_pages_and_no_feed(
    filled_with_cells: Project,
) -> None:
    write_portal(filled_with_cells)
    names = {path.name for path in filled_with_cells.reports.iterdir()}
    assert "llms.txt" in names and not {"sitemap.xml", "feed.atom"} & names
    assert "feed.atom" not in (filled_with_cells.reports / "index.html").read_text()


def test_list_of_pages_has_each_public_page_by_its_whole_address(filled_with_cells: Project) -> None:
    write_portal(at(filled_with_cells, SITE))
    pages = etree.parse(filled_with_cells.reports / "sitemap.xml")
    addresses = pages.xpath("//*[local-name() = 'loc']/text()")
    assert all(address.startswith(SITE) for address in addresses)
    there = [filled_with_cells.reports / address.removeprefix(SITE) for address in addresses]
    assert all(path.is_file() for path in there)
    assert len(there) == 2 + 3 * 2
    assert not [address for address in addresses if "cao-bang" in address]
    assert all(map(datetime.date.fromisoformat, pages.xpath("//*[local-name() = 'lastmod']/text()")))


def test_feed_is_well_formed_and_tells_reports_and_versions(filled_with_cells: Project) -> None:
    write_portal(at(filled_with_cells, SITE))
    feed = feedparser.parse((filled_with_cells.reports / "feed.atom").read_bytes())
    assert not feed.bozo and feed.version == "atom10"
    assert feed.feed.title.startswith("Demonstration data")
    told = [(entry.title, entry.link) for entry in feed.entries]
    assert ("Demonstration data: reports of 2023 · báo cáo 2023", f"{SITE}index.html#en-2023") in told
    assert any("data set, version 2024-03-31-" in title for title, _ in told)
    ids = [entry.id for entry in feed.entries]
    assert len(set(ids)) == len(ids) and all(each.startswith(SITE) for each in ids)


def test_feed_keeps_the_versions_of_before(filled_with_cells: Project) -> None:
    at(filled_with_cells, SITE)
    write_portal(filled_with_cells)
    folder = filled_with_cells.reports / "2023" / "en" / "lang-son"
    tell(folder, "sessions,Sessions,sessions,lang-son,2023,total,all,700,shown")
    write_portal(filled_with_cells)
    feed = feedparser.parse((filled_with_cells.reports / "feed.atom").read_bytes())
    summaries = [entry.summary for entry in feed.entries if "data set" in entry.title]
    assert sorted(summaries) == ["Cells: 1 changed.", "Cells: 4 first."]


def test_page_for_language_models_leads_to_files_that_are_there(filled_with_cells: Project) -> None:
    write_portal(filled_with_cells)
    text = (filled_with_cells.reports / "llms.txt").read_text(encoding="utf-8")
    assert text.startswith("# Demonstration data: ") and "\n> Made from synthetic returns" in text
    addresses = [part.partition(")")[0] for part in text.split("](")[1:]]
    assert all((filled_with_cells.reports / address).is_file() for address in addresses)
    assert "2023/en/viet-nam/index.html" in addresses and "cao-bang" not in text


def test_portal_tells_search_engines_of_the_data_set(filled_with_cells: Project) -> None:
    write_portal(filled_with_cells)
    page = (filled_with_cells.reports / "index.html").read_text(encoding="utf-8")
    (told,) = extruct.extract(page, syntaxes=["json-ld"])["json-ld"]
    assert (told["@context"], told["@type"]) == ("https://schema.org", "Dataset")
    assert told["name"].startswith("Demonstration data")
    assert told["license"] == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert told["temporalCoverage"] == "2023-01-01/2023-12-31"
    files = [Path(filled_with_cells.reports, each["contentUrl"]) for each in told["distribution"]]
    assert len(files) == 4 and all(path.is_file() for path in files)
    assert "cao-bang" not in json.dumps(told)


def test_site_must_be_an_address(project: Project) -> None:
    with pytest.raises(ParamsError, match=r"params/workbook.yml, line .*is no address of a page"):
        read_settings(at(project, "reports.gov.vn"))
