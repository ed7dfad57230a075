"""What in a project's file contradicts its dates: targets, actuals, and texts on what was done and why.

A text is held against dates only where it names a day, a month or a year; what it means, no check knows.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from helpers.inputs.params.projects import WHOLE, Amount, DonorProject, ReportingPeriod
from helpers.inputs.params.published_figures import PublishedFigure
from helpers.inputs.params.settings import Bilingual
from helpers.metrics.cross_checks import Fault

At = tuple[str | int, ...]
LOOKS_BACK = ("progress", "lessons", "challenges")
"""Texts of a narrative on what has been; the others may speak of what is planned."""
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if number}
_NAMED = "|".join(_MONTHS)
_DATES = re.compile(
    rf"(?<!\d)(?:(?P<iso>20\d\d)-(?P<iso_month>\d\d)(?:-(?P<iso_day>\d\d))?"
    rf"|(?:(?P<day>\d{{1,2}})\s+)?(?P<name>{_NAMED})\s+(?P<year>20\d\d)"
    r"|(?:(?P<vi_day>\d{1,2})[/-])?(?P<vi_month>\d{1,2})/(?P<vi_year>20\d\d)"
    r"|tháng\s+(?P<long_month>\d{1,2})\s+năm\s+(?P<long_year>20\d\d)"
    r"|(?P<alone>20\d\d))(?!\d)",
    re.IGNORECASE,
)
_FIGURE_WORDS = re.compile(r"\d{4}|-\d\d(?!\d)|from|mid|to|until|and|[-/,\s]")
"""What the period of a published figure may hold besides its years, so that no more than these years is meant."""


@dataclass(frozen=True)
class NamedDate:
    """A day, month or year that a text names, with its first and last day."""

    text: str
    first: date
    last: date

    @property
    def is_year(self) -> bool:
        """Whether no more than a year is named."""
        return self.text.isdecimal()


def date_faults(
    project: DonorProject, figures: Mapping[str, PublishedFigure], report_dates: Mapping[int, date]
) -> Iterator[Fault]:
    """Every such mistake in the file, in its order.

    Args:
        project: the file's content.
        figures: the published figures, by id.
        report_dates: of each year that is reported on, the date of its reports.
    """
    periods = {period.id: period for period in project.periods}
    in_order = [project.start <= project.end, *(each.start <= each.end for each in project.periods)]
    if len(periods) < len(project.periods) or not all(in_order):
        return  # told already, and there is no knowing what is meant
    for i, result in enumerate(project.results):
        for j, indicator in enumerate(result.indicators):
            for key in ("targets", "reported"):
                for k, amount in enumerate(getattr(indicator, key)):
                    at: At = ("results", i, "indicators", j, key, k)
                    if span := span_of(project, amount):
                        yield from _Amount(amount, key == "targets", *span, at).faults(figures)
    for i, period in enumerate(project.periods):
        at = ("periods", i)
        yield from _explanations(project, period, at)
        report_date = report_dates.get(period.end.year)
        for key in LOOKS_BACK if period.narrative else ():
            if report_date and (text := getattr(period.narrative, key)):
                yield from _after_the_report(text, report_date, (*at, "narrative", key), period.end.year)


def span_of(project: DonorProject, amount: Amount) -> tuple[date, date] | None:
    """The first and last day that a target or actual is of; None where its period is not known."""
    if WHOLE in (amount.period, amount.through):
        return project.start, project.end
    periods = {period.id: period for period in project.periods}
    first, last = periods.get(str(amount.period)), periods.get(amount.through or str(amount.period))
    return (first.start, last.end) if first and last and first.start <= last.end else None


def named_dates(text: Bilingual) -> list[NamedDate]:
    """The days, months and years that a text names in either language, each once."""
    found: dict[tuple[date, date], NamedDate] = {}
    for language in text.both:
        for match in _DATES.finditer(language):
            if named := _named(match):
                found.setdefault((named.first, named.last), named)
    return list(found.values())


def told_later(text: Bilingual | None, day: date) -> bool:
    """Whether a source names a day or month after this day, so that it did not exist then."""
    return any(not each.is_year and each.first > day for each in named_dates(text)) if text else False


def _named(match: re.Match[str]) -> NamedDate | None:
    part = match.groupdict()
    year = int(next(part[name] for name in ("iso", "year", "vi_year", "long_year", "alone") if part[name]))
    if part["alone"]:
        return NamedDate(match[0], date(year, 1, 1), date(year, 12, 31))
    number = next((part[name] for name in ("iso_month", "vi_month", "long_month") if part[name]), None)
    month = int(number) if number else _MONTHS[part["name"].lower()]
    if not 1 <= month <= 12:
        return None
    days = calendar.monthrange(year, month)[1]
    told = next((part[name] for name in ("iso_day", "day", "vi_day") if part[name]), None)
    if told and not 1 <= int(told) <= days:
        return None
    first, last = (int(told), int(told)) if told else (1, days)
    return NamedDate(match[0], date(year, month, first), date(year, month, last))


@dataclass(frozen=True)
class _Amount:
    """A target or an actual, the days that it is of, and where it stands."""

    amount: Amount
    is_target: bool
    start: date
    end: date
    at: At

    def faults(self, figures: Mapping[str, PublishedFigure]) -> Iterator[Fault]:
        """What contradicts the dates."""
        figure = figures.get(self.amount.figure or "")
        if figure and (other := self._other_years(figure)):
            yield Fault((*self.at, "figure"), other)
        elif figure and figure.published:
            yield from self._in_time(*figure.published_between, f"'{figure.id}' was published", "figure")
        elif self.amount.source:
            dated = [each for each in named_dates(self.amount.source) if not each.is_year]
            if dated:
                latest = max(dated, key=lambda each: each.last)
                yield from self._in_time(latest.first, latest.last, f"names {latest.text}", "source")

    def _other_years(self, figure: PublishedFigure) -> str:
        """A figure stands beside the very years that it is of: one over several years is none of a single one."""
        years = [int(year) for year in re.findall(r"(?<!\d)\d{4}(?!\d)", figure.period)]
        if not years or _FIGURE_WORDS.sub("", figure.period.lower()):
            return ""
        is_open = figure.period.lower().startswith("from")
        if self.start.year == min(years) and (is_open or self.end.year == max(years)):
            return ""
        own = str(self.start.year)
        if self.end.year != self.start.year:
            own = f"{own} to {self.end.year}"
        return (
            f"'{figure.id}' is {'' if is_open else 'of '}{figure.period}, and this is of {own}; name a period of the "
            "same years, or name the figure in context"
        )

    def _in_time(self, first: date, last: date, what: str, key: str) -> Iterator[Fault]:
        """A target is set before its time is over; what was achieved is told after it began."""
        if self.is_target and first > self.end:
            yield Fault(
                (*self.at, key),
                f"{what}, and the time of this target was over on {self.end}; correct the date, or the period",
            )
        if not self.is_target and last < self.start:
            yield Fault(
                (*self.at, key),
                f"{what}, and the time that it tells of began on {self.start}; correct the date, or the period",
            )


def _explanations(project: DonorProject, period: ReportingPeriod, at: At) -> Iterator[Fault]:
    """What explains a deviation: its indicator has a target in the period, and its dates are the project's."""
    aimed: dict[str, list[tuple[date, date] | None]] = {}
    for each in project.indicators:
        aimed.setdefault(each.id, []).extend(span_of(project, amount) for amount in each.targets)
    for name, text in period.narrative.deviations.items() if period.narrative else ():
        key = (*at, "narrative", "deviations", name)
        spans = aimed.get(name)
        if spans is not None and not any(
            span is None or (span[0] <= period.end and span[1] >= period.start) for span in spans
        ):
            yield Fault(
                key,
                f"explains a deviation, and '{name}' has no target in period '{period.id}'; take it out, or give the "
                "target",
            )
        for named in named_dates(text):
            if named.last < project.start or named.first > project.end:
                yield Fault(
                    key,
                    f"names {named.text}, and the project runs from {project.start} to {project.end}; correct the "
                    "text, or the project's dates",
                )


def _after_the_report(text: Bilingual, report_date: date, at: At, year: int) -> Iterator[Fault]:
    """What has been was before the report that tells it."""
    for named in named_dates(text):
        if not named.is_year and named.first > report_date:
            yield Fault(
                at,
                f"tells what has been, and names {named.text}, after the date of the report on {year}, {report_date}; "
                "correct it, or move it to next_steps",
            )
