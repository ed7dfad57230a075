"""Which cells are the sum of which others: what an outsider can subtract.

Places within places, periods within periods, categories within a margin, indicators that are parts of another. Sums
are enough where they generate all that hold: of several ways to split a place, one is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from helpers.metrics.catalogue import Catalogue
from helpers.metrics.indicator import ALL, TOTAL, Indicator

REST = " without "
"""Between two indicators, in the name of the implied cell that counts the one but not the other."""


class Key(NamedTuple):
    """What a cell counts, and where: `units` are the commands of its place."""

    indicator: str
    units: frozenset[str]
    period: str
    breakdown: str
    category: str


Link = tuple[Key, tuple[Key, ...]]


def place_sums(at: Iterable[Key], implied: dict[Key, None]) -> Iterator[Link]:
    """Each place as the sum of smaller ones, down to the smallest that published places can tell apart.

    Those of the smallest that are not published themselves are added to `implied`.
    """
    families: dict[tuple[str, str, str, str], dict[frozenset[str], None]] = {}
    for key in at:
        families.setdefault((key.indicator, key.period, key.breakdown, key.category), {})[key.units] = None
    splits: dict[tuple[frozenset[str], ...], list[tuple[frozenset[str], tuple[frozenset[str], ...]]]] = {}
    for (indicator, period, breakdown, category), places in families.items():
        shape = tuple(places)
        if shape not in splits:
            splits[shape] = list(_splits(shape))
        for whole, parts in splits[shape]:
            keys = [Key(indicator, units, period, breakdown, category) for units in (whole, *parts)]
            implied.update(dict.fromkeys(key for key in keys if key.units not in places))
            yield keys[0], tuple(keys[1:])


def period_sums(at: Mapping[Key, float]) -> Iterator[Link]:
    """Years as quarters and as months, quarters as months, where all of them are cells."""
    for key in at:
        year, _, rest = key.period.partition("-")
        finer: list[list[str]] = []
        if not rest:
            finer = [[f"{year}-Q{n}" for n in range(1, 5)], [f"{year}-{n:02d}" for n in range(1, 13)]]
        elif rest.startswith("Q"):
            first = 3 * int(rest[1:]) - 2
            finer = [[f"{year}-{n:02d}" for n in range(first, first + 3)]]
        for periods in finer:
            parts = tuple(key._replace(period=period) for period in periods)
            if any(part in at for part in parts):
                yield key, parts


def margin_sums(at: Iterable[Key], catalogue: Catalogue) -> Iterator[Link]:
    """Categories within the margins that they add up to: the total, or a breakdown by fewer columns."""
    held: dict[tuple[Key, str], list[Key]] = {}
    for key in at:
        if key.breakdown == TOTAL:
            continue
        breakdowns = catalogue[key.indicator].breakdown_columns
        codes = dict(zip(breakdowns[key.breakdown], key.category.split("."), strict=True))
        for name, columns in {TOTAL: (), **breakdowns}.items():
            if set(columns) < set(codes):
                category = ".".join(codes[column] for column in columns) or ALL
                margin = key._replace(breakdown=name, category=category)
                held.setdefault((margin, key.breakdown), []).append(key)
    for (margin, _), parts in held.items():
        yield margin, tuple(parts)


def indicator_sums(at: Mapping[Key, float], catalogue: Catalogue) -> Iterator[Link]:
    """Indicators that others add up to, and indicators that repeat categories of another."""
    covers = list(_covers(catalogue))
    slices = list(_slices(catalogue))
    for key in at:
        for whole, names in covers:
            parts = tuple(key._replace(indicator=name) for name in names)
            if key.indicator == whole and all(part in at for part in parts):
                yield key, parts
        for part, whole, column, codes in slices:
            if key.indicator == part and key.breakdown == TOTAL:
                parts = tuple(
                    key._replace(indicator=whole, breakdown=column, category=code) for code in codes
                )
                if all(one in at for one in parts):
                    yield key, parts


def complements_of(at: Mapping[Key, float], catalogue: Catalogue) -> list[tuple[Key, Key, Key]]:
    """(whole, part, rest) for every indicator that counts some of what another counts: 19 assisted, 17 referred, 2 not.

    Parts that belong to a sum of indicators are left out: their rest is the sum of the others.
    """
    summed = {(whole, name) for whole, names in _covers(catalogue) for name in names}
    pairs = [
        (whole.id, part.id)
        for whole in catalogue.values()
        for part in catalogue.in_table(whole.table)
        if (whole.id, part.id) not in summed and _is_subset(part, whole)
    ]
    return [
        (key, key._replace(indicator=part), key._replace(indicator=f"{whole}{REST}{part}"))
        for key in at
        for whole, part in pairs
        if key.indicator == whole and key._replace(indicator=part) in at
    ]


def _splits(
    places: tuple[frozenset[str], ...],
) -> Iterator[tuple[frozenset[str], tuple[frozenset[str], ...]]]:
    atoms: dict[tuple[bool, ...], set[str]] = {}
    for unit in sorted(frozenset().union(*places)):
        atoms.setdefault(tuple(unit in place for place in places), set()).add(unit)
    smallest = [frozenset(atom) for atom in atoms.values()]
    pieces = sorted(dict.fromkeys((*places, *smallest)), key=lambda p: (-len(p), sorted(p)))
    for whole in places:
        left, parts = set(whole), []
        for piece in pieces:
            if piece < whole and piece <= left:
                parts.append(piece)
                left -= piece
        if parts:
            yield whole, tuple(parts)


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
    others = [{name: set(v) for name, v in i.filters.items() if name != column} for i in (part, whole)]
    return _same_measure(part, whole) and column in part.filters and others[0] == others[1]


def _is_subset(part: Indicator, whole: Indicator) -> bool:
    """Whether everything that `part` counts is counted by `whole`, and not the other way round."""
    inside = all(
        column in part.filters and set(part.filters[column]) <= set(codes)
        for column, codes in whole.filters.items()
    )
    return _same_measure(part, whole) and inside and part.filters != whole.filters


def _same_measure(part: Indicator, whole: Indicator) -> bool:
    same = (part.measure, part.aggregation, part.per) == (whole.measure, whole.aggregation, whole.per)
    return same and part.id != whole.id and part.adds_up


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
