"""Which numbers two editions of a report tell otherwise. Both are public, so this says nothing that they do not.

Numbers of people and cases are never named: a correction says only that some of them are not as before, and that is
seen from the two editions whatever the returns say.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

from helpers.inputs.params.corrections import Edition
from helpers.metrics.catalogue import Catalogue
from helpers.paths import Project
from helpers.privacy.decision import guarded_indicators
from helpers.privacy.release import Cell, Release, Status
from helpers.publish.editions import read_edition
from helpers.publish.exports.published_csv import KEY, published_cells
from helpers.release.read_tracker import Reads
from helpers.report.packet_files import OWN, TABLE

Key = tuple[str, ...]
"""Indicator, place, period, breakdown, category."""
Told = dict[Key, Cell]


class CorrectedFigure(NamedTuple):
    """One number of a report, as published before and as corrected."""

    key: Key
    before: Cell
    after: Cell


def told_in(files: Mapping[str, bytes]) -> Told:
    """The released cells that a packet tells, from its data files. `files` is what they hold, by name."""
    found: Told = {}
    for name, content in files.items():
        if TABLE.fullmatch(name) and not OWN.fullmatch(name):
            for row in csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")):
                key = tuple(row[each].removeprefix("'") for each in KEY)
                found[key] = _cell(row["value"], row["status"].strip("[]"))
    return found


def told_by(release: Release, reads: Reads) -> Told:
    """The released cells that a report on this Release tells, which read this."""
    return {
        (cell.indicator, *cell[2:6]): _cell(f"{cell.value:.10g}", cell.status)
        for cell in published_cells(release, reads)
    }


def corrected_figures(before: Told, after: Told) -> list[CorrectedFigure]:
    """The numbers and marks that both tell, and otherwise, in the order of the one after."""
    return [
        CorrectedFigure(key, before[key], cell)
        for key, cell in after.items()
        if key in before and before[key] != cell
    ]


def changes_of(project: Project, edition: Edition, now: Told) -> list[list[CorrectedFigure]]:
    """What each correction of a report changed, the oldest first. `now` is what its newest edition tells.

    Raises:
        OutputError: an edition is lost, or is not what was kept.
    """
    told = [
        told_in(read_edition(project, edition.report, number, each.before[edition.report]))
        for number, each in enumerate(edition.corrections, start=1)
    ]
    return [corrected_figures(before, after) for before, after in pairwise([*told, now])]


def but_of_people(figures: Iterable[CorrectedFigure], catalogue: Catalogue) -> list[CorrectedFigure]:
    """Those that a notice may name: none of a table that tells of people or cases."""
    guarded = {*guarded_indicators(catalogue)}
    return [each for each in figures if each.key[0] not in guarded]


def _cell(value: str, status: str) -> Cell:
    known: dict[str, Status] = {"c": "c", "x": "x", "z": "z"}
    return Cell(float(value), "shown") if status == "shown" else Cell(None, known[status])
