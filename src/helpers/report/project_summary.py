"""The first page of a project's report: key results, main points, what is asked of readers."""

from __future__ import annotations

from helpers.metrics.framework_status import Tracked
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
from helpers.report.front_matter import KeyResult, KeyResults, MainPoints, Prose
from helpers.report.project_status import baseline, is_before_training, targets_judged
from helpers.report.project_training import as_tested_share, in_all, of_year, tests_of
from helpers.report.results import framework_of, results_of, told_year
from helpers.report.small_numbers import SMALL_BASE
from helpers.report.sourced_text import joined
from helpers.report.traceable import origin_of
from helpers.report.words import Words

MOST_TILES, MOST_POINTS = 6, 4


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
    """At most four sentences: targets, what was learned and how sure it is, agreement with published figures, gaps."""
    w = Words(release)
    found = results_of(release)
    sentences = [
        _targets(w, found),
        *[*_each_target(w, found), *_achieved(w, found)][:2],
        _learned(w),
        _agreement(w, found),
        _silent(w, found),
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
    span = w.say("by the end of {year}", year=told_year(w.release))
    details = [
        span if each.accumulates or each.indicator.own else w.say("in {year}", year=told_year(w.release))
    ]
    if each.indicator.own and each.published:
        details = [w.say("as published for {window}", window=window(w, each.published[-1].window))]
    if overall.target is not None:
        details = [
            w.say(
                "of {target} for {window}",
                target=target(w, overall, each.unit),
                window=window(w, overall.window),
            ),
            standing(w, overall),
        ]
    elif is_before_training(each):
        details += _before_training(w)
    elif each.baseline.value:
        details.append(w.say("baseline {value}", value=baseline(w, each)))
    if overall.actual.lacking:
        details[0] = joined(" ", (details[0], _without(w, each)))
    label = w.after_number(each.label[w.language])
    measures = each.indicator.measures
    origin = origin_of(w.release, measures).id if measures else f"from-project-{each.indicator.id}"
    value = measured(w, overall.actual, each.unit, goal=overall.target)
    return KeyResult(value, label, joined(" · ", details), origin)


def _targets(w: Words, found: tuple[Tracked, ...]) -> str:
    if any(each.targets for each in found):
        return f"{targets_judged(w, found)}."
    return w.say("No source gives a target for this project; what was achieved is told without one.")


def _each_target(w: Words, found: tuple[Tracked, ...]) -> list[str]:
    sentences = []
    for each in found:
        overall = each.overall
        if overall.standing == "not_reported":
            proof = each.indicator.verification[w.language]
            sentences.append(
                w.say(
                    "{label}: the target of {target} for {window} cannot be judged; not received: {proof}.",
                    label=each.label[w.language],
                    target=target(w, overall, each.unit),
                    window=window(w, overall.window),
                    proof=proof[:1].lower() + proof[1:],
                )
            )
        if overall.target is None or overall.actual.value is None or overall.due is None:
            continue
        values = {
            "label": each.label[w.language],
            "actual": measured(w, overall.actual, each.unit, goal=overall.target),
            "target": target(w, overall, each.unit),
            "window": window(w, overall.window),
            "due": amount(w, round(overall.due), each.unit),
            "year": told_year(w.release),
        }
        if rests_on_made_up_dates(w, overall):
            said = w.say(
                "{label}: {actual} of {target} for {window}; by the made-up dates, {due} were due by the end "
                "of {year}.",
                **values,
            )
        else:
            said = w.say(
                "{label}: {actual} of {target} for {window}; {due} were due by the end of {year}.", **values
            )
        sentences.append(said)
    return sentences


def _achieved(w: Words, found: tuple[Tracked, ...]) -> list[str]:
    """What a project achieved that no number can be set against: its first. A share has its own sentence."""
    if any(each.overall.target is not None and each.overall.actual.value is not None for each in found):
        return []
    days = days_of(w)
    span = f"({days})" if days else w.say("by the end of {year}", year=told_year(w.release))
    return [
        f"{each.label[w.language]}: "
        + joined(" ", filter(None, (measured(w, each.overall.actual, each.unit), _without(w, each), span)))
        + "."
        for each in found
        if each.overall.actual.value is not None
        and each.indicator.note is None
        and (each.accumulates or each.indicator.own)
    ]


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
            "In {year}, {after} of {n} tests after training met the standard ({level} interval {low} to {high}); "
            "{before} did before.",
            year=years[0],
            **values,
        )
    return w.say(
        "In {first} to {last} together, {after} of {n} tests after training met the standard ({level} interval {low} "
        "to {high}); {before} did before.",
        first=years[0],
        last=years[-1],
        **values,
    )


def _agreement(w: Words, found: tuple[Tracked, ...]) -> str:
    published = [each for one in found for each in one.published]
    compared = [each for each in published if each.agrees is not None]
    if not compared:
        return ""
    told = w.say(
        "Published results that can be compared with the returns: {all} of {rows}; that agree: {n}",
        rows=len(published),
        all=len(compared),
        n=sum(bool(each.agrees) for each in compared),
    )
    return f"{told}."


def _silent(w: Words, found: tuple[Tracked, ...]) -> str:
    lacking = [
        each.label[w.language]
        for each in found
        if each.overall.actual.status == "x" and each.overall.target is None  # else told with its target
    ]
    if not lacking:
        return ""
    return w.say("Nothing was reported on: {labels}.", labels="; ".join(lacking))
