"""What `release.data` is asked for: its arguments, checked, as names of the Release."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from numbers import Integral
from typing import Any, Literal, get_args

from helpers.errors import ParamsError, did_you_mean
from helpers.inputs.params.report_time import months_of
from helpers.metrics.indicator import TOTAL
from helpers.privacy.release import Release, months, quarters
from helpers.privacy.scope import NATION

Freq = Literal["year", "quarter", "month", "period"]
PlaceLevel = Literal["nation", "region", "province"]
Labels = Literal["short", "full"]
FREQS: tuple[str, ...] = get_args(Freq)
LEVELS: tuple[str, ...] = get_args(PlaceLevel)
_EARLIEST = 1900
"""A number of years below this says how many, one from it on says which."""


@dataclass(frozen=True)
class Wanted:
    """What a frame is to hold: names as the Release has them, checked."""

    indicators: tuple[str, ...]
    places: tuple[str, ...]
    years: tuple[int, ...]
    periods: tuple[str, ...]
    freq: str
    breakdowns: tuple[str, ...]
    labels: str


def wanted_of(
    release: Release,
    indicators: Any,
    by: Any = (),
    *,
    level: Any = None,
    places: Any = None,
    years: Any = None,
    freq: Any = None,
    totals: bool = False,
    labels: Any = "short",
) -> Wanted:
    """What the arguments of `OpenedRelease.data` ask for.

    Raises:
        ParamsError: one of them is wrong.
    """
    times, columns = _split_by(_names(by, "by"), freq)
    named = tuple(dict.fromkeys(_names(indicators, "indicators")))
    if not named:
        raise ParamsError("data needs an indicator, such as release.data('sessions')")
    if labels not in get_args(Labels):
        raise ParamsError(f"unknown labels '{labels}'" + did_you_mean(str(labels), get_args(Labels)))
    for name in named:
        release.indicator(name)
    asked = _years(release, years)
    kind, periods = _periods_asked(release.scope.period, times, asked, own_year=years is None)
    return Wanted(
        indicators=named,
        places=_places(release, level, places),
        years=asked,
        periods=periods,
        freq=kind,
        breakdowns=_breakdowns(release, named, columns, totals),
        labels=labels,
    )


def _names(given: Any, argument: str) -> list[str]:
    """One name or several as a list.

    Raises:
        ParamsError: it is something else.
    """
    if isinstance(given, str):
        return [given]
    try:
        names = list(given)
    except TypeError:
        names = [None]
    if not all(isinstance(name, str) for name in names):
        raise ParamsError(f"{argument} takes a name or a list of names, not {given!r}")
    return names


def _split_by(by: Sequence[str], freq: Any) -> tuple[str, list[str]]:
    """The frequency, by default the report's own period, and the columns that are left."""
    if freq is not None and freq not in FREQS:
        raise ParamsError(f"unknown freq '{freq}'" + did_you_mean(str(freq), FREQS))
    times = list(dict.fromkeys([*([freq] if freq else []), *(name for name in by if name in FREQS)]))
    finer = [time for time in times if time != "year"]
    if len(finer) > 1:
        raise ParamsError(f"split by {' or by '.join(finer)}, not by both")
    return (finer or times or ["period"])[0], [name for name in by if name not in FREQS]


def _breakdowns(
    release: Release, indicators: Sequence[str], columns: Sequence[str], totals: bool
) -> tuple[str, ...]:
    """The breakdown by these columns, whatever their order, that every indicator has; with totals, by fewer of them."""
    if not columns:
        return (TOTAL,)
    parts = {part for name in columns for part in name.split(".")}
    for name in indicators:
        known = release.indicator(name).breakdown_columns
        found = next((each for each, held in known.items() if set(held) == parts), None)
        if found is None:
            asked = ".".join(columns)
            ways = did_you_mean(asked, [*known, *FREQS])
            raise ParamsError(f"'{name}' is not split by '{asked}'{ways}")
        breakdown = found
    if not totals:
        return (breakdown,)
    of_all = [release.indicator(name).breakdown_columns for name in indicators]
    fewer = [each for each, held in of_all[0].items() if set(held) < parts and all(each in k for k in of_all)]
    return (breakdown, *fewer, TOTAL)


def parts_of(breakdown: str) -> list[str]:
    """The columns of a breakdown."""
    return [] if breakdown == TOTAL else breakdown.split(".")


def _places(release: Release, level: Any, places: Any) -> tuple[str, ...]:
    if level is not None and places is not None:
        raise ParamsError("give a level or places, not both")
    if places is not None:
        found = tuple(dict.fromkeys(_names(places, "places")))
        if not found:
            raise ParamsError("places is empty; leave it out for the report's own place")
        return found
    if level is None:
        return (release.scope.place,)
    return tuple(place for each in _names(level, "level") for place in _of_level(release, each))


def _of_level(release: Release, level: str) -> list[str]:
    """The places of one level, in the order of the provinces table."""
    if level not in LEVELS:
        raise ParamsError(f"unknown level '{level}'" + did_you_mean(level, LEVELS))
    if level == "nation":
        return [NATION]
    commands = release.provinces.commands(release.scope.vintage)
    if level == "province":
        return [command.slug for command in commands]
    held = {command.region for command in commands}
    return [region.slug for region in release.provinces.regions if region.slug in held]


def _years(release: Release, years: Any) -> tuple[int, ...]:
    last = release.scope.year
    if years is None:
        return (last,)
    if isinstance(years, int) and not isinstance(years, bool):
        if years >= _EARLIEST:
            return (years,)
        first = last - years + 1
        if years < 1 or first < release.scope.first_year:
            held = len(release.scope.years)
            raise ParamsError(
                f"years={years}: this report holds {held}, {release.scope.first_year} to {last}"
            )
        return tuple(range(first, last + 1))
    found = () if isinstance(years, str) or not isinstance(years, Iterable) else tuple(dict.fromkeys(years))
    if not found or not all(isinstance(year, Integral) and not isinstance(year, bool) for year in found):
        raise ParamsError(
            f"years takes how many, one, or a list, such as 2, 2022 or [2021, 2023], not {years!r}"
        )
    return found


def _periods_asked(
    part: str | None, times: str, years: Sequence[int], *, own_year: bool
) -> tuple[str, tuple[str, ...]]:
    """The kind of the periods, and the periods; where the report is on a part of a year, the same part of each year.

    Whole years are asked for as "year". Quarters and months of the report's own year are those within its part.
    """
    if part is not None and times == "period":
        kind = {"Q": "quarter", "H": "half"}.get(part[5:6], "month")
        return kind, tuple(f"{year}{part[4:]}" for year in years)
    times = "year" if times == "period" else times
    found = [each for year in years for each in _periods(year, times)]
    if part is not None and times != "year" and own_year:
        inside = set(months_of(part))
        found = [each for each in found if set(months_of(each)) <= inside]
    return times, tuple(found)


def _periods(year: int, freq: str) -> list[str]:
    return {"year": [str(year)], "quarter": quarters(year), "month": months(year)}[freq]
