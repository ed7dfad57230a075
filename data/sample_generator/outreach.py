"""Outreach: one row per station and month that was reported."""

from __future__ import annotations

from dataclasses import dataclass

from .allocation import share_out
from .draws import Draws
from .places import Place, Station
from .years import Year

Row = dict[str, object]

# People that every session reaches at least.
SMALLEST_SESSION = 6


@dataclass(frozen=True)
class _Slot:
    """One station-month, and how much of its province's sessions, people and leaflets it draws."""

    station: Station
    month: int
    sessions: float
    people: float
    leaflets: float
    women_share: float | None
    children_share: float | None


def make_outreach(year: Year, places: tuple[Place, ...]) -> dict[str, list[Row]]:
    """Rows by province; sessions, participants and leaflets add up to the nation's."""
    slots = {place.slug: _slots(year, place) for place in places}
    sessions = _split(
        year.sessions, {slug: [slot.sessions for slot in found] for slug, found in slots.items()}
    )
    held = {slug: list(zip(slots[slug], sessions[slug], strict=True)) for slug in slots}
    people = _split(
        year.participants,
        {slug: [n * slot.people for slot, n in found] for slug, found in held.items()},
        floors={slug: [n * SMALLEST_SESSION for _, n in found] for slug, found in held.items()},
    )
    leaflets = _split(
        year.leaflets, {slug: [n * slot.leaflets for slot, n in found] for slug, found in held.items()}
    )
    return {
        slug: [
            _row(year, slot, n, people_there, leaflets_there)
            for (slot, n), people_there, leaflets_there in zip(
                found, people[slug], leaflets[slug], strict=True
            )
        ]
        for slug, found in held.items()
    }


def _slots(year: Year, place: Place) -> list[_Slot]:
    draws = Draws.of(year.year, place.slug, "outreach")
    effort = place.outreach * draws.around(0.13)
    audience, paper = draws.around(0.12), draws.around(0.25)
    slots = []
    for station in place.stations:
        # Some stations do not tell women or children apart.
        women = draws.uniform(0.38, 0.54) if draws.random() > 0.06 else None
        children = draws.uniform(0.12, 0.32) if draws.random() > 0.14 else None
        silent = _silent_months(draws)
        for month in range(1, 13):
            slot = _Slot(
                station,
                month,
                sessions=effort * station.size * year.outreach_season[month - 1] * draws.around(0.28),
                people=audience * draws.around(0.3),
                leaflets=paper * (draws.around(0.5) if draws.random() < 0.6 else 0),
                women_share=None if women is None else women * draws.uniform(0.93, 1.07),
                children_share=None if children is None else children * draws.uniform(0.85, 1.15),
            )
            if month not in silent:
                slots.append(slot)
    return slots


def _silent_months(draws: Draws) -> set[int]:
    """Months for which a station sent nothing: now and then one, rarely a run of them."""
    silent = {month for month in range(1, 13) if draws.random() < 0.007}
    first, length = draws.randint(1, 12), draws.randint(2, 5)
    if draws.random() < 0.025:
        silent |= set(range(first, first + length))
    return silent


def _split(
    total: int, weights: dict[str, list[float]], floors: dict[str, list[int]] | None = None
) -> dict[str, list[int]]:
    """A national total over provinces, and each province's part over its slots."""
    lows = {slug: floors[slug] if floors else [0] * len(weights[slug]) for slug in weights}
    quotas = share_out(total, [sum(weights[slug]) for slug in weights], [sum(lows[slug]) for slug in weights])
    return {
        slug: share_out(quota, weights[slug], lows[slug]) for slug, quota in zip(weights, quotas, strict=True)
    }


def _row(year: Year, slot: _Slot, sessions: int, people: int, leaflets: int) -> Row:
    return {
        "station_code": slot.station.code,
        "month": f"{year.year}-{slot.month:02d}",
        "sessions": sessions,
        "participants": people,
        "women": None if slot.women_share is None else int(people * slot.women_share),
        "children": None if slot.children_share is None else int(people * slot.children_share),
        "leaflets": leaflets,
    }
