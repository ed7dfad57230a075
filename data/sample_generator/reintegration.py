"""Reintegration: people who began support, per quarter and service, in the few provinces that offer it."""

from __future__ import annotations

from .allocation import share_out
from .draws import Draws
from .mixes import REINTEGRATION
from .places import Place
from .years import Year

Row = dict[str, object]

QUARTERS = (0.75, 1.1, 1.1, 1.05)


def make_reintegration(year: Year, places: tuple[Place, ...]) -> dict[str, list[Row]]:
    """Rows by province; people ('any' service) add up to the nation's."""
    pull = [
        place.reintegration
        * Draws.of(year.year, place.slug, "offer").around(0.3)
        * quarter
        * Draws.of(year.year, place.slug, "offer", number).around(0.35)
        for place in places
        for number, quarter in enumerate(QUARTERS, start=1)
    ]
    people = iter(share_out(year.reintegrated, pull))
    counts = {place: [next(people) for _ in QUARTERS] for place in places}
    return {
        place.slug: [row for number, n in enumerate(found, 1) for row in _quarter(year, place, number, n)]
        if place.reintegration
        else []
        for place, found in counts.items()
    }


def _quarter(year: Year, place: Place, number: int, people: int) -> list[Row]:
    draws = Draws.of(year.year, place.slug, "reintegration", number)
    taken = {"any": people} | {name: draws.part_of(people, share) for name, share in REINTEGRATION.items()}
    return [{"quarter": f"{year.year}-Q{number}", "service": name, "victims": n} for name, n in taken.items()]
