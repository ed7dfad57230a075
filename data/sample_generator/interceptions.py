"""Interceptions: one row per case of illegal entry or exit. A few cases hold many people."""

from __future__ import annotations

from .allocation import share_out
from .draws import Draws
from .mixes import EXIT_SHARE, METHODS, PEOPLE_SCALE, SEA_SHARE
from .places import Place
from .years import Year

Row = dict[str, object]

# Many came home from Cambodia in August to October 2022.
KH_2022_SEASON = (1, 1, 1, 1, 1, 1, 1.1, 1.8, 1.9, 1.5, 1.1, 1)


def make_interceptions(year: Year, places: tuple[Place, ...]) -> dict[str, list[Row]]:
    """Rows by province; cases and people add up to the nation's."""
    pull = [place.crossings * Draws.of(year.year, place.slug, "crossings").around(0.2) for place in places]
    cases = dict(zip(places, share_out(year.interception_cases, pull), strict=True))
    drawn = {place: _cases(year, place, count) for place, count in cases.items()}
    sizes = [size for found in drawn.values() for size, _ in found]
    people = iter(share_out(year.people_intercepted, sizes, [1] * len(sizes)))
    return {
        place.slug: [_counted(row, next(people), place, i) for i, (_, row) in enumerate(found)]
        for place, found in drawn.items()
    }


def _cases(year: Year, place: Place, count: int) -> list[tuple[float, Row]]:
    """Cases without their people, each with its size beside the others."""
    draws = Draws.of(year.year, place.slug, "interceptions")
    cases = []
    for _ in range(count):
        border = _border(draws, place)
        season = year.crossing_season
        if year.year == 2022 and border == "KH":
            season = tuple(a * b for a, b in zip(season, KH_2022_SEASON, strict=True))
        facing = {station.code: station.size for station in place.stations if station.border == border}
        row: Row = {
            "date": draws.day(year.year, draws.month(season)),
            "station_code": draws.pick(facing),
            "direction": "exit" if draws.random() < EXIT_SHARE[border] else "entry",
            "border": border,
            "method": draws.pick(METHODS[border]),
            "referred": "yes" if draws.random() < 0.13 else "no",
        }
        cases.append((PEOPLE_SCALE[border] * draws.around(1.15), row))
    return cases


def _border(draws: Draws, place: Place) -> str:
    borders = [station.border for station in place.stations]
    land = {border: float(borders.count(border)) for border in sorted(set(borders) - {"sea"})}
    if not land or ("sea" in borders and draws.random() < SEA_SHARE):
        return "sea"
    return draws.pick(land)


def _counted(row: Row, people: int, place: Place, number: int) -> Row:
    """The case with its people, of whom women and minors where the station told them apart."""
    draws = Draws.of(row["date"], place.slug, number, "people")
    told = draws.random() > 0.05
    women = draws.part_of(people, draws.uniform(0.25, 0.5))
    minors = draws.part_of(people, draws.uniform(0.02, 0.14))
    return row | {"people": people, "women": women if told else None, "minors": minors if told else None}
