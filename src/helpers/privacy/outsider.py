"""The attack on what was published: which small counts an outsider can tell too closely, and from what.

It starts from the cells that were shown, not from those that were meant to be, and shares nothing with the choice of
complements but the model of what adds up, and how far a small count must be able to go.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.inputs.params.provinces import Provinces
from helpers.metrics.catalogue import Catalogue
from helpers.privacy.coarsen import GuardedTable, table_of
from helpers.privacy.decision import Guarded, guarded_cells, guarded_flags, open_totals_over
from helpers.privacy.earlier import EARLIER, Earlier
from helpers.privacy.linked import FIELDS, Flags, Linked, units_of
from helpers.privacy.memo import NOTHING_KEPT, Memo
from helpers.privacy.policy import Policy
from helpers.privacy.sums import Key

if TYPE_CHECKING:
    from helpers.privacy.intervals import Attack


@dataclass(frozen=True)
class KnownCells:
    """What an outsider has: the cells that were shown, by vintage, and what was published before.

    `whole` are the tables that reports say are withheld as a whole, in which a mark may stand for a zero.
    """

    shown: Mapping[str, pd.DataFrame]
    earlier: Earlier
    whole: Collection[GuardedTable] = ()


@dataclass(frozen=True)
class Leak:
    """A small count that can be told too closely, and how. Without its value."""

    cell: str
    reason: str


def derivable(
    facts: Mapping[str, pd.DataFrame],
    known: KnownCells,
    policy: Policy,
    catalogue: Catalogue,
    provinces: Provinces,
    memo: Memo = NOTHING_KEPT,
) -> list[Leak]:
    """Small counts of one year for which the policy's interval does not hold.

    Args:
        facts: vintage -> exact facts of the year, to know which counts are small.
        known: what was shown.
        policy: threshold, and what is published.
        catalogue: the indicators.
        provinces: of both vintages.
        memo: where it is kept that an attack on the same facts and cells found nothing.
    """
    guarded = guarded_cells(facts, policy, catalogue, known.earlier)
    names = guarded.exact["indicator"].unique()
    shown = {v: f[f["indicator"].isin(names)] for v, f in known.shown.items()}
    parts = [
        "attack",
        *guarded.parts(policy, catalogue, provinces),
        *(part for v, f in shown.items() for part in (v, f[[*FIELDS, "level", "value", "status"]])),
        repr(sorted(repr((*each[:4], sorted(each.units or ()))) for each in known.whole)),
    ]
    leaks: list[Leak] = []

    def attacked() -> bytes:
        leaks.extend(_leaks(guarded, replace(known, shown=shown), policy, catalogue, provinces))
        if leaks:
            raise _FoundError
        return b"nothing found"

    with suppress(_FoundError):
        memo.recalled(parts, attacked)
    return leaks


class _FoundError(Exception):
    """What was found is not kept."""


def _leaks(
    guarded: Guarded, known: KnownCells, policy: Policy, catalogue: Catalogue, provinces: Provinces
) -> Iterator[Leak]:
    from helpers.privacy.intervals import attack
    from helpers.privacy.suppression import Task, out_of_reach, with_lower_limits

    units = units_of(provinces, guarded.published)
    model = guarded.model(policy, catalogue, units)
    linked = model.linked
    seen = _seen(linked, known, units) | model.known
    view = attack(linked.exact, ~seen, linked.sums)
    small = (linked.exact > 0) & (linked.exact < policy.threshold)
    sensitive = guarded_flags(linked.keys, policy, catalogue)
    small &= sensitive
    floors = np.maximum(np.where(_are_positive(linked, known, units, policy), 1.0, 0.0), model.floors)
    task = Task(
        values=linked.exact,
        sums=linked.sums,
        hidden=~seen,
        implied=~seen,
        protected=small & ~seen,
        costs=np.zeros(len(seen)),
        floors=floors,
        threshold=policy.threshold,
        least=model.least,
        most=open_totals_over(linked, policy),
    )
    shut = linked.missing | model.known | (seen & ((linked.exact == 0) | ~sensitive))
    task = with_lower_limits(task, attack(linked.exact, ~shut, linked.sums))
    weak = np.zeros(len(seen), dtype=bool)
    weak[out_of_reach(task, view)] = True
    then = weak & np.array([level == EARLIER for level in linked.levels], dtype=bool)
    if then.any():  # what earlier releases alone have given away is past protecting
        alone = attack(linked.exact, ~(linked.missing | model.known), linked.sums)
        weak[out_of_reach(replace(task, protected=then, floors=model.floors), alone)] = False
    for cell in map(int, np.flatnonzero(small & seen & ~model.known)):
        yield Leak(linked.name(cell), "this small count is shown")
    for cell in map(int, np.flatnonzero(weak)):
        yield Leak(linked.name(cell), f"can be told too closely: {_path(linked, view, cell, seen)}")


def _seen(linked: Linked, known: KnownCells, units: Mapping[tuple[str, str], frozenset[str]]) -> Flags:
    """Which cells an outsider has the value of; a missing one is known to add nothing."""
    seen = linked.missing.copy()
    for at, status in _placed(linked, known, units):
        seen[at] |= status == "shown"
    return seen


def _are_positive(
    linked: Linked, known: KnownCells, units: Mapping[tuple[str, str], frozenset[str]], policy: Policy
) -> Flags:
    """Cells that are not zero, shown or not: a mark stands for none but in tables that are withheld as a whole."""
    marked = np.zeros(len(linked.keys), dtype=bool)
    if policy.zeros == "hidden":
        return marked
    whole = set(known.whole)
    for at, status in _placed(linked, known, units):
        table = table_of(linked.keys[at], linked.levels[at], policy.with_open_totals)
        marked[at] |= status in ("c", "shown") and table not in whole
    return marked & (linked.exact > 0)


def _placed(
    linked: Linked, known: KnownCells, units: Mapping[tuple[str, str], frozenset[str]]
) -> Iterator[tuple[int, str]]:
    """(position, status) of every cell that some table has."""
    for vintage, frame in known.shown.items():
        columns = [frame[name].astype(str) for name in (*FIELDS, "status")]
        for indicator, place, period, breakdown, category, status in zip(*columns, strict=True):
            key = Key(indicator, units.get((vintage, place), frozenset()), period, breakdown, category)
            if key in linked.position:
                yield linked.position[key], status


def _path(linked: Linked, view: Attack, cell: int, seen: Flags) -> str:
    """The sums that give the cell away: those with nothing else hidden, or those that hold it."""
    holding = [one for one in linked.sums if cell in (one.total, *one.parts)]
    alone = [
        one
        for one in holding
        if all(seen[other] or other in view.told for other in (one.total, *one.parts) if other != cell)
    ]
    named = [
        f"{linked.name(one.total)} = "
        + " + ".join(linked.name(part) for part in one.parts[:6])
        + (f" + {len(one.parts) - 6} more" if len(one.parts) > 6 else "")
        for one in (alone or holding)[:2]
    ]
    return "; ".join(named)
