"""Trafficking cases handled and suspects arrested."""

from __future__ import annotations

from helpers.privacy.release import Release
from helpers.report import charts
from helpers.report.data_table import Column, Row, table
from helpers.report.displays import Prose
from helpers.report.drawing import draw, tidy
from helpers.report.exhibit import Exhibit, or_sentence
from helpers.report.victims import UNNAMED, nothing_by_category
from helpers.report.words import Words

PAIR = ("trafficking_cases", "suspects_arrested")


def cases_and_arrests(release: Release) -> Exhibit | Prose:
    """Columns of cases handled and suspects arrested, this year beside the year before."""
    w = Words(release)
    years = [w.before, w.year] if w.has_before else [w.year]
    groups = {str(year): [release.cell(name, period=year) for name in PAIR] for year in years}
    labels = [w.label(name, short=True) for name in PAIR]
    rows = [
        Row((label, *(w.cell(groups[year][position]) for year in groups)))
        for position, label in enumerate(labels)
    ]
    drawing = draw(charts.columns, tidy("indicator", labels, groups), "indicator", language=w.language)
    figure = Exhibit(
        kind="figure",
        id="fig-cases-and-arrests",
        title=_headline(w),
        subtitle=w.subtitle(w.say("Trafficking cases handled and suspects arrested"), w.two_years()),
        alt=w.say("Column chart of trafficking cases and arrests, to compare the year with the one before."),
        source=w.source(),
        note=w.say("Cases count in the year in which they were opened, arrests with their case."),
        language=w.language,
        svg=drawing.wide,
        narrow=drawing.narrow,
        table=table(
            [Column(w.say("Indicator"), "left"), *(Column(year) for year in groups)],
            rows,
            language=w.language,
        ),
    )
    return or_sentence(figure, groups[str(w.year)])


def _headline(w: Words) -> str:
    cases, arrests = (w.release.cell(name) for name in PAIR)
    if not cases.shown:
        return w.say("Trafficking cases of {year} are not available", year=w.year)
    if not cases.value:
        return w.say("No trafficking case was opened in {year}", year=w.year)
    earlier = w.cell(w.release.cell("trafficking_cases", period=w.before))
    values = {"cases": w.cell(cases), "arrests": w.cell(arrests), "earlier": earlier}
    if cases.value == 1:
        return w.say("One trafficking case was handled; suspects arrested: {arrests}", **values)
    movement = w.movement(cases, w.release.cell("trafficking_cases", period=w.before))
    if movement == "rose":
        return w.say(
            "Trafficking cases rose to {cases} from {earlier}; suspects arrested: {arrests}", **values
        )
    if movement == "fell":
        return w.say(
            "Trafficking cases fell to {cases} from {earlier}; suspects arrested: {arrests}", **values
        )
    if movement == "unchanged":
        return w.say("Trafficking cases stayed at {cases}; suspects arrested: {arrests}", **values)
    return w.say("{cases} trafficking cases were handled; suspects arrested: {arrests}", **values)


def cases_by_exploitation(release: Release) -> Exhibit | Prose:
    """Bars of the nation's trafficking cases by form of exploitation."""
    w = Words(release)
    now = release.by("trafficking_cases", "exploitation", place="viet-nam")
    measure = w.say("Trafficking cases handled by form of exploitation")
    if nothing := nothing_by_category(w, measure, now.values()):
        return nothing
    before = (
        release.by("trafficking_cases", "exploitation", place="viet-nam", period=w.before)
        if w.has_before
        else {}
    )
    order = sorted(now, key=lambda code: (code in UNNAMED, code not in UNNAMED and -now[code].or_zero()))
    order = [
        code
        for code in order
        if now[code].value or (before and before[code].value) or now[code].status == "c"
    ]
    labels = [w.code("exploitation", code) for code in order]
    columns = [Column(w.say("Form of exploitation"), "left"), Column(str(w.year))]
    if before:
        columns.append(Column(str(w.before)))
    rows = [
        Row((label, w.cell(now[code]), *([w.cell(before[code])] if before else [])))
        for code, label in zip(order, labels, strict=True)
    ]
    named = [code for code in order if code not in UNNAMED] or order
    leading = max(named, key=lambda code: now[code].or_zero())
    form = _lower_first(w.code("exploitation", leading))
    series = {str(w.before): [before[code] for code in order]} if before else {}
    series[str(w.year)] = [now[code] for code in order]
    drawing = draw(
        charts.bars,
        tidy("exploitation", labels, series),
        "exploitation",
        highlight={labels[order.index(leading)]},
        language=w.language,
    )
    some_withheld = any(cell.status == "c" for cell in now.values())
    return Exhibit(
        kind="figure",
        id="fig-cases-by-exploitation",
        title=w.say("Most frequent in the nation's cases, of the numbers that are shown: {form}", form=form)
        if some_withheld
        else w.say("Most frequent in the nation's cases: {form}", form=form),
        subtitle=f"{measure}, {w.place('viet-nam')}, {w.year}",
        alt=w.say(
            "Bar chart of the nation's trafficking cases by form of exploitation, to show which prevails."
        ),
        source=w.source(),
        note=w.say("The thin bar is the year before.") if before else "",
        language=w.language,
        svg=drawing.wide,
        narrow=drawing.narrow,
        table=table(columns, rows, language=w.language),
    )


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
