"""The tile grid of the provinces: where each stands on the tile map and in the portal. No geometry, no boundary."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from helpers.errors import ParamsError
from helpers.inputs.params.settings import Vintage
from helpers.inputs.params.yaml_files import read_text
from helpers.paths import Project

COLUMNS = ("vintage", "slug", "column", "row", "short_name_en", "short_name_vi")


@dataclass(frozen=True)
class Tile:
    """One province's place on the grid: columns from the west, rows from the north, both from 0."""

    slug: str
    column: int
    row: int
    short_name_en: str
    short_name_vi: str

    def short_name(self, language: str) -> str:
        """A name short enough for the tile."""
        return self.short_name_vi if language == "vi" else self.short_name_en


def read_tiles(project: Project | Path, vintage: Vintage) -> tuple[Tile, ...]:
    """The tiles of a vintage in reading order, north to south and west to east.

    Takes a project, or the path of a tiles.csv.

    Raises:
        ParamsError: the file is missing or malformed, or two provinces of the vintage share a tile.
    """
    path = project if isinstance(project, Path) else project.params / "provinces" / "tiles.csv"
    return _read(path, vintage)


@lru_cache(maxsize=8)
def _read(path: Path, vintage: Vintage) -> tuple[Tile, ...]:
    where = f"params/provinces/{path.name}"
    reader = csv.DictReader(io.StringIO(read_text(path, where), newline=""))
    rows = list(reader)
    absent = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if absent:
        raise ParamsError(f"{where}: column '{absent[0]}' is missing; add it")
    tiles = [_tile(row, f"{where}, row {n}") for n, row in enumerate(rows, 2) if row["vintage"] == vintage]
    if not tiles:
        raise ParamsError(f"{where}: there is no tile of vintage '{vintage}'; add its provinces")
    _check_apart(tiles, f"{where}, vintage {vintage}")
    return tuple(sorted(tiles, key=lambda tile: (tile.row, tile.column)))


def _tile(row: dict[str, str], where: str) -> Tile:
    for name in COLUMNS:
        if not row[name]:
            raise ParamsError(f"{where}, column {name}: is empty; fill it in")
    for name in ("short_name_en", "short_name_vi"):
        if any(letter.isnumeric() for letter in row[name]):
            raise ParamsError(f"{where}, column {name}: has a number; write the province's name alone")
    for name in ("column", "row"):
        if not row[name].isdecimal():
            raise ParamsError(f"{where}, column {name}: must be a whole number from 0, not '{row[name]}'")
    return Tile(row["slug"], int(row["column"]), int(row["row"]), row["short_name_en"], row["short_name_vi"])


def _check_apart(tiles: list[Tile], where: str) -> None:
    slugs: set[str] = set()
    places: dict[tuple[int, int], str] = {}
    for tile in tiles:
        if tile.slug in slugs:
            raise ParamsError(f"{where}: '{tile.slug}' has two tiles; remove one")
        slugs.add(tile.slug)
        place = (tile.column, tile.row)
        if place in places:
            raise ParamsError(f"{where}: '{tile.slug}' and '{places[place]}' share a tile; move one")
        places[place] = tile.slug
