"""One model of all cells of a year that an outsider can set against each other, in every vintage that shows them.

A cell speaks of a set of commands, so that a province of 2025 is the sum of those that it was made from, and two
regions that differ by one province give that province by subtraction. Cells that nobody publishes but that follow from
published ones are in the model too: implied cells.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.errors import DisclosureError
from helpers.inputs.params.provinces import Provinces
from helpers.metrics.catalogue import Catalogue
from helpers.metrics.indicator import TOTAL
from helpers.metrics.place_sums import NATION
from helpers.privacy.sums import Key, complements_of, indicator_sums, margin_sums, period_sums, place_sums

Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]
Units = frozenset[str]
FIELDS = ("indicator", "place", "period", "breakdown", "category")


@dataclass(frozen=True)
class Sum:
    """A cell and the cells that it is the sum of, as positions in the model."""

    total: int
    parts: tuple[int, ...]


@dataclass(frozen=True)
class Linked:
    """Cells, their exact values, and every sum among them.

    `published` tells which cells a table shows; the others are implied. `levels` has that of the widest place that a
    cell is shown for. A cell whose value is `missing` counts as 0: everyone is told that it adds nothing.
    """

    keys: tuple[Key, ...]
    exact: Numbers
    published: Flags
    missing: Flags
    levels: tuple[str, ...]
    sums: tuple[Sum, ...]

    @cached_property
    def position(self) -> dict[Key, int]:
        """Where each cell stands."""
        return {key: i for i, key in enumerate(self.keys)}

    def name(self, position: int) -> str:
        """A cell as a message names it, without its value."""
        key = self.keys[position]
        place = NATION if self.levels[position] == "nation" else "+".join(sorted(key.units))
        detail = "" if key.breakdown == TOTAL else f", {key.breakdown} {key.category}"
        return f"{key.indicator}, {place}, {key.period}{detail}"


def units_of(provinces: Provinces, vintages: Iterable[str]) -> dict[tuple[str, str], Units]:
    """(vintage, place) -> the commands that it holds, of the earliest of the vintages."""
    wanted = sorted(vintages, key=("63", "34").index)
    base = wanted[0]
    found: dict[tuple[str, str], Units] = {}
    for vintage in wanted:
        for command in provinces.commands(vintage):  # type: ignore[arg-type]
            parts = {p.slug for p in provinces.commands(base)} & set(command.parts)  # type: ignore[arg-type]
            held = frozenset(parts) if base != vintage else frozenset({command.slug})
            found[vintage, command.slug] = held
            for wider in (command.region, NATION):
                found[vintage, wider] = found.get((vintage, wider), frozenset()) | held
    return found


def link(
    published: Mapping[str, pd.DataFrame],
    facts: pd.DataFrame,
    catalogue: Catalogue,
    units: Mapping[tuple[str, str], Units],
    open_totals: Collection[str] = (),
) -> Linked:
    """The model of one year.

    Args:
        published: vintage -> the cells that it publishes (indicator, level, place, period, breakdown, category, value).
        facts: exact facts of the earliest vintage, from which implied cells take their value.
        catalogue: the indicators.
        units: of `units_of`.
        open_totals: indicators whose totals of a year are told of every place. What details such a total is in the
            model for each place that has one, published or not: a place's only case follows from less.

    Raises:
        DisclosureError: cells that should add up do not, so that nothing can be promised about them.
    """
    cells, levels = _published(published, units)
    exact = _Exact(facts)
    implied: dict[Key, float] = {}
    found: list[tuple[Key, tuple[Key, ...]]] = []
    implied_of = dict.fromkeys(key for key in _details(cells, open_totals) if key not in cells)
    for total, parts in place_sums(dict.fromkeys((*cells, *implied_of)), implied_of):
        found.append((total, parts))
    for key in implied_of:
        implied[key] = exact.value(key)
        whole = key._replace(breakdown=TOTAL, category="all")
        if whole not in cells:
            implied[whole] = exact.value(whole)
    known = {**cells, **implied}
    for total, parts in (
        *period_sums(known),
        *margin_sums(known, catalogue),
        *indicator_sums(known, catalogue),
    ):
        found.append((total, parts))
    for whole, part, rest in complements_of(known, catalogue):
        implied[rest] = float(np.nan_to_num(known[whole]) - np.nan_to_num(known[part]))
        found.append((whole, (part, rest)))
    return _assemble(cells, levels, implied, found)


def _details(cells: Iterable[Key], open_totals: Collection[str]) -> Iterator[Key]:
    """What details the open totals of a place: each breakdown, category and period, at all places that have one."""
    details: dict[tuple[str, str], dict[Key, None]] = {}
    places: dict[tuple[str, str], dict[Units, None]] = {}
    for key in cells:
        if key.indicator in open_totals:
            at = (key.indicator, key.period[:4])
            if key.breakdown == TOTAL and "-" not in key.period:
                places.setdefault(at, {})[key.units] = None
            else:
                details.setdefault(at, {})[key._replace(units=frozenset())] = None
    for at, kinds in details.items():
        for kind in kinds:
            yield from (kind._replace(units=units) for units in places.get(at, ()))


def _published(
    published: Mapping[str, pd.DataFrame], units: Mapping[tuple[str, str], Units]
) -> tuple[dict[Key, float], dict[Key, str]]:
    cells: dict[Key, float] = {}
    levels: dict[Key, str] = {}
    for vintage, frame in published.items():
        for *names, level, value in frame[[*FIELDS, "level", "value"]].itertuples(index=False):
            key = Key(names[0], units[vintage, names[1]], *names[2:])
            cells[key] = math.nan if pd.isna(value) else float(value)
            levels.setdefault(key, level)
    return cells, levels


class _Exact:
    """Values of any set of commands, from the exact facts of single ones."""

    def __init__(self, facts: pd.DataFrame) -> None:
        frame = facts[facts["level"] == "province"]
        self._values = {
            (indicator, place, period, breakdown, category): value
            for indicator, place, period, breakdown, category, value in frame[[*FIELDS, "value"]].itertuples(
                index=False
            )
            if not pd.isna(value)
        }

    def value(self, key: Key) -> float:
        return sum(
            float(self._values.get((key.indicator, unit, key.period, key.breakdown, key.category), 0.0))
            for unit in key.units
        )


def _assemble(
    cells: Mapping[Key, float],
    levels: Mapping[Key, str],
    implied: Mapping[Key, float],
    found: Iterable[tuple[Key, tuple[Key, ...]]],
) -> Linked:
    known = {**cells, **implied}
    at = {key: i for i, key in enumerate(known)}
    sums = list(dict.fromkeys(_positions(at, found)))
    given = np.fromiter(known.values(), dtype=float, count=len(known))
    values = np.nan_to_num(given)
    linked = Linked(
        tuple(known),
        values,
        np.array([key in cells for key in known], dtype=bool),
        np.isnan(given),
        tuple(levels.get(key, "implied") for key in known),
        tuple(sums),
    )
    for one in sums:
        if abs(values[one.total] - values[list(one.parts)].sum()) > 1e-6:
            raise DisclosureError(
                f"{linked.name(one.total)}: its parts do not add up to it, so small counts cannot be protected; "
                "see whether returns of one table were taken in without another's"
            )
    return linked


def _positions(at: Mapping[Key, int], found: Iterable[tuple[Key, tuple[Key, ...]]]) -> Iterator[Sum]:
    """The sums as positions; a part that is missing from the model adds nothing."""
    for total, parts in found:
        held = tuple(at[part] for part in parts if part in at)
        if total in at and held and held != (at[total],):
            yield Sum(at[total], held)
