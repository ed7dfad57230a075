"""The published cells of a report, and these as CSV, one file a subject: the base of the other exports.

Cells are plain Python here: a report has about a thousand, and each is written in several files.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from helpers.metrics.framework import Framework
from helpers.privacy.release import Release
from helpers.report.results import CATEGORIES
from helpers.run.reads import Reads

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
COLUMNS = ("indicator", "label", "unit", "place", "period", "breakdown", "category", "value", "status")
KEY = ("indicator", "place", "period", "breakdown", "category")


class Published(NamedTuple):
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
    cells: tuple[Published, ...]
    restricted: bool = False

    @property
    def path(self) -> str:
        """The file within the packet; one with exact figures says so wherever it is copied to."""
        return f"data/{'RESTRICTED-' if self.restricted else ''}{self.name}.csv"


def published_cells(release: Release, reads: Reads) -> list[Published]:
    """The cells of the report's place, and those of other places that it read, in order.

    Of a project's report, those that its results are made of: its own everywhere, and national numbers that it
    asks for, all in the years in which it ran.
    """
    columns = (release.frame[name].tolist() for name in Published._fields)
    cells = (Published(*row) for row in zip(*columns, strict=True))
    return sorted((cell for cell in cells if _belongs(cell, release, reads)), key=lambda cell: cell[:6])


def _belongs(cell: Published, release: Release, reads: Reads) -> bool:
    if release.framework:
        return _is_of(cell, release.framework)
    if release.scope.province is None or reads.everything or cell.place == release.scope.place:
        return True
    return (cell.place, cell.indicator, cell.period, cell.breakdown) in reads.cells


def _is_of(cell: Published, framework: Framework) -> bool:
    """Whether a cell is the project's own, or a national one that its framework asks for, of a year of the project."""
    if not framework.project.touches(int(cell.period[:4])):
        return False
    if cell.breakdown == "project":
        return cell.category == framework.project.code
    asked = {
        each.measures: {"total", *(name for one in each.disaggregation for name in CATEGORIES.get(one, ()))}
        for each in framework.project.indicators
        if not each.where
    }
    return cell.level == "nation" and cell.breakdown in asked.get(cell.indicator, ())


def subjects_of(cells: Iterable[Published], release: Release) -> list[Subject]:
    """The cells by the table of the returns that they came from, in the order of its name."""

    def table(cell: Published) -> str:
        return release.catalogue[cell.indicator].table

    restricted = release.restricted is not None
    return [
        Subject(name, tuple(of_it), restricted)
        for name, of_it in groupby(sorted(cells, key=table), key=table)
    ]


def write_csv(folder: Path, subject: Subject, release: Release) -> None:
    """One CSV file. A cell that is not shown has an empty value and its mark as status."""
    with (folder / subject.path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        writer.writerows(_row(cell, release) for cell in subject.cells)


def no_formula(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _row(cell: Published, release: Release) -> Sequence[str]:
    found = release.catalogue[cell.indicator]
    shown = cell.status == "shown"
    texts = (cell.indicator, found.label[release.language], found.unit, *cell[2:6])
    return (
        *map(no_formula, texts),
        f"{cell.value:.10g}" if shown else "",
        "shown" if shown else f"[{cell.status}]",
    )
