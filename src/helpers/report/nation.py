"""The nation and its provinces: the tile map, the ranking, the regions. They tell the same in any report."""

from __future__ import annotations

from helpers.metrics.published_as import PUBLISHED_AS
from helpers.paths import find_project
from helpers.privacy.release import Cell, Release, share
from helpers.privacy.scope import NATION
from helpers.report import charts
from helpers.report import language as lang
from helpers.report.data_table import Column, Row, table
from helpers.report.displays import Prose
from helpers.report.drawing import draw, tidy
from helpers.report.exhibit import Exhibit
from helpers.report.language import SYMBOLS
from helpers.report.words import Words


def provinces_map(release: Release, indicator: str = "participants") -> Exhibit:
    """Tile-grid map of the provinces, shaded by one indicator."""
    w = Words(release)
    cells, printed = release.places(indicator), release.indicator(indicator).quantity
    names = {
        slug: p.name(w.language) for slug, p in release.provinces.by_vintage[release.scope.vintage].items()
    }
    columns = [Column(w.say("Province"), "left"), Column(w.label(indicator, short=True))]
    rows = [Row((names[slug], w.cell(cell, indicator))) for slug, cell in cells.items()]
    label = w.label(indicator)
    drawing = draw(
        charts.tile_map,
        tidy("place_code", list(cells), {str(w.year): list(cells.values())}),
        charts.read_tiles(find_project(), release.scope.vintage),
        names=names,
        without=lang.word("no command", w.language),
        language=w.language,
        percent=printed.percentage,
        decimals=printed.decimals,
    )
    return Exhibit(
        kind="figure",
        id=f"fig-map-{indicator.replace('_', '-')}",
        title=_map_headline(w, indicator, cells, names),
        subtitle=f"{w.say('{label} by province', label=label)}, {w.place(NATION)}, {w.year}",
        alt=w.say("Tile map of provinces shaded by {label}, to show where the work was done.", label=label),
        source=w.source(),
        note=w.say(
            "One tile a province, placed roughly as on a map; size says nothing. White: no Border Guard command."
        ),
        language=w.language,
        svg=drawing.wide,
        narrow=drawing.narrow,
        table=table(columns, rows, language=w.language),
    )


def _map_headline(w: Words, indicator: str, cells: dict[str, Cell], names: dict[str, str]) -> str:
    label = w.label(indicator)
    total = w.release.cell(indicator, place=NATION)
    if any(cell.status == "c" for cell in cells.values()):
        return w.say("{label}: small numbers are withheld", label=label)
    if not w.release.indicator(indicator).adds_up:
        return w.say("{label} by province", label=label)
    top = sorted(cells, key=lambda slug: -cells[slug].or_zero())[:5]
    part = share(Cell(sum(cells[slug].or_zero() for slug in top), "shown"), total)
    if not part.shown:
        return w.say("{label} by province", label=label)
    return w.say(
        "{first} leads; the five highest provinces make up {pct} of the nation",
        first=names[top[0]],
        pct=w.percent(part.or_zero()),
    )


def officers_by_region(release: Release) -> Exhibit:
    """Bars of officers trained by region, this year and the year before."""
    w = Words(release)
    cells = release.places("officers_trained", "region")
    before = release.places("officers_trained", "region", period=w.before) if w.has_before else None
    labels = [w.place(slug) for slug in cells]
    values = list(cells.values())
    top = max(range(len(values)), key=lambda i: values[i].or_zero())
    series = {str(w.before): list(before.values())} if before else {}
    series[str(w.year)] = values
    drawing = draw(
        charts.bars, tidy("region", labels, series), "region", highlight={labels[top]}, language=w.language
    )
    rows = [
        Row((w.place(slug), w.cell(cell), *([w.cell(before[slug])] if before else [])))
        for slug, cell in cells.items()
    ]
    columns = [
        Column(w.say("Region"), "left"),
        Column(str(w.year)),
        *([Column(str(w.before))] if before else []),
    ]
    return Exhibit(
        kind="figure",
        id="fig-officers-by-region",
        title=w.say("Most officers were trained in {region}", region=labels[top]),
        subtitle=f"{w.label('officers_trained')}, {w.place(NATION)}, {w.two_years()}",
        alt=w.say("Bar chart of officers trained by region, to show where capacity was built."),
        source=w.source(),
        note=w.say("The thin bar is the year before.") if before else "",
        language=w.language,
        svg=drawing.wide,
        narrow=drawing.narrow,
        table=table(columns, rows, language=w.language),
    )


def published_against_computed(release: Release) -> Exhibit | Prose:
    """Table of published national figures beside what the returns add up to; a sentence where there are none."""
    w = Words(release)
    rows = []
    agreeing = 0
    for line in release.published:
        if line.period != str(w.year) or line.indicator not in PUBLISHED_AS:
            continue
        cell = release.cell(PUBLISHED_AS[line.indicator], place=NATION)
        agrees = cell.value is not None and line.agrees(cell.value)
        agreeing += agrees
        verdict = w.say("agrees") if agrees else w.say("differs") if cell.shown else SYMBOLS[cell.status]
        rows.append(
            Row(
                (
                    w.label(PUBLISHED_AS[line.indicator]),
                    _published(w, line.qualifier, line.value),
                    w.cell(cell),
                    verdict,
                )
            )
        )
    if not rows:
        return Prose.plain(w.say("No national figures were published for {year}.", year=w.year))
    columns = [
        Column(w.say("Indicator"), "left"),
        Column(w.say("Published")),
        Column(w.say("Computed from returns")),
        Column(w.say("Comparison"), "left"),
    ]
    return Exhibit(
        kind="table",
        id="tbl-published",
        title=w.say("{n} of {all} published figures agree with the returns", n=agreeing, all=len(rows)),
        subtitle=f"{w.say('Published national figures and totals of the returns')}, {w.year}",
        alt="",
        source=w.say(
            "news report on the Border Guard Command and UK Home Office agreement, January 2024; provincial returns."
        ),
        note=w.say("Published figures keep their qualifier; 'nearly' is taken as up to five percent below."),
        language=w.language,
        table=table(columns, rows, language=w.language),
    )


def _published(w: Words, qualifier: str, value: float) -> str:
    number = w.number(value)
    if qualifier == "nearly":
        return w.say("nearly {number}", number=number)
    if qualifier in ("over", "more than"):
        return w.say("over {number}", number=number)
    return number
