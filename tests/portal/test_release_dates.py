"""The release calendar in the portal, in releases.ics and in the feed."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import feedparser
from lxml import html
from made_up_packets import write_packet
from test_portal_packets import VALUES, tell

from helpers.inputs.params.release_calendar import read_calendar
from helpers.inputs.params.settings import read_settings
from helpers.paths import Project
from helpers.portal import write_portal
from helpers.portal.release_dates import calendar_file, release_views


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_calendar_file_has_each_release_at_its_minute(bare: Project) -> None:
    lines = unfolded(calendar_file(read_settings(bare), read_calendar(bare)))
    assert (lines[0], lines[-2:]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])
    starts = [line.partition(":")[2] for line in lines if line.startswith("DTSTART")]
    calendar = read_calendar(bare)
    minutes = [each.at.replace(tzinfo=calendar.zone) for each in calendar.releases]
    utc = ZoneInfo("UTC")
    assert [datetime.strptime(start, "%Y%m%dT%H%M%SZ").replace(tzinfo=utc) for start in starts] == minutes
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(set(uids)) == len(minutes)
    assert all("Demonstration data" in line for line in lines if line.startswith("SUMMARY:"))


def test_lines_of_the_calendar_file_are_short_and_end_as_the_standard_asks(bare: Project) -> None:
    content = calendar_file(read_settings(bare), read_calendar(bare))
    assert content.count(b"\n") == content.count(b"\r\n")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    content.decode()  # no letter was cut


def test_portal_tells_the_dates_in_both_languages(filled: Project) -> None:
    page = html.fromstring((filled.reports / "index.html").read_text(encoding="utf-8"))
    rows = {row[0].text: row[1].text for row in page.xpath("//table[@class='dates']//tbody/tr")}
    assert rows["Q1 2024"] == "15 May 2024, 09:00" and rows["quý I/2024"] == "15/05/2024, 09:00"
    assert page.xpath("//a[@href='releases.ics']") and (filled.reports / "releases.ics").is_file()
    assert len(rows) >= len(read_calendar(filled).releases)


def test_latest_release_stands_first(bare: Project) -> None:
    assert [view.reports for view in release_views(read_calendar(bare), "en")][:2] == ["2026", "2025"]


def test_feed_announces_what_is_not_published_yet(project: Project) -> None:
    text = project.settings.read_text(encoding="utf-8")
    site = "about:\n  site: https://reports.gov.vn/border-guard/\n"
    project.settings.write_text(text.replace("about:\n", site, 1), encoding="utf-8")
    folder = write_packet(project, "lang-son", 2023, "en", "63", VALUES, ("annex.html",))
    tell(folder, "sessions,Sessions,sessions,lang-son,2023,total,all,691,shown")
    write_portal(project)
    entries = feedparser.parse((project.reports / "feed.atom").read_bytes()).entries
    announced = {entry.title: entry.summary for entry in entries if "announced" in entry.title}
    assert "Demonstration data: reports of 2025 announced · sẽ công bố báo cáo 2025" in announced
    assert not any("2023" in title or "2022" in title for title in announced)
    assert announced["Demonstration data: reports of 2025 announced · sẽ công bố báo cáo 2025"] == (
        "2026-03-31 09:00 (Asia/Ho_Chi_Minh)"
    )
