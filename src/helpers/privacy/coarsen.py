"""Tables that are withheld as a whole, because most of what they show would be hidden. Decides only which."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from helpers.metrics.catalogue import Catalogue
from helpers.metrics.indicator import TOTAL
from helpers.privacy.linked import Flags, Linked, Units
from helpers.privacy.policy import Policy
from helpers.privacy.sums import REST, Key

FINEST = ("province", "region", "nation")
FEWEST = 4
"""A table of many places with fewer numbers than this is left as it is: half of nothing much."""


class GuardedTable(NamedTuple):
    """What is withheld together. `units` are those of its one place, where totals are open; else none: it is of all."""

    indicator: str
    breakdown: str
    level: str
    period: str
    units: Units | None


def kind_of(period: str) -> str:
    """'year', 'quarter' or 'month'."""
    return "quarter" if "-Q" in period else "month" if "-" in period[:7] else "year"


def table_of(key: Key, level: str, open_totals: Collection[str]) -> GuardedTable:
    """The table that a cell is in.

    Where the totals of a year are open, what details them is a table for each place: where there is little to tell, the
    total is left.
    """
    kind = kind_of(key.period)
    of_one_place = key.indicator in open_totals and (key.breakdown, kind) != (TOTAL, "year")
    return GuardedTable(key.indicator, key.breakdown, level, kind, key.units if of_one_place else None)


@dataclass(frozen=True)
class Coarse:
    """A table that is withheld: indicator, breakdown, level and kind of period; and what tells instead.

    `units` has the commands of its one place; none where it is of all places.
    """

    indicator: str
    breakdown: str
    level: str
    period: str
    instead: str
    units: tuple[str, ...] = ()

    @property
    def table(self) -> GuardedTable:
        """The table that it is."""
        units = frozenset(self.units) if self.units else None
        return GuardedTable(self.indicator, self.breakdown, self.level, self.period, units)


@dataclass
class GuardedTables:
    """The tables of a model, and which of them are withheld; once withheld, a table stays so.

    `records` has the table of the returns that an indicator counts: what details one place is withheld of all that are
    counted from the same records, since arrests in a month tell that there was a case in it.
    """

    members: dict[GuardedTable, npt.NDArray[np.intp]]
    values: npt.NDArray[np.float64]
    policy: Policy
    records: dict[str, str]
    given_up: dict[GuardedTable, None] = field(default_factory=dict)

    def give_up(self, hidden: Flags) -> bool:
        """Withhold the tables of which more than the policy's share is hidden; false if there is none."""
        shares = {table: self._share(table, hidden) for table in self.members if table not in self.given_up}
        over = [table for table, share in shares.items() if share > self.policy.coarsening.most_hidden]
        self._take(over)
        return bool(over)

    def give_up_as_before(self, marked: Flags) -> None:
        """Withhold the tables that were withheld as a whole before: those in which a zero is a mark."""
        if self.policy.zeros == "shown":
            zeros = marked & (self.values == 0)
            self._take([table for table, cells in self.members.items() if zeros[cells].any()])

    def give_up_with(self, cells: Flags) -> None:
        """Withhold the tables in which some of these cells are."""
        self._take([table for table, members in self.members.items() if cells[members].any()])

    def give_up_for(self, keys: Iterable[Key]) -> bool:
        """Withhold tables because counts that they show, or help to tell, cannot be protected otherwise.

        For each count that which it is in, else another of the same indicators; the finest first. False if there is
        none left.
        """
        found = [table for key in keys for table in self._helping(key)[:1]]
        self._take(dict.fromkeys(found))
        return bool(found)

    def _helping(self, key: Key) -> list[GuardedTable]:
        """The tables whose withholding may protect a count, the first to be withheld first."""
        indicators, kind = key.indicator.split(REST), kind_of(key.period)
        left = [
            table
            for table in self.members
            if table not in self.given_up and self._instead(table) and table.indicator in indicators
        ]
        return sorted(
            left,
            key=lambda t: (
                t.breakdown != key.breakdown,
                t.units is not None and not t.units >= key.units,
                FINEST.index(t.level),
                t.period != kind,
            ),
        )

    def withheld(self) -> Flags:
        """The cells of the tables that are withheld."""
        result = np.zeros(len(self.values), dtype=bool)
        for table in self.given_up:
            result[self.members[table]] = True
        return result

    def coarse(self) -> tuple[Coarse, ...]:
        """The tables that are withheld."""
        return tuple(
            Coarse(*table[:4], self._instead(table), tuple(sorted(table.units or ())))
            for table in self.members
            if table in self.given_up
        )

    def _take(self, tables: Iterable[GuardedTable]) -> None:
        for table in tables:
            self.given_up[table] = None
            if table.units is not None and table.period != "year":
                for other in self.members:
                    if other[1:] == table[1:] and self.records[other[0]] == self.records[table[0]]:
                        self.given_up[other] = None

    def _share(self, table: GuardedTable, hidden: Flags) -> float:
        """How much of a table that may be coarsened is hidden; all where there is too little for one number."""
        cells = self.members[table]
        counted = cells[self.values[cells] > 0]
        if not self._instead(table) or not len(counted):
            return 0.0
        if table.units is None:
            return float(hidden[counted].mean()) if len(counted) >= FEWEST else 0.0
        too_few = self.values[cells].sum() < self.policy.threshold
        return 1.0 if too_few else float(hidden[counted].mean())

    def _instead(self, table: GuardedTable) -> str:
        """Where the same question is answered; beside an open total, the total is left in any case."""
        found = {**self.policy.coarsening.instead}
        coarser = str(found.get(table.period, "") or found.get(table.level, ""))  # type: ignore[call-overload]
        return coarser or ("" if table.units is None else TOTAL)


def tables_of(linked: Linked, guarded: Flags, policy: Policy, catalogue: Catalogue) -> GuardedTables:
    """The published guarded cells, table by table."""
    members: dict[GuardedTable, list[int]] = {}
    for i, key in enumerate(linked.keys):
        if linked.published[i] and guarded[i] and not linked.missing[i]:
            members.setdefault(table_of(key, linked.levels[i], policy.with_open_totals), []).append(i)
    return GuardedTables(
        {table: np.array(cells, dtype=np.intp) for table, cells in members.items()},
        linked.exact,
        policy,
        {indicator.id: indicator.table for indicator in catalogue.values()},
    )
