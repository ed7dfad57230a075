"""Several years at a glance, and the place among its peers."""

from __future__ import annotations

from collections.abc import Mapping

from helpers.privacy.release import Release, quarters
from helpers.privacy.scope import NATION
from helpers.report import charts
from helpers.report import language as lang
from helpers.report.data_table import Column, Row, table
from helpers.report.drawing import draw, tidy
from helpers.report.exhibit import Exhibit
from helpers.report.words import Words

TRENDS = (
    "sessions",
    "participants",
    "interception_cases",
    "people_intercepted",
    "trafficking_cases",
    "officers_trained",
)
COMPARED = (
    "sessions",
    "participants",
    "leaflets",
    "interception_cases",
    "people_intercepted",
    "officers_trained",
)


def quarterly_trend(release: Release) -> Exhibit:
    """Small multiples of the main indicators by quarter, over all years of the report."""
    w = Words(release)
    periods = [quarter for year in release.scope.years for quarter in quarters(year)]
    cells = {name: release.series(name, periods) for name in TRENDS}
    labels = [f"{lang.period_short(period, w.language)} {period[:4]}" for period in periods]
    columns = [Column(w.say("Quarter"), "left"), *(Column(w.label(name, short=True)) for name in TRENDS)]
    rows = [Row((label, *(w.cell(cells[name][i]) for name in TRENDS))) for i, label in enumerate(labels)]
    series = {w.label(name, short=True): cells[name] for name in TRENDS}
    drawing = draw(
        charts.panels, tidy("quarter", labels, series, "indicator"), "quarter", language=w.language
    )
    return Exhibit(
        kind="figure",
        id="fig-quarterly-trend",
        title=_trend_headline(w),
        subtitle=w.subtitle(w.say("Main indicators by quarter"), w.span()),
        alt=w.say("Small column charts of the main indicators by quarter, to show where they are heading."),
        source=w.source(),
        note=w.say("Each chart has its own scale, from zero."),
        language=w.language,
        svg=drawing.wide,
        narrow=drawing.narrow,
        table=table(columns, rows, language=w.language),
    )


def _trend_headline(w: Words) -> str:
    if not w.has_before:
        return w.say("{year} is the first year of comparable returns", year=w.year)
    names = [w.label(name, short=True).lower() for name in TRENDS if _is_record(w, name)]
    if names:
        return w.say("Highest quarter of all years in {year}: {names}", year=w.year, names=", ".join(names))
    return w.say("No main indicator reached its highest quarter in {year}", year=w.year)


def _is_record(w: Words, name: str) -> bool:
    """Whether the indicator's highest quarter of all years lies in the report year."""
    by_year = {
        year: [cell.or_zero() for cell in w.release.series(name, quarters(year))]
        for year in w.release.scope.years
    }
    earlier = [value for year, values in by_year.items() if year < w.year for value in values]
    return max(by_year[w.year]) > max(earlier, default=0.0)


def position_in_nation(release: Release) -> Exhibit:
    """Strips with one dot a province and this one marked, on indicators that are not sensitive."""
    w = Words(release)
    names = [name for name in COMPARED if release.cell(name).shown]
    ranks = {name: w.rank(name) for name in COMPARED}
    cells = {_with_rank(w, name, ranks[name]): release.places(name) for name in names}
    places = list(next(iter(cells.values()), {}))
    series = {label: [held[place] for place in places] for label, held in cells.items()}
    drawing = draw(
        charts.strip,
        tidy("place_code", places, series, "indicator"),
        "indicator",
        mark=release.province.slug,
        language=w.language,
    )
    table_rows = []
    for name in names:
        rank = ranks[name]
        table_rows.append(
            Row(
                (
                    w.label(name, short=True),
                    w.cell(release.cell(name)),
                    w.cell(release.cell(name, place=NATION)),
                    w.say("{rank} of {n}", rank=rank[0], n=rank[1]) if rank else lang.SYMBOLS["z"],
                )
            )
        )
    columns = [
        Column(w.say("Indicator"), "left"),
        Column(w.place()),
        Column(w.place(NATION)),
        Column(w.say("Rank")),
    ]
    return Exhibit(
        kind="figure",
        id="fig-position",
        title=_position_headline(w, {name: rank for name, rank in ranks.items() if rank}),
        subtitle=w.say(
            "Each dot is a province with a Border Guard command; {place} is marked, {year}",
            place=w.place(),
            year=w.year,
        ),
        alt=w.say("Strip chart of all provinces on several indicators, to show where this province stands."),
        source=w.source(),
        note=w.say(
            "Each strip runs from zero to the highest province. Ranks say how much was done, not how well."
        ),
        language=w.language,
        svg=drawing.wide,
        narrow=drawing.narrow,
        table=table(columns, table_rows, language=w.language),
    )


def _with_rank(w: Words, name: str, rank: tuple[int, int] | None) -> str:
    label = w.label(name, short=True)
    return w.say("{label}, rank {rank}", label=label, rank=rank[0]) if rank else label


def _position_headline(w: Words, ranks: Mapping[str, tuple[int, int]]) -> str:
    if not ranks:
        return w.say("The province beside all others")
    best = min(ranks, key=lambda name: ranks[name][0])
    place, n = ranks[best]
    label = w.label(best, short=True)
    if place == 1:
        return w.say("Highest of {n} provinces: {label}", n=n, label=label.lower())
    return w.say("Highest rank: {rank} of {n}, for {label}", label=label.lower(), rank=place, n=n)
