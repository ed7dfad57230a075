"""The attack on what was published: which small counts an outsider can tell too closely, and from what.

It starts from the cells that were shown, not from those that were meant to be, and shares nothing with the choice of
complements but the model of what adds up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from helpers.inputs.provinces import Provinces
from helpers.metrics.catalogue import Catalogue
from helpers.privacy.decision import Guarded, guarded_cells, is_sensitive
from helpers.privacy.earlier import EARLIER, Earlier
from helpers.privacy.linked import FIELDS, Flags, Linked, Numbers, units_of
from helpers.privacy.memo import NOTHING_KEPT, Memo
from helpers.privacy.policy import Policy
from helpers.privacy.sums import Key

if TYPE_CHECKING:
    from helpers.privacy.intervals import Attack


@dataclass(frozen=True)
class Known:
    """What an outsider has: the cells that were shown, by vintage, and what was published before."""

    shown: Mapping[str, pd.DataFrame]
    earlier: Earlier


@dataclass(frozen=True)
class Leak:
    """A small count that can be told too closely, and how. Without its value."""

    cell: str
    reason: str


def derivable(
    facts: Mapping[str, pd.DataFrame],
    known: Known,
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
    ]
    leaks: list[Leak] = []

    def attacked() -> bytes:
        leaks.extend(_leaks(guarded, Known(shown, known.earlier), policy, catalogue, provinces))
        if leaks:
            raise _FoundError
        return b"nothing found"

    with suppress(_FoundError):
        memo.recalled(parts, attacked)
    return leaks


class _FoundError(Exception):
    """What was found is not kept."""


def _leaks(
    guarded: Guarded, known: Known, policy: Policy, catalogue: Catalogue, provinces: Provinces
) -> Iterator[Leak]:
    from helpers.privacy.intervals import attack

    units = units_of(provinces, guarded.published)
    model = guarded.model(catalogue, units)
    linked = model.linked
    seen = _seen(linked, known, units) | model.known
    view = attack(linked.exact, ~seen, linked.sums)
    floors = np.maximum(np.where(_marked_small(linked, known, units, policy), 1.0, 0.0), model.floors)
    lost: Attack | None = None
    for cell, value in enumerate(linked.exact):
        if not (0 < value < policy.threshold and is_sensitive(linked.keys[cell], catalogue)):
            continue
        if seen[cell]:
            if not model.known[cell]:
                yield Leak(linked.name(cell), "this small count is shown")
        elif not _spans(view, cell, model.least[cell], policy.threshold, floors):
            if linked.levels[cell] == EARLIER:
                lost = lost or attack(linked.exact, ~(linked.missing | model.known), linked.sums)
                if not _spans(lost, cell, model.least[cell], policy.threshold, model.floors):
                    continue  # earlier releases alone have given it away
            yield Leak(linked.name(cell), f"can be told too closely: {_path(linked, view, cell, seen)}")


def _spans(view: Attack, cell: int, least: float, threshold: int, floors: Numbers) -> bool:
    zero = np.zeros(len(floors))
    return view.reaches(cell, least, zero, -1) and view.reaches(cell, threshold, floors, 1)


def _seen(linked: Linked, known: Known, units: Mapping[tuple[str, str], frozenset[str]]) -> Flags:
    """Which cells an outsider has the value of; a missing one is known to add nothing."""
    seen = linked.missing.copy()
    for at, row in _placed(linked, known, units):
        seen[at] |= row.status == "shown"
    return seen


def _marked_small(
    linked: Linked, known: Known, units: Mapping[tuple[str, str], frozenset[str]], policy: Policy
) -> Flags:
    """Marks that cannot stand for a zero: those of tables in which a zero is shown."""
    marked = np.zeros(len(linked.keys), dtype=bool)
    if policy.zeros == "hidden":
        return marked
    placed = list(_placed(linked, known, units))
    hides_zeros = {row.table for at, row in placed if row.status == "c" and linked.exact[at] == 0}
    for at, row in placed:
        marked[at] |= row.status == "c" and row.table not in hides_zeros
    return marked & (linked.exact > 0)


class _Shown(NamedTuple):
    """A cell that some table has: its table, and whether it is shown or a mark."""

    table: tuple[str, str, str]
    status: str


def _placed(
    linked: Linked, known: Known, units: Mapping[tuple[str, str], frozenset[str]]
) -> Iterator[tuple[int, _Shown]]:
    for vintage, frame in known.shown.items():
        columns = [frame[name].astype(str) for name in (*FIELDS, "level", "status")]
        for indicator, place, period, breakdown, category, level, status in zip(*columns, strict=True):
            key = Key(indicator, units.get((vintage, place), frozenset()), period, breakdown, category)
            if key in linked.position:
                yield linked.position[key], _Shown((indicator, breakdown, level), status)


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
