"""params/releases.yml: what comes out when, to the minute, and who sees it before and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator, model_validator

from helpers.errors import ParamsError
from helpers.inputs.params.report_time import TIME, ReportTime, part_after, read_time
from helpers.inputs.params.settings import Bilingual, read_settings, read_year
from helpers.inputs.params.yaml_files import Located, Strict, read_located
from helpers.paths import Project

RELEASES = "releases.yml"
_MINUTE = "%Y-%m-%d %H:%M"


def _minute(text: Any) -> Any:
    """A minute as params write it; YAML takes one with seconds, and a day, for something else than a text."""
    try:
        return datetime.strptime(str(text), _MINUTE)
    except ValueError:
        raise ValueError("write a day and a minute as 2027-03-31 09:00") from None


def _time(text: Any) -> Any:
    if not TIME.fullmatch(str(text)):
        raise ValueError("write a year, quarter or half-year, such as 2026, 2026-Q1 or 2026-H1")
    return str(text)


Minute = Annotated[datetime, BeforeValidator(_minute)]


class EarlyAccess(Strict):
    """Who sees reports before they are released, from when on, and why."""

    who: Bilingual
    why: Bilingual
    since: Minute


class ScheduledRelease(Strict):
    """When the reports on a year, or on a part of one, come out."""

    reports: Annotated[str, BeforeValidator(_time)]
    at: Minute
    early_access: list[EarlyAccess] = Field(default_factory=list)

    @field_validator("early_access")
    @classmethod
    def _before_all_others(cls, held: list[EarlyAccess], known: ValidationInfo) -> list[EarlyAccess]:
        at = known.data.get("at")
        if at and any(each.since >= at for each in held):
            raise ValueError(f"since is not before the release, {at:{_MINUTE}}")
        return held


class ReleaseCalendar(Strict):
    """params/releases.yml."""

    time_zone: str
    releases: list[ScheduledRelease]

    @field_validator("time_zone")
    @classmethod
    def _known(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"'{name}' is no time zone; write such as Asia/Ho_Chi_Minh") from None
        return name

    @model_validator(mode="after")
    def _each_once(self) -> ReleaseCalendar:
        times = [each.reports for each in self.releases]
        if twice := next((time for time in times if times.count(time) > 1), None):
            raise ValueError(f"releases: {twice} stands there twice")
        return self

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone in which all minutes are."""
        return ZoneInfo(self.time_zone)

    def of(self, time: str) -> ScheduledRelease | None:
        """The release of the reports on a year or a part of it; a part that has none of its own comes with its year."""
        found = {each.reports: each for each in self.releases}
        return found.get(time) or found.get(time[:4])

    def minute_of(self, time: str) -> datetime | None:
        """When the reports on a year or a part of it come out; None where no release of them is announced."""
        found = self.of(time)
        return found.at.replace(tzinfo=self.zone) if found else None

    def in_words(self, minute: datetime) -> str:
        """A minute with its time zone, as messages name it."""
        return f"{minute:{_MINUTE}} ({self.time_zone})"


def read_calendar(project: Project) -> ReleaseCalendar:
    """The release calendar.

    Raises:
        ParamsError: the file is missing or breaks its rules.
    """
    return _located(project).content


def check_calendar(project: Project) -> None:
    """The calendar beside params/years/: reports are dated by the day on which they come out.

    Raises:
        ParamsError: as `read_calendar`, or the two name different days.
    """
    if faults := list(_other_days(project, _located(project))):
        raise ParamsError("\n".join(faults))


def next_release(project: Project, time: ReportTime, *, is_last: bool = False) -> date | None:
    """The day of the release that follows a report, as far as it is announced.

    After a year it is the next year's; after a quarter the next quarter's, or else that of the year. After the last
    report of something that is over (`is_last`) there is none, but for that on the year of which it told a part.
    """
    calendar = read_calendar(project)
    days = {each.reports: each.at.date() for each in calendar.releases}
    if not time.period:
        return None if is_last else days.get(str(time.year + 1))
    own = read_year(project, time.year).published_on(time.period)
    following = [] if is_last else [part_after(time.period)]
    return next((days[each] for each in (*following, str(time.year)) if days.get(each, own) > own), None)


def announced(project: Project, time: ReportTime) -> dict[str, str]:
    """What the reports on a time say of the calendar, for packets' keys: the next release, who saw them early.

    The other lines of the file are no part of them, so that a report does not change when a later one is announced.
    """
    scheduled, following = read_calendar(project).of(str(time)), next_release(project, time)
    early = [each.model_dump_json() for each in scheduled.early_access] if scheduled else []
    return {"next release": str(following or "none"), "early access": ", ".join(early) or "none"}


def _located(project: Project) -> Located[ReleaseCalendar]:
    path = project.params / RELEASES
    return _read(path, path.stat().st_mtime_ns if path.is_file() else 0)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> Located[ReleaseCalendar]:
    return read_located(path, ReleaseCalendar, shown_as=f"params/{path.name}")


def _other_days(project: Project, file: Located[ReleaseCalendar]) -> Iterator[str]:
    years = {year: read_year(project, year) for year in read_settings(project).years}
    calendar = file.content
    times = [each.reports for each in calendar.releases if int(each.reports[:4]) in years]
    times += [part for params in years.values() for part in params.published_dates if calendar.of(part)]
    for time in dict.fromkeys(times):
        year, period = read_time(time)
        dated, scheduled = years[year].published_on(period), calendar.of(time)
        if scheduled and dated != scheduled.at.date():
            number = calendar.releases.index(scheduled)
            yield (
                f"{file.at('releases', number, 'at')}: reports on {time} come out on {scheduled.at.date()}, and "
                f"params/years/{year}.yml dates them {dated}; write the same day in both"
            )
