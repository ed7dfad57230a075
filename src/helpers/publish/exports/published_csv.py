"""The published cells of a report, and these as CSV, one file a subject: the base of the other exports.

Cells are plain Python here: a report has about a thousand, and each is written in several files.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from helpers.inputs.params.report_time import months_of
from helpers.metrics.framework import Framework
from helpers.privacy.release import Release
from helpers.release.read_tracker import Reads
from helpers.report.csv_texts import no_formula
from helpers.report.results import CATEGORIES

COLUMNS = ("indicator", "label", "unit", "place", "period", "breakdown", "category", "value", "status")
KEY = ("indicator", "place", "period", "breakdown", "category")


class PublishedCells(NamedTuple):
    """One cell of the Release. `status` is 'shown', or the letter of its mark."""

    indicator: str
    level: str
    place: str
    period: str
    breakdown: str
    category: str
    value: float
    status: str


@dataclass(frozen=True)
class Subject:
    """The cells of one table of the returns: one CSV file."""

    name: str
    cells: tuple[PublishedCells, ...]
    restricted: bool = False

    @property
    def path(self) -> str:
        """The file within the packet; one with exact figures says so wherever it is copied to."""
        return f"data/{'RESTRICTED-' if self.restricted else ''}{self.name}.csv"


def published_cells(release: Release, reads: Reads) -> list[PublishedCells]:
    """The cells of the report's place, and those of other places that it read, in order.

    Of a project's report, those that its results are made of: its own everywhere, national numbers that it asks
    for, and those of places that it read, all in the years in which it ran. Of a report on a quarter or half, what
    lies in it and in that of the years before.
    """
    belongs = _belonging(release, reads)
    rows = zip(*(release.frame[name].tolist() for name in PublishedCells._fields), strict=True)
    return sorted(PublishedCells(*row) for row in rows if belongs(*row[:6]))


def _belonging(release: Release, reads: Reads) -> Callable[..., bool]:
    """Whether a cell is one of the report's, by its indicator, level, place, period, breakdown and category."""
    if release.scope.period:
        return _in_part_of_year(release, reads)
    if release.framework:
        return _of_project(release.framework, reads)
    if release.scope.kind == "nation" or reads.everything:
        return lambda *cell: True
    own, others = release.scope.place, reads.cells
    return lambda indicator, level, place, period, breakdown, category: (
        place == own or (place, indicator, period, breakdown) in others
    )


def _in_part_of_year(release: Release, reads: Reads) -> Callable[..., bool]:
    """Cells of the report's place, and others that it read, in its quarter or half of any year."""
    inside = {month[5:] for month in months_of(str(release.scope.period))}
    kind = release.scope.kind
    own, nation = "" if kind == "project" else release.scope.place, kind == "nation"

    @cache
    def within(period: str) -> bool:
        return "-" in period and {month[5:] for month in months_of(period)} <= inside

    return lambda indicator, level, place, period, breakdown, category: (
        within(period) and (nation or place == own or (place, indicator, period, breakdown) in reads.cells)
    )


def _of_project(framework: Framework, reads: Reads) -> Callable[..., bool]:
    """Cells that are the project's own, national ones that its framework asks for, or read, in the project's years."""
    project = framework.project
    years = {str(year) for year in range(project.start.year, project.end.year + 1)}
    asked: dict[str, set[str]] = defaultdict(set)
    for each in project.indicators:
        if each.measures and not each.where:
            asked[each.measures] |= {
                "total",
                *(b for one in each.disaggregation for b in CATEGORIES.get(one, ())),
            }

    def belongs(indicator: str, level: str, place: str, period: str, breakdown: str, category: str) -> bool:
        if period[:4] not in years:
            return False
        if breakdown == "project":
            return category == project.code
        if (place, indicator, period, breakdown) in reads.cells:
            return True
        return level == "nation" and breakdown in asked.get(indicator, ())

    return belongs


def subjects_of(cells: Iterable[PublishedCells], release: Release) -> list[Subject]:
    """The cells by the table of the returns that they came from, in the order of its name."""

    def table(cell: PublishedCells) -> str:
        return release.catalogue[cell.indicator].table

    restricted = release.restricted is not None
    return [
        Subject(name, tuple(of_it), restricted)
        for name, of_it in groupby(sorted(cells, key=table), key=table)
    ]


def write_csv(folder: Path, subject: Subject, release: Release) -> None:
    """One CSV file. A cell that is not shown has an empty value and its mark as status."""
    about = {}
    for name in {cell.indicator for cell in subject.cells}:
        found = release.catalogue[name]
        about[name] = tuple(
            map(no_formula, (name, found.label[release.language], found.unit_text(release.language)))
        )
    with (folder / subject.path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        writer.writerows(about[cell.indicator] + _written(cell) for cell in subject.cells)


def _written(cell: PublishedCells) -> tuple[str, ...]:
    """Where and when a cell is, of what group, its value and status."""
    where = tuple(map(no_formula, cell[2:6]))
    if cell.status != "shown":
        return *where, "", f"[{cell.status}]"
    return *where, f"{cell.value:.10g}", cell.status
