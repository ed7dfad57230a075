"""Which published cells are the sum of which others: what an outsider can subtract.

Places within places, periods within periods, categories within a margin, indicators that are parts of another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from helpers.metrics.catalogue import ALL, TOTAL, Catalogue, Indicator
from helpers.metrics.places import NATION


@dataclass(frozen=True)
class Sum:
    """A cell and the cells that it is the sum of, as positions in the frame of cells."""

    total: int
    parts: tuple[int, ...]


class _Key(NamedTuple):
    indicator: str
    place: str
    period: str
    breakdown: str
    category: str


def sums_among(cells: pd.DataFrame, catalogue: Catalogue, regions: Mapping[str, str]) -> list[Sum]:
    """Every sum whose cells are all in the frame, in a fixed order.

    Args:
        cells: indicator, place, period, breakdown, category of each cell; categories that do not occur are zeros.
        catalogue: the indicators that the cells are of.
        regions: slug of each province -> slug of its region.
    """
    keys = cells[list(_Key._fields)].itertuples(index=False)
    at = {_Key(*key): position for position, key in enumerate(keys)}
    found = [
        Sum(at[total], tuple(at[part] for part in parts))
        for links in (_places(at, regions), _periods(at), _margins(at, catalogue), _indicators(at, catalogue))
        for total, parts in links
        if parts and total in at and all(part in at for part in parts)
    ]
    return list(dict.fromkeys(found))


Link = tuple[_Key, Sequence[_Key]]


def _places(at: Iterable[_Key], regions: Mapping[str, str]) -> Iterator[Link]:
    slugs = list(dict.fromkeys(regions.values()))
    for key in at:
        if key.place == NATION:
            yield key, [key._replace(place=region) for region in slugs]
            yield key, [key._replace(place=province) for province in regions]
        elif key.place in slugs:
            yield (
                key,
                [key._replace(place=province) for province, region in regions.items() if region == key.place],
            )


def _periods(at: Iterable[_Key]) -> Iterator[Link]:
    for key in at:
        year, _, rest = key.period.partition("-")
        if not rest:
            yield key, [key._replace(period=f"{year}-Q{quarter}") for quarter in range(1, 5)]
            yield key, [key._replace(period=f"{year}-{month:02d}") for month in range(1, 13)]
        elif rest.startswith("Q"):
            first = 3 * int(rest[1:]) - 2
            yield key, [key._replace(period=f"{year}-{month:02d}") for month in range(first, first + 3)]


def _margins(at: Iterable[_Key], catalogue: Catalogue) -> Iterator[Link]:
    """Categories within the margins that they add up to: the total, or a breakdown by fewer columns."""
    held: dict[tuple[_Key, str], list[_Key]] = {}
    for key in at:
        if key.breakdown == TOTAL:
            continue
        breakdowns = catalogue[key.indicator].breakdown_columns
        codes = dict(zip(breakdowns[key.breakdown], key.category.split("."), strict=True))
        for name, columns in {TOTAL: (), **breakdowns}.items():
            if set(columns) < set(codes):
                category = ".".join(codes[column] for column in columns) or ALL
                held.setdefault((key._replace(breakdown=name, category=category), key.breakdown), []).append(
                    key
                )
    for (margin, _), parts in held.items():
        yield margin, parts


def _indicators(at: Iterable[_Key], catalogue: Catalogue) -> Iterator[Link]:
    covers = list(_covers(catalogue))
    slices = list(_slices(catalogue))
    for key in at:
        for whole, names in covers:
            if key.indicator == whole:
                yield key, [key._replace(indicator=name) for name in names]
        for part, whole, column, codes in slices:
            if key.indicator == part and key.breakdown == TOTAL:
                yield key, [key._replace(indicator=whole, breakdown=column, category=code) for code in codes]


def _covers(catalogue: Catalogue) -> Iterator[tuple[str, list[str]]]:
    """Indicators that others add up to: all assisted = rescued + received + self-returned."""
    for whole in catalogue.values():
        for column in {column: None for other in catalogue.in_table(whole.table) for column in other.filters}:
            codes = set(whole.filters.get(column, catalogue.codes(whole.table, column)))
            parts = {
                part.id: set(part.filters[column])
                for part in catalogue.in_table(whole.table)
                if _narrows(part, whole, column) and set(part.filters[column]) < codes
            }
            for names in _exact_covers(codes, parts):
                yield whole.id, names


def _slices(catalogue: Catalogue) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Indicators that some categories of another add up to: victims who are women = victims by sex, female."""
    for whole in catalogue.values():
        for column in (name for name, columns in whole.breakdown_columns.items() if len(columns) == 1):
            for part in catalogue.in_table(whole.table):
                if _narrows(part, whole, column):
                    yield part.id, whole.id, column, part.filters[column]


def _narrows(part: Indicator, whole: Indicator, column: str) -> bool:
    """Whether `part` counts what `whole` counts, but for a filter on the column."""
    same = (part.measure, part.aggregation, part.per) == (whole.measure, whole.aggregation, whole.per)
    others = [{name: set(v) for name, v in i.filters.items() if name != column} for i in (part, whole)]
    return same and part.id != whole.id and column in part.filters and others[0] == others[1]


def _exact_covers(codes: set[str], parts: Mapping[str, set[str]]) -> Iterator[list[str]]:
    """Every choice of parts that holds each code once."""
    if not codes:
        return
    first = min(codes)
    for name, held in parts.items():
        if first in held and held <= codes:
            if held == codes:
                yield [name]
            for rest in _exact_covers(codes - held, parts):
                yield [name, *rest]
