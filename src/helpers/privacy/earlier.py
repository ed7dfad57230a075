"""What the public was shown before, beside what it is to be shown now: one model of both.

A later release must not give away what an earlier one withheld, nor an earlier one what is withheld now. Reports say
which returns were revised, so whoever keeps the old ones is taken to know which numbers have changed since:
- a number that has not changed is the same cell in both, known if either shows it;
- a number that has changed is a cell of its own, as it was then, and the sums of then hold among those of then. It is
  known if it was shown, and if it was small and hidden it is protected like those of now. That the difference follows,
  where totals of both times are shown, is not prevented: only that a small number does.
What was withheld and has not changed stays withheld, so that building twice comes to the same.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from helpers.privacy.coarsen import GuardedTable, table_of
from helpers.privacy.linked import FIELDS, Flags, Linked, Numbers, Sum, Units
from helpers.privacy.memo import Part
from helpers.privacy.sums import Key

EARLIER = "earlier"
"""The level of a cell that is as it was before."""


@dataclass(frozen=True)
class Before:
    """One publication of a year, and the exact facts that it was made from.

    Attributes:
        cells: (vintage, what it showed: `FIELDS`, level, value, status, and `whole` where it is known: whether it is a
            mark of a table that was withheld as a whole, zeros too); a vintage may occur more than once.
        facts: vintage -> exact facts of that time; empty where they are lost.
        same_policy: whether the policy was that of now, so that what it withheld stays withheld.
    """

    cells: tuple[tuple[str, pd.DataFrame], ...]
    facts: Mapping[str, pd.DataFrame]
    same_policy: bool

    def said_cells(self) -> list[tuple[str, bytes]]:
        """What it showed, by vintage, for `Memo`."""
        return [
            (v, _hashed(frame, *FIELDS, "level", "value", "status", *frame.columns.intersection(["whole"])))
            for v, frame in self.cells
        ]

    def said_facts(self) -> list[tuple[str, bytes]]:
        """What it was made from, by vintage, for `Memo`."""
        return [(v, _hashed(frame, *FIELDS, "level", "value")) for v, frame in self.facts.items()]


@dataclass(frozen=True)
class Earlier:
    """All publications of one year so far."""

    releases: tuple[Before, ...]

    def parts(self) -> Iterator[Part]:
        """All that is in it, for `Memo`."""
        for before in self.releases:
            yield f"before {before.same_policy}"
            for said in (before.said_cells(), before.said_facts()):
                for vintage, rows in said:
                    yield vintage
                    yield rows

    def about(self, indicators: Collection[str]) -> Earlier:
        """The same of these indicators only. Publications that say the same of them are one.

        So what was decided holds on when a table that has nothing to do with it has changed and was published.
        """
        found: dict[tuple[object, ...], Before] = {}
        for before in self.releases:
            own = Before(
                tuple((vintage, _of(frame, indicators)) for vintage, frame in before.cells),
                {vintage: _of(frame, indicators) for vintage, frame in before.facts.items()},
                before.same_policy,
            )
            found.setdefault((*own.said_cells(), "facts", *own.said_facts(), own.same_policy), own)
        return Earlier(tuple(found.values()))

    def but_for(self, facts: Mapping[str, pd.DataFrame]) -> Earlier:
        """The publications that came from other facts, or under another policy."""
        return Earlier(
            tuple(each for each in self.releases if not (each.same_policy and _is_part_of(each.facts, facts)))
        )

    def without(self, others: Earlier) -> Earlier:
        """The publications that are not among the others."""
        known = {id(each) for each in others.releases}
        return Earlier(tuple(each for each in self.releases if id(each) not in known))

    def cells(self) -> Iterator[tuple[str, pd.DataFrame]]:
        """What the publications showed, by vintage."""
        for before in self.releases:
            yield from before.cells

    def published(self, vintage: str, frame: pd.DataFrame) -> pd.Series:
        """For each fact of a vintage, whether it was published before, shown or as a mark."""
        shown = [cells[list(FIELDS)] for each, cells in self.cells() if each == vintage]
        if not shown:
            return pd.Series(False, index=frame.index)
        known = pd.MultiIndex.from_frame(pd.concat(shown).drop_duplicates())
        return pd.Series(pd.MultiIndex.from_frame(frame[list(FIELDS)]).isin(known), index=frame.index)


@dataclass(frozen=True)
class Beside:
    """The model of now and before: the cells of now stand first, in their order.

    Attributes:
        linked: cells of both and all their sums.
        known: cells that were shown before.
        marked: cells of now that were withheld before and stay so.
        floors: the least that a mark of before can stand for.
        least: how far down an outsider must take a small number to go. 0; but of one that has changed the change itself
            may be told, and no number is less than what it fell by, or rose by.
    """

    linked: Linked
    known: Flags
    marked: Flags
    floors: Numbers
    least: Numbers


def _is_part_of(past: Mapping[str, pd.DataFrame], now: Mapping[str, pd.DataFrame]) -> bool:
    """Whether these facts are known, and all stand among those of now: of the earlier, those of guarded tables are."""
    if not past:
        return False
    for vintage, frame in past.items():
        names = frame["indicator"].unique()
        own = _of(now[vintage], names) if vintage in now else frame[:0]
        if _hashed(frame, *FIELDS, "level", "value") != _hashed(own, *FIELDS, "level", "value"):
            return False
    return True


def _of(frame: pd.DataFrame, indicators: Collection[str]) -> pd.DataFrame:
    return frame[frame["indicator"].isin(indicators)]


def _hashed(frame: pd.DataFrame, *columns: str) -> bytes:
    """Of the rows, in whatever order they stand and however they are stored."""
    plain = frame[list(columns)].astype({name: object for name in columns if name != "value"})
    rows = pd.util.hash_pandas_object(plain.astype({"value": "float64"}), index=False)
    return bytes(np.sort(rows.to_numpy()).tobytes())


def nothing_earlier() -> Earlier:
    """Where nothing was published before."""
    return Earlier(())


def beside(
    linked: Linked,
    earlier: Earlier,
    units: Mapping[tuple[str, str], Units],
    linked_at: Callable[[Before], Linked | None],
    open_totals: Collection[str] = (),
) -> Beside:
    """The model of a year beside what was published of it before.

    Args:
        linked: the model of now.
        earlier: what was published.
        units: of `units_of` of linked.py.
        linked_at: the same model with the values of an earlier time; none where they are lost, or do not fit the
            definitions of now. Of such a release only the numbers that are still the same are taken into account.
        open_totals: indicators whose totals of a year are told of every place.
    """
    then = _Then(linked)
    for before in earlier.releases:
        past = linked_at(before)
        rows = [
            (at, *row)
            for vintage, frame in before.cells
            for at, row in _placed(linked, vintage, frame, units, open_totals)
        ]
        if past is None or not all(_fits(past, at, value, status) for at, value, status, *_ in rows):
            rows = [row for row in rows if row[2] == "shown" and row[1] == linked.exact[row[0]]]
            past = linked
        then.add(past, rows, same_policy=before.same_policy)
    return then.beside()


_Row = tuple[float, str, GuardedTable, bool | None]


def _placed(
    linked: Linked,
    vintage: str,
    frame: pd.DataFrame,
    units: Mapping[tuple[str, str], Units],
    open_totals: Collection[str],
) -> Iterator[tuple[int, _Row]]:
    """(position, (value, status, table, whether withheld with it)) of each cell that the model of now has."""
    columns = [frame[name] for name in (*FIELDS, "level", "value", "status")]
    whole = frame["whole"] if "whole" in frame else [None] * len(frame)
    for indicator, place, period, breakdown, category, level, value, status, with_table in zip(
        *columns, whole, strict=True
    ):
        key = Key(indicator, units.get((vintage, place), frozenset()), period, breakdown, category)
        if key in linked.position:
            number = float("nan") if pd.isna(value) else float(value)
            table = table_of(key, level, open_totals)
            yield (
                linked.position[key],
                (number, str(status), table, None if with_table is None else bool(with_table)),
            )


def _fits(past: Linked, at: int, value: float, status: str) -> bool:
    return status != "shown" or value == past.exact[at]


class _Then:
    """Collects the cells and sums of earlier times."""

    def __init__(self, linked: Linked) -> None:
        self._now = linked
        self._copies: dict[tuple[int, float], int] = {}
        self._sums: dict[Sum, None] = {}
        self._known: set[int] = set()
        self._marked: set[int] = set()
        self._floors: dict[int, float] = {}

    def add(
        self,
        past: Linked,
        rows: list[tuple[int, float, str, GuardedTable, bool | None]],
        *,
        same_policy: bool,
    ) -> None:
        changed = np.flatnonzero(past.exact != self._now.exact)
        at = {int(cell): self._copy(int(cell), float(past.exact[cell])) for cell in changed}
        for one in self._now.sums if at else ():
            if one.total in at or any(part in at for part in one.parts):
                moved = Sum(at.get(one.total, one.total), tuple(at.get(part, part) for part in one.parts))
                self._sums[moved] = None
        numbers = {table for _, value, status, table, _ in rows if status == "shown" and value > 0}
        zeros = {
            table
            for cell, _, status, table, _ in rows
            if status == "c" and (past.exact[cell] == 0 or table not in numbers)
        }
        for cell, _, status, table, whole in rows:
            position = at.get(cell, cell)
            if status == "shown" or (status == "x" and cell in at):
                self._known.add(position)
            elif status == "c":
                floor = 0.0 if (table in zeros if whole is None else whole) else 1.0
                self._floors[position] = max(floor, self._floors.get(position, 0.0))
                if same_policy and cell not in at:
                    self._marked.add(position)

    def beside(self) -> Beside:
        now, cells = self._now, [cell for cell, _ in self._copies]
        count = len(now.keys) + len(cells)
        keys = [
            key._replace(period=f"{key.period} as published before")
            for key in (now.keys[cell] for cell in cells)
        ]
        nothing = np.zeros(len(cells), dtype=bool)
        linked = replace(
            now,
            keys=(*now.keys, *keys),
            exact=np.concatenate([now.exact, [value for _, value in self._copies]]),
            published=np.concatenate([now.published, nothing]),
            missing=np.concatenate([now.missing, nothing]),
            levels=(*now.levels, *[EARLIER] * len(cells)),
            sums=(*now.sums, *self._sums),
        )
        known, marked = (np.isin(np.arange(count), sorted(which)) for which in (self._known, self._marked))
        floors = np.zeros(count)
        floors[list(self._floors)] = list(self._floors.values())
        least = np.zeros(count)
        for (cell, value), copy in self._copies.items():
            least[copy] = abs(value - now.exact[cell])
            least[cell] = max(least[cell], least[copy])
        return Beside(linked, known, marked, floors, least)

    def _copy(self, cell: int, value: float) -> int:
        return self._copies.setdefault((cell, value), len(self._now.keys) + len(self._copies))
