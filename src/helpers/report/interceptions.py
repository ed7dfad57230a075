"""Illegal crossings intercepted: cases and people, by month, direction and neighbour."""

from __future__ import annotations

from helpers.privacy.release import Cell, Release, months, share
from helpers.report import charts
from helpers.report import language as lang
from helpers.report.data_table import Column, Row, table
from helpers.report.displays import Prose
from helpers.report.drawing import draw, tidy
from helpers.report.exhibit import Exhibit, or_sentence
from helpers.report.outreach import by_month_table
from helpers.report.words import SMALL_BASE, Words

ROUTES = "border.direction"


def crossings_by_month(release: Release) -> Exhibit | Prose:
    """Line chart of interception cases by month, this year and the year before."""
    w = Words(release)
    cells = release.series("interception_cases", months(w.year))
    years = [w.before, w.year] if w.has_before else [w.year]
    series = {str(year): release.series("interception_cases", months(year)) for year in years}
    drawing = draw(charts.lines, tidy("month", w.months(), series), "month", peak=True, language=w.language)
    figure = Exhibit(
        kind="figure",
        id="fig-crossings-by-month",
        title=_month_headline(w, cells),
        subtitle=w.subtitle(w.say("Cases of illegal entry or exit intercepted, by month"), w.two_years()),
        alt=w.say("Line chart of interception cases by month, to show when crossings are most frequent."),
        source=w.source(),
        note=w.say("A case counts in the month in which it was detected."),
        language=w.language,
        svg=drawing.wide,
        narrow=drawing.narrow,
        table=by_month_table(w, series),
    )
    return or_sentence(figure, cells)


def _month_headline(w: Words, cells: list[Cell]) -> str:
    cases, people = w.release.cell("interception_cases"), w.release.cell("people_intercepted")
    if not cases.shown:
        return w.say("Interceptions of {year} are not available", year=w.year)
    if not cases.value:
        return w.say("No illegal crossing was intercepted in {year}", year=w.year)
    values = {
        "cases": w.counted(cases.value, "one case", "{n} cases"),
        "people": w.counted(people.or_zero(), "One person was", "{n} people were"),
    }
    peak = max(cell.or_zero() for cell in cells)
    names = [
        lang.month_long(month, w.language) for month, cell in enumerate(cells, start=1) if cell.value == peak
    ]
    if cases.value < SMALL_BASE or len(names) > 2:
        return w.say("{people} intercepted in {cases}", **values)
    if len(names) == 2:
        return w.say(
            "{people} intercepted in {cases}; the busiest months were {first} and {second}",
            first=names[0],
            second=names[1],
            **values,
        )
    return w.say("{people} intercepted in {cases}; the busiest month was {month}", month=names[0], **values)


def crossings_by_route(release: Release) -> Exhibit | Prose:
    """Bars of interception cases by neighbour (or sea) and direction."""
    w = Words(release)
    cells = release.by("interception_cases", ROUTES)
    routes = _routes_of(release, cells)
    before = release.by("interception_cases", ROUTES, period=w.before) if w.has_before else None
    labels = [_route(w, route) for route in routes]
    shown = [cells[route] for route in routes]
    columns = [Column(w.say("Route"), "left"), Column(str(w.year))]
    if before:
        columns.append(Column(str(w.before)))
    rows = [
        Row((label, w.cell(cells[route]), *([w.cell(before[route])] if before else [])))
        for route, label in zip(routes, labels, strict=True)
    ]
    top = max(range(len(shown)), key=lambda position: shown[position].or_zero())
    series = {str(w.before): [before[route] for route in routes]} if before else {}
    series[str(w.year)] = shown
    drawing = draw(
        charts.bars, tidy("route", labels, series), "route", highlight={labels[top]}, language=w.language
    )
    figure = Exhibit(
        kind="figure",
        id="fig-crossings-by-route",
        title=_route_headline(w, routes[top], shown[top]),
        subtitle=w.subtitle(w.say("Interception cases by neighbour or sea, and direction")),
        alt=w.say("Bar chart of interception cases by route, to show which border and direction prevail."),
        source=w.source(),
        note=w.say("The thin bar is the year before.") if before else "",
        language=w.language,
        svg=drawing.wide,
        narrow=drawing.narrow,
        table=table(columns, rows, language=w.language),
    )
    return or_sentence(figure, shown)


def _routes_of(release: Release, cells: dict[str, Cell]) -> list[str]:
    """Routes that the place has: over its own land borders and, on the coast, by sea."""
    if release.scope.province is None:
        return list(cells)
    own = {*release.province.neighbours, *(["sea"] if release.province.coastal else [])}
    return [route for route, cell in cells.items() if route.split(".")[0] in own or cell.value]


def _route(w: Words, route: str) -> str:
    border, direction = route.split(".")
    if border == "sea":
        return w.say("Entry by sea") if direction == "entry" else w.say("Exit by sea")
    country = w.code("border", border)
    if direction == "entry":
        return w.say("Entry from {country}", country=country)
    return w.say("Exit to {country}", country=country)


def _route_headline(w: Words, route: str, cell: Cell) -> str:
    part = share(cell, w.release.cell("interception_cases"))
    if not part.shown or not part.value:
        return w.say("No illegal crossing was intercepted on any route in {year}", year=w.year)
    pct = w.percent(part.value)
    total = w.release.cell("interception_cases")
    if total.or_zero() < SMALL_BASE:
        route_name = _route(w, route)
        return w.say(
            "Most frequent route: {route}, {n} of {total} cases",
            route=route_name[:1].lower() + route_name[1:],
            n=w.cell(cell),
            total=w.cell(total),
        )
    border, direction = route.split(".")
    if border == "sea":
        if direction == "entry":
            return w.say("Entry by sea was the main route, with {pct} of cases", pct=pct)
        return w.say("Exit by sea was the main route, with {pct} of cases", pct=pct)
    country = w.code("border", border)
    if direction == "entry":
        return w.say("Entry from {country} was the main route, with {pct} of cases", country=country, pct=pct)
    return w.say("Exit to {country} was the main route, with {pct} of cases", country=country, pct=pct)
