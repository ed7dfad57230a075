"""A project's results framework as tidy frames, with labels in the report's language.

`release.results()` and its neighbours give them. Beside each number stands its text, as reports write it: in its unit,
with the word that it was published with ("nearly 200"), or with the mark that takes its place.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd

from helpers.inputs.params.published_figures import PublishedFigure
from helpers.metrics.framework_status import Measured, Progress, Standing, Tracked
from helpers.metrics.indicator import Quantity
from helpers.privacy.release import Release
from helpers.report.amounts import (
    amount,
    asked_name,
    measured,
    rests_on_made_up_dates,
    standing,
    target,
    window,
)
from helpers.report.current import note_missing
from helpers.report.missing_values import missing
from helpers.report.project_status import baseline, level, trend
from helpers.report.results import CATEGORIES, framework_of, is_of_project, results_of
from helpers.report.small_numbers import counts_whole
from helpers.report.words import Words

NONE = "–"
"""Stands where no source gives a number."""
REPORTED = ("indicator", "window", "scope", "published", "published_text", "returns_text", "agrees", "source",
            "framework_code")  # fmt: skip
LATE: tuple[Standing, ...] = ("behind", "off_track")


def results_frame(release: Release) -> pd.DataFrame:
    """One row an indicator of the framework: its widest target that has begun, or the whole project."""
    w, found = Words(release), results_of(release)
    headings = {
        result.id: f"{level(w, result.level)}: {result.title[w.language]}" for result in _results(release)
    }
    frame = _frame([_result(w, each, headings) for each in found])
    frame["result"] = pd.Categorical(frame["result"], list(dict.fromkeys(headings.values())), ordered=True)
    return _with_attrs(frame, w, found)


def periods_frame(release: Release) -> pd.DataFrame:
    """One row an indicator and period of the project; those to come have no status."""
    w, found = Words(release), results_of(release)
    ids = [period.id for period in framework_of(release).project.periods]
    frame = _frame([row for each in found for row in _periods(w, each, ids)])
    frame["period"] = pd.Categorical(frame["period"], ids, ordered=True)
    frame = _with_attrs(frame, w, found)
    frame.attrs["source"] = w.source()
    return frame


def reported_frame(release: Release) -> pd.DataFrame:
    """One row a published result of the project, beside what the returns add up to."""
    w, found = Words(release), results_of(release)
    rows: list[dict[str, Any]] = []
    for each in found:
        for one in each.published:
            actual = next((p.actual for p in (*each.periods, each.overall) if p.window == one.window), None)
            rows.append(
                {
                    "indicator": each.label[w.language],
                    "window": window(w, one.window),
                    "scope": one.scope[w.language] if one.scope else NONE,
                    "published": one.value,
                    "published_text": amount(w, one.value, each.unit, one.qualifier),
                    "returns_text": _counted(w, each, actual, one.counted),
                    "agrees": one.agrees,
                    "source": one.source[w.language] if one.source else "",
                    "framework_code": each.indicator.id,
                }
            )  # fmt: skip
    frame = _frame(rows, REPORTED)
    frame["agrees"] = frame["agrees"].astype("boolean")
    return _with_attrs(frame, w, tuple(each for each in found if each.published))


def _counted(w: Words, each: Tracked, actual: Measured | None, counted: float | None) -> str:
    """What the returns show beside a published result; a dash where they do not hold it."""
    if each.indicator.measures:
        return measured(w, actual, each.unit) if actual else NONE
    return NONE if counted is None else amount(w, counted, each.unit)


def context_frame(release: Release) -> pd.DataFrame:
    """One row a figure that others published on the project's field, of its time or before."""
    w, project = Words(release), framework_of(release).project
    figures = {figure.id: figure for figure in release.published}
    own = {amount.figure for indicator in project.indicators for amount in indicator.reported}
    chosen = [figures[name] for name in project.context if name in figures and name not in own]
    chosen = [figure for figure in chosen if _begins(figure) <= project.end.year]
    rows = [_context(w, figure) for figure in chosen]
    columns = ["label", "value", "value_text", "scope", "period", "source", "of"]
    frame = pd.DataFrame(rows, columns=columns)
    frame["contradicted"] = frame.groupby("of")["value"].transform("nunique") > 1
    return frame.drop(columns="of")


def _frame(rows: list[dict[str, Any]], columns: Sequence[str] | None = None) -> pd.DataFrame:
    """The rows as a frame; texts of numbers stay objects, which know where their numbers come from."""
    frame = pd.DataFrame(rows, columns=None if columns is None else [*columns])
    texts = [name for name in frame.columns if name.endswith("_text")]
    return frame.assign(
        **{name: pd.Series([row[name] for row in rows], frame.index, dtype=object) for name in texts}
    )


def _begins(figure: PublishedFigure) -> int:
    """The first year of which a published figure tells; 0 where it names none."""
    return min((int(year) for year in re.findall(r"\d{4}", figure.period)), default=0)


def _results(release: Release) -> Any:
    return framework_of(release).project.results


def _with_attrs(frame: pd.DataFrame, w: Words, found: tuple[Tracked, ...]) -> pd.DataFrame:
    """What messages and the annex need to know of the frame."""
    note_missing({each for each in frame.get("status", ()) if isinstance(each, str)} - {"shown"})
    own = [each.indicator for each in found if is_of_project(each.indicator)]
    measures = [each.measures or each.id for each in own]
    bases = [each.indicator.baseline.measures for each in found if each.indicator.baseline]
    frame.attrs = {
        "indicators": list(dict.fromkeys(measures)),
        "baselines": [each for each in dict.fromkeys(bases) if each],
        "source": sources_of_results(w, found),
    }
    return frame


def sources_of_results(w: Words, found: Sequence[Tracked]) -> str:
    """Where the numbers of a project's results come from: returns, what was published, the project's file."""
    sources = [one.source for each in found for one in each.published]
    sources += [one.target_source for each in found for one in each.targets]
    published = [source[w.language].rstrip(".") for source in sources if source]
    returns = [w.say("provincial returns")] if any(each.indicator.measures for each in found) else []
    return "; ".join([*returns, *without_details(published), w.say("the project's file")]) + "."


def without_details(sources: Collection[str]) -> list[str]:
    """The sources, each once; one that goes on where another ends adds a detail of one figure, and is left out.

    Examples:
        >>> without_details(["Report 1, table 2", "Report 1", "Report 12"])
        ['Report 1', 'Report 12']
    """

    def adds_to(source: str, other: str) -> bool:
        rest = source.removeprefix(other)
        return len(rest) < len(source) and rest != "" and not rest[0].isalnum()

    return [each for each in dict.fromkeys(sources) if not any(adds_to(each, other) for other in sources)]


def _value(found: Measured) -> float:
    """The number; a missing one knows why."""
    return missing(found.status) if found.value is None else found.value


def _result(w: Words, each: Tracked, headings: Mapping[str, str]) -> dict[str, Any]:
    overall, to_date, indicator = each.overall, each.to_date, each.indicator
    narrative = framework_of(w.release).project.period_of(w.year).narrative
    explained = narrative.deviations.get(indicator.id) if narrative else None
    assumed = each.result.assumptions if indicator is each.result.indicators[0] else None
    given = _breakdowns(w.release, each)
    women = w.release.indicator(indicator.measures).women if indicator.measures else None
    tested = counts_whole(w.release, indicator.measures)
    counted = bool((each.accumulates or tested) and indicator.where and indicator.measures)
    wider = bool(each.accumulates and indicator.measures and not indicator.where)  # of every project together
    by_province = wider and "province" in indicator.disaggregation
    of_some = framework_of(w.release).project.provinces != "all"
    lacking = [asked for asked in indicator.disaggregation
               if not (asked in dict(given) or (asked == "province" and (counted or wider))
                       or (asked == "sex" and women and indicator.where))]  # fmt: skip
    none = overall.target is None
    return {
        "result": headings[each.result.id],
        "indicator": each.label[w.language],
        "value": _value(overall.actual),
        "status": overall.actual.status,
        "target": overall.target,
        "due": overall.due,
        "achieved_pct": overall.achieved_pct,
        "due_pct": 100.0 * overall.due / overall.target if overall.due is not None and overall.target else None,
        "deviation_pct": overall.deviation_pct,
        "baseline": _value(each.baseline) if indicator.baseline else None,
        "standing": NONE if none else standing(w, overall),
        "late": overall.standing in LATE,
        "by_made_up_dates": rests_on_made_up_dates(w, overall),
        "trend": trend(w, each),
        "window": window(w, overall.window),
        "value_text": measured(w, overall.actual, each.unit, goal=overall.target),
        "target_text": target(w, overall, each.unit),
        "goal_text": _goal(w, overall, each.unit),
        "due_text": NONE if overall.due is None else amount(w, round(overall.due, 1), each.unit),
        "achieved_text": NONE if overall.achieved_pct is None else w.percent(overall.achieved_pct),
        "to_date_text": measured(w, each.so_far, each.unit, goal=to_date.target),
        "to_date_goal_text": _goal(w, to_date, each.unit),
        "to_date_standing": _cumulative_standing(w, each),
        "to_date_achieved_text": NONE if to_date.achieved_pct is None else w.percent(to_date.achieved_pct),
        "baseline_text": baseline(w, each),
        "explanation": explained[w.language] if explained else NONE,
        "broken_down_by": ", ".join(asked_name(w, name) for name in indicator.disaggregation) or NONE,
        "not_yet": ", ".join(asked_name(w, asked) for asked in lacking),
        "is_own": bool(indicator.own),
        "verification": indicator.verification[w.language],
        "assumptions": assumed[w.language] if assumed else NONE,
        "note": indicator.note[w.language] if indicator.note else "",
        "years_lacking": ", ".join(map(str, overall.actual.lacking)),
        "piles_up": each.accumulates,
        "percent": each.unit.percentage,
        "decimals": each.unit.decimals,
        "counted_by_province": counted,
        "of_all_partners": wider and not is_of_project(indicator),
        "in_reports_on_provinces": each.label[w.language] if by_province and not of_some else "",
        "measure": indicator.measures or "",
        "measure_of_whole": tested or "",
        "measure_of_women": women if women and counted and "sex" in indicator.disaggregation else "",
        "published_by": [(asked_name(w, asked), name) for asked, name in given],
        "later_window": window(w, min((one.window for one in each.targets), key=lambda span: span.start))
        if none and each.targets
        else "",
        "target_source": overall.target_source[w.language] if overall.target_source else "",
        "framework_code": indicator.id,
        "standing_code": overall.standing,
        "trend_code": each.trend,
    }  # fmt: skip


def _cumulative_standing(w: Words, each: Tracked) -> str:
    """How the cumulative target stands; with what was achieved of it, where that is not all of the project so far."""
    of_target = each.to_date
    if of_target.target is None:
        return NONE
    stands = standing(w, of_target)
    if of_target.actual == each.so_far or of_target.actual.value is None:
        return stands
    part = measured(w, of_target.actual, each.unit, goal=of_target.target)
    return w.say("{n} in {when}, {standing}", n=part, when=window(w, of_target.window), standing=stands)


def _goal(w: Words, progress: Progress, unit: Quantity) -> str:
    """The target of a window with its years; a dash where there is none."""
    if progress.target is None:
        return NONE
    return f"{target(w, progress, unit)} ({window(w, progress.window)})"


def _periods(w: Words, each: Tracked, ids: list[str]) -> list[dict[str, Any]]:
    begun: dict[str, Progress] = {progress.window.id: progress for progress in each.periods}
    rows: list[dict[str, Any]] = []
    total = 0.0
    for period in ids:
        one = begun.get(period)
        total += one.actual.value or 0.0 if one else 0.0
        is_sum = each.accumulates and one is not None and one.actual.status == "shown"
        value_text = measured(w, one.actual, each.unit) if one else ""
        rows.append(
            {
                "indicator": each.label[w.language],
                "period": period,
                "value": _value(one.actual) if one else None,
                "status": one.actual.status if one else None,
                "value_text": value_text,
                "sum_text": amount(w, total, each.unit) if is_sum else value_text,
                "target_text": target(w, one, each.unit) if one else NONE,
                "milestone_text": _milestone(w, each, period),
                "in_target": each.overall.target is None or _is_within(w, period, each.overall),
                "framework_code": each.indicator.id,
            }
        )
    return rows


def _is_within(w: Words, period: str, overall: Progress) -> bool:
    """Whether a period is one of those that the target is of."""
    (found,) = (each for each in framework_of(w.release).project.periods if each.id == period)
    return overall.window.start <= found.start and found.end <= overall.window.end


def _milestone(w: Words, each: Tracked, period: str) -> str:
    """The target that a period ends: its own, or that of several periods, whose window is named."""
    for progress in each.targets:
        if progress.window.id == period:
            return target(w, progress, each.unit)
        if period[:4].isdecimal() and progress.window.end.year == int(period[:4]):
            return f"{target(w, progress, each.unit)} ({window(w, progress.window)})"
    return NONE


def _breakdowns(release: Release, each: Tracked) -> list[tuple[str, str]]:
    """What is asked for, with the breakdown of the Release that has it for the whole country."""
    if each.indicator.measures is None or each.indicator.where:
        return []
    published = release.indicator(each.indicator.measures).breakdown_columns
    asked = each.indicator.disaggregation
    return [(one, name) for one in asked for name in CATEGORIES.get(one, ()) if name in published]


def _context(w: Words, figure: PublishedFigure) -> dict[str, Any]:
    unit = Quantity("percent", 1) if figure.unit == "percent" else Quantity("number")
    text = amount(w, figure.value, unit, figure.qualifier)
    return {
        "label": figure.words["label"][w.language],
        "value": figure.value,
        "value_text": f"{text} km" if figure.unit == "km" else text,
        "scope": figure.words["scope"][w.language],
        "period": figure.words["period"][w.language],
        "source": figure.words["source"][w.language],
        "of": f"{figure.indicator}/{figure.scope}/{figure.period}",
    }
