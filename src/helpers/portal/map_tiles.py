"""The tile map as the way in: one tile a province, north to south, each with its value and shade per measure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from helpers.inputs.params.provinces import Provinces
from helpers.inputs.params.settings import Language, Vintage
from helpers.paths import Project
from helpers.portal.map_shades import ranges, shade
from helpers.portal.packet_descriptions import MEASURES, Packet
from helpers.portal.portal_words import WORDS
from helpers.privacy.release import Cell
from helpers.report.language import cell_text
from helpers.report.tile_grid import read_tiles


@dataclass(frozen=True)
class MarkView:
    """What a tile shows of one measure. `look` is the shade, 1 to 5, or the status c, x or z."""

    measure: str
    look: str
    text: str


@dataclass(frozen=True)
class TileView:
    """One province; rows and columns from 1. `href` is empty where it has no report."""

    name: str
    short_name: str
    row: int
    column: int
    has_command: bool
    href: str
    language: str
    marks: tuple[MarkView, ...]


@dataclass(frozen=True)
class StepView:
    """One entry of the map's key."""

    look: str
    text: str


@dataclass(frozen=True)
class KeyView:
    """The key of one measure."""

    measure: str
    steps: tuple[StepView, ...]


@dataclass(frozen=True)
class MapView:
    """The map of one year in one language."""

    rows: int
    columns: int
    tiles: tuple[TileView, ...]
    keys: tuple[KeyView, ...]
    some_without_report: bool


def map_view(
    project: Project, provinces: Provinces, packets: Sequence[Packet], vintage: Vintage, language: Language
) -> MapView:
    """The map of one year's packets, tiles in reading order: row by row from the north, west to east.

    Raises:
        ParamsError: params/provinces/tiles.csv is missing or malformed.
    """
    reports = {packet.place: packet for packet in packets if not packet.national}
    shown = {measure: _shown(reports.values(), measure) for measure in MEASURES}
    views = []
    for tile in read_tiles(project, vintage):
        province = provinces.get(tile.slug, vintage)
        packet = reports.get(tile.slug)
        views.append(
            TileView(
                name=province.name(language),
                short_name=tile.short_name(language),
                row=tile.row + 1,
                column=tile.column + 1,
                has_command=province.has_command,
                href=f"{packet.folder}/index.html" if packet else "",
                language=packet.language if packet else language,
                marks=_marks(packet, shown, language) if packet else (),
            )
        )
    return MapView(
        rows=max(tile.row for tile in views),
        columns=max(tile.column for tile in views),
        tiles=tuple(views),
        keys=tuple(_key(reports.values(), measure, shown[measure], language) for measure in MEASURES),
        some_without_report=any(tile.has_command and not tile.href for tile in views),
    )


def _shown(packets: Iterable[Packet], measure: str) -> list[float]:
    values = (packet.highlights.cell(measure).value for packet in packets)
    return [value for value in values if value is not None]


def _marks(packet: Packet, shown: dict[str, list[float]], language: Language) -> tuple[MarkView, ...]:
    marks = []
    for measure in MEASURES:
        cell = packet.highlights.cell(measure)
        look = cell.status if cell.value is None else str(shade(cell.value, shown[measure]))
        marks.append(MarkView(measure, look, cell_text(cell, language)))
    return tuple(marks)


def _key(packets: Iterable[Packet], measure: str, values: list[float], language: Language) -> KeyView:
    """One step a shade, lowest first, then the symbols that occur."""
    steps = []
    for number, ends in ranges(values).items():
        low, high = (cell_text(Cell(end, "shown"), language) for end in ends)
        steps.append(StepView(str(number), low if low == high else f"{low}–{high}"))
    met = {packet.highlights.cell(measure).status for packet in packets}
    steps += [StepView(s, f"[{s}] {WORDS[language].symbols[s]}") for s in ("c", "x", "z") if s in met]
    return KeyView(measure, tuple(steps))
