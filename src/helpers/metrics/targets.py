"""Targets against actuals: how each indicator of a results framework stands, by a stated rule (params/targets.yml).

Nothing here knows where actuals come from. Whoever calls hands them in, by indicator and year: a report takes them from
its Release, so that a withheld number stays withheld here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from helpers.errors import ParamsError
from helpers.inputs.params.projects import WHOLE, Amount, ProjectIndicator, ReportingPeriod, Result
from helpers.inputs.params.published_figures import PublishedFigure
from helpers.inputs.params.settings import Bilingual
from helpers.metrics.catalogue import Catalogue
from helpers.metrics.date_checks import told_later
from helpers.metrics.framework import Framework
from helpers.metrics.framework_status import (
    Measured,
    Progress,
    PublishedTarget,
    Standing,
    Tracked,
    Trend,
    Window,
)

ActualOf = Callable[[ProjectIndicator, int], Measured]
"""The actual of an indicator that the catalogue measures, for a year."""
BaselineOf = Callable[[str, ProjectIndicator, int], Measured]
"""What another indicator shows for a year, for the same category."""
CountedOf = Callable[[ProjectIndicator], float | None]
"""What the returns show of an indicator that only the project has."""


def track(
    framework: Framework,
    catalogue: Catalogue,
    figures: Mapping[str, PublishedFigure],
    year: int,
    actual_of: ActualOf,
    baseline_of: BaselineOf,
    counted_of: CountedOf = lambda _: None,
    report_date: date = date.max,
) -> tuple[Tracked, ...]:
    """Every indicator of a framework, as it stands at the end of a year.

    `figures` are those that had been published when the report was, on `report_date`; amounts of others are left out,
    and those whose source names a later day or month.
    """
    tracker = _Tracker(framework, catalogue, figures, year, actual_of, baseline_of, counted_of, report_date)
    return tuple(
        tracker.tracked(result, indicator)
        for result in framework.project.results
        for indicator in result.indicators
    )


def check_explained(framework: Framework, tracked: tuple[Tracked, ...], year: int) -> None:
    """Refuse a report that leaves a large deviation without a word.

    Raises:
        ParamsError: names each indicator by file, line and key, and what to write.
    """
    periods = framework.project.periods
    current = framework.project.period_of(year)
    explained = current.narrative.deviations if current.narrative else {}
    where = framework.file.at("periods", periods.index(current), "narrative", "deviations")
    faults = [
        f"{where}: '{each.indicator.id}' differs by {framework.rule.explain_from_pct}% or more from what was due "
        f"by the end of {year}; explain it here under its id, in both languages"
        for each in tracked
        if each.indicator.id not in explained
        and any(p.must_explain and p.window.end >= current.start for p in each.targets)
    ]
    if faults:
        raise ParamsError("\n".join(faults))


def check_certified(framework: Framework, year: int, report_date: date) -> None:
    """Refuse a report that was certified after its own date: it tells only what was known then.

    Raises:
        ParamsError: names the file, line and key, and what to do.
    """
    period = framework.project.period_of(year)
    if period.certified and period.certified.signed > report_date:
        at = ("periods", framework.project.periods.index(period), "certified", "signed")
        raise ParamsError(
            f"{framework.file.at(*at)}: is after the date of the report on {year}, {report_date}; correct it, or give "
            f"params/years/{year}.yml an updated_date that is not before it"
        )


@dataclass(frozen=True)
class _Tracker:
    framework: Framework
    catalogue: Catalogue
    figures: Mapping[str, PublishedFigure]
    year: int
    actual_of: ActualOf
    baseline_of: BaselineOf
    counted_of: CountedOf
    report_date: date

    def tracked(self, result: Result, indicator: ProjectIndicator) -> Tracked:
        """One indicator."""
        amounts = {self._window(amount): amount for amount in self._known(indicator.targets)}
        begun = [_of(period) for period in self.framework.project.periods if period.start.year <= self.year]
        periods = tuple(self._progress(indicator, window, amounts.get(window)) for window in begun)
        targets = tuple(self._progress(indicator, window, amount) for window, amount in amounts.items())
        whole = self._progress(indicator, self._whole, amounts.get(self._whole))
        begun_targets = [each for each in targets if each.window.start.year <= self.year]
        widest = max(begun_targets, key=lambda each: (_years(each.window), each.window.end), default=whole)
        return Tracked(
            result=result,
            indicator=indicator,
            label=self.framework.label(indicator, self.catalogue),
            unit=self.framework.quantity(indicator, self.catalogue),
            accumulates=self.framework.accumulates(indicator, self.catalogue),
            baseline=self._baseline(indicator),
            periods=periods,
            targets=targets,
            overall=widest,
            to_date=self._to_date(indicator, whole, begun_targets),
            so_far=whole.actual,
            published=tuple(self._published(indicator)),
            trend=_trend([p.actual for p in periods]),
        )

    def _to_date(self, indicator: ProjectIndicator, whole: Progress, begun: list[Progress]) -> Progress:
        """The project's own target and what was achieved of it, or the sum of those of its parts that have begun.

        What was achieved in years without a target counts towards none. Shares do not add up: the latest of their
        targets counts.
        """
        if whole.target is not None or not begun:
            return whole
        latest = max(begun, key=lambda each: (each.window.end, each.window.start))
        if not self.framework.accumulates(indicator, self.catalogue):
            return latest
        parts: list[Progress] = []
        for each in sorted(begun, key=lambda each: _years(each.window), reverse=True):
            if all(each.window.end < one.window.start or one.window.end < each.window.start for one in parts):
                parts.append(each)
        target, due = (
            sum(part or 0.0 for part in each)
            for each in zip(*((p.target, p.due) for p in parts), strict=True)
        )
        first, last = min(parts, key=lambda p: p.window.start), max(parts, key=lambda p: p.window.end)
        name = first.window.id if len(parts) == 1 else f"{first.window.id}/{last.window.id}"
        span = Window(name, first.window.start, last.window.end)
        qualifier = parts[0].target_qualifier if len(parts) == 1 else ""
        actual = _sum([part.actual for part in parts])
        achieved, deviation, standing = self._judged(span, actual, target, qualifier, due)
        return replace(
            whole,
            window=span,
            actual=actual,
            target=target,
            target_qualifier=qualifier,
            due=due,
            achieved_pct=achieved,
            deviation_pct=deviation,
            standing=standing,
        )

    def _known(self, amounts: list[Amount]) -> list[Amount]:
        """Those that had been published when the report was."""
        return [
            amount
            for amount in amounts
            if (amount.figure is None or amount.figure in self.figures)
            and not told_later(amount.source, self.report_date)
        ]

    @property
    def _whole(self) -> Window:
        project = self.framework.project
        return Window(WHOLE, project.start, project.end)

    def _window(self, amount: Amount) -> Window:
        periods = {period.id: period for period in self.framework.project.periods}
        if WHOLE in (amount.period, amount.through):
            return self._whole
        first, last = periods[str(amount.period)], periods[amount.through or str(amount.period)]
        return _of(first) if first is last else Window(f"{first.id}/{last.id}", first.start, last.end)

    def _number(self, amount: Amount) -> tuple[float, str, Bilingual | None]:
        """Value, qualifier and source of an amount."""
        if amount.figure is None:
            return float(amount.value or 0), "", amount.source
        figure = self.figures[amount.figure]
        return figure.value, figure.qualifier, amount.source or figure.words["source"]

    def _baseline(self, indicator: ProjectIndicator) -> Measured:
        baseline = indicator.baseline
        if baseline is None:
            return Measured(None, "x")
        if baseline.measures is not None:
            return self.baseline_of(baseline.measures, indicator, baseline.year)
        return Measured(baseline.value, "shown")

    def _actual(self, indicator: ProjectIndicator, window: Window) -> Measured:
        """What was achieved in a window by the end of the report year."""
        if indicator.measures is None:
            return self._reported(indicator, window)
        years = range(window.start.year, min(window.end.year, self.year) + 1)
        found = {year: self.actual_of(indicator, year) for year in years}
        shown = {year: each for year, each in found.items() if each.status == "shown"}
        withheld = any(each.status == "c" for each in found.values())
        if withheld or not shown:
            nobody = any(each.status == "z" for each in found.values())
            return Measured(None, "c" if withheld else "z" if nobody else "x")
        if not self.framework.accumulates(indicator, self.catalogue):
            return shown[max(shown)]
        lacking = tuple(year for year in found if year not in shown)
        return Measured(sum(each.value or 0.0 for each in shown.values()), "shown", lacking=lacking)

    def _reported(self, indicator: ProjectIndicator, window: Window) -> Measured:
        """The published actuals that lie within a window: those of the whole window, or the sum of its parts.

        Before the time of its first target the question does not arise.
        """
        within = []
        for amount in self._known(indicator.reported):
            span = self._window(amount)
            if window.start <= span.start and span.end <= window.end and span.start.year <= self.year:
                within.append((span, *self._number(amount)[:2]))
        exact = [each for each in within if each[0] == window]
        chosen = exact or within
        begins = [self._window(each).start for each in indicator.targets]
        if not chosen and begins and min(window.end, date(self.year, 12, 31)) < min(begins):
            return Measured(None, "z")
        if not chosen or (chosen[-1][0].end.year > self.year and chosen[-1][0] == self._whole):
            return Measured(None, "x")
        qualifier = next((each[2] for each in chosen if each[2]), "")
        if not self.framework.accumulates(indicator, self.catalogue):
            return Measured(chosen[-1][1], "shown", qualifier)
        return Measured(sum(each[1] for each in chosen), "shown", qualifier)

    def _published(self, indicator: ProjectIndicator) -> Iterator[PublishedTarget]:
        for amount in self._known(indicator.reported):
            window = self._window(amount)
            if window.end.year > self.year:
                continue
            value, qualifier, source = self._number(amount)
            agrees = None
            if indicator.measures is not None:
                counted = self._actual(indicator, window).value
            else:
                counted = self.counted_of(indicator)
            if amount.figure and counted is not None:
                agrees = self.figures[amount.figure].agrees(counted)
            scope = self.figures[amount.figure].words["scope"] if amount.figure else None
            yield PublishedTarget(window, value, qualifier, source, agrees, counted, scope)

    def _progress(self, indicator: ProjectIndicator, window: Window, amount: Amount | None) -> Progress:
        actual = self._actual(indicator, window)
        if amount is None:
            return Progress(window, actual, None, "", None, None, None, None, "no_target", False)
        target, qualifier, source = self._number(amount)
        steady = not self.framework.accumulates(indicator, self.catalogue)
        due = target * (1.0 if steady else _elapsed(window, self.year))
        achieved, deviation, standing = self._judged(window, actual, target, qualifier, due)
        explain = deviation is not None and abs(deviation) >= self.framework.rule.explain_from_pct
        return Progress(
            window, actual, target, qualifier, source, due, achieved, deviation, standing, explain
        )

    def _judged(
        self, window: Window, actual: Measured, target: float, qualifier: str, due: float
    ) -> tuple[float | None, float | None, Standing]:
        """What was achieved of a target and how far that is from what was due, in percent; and how it stands."""
        achieved = deviation = None
        if actual.value is not None:
            achieved = 100.0 * actual.value / target if target else None
            deviation = 100.0 * (actual.value - due) / due if due else None
        if window.start.year > self.year:
            return achieved, None, "not_due"
        over = window.end <= date(self.year, 12, 31)
        return (
            achieved,
            deviation,
            self._standing(actual, achieved, deviation, over, strictly=qualifier == "target over"),
        )

    def _standing(
        self, actual: Measured, achieved: float | None, deviation: float | None, over: bool, *, strictly: bool
    ) -> Standing:
        """The rule. `strictly`: a target of 'over 600' is met by 601. What is not due yet cannot be lacking."""
        if actual.status == "c":
            return "withheld"
        if actual.value is None or achieved is None or deviation is None:
            return "not_reported" if over else "not_due"
        if achieved > self.framework.rule.met_from_pct or (
            achieved == self.framework.rule.met_from_pct and not strictly
        ):
            return "met"
        if 100.0 + deviation >= self.framework.rule.on_track_from_pct:
            return "nearly" if over else "on_track"
        return "behind" if 100.0 + deviation >= self.framework.rule.behind_from_pct else "off_track"


def _of(period: ReportingPeriod) -> Window:
    return Window(period.id, period.start, period.end)


def _sum(actuals: list[Measured]) -> Measured:
    """Actuals of several windows together: withheld if one is, without those that are not known."""
    shown = [each for each in actuals if each.status == "shown"]
    withheld = [each for each in actuals if each.status == "c"]
    if len(actuals) == 1 or withheld or not shown:
        return (withheld or actuals)[0]
    return Measured(
        sum(each.value or 0.0 for each in shown),
        "shown",
        next((each.qualifier for each in shown if each.qualifier), ""),
        tuple(year for each in shown for year in each.lacking),
    )


def _years(window: Window) -> int:
    return window.end.year - window.start.year


def _elapsed(window: Window, year: int) -> float:
    """The part of a window's days that are over by the end of a year."""
    gone = (min(date(year, 12, 31), window.end) - window.start).days + 1
    return max(0.0, gone / ((window.end - window.start).days + 1))


def _trend(actuals: list[Measured]) -> Trend:
    known = [each.value for each in actuals if each.value is not None]
    if len(known) < 2:
        return "none"
    if known[-1] == known[-2]:
        return "unchanged"
    return "rose" if known[-1] > known[-2] else "fell"
