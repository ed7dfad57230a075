"""Whether the order of a table's rows betrays what it withholds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from helpers.privacy.release import NATION, Release
from helpers.run.audit.claims import Finding, Stated

_FEWEST = 2


def betrayed_by_order(stated: Iterable[Stated], release: Release) -> Iterator[Finding]:
    """Tables sorted by a sensitive number, with a withheld one among the shown: its place tells how large it is.

    A table is in a harmless order where it follows the codelists, the provinces, the alphabet, or a number that is
    shown in full; where the withheld rows stand together before or after all others; or where its shown numbers are in
    no order at all.
    """
    tables: dict[tuple[str, ...], list[Stated]] = defaultdict(list)
    for one in stated:
        indicator, place, period, breakdown, _ = one.key
        if one.table and place != NATION:
            tables[one.where.split(",")[0], one.table, indicator, period, breakdown, ""].append(one)
        if one.table and breakdown != "total":
            tables[one.where.split(",")[0], one.table, indicator, period, breakdown, place].append(one)
    harmless = {
        (file, table, _names(rows))
        for (file, table, indicator, *_), rows in tables.items()
        if not release.indicator(indicator).sensitive and _in_order([row.value for row in rows])
    }
    for (file, table, indicator, *_), rows in tables.items():
        if (
            release.indicator(indicator).sensitive
            and _sorted_by_value(rows)
            and (file, table, _names(rows)) not in harmless
            and not _in_known_order(rows, release)
        ):
            yield Finding(f"{file}, {table}", f"rows are sorted by {indicator}, some of which is withheld")


def _names(rows: Sequence[Stated]) -> tuple[str, ...]:
    """What tells the rows apart: their places, or the categories of one place."""
    places = tuple(row.key[1] for row in rows)
    return places if len(set(places)) > 1 else tuple(row.key[4] for row in rows)


def _in_order(values: Sequence[float | None]) -> bool:
    """Whether the numbers rise or fall; what is missing may stand at the end."""
    known = [value for value in values if value is not None]
    return None not in values[: len(known)] and known in (sorted(known), sorted(known, reverse=True))


def _sorted_by_value(rows: Sequence[Stated]) -> bool:
    values = [row.value for row in rows]
    shown = [value for value in values if value is not None]
    if len(shown) < _FEWEST or len(shown) == len(values):
        return False
    inside = values[_first(values) : len(values) - _first(values[::-1])]
    if None not in inside:
        return False
    return _in_order(shown)


def _first(values: Sequence[float | None]) -> int:
    return next(i for i, value in enumerate(values) if value is not None)


def _in_known_order(rows: Sequence[Stated], release: Release) -> bool:
    names = _names(rows)
    known = [p.slug for p in release.provinces.commands(release.scope.vintage)]
    known += [region.slug for region in release.provinces.regions]
    breakdown = rows[0].key[3]
    codes = (
        []
        if breakdown == "total" or "." in breakdown
        else list(release.codelists.codes(release.catalogue.codelist(breakdown)))
    )
    order = tuple(name for name in (*known, *codes) if name in set(names))
    regions = {region.slug for region in release.provinces.regions}
    by_level = sorted(names, key=lambda name: (name in regions, name))
    return names in (order, tuple(sorted(names)), tuple(by_level))
