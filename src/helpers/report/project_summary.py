"""The first page of a project's report: main points, what is asked of readers, the line below the title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pandas as pd

from helpers.metrics.framework_status import Tracked
from helpers.privacy.release import Release
from helpers.privacy.scope import NATION
from helpers.report import escape
from helpers.report import language as lang
from helpers.report.amounts import (
    amount,
    measured,
    rests_on_made_up_dates,
    standing,
    target,
    window,
)
from helpers.report.framework_frames import LATE
from helpers.report.front_matter import MainPoints, Prose
from helpers.report.project_status import targets_judged
from helpers.report.project_texts import in_plain_passages
from helpers.report.project_tiles import is_over, span_of, without_years
from helpers.report.project_training import as_tested_share, in_all, of_year, tests_of
from helpers.report.results import framework_of, is_of_project, results_of, told_year
from helpers.report.small_numbers import SMALL_BASE
from helpers.report.sourced_text import joined, published_text
from helpers.report.words import Words, lower_first

MOST_POINTS = 4
MOST_TARGETS = 2
"""That are told one by one."""


def project_main_points(release: Release) -> MainPoints:
    """At most four sentences on what matters: targets that can be judged and why they are behind, and which cannot.

    Then what was done, what was learned and how sure that is, on which outputs nothing is known, what differs, and what
    comes next. What a tile tells is not told again.
    """
    w = Words(release)
    found = results_of(release)
    sentences = [
        *_judged(w, found),
        _not_judged(w, found),
        _done(w, found),
        *_published_alone(w, found),
        _learned(w),
        _silent(w, found),
        _differs(found, w),
        _next(w),
    ]
    return MainPoints([each for each in sentences if each][:MOST_POINTS])


def project_asked(release: Release) -> Prose:
    """What the report asks of its readers: what is lacking in it, or whether it was what they expected."""
    w, project = Words(release), framework_of(release).project
    lacking = [] if project.ended_by(str(release.scope.year)) else _lacking(w, results_of(release))
    if project.ended_by(str(release.scope.year)):
        text = w.say(
            "The project ended on {day}; its results stay as they are told here. Tell the publisher what in them is "
            "wrong or missing.",
            day=lang.date(project.end, w.language),
        )
    elif lacking:
        text = " ".join(lacking)
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


def _lacking(w: Words, found: tuple[Tracked, ...]) -> list[str]:
    """What readers can do about targets that are behind, results that were not reported, and counts of all partners."""
    late = [each for each in found if each.overall.standing in LATE]
    silent = [each for each in found if each.overall.standing == "not_reported"]
    wider = [each for each in found if not is_of_project(each.indicator)]
    said = []
    if late:
        said.append(w.say("Agree by when this is done that is behind: {labels}.", labels=_labels(w, late)))
    if silent:
        proofs = dict.fromkeys(
            w.say("{proof} for {window}", proof=lower_first(each.indicator.verification[w.language]),
                  window=window(w, each.overall.window))
            for each in silent
        )  # fmt: skip
        said.append(
            w.say("Send these to the publisher, if you hold them: {proofs}.", proofs="; ".join(proofs))
        )
    if wider:
        said.append(
            w.say("Have reported which part the project paid for: {labels}.", labels=_labels(w, wider))
        )
    return said


def _labels(w: Words, found: Iterable[Tracked]) -> str:
    return "; ".join(lower_first(each.label[w.language]) for each in found)


def project_in_a_line(release: Release) -> Prose:
    """Who pays, who does the work, where and when: the line below the title."""
    w, project = Words(release), release.donor_project or framework_of(release).project
    first, last = project.start.year, project.end.year
    years = str(first) if first == last else w.say("{first} to {year}", first=first, year=last)
    parts = [
        w.say("Funded by {donor}", donor=project.donor.name[w.language]),
        w.say("carried out by {implementer}", implementer=project.implementer.name[w.language]),
        w.place(NATION),
        w.say("{years} (dates made up)", years=years) if "dates" in project.made_up else years,
    ]
    return Prose.plain(" · ".join(parts))


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
    alike: dict[tuple[str, bool], list[Tracked]] = {}
    for each in known[:MOST_TARGETS]:
        alike.setdefault((each.overall.standing, rests_on_made_up_dates(w, each.overall)), []).append(each)
    sentences = [_of_targets(w, each) for each in alike.values()]
    return [f"{targets_judged(w, found)}.", *sentences] if len(known) > MOST_TARGETS else sentences


def _of_targets(w: Words, found: Sequence[Tracked]) -> str:
    """Targets that stand alike, in one sentence, with what was due by now; then why they are behind."""
    first, year = found[0].overall, told_year(w.release)
    stands = standing(w, replace(first, window=replace(first.window, id="")))
    if first.standing == "met":
        parts = [_of_goal(w, each) for each in found]
        return w.filled("{standing}: {parts}.", standing=_opening(stands), parts=joined("; ", parts))
    parts = [
        w.say("{part} ({due} due)", part=_of_goal(w, each), due=amount(w, round(each.overall.due or 0.0), each.unit))
        for each in found
    ]  # fmt: skip
    values = {"standing": _opening(stands), "year": year, "parts": joined("; ", parts)}
    if rests_on_made_up_dates(w, first):
        said = w.say("{standing} at the end of {year}, by made-up dates: {parts}.", **values)
    else:
        said = w.say("{standing} at the end of {year}: {parts}.", **values)
    narrative = framework_of(w.release).project.period_of(w.year).narrative
    told = narrative.deviations if narrative and first.standing in LATE else {}
    why = [in_plain_passages(w, told[each.indicator.id]) for each in found if each.indicator.id in told]
    return joined(" ", (said, *why[:1]))


def _of_goal(w: Words, each: Tracked) -> str:
    return w.say(
        "{label} {actual} of {target}",
        label=lower_first(each.label[w.language]),
        actual=measured(w, each.overall.actual, each.unit, goal=each.overall.target),
        target=target(w, each.overall, each.unit),
    )


def _opening(text: str) -> str:
    return text[:1].upper() + text[1:]


def _done(w: Words, found: tuple[Tracked, ...]) -> str:
    """Of a project that is over, what was done in all its years; of others what a reader must know of the tiles."""
    told = [
        each
        for each in found
        if each.accumulates
        and is_of_project(each.indicator)
        and each.overall.target is None
        and not each.indicator.own
        and each.so_far.value is not None
    ]
    if not is_over(w):
        return " ".join(
            dict.fromkeys(each.indicator.note[w.language] for each in told if each.indicator.note)
        )
    parts = [
        joined(" ", filter(None, (lower_first(each.label[w.language]), measured(w, each.so_far, each.unit),
                                  without_years(w, each))))
        for each in told
    ]  # fmt: skip
    if not parts:
        return ""
    if span_of(w) == str(told_year(w.release)):
        return w.say("In {year}: {parts}.", year=told_year(w.release), parts=joined("; ", parts))
    return w.say("{when}: {parts}.", when=span_of(w), parts=joined("; ", parts))


def _published_alone(w: Words, found: tuple[Tracked, ...]) -> list[str]:
    """What the source of a published share leaves open; the share itself is told by its tile."""
    return [
        _as_published(each.indicator.own.limitations[w.language])
        for each in found
        if each.indicator.own
        and each.unit.percentage
        and each.overall.actual.value is not None
        and each.overall.target is None
    ]


def _as_published(text: str) -> str:
    """A text of the project's file, whose numbers were published."""
    parts = re.split(r"(\d+(?:[.,]\d+)*%?)", text)
    return joined("", (published_text(part) if part[:1].isdigit() else part for part in parts))


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
        said = w.say(
            "In {year}, {after} of {n} tests after training met the standard ({level} confidence interval: "
            "{low} to {high}), against {before} before it.",
            year=years[0],
            **values,
        )
        return joined(" ", filter(None, (said, _since(w, tests, after, years[0]))))
    return w.say(
        "In {first} to {last} together, {after} of {n} tests after training met the standard ({level} confidence "
        "interval: {low} to {high}), against {before} before it.",
        first=years[0],
        last=years[-1],
        **values,
    )


def _since(w: Words, tests: pd.DataFrame, now: pd.Series, year: str) -> str:
    """The share after training of the year before, and whether chance explains the difference; nothing of few."""
    earlier = tests[(tests["year"] == str(int(year) - 1)) & tests["test"].eq("after")]
    if earlier.empty or earlier.iloc[0]["takers"] < SMALL_BASE:
        return ""
    before = earlier.iloc[0]
    values = {"before": before["share_text"], "year": before["year"]}
    if now["low"] > before["high"]:
        return w.say("That is more than in {year} ({before}).", **values)
    if now["high"] < before["low"]:
        return w.say("That is less than in {year} ({before}).", **values)
    return w.say("In {year} it was {before}: no clear change, the intervals overlap.", **values)


def _not_judged(w: Words, found: tuple[Tracked, ...]) -> str:
    """The targets on which nothing was reported, with what was not received; and those of years to come."""
    silent = [each for each in found if each.overall.standing == "not_reported"]
    later = [
        each for each in found if each.overall.standing == "not_due" and each.overall.actual.value is None
    ]
    said = [
        w.say(
            "{label} for {window}: no {proof} were received, so the target cannot be judged.",
            label=each.label[w.language],
            window=window(w, each.overall.window),
            proof=lower_first(each.indicator.verification[w.language]),
        )
        for each in silent
    ]
    said += [
        w.filled("{label}: {standing}.", label=each.label[w.language], standing=standing(w, each.overall))
        for each in later
    ]
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
    """On which indicators without a target nothing is known of the project, and of how many outputs something is."""
    lacking = [each for each in found if each.overall.actual.status == "x" and each.overall.target is None]
    if not lacking:
        return ""
    wider = [each for each in lacking if not is_of_project(each.indicator)]
    nothing = [each for each in lacking if is_of_project(each.indicator)]
    outputs = {each.result.id for each in found if each.result.level == "output"}
    known = {each.result.id for each in found if each.overall.actual.value is not None} & outputs
    said = []
    if wider:
        said.append(
            w.say(
                "Results of the project are known for {n} of {all} outputs.",
                n=published_text(str(len(known))),
                all=published_text(str(len(outputs))),
            )
        )
        said.append(w.say("Only counts of all partners together: {labels}.", labels=_labels(w, wider)))
    if nothing:
        said.append(w.say("Nothing was reported on: {labels}.", labels=_labels(w, nothing)))
    return joined(" ", said)


def _next(w: Words) -> str:
    """What comes next, as the project's file has it."""
    project = framework_of(w.release).project
    told = project.period_of(w.year).narrative
    if told is None or told.next_steps is None or is_over(w):
        return ""
    return w.say("Next: {steps}", steps=in_plain_passages(w, told.next_steps))
