"""The published cells as tables that a person reads: one for each subject by year, and the report's place by time.

Numbers stay numbers, withheld ones are marks; words are of the report's language. How they are written is
spreadsheet.py's work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from helpers.metrics.indicator import ALL, TOTAL
from helpers.privacy.scope import NATION
from helpers.publish.exports.published_csv import PublishedCells, Subject
from helpers.report import language as lang
from helpers.report.csv_texts import no_formula
from helpers.report.results import project_years, told_year
from helpers.report.words import Words

LONGEST_NAME = 31
"""Of a sheet, as spreadsheets allow."""
Entry = str | float
Row = tuple[Entry, ...]
Key = tuple[str, str, str, str, str]
"""Indicator, place, period, breakdown, category."""


@dataclass(frozen=True)
class TableSheet:
    """One table. The first `heads` columns say what the row is about; `name` stands on the tab.

    `source` is told where it is not the returns alone; `notes` are what must be known of its numbers.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    heads: int
    source: str = ""
    notes: tuple[str, ...] = ()


def sheets_of(w: Words, cells: Sequence[PublishedCells], subjects: Sequence[Subject]) -> Iterator[TableSheet]:
    """Every table of a report's workbook, in the order of its tabs."""
    found = _Found(w, cells)
    order = list(w.release.tables)
    for subject in sorted(subjects, key=lambda subject: order.index(subject.name)):
        if sheet := _by_year(w, subject, found):
            yield sheet
    for kind, name, title in (
        ("quarter", w.say("Quarters"), w.say("{place} by quarter, {years}", place=w.place(), years=_span(w))),
        ("month", w.say("Months"), w.say("{place} by month, {years}", place=w.place(), years=_span(w))),
    ):
        if sheet := _by_time(w, found, kind, name, title):
            yield sheet
    if sheet := _by_place(w, found):
        yield sheet


class _Found:
    """The cells by what they count, and each as a spreadsheet holds it."""

    def __init__(self, w: Words, cells: Iterable[PublishedCells]) -> None:
        self.cells: dict[Key, PublishedCells] = {
            (cell.indicator, cell.place, cell.period, cell.breakdown, cell.category): cell for cell in cells
        }
        self._w = w
        self._not_listed = w.say("not listed")

    def entry(self, key: Key) -> Entry:
        """A cell's number, its mark, or that it is not listed."""
        cell = self.cells.get(key)
        if cell is None:
            return self._not_listed
        if cell.status != "shown":
            return f"[{cell.status}]"
        decimals = self._w.release.indicator(cell.indicator).decimals
        return float(lang.rounded_for_display(cell.value, decimals))

    def total(self, indicator: str, place: str, period: str) -> Entry:
        """That of an indicator that is not split."""
        return self.entry((indicator, place, period, TOTAL, ALL))


def _by_year(w: Words, subject: Subject, found: _Found) -> TableSheet | None:
    """Place, indicator and group down, years across: the report's place, and those that it is set against.

    These are its region and the nation; in a national report the regions, by their totals. Groups that are zero
    throughout are left out.
    """
    release = w.release
    years = [str(year) for year in (project_years(release) if release.framework else release.scope.years)]
    own, national = release.scope.place, release.scope.place == NATION
    above = [NATION] if release.scope.region else []
    above = above or (
        [region.slug for region in release.provinces.regions] if national else [release.region.slug, NATION]
    )
    wanted = {
        (cell.place, cell.indicator, cell.breakdown, cell.category)
        for cell in subject.cells
        if cell.period in years
        and (cell.place == own or cell.place in above and (cell.breakdown == TOTAL or not national))
    }
    catalogue = list(release.catalogue)
    order = {place: number for number, place in enumerate([own, *above])}
    breakdowns = {name: list(release.indicator(name).breakdown_columns) for name in {k[1] for k in wanted}}

    def rank(key: tuple[str, str, str, str]) -> tuple[int, int, int, int]:
        place, indicator, breakdown, category = key
        at = -1 if breakdown == TOTAL else breakdowns[indicator].index(breakdown)
        return order[place], catalogue.index(indicator), at, _position(w, breakdown, category)

    rows: list[Row] = []
    met: list[str] = []
    for place, indicator, breakdown, category in sorted(wanted, key=rank):
        entries = [found.entry((indicator, place, year, breakdown, category)) for year in years]
        if breakdown == TOTAL or any(entries):
            heads = w.place(place), measure_name(w, indicator), group_name(w, indicator, breakdown, category)
            rows.append((*map(no_formula, heads), *entries))
            met += [place] if place not in met else []
    if not rows:
        return None
    label = release.tables[subject.name].label[w.language]
    places = w.say("Viet Nam and its regions") if national else ", ".join(map(w.place, met))
    return TableSheet(
        name=label[:LONGEST_NAME],
        title=f"{label}: {places}, {_span(w)}",
        columns=(w.say("Place"), w.say("Indicator"), w.say("Group"), *years),
        rows=tuple(rows),
        heads=3,
    )


def _by_time(w: Words, found: _Found, kind: str, name: str, title: str) -> TableSheet | None:
    """Periods down, indicators across, for the report's place."""
    place = w.release.scope.place
    here = {key for key in found.cells if key[1] == place and key[3] == TOTAL}
    periods = sorted({key[2] for key in here if "-" in key[2] and ("Q" in key[2]) == (kind == "quarter")})
    if not periods:
        return None
    counted = {key[0] for key in here if key[2] in periods}
    indicators = [indicator for indicator in w.release.catalogue if indicator in counted]
    rows = tuple(
        (period, *(found.total(indicator, place, period) for indicator in indicators)) for period in periods
    )
    columns = (w.say("Period"), *(no_formula(measure_name(w, indicator)) for indicator in indicators))
    return TableSheet(name=name, title=title, columns=columns, rows=rows, heads=1)


def _by_place(w: Words, found: _Found) -> TableSheet | None:
    """Provinces down, indicators across, for the report's year or quarter: what the report compares."""
    year = w.release.scope.time
    provinces = [p.slug for p in w.release.provinces.commands(w.release.scope.vintage)]
    here = {c.indicator for c in found.cells.values() if c.level == "province" and c.period == year}
    compared = [
        indicator
        for indicator in w.release.catalogue
        if indicator in here
        and all((indicator, province, year, TOTAL, ALL) in found.cells for province in provinces)
    ]
    if not compared:
        return None
    return TableSheet(
        name=w.say("Provinces"),
        title=w.say("All provinces with a Border Guard command, {year}", year=year),
        columns=(w.say("Province"), *(no_formula(measure_name(w, indicator)) for indicator in compared)),
        rows=tuple(
            (
                no_formula(w.place(province)),
                *(found.total(indicator, province, year) for indicator in compared),
            )
            for province in provinces
        ),
        heads=1,
    )


def _span(w: Words) -> str:
    """The years of the sheets; those of a project end with it."""
    return w.span(last=told_year(w.release) if w.release.framework else None)


def measure_name(w: Words, indicator: str) -> str:
    """What a sheet calls an indicator: its short label and its unit."""
    found = w.release.indicator(indicator)
    if found.aggregation == "share":
        return f"{w.label(indicator, short=True)} (%)"
    unit = "" if isinstance(found.unit, str) else f" ({found.unit[w.language]})"
    return w.label(indicator, short=True) + unit


def group_name(w: Words, indicator: str, breakdown: str, category: str) -> str:
    """'All', or what the split is by and its category: 'Sex: Female'. Categories alone are not unique."""
    if breakdown == TOTAL:
        return w.say("All")
    parts = zip(breakdown.split("."), category.split("."), strict=True)
    return "; ".join(f"{w.column(indicator, part)}: {w.code(part, code)}" for part, code in parts)


def _position(w: Words, breakdown: str, category: str) -> int:
    """Where a category stands in its codelists."""
    if breakdown == TOTAL:
        return 0
    position = 0
    for part, code in zip(breakdown.split("."), category.split("."), strict=True):
        codes = w.release.codelists.codes(w.release.catalogue.codelist(part))
        position = position * (len(codes) + 1) + list(codes).index(code)
    return position
