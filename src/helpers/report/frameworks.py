"""The results framework as a table, in the layout that each donor asks for. All four say the same numbers.

inl  indicator tracking table of the performance report: baseline, target, actuals, explanation of the deviation
prm  indicator table: targets and actuals of the year and cumulative
iom  results matrix: disaggregation, baseline, target, actuals, data source; assumptions below
uk   logframe of the annual review: milestones and what was achieved, period by period and in all

It is told once: with the status of each target, and without columns on targets where no source gives any.
What was achieved in the period and by the end of it, since the project began, stand in columns of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import cast, get_args

import pandas as pd

from helpers.arguments import check_text
from helpers.errors import ParamsError, did_you_mean
from helpers.inputs.params.projects import Layout
from helpers.privacy.release import Release
from helpers.report.amounts import told_until
from helpers.report.current import opened
from helpers.report.framework_frames import NONE
from helpers.report.results import framework_of
from helpers.report.section_rows import sections
from helpers.report.sourced_text import joined
from helpers.report.words import Words

MOST_PERIODS = 3
"""Of a logframe: the period before the report's, its own, and the next, as far as there are any."""


def donor_layout(results: pd.DataFrame, periods: pd.DataFrame, layout: str = "") -> pd.DataFrame:
    """The results framework as its donor asks for it, for `report.table`; `attrs` has `title`, `subtitle` and `note`.

    Args:
        results: of `release.results()`, or some rows of it.
        periods: of `release.results_by_period()`.
        layout: 'inl', 'prm', 'iom' or 'uk'; default that of the project's donor.

    Raises:
        ParamsError: there is no such layout, or the report is on no project.

    Examples:
        >>> from helpers import open_report, report
        >>> release = open_report(project="inl-phase-1", year=2023, language="en")
        >>> framework = report.donor_layout(release.results(), release.results_by_period(), "inl")
        >>> framework.columns.to_list()[:2]
        ['Baseline', 'Actual, 2023']
    """
    w = Words(opened())
    chosen = chosen_layout(w.release, layout)
    made, title = _LAYOUTS[chosen](w, results, periods), _titles(w)[chosen]
    if not _has_targets(results):
        empty = _about_targets(w) | (
            {w.say("Baseline")} if results["baseline_text"].eq(NONE).all() else set()
        )
        made = made.drop(columns=[name for name in made.columns if name in empty])
        plain = {"prm": w.say("Indicator table"), "uk": w.say("Logframe")}
        title = w.say("{title}; no source gives a target", title=plain.get(chosen, title))
    if len(framework_of(w.release).project.periods) == 1:  # what was achieved in it is all that was
        made = made.drop(columns=[name for name in made.columns if name in _to_date(w)])
    elif framework_of(w.release).project.periods[0].id == _period(w):  # the same so far
        made = made.drop(columns=w.say("Actual to date"), errors="ignore")
    framed = sections(made, "result", right=[name for name in made.columns if name not in _texts(w)])
    framed.attrs |= {
        "layout": chosen,
        "leads": [w.say("Of cumulative target, status"), w.say("Target, status"), w.say("Cumulative")],
        "title": title,
        "subtitle": f"{framework_of(w.release).project.short_title[w.language]}, {told_until(w)}",
        "note": " ".join(filter(None, (_dash(w, made), *_notes(w, chosen, results)))),
    }
    framed.attrs["source"] = results.attrs["source"]
    framed.attrs["indicators"] = [*results.attrs["indicators"], *results.attrs["baselines"]]
    return framed


def chosen_layout(release: Release, layout: str = "") -> Layout:
    """The layout of that name; without one, that of the project's donor.

    Raises:
        ParamsError: there is no such layout, or the report is on no project.
    """
    known = get_args(Layout)
    if check_text("layout", layout, known[0]) and layout not in known:
        raise ParamsError(f"unknown layout '{layout}'" + did_you_mean(layout, known))
    return cast(Layout, layout or framework_of(release).project.layout)


def _inl(w: Words, results: pd.DataFrame, periods: pd.DataFrame) -> pd.DataFrame:
    columns = {
        w.say("Baseline"): results["baseline_text"],
        w.say("Target"): results["goal_text"],
        w.say("Actual, {period}", period=_period(w)): _of_period(results, periods, w, "value_text"),
        w.say("Actual to date"): results["to_date_text"],
        w.say("Status"): _with_due(w, results),
        w.say("Explanation of deviation"): results["explanation"],
    }
    return _headed(w.say("Indicator"), results, columns)


def _prm(w: Words, results: pd.DataFrame, periods: pd.DataFrame) -> pd.DataFrame:
    columns = {
        w.say("Baseline"): results["baseline_text"],
        w.say("Target, {period}", period=_period(w)): _of_period(results, periods, w, "target_text"),
        w.say("Actual, {period}", period=_period(w)): _of_period(results, periods, w, "value_text"),
        w.say("Cumulative target"): results["to_date_goal_text"],
        w.say("Cumulative actual"): results["to_date_text"],
        w.say("Of cumulative target, status"): _joined(results, "to_date_achieved_text"),
    }
    return _headed(w.say("Indicator"), results, columns)


def _iom(w: Words, results: pd.DataFrame, periods: pd.DataFrame) -> pd.DataFrame:
    columns = {
        w.say("Broken down by"): results["broken_down_by"],
        w.say("Baseline"): results["baseline_text"],
        w.say("Target, status"): _joined(results, "to_date_goal_text"),
        w.say("Actual, {period}", period=_period(w)): _of_period(results, periods, w, "value_text"),
        w.say("Actual to date"): results["to_date_text"],
        w.say("Data source and collection"): results["verification"],
    }
    return _headed(w.say("Result and indicator"), results, columns)


def _uk(w: Words, results: pd.DataFrame, periods: pd.DataFrame) -> pd.DataFrame:
    """Two rows an indicator: what was planned, and below it, without a label, what was achieved.

    Without a target there is one row, of what was achieved.
    """
    ids = list(periods["period"].cat.categories)
    first = max(0, min(ids.index(_period(w)) - 1, len(ids) - MOST_PERIODS))
    shown, in_all = ids[first : first + MOST_PERIODS], w.say("Cumulative")
    told = periods.set_index(["framework_code", "period"])
    rows = []
    for one in results.to_dict("records"):
        own = told.loc[one["framework_code"]]
        planned, achieved = own["milestone_text"], own["value_text"].where(own["value_text"].ne(""), NONE)
        base = {w.say("Baseline"): one["baseline_text"]}
        done = {period: achieved[period] for period in shown} | {in_all: one["to_date_text"]}
        goals = {period: planned[period] for period in shown} | {in_all: one["to_date_goal_text"]}
        if set(goals.values()) == {NONE}:
            rows.append(
                {"result": one["result"], "head": (one["indicator"], w.say("achieved"))} | base | done
            )
            continue
        if one["to_date_standing"] != NONE:
            done[in_all] = w.filled(
                "{n} ({standing})", n=one["to_date_text"], standing=one["to_date_standing"]
            )
        rows += [
            {"result": one["result"], "head": (one["indicator"], w.say("planned"))} | base | goals,
            {"result": one["result"], "head": ("", w.say("achieved")), w.say("Baseline"): ""} | done,
        ]
    made = pd.DataFrame(rows, dtype=object)  # texts that know where their numbers come from
    made.index = pd.MultiIndex.from_tuples(
        made.pop("head"), names=[w.say("Indicator"), w.say("Planned or achieved")]
    )
    return made


def _headed(name: str, results: pd.DataFrame, columns: dict[str, pd.Series]) -> pd.DataFrame:
    """The columns, with the indicators at the side, and the result that each belongs to."""
    made = pd.DataFrame({"result": results["result"], **columns})
    return made.set_axis(results["indicator"].rename(name))


def _with_due(w: Words, results: pd.DataFrame) -> pd.Series:
    """How targets stand, with what was due by now, as long as it is less than the whole."""
    texts = [
        standing
        if due == NONE or of_target >= 100.0  # noqa: PLR2004 - the whole
        else w.say("{due} due by now: {standing}", due=due, standing=standing)
        for standing, due, of_target in zip(
            results["standing"], results["due_text"], results["due_pct"].fillna(100.0), strict=True
        )
    ]
    return pd.Series(texts, index=results.index, dtype=object)


def _joined(results: pd.DataFrame, column: str) -> pd.Series:
    """A text on the cumulative target, and how it stands; a dash where no source gives one."""
    texts = [
        NONE if standing == NONE else standing if text == NONE else joined(": ", (text, standing))
        for text, standing in zip(results[column], results["to_date_standing"], strict=True)
    ]
    return pd.Series(texts, index=results.index, dtype=object)


def _of_period(results: pd.DataFrame, periods: pd.DataFrame, w: Words, column: str) -> pd.Series:
    """A column of the latest period that has begun, in the order of the results."""
    latest = periods[periods["status"].notna()].drop_duplicates("framework_code", keep="last")
    texts = dict(zip(latest["framework_code"], latest[column], strict=True))
    return pd.Series([texts.get(code) for code in results["framework_code"]], results.index, dtype=object)


def _has_targets(results: pd.DataFrame) -> bool:
    """Whether a source gives any target, be it for years to come."""
    return bool(results["target"].notna().any() or results["later_window"].ne("").any())


def _about_targets(w: Words) -> set[str]:
    """Columns that say nothing where no source gives a target."""
    return {
        w.say("Target"), w.say("Target, {period}", period=_period(w)), w.say("Cumulative target"),
        w.say("Of cumulative target, status"), w.say("Target, status"), w.say("Status"),
        w.say("Explanation of deviation"),
    }  # fmt: skip


def _to_date(w: Words) -> set[str]:
    """Columns on all that was achieved so far."""
    return {w.say("Actual to date"), w.say("Cumulative actual"), w.say("Cumulative")}


def _dash(w: Words, made: pd.DataFrame) -> str:
    """What a dash means, where there is one."""
    if not (made.drop(columns="result") == NONE).to_numpy().any():
        return ""
    if w.say("Explanation of deviation") in made.columns:
        return w.say("A dash: no source gives it, or there is nothing to explain.")
    return w.say("A dash: no source gives it, or it is still to come.")


def _notes(w: Words, chosen: Layout, results: pd.DataFrame) -> Iterator[str]:
    made_up = "narratives" in framework_of(w.release).project.made_up
    if chosen == "inl" and made_up and results["explanation"].ne(NONE).any():
        yield w.say("The explanations are demonstration text.")
    if chosen in ("uk", "iom"):  # which have no room for assumptions beside the numbers
        assumed = [
            f"{result.title[w.language]}: {result.assumptions[w.language]}"
            for result in framework_of(w.release).project.results
            if result.assumptions
        ]
        if assumed:
            yield w.say("Assumptions: {texts}", texts=" ".join(assumed))


def _period(w: Words) -> str:
    return framework_of(w.release).project.period_of(w.year).id


def _texts(w: Words) -> set[str]:
    """Columns of words; the others hold numbers."""
    return {
        "result", w.say("Status"), w.say("Explanation of deviation"), w.say("Broken down by"),
        w.say("Data source and collection"), w.say("Target, status"), w.say("Of cumulative target, status"),
    }  # fmt: skip


def _titles(w: Words) -> dict[Layout, str]:
    return {
        "inl": w.say("Indicator tracking table"),
        "prm": w.say("Indicator table with yearly and cumulative targets"),
        "iom": w.say("Results matrix"),
        "uk": w.say("Logframe with milestones"),
    }


_LAYOUTS: dict[Layout, Callable[[Words, pd.DataFrame, pd.DataFrame], pd.DataFrame]] = {
    "inl": _inl, "prm": _prm, "iom": _iom, "uk": _uk,
}  # fmt: skip
