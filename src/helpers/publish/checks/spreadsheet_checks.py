"""tables.xlsx read back: each number of a guarded indicator, on hidden sheets too.

A sheet holds one table: its head is the first row with more than one cell. Which cell of the Release a number is
follows from the words at the head of its row and column, as for a person.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from python_calamine import CalamineWorkbook

from helpers.metrics.indicator import ALL, TOTAL
from helpers.privacy.release import Release
from helpers.privacy.scope import NATION
from helpers.publish.checks.packet_claims import CellKey, Claim, PacketFinding, Stated, Written
from helpers.publish.exports.table_sheets import group_name, measure_name
from helpers.report.packet_files import OWN
from helpers.report.words import Words


def read_spreadsheet(written: Written) -> Iterator[Claim]:
    """The cells of guarded indicators in a workbook."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(written.content))
    names = _Names(written.release)
    for sheet in book.sheet_names:
        if OWN.fullmatch(f"data/{sheet}.csv"):  # of a notebook's own exhibit, which holds what it computed
            continue
        yield from _sheet(book.get_sheet_by_name(sheet).to_python(), f"{written.name}, {sheet}", names)


class _Names:
    """What a workbook calls places, indicators and groups."""

    def __init__(self, release: Release) -> None:
        w = self.w = Words(release)
        self.release = release
        self.by_year = [w.say("Place"), w.say("Indicator"), w.say("Group")]
        self.by_time, self.by_place, self.results = (
            w.say("Period"),
            w.say("Province"),
            w.say("Level of result"),
        )
        self.not_listed = w.say("not listed")
        commands = [command.slug for command in release.provinces.commands(release.scope.vintage)]
        places = [*commands, *(region.slug for region in release.provinces.regions), NATION]
        self.places = {w.place(slug): slug for slug in places}
        self.indicators = {_plain(measure_name(w, name)): name for name in release.catalogue}

    @cached_property
    def groups(self) -> dict[tuple[str, str], tuple[str, str]]:
        """Guarded indicator and the name of a group -> breakdown and category."""
        frame = self.release.frame[["indicator", "breakdown", "category"]].drop_duplicates()
        return {
            (indicator, _plain(group_name(self.w, indicator, breakdown, category))): (breakdown, category)
            for indicator, breakdown, category in frame.itertuples(index=False)
        }

    def is_guarded(self, indicator: str) -> bool:
        """Whether a number of this indicator must be a released one."""
        return self.release.catalogue[indicator].sensitive


def _sheet(rows: Sequence[Sequence[Any]], where: str, names: _Names) -> Iterator[Claim]:
    texts = [[_plain(cell) for cell in row] for row in rows]
    above = next((number for number, row in enumerate(texts) if sum(map(bool, row)) > 1), len(rows))
    head = texts[above] if above < len(rows) else []
    known = head[:3] == names.by_year or head[:1] in ([names.by_time], [names.by_place])
    for number, row in enumerate(rows):
        place = f"{where}, row {number + 1}"
        if known and number > above:
            yield from _row(head, texts[number], place, names)
        elif head[:1] != [names.results] and any(isinstance(cell, float) for cell in row):
            yield PacketFinding(place, "has a number in a table that the audit does not know")


def _row(head: Sequence[str], row: Sequence[str], where: str, names: _Names) -> Iterator[Claim]:
    heads = 3 if head[:3] == names.by_year else 1
    for column, text in zip(head[heads:], row[heads:], strict=True):
        key = _key(head, row, column, names)
        number = _number(text)
        if key is None:
            yield PacketFinding(where, f"column '{column}': names no cell of the Release")
        elif not names.is_guarded(key[0]) or text == names.not_listed:
            continue
        elif number is None and not text.startswith("["):
            yield PacketFinding(where, f"column '{column}': is neither a number nor a mark")
        else:
            yield Stated(where, key, number)


def _key(head: Sequence[str], row: Sequence[str], column: str, names: _Names) -> CellKey | None:
    """The cell in a row of a table by year (place, indicator, group), by period or by place."""
    if head[:3] == names.by_year:
        place, indicator = names.places.get(row[0]), names.indicators.get(row[1])
        if place is None or indicator is None:
            return None
        if not names.is_guarded(indicator):
            return indicator, place, column, TOTAL, ALL
        group = names.groups.get((indicator, row[2]))
        return (indicator, place, column, *group) if group else None
    indicator = names.indicators.get(column)
    if indicator is None:
        return None
    if head[0] == names.by_time:
        return indicator, names.release.scope.place, row[0], TOTAL, ALL
    place = names.places.get(row[0])
    return (indicator, place, names.release.scope.time, TOTAL, ALL) if place else None


def _plain(cell: Any) -> str:
    """A cell as text; numbers as Python writes them, whatever the format of the cell says."""
    if isinstance(cell, float):
        return f"{cell:.10g}"
    return str(cell).strip().removeprefix("'") if cell is not None else ""


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
