"""Training document sets and equipment that reached a station."""

from __future__ import annotations

from .draws import Draws
from .mixes import EQUIPMENT
from .places import Place
from .years import Year

Row = dict[str, object]

SEASON = (0.3, 0.4, 1.0, 1.0, 1.1, 1.0, 0.9, 1.0, 1.2, 1.1, 1.0, 0.5)

# What share of the stations gets documents and equipment in a year; more with INL phase 2, from 2024.
DOCUMENTS = {2022: 0.3, 2023: 0.36, 2024: 0.48, 2025: 0.5}
EQUIPPED = {2022: 0.05, 2023: 0.07, 2024: 0.12, 2025: 0.15}


def make_materials(year: Year, places: tuple[Place, ...]) -> dict[str, list[Row]]:
    """Rows by province."""
    return {place.slug: _materials(year, place) for place in places}


def _materials(year: Year, place: Place) -> list[Row]:
    draws = Draws.of(year.year, place.slug, "materials")
    rows: list[Row] = []
    for station in place.stations:
        if draws.random() < DOCUMENTS[year.year]:
            rows.append(_row(draws, year, station.code, "document_set", "document_set", draws.randint(4, 24)))
        if draws.random() < EQUIPPED[year.year]:
            item = draws.pick(EQUIPMENT)
            rows.append(_row(draws, year, station.code, "equipment", item, draws.randint(1, 3)))
    return rows


def _row(draws: Draws, year: Year, station_code: str, kind: str, item: str, quantity: int) -> Row:
    return {
        "date": draws.day(year.year, draws.month(SEASON)),
        "station_code": station_code,
        "kind": kind,
        "item": item,
        "quantity": quantity,
    }
