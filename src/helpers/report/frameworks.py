"""The results framework as a table, in the layout that each donor asks for. All four say the same numbers.

inl  indicator tracking table: baseline, target, actual, explanation of the deviation
prm  indicator table: targets and actuals of the year and cumulative
iom  results matrix: disaggregation, baseline, target, actual, data source, assumptions
uk   logframe: milestones and what was achieved, period by period, and the assumptions
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast, get_args

from helpers.arguments import check_text
from helpers.errors import ParamsError, did_you_mean
from helpers.inputs.projects import Layout
from helpers.metrics.progress import Measured, Tracked
from helpers.privacy.release import Release
from helpers.report.amounts import asked_name, measured, standing, target, window
from helpers.report.data_table import Column, Row, table
from helpers.report.exhibit import Exhibit
from helpers.report.project_status import baseline, beyond_project, lacking_years, level, shares_of_a_year
from helpers.report.results import framework_of, results_of, told_year
from helpers.report.words import Words

NONE = "–"
MOST_PERIODS = 4


@dataclass(frozen=True)
class _Layout:
    """The headline of a layout, its columns, the rows of an indicator, and what the note must add."""

    title: str
    columns: list[Column]
    cells: Callable[[Tracked], list[tuple[str, ...]]]
    note: str = ""


def framework_table(release: Release, layout: str = "") -> Exhibit:
    """Table of the results framework as its donor asks for it.

    Args:
        release: of a project's report.
        layout: 'inl', 'prm', 'iom' or 'uk'; default that of the project's donor.

    Raises:
        ParamsError: there is no such layout, or the report is on no project.
    """
    w = Words(release)
    project = framework_of(release).project
    known = get_args(Layout)
    if check_text("layout", layout, known[0]) and layout not in known:
        raise ParamsError(f"unknown layout '{layout}'" + did_you_mean(layout, known))
    chosen = _LAYOUTS[cast(Layout, layout or project.layout)](w)
    rows: list[Row] = []
    found = results_of(release)
    for result in project.results:
        title = f"{level(w, result.level)}: {result.title[w.language]}"
        rows.append(Row((title,), span=True))
        for each in (one for one in found if one.result is result):
            rows += [Row(cells, indent=1 if cells[0] else 0) for cells in chosen.cells(each)]
    return Exhibit(
        kind="table",
        id=f"tbl-framework-{layout or project.layout}",
        title=chosen.title,
        subtitle=w.say(
            "{project}, to the end of {year}",
            project=project.short_title[w.language],
            year=told_year(w.release),
        ),
        alt="",
        source=w.say("provincial returns, published figures and the project's file."),
        note=f"{_note(w, found)} {chosen.note}".strip(),
        language=w.language,
        table=table(chosen.columns, rows, language=w.language),
    )


def _note(w: Words, found: tuple[Tracked, ...]) -> str:
    notes = [w.say("A dash: no source gives a target, or there is nothing to explain.")]
    notes += [*lacking_years(w, found), *shares_of_a_year(w, found)]
    return " ".join([*notes, *beyond_project(w, found)])


def _goal(w: Words, each: Tracked) -> str:
    """The widest target with its window."""
    if each.overall.target is None:
        return NONE
    return f"{target(w, each.overall, each.unit)} ({window(w, each.overall.window)})"


def _percent(w: Words, value: float | None) -> str:
    return NONE if value is None else w.percent(value)


def _this_period(w: Words, each: Tracked) -> Measured:
    return each.periods[-1].actual if each.periods else Measured(None, "x")


def _explanation(w: Words, each: Tracked) -> str:
    narrative = framework_of(w.release).project.period_of(w.year).narrative
    found = narrative.deviations.get(each.indicator.id) if narrative else None
    return found[w.language] if found else NONE


def _inl(w: Words) -> _Layout:
    columns = [
        Column(w.say("Indicator"), "left"),
        Column(w.say("Baseline")),
        Column(w.say("Target")),
        Column(w.say("Actual, {period}", period=_period(w))),
        Column(w.say("Actual to date")),
        Column(w.say("Status"), "left"),
        Column(w.say("Explanation of deviation"), "left"),
    ]

    def cells(each: Tracked) -> list[tuple[str, ...]]:
        return [
            (
                each.label[w.language],
                baseline(w, each),
                _goal(w, each),
                measured(w, _this_period(w, each), each.unit),
                measured(w, each.overall.actual, each.unit),
                standing(w, each.overall.standing) if each.overall.target is not None else NONE,
                _explanation(w, each),
            )
        ]

    return _Layout(w.say("Indicator tracking table"), columns, cells)


def _prm(w: Words) -> _Layout:
    columns = [
        Column(w.say("Indicator"), "left"),
        Column(w.say("Baseline")),
        Column(w.say("Target, {period}", period=_period(w))),
        Column(w.say("Actual, {period}", period=_period(w))),
        Column(w.say("Cumulative target")),
        Column(w.say("Cumulative actual")),
        Column(w.say("Of cumulative target")),
    ]

    def cells(each: Tracked) -> list[tuple[str, ...]]:
        current = each.periods[-1] if each.periods else each.overall
        return [
            (
                each.label[w.language],
                baseline(w, each),
                target(w, current, each.unit),
                measured(w, current.actual, each.unit),
                _goal(w, each),
                measured(w, each.overall.actual, each.unit),
                _percent(w, each.overall.achieved_pct),
            )
        ]

    return _Layout(
        w.say("Indicator table with yearly and cumulative targets"),
        columns,
        cells,
    )


def _iom(w: Words) -> _Layout:
    columns = [
        Column(w.say("Result and indicator"), "left"),
        Column(w.say("Broken down by"), "left"),
        Column(w.say("Baseline")),
        Column(w.say("Target")),
        Column(w.say("Actual to date")),
        Column(w.say("Data source and collection"), "left"),
        Column(w.say("Assumptions"), "left"),
    ]

    def cells(each: Tracked) -> list[tuple[str, ...]]:
        return [
            (
                each.label[w.language],
                disaggregation(w, each) or NONE,
                baseline(w, each),
                _goal(w, each),
                measured(w, each.overall.actual, each.unit),
                each.indicator.verification[w.language],
                _assumptions(w, each) or NONE,
            )
        ]

    return _Layout(w.say("Results matrix"), columns, cells)


def _uk(w: Words) -> _Layout:
    project = framework_of(w.release).project
    periods = project.periods[-MOST_PERIODS:]
    columns = [
        Column(w.say("Indicator"), "left"),
        Column(""),
        Column(w.say("Baseline")),
        *(Column(period.id) for period in periods),
    ]

    def cells(each: Tracked) -> list[tuple[str, ...]]:
        planned = [_milestone(w, each, period.id) for period in periods]
        begun = {progress.window.id: progress for progress in each.periods}
        achieved = [
            measured(w, begun[period.id].actual, each.unit) if period.id in begun else ""
            for period in periods
        ]
        return [
            (each.label[w.language], w.say("planned"), baseline(w, each), *planned),
            ("", w.say("achieved"), "", *achieved),
        ]

    assumed = [
        f"{result.title[w.language]}: {result.assumptions[w.language]}"
        for result in project.results
        if result.assumptions
    ]
    assumptions = w.say("Assumptions: {texts}", texts=" ".join(assumed)) if assumed else ""
    return _Layout(w.say("Logframe with milestones"), columns, cells, assumptions)


def _milestone(w: Words, each: Tracked, period: str) -> str:
    """The target that a period ends: its own, or that of several periods, whose window is named."""
    for progress in each.targets:
        if progress.window.id == period:
            return target(w, progress, each.unit)
        if progress.window.end.year == int(period[:4]) if period[:4].isdecimal() else False:
            return f"{target(w, progress, each.unit)} ({window(w, progress.window)})"
    return NONE


def _period(w: Words) -> str:
    return framework_of(w.release).project.period_of(w.year).id


def _assumptions(w: Words, each: Tracked) -> str:
    """What the result rests on, told with the first of its indicators."""
    assumed = each.result.assumptions
    return assumed[w.language] if assumed and each.indicator is each.result.indicators[0] else ""


def disaggregation(w: Words, each: Tracked) -> str:
    """What the donor asks the indicator to be broken down by."""
    return ", ".join(asked_name(w, name) for name in each.indicator.disaggregation)


_LAYOUTS: dict[Layout, Callable[[Words], _Layout]] = {"inl": _inl, "prm": _prm, "iom": _iom, "uk": _uk}
