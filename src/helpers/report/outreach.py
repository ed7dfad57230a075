"""Legal education: sessions held, people reached, leaflets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from helpers.privacy.release import Cell, Release, change, months, quarters, share
from helpers.report import charts
from helpers.report import language as lang
from helpers.report.data_table import Column, Row, Table, table
from helpers.report.displays import Prose
from helpers.report.drawing import draw, tidy
from helpers.report.exhibit import Exhibit, or_sentence
from helpers.report.words import Words


def sessions_by_month(release: Release) -> Exhibit | Prose:
    """Line chart of legal-education sessions by month, this year and the year before."""
    w = Words(release)
    cells = release.series("sessions", months(w.year))
    years = [w.before, w.year] if w.has_before else [w.year]
    series = {str(year): release.series("sessions", months(year)) for year in years}
    drawing = draw(charts.lines, tidy("month", w.months(), series), "month", peak=True, language=w.language)
    figure = Exhibit(
        kind="figure",
        id="fig-sessions-by-month",
        title=_sessions_headline(w, cells),
        subtitle=w.subtitle(w.say("Legal-education sessions held, by month"), w.two_years()),
        alt=w.say(
            "Line chart of legal-education sessions by month, to show the season and the change on the year before."
        ),
        source=w.source("outreach"),
        note=w.say("A session counts once, whatever its length."),
        language=w.language,
        svg=drawing.wide,
        narrow=drawing.narrow,
        table=by_month_table(w, series),
    )
    return or_sentence(figure, cells)


def by_month_table(w: Words, series: Mapping[str, Sequence[Cell]], indicator: str | None = None) -> Table:
    """Months down, one column a series: the data behind a line chart."""
    columns = [Column(w.say("Month"), "left"), *(Column(name) for name in series)]
    rows = [
        Row(
            (
                lang.month_long(month + 1, w.language).capitalize(),
                *(w.cell(cells[month], indicator) for cells in series.values()),
            )
        )
        for month in range(12)
    ]
    return table(columns, rows, language=w.language)


def _sessions_headline(w: Words, cells: list[Cell]) -> str:
    now = w.release.cell("sessions")
    before = w.release.cell("sessions", period=w.before)
    movement = w.movement(now, before)
    if movement == "none":
        return w.say("No legal-education session was held in {year}", year=w.year)
    if movement == "missing":
        return w.say("Sessions of {year} are not available", year=w.year)
    values = [cell.or_zero() for cell in cells]
    month = lang.month_long(values.index(max(values)) + 1, w.language)
    if movement == "first":
        return w.say("Sessions peaked in {month}", month=month)
    size = w.percent(abs(change(now, before).or_zero()))
    if movement == "unchanged" or abs(change(now, before).or_zero()) < 0.5:
        return w.say(
            "Sessions peaked in {month}; the year as a whole equalled {before}", month=month, before=w.before
        )
    if movement == "rose":
        return w.say(
            "Sessions peaked in {month}; the year rose {size} on {before}",
            month=month,
            size=size,
            before=w.before,
        )
    return w.say(
        "Sessions peaked in {month}; the year fell {size} on {before}",
        month=month,
        size=size,
        before=w.before,
    )


def people_by_quarter(release: Release) -> Exhibit:
    """Columns of people reached by quarter, this year beside the year before."""
    w = Words(release)
    years = [w.before, w.year] if w.has_before else [w.year]
    groups = {str(year): release.series("participants", quarters(year)) for year in years}
    names = [lang.quarter_short(quarter, w.language) for quarter in range(1, 5)]
    rows = [
        Row((name, *(w.cell(cells[position]) for cells in groups.values())))
        for position, name in enumerate(names)
    ]
    drawing = draw(charts.columns, tidy("quarter", names, groups), "quarter", language=w.language)
    return Exhibit(
        kind="figure",
        id="fig-people-by-quarter",
        title=_people_headline(w),
        subtitle=w.subtitle(w.say("Participants in legal-education sessions, by quarter"), w.two_years()),
        alt=w.say("Column chart of people reached by quarter, to compare each quarter with the year before."),
        source=w.source("outreach"),
        note=w.say("A person who attends twice counts twice."),
        language=w.language,
        svg=drawing.wide,
        narrow=drawing.narrow,
        table=table(
            [Column(w.say("Quarter"), "left"), *(Column(name) for name in groups)], rows, language=w.language
        ),
    )


def _people_headline(w: Words) -> str:
    people = w.release.cell("participants")
    sessions = w.release.cell("sessions")
    if not people.shown or not people.value or not sessions.value:
        return w.say("There is no number of participants for {year}", year=w.year)
    women = share(w.release.cell("participants_women"), people)
    values = {"people": w.number(people.value), "each": w.number(people.value / sessions.value)}
    if not women.shown:
        return w.say("{people} attendances, {each} a session on average", **values)
    return w.say(
        "{people} attendances, {each} a session on average; at least {women} by women",
        women=w.percent(women.or_zero()),
        **values,
    )
