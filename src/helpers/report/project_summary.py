"""The first page of a project's report: what it is, key results, main points, the status of each result."""

from __future__ import annotations

from collections.abc import Callable

from helpers.inputs.projects import Result
from helpers.metrics.progress import Standing, Tracked
from helpers.privacy.release import Release
from helpers.report import language as lang
from helpers.report.amounts import amount, measured, standing, target, window
from helpers.report.displays import KeyResult, KeyResults, MainPoints, Prose
from helpers.report.exhibit import Exhibit
from helpers.report.project_training import all_years
from helpers.report.results import framework_of, results_of
from helpers.report.table import Column, Row, table
from helpers.report.words import Words

MOST_TILES = 6
MOST_PERIODS = 3
WORST_FIRST: tuple[Standing, ...] = (
    "off_track", "behind", "not_reported", "withheld", "nearly", "on_track", "met", "not_due", "no_target",
)  # fmt: skip


def about_project(release: Release) -> Exhibit:
    """Table of who pays, who does the work, when and where."""
    w = Words(release)
    framework = framework_of(release)
    project = framework.project
    made_up = w.say("(made up for this demonstration)")
    some = w.say("(some made up for this demonstration)")
    dates = w.say(
        "{start} to {end}", start=lang.date(project.start, w.language), end=lang.date(project.end, w.language)
    )
    if project.provinces == "all":
        places = w.say("all provinces with a Border Guard command")
    else:
        places = ", ".join(_former(w, slug) for slug in project.provinces)
    rows = [
        (w.say("Donor"), project.donor.name[w.language]),
        (w.say("Implementer"), project.implementer.name[w.language]),
        (w.say("Runs"), f"{dates} {made_up}" if "dates" in project.made_up else dates),
        (w.say("Provinces"), f"{places} {some}" if "provinces" in project.made_up else places),
        (w.say("What it does"), project.summary[w.language]),
        (w.say("Source"), project.source[w.language]),
    ]
    return Exhibit(
        kind="table",
        id="tbl-about-project",
        title=w.say("The project in brief"),
        subtitle="",
        alt="",
        source="",
        note=w.say("Some provinces that are named here have no source; those in the source are among them.")
        if "provinces" in project.made_up
        else "",
        language=w.language,
        table=table(
            [Column(w.say("Item"), "left"), Column(w.say("Project"), "left")], rows, language=w.language
        ),
    )


def _former(w: Words, slug: str) -> str:
    """The name of a province as the project's file has it: of the 63 before the merger."""
    return w.release.provinces.by_vintage["63"][slug].name(w.language)


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


def _tile(w: Words, each: Tracked) -> KeyResult:
    overall = each.overall
    span = w.say("by the end of {year}", year=w.year)
    details = [span if each.accumulates or each.indicator.own else w.say("in {year}", year=w.year)]
    if overall.target is not None:
        details = [
            w.say(
                "of {target} for {window}",
                target=target(w, overall, each.unit),
                window=window(w, overall.window),
            ),
            standing(w, overall.standing),
        ]
    elif each.baseline.value:
        details.append(w.say("baseline {value}", value=baseline(w, each)))
    label = each.label[w.language]
    label = label[:1].lower() + label[1:] if w.language == "en" else label
    return KeyResult(measured(w, overall.actual, each.unit), label, " · ".join(details))


def project_main_points(release: Release) -> MainPoints:
    """At most six sentences: targets, what was learned and how sure that is, agreement with published figures, gaps."""
    w = Words(release)
    found = results_of(release)
    return MainPoints(
        [
            _targets(w, found),
            *_each_target(w, found)[:2],
            *_achieved(w, found)[:2],
            _learned(w),
            _agreement(w, found),
            _silent(w, found),
        ]
    )


def _targets(w: Words, found: tuple[Tracked, ...]) -> str:
    aimed = [each for each in found if each.targets]
    if not aimed:
        return w.say("No source gives a target for this project; what was achieved is told without one.")
    good = sum(each.overall.standing in ("met", "on_track") for each in aimed)
    return w.say(
        "{n} of {all} targets are met or on track at the end of {year}.", n=good, all=len(aimed), year=w.year
    )


def _each_target(w: Words, found: tuple[Tracked, ...]) -> list[str]:
    sentences = []
    for each in found:
        overall = each.overall
        if overall.target is None or overall.actual.value is None or overall.due is None:
            continue
        sentences.append(
            w.say(
                "{label}: {actual} of {target} for {window}; {due} were due by the end of {year}.",
                label=each.label[w.language],
                actual=measured(w, overall.actual, each.unit),
                target=target(w, overall, each.unit),
                window=window(w, overall.window),
                due=amount(w, round(overall.due), each.unit),
                year=w.year,
            )
        )
    return sentences


def _achieved(w: Words, found: tuple[Tracked, ...]) -> list[str]:
    """What a project without targets achieved: its first numbers. A share from the returns has its own sentence."""
    if any(each.targets for each in found):
        return []
    return [
        w.say(
            "{label}: {value} by the end of {year}.",
            label=each.label[w.language],
            value=measured(w, each.overall.actual, each.unit),
            year=w.year,
        )
        for each in found
        if each.overall.actual.value is not None
        and each.indicator.note is None
        and (each.accumulates or each.indicator.own)
    ]


def _learned(w: Words) -> str:
    before, after = all_years(w.release)
    if after is None or before is None:
        return ""
    return w.say(
        "{after} of {n} officers tested met the standard after training (allowing for chance, {low} to {high}); "
        "{before} did before.",
        after=w.percent(after.share),
        n=w.number(after.takers),
        low=w.percent(after.low),
        high=w.percent(after.high),
        before=w.percent(before.share),
    )


def _agreement(w: Words, found: tuple[Tracked, ...]) -> str:
    compared = [each for one in found for each in one.published if each.agrees is not None]
    if not compared:
        return ""
    return w.say(
        "{n} of {all} published figures of the project agree with the returns.",
        n=sum(bool(each.agrees) for each in compared),
        all=len(compared),
    )


def _silent(w: Words, found: tuple[Tracked, ...]) -> str:
    lacking = [each.label[w.language] for each in found if each.overall.actual.status == "x"]
    if not lacking:
        return ""
    return w.say("Nothing was reported on: {labels}.", labels="; ".join(lacking))


def results_status(release: Release) -> Exhibit:
    """Table of each result and its indicators: how they stand against targets, or by period where there are none."""
    w = Words(release)
    found = results_of(release)
    aimed = [each for each in found if each.targets]
    good = sum(each.overall.standing in ("met", "on_track") for each in aimed)
    columns, cells = _against_targets(w) if aimed else _by_period(w, found)
    rows: list[Row] = []
    for result in framework_of(release).project.results:
        own = [each for each in found if each.result is result]
        rows.append(Row((_result(w, result, own),), span=True))
        rows += [Row((each.label[w.language], *cells(each)), indent=1) for each in own]
    return Exhibit(
        kind="table",
        id="tbl-results-status",
        title=w.say("{n} of {all} indicators with a target are met or on track", n=good, all=len(aimed))
        if aimed
        else w.say("What was achieved, by result; no target was published"),
        subtitle=w.say("Results and indicators of the project, to the end of {year}", year=w.year),
        alt="",
        source=w.say("provincial returns, published figures and the project's file."),
        note=" ".join([*_status_notes(w, aimed=bool(aimed)), *beyond_project(w, found)]),
        language=w.language,
        table=table([Column(w.say("Result and indicator"), "left"), *columns], rows, language=w.language),
    )


def _status_notes(w: Words, *, aimed: bool) -> list[str]:
    if not aimed:
        return [w.say("A dash: there is no earlier number to compare with.")]
    return [
        framework_of(w.release).rule.told(w.language),
        w.say("The status of a result is that of its weakest indicator."),
    ]


def beyond_project(w: Words, found: tuple[Tracked, ...]) -> list[str]:
    """What must stand beside indicators that hold more than the project, or less."""
    return [
        f"{each.label[w.language]}: {each.indicator.note[w.language]}"
        for each in found
        if each.indicator.note
    ]


Cells = Callable[[Tracked], tuple[str, ...]]


def _against_targets(w: Words) -> tuple[list[Column], Cells]:
    """Columns and cells for a project that has targets."""
    columns = [
        Column(w.say("Achieved")),
        Column(w.say("Target")),
        Column(w.say("Of the target")),
        Column(w.say("Status"), "left"),
        Column(w.say("Trend"), "left"),
    ]

    def cells(each: Tracked) -> tuple[str, ...]:
        overall = each.overall
        return (
            measured(w, overall.actual, each.unit),
            target(w, overall, each.unit),
            "–" if overall.achieved_pct is None else w.percent(overall.achieved_pct),
            "–" if overall.standing == "no_target" else standing(w, overall.standing),
            _trend(w, each),
        )

    return columns, cells


def _by_period(w: Words, found: tuple[Tracked, ...]) -> tuple[list[Column], Cells]:
    """Columns and cells for a project without targets: the latest periods, and all together."""
    periods = [one.window for one in found[0].periods[-MOST_PERIODS:]] if found else []
    columns = [
        Column(w.say("Baseline")),
        *(Column(period.id) for period in periods),
        Column(w.say("To date")),
        Column(w.say("Trend"), "left"),
    ]

    def cells(each: Tracked) -> tuple[str, ...]:
        actuals = {one.window.id: measured(w, one.actual, each.unit) for one in each.periods}
        return (
            baseline(w, each),
            *(actuals[period.id] for period in periods),
            measured(w, each.overall.actual, each.unit),
            _trend(w, each),
        )

    return columns, cells


def _result(w: Words, result: Result, own: list[Tracked]) -> str:
    """Level, title and status of a result."""
    title = f"{level(w, result.level)}: {result.title[w.language]}"
    aimed = [each.overall.standing for each in own if each.targets]
    return f"{title} ({standing(w, min(aimed, key=WORST_FIRST.index))})" if aimed else title


def baseline(w: Words, each: Tracked) -> str:
    """The baseline with its year; a dash where there is none."""
    if each.indicator.baseline is None:
        return "–"
    return f"{measured(w, each.baseline, each.unit)} ({each.indicator.baseline.year})"


def _trend(w: Words, each: Tracked) -> str:
    return {
        "rose": w.say("rose"),
        "fell": w.say("fell"),
        "unchanged": w.say("unchanged"),
        "unclear": w.say("no clear change"),
    }.get(each.trend, "–")


def level(w: Words, name: str) -> str:
    """Objective, outcome or output."""
    return {"objective": w.say("Objective"), "outcome": w.say("Outcome")}.get(name, w.say("Output"))


def made_up(release: Release) -> Prose | None:
    """A warning of what no source gives; nothing where everything has one."""
    w = Words(release)
    names = {
        "dates": w.say("dates"),
        "provinces": w.say("some provinces"),
        "narratives": w.say("narrative texts"),
        "baselines": w.say("baselines"),
        "assumptions": w.say("assumptions"),
        "verification": w.say("means of verification"),
    }
    found = framework_of(release).project.made_up
    if not found:
        return None
    text = w.say(
        "Demonstration text. These parts of the project's file are made up, because no source gives them: {parts}. "
        "Targets and published figures are not: each has its source.",
        parts=", ".join(names[each] for each in found),
    )
    return Prose(f"::: {{.callout-note}}\n{text}\n:::")
