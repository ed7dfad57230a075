"""Trafficking cases and victims. A victim's case, where known, is one of the same province and half-year."""

from __future__ import annotations

from datetime import date, timedelta

from .allocation import share_out
from .draws import Draws, end_of_half
from .mixes import (
    AGES,
    AGES_OF,
    CASE_STATUS,
    DESTINATIONS,
    EXPLOITATION,
    FEMALE_SHARE,
    NATIONALITIES,
    ONLINE_SHARE,
    PATHWAYS,
    REFERRALS,
    SERVICES,
)
from .places import Place
from .years import Year

Row = dict[str, object]

EVEN_SEASON = (0.8, 0.85, 1.1, 1.05, 1.05, 1.0, 1.05, 1.1, 1.05, 1.0, 1.0, 0.95)


def make_cases(year: Year, places: tuple[Place, ...]) -> dict[str, list[Row]]:
    """Cases by province, `case_id` provisional; cases and arrests add up to the nation's."""
    counts = share_out(year.trafficking_cases, [_pull(year, place, "cases") for place in places])
    drawn = {place.slug: _cases(year, place, n) for place, n in zip(places, counts, strict=True)}
    pulls = [pull for found in drawn.values() for pull, _ in found]
    arrests = iter(share_out(year.suspects_arrested, pulls))
    return {
        slug: [row | {"suspects_arrested": next(arrests)} for _, row in found]
        for slug, found in drawn.items()
    }


def make_victims(year: Year, places: tuple[Place, ...], cases: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """Victims by province, ids provisional; they add up to the nation's."""
    counts = share_out(year.victims, [_pull(year, place, "assisted") for place in places])
    return {
        place.slug: [_victim(year, place, cases[place.slug], number) for number in range(count)]
        for place, count in zip(places, counts, strict=True)
    }


def _cases(year: Year, place: Place, count: int) -> list[tuple[float, Row]]:
    """Cases without their arrests, each with its pull on the arrests."""
    draws = Draws.of(year.year, place.slug, "trafficking_cases")
    cases = []
    for number in range(count):
        destination = draws.pick(DESTINATIONS[place.main_border])
        exploitation = draws.pick(EXPLOITATION[destination])
        status = draws.pick(CASE_STATUS)
        row: Row = {
            "case_id": f"{place.slug}#{number}",
            "opened_date": draws.day(year.year, draws.month(EVEN_SEASON)),
            "exploitation": exploitation,
            "destination": destination,
            "online_recruitment": "yes" if draws.random() < ONLINE_SHARE.get(exploitation, 0.35) else "no",
            "status": status,
        }
        caught = draws.random() < (0.15 if status == "under_verification" else 0.65)
        cases.append((draws.gammavariate(2, 1) if caught else 0.0, row))
    return cases


def _pull(year: Year, place: Place, what: str) -> float:
    """A province's weight in a year. Where there is little trafficking, one year says little of the next."""
    shape = 9.0 if place.trafficking >= 2 else 1.5
    return place.trafficking * Draws.of(year.year, place.slug, what).gammavariate(shape, 1 / shape)


def _victim(year: Year, place: Place, cases: list[Row], number: int) -> Row:
    draws = Draws.of(year.year, place.slug, "victims", number)
    destination = draws.pick(DESTINATIONS[place.main_border])
    exploitation = draws.pick(EXPLOITATION[destination])
    day = draws.day(year.year, draws.month(EVEN_SEASON))
    case_id = None
    pathway = draws.pick(PATHWAYS)
    if cases and draws.random() < (0.45 if pathway == "self_returned" else 0.75):
        case = draws.choice(cases)
        opened = case["opened_date"]
        assert isinstance(opened, date)
        case_id = case["case_id"]
        day = min(opened + timedelta(days=draws.randint(0, 45)), end_of_half(opened))
        destination = str(case["destination"])
        same = draws.random() < 0.85
        exploitation = str(case["exploitation"]) if same else draws.pick(EXPLOITATION[destination])
    return {
        "victim_id": f"{place.slug}#{number}",
        "date": day,
        "case_id": case_id,
        "pathway": pathway,
        "identification": "confirmed" if draws.random() < (0.72 if case_id else 0.45) else "presumed",
        "sex": _sex(draws, exploitation),
        "age_band": draws.pick(AGES[AGES_OF.get(exploitation, "adult")]),
        "nationality": draws.pick(NATIONALITIES),
        "exploitation": exploitation,
        "destination": destination,
        "services": ";".join(name for name, share in SERVICES.items() if draws.random() < share) or None,
        "referred_to": draws.pick(REFERRALS) if draws.random() < 0.8 else None,
    }


def _sex(draws: Draws, exploitation: str) -> str:
    if draws.random() < 0.015:
        return "unknown"
    return "female" if draws.random() < FEMALE_SHARE.get(exploitation, 0.5) else "male"
