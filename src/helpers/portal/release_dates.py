"""What comes out when: the portal's table of it, and releases.ics for calendars (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from helpers.inputs.params.release_calendar import ReleaseCalendar, ScheduledRelease
from helpers.inputs.params.settings import Language, Settings
from helpers.report.language import date, period_long

CALENDAR = "releases.ics"
_LONGEST = 75
"""Bytes of a line; what is longer goes on after a line's end and a space."""
_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class ReleaseView:
    """One release: of what, when, and who sees it before, from when on and why."""

    reports: str
    at: str
    early: tuple[str, ...]


def release_views(calendar: ReleaseCalendar, language: Language) -> tuple[ReleaseView, ...]:
    """The latest first."""
    return tuple(
        ReleaseView(
            period_long(each.reports, language),
            _day_and_minute(each.at, language),
            tuple(
                f"{early.who[language]}, {_day_and_minute(early.since, language)}: {early.why[language]}"
                for early in each.early_access
            ),
        )
        for each in sorted(calendar.releases, key=lambda each: (each.at, each.reports), reverse=True)
    )


def _day_and_minute(at: datetime, language: Language) -> str:
    return f"{date(at.date().isoformat(), language)}, {at:%H:%M}"


def calendar_file(settings: Settings, calendar: ReleaseCalendar) -> bytes:
    """The file: one event a release, half an hour long. No clock is read: an event is stamped by its own minute."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Border Guard reporting workbook//releases//EN",
        *(line for each in calendar.releases for line in _event(settings, calendar, each)),
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _event(settings: Settings, calendar: ReleaseCalendar, scheduled: ScheduledRelease) -> Iterator[str]:
    at = scheduled.at.replace(tzinfo=calendar.zone).astimezone(UTC)
    mark = "Demonstration data: " if settings.demonstration else ""
    title = f"{mark}reports of {scheduled.reports} · báo cáo {scheduled.reports}"
    yield "BEGIN:VEVENT"
    yield f"UID:{scheduled.reports}@releases.invalid"
    yield f"DTSTAMP:{at:{_STAMP}}"
    yield f"DTSTART:{at:{_STAMP}}"
    yield f"DTEND:{at + timedelta(minutes=30):{_STAMP}}"
    yield f"SUMMARY:{_escaped(title)}"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 bytes, none of which cuts a letter."""
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > _LONGEST:
            yield piece
            piece = " "
        piece += letter
    yield piece
