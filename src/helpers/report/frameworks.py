"""The results framework as a table, in the layout that each donor asks for. All four say the same numbers.

inl  indicator tracking table of the performance report: baseline, target, actuals, explanation of the deviation
prm  indicator table: targets and actuals of the year and cumulative
iom  results matrix: disaggregation, baseline, target, actuals, data source; assumptions below
uk   logframe of the annual review: milestones and what was achieved, period by period and in all

What was achieved in the period and by the end of it, since the project began, stand in columns of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast, get_args

import pandas as pd

from helpers.arguments import check_text
from helpers.errors import ParamsError, did_you_mean
from helpers.inputs.params.projects import Layout
from helpers.privacy.release import Release
from helpers.report.current import opened
from helpers.report.framework_frames import NONE
from helpers.report.results import framework_of
from helpers.report.section_rows import sections
from helpers.report.words import Words

MOST_PERIODS = 3
"""Of a logframe: the period before the report's, its own, and the next, as far as there are any."""


def donor_layout(results: pd.DataFrame, periods: pd.DataFrame, layout: str = "") -> pd.DataFrame:
    """The results framework as its donor asks for it, for `report.table`; `attrs` has its `title` and `note`.

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
        ['Baseline', 'Target']
    """
    w = Words(opened())
    chosen = chosen_layout(w.release, layout)
    made = _LAYOUTS[chosen](w, results, periods)
    framed = sections(made, "result", right=[name for name in made.columns if name not in _texts(w)])
    framed.attrs |= {
        "layout": chosen,
        "title": _titles(w)[chosen],
        "note": _note(w) if chosen in ("uk", "iom") else _label(w, results) if chosen == "inl" else "",
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
        w.say("Status"): results["standing"],
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
        w.say("Of cumulative target"): results["to_date_achieved_text"],
    }
    return _headed(w.say("Indicator"), results, columns)


def _iom(w: Words, results: pd.DataFrame, periods: pd.DataFrame) -> pd.DataFrame:
    columns = {
        w.say("Broken down by"): results["broken_down_by"],
        w.say("Baseline"): results["baseline_text"],
        w.say("Target"): results["to_date_goal_text"],
        w.say("Actual, {period}", period=_period(w)): _of_period(results, periods, w, "value_text"),
        w.say("Actual to date"): results["to_date_text"],
        w.say("Data source and collection"): results["verification"],
    }
    return _headed(w.say("Result and indicator"), results, columns)


def _uk(w: Words, results: pd.DataFrame, periods: pd.DataFrame) -> pd.DataFrame:
    """Two rows an indicator: what was planned, and below it, without a label, what was achieved."""
    ids = list(periods["period"].cat.categories)
    first = max(0, min(ids.index(_period(w)) - 1, len(ids) - MOST_PERIODS))
    shown, in_all = ids[first : first + MOST_PERIODS], w.say("Cumulative")
    told = periods.set_index(["framework_code", "period"])
    rows = []
    for one in results.to_dict("records"):
        own = told.loc[one["framework_code"]]
        planned, achieved = own["milestone_text"], own["value_text"]
        above = {"result": one["result"]}
        rows += [
            above | {"head": (one["indicator"], w.say("planned")), w.say("Baseline"): one["baseline_text"]}
            | {period: planned[period] for period in shown} | {in_all: one["to_date_goal_text"]},
            above | {"head": ("", w.say("achieved")), w.say("Baseline"): ""}
            | {period: achieved[period] for period in shown} | {in_all: one["to_date_text"]},
        ]  # fmt: skip
    made = pd.DataFrame(rows)
    made.index = pd.MultiIndex.from_tuples(made.pop("head"), names=[w.say("Indicator"), None])
    return made


def _headed(name: str, results: pd.DataFrame, columns: dict[str, pd.Series]) -> pd.DataFrame:
    """The columns, with the indicators at the side, and the result that each belongs to."""
    made = pd.DataFrame({"result": results["result"], **columns})
    return made.set_axis(results["indicator"].rename(name))


def _of_period(results: pd.DataFrame, periods: pd.DataFrame, w: Words, column: str) -> pd.Series:
    """A column of the latest period that has begun, in the order of the results."""
    latest = periods[periods["status"].notna()].drop_duplicates("framework_code", keep="last")
    return results["framework_code"].map(latest.set_index("framework_code")[column])


def _note(w: Words) -> str:
    """What the results rest on, for which a logframe and a results matrix have no room beside the numbers."""
    assumed = [
        f"{result.title[w.language]}: {result.assumptions[w.language]}"
        for result in framework_of(w.release).project.results
        if result.assumptions
    ]
    return w.say("Assumptions: {texts}", texts=" ".join(assumed)) if assumed else ""


def _label(w: Words, results: pd.DataFrame) -> str:
    """That the explanations are made up, where they are."""
    explained = results["explanation"].ne(NONE).any()
    made_up = "narratives" in framework_of(w.release).project.made_up
    return w.say("The explanations are demonstration text.") if explained and made_up else ""


def _period(w: Words) -> str:
    return framework_of(w.release).project.period_of(w.year).id


def _texts(w: Words) -> set[str]:
    """Columns of words; the others hold numbers."""
    return {
        "result", w.say("Status"), w.say("Explanation of deviation"), w.say("Broken down by"),
        w.say("Data source and collection"),
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
