"""The key results at the head of a project's report."""

from __future__ import annotations

from helpers.metrics.framework_status import Measured, Tracked
from helpers.privacy.release import Release
from helpers.report.amounts import (
    measured,
    standing,
    target,
    window,
)
from helpers.report.front_matter import KeyResult, KeyResults
from helpers.report.project_status import baseline, is_before_training
from helpers.report.project_training import of_year, tests_of
from helpers.report.results import framework_of, is_of_project, results_of, told_year
from helpers.report.sourced_text import joined
from helpers.report.summary import MOST_TILES
from helpers.report.traceable import origin_of
from helpers.report.words import Words


def project_key_results(release: Release) -> KeyResults:
    """At most six tiles, those with a target first. What the returns do not set apart as the project's is no tile."""
    w = Words(release)
    known = [
        each
        for each in results_of(release)
        if each.overall.actual.value is not None and is_of_project(each.indicator)
    ]
    order = sorted(known, key=lambda each: each.overall.target is None)
    return KeyResults(_tile(w, each) for each in order[:MOST_TILES])


def _tile(w: Words, each: Tracked) -> KeyResult:
    overall = each.overall
    actual, details = overall.actual, []
    if overall.target is not None:
        details = [
            w.say(
                "of {target} for {window}",
                target=target(w, overall, each.unit),
                window=window(w, overall.window),
            ),
            standing(w, overall),
        ]
    elif each.indicator.own:
        details = [span_of(w)]
        if each.published:
            details = [w.say("as published for {window}", window=window(w, each.published[-1].window))]
    elif each.accumulates:
        actual, details = _of_the_year(w, each)
    else:
        details = [_in_year(w)]
    if overall.target is None and is_before_training(each):
        details += _before_training(w)
    elif overall.target is None and each.baseline.value:
        details.append(w.say("baseline {value}", value=baseline(w, each)))
    label = w.after_number(each.label[w.language])
    measures = each.indicator.measures
    origin = origin_of(w.release, measures).id if measures else f"from-project-{each.indicator.id}"
    value = measured(w, actual, each.unit, goal=overall.target)
    return KeyResult(value, label, joined(" · ", details), origin)


def _of_the_year(w: Words, each: Tracked) -> tuple[Measured, list[str]]:
    """What was achieved in the report's year, with the number of the year before in its details.

    Of a project that is over, or where the year has no number, the sum.
    """
    latest = each.periods[-1]
    if latest.actual.value is None or is_over(w):
        return each.so_far, [joined(" ", filter(None, (span_of(w), without_years(w, each))))]
    before = [one for one in each.periods[-2:-1] if one.actual.value is not None]
    if not before:
        return latest.actual, [_in_year(w)]
    earlier = measured(w, before[0].actual, each.unit)
    return latest.actual, [
        _in_year(w), w.say("{n} in {year}", n=earlier, year=before[0].window.start.year)
    ]  # fmt: skip


def is_over(w: Words) -> bool:
    """Whether the project ended before the report's year."""
    return framework_of(w.release).project.ended_by(str(w.release.scope.year - 1))


def _in_year(w: Words) -> str:
    return w.say("in {year}", year=told_year(w.release))


def span_of(w: Words) -> str:
    """The years from the project's first to that of the report."""
    first, last = framework_of(w.release).project.start.year, told_year(w.release)
    return str(first) if first == last else w.say("{first} to {year}", first=first, year=last)


def without_years(w: Words, each: Tracked) -> str:
    """The years that a sum lacks, in brackets."""
    lacking = ", ".join(map(str, each.overall.actual.lacking))
    return w.say("(without {years})", years=lacking) if lacking else ""


def _before_training(w: Words) -> list[str]:
    """What was known before the training of the year that the tile tells of, as the main points have it."""
    tests = tests_of(w.release)
    if tests.empty:
        return []
    before, _ = of_year(tests, str(told_year(w.release)))
    return [w.say("before training {value}", value=before["share_text"])]
