"""Charts of actuals against targets: all targets at a glance, then each indicator over the project's periods."""

from __future__ import annotations

import pandas as pd

from helpers.metrics.progress import Tracked
from helpers.privacy.release import Release
from helpers.report import charts
from helpers.report.amounts import amount, cell_of, measured, standing, target, window
from helpers.report.data_table import Column, Row, table
from helpers.report.displays import Prose, Several
from helpers.report.drawing import draw, tidy
from helpers.report.exhibit import Exhibit
from helpers.report.project_status import targets_judged
from helpers.report.results import framework_of, results_of, told_year
from helpers.report.words import Words

LATE = ("behind", "off_track")


def targets_overview(release: Release) -> Exhibit | Prose:
    """Bullets: for each target what was achieved of it, and what was due by now."""
    w = Words(release)
    aimed = [each for each in results_of(release) if each.overall.target is not None]
    told = [
        each for each in aimed if each.overall.achieved_pct is not None or each.overall.actual.status == "c"
    ]
    if not told:
        return Prose.plain(f"{targets_judged(w, results_of(release))}.")
    drawing = draw(
        charts.bullets, pd.DataFrame([_bullet(w, each) for each in told]), "label", language=w.language
    )
    behind = [each for each in told if each.overall.standing in LATE]
    columns = [
        Column(w.say("Indicator"), "left"), Column(w.say("Achieved")), Column(w.say("Due")), Column(w.say("Target")),
        Column(w.say("Of the target")), Column(w.say("Status"), "left"),
    ]  # fmt: skip
    return Exhibit(
        kind="figure",
        id="fig-targets-overview",
        title=w.say("{n} of {all} targets are behind what was due", n=len(behind), all=len(told))
        if behind
        else w.say("No target with a number is behind what was due"),
        subtitle=w.say(
            "Part of each target that was achieved by the end of {year}", year=told_year(w.release)
        ),
        alt=w.say(
            "Bullet chart of achieved against target, to show how far each target is and what was due by now."
        ),
        source=w.say("provincial returns, published figures and the project's file."),
        note=framework_of(release).rule.told(w.language),
        language=w.language,
        svg=drawing.wide,
        narrow=drawing.narrow,
        table=table(columns, [Row(_row(w, each)) for each in told], language=w.language),
    )


def _bullet(w: Words, each: Tracked) -> dict[str, object]:
    """A row of the frame that `charts.bullets` takes."""
    overall = each.overall
    due = 100.0 * overall.due / overall.target if overall.due is not None and overall.target else None
    detail = w.say(
        "{actual} of {target} for {window} · {standing}",
        actual=measured(w, overall.actual, each.unit),
        target=target(w, overall, each.unit),
        window=window(w, overall.window),
        standing=standing(w, overall.standing),
    )
    return {
        "label": each.label[w.language],
        "value": overall.achieved_pct,
        "status": "shown" if overall.achieved_pct is not None else overall.actual.status,
        "due": due,
        "late": overall.standing in LATE,
        "detail": detail,
    }


def _row(w: Words, each: Tracked) -> tuple[str, ...]:
    overall = each.overall
    return (
        each.label[w.language],
        measured(w, overall.actual, each.unit),
        "–" if overall.due is None else amount(w, round(overall.due, 1), each.unit),
        target(w, overall, each.unit),
        "–" if overall.achieved_pct is None else w.percent(overall.achieved_pct),
        standing(w, overall.standing),
    )


def indicator_charts(release: Release) -> Several:
    """Each indicator by period, against its target if it has one; a sentence where there is no series."""
    w = Words(release)
    return Several(_against_target(w, each) for each in results_of(release))


def _against_target(w: Words, each: Tracked) -> Exhibit | Prose:
    known = [one for one in each.periods if one.actual.status in ("shown", "c")]
    if len(known) < 2 and each.overall.target is None:
        return Prose(_sentence(w, each))
    if not known:
        return Prose(_sentence(w, each))
    cells = [cell_of(one.actual) for one in each.periods]
    periods = framework_of(w.release).project.periods
    paced = each.accumulates and each.overall.target is not None
    labels = [period.id for period in periods] if paced else [one.window.id for one in each.periods]
    goal = each.overall.target
    frame = tidy("period", labels[: len(cells)], {"": cells}).merge(
        pd.DataFrame({"period": labels}), how="right"
    )
    drawing = draw(
        charts.progress,
        frame,
        "period",
        piles_up=each.accumulates,
        target=goal,
        text="" if goal is None else w.say("target {value}", value=target(w, each.overall, each.unit)),
        paced=paced,
        language=w.language,
        percent=each.unit.percentage,
        decimals=each.unit.decimals,
    )
    columns = [Column(w.say("Period"), "left"), Column(w.say("Actual"))]
    if each.accumulates:
        columns.append(Column(w.say("To date")))
    return Exhibit(
        kind="figure",
        id=f"fig-indicator-{each.indicator.id}",
        title=_headline(w, each),
        subtitle=f"{each.label[w.language]}, {window(w, each.overall.window)}",
        alt=w.say(
            "Column chart of {label} by period, to show progress towards the target.",
            label=each.label[w.language],
        )
        if goal is not None
        else w.say("Column chart of {label} by period, to show its course.", label=each.label[w.language]),
        source=w.source(),
        note=_note(w, each),
        language=w.language,
        svg=drawing.wide,
        narrow=drawing.narrow,
        table=table(columns, _periods(w, each), language=w.language),
    )


def _periods(w: Words, each: Tracked) -> list[Row]:
    rows, total = [], 0.0
    for one in each.periods:
        total += one.actual.value or 0.0
        cells = [one.window.id, measured(w, one.actual, each.unit)]
        if each.accumulates and one.actual.status == "shown":
            cells.append(amount(w, total, each.unit))
        elif each.accumulates:
            cells.append(measured(w, one.actual, each.unit))
        rows.append(Row(tuple(cells)))
    return rows


def _headline(w: Words, each: Tracked) -> str:
    overall, label = each.overall, each.label[w.language]
    actual = measured(w, overall.actual, each.unit)
    if overall.actual.status == "c":
        return w.say("{label}: withheld, so that nobody can be identified", label=label)
    if overall.target is not None and overall.due is not None:
        return w.say(
            "{label}: {actual} of {target}, {standing}",
            label=label,
            actual=actual,
            target=target(w, overall, each.unit),
            standing=standing(w, overall.standing),
        )
    latest = each.periods[-1]
    values = {"label": label, "value": measured(w, latest.actual, each.unit), "year": latest.window.id}
    if each.trend == "rose":
        return w.say("{label} rose to {value} in {year}", **values)
    if each.trend == "fell":
        return w.say("{label} fell to {value} in {year}", **values)
    if each.trend == "unclear":
        return w.say("{label}: {value} in {year}, no clear change", **values)
    return w.say("{label}: {value} in {year}", **values)


def _note(w: Words, each: Tracked) -> str:
    notes = []
    if each.accumulates:
        notes.append(
            w.say(
                "Each column is what its period added, drawn on top of those before it; its top is the sum so far."
            )
        )
    if each.overall.actual.lacking:
        years = ", ".join(map(str, each.overall.actual.lacking))
        notes.append(w.say("There are no returns of {years}; the sum is without them.", years=years))
    if each.trend == "unclear":
        notes.append(
            w.say("The difference from the year before may be chance: the intervals of the shares overlap.")
        )
    if each.overall.target is None:
        notes.append(_no_target(w, each))
    if each.overall.target_source:
        notes.append(w.say("Target: {source}.", source=each.overall.target_source[w.language]))
    if each.indicator.note:
        notes.append(each.indicator.note[w.language])
    return " ".join(notes)


def _no_target(w: Words, each: Tracked) -> str:
    if not each.targets:
        return w.say("No source gives a target.")
    first = min((one.window for one in each.targets), key=lambda window: window.start)
    return w.say("Its target is for {window}.", window=window(w, first))


def _sentence(w: Words, each: Tracked) -> str:
    """What there is to say of an indicator that has no series to draw, with its label in bold."""
    label = f"**{each.label[w.language]}.**"
    actual = each.overall.actual
    parts = []
    if actual.value is None:
        parts.append(w.say("Nothing was reported to the end of {year}.", year=told_year(w.release)))
    else:
        value = measured(w, actual, each.unit)
        begun = w.say("{value} to the end of {year}.", value=value, year=told_year(w.release))
        parts.append(f"{begun[:1].upper()}{begun[1:]}")  # 'more than 30' begins a sentence here
    if each.overall.target is not None:
        parts.append(
            w.say(
                "Target: {target} for {window}.",
                target=target(w, each.overall, each.unit),
                window=window(w, each.overall.window),
            )  # fmt: skip
        )
    else:
        parts.append(_no_target(w, each))
    for one in each.published:
        if one.source:
            parts.append(w.say("Source: {source}.", source=one.source[w.language]))
    if each.indicator.note:
        parts.append(each.indicator.note[w.language])
    return " ".join([label, *parts])
