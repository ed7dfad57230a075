"""Exhibits of any indicator by name: what an analyst shows who has added one, or asks for one more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from helpers.errors import ParamsError
from helpers.privacy.questions import published_kinds
from helpers.privacy.release import Cell, Release, months
from helpers.privacy.scope import NATION
from helpers.report import charts
from helpers.report import language as lang
from helpers.report.completeness_words import rows_without, with_station_reports
from helpers.report.data_table import TextColumn, TextTable, table
from helpers.report.drawing import draw, tidy
from helpers.report.exhibit import Exhibit, words_table
from helpers.report.front_matter import Prose
from helpers.report.sourced_text import joined
from helpers.report.words import Words


def indicator_by_month(release: Release, indicator: str) -> Exhibit | Prose:
    """Line chart of one indicator by month, this year and the year before; a sentence where months are withheld.

    Raises:
        ParamsError: there is no such indicator, or it is not published by month.
    """
    w = Words(release)
    years = [w.before, w.year] if w.has_before else [w.year]
    if "month" not in published_kinds(release, release.indicator(indicator), release.scope.place):
        raise ParamsError(
            f"'{indicator}' is not published by month; use indicator_by_year(release, '{indicator}')"
        )
    series = {str(year): release.series(indicator, months(year)) for year in years}
    cells = [cell for held in series.values() for cell in held]
    if not any(cell.value for cell in cells) and any(cell.status == "c" for cell in cells):
        return Prose.plain(
            w.say(
                "{measure}: the months are withheld, so that nobody can be recognised; the year tells instead.",
                measure=w.label(indicator),
            )
        )
    printed = release.indicator(indicator).quantity
    drawing = draw(
        charts.lines,
        tidy("month", w.months(), series),
        "month",
        peak=True,
        language=w.language,
        percent=printed.percentage,
        decimals=printed.decimals,
    )
    return Exhibit(
        kind="figure",
        id=f"fig-month-{indicator.replace('_', '-')}",
        title=_headline(w, indicator),
        subtitle=w.subtitle(w.say("{label}, by month", label=w.label(indicator)), w.two_years()),
        alt=w.say(
            "Line chart of {label} by month, to show the season and the change.", label=w.label(indicator)
        ),
        source=with_station_reports(w, w.source(), [indicator], years),
        note=" ".join(
            [release.indicator(indicator).definition[w.language], *rows_without(w, [indicator], years)]
        ),
        language=w.language,
        svg=drawing.wide,
        narrow=drawing.narrow,
        table=_by_month_table(w, series, indicator),
    )


def _by_month_table(w: Words, series: Mapping[str, Sequence[Cell]], indicator: str) -> TextTable:
    """Months down, one column a series: the data behind a line chart."""
    columns = [TextColumn(w.say("Month"), "left"), *(TextColumn(name) for name in series)]
    rows = [
        (
            lang.month_long(month + 1, w.language).capitalize(),
            *(w.cell(cells[month], indicator) for cells in series.values()),
        )
        for month in range(12)
    ]
    return table(columns, rows, language=w.language)


def indicator_by_year(release: Release, indicator: str) -> Exhibit:
    """Table of one indicator by year: the place, its region and the nation.

    Raises:
        ParamsError: there is no such indicator.
    """
    w = Words(release)
    places = [release.scope.place]
    if release.scope.province:
        places += [release.region.slug, NATION]
    years = release.scope.years[-5:]
    cells = {place: [release.cell(indicator, place=place, period=year) for year in years] for place in places}
    return words_table(
        f"year-{indicator.replace('_', '-')}",
        _headline(w, indicator),
        [w.say("Place"), *(TextColumn(str(year)) for year in years)],
        [(w.place(place), *(w.cell(cell, indicator) for cell in cells[place])) for place in places],
        w.language,
        subtitle=", ".join([w.label(indicator), *map(w.place, places), w.span()]),
        source=with_station_reports(w, w.source(), [indicator], years),
        note=" ".join(
            [release.indicator(indicator).definition[w.language], *rows_without(w, [indicator], years)]
        ),
    )


def _headline(w: Words, indicator: str) -> str:
    value = w.cell(w.release.cell(indicator), indicator)
    change = w.against_before(indicator)
    return joined("", (f"{w.label(indicator)}: ", value, *((" (", change, ")") if change else ())))
