"""What is wrong with a project's file: its own parts held against each other, the catalogue, and published figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from helpers.errors import ParamsError, did_you_mean
from helpers.inputs.params.projects import WHOLE, Amount, DonorProject, ProjectIndicator, ReportingPeriod
from helpers.inputs.params.provinces import Provinces
from helpers.inputs.params.published_figures import PublishedFigure
from helpers.metrics.account_checks import account_faults
from helpers.metrics.catalogue import Catalogue
from helpers.metrics.cross_checks import Fault
from helpers.metrics.date_checks import date_faults

At = tuple[str | int, ...]
PEOPLE = ("people", "officers", "officials", "delegates")
"""Units of published figures that an indicator of people may hold."""


@dataclass(frozen=True)
class KnownNames:
    """What a project's file may name, and the date of the reports on each year that is reported on."""

    catalogue: Catalogue
    provinces: Provinces
    figures: Mapping[str, PublishedFigure]
    report_dates: Mapping[int, date]


def faults_of(project: DonorProject, known: KnownNames) -> Iterator[Fault]:
    """Every mistake in the file, in its order."""
    yield from _header(project, known)
    yield from _doubles(project)
    for i, result in enumerate(project.results):
        for j, indicator in enumerate(result.indicators):
            yield from _Judge(project, indicator, ("results", i, "indicators", j), known).faults()
    yield from _periods(project, known)
    yield from account_faults(project)
    for fault in date_faults(project, known.figures, known.report_dates):
        yield replace(fault, by_dates=True)


def _header(project: DonorProject, known: KnownNames) -> Iterator[Fault]:
    if project.end < project.start:
        yield Fault(("end",), f"is before start; give a day on or after {project.start}")
    codes = known.catalogue.codes("training", "project")
    if project.code is not None and project.code not in codes:
        yield Fault(
            ("code",), f"'{project.code}' is not in codelist project" + did_you_mean(project.code, codes)
        )
    for position, name in enumerate([] if project.provinces == "all" else project.provinces):
        try:
            known.provinces.command(name, "63")
        except ParamsError as fault:
            yield Fault(("provinces", position), str(fault))
    for position, name in enumerate(project.context):
        yield from _figure(name, ("context", position), known)


def _doubles(project: DonorProject) -> Iterator[Fault]:
    """Ids that are given twice; an id names one thing of its kind in a file."""
    places: list[tuple[str, str, At]] = [
        ("result", r.id, ("results", i, "id")) for i, r in enumerate(project.results)
    ]
    places += [
        ("indicator", indicator.id, ("results", i, "indicators", j, "id"))
        for i, result in enumerate(project.results)
        for j, indicator in enumerate(result.indicators)
    ]
    places += [("period", period.id, ("periods", i, "id")) for i, period in enumerate(project.periods)]
    seen: set[tuple[str, str]] = set()
    for kind, name, at in places:
        if (kind, name) in seen:
            yield Fault(at, f"{kind} '{name}' is given twice; give each {kind} an id of its own")
        seen.add((kind, name))


@dataclass(frozen=True)
class _Judge:
    """One indicator, where it stands, and what it may name."""

    project: DonorProject
    indicator: ProjectIndicator
    at: At
    known: KnownNames

    def faults(self) -> Iterator[Fault]:
        """Every mistake in the indicator."""
        yield from self._measure()
        yield from self._baseline()
        for key in ("targets", "reported"):
            for position, amount in enumerate(getattr(self.indicator, key)):
                yield from self._amount(amount, (*self.at, key, position), key)
        counted, catalogue = self.indicator.provinces_with, self.known.catalogue
        if counted and (counted not in catalogue or "project" not in catalogue[counted].breakdown_columns):
            known = [name for name, each in catalogue.items() if "project" in each.breakdown_columns]
            yield Fault(
                (*self.at, "provinces_with"),
                f"'{counted}' is no indicator that is broken down by project{did_you_mean(counted, known)}",
            )
        inside = self.project.provinces
        for position, name in enumerate(self.indicator.provinces):
            if inside != "all" and name not in inside:
                remedy = "; add it to the project's provinces, or take it out here"
                yield Fault(
                    (*self.at, "provinces", position), f"'{name}' is not a province of the project{remedy}"
                )

    def _measure(self) -> Iterator[Fault]:
        own, measures, where = self.indicator.own, self.indicator.measures, self.indicator.where
        if (own is None) == (measures is None):
            yield Fault(
                (*self.at, "measures"),
                "name an indicator of params/indicators.yml here, or define one in own",
            )
        if own and not self.indicator.label:
            yield Fault(
                (*self.at, "label"), "is required where own defines the indicator; name it in both languages"
            )
        if own and where:
            yield Fault((*self.at, "where"), "goes with measures only; take it out")
        if measures is None:
            return
        catalogue = self.known.catalogue
        if measures not in catalogue:
            near = did_you_mean(measures, catalogue)
            yield Fault((*self.at, "measures"), f"unknown indicator '{measures}'{near}")
            return
        for breakdown, category in where.items():
            breakdowns = catalogue[measures].breakdown_columns
            if breakdown not in breakdowns:
                near = did_you_mean(breakdown, breakdowns) if breakdowns else "; it has no breakdown"
                yield Fault((*self.at, "where"), f"'{measures}' is not broken down by '{breakdown}'{near}")
                continue
            codes = catalogue.codes(catalogue[measures].table, breakdown)
            if category not in codes:
                at = (*self.at, "where", breakdown)
                yield Fault(
                    at, f"'{category}' is not in codelist {breakdown}" + did_you_mean(category, codes)
                )

    def _baseline(self) -> Iterator[Fault]:
        baseline = self.indicator.baseline
        if baseline is None:
            return
        at = (*self.at, "baseline")
        spans = {period.id: period for period in self.project.periods}
        begins = [spans[t.period].start for t in self.indicator.targets if t.period in spans]
        begins += [self.project.start for t in self.indicator.targets if t.period == WHOLE]
        last = min(begins).year if begins else self.project.end.year
        if baseline.year > last:
            what = "the first period with a target, which begins" if begins else "the project, which ends"
            yield Fault((*at, "year"), f"is after {what} in {last}; give {last} or earlier")
        if (baseline.value is None) == (baseline.measures is None):
            yield Fault(at, "give either its value, or in measures the indicator that shows it")
        if baseline.measures is not None and baseline.measures not in self.known.catalogue:
            near = did_you_mean(baseline.measures, self.known.catalogue)
            yield Fault((*at, "measures"), f"unknown indicator '{baseline.measures}'{near}")
        yield from self._range(baseline.value, (*at, "value"))

    def _amount(self, amount: Amount, at: At, key: str) -> Iterator[Fault]:
        what = "a target" if key == "targets" else "a reported number"
        periods = [period.id for period in self.project.periods]
        names = {WHOLE, *periods}
        if amount.period is None:
            yield Fault((*at, "period"), f"{what} needs a period; name one of {', '.join((*periods, WHOLE))}")
        for name in ("period", "through"):
            given = getattr(amount, name)
            if given is not None and given not in names:
                yield Fault((*at, name), f"unknown period '{given}'" + did_you_mean(given, names))
        order = [periods.index(name) for name in (amount.period, amount.through) if name in periods]
        if len(order) == 2 and order[1] < order[0]:
            yield Fault((*at, "through"), "is before period; turn them round")
        if (amount.figure is None) == (amount.value is None):
            yield Fault(at, f"{what} is either a published figure or a value; give one of figure and value")
        if amount.value is not None and amount.source is None:
            yield Fault(
                at, f"{what} needs a source that gives it; name it in both languages, or take the number out"
            )
        if amount.figure is not None:
            yield from _figure(amount.figure, (*at, "figure"), self.known)
        figure = self.known.figures.get(amount.figure or "")
        if figure:
            yield from self._same_thing(figure, (*at, "figure"))
        yield from self._range(
            figure.value if figure else amount.value, (*at, "figure" if figure else "value")
        )

    def _same_thing(self, figure: PublishedFigure, at: At) -> Iterator[Fault]:
        """A published figure counts what the indicator counts; what it calls so is known where the catalogue has it."""
        measures, unit, remedy = self.indicator.measures, self._unit, "; name a figure of this indicator"
        if unit and figure.unit != unit and not (unit == "people" and figure.unit in PEOPLE):
            yield Fault(
                at, f"'{figure.id}' counts {figure.unit}, and indicator '{self.indicator.id}' {unit}{remedy}"
            )
        elif measures in self.known.catalogue and figure.indicator in {*self.known.catalogue} - {measures}:
            yield Fault(
                at,
                f"'{figure.id}' is a figure of '{figure.indicator}', and this indicator measures '{measures}'{remedy}",
            )

    @property
    def _unit(self) -> str:
        """What the indicator counts; nothing where it measures what there is not."""
        own, measures, catalogue = self.indicator.own, self.indicator.measures, self.known.catalogue
        if own:
            return own.unit
        return catalogue[measures].unit_text("en") if measures and measures in catalogue else ""

    def _range(self, value: float | None, at: At) -> Iterator[Fault]:
        """A share of a whole lies between 0 and 100; of all else only a change can be below 0."""
        if value is None:
            return
        if self._unit == "percent" and not 0 <= value <= 100:
            yield Fault(
                at, "a share of a whole is from 0 to 100; correct it, or give the unit change_percent"
            )
        elif self._unit not in ("", "change_percent") and value < 0:
            yield Fault(at, f"is below 0, which {self._unit} cannot be; give 0 or more")


def _periods(project: DonorProject, known: KnownNames) -> Iterator[Fault]:
    before: ReportingPeriod | None = None
    for i, period in enumerate(project.periods):
        at: At = ("periods", i)
        if period.end < period.start:
            yield Fault((*at, "end"), f"is before start; give a day on or after {period.start}")
        if period.start < project.start or period.end > project.end:
            span = f"{project.start} to {project.end}"
            yield Fault(at, f"lies outside of the project, {span}; mend the period or the project's dates")
        if before and period.start <= before.end:
            yield Fault(
                (*at, "start"), f"overlaps with period '{before.id}', which ends on {before.end}; begin later"
            )
        for key, day, edge, own in (
            ("start", period.start, (1, 1), project.start),
            ("end", period.end, (12, 31), project.end),
        ):
            if (day.month, day.day) != edge and day != own:
                yield Fault(
                    (*at, key),
                    "returns are by calendar year; take the first or last day of a year or of the project",
                )
        yield from _narrative(project, period, at, known)
        before = period


def _narrative(project: DonorProject, period: ReportingPeriod, at: At, known: KnownNames) -> Iterator[Fault]:
    if period.narrative is None:
        if period.start.year <= max(known.report_dates, default=0):
            needed = "write progress, lessons and next_steps, in both languages"
            yield Fault((*at, "narrative"), f"is missing for period '{period.id}'; {needed}")
        return
    for key in ("progress", "lessons", "next_steps"):
        if getattr(period.narrative, key) is None:
            yield Fault(
                (*at, "narrative", key), f"is missing for period '{period.id}'; write it in both languages"
            )
    ids = [indicator.id for indicator in project.indicators]
    doubled = len(set(ids)) < len(ids)  # then the one that is meant may have the other's id
    for name in period.narrative.deviations:
        if name not in ids and not doubled:
            yield Fault(
                (*at, "narrative", "deviations", name),
                "explains no indicator of this file" + did_you_mean(name, ids),
            )


def _figure(name: str, at: At, known: KnownNames) -> Iterator[Fault]:
    if name not in known.figures:
        near = did_you_mean(name, known.figures)
        yield Fault(at, f"params/published_figures.csv has no figure '{name}'{near}")
