"""How each result of a project stands: its indicators against their targets, or by period where there are none."""

from __future__ import annotations

from collections.abc import Callable

from helpers.inputs.projects import Result
from helpers.metrics.progress import Standing, Tracked
from helpers.privacy.release import Release
from helpers.report.amounts import measured, standing, target, window
from helpers.report.data_table import Column, Row, table
from helpers.report.exhibit import Exhibit
from helpers.report.results import framework_of, results_of, told_year
from helpers.report.words import Words

MOST_PERIODS = 3
WORST_FIRST: tuple[Standing, ...] = (
    "off_track", "behind", "not_reported", "withheld", "nearly", "on_track", "met", "not_due", "no_target",
)  # fmt: skip
GOOD: tuple[Standing, ...] = ("met", "on_track")

Cells = Callable[[Tracked], tuple[str, ...]]


def results_status(release: Release) -> Exhibit:
    """Table of each result and its indicators: how they stand against targets, or by period where there are none."""
    w = Words(release)
    found = results_of(release)
    aimed = any(each.overall.target is not None for each in found)
    columns, cells = _against_targets(w) if aimed else _by_period(w, found)
    rows: list[Row] = []
    for result in framework_of(release).project.results:
        own = [each for each in found if each.result is result]
        rows.append(Row((_result(w, result, own),), span=True))
        rows += [Row((each.label[w.language], *cells(each)), indent=1) for each in own]
    return Exhibit(
        kind="table",
        id="tbl-results-status",
        title=targets_judged(w, found)
        if any(each.targets for each in found)
        else w.say("What was achieved, by result; no target was published"),
        subtitle=w.say(
            "Results and indicators of the project, to the end of {year}", year=told_year(w.release)
        ),
        alt="",
        source=w.say("provincial returns, published figures and the project's file."),
        note=" ".join(
            [
                *_status_notes(w, aimed=aimed),
                *shares_of_a_year(w, found),
                *lacking_years(w, found),
                *beyond_project(w, found),
            ]
        ),
        language=w.language,
        table=table([Column(w.say("Result and indicator"), "left"), *columns], rows, language=w.language),
    )


def targets_judged(w: Words, found: tuple[Tracked, ...]) -> str:
    """How many targets are met or on track, without a full stop; nothing reported is told apart from not met."""
    aimed = [each.overall.standing for each in found if each.overall.target is not None]
    silent = aimed.count("not_reported")
    if not any(each.targets for each in found):
        return w.say("No source gives a target for this project")
    if not aimed:
        return w.say("The project's targets are for the years after {year}", year=w.year)
    if silent == len(aimed):
        return w.counted(
            silent,
            "Nothing was reported on the one target, so it cannot be judged",
            "Nothing was reported on the {n} targets, so none can be judged",
        )
    parts = [
        w.say(
            "{n} of {all} targets are met or on track at the end of {year}",
            n=sum(one in GOOD for one in aimed),
            all=len(aimed),
            year=told_year(w.release),
        )
    ]
    if silent:
        parts.append(w.counted(silent, "nothing was reported on one", "nothing was reported on {n}"))
    if withheld := aimed.count("withheld"):
        parts.append(w.counted(withheld, "one is withheld", "{n} are withheld"))
    return "; ".join(parts)


def beyond_project(w: Words, found: tuple[Tracked, ...]) -> list[str]:
    """What must stand beside indicators that hold more than the project, or less."""
    return [
        f"{each.label[w.language]}: {each.indicator.note[w.language]}"
        for each in found
        if each.indicator.note
    ]


def shares_of_a_year(w: Words, found: tuple[Tracked, ...]) -> list[str]:
    """That shares stand for one year beside sums of several, if there are any."""
    if all(each.accumulates for each in found):
        return []
    return [w.say("A share is that of the latest year; shares do not add up.")]


def lacking_years(w: Words, found: tuple[Tracked, ...]) -> list[str]:
    """Which years sums are without, if there are any."""
    lacking = sorted({year for each in found for year in each.overall.actual.lacking})
    years = ", ".join(map(str, lacking))
    return [w.say("Sums are without {years}, of which there are no returns.", years=years)] if lacking else []


def baseline(w: Words, each: Tracked) -> str:
    """The baseline with its year; a dash where there is none."""
    if each.indicator.baseline is None:
        return "–"
    return f"{measured(w, each.baseline, each.unit)} ({each.indicator.baseline.year})"


def level(w: Words, name: str) -> str:
    """Objective, outcome or output."""
    return {"objective": w.say("Objective"), "outcome": w.say("Outcome")}.get(name, w.say("Output"))


def _status_notes(w: Words, *, aimed: bool) -> list[str]:
    if not aimed:
        return [w.say("A dash: there is no earlier number to compare with.")]
    return [
        framework_of(w.release).rule.told(w.language),
        w.say("The status of a result is that of its weakest indicator."),
    ]


def _against_targets(w: Words) -> tuple[list[Column], Cells]:
    """Columns and cells for a project that has targets."""
    columns = [
        Column(w.say("Achieved")),
        Column(w.say("Target")),
        Column(w.say("Of the target")),
        Column(w.say("Status"), "left"),
        Column(w.say("Trend"), "left"),
    ]

    def cells(each: Tracked) -> tuple[str, ...]:
        overall = each.overall
        return (
            measured(w, overall.actual, each.unit),
            "–"
            if overall.target is None
            else f"{target(w, overall, each.unit)} ({window(w, overall.window)})",
            "–" if overall.achieved_pct is None else w.percent(overall.achieved_pct),
            "–" if overall.standing == "no_target" else standing(w, overall.standing),
            _trend(w, each),
        )

    return columns, cells


def _by_period(w: Words, found: tuple[Tracked, ...]) -> tuple[list[Column], Cells]:
    """Columns and cells for a project without targets: the latest periods, and all together."""
    periods = [one.window for one in found[0].periods[-MOST_PERIODS:]] if found else []
    columns = [
        Column(w.say("Baseline")),
        *(Column(period.id) for period in periods),
        Column(w.say("To date")),
        Column(w.say("Trend"), "left"),
    ]

    def cells(each: Tracked) -> tuple[str, ...]:
        actuals = {one.window.id: measured(w, one.actual, each.unit) for one in each.periods}
        return (
            baseline(w, each),
            *(actuals[period.id] for period in periods),
            measured(w, each.overall.actual, each.unit),
            _trend(w, each),
        )

    return columns, cells


def _result(w: Words, result: Result, own: list[Tracked]) -> str:
    """Level, title and status of a result."""
    title = f"{level(w, result.level)}: {result.title[w.language]}"
    aimed = [each.overall.standing for each in own if each.overall.target is not None]
    return f"{title} ({standing(w, min(aimed, key=WORST_FIRST.index))})" if aimed else title


def _trend(w: Words, each: Tracked) -> str:
    known = [one.window.id for one in each.periods if one.actual.value is not None]
    if each.trend == "none" or len(known) < 2:
        return "–"
    before = known[-2]
    return {
        "rose": w.say("rose on {year}", year=before),
        "fell": w.say("fell on {year}", year=before),
        "unchanged": w.say("unchanged on {year}", year=before),
        "unclear": w.say("no clear change on {year}", year=before),
    }[each.trend]
