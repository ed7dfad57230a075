"""Whether the order of a table's rows betrays what it withholds.

Rows sorted by a number about people, a withheld one among them: its place tells between which two it lies. Not so
where the order follows from what everybody sees: the places or categories themselves (by name, by code, as the lists
of params have them), or a number of the same table that is shown for every row. Rows that are alike in such a number
must themselves be in an order that everybody sees.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from helpers.inputs.checking.names import fold
from helpers.inputs.provinces import Province, Region
from helpers.metrics.catalogue import TOTAL
from helpers.privacy.release import NATION, Release
from helpers.run.audit.claims import Finding, Stated

_FEWEST = 2
_ALPHABET = {letter: number for number, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = str.maketrans(
    "áàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ",
    "a" * 5 + "ă" * 5 + "â" * 5 + "e" * 5 + "ê" * 5 + "i" * 5 + "o" * 5 + "ô" * 5 + "ơ" * 5 + "u" * 5 + "ư" * 5
    + "y" * 5,
)  # fmt: skip


def betrayed_by_order(stated: Iterable[Stated], release: Release) -> Iterator[Finding]:
    """Tables of one file that are sorted by a sensitive number, with a withheld one among the shown."""
    tables: dict[tuple[str, ...], list[Stated]] = defaultdict(list)
    for one in stated:
        indicator, place, period, breakdown, _ = one.key
        if one.table and place != NATION:
            tables[one.where.split(",")[0], one.table, indicator, period, breakdown, ""].append(one)
        if one.table and breakdown != TOTAL:
            tables[one.where.split(",")[0], one.table, indicator, period, breakdown, place].append(one)
    totals: dict[tuple[Any, ...], list[list[float]]] = defaultdict(list)
    for (file, table, indicator, *_), rows in tables.items():
        totals[file, table, _names(rows)] += _known(rows, sensitive=release.indicator(indicator).sensitive)
    for (file, table, indicator, _, breakdown, _), rows in tables.items():
        if release.indicator(indicator).sensitive and _sorted_by_value(rows):
            names = _names(rows)
            orders = _orders(names, release, breakdown, places=len(set(_places(rows))) > 1)
            if not any(_follows(ranks, orders) for ranks in (None, *totals[file, table, names])):
                yield Finding(
                    f"{file}, {table}", f"rows are sorted by {indicator}, some of which is withheld"
                )


def _places(rows: Sequence[Stated]) -> tuple[str, ...]:
    return tuple(row.key[1] for row in rows)


def _names(rows: Sequence[Stated]) -> tuple[str, ...]:
    """What tells the rows apart: their places, or the categories of one place."""
    places = _places(rows)
    return places if len(set(places)) > 1 else tuple(row.key[4] for row in rows)


def _known(rows: Sequence[Stated], *, sensitive: bool) -> Iterator[list[float]]:
    """The numbers of a column that everybody sees, as ranks; a missing one as the least or the most."""
    values = [row.value for row in rows]
    if None in values and sensitive:
        return
    yield [value or 0.0 for value in values]
    if None in values:
        yield [float("inf") if value is None else value for value in values]


def _follows(ranks: Sequence[float] | None, orders: Iterable[Sequence[Any]]) -> bool:
    """Whether rows rise or fall by these numbers, and within equal ones as a known order; without numbers, as that."""
    orders = list(orders)
    if ranks is None:
        return any(map(_rises, orders))
    return any(
        _rises([(sign * rank, at) for rank, at in zip(ranks, order, strict=True)])
        for sign in (1, -1)
        for order in orders
    )


def _rises(ranks: Sequence[Any]) -> bool:
    return all(one <= other for one, other in zip(ranks, ranks[1:], strict=False))


def _sorted_by_value(rows: Sequence[Stated]) -> bool:
    """Whether the shown numbers rise or fall, with a withheld one among them."""
    values = [row.value for row in rows]
    shown = [value for value in values if value is not None]
    if len(shown) < _FEWEST or len(shown) == len(values):
        return False
    inside = values[_first(values) : len(values) - _first(values[::-1])]
    return None in inside and (_rises(shown) or _rises(shown[::-1]))


def _first(values: Sequence[float | None]) -> int:
    return next(i for i, value in enumerate(values) if value is not None)


def _orders(names: Sequence[str], release: Release, breakdown: str, *, places: bool) -> list[list[Any]]:
    """Where each name stands in the orders that everybody knows: one list an order, one entry a name."""
    texts: dict[str, tuple[str, ...]] = {}
    if not places:
        lists = [release.catalogue.codelist(part) for part in breakdown.split(".")]
        at = {}
        for name in names:
            cells = list(zip(lists, name.split("."), strict=True))
            at[name] = [release.codelists.codes(codes).index(code) for codes, code in cells]
            labels = [
                [release.codelists.label(*cell, language) for cell in cells] for language in ("en", "vi")
            ]
            texts[name] = (name, *map(" ".join, labels))
        return [[at[name] for name in names], *_alphabets(names, texts)]
    orders = []
    regions = {region.slug: number for number, region in enumerate(release.provinces.regions)}
    for provinces in release.provinces.by_vintage.values():
        known: list[Region | Province] = [*release.provinces.regions, *provinces.values()]
        texts = {each.slug: (each.slug, each.name_en, each.name_vi) for each in known}
        if set(names) <= set(texts):
            listed = list(texts)
            within = {slug: regions[each.region] for slug, each in provinces.items()} | regions
            for order in ([listed.index(name) for name in names], *_alphabets(names, texts)):
                orders.append(order)
                orders.append([(name in regions, at) for name, at in zip(names, order, strict=True)])
                orders.append([(name not in regions, at) for name, at in zip(names, order, strict=True)])
                orders.append(
                    [(within[name], name not in regions, at) for name, at in zip(names, order, strict=True)]
                )
    return orders


def _alphabets(names: Sequence[str], texts: Mapping[str, Sequence[str]]) -> Iterator[list[Any]]:
    """The names by their code and by their name in either language, as either language sorts letters."""
    for number in range(3):
        for letters in (str, fold, _in_vietnamese):
            yield [letters(texts[name][number]) for name in names]


def _in_vietnamese(text: str) -> list[int]:
    """A text as a Vietnamese dictionary sorts it: by its letters, whatever their tones."""
    return [_ALPHABET.get(letter, ord(letter) - 0x110000) for letter in text.casefold().translate(_TONES)]
