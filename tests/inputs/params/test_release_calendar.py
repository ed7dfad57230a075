"""The release calendar: what it says, and the mistakes in it, each by its line."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from hands import replace as edit
from helpers.errors import ParamsError
from helpers.inputs.params.release_calendar import announced, check_calendar, next_release, read_calendar
from helpers.inputs.params.report_time import ReportTime
from helpers.paths import Project

EARLY = """  - reports: 2026
    at: 2027-03-31 09:00
    early_access:
      - who: {en: "Deputy Commander", vi: "Phó Tư lệnh"}
        why: {en: to prepare the press briefing, vi: để chuẩn bị họp báo}
        since: 2027-03-30 09:00
"""
LAST = "  - {reports: 2026, at: 2027-03-31 09:00}\n"


def test_minute_is_that_of_its_time_zone(project: Project) -> None:
    minute = read_calendar(project).minute_of("2023")
    assert minute == datetime(2024, 3, 31, 2, 0, tzinfo=ZoneInfo("UTC"))
    assert read_calendar(project).in_words(minute) == "2024-03-31 09:00 (Asia/Ho_Chi_Minh)"


def test_part_of_a_year_that_has_no_release_of_its_own_comes_with_its_year(project: Project) -> None:
    calendar = read_calendar(project)
    assert calendar.minute_of("2024-Q1") == datetime(2024, 5, 15, 2, 0, tzinfo=ZoneInfo("UTC"))
    assert calendar.minute_of("2024-Q4") == calendar.minute_of("2024")
    assert calendar.minute_of("2031") is None


def test_report_leads_to_the_next_release(project: Project) -> None:
    said = {time: next_release(project, ReportTime(int(time[:4]), time if "-" in time else "")) for time in (
        "2022", "2023", "2025", "2026", "2023-Q4", "2024-Q1", "2024-Q3", "2023-Q1"
    )}  # fmt: skip
    assert said == {
        "2022": date(2024, 3, 31),
        "2023": date(2025, 3, 31),
        "2025": date(2027, 3, 31),
        "2026": None,
        "2023-Q4": date(2024, 5, 15),
        "2024-Q1": date(2024, 8, 15),
        "2024-Q3": date(2025, 3, 31),
        "2023-Q1": None,  # dated like its year, and so is the next
    }


def test_after_the_last_report_there_is_no_next(project: Project) -> None:
    assert next_release(project, ReportTime(2023), is_last=True) is None
    assert next_release(project, ReportTime(2023, "2023-Q4"), is_last=True) is None
    assert next_release(project, ReportTime(2024, "2024-Q2"), is_last=True) == date(2025, 3, 31)


def test_release_announced_later_changes_no_report_but_the_one_that_leads_to_it(project: Project) -> None:
    before = {year: announced(project, ReportTime(year)) for year in (2023, 2025, 2026)}
    edit(project.params / "releases.yml", LAST, EARLY + "  - {reports: 2027, at: 2028-03-31 09:00}\n")
    after = {year: announced(project, ReportTime(year)) for year in (2023, 2025, 2026)}
    assert [year for year in before if before[year] != after[year]] == [2026]
    assert after[2026]["next release"] == "2028-03-31" and "Deputy Commander" in after[2026]["early access"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Asia/Ho_Chi_Minh", "Asia/Hanoi", "line 3, time_zone: 'Asia/Hanoi' is no time zone"),
        ("2023, at: 2024-03-31 09:00", "2023, at: 2024-03-31", "line 7, releases.1.at: write a day and a minute as"),
        ("2023, at: 2024-03-31 09:00", "2023, at: 31/3/2024 9h", "releases.1.at: write a day and a minute as"),
        ("{reports: 2023,", "{reports: 2023-Q5,", "line 7, releases.1.reports: write a year, quarter or half-year"),
        ("{reports: 2023,", "{reports: 2022,", "2022 stands there twice"),
        ("2023, at: 2024-03-31", "2023, at: 2024-04-01",
         "line 7, releases.1.at: reports on 2023 come out on 2024-04-01, and params/years/2023.yml dates"),
        ("  - {reports: 2024-Q1, at: 2024-05-15 09:00}\n", "",
         "reports on 2024-Q1 come out on 2025-03-31, and params/years/2024.yml dates them 2024-05-15"),
        (LAST, EARLY.replace("since: 2027-03-30", "since: 2027-04-01"), "since is not before the release, 2027-"),
        (LAST, EARLY.replace("why: {en: to prepare the press briefing, vi: để chuẩn bị họp báo}", ""), "why"),
    ],
)  # fmt: skip
def test_mistake_names_line_and_key(project: Project, old: str, new: str, message: str) -> None:
    edit(project.params / "releases.yml", old, new)
    with pytest.raises(ParamsError) as caught:
        check_calendar(project)
    assert "params/releases.yml" in str(caught.value) and message in str(caught.value)


def test_lost_calendar_is_missed(project: Project) -> None:
    (project.params / "releases.yml").unlink()
    with pytest.raises(ParamsError, match=r"params/releases\.yml"):
        check_calendar(project)
