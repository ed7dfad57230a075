"""A project's results framework as a table that a person reads: targets against actuals, one indicator a row."""

from __future__ import annotations

from helpers.metrics.framework_status import Measured, Tracked
from helpers.metrics.indicator import Quantity
from helpers.publish.exports.table_sheets import Entry, TableSheet
from helpers.report import language as lang
from helpers.report.amounts import amount, asked_name, standing, told_until, window
from helpers.report.csv_texts import no_formula
from helpers.report.missing_data import lower_bounds
from helpers.report.project_status import beyond_project, lacking_years, level, shares_of_a_year
from helpers.report.results import results_of
from helpers.report.words import Words

NONE = "[z]"


def result_sheet(w: Words) -> TableSheet:
    """Every indicator of the project with its baseline, target, actuals by period and status."""
    found = results_of(w.release)
    periods = list(dict.fromkeys(one.window.id for each in found for one in each.periods))
    return TableSheet(
        name=w.say("Results"),
        title=f"{w.say('Results and indicators of the project')}, {told_until(w)}",
        columns=(
            w.say("Level of result"),
            w.say("Indicator"),
            w.say("Broken down by"),
            w.say("Baseline"),
            *periods,
            w.say("To date"),
            w.say("Target"),
            w.say("Of the target"),
            w.say("Status"),
        ),
        rows=tuple(_row(w, each, periods) for each in found),
        heads=3,
        source=w.say("provincial returns, published figures and the project's file."),
        notes=(
            *shares_of_a_year(w, found),
            *lower_bounds(w, found),
            *lacking_years(w, found),
            *beyond_project(w, found),
        ),
    )


def _row(w: Words, each: Tracked, periods: list[str]) -> tuple[Entry, ...]:
    overall = each.overall
    actuals = {one.window.id: _entry(w, one.actual, each.unit) for one in each.periods}
    baseline = each.indicator.baseline
    target = None if overall.target is None else Measured(overall.target, "shown", overall.target_qualifier)
    texts = (
        level(w, each.result.level),  # its title may speak of victims, beside numbers that are not of them
        each.label[w.language] + (" (%)" if each.unit.percentage else ""),
        ", ".join(asked_name(w, asked) for asked in each.indicator.disaggregation) or NONE,
    )
    return (
        *map(no_formula, texts),
        NONE if baseline is None else f"{_told(w, each.baseline, each.unit)} ({baseline.year})",
        *(actuals.get(period, NONE) for period in periods),
        _entry(w, each.so_far, each.unit),
        NONE if target is None else f"{_told(w, target, each.unit)} ({window(w, overall.window)})",
        NONE if overall.achieved_pct is None else w.percent(overall.achieved_pct),
        standing(w, overall),
    )


def _entry(w: Words, found: Measured, unit: Quantity) -> Entry:
    """A number as a number, one that was published as 'nearly 200' as a text, and a mark where there is none."""
    if found.value is None or found.status != "shown" or found.qualifier:
        return _told(w, found, unit)
    return float(lang.rounded_for_display(found.value, unit.decimals))


def _told(w: Words, found: Measured, unit: Quantity) -> str:
    if found.value is None or found.status != "shown":
        return f"[{found.status}]"
    return amount(w, found.value, unit, found.qualifier)
