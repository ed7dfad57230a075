"""What the exhibits of a donor's project say of its frames: headlines and notes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from helpers.privacy.release import Release
from helpers.report.amounts import rests_on_made_up_dates
from helpers.report.current import opened
from helpers.report.project_status import beyond_project, lacking_years, shares_of_a_year, targets_judged
from helpers.report.project_training import as_tested_share, in_all
from helpers.report.results import results_of
from helpers.report.small_numbers import SMALL_BASE
from helpers.report.table_sources import sourced_rows
from helpers.report.words import Words, lower_first

OFFICERS = ("officers_trained", "indepth_officers")
"""Indicators that count attendances, for which sources give numbers of officers."""
One = Mapping[Any, Any]
"""A row of `release.results()`, as `to_dict("records")` gives it."""


def targets(release: Release) -> str:
    """How many targets are met or on track; nothing reported is told apart from not met.

    Examples:
        >>> from helpers import open_report, report
        >>> report.project_headlines.targets(open_report(project="inl-phase-1", year=2023, language="en"))
        'No source gives a target for this project'
    """
    return targets_judged(Words(release), results_of(release))


def indicator(one: One, course: pd.DataFrame) -> str:
    """How an indicator stands against its target; without one, how it moved.

    Examples:
        >>> from helpers import open_report, report
        >>> release = open_report(project="inl-phase-1", year=2023)
        >>> one = release.results().to_dict("records")[0]
        >>> course = release.results_by_period().query("framework_code == @one['framework_code']")
        >>> report.project_headlines.indicator(one, course)
        '... in 2023...'
    """
    w = Words(opened())
    label = one["indicator"]
    if one["status"] == "c":
        return w.say("{label}: withheld, so that nobody can be identified", label=label)
    if pd.notna(one["target"]):
        return w.say(
            "{label}: {actual} of {target}, {standing}",
            label=label,
            actual=one["value_text"],
            target=one["target_text"],
            standing=one["standing"],
        )
    latest = course[course["status"].notna()].iloc[-1]
    values = {"label": label, "value": latest["value_text"], "year": latest["period"]}
    if one["piles_up"] and course["status"].notna().sum() > 1:
        return w.say(
            "{label}: {sum} by the end of {year}, {value} of them in {year}", sum=one["value_text"], **values
        )
    if one["trend_code"] == "rose":
        return w.say("{label} rose to {value} in {year}", **values)
    if one["trend_code"] == "fell":
        return w.say("{label} fell to {value} in {year}", **values)
    if one["trend_code"] == "unclear":
        before = course[course["value"].notna()].iloc[-2]
        return w.say(
            "{label}: {value} in {year}, {earlier} in {before}",
            earlier=before["value_text"],
            before=before["period"],
            **values,
        )
    return w.say("{label}: {value} in {year}", **values)


def training_gain(tests: pd.DataFrame) -> str:
    """Which share met the standard after training and before, and whether chance explains the difference.

    Args:
        tests: of `report.tests`.
    """
    w, before, after = Words(opened()), *in_all(tests)
    values = {"after": after["share_text"], "before": before["share_text"]}
    tested = as_tested_share(after)
    if tested.takers < SMALL_BASE:
        said = w.say("Met the standard after training: {n} tests", n=tested.told(w))
    elif after["low"] > before["high"]:
        said = w.say(
            "{after} met the standard after training, {before} before: more than chance explains", **values
        )
    else:
        said = w.say(
            "{after} met the standard after training, {before} before; the difference may be chance", **values
        )
    is_one_year = len(tests) == len((before, after))
    return said if is_one_year else w.say("All years together: {said}", said=lower_first(said))


def training_results(training: pd.DataFrame) -> str:
    """The mean scores before and after training, of the latest year that has both; without them how many took a test.

    Args:
        training: of `release.project_data`, with `posttest_takers`; `pretest_mean_score` and `posttest_mean_score`.
    """
    w = Words(opened())
    rows = training.assign(sourced=pd.Series(sourced_rows(training, w), training.index, dtype=object))
    rows = rows[rows["value"].notna()]
    means = {
        test: rows[rows["indicator_code"].eq(f"{test}_mean_score")].set_index("year")["sourced"]
        for test in ("pretest", "posttest")
    }
    if years := sorted(set(means["pretest"].index) & set(means["posttest"].index)):
        year = years[-1]
        before, after = (w.number(means[test][year], 1) for test in ("pretest", "posttest"))
        return w.say("Mean score {after} after training in {year}, {before} before", after=after, before=before,
                     year=year)  # fmt: skip
    takers = sum(rows.loc[rows["indicator_code"].eq("posttest_takers"), "sourced"])
    return w.counted(takers, "One test was taken after training", "{n} tests were taken after training")


def published_agree(reported: pd.DataFrame) -> str:
    """Whether what was published of the project agrees with the returns, as far as the two can be compared.

    Args:
        reported: of `release.reported_results()`.
    """
    w, both = Words(opened()), reported[reported["agrees"].notna()]
    agree, years = int(both["agrees"].sum()), ", ".join(both["window"].unique())
    if agree == len(both):
        if agree == 1:
            return w.say("The published result of {years} agrees with the returns", years=years)
        return w.say("All {n} published results of {years} agree with the returns", n=agree, years=years)
    return w.say("{n} of {all} published results of {years} agree with the returns", n=agree, all=len(both),
                 years=years)  # fmt: skip


def not_broken_down(results: pd.DataFrame) -> str:
    """What the donor asks the results to be broken down by and is not here: where it is, or why there is none.

    Args:
        results: of `release.results()`.
    """
    w = Words(opened())
    elsewhere = results.loc[results["in_reports_on_provinces"].ne(""), "in_reports_on_provinces"]
    said = []
    if len(elsewhere):
        said.append(
            w.say("By province, in the reports on the provinces: {labels}.", labels="; ".join(elsewhere))
        )
    lacking = results[results["not_yet"].ne("")]
    own, counted = lacking[lacking["is_own"]], lacking[~lacking["is_own"]]
    if len(own):
        parts = dict.fromkeys(part for each in own["not_yet"] for part in each.split(", "))
        said.append(w.say("Sources give totals only, not by {parts}.", parts=w.say(" or ").join(parts)))
    if len(counted):
        parts = dict.fromkeys(
            w.say("{label} by {parts}", label=label, parts=each.replace(", ", w.say(" and ")))
            for label, each in zip(counted["indicator"], counted["not_yet"], strict=True)
        )
        said.append(
            w.say(
                "Not yet available, because no indicator of these reports counts it that way yet: {parts}.",
                parts="; ".join(parts),
            )
        )
    return " ".join(said)


def training_events(events: pd.DataFrame) -> str:
    """How many training events were held in how many provinces.

    Args:
        events: of `report.over_years`, one row a province.
    """
    w, active = Words(opened()), events[events["value"] > 0]
    numbers = sourced_rows(active.assign(indicator_code="training_events"), w)
    if active.empty:
        return w.say("No training event of the project was reported")
    return w.say(
        "{events} in {provinces}",
        events=w.counted(sum(numbers), "One training event", "{n} training events"),
        provinces=w.counted(len(active), "one province", "{n} provinces"),
    )


def indicator_note(one: One) -> str:
    """What a reader of an indicator's chart must know: how columns pile up, what is lacking, who set the target."""
    w, notes = Words(opened()), []
    if one["piles_up"]:
        notes.append(
            w.say(
                "Each column is what its period added, drawn on top of those before it; its top is the sum so far."
            )
        )
    if one["by_made_up_dates"]:
        notes.append(w.say("The project's dates are made up, and with them what was due by now."))
    if one["years_lacking"]:
        notes.append(
            w.say("There are no returns of {years}; the sum is without them.", years=one["years_lacking"])
        )
    if one["trend_code"] == "unclear" and one["percent"]:
        notes.append(
            w.say("The difference from the year before may be chance: the intervals of the shares overlap.")
        )
    if pd.isna(one["target"]):
        notes.append(_no_target(w, one))
    if one["target_source"]:
        notes.append(w.say("Target: {source}.", source=one["target_source"]))
    return " ".join([*notes, *([one["note"]] if one["note"] else [])])


def result_notes(release: Release) -> str:
    """What must stand beside the results: shares, years that sums lack, and what is wider than the project."""
    w, found = Words(release), results_of(release)
    dates = [w.say("The project's dates are made up, and with them what was due by now.")]
    dated = any(rests_on_made_up_dates(w, each.overall) for each in found)
    attended = any(each.indicator.measures in OFFICERS for each in found)
    twice = [w.say("Returns count attendances: an officer who attends two trainings counts twice.")]
    return " ".join(
        [
            *dates * dated,
            *twice * attended,
            *shares_of_a_year(w, found),
            *lacking_years(w, found),
            *beyond_project(w, found),
        ]
    )


def _no_target(w: Words, one: One) -> str:
    if not one["later_window"]:
        return w.say("No source gives a target.")
    return w.say("Its target is for {window}.", window=one["later_window"])
