"""Tables that are withheld as a whole because most of what they show would be hidden. Decides only which."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from helpers.privacy.linked import Flags, Linked
from helpers.privacy.policy import Policy
from helpers.privacy.sums import REST, Key

Table = tuple[str, str, str, str]

FINEST = ("province", "region", "nation")
FEWEST = 4
"""A table with fewer numbers than this is left as it is: half of nothing much."""


@dataclass(frozen=True)
class Coarse:
    """One table that is withheld: indicator, breakdown, level and kind of period; and what tells instead."""

    indicator: str
    breakdown: str
    level: str
    period: str
    instead: str


@dataclass
class Tables:
    """The tables of a model, and which of them are withheld; once withheld, a table stays so."""

    members: dict[Table, npt.NDArray[np.intp]]
    numbers: Flags
    policy: Policy
    given_up: dict[Table, None] = field(default_factory=dict)

    def give_up(self, hidden: Flags) -> bool:
        """Withhold the tables of which more than the policy's share is hidden; false if there is none."""
        shares = {table: self._share(table, hidden) for table in self.members if table not in self.given_up}
        over = [table for table, share in shares.items() if share > self.policy.coarsening.most_hidden]
        self.given_up.update(dict.fromkeys(over))
        return bool(over)

    def give_up_as_before(self, marked: Flags) -> None:
        """Withhold the tables that were withheld as a whole before: those in which a zero is a mark."""
        if self.policy.zeros == "shown":
            again = [t for t, cells in self.members.items() if (marked[cells] & ~self.numbers[cells]).any()]
            self.given_up.update(dict.fromkeys(again))

    def give_up_for(self, key: Key) -> bool:
        """Withhold a table because a count that it shows, or helps to tell, cannot be protected otherwise.

        That of the count itself, else another of the same indicators; the finest first. False if there is none left.
        """
        indicators = key.indicator.split(REST)
        left = [
            table
            for table in self.members
            if table not in self.given_up and self._instead(table) and table[0] in indicators
        ]
        finest = sorted(left, key=lambda t: (t[1] != key.breakdown, FINEST.index(t[2])))
        self.given_up.update(dict.fromkeys(finest[:1]))
        return bool(finest)

    def withheld(self) -> Flags:
        """The cells of the tables that are withheld."""
        result = np.zeros(len(self.numbers), dtype=bool)
        for table in self.given_up:
            result[self.members[table]] = True
        return result

    def _share(self, table: Table, hidden: Flags) -> float:
        """How much of a table that may be coarsened is hidden."""
        counted = self.members[table][self.numbers[self.members[table]]]
        if not self._instead(table) or len(counted) < FEWEST:
            return 0.0
        return float(hidden[counted].mean())

    def coarse(self) -> tuple[Coarse, ...]:
        """The tables that are withheld."""
        return tuple(Coarse(*table, self._instead(table)) for table in self.members if table in self.given_up)

    def _instead(self, table: Table) -> str:
        _, _, level, period = table
        steps = self.policy.coarsening.instead
        found = {**steps}
        return str(found.get(period, "") or found.get(level, ""))  # type: ignore[call-overload]


def tables_of(linked: Linked, sensitive: Flags, policy: Policy) -> Tables:
    """The published sensitive cells, table by table."""
    members: dict[Table, list[int]] = {}
    for i, key in enumerate(linked.keys):
        if linked.published[i] and sensitive[i] and not linked.missing[i]:
            kind = "quarter" if "-Q" in key.period else "month" if "-" in key.period else "year"
            members.setdefault((key.indicator, key.breakdown, linked.levels[i], kind), []).append(i)
    return Tables(
        {table: np.array(cells, dtype=np.intp) for table, cells in members.items()}, linked.exact > 0, policy
    )
