"""The first page of a project's report: key results, main points, what is asked of readers."""

from __future__ import annotations

from dataclasses import replace

from helpers.metrics.framework_status import Measured, Tracked
from helpers.privacy.release import Release
from helpers.report import escape
from helpers.report import language as lang
from helpers.report.amounts import (
    amount,
    days_of,
    measured,
    rests_on_made_up_dates,
    standing,
    target,
    window,
)
from helpers.report.framework_frames import LATE
from helpers.report.front_matter import KeyResult, KeyResults, MainPoints, Prose
from helpers.report.project_status import baseline, is_before_training, targets_judged
from helpers.report.project_texts import in_plain_passages
from helpers.report.project_training import as_tested_share, in_all, of_year, tests_of
from helpers.report.results import framework_of, results_of, told_year
from helpers.report.small_numbers import SMALL_BASE
from helpers.report.sourced_text import joined
from helpers.report.summary import MOST_TILES
from helpers.report.traceable import origin_of
from helpers.report.words import Words, lower_first

MOST_POINTS = 4
MOST_TARGETS = 2
"""That are told one by one."""


def project_key_results(release: Release) -> KeyResults:
    """At most six tiles, those with a target first. What the returns do not set apart as the project's is no tile."""
    w = Words(release)
    known = [
        each
        for each in results_of(release)
        if each.overall.actual.value is not None and each.indicator.note is None
    ]
    order = sorted(known, key=lambda each: each.overall.target is None)
    return KeyResults(_tile(w, each) for each in order[:MOST_TILES])


def project_main_points(release: Release) -> MainPoints:
    """At most four sentences on what matters: targets that can be judged, the latest first, and why they are behind.

    Then targets on which nothing was reported, what was done, what was learned and how sure that is, what cannot be
    judged yet or differs, and what comes next.
    """
    w = Words(release)
    found = results_of(release)
    not_judged, silent = _not_judged(w, found), any(each.overall.standing == "not_reported" for each in found)
    sentences = [
        *_judged(w, found),
        not_judged if silent else "",
        _done(w, found),
        *_published_alone(w, found),
        _learned(w),
        "" if silent else not_judged,
        _differs(found, w),
        _silent(w, found),
        _next(w),
    ]
    return MainPoints([each for each in sentences if each][:MOST_POINTS])


def project_asked(release: Release) -> Prose:
    """What the report asks of its readers: about targets only while the project runs."""
    w, project = Words(release), framework_of(release).project
    if project.ended_by(str(release.scope.year)):
        text = w.say(
            "The project ended on {day}; its results stay as they are told here. Tell the publisher what in them is "
            "wrong or missing.",
            day=lang.date(project.end, w.language),
        )
    elif open_ones := [
        lower_first(each.label[w.language])
        for each in results_of(release)
        if each.overall.standing in (*LATE, "not_reported")
    ]:
        text = w.say(
            "Tell the publisher what you know of why these are behind or not reported, and whether their targets "
            "should stay: {labels}.",
            labels="; ".join(open_ones[:MOST_POINTS]),
        )
    elif any(indicator.targets for indicator in project.indicators):
        text = w.say(
            "Compare these results with what you expected of the project, and tell the publisher which targets should "
            "be set, changed or reported on otherwise."
        )
    else:
        text = w.say(
            "No source gives a target for this project: tell the publisher which results you expect, and by when."
        )
    return Prose(f"**{w.say('What we ask of you.')}** {escape.markdown(text)}")


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
        details = [_span(w)]
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
    """What was achieved in the report's year, with the sum since the project began in its details.

    Of a project that is over, or where the year has no number, the sum.
    """
    latest, first = each.periods[-1], each.periods[0]
    in_all = measured(w, each.so_far, each.unit)
    if latest.actual.value is None or _is_over(w):
        return each.so_far, [joined(" ", filter(None, (_span(w), _without(w, each))))]
    if latest is first:
        return latest.actual, [_in_year(w)]
    since = w.say("{n} since {year}", n=in_all, year=first.window.start.year)
    return latest.actual, [_in_year(w), joined(" ", filter(None, (since, _without(w, each))))]


def _is_over(w: Words) -> bool:
    """Whether the project ended before the report's year."""
    return framework_of(w.release).project.ended_by(str(w.release.scope.year - 1))


def _in_year(w: Words) -> str:
    return w.say("in {year}", year=told_year(w.release))


def _span(w: Words) -> str:
    """The years from the project's first to that of the report."""
    first, last = framework_of(w.release).project.start.year, told_year(w.release)
    return str(first) if first == last else w.say("{first} to {year}", first=first, year=last)


def _judged(w: Words, found: tuple[Tracked, ...]) -> list[str]:
    """Each target that can be judged, those that are behind first; of many, the sentence on all of them first."""
    known = [
        each
        for each in found
        if each.overall.target is not None
        and each.overall.actual.value is not None
        and each.overall.due is not None
    ]
    known.sort(key=lambda each: each.overall.standing not in LATE)
    sentences = [_of_target(w, each) for each in known[:MOST_TARGETS]]
    return [f"{targets_judged(w, found)}.", *sentences] if len(known) > MOST_TARGETS else sentences


def _of_target(w: Words, each: Tracked) -> str:
    overall = each.overall
    values = {
        "label": each.label[w.language],
        "standing": standing(w, replace(overall, window=replace(overall.window, id=""))),
        "actual": measured(w, overall.actual, each.unit, goal=overall.target),
        "target": target(w, overall, each.unit),
        "window": window(w, overall.window),
        "due": amount(w, round(overall.due or 0.0), each.unit),
        "year": told_year(w.release),
    }
    if overall.standing == "met":
        return w.say("{label}: {actual} of {target} for {window}, {standing}.", **values)
    if rests_on_made_up_dates(w, overall):
        said = w.say(
            "{label}: {standing}, with {actual} of {target} for {window}; by the made-up dates, {due} were due by the "
            "end of {year}.",
            **values,
        )
    else:
        said = w.say(
            "{label}: {standing}, with {actual} of {target} for {window}; {due} were due by the end of {year}.",
            **values,
        )
    narrative = framework_of(w.release).project.period_of(w.year).narrative
    why = narrative.deviations.get(each.indicator.id) if narrative and overall.standing in LATE else None
    return joined(" ", (said, in_plain_passages(w, why))) if why else said


def _done(w: Words, found: tuple[Tracked, ...]) -> str:
    """What was done in the report's year, beside the year before; of a project that is over, in all its years."""
    is_over, year = _is_over(w), told_year(w.release)
    parts = []
    for each in found:
        if (
            not each.accumulates
            or each.indicator.note
            or each.overall.target is not None
            or each.indicator.own
        ):
            continue
        actual = each.so_far if is_over else each.periods[-1].actual
        if actual.value is None:
            continue
        value = measured(w, actual, each.unit)
        without = _without(w, each) if is_over else ""
        part = joined(" ", filter(None, (lower_first(each.label[w.language]), value, without)))
        before = [one.actual for one in each.periods[-2:-1] if one.actual.value is not None and not is_over]
        if before:
            n = measured(w, before[0], each.unit)
            part = w.filled("{part} ({earlier})", part=part, earlier=w.say("{year}: {n}", year=year - 1, n=n))
        parts.append(part)
    if not parts:
        return ""
    if is_over and _span(w) != str(year):
        return w.say("{when}: {parts}.", when=_span(w), parts=joined("; ", parts))
    return w.say("In {year}: {parts}.", year=year, parts=joined("; ", parts))


def _published_alone(w: Words, found: tuple[Tracked, ...]) -> list[str]:
    """What was published of a project that no return tells of; of a share, with what its source leaves open."""
    shares, parts = [], []
    for each in found:
        own = each.indicator.own
        if own is None or each.overall.actual.value is None or each.overall.target is not None:
            continue
        spans = [window(w, one.window) for one in each.published[-1:]]
        span = f"({days_of(w) or ', '.join(spans) or _span(w)})"
        value = measured(w, each.overall.actual, each.unit)
        if each.unit.percentage:
            said = w.filled("{label}: {n} {span}.", label=each.label[w.language], n=value, span=span)
            shares.append(joined(" ", (said, own.limitations[w.language])))
        else:
            parts.append(joined(" ", (lower_first(each.label[w.language]), value, span)))
    return [*shares, *([w.say("Published: {parts}.", parts=joined("; ", parts))] if parts else [])]


def _without(w: Words, each: Tracked) -> str:
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


def _learned(w: Words) -> str:
    """What the tests of the latest year show, which the tile tells too; of few tested, all years together."""
    tests = tests_of(w.release)
    if tests.empty:
        return ""
    year = str(told_year(w.release))
    before, after = of_year(tests, year)
    if after["takers"] < SMALL_BASE:
        before, after = in_all(tests)
        years = sorted({each for each in tests.loc[tests["takers"] > 0, "year"] if each.isdecimal()})
    else:
        years = [year]
    tested = as_tested_share(after)
    values = {
        "after": after["share_text"],
        "n": w.number(tested.takers),
        "before": before["share_text"],
        **tested.bounds(w),
    }
    if len(years) == 1:
        return w.say(
            "In {year}, {after} of {n} tests after training met the standard ({level} confidence interval: "
            "{low} to {high}), against {before} before it.",
            year=years[0],
            **values,
        )
    return w.say(
        "In {first} to {last} together, {after} of {n} tests after training met the standard ({level} confidence "
        "interval: {low} to {high}), against {before} before it.",
        first=years[0],
        last=years[-1],
        **values,
    )


def _not_judged(w: Words, found: tuple[Tracked, ...]) -> str:
    """The targets on which nothing was reported, with what was not received; and those of years to come."""
    silent = [each for each in found if each.overall.standing == "not_reported"]
    later = [
        each for each in found if each.overall.standing == "not_due" and each.overall.actual.value is None
    ]
    said = []
    if silent:
        parts = [
            w.say(
                "{label} ({target} for {window}; not received: {proof})",
                label=each.label[w.language],
                target=target(w, each.overall, each.unit),
                window=window(w, each.overall.window),
                proof=lower_first(each.indicator.verification[w.language]),
            )
            for each in silent
        ]
        said.append(
            w.say("No result came in to judge against the target: {parts}.", parts=joined("; ", parts))
        )
    if later:
        parts = [
            w.filled(
                "{label} ({target}, {standing})",
                label=each.label[w.language],
                target=target(w, each.overall, each.unit),
                standing=standing(w, each.overall),
            )
            for each in later
        ]
        said.append(w.say("Not due yet: {parts}.", parts=joined("; ", parts)))
    if (
        not said
        and any(each.targets for each in found)
        and all(each.overall.target is None for each in found)
    ):
        said.append(f"{targets_judged(w, found)}.")
    return joined(" ", said)


def _differs(found: tuple[Tracked, ...], w: Words) -> str:
    compared = [one for each in found for one in each.published if one.agrees is not None]
    differ = sum(not one.agrees for one in compared)
    if not differ:
        return ""
    return w.say("Published results that differ from the returns: {n} of {all}.", n=differ, all=len(compared))


def _silent(w: Words, found: tuple[Tracked, ...]) -> str:
    """What nothing was reported on, and of which results only counts of the whole country are known."""
    wider = [
        each.label[w.language]
        for each in found
        if each.indicator.note and each.overall.actual.value is not None
    ]
    lacking = [
        each.label[w.language]
        for each in found
        if each.overall.actual.status == "x" and each.overall.target is None  # else told with its target
    ]
    said = []
    if wider:
        said.append(
            w.say("Not the project's alone, but counts whoever paid: {labels}.", labels="; ".join(wider))
        )
    if lacking:
        said.append(w.say("Nothing was reported on: {labels}.", labels="; ".join(lacking)))
    return " ".join(said)


def _next(w: Words) -> str:
    """What comes next, as the project's file has it."""
    project = framework_of(w.release).project
    told = project.period_of(w.year).narrative
    if told is None or told.next_steps is None or _is_over(w):
        return ""
    return w.say("Next: {steps}", steps=in_plain_passages(w, told.next_steps))
