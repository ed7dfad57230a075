"""Published figures beside a project's own: the context, contradictory sources side by side, and the comparison."""

from __future__ import annotations

from collections import defaultdict

from helpers.inputs.published import PublishedFigure
from helpers.metrics.indicator import Quantity
from helpers.privacy.release import Release
from helpers.report.amounts import amount, measured, window
from helpers.report.data_table import Column, Row, table
from helpers.report.displays import Prose
from helpers.report.exhibit import Exhibit
from helpers.report.results import framework_of, results_of
from helpers.report.words import Words


def published_context(release: Release) -> Exhibit | Prose:
    """Table of what others published: figure with qualifier, scope, period and source. Nothing chooses between them."""
    w = Words(release)
    figures = {figure.id: figure for figure in release.published}
    project = framework_of(release).project
    own = {amount.figure for indicator in project.indicators for amount in indicator.reported}
    chosen = [figures[name] for name in project.context if name not in own]
    if not chosen:
        return Prose.plain(w.say("No published figures are set beside this project."))
    rows = [
        Row(
            (
                figure.words["label"][w.language],
                _figure(w, figure),
                figure.words["scope"][w.language],
                figure.words["period"][w.language],
                figure.words["source"][w.language],
            )
        )
        for figure in chosen
    ]
    against = _contradictions(chosen)
    return Exhibit(
        kind="table",
        id="tbl-published-context",
        title=w.say("What others published on the field that the project works in"),
        subtitle=w.say("Published figures, each as its source has it"),
        alt="",
        source=w.say("named in each row."),
        note=_note(w, against),
        language=w.language,
        table=table(
            [
                Column(w.say("What"), "left"),
                Column(w.say("Figure")),
                Column(w.say("Scope"), "left"),
                Column(w.say("Period"), "left"),
                Column(w.say("Source"), "left"),
            ],
            rows,
            language=w.language,
        ),
    )


def reported_beside_returns(release: Release) -> Exhibit | Prose:
    """Table of the project's published results beside what the returns add up to."""
    w = Words(release)
    rows, agreeing, compared = [], 0, 0
    sources: dict[str, None] = {}
    for each in results_of(release):
        for one in each.published:
            actual = next((p.actual for p in (*each.periods, each.overall) if p.window == one.window), None)
            own = measured(w, actual, each.unit) if actual and each.indicator.measures else "–"
            verdict = "–" if one.agrees is None else w.say("agrees") if one.agrees else w.say("differs")
            agreeing += one.agrees is True
            compared += one.agrees is not None
            sources |= {one.source[w.language]: None} if one.source else {}
            rows.append(
                Row(
                    (
                        each.label[w.language],
                        window(w, one.window),
                        amount(w, one.value, each.unit, one.qualifier),
                        own,
                        verdict,
                    )
                )
            )
    if not rows:
        return Prose.plain(
            w.say("No result of this project was published by the end of {year}.", year=w.year)
        )
    return Exhibit(
        kind="table",
        id="tbl-reported",
        title=w.say(
            "Published results that can be compared with the returns: {all} of {rows}; that agree: {n}",
            rows=len(rows),
            all=compared,
            n=agreeing,
        )
        if compared
        else w.say("Published results of the project; the returns do not hold them"),
        subtitle=w.say("Published results and what the returns add up to"),
        alt="",
        source=f"{'; '.join(sources)}; {w.source()}",
        note=w.say("A dash: the returns do not hold this number, so there is nothing to compare."),
        language=w.language,
        table=table(
            [
                Column(w.say("Indicator"), "left"),
                Column(w.say("Period"), "left"),
                Column(w.say("Published")),
                Column(w.say("From returns")),
                Column(w.say("Comparison"), "left"),
            ],
            rows,
            language=w.language,
        ),
    )


def _note(w: Words, against: list[PublishedFigure]) -> str:
    notes = [w.say("These figures are not results of the project.")]
    if against:
        labels = ", ".join(each.words["label"][w.language].lower() for each in against)
        notes += [
            w.say("Sources contradict each other on: {labels}", labels=labels) + ".",
            w.say(
                "Figures that contradict each other stand side by side; this report does not choose between them."
            ),
        ]
    return " ".join(notes)


def _figure(w: Words, figure: PublishedFigure) -> str:
    unit = Quantity("percent", 1) if figure.unit == "percent" else Quantity("number")
    text = amount(w, figure.value, unit, figure.qualifier)
    return f"{text} km" if figure.unit == "km" else text


def _contradictions(figures: list[PublishedFigure]) -> list[PublishedFigure]:
    """The first of each group of figures that give one indicator of one scope and period different values."""
    groups: dict[tuple[str, str, str], list[PublishedFigure]] = defaultdict(list)
    for figure in figures:
        groups[figure.indicator, figure.scope, figure.period].append(figure)
    return [group[0] for group in groups.values() if len({figure.value for figure in group}) > 1]
