"""Facts -> publishable cells, each with its status. A hidden count stays missing, never zero.

What is promised to readers of everything that is published of a year, in all vintages, reports and formats together:
- a cell that no rule of the policy publishes is not there;
- a sensitive count from 1 to threshold - 1 is never shown, and no share of sensitive counts is;
- to whoever sets all shown cells against each other, and those that were published before, knowing that a mark is at
  least 1 (but in tables that are withheld as a whole, zeros too), each such count may be the threshold or more, and no
  more is told of how small it may be than those marks tell. So it is with counts that no table shows but that follow
  from two that are: those assisted but not referred;
- a count from 1 up that details an open total below the threshold may be 0, and may be all of it; a mark that stands
  for a zero may be less than all of it;
- a number that follows to the one from what is shown, and is not small, is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from helpers.inputs.params.provinces import Provinces
from helpers.metrics.catalogue import Catalogue
from helpers.privacy.coarsen import Coarse, GuardedTable
from helpers.privacy.decision import REASONS, Decision, Guarded, decide, decision_of, guarded_cells
from helpers.privacy.earlier import Earlier, nothing_earlier
from helpers.privacy.linked import FIELDS, Flags, units_of
from helpers.privacy.memo import NOTHING_KEPT, Memo
from helpers.privacy.policy import Policy, period_kinds

COLUMNS = ("indicator", "level", "place", "year", "period", "breakdown", "category", "value", "status")


@dataclass(frozen=True)
class Protected:
    """The cells that the public may see, by vintage, and what protecting them took.

    Attributes:
        cells: vintage -> `COLUMNS`, in the order of the facts. Status: shown; c, confidential; x, not available; z, a
            share of nobody. Only a shown cell has a value.
        why: vintage -> for each of these cells 'primary', 'complement', 'coarsened' or ''.
        coarse: tables that are withheld as a whole.
    """

    cells: dict[str, pd.DataFrame]
    why: dict[str, pd.Series]
    coarse: tuple[Coarse, ...]

    @property
    def whole(self) -> list[GuardedTable]:
        """The tables that are withheld as a whole, as the attack knows them."""
        return [each.table for each in self.coarse]

    def summary(self, vintage: str, catalogue: Catalogue) -> pd.DataFrame:
        """What everybody sees of protecting: one row a sensitive table, with its cells and the withheld of them.

        Columns: indicator, breakdown, level, cells, withheld, whole (those of the withheld that stand in tables which
        are withheld as a whole). Cells that are not available are not counted. Why a cell is withheld is told nowhere:
        of two marks it would tell that both are small, and of a corrected number that it is.
        """
        cells = self.cells[vintage]
        kept = self._told(vintage, catalogue)
        why = self.why[vintage][kept]
        table = cells.loc[kept, ["indicator", "breakdown", "level"]]
        found = (
            table.assign(
                cells=1, withheld=(why != "").astype("Int64"), whole=(why == "coarsened").astype("Int64")
            )
            .groupby(["indicator", "breakdown", "level"], sort=True, as_index=False)
            .sum()
        )
        return found.astype({"cells": "Int64"})

    def whole_tables(self, vintage: str, provinces: Provinces) -> pd.DataFrame:
        """The tables that were given up and in which something is withheld, as reports name them.

        Columns: indicator, breakdown, level, period, units, place, shown, withheld. `place` is the one place of the
        vintage that a table is of, `units` has its commands; both are empty where it is of all places. `withheld` and
        `shown` count the table's cells. What is shown of such a table follows from another one in any case; where all
        of it follows, nothing is withheld, and the table is not named.
        """
        named = {
            units: place for (v, place), units in units_of(provinces, self.cells).items() if v == vintage
        }
        rows = [
            (*each.table[:4], "+".join(each.units), named[each.table.units] if each.table.units else "")
            for each in self.coarse
            if each.table.units is None or each.table.units in named
        ]
        tables = pd.DataFrame(rows, columns=[*GuardedTable._fields, "place"], dtype="string")
        return _with_counts(tables, self.cells[vintage])

    def says(self, vintage: str, published: pd.DataFrame, provinces: Provinces) -> bool:
        """Whether all that was published of a vintage stands in these cells just so.

        Args:
            vintage: the set of provinces.
            published: as in `Before.cells`.
            provinces: of both vintages.
        """
        own = self.cells[vintage]
        own = own.assign(whole=in_whole_tables(own, self.whole_tables(vintage, provinces)))
        columns = [*FIELDS, "level", "value", "status", *published.columns.intersection(["whole"])]
        found = published[columns].merge(
            own[columns], how="left", on=list(FIELDS), validate="1:1", suffixes=("", " now")
        )
        return all(
            ((found[name] == found[f"{name} now"]) | (found[name].isna() & found[f"{name} now"].isna()))
            .fillna(False)
            .all()
            for name in columns
            if name not in FIELDS
        )

    def _told(self, vintage: str, catalogue: Catalogue) -> Flags:
        """The sensitive cells that are available."""
        cells = self.cells[vintage]
        guarded = cells["indicator"].isin([i.id for i in catalogue.values() if i.sensitive])
        told: Flags = (guarded & (cells["status"] != "x")).to_numpy(dtype=bool)
        return told


def in_whole_tables(cells: pd.DataFrame, whole: pd.DataFrame) -> pd.Series:
    """For each cell whether it is a mark of a table that is withheld as a whole.

    Args:
        cells: of one vintage.
        whole: of `Protected.whole_tables`.
    """
    of_place = whole["place"] != ""
    names = ["indicator", "breakdown", "period"]
    kinds = cells.assign(period=period_kinds(cells["period"]))
    inside = pd.Series(False, index=cells.index)
    for tables, also in ((whole[of_place], "place"), (whole[~of_place], "level")):
        wanted = pd.MultiIndex.from_frame(tables[[*names, also]].astype(object))
        inside |= pd.MultiIndex.from_frame(kinds[[*names, also]].astype(object)).isin(wanted)
    return inside & (cells["status"] == "c").astype(bool)


def _with_counts(tables: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """The tables of which something is withheld, each with the number of its cells that are shown and withheld."""
    names = [*GuardedTable._fields[:4], "place"]
    held = cells[cells["indicator"].isin(tables["indicator"])]
    held = held.assign(
        period=period_kinds(held["period"]), shown=held["status"] == "shown", withheld=held["status"] == "c"
    )
    held = pd.concat([held, held.assign(place="")])[[*names, "shown", "withheld"]]
    held = held.astype({**dict.fromkeys(names, "string"), "shown": "Int64", "withheld": "Int64"})
    counts = held.groupby(names, as_index=False).sum()
    told = tables.merge(counts, how="inner", on=names, validate="1:1")
    return told[told["withheld"] > 0].reset_index(drop=True)


def read_whole_tables(frame: pd.DataFrame) -> list[GuardedTable]:
    """What `Protected.whole_tables` gave, as the attack knows it."""
    rows = frame[list(GuardedTable._fields)].astype(object).itertuples(index=False, name=None)
    return [
        GuardedTable(indicator, breakdown, level, period, frozenset(units.split("+")) if units else None)
        for indicator, breakdown, level, period, units in rows
    ]


def protect(
    facts: Mapping[str, pd.DataFrame],
    policy: Policy,
    catalogue: Catalogue,
    provinces: Provinces,
    earlier: Earlier | None = None,
    memo: Memo = NOTHING_KEPT,
) -> Protected:
    """What may be published of one year, decided once for every vintage that shows it.

    What was published of these very facts under this policy holds: it is what is decided beside all other publications,
    if that says the same, or else what was published itself, if it still protects them beside the others. So building
    again comes to the same, to the byte, be it by a newer solver. If neither does, it is decided beside all of them.

    Args:
        facts: vintage -> exact facts of the year.
        policy: what is published, and the threshold.
        catalogue: the indicators that the facts are of.
        provinces: of both vintages.
        earlier: what was published of the year before.
        memo: where decisions are kept; the same facts need no second one.

    Raises:
        DisclosureError: a small count cannot be protected, or the facts do not add up.
    """
    earlier = earlier or nothing_earlier()
    others = earlier.but_for(facts)
    own = earlier.without(others)
    if own.releases:
        guarded = guarded_cells(facts, policy, catalogue, others)
        for make in (decide, partial(decision_of, published=own)):
            decision = make(guarded, policy=policy, catalogue=catalogue, provinces=provinces, memo=memo)
            if decision:
                found = _protected(facts, policy, catalogue, guarded, decision)
                if all(found.says(vintage, cells, provinces) for vintage, cells in own.cells()):
                    return found
    return protect_guarded(
        facts, guarded_cells(facts, policy, catalogue, earlier), policy, catalogue, provinces, memo
    )


def protect_guarded(
    facts: Mapping[str, pd.DataFrame],
    guarded: Guarded,
    policy: Policy,
    catalogue: Catalogue,
    provinces: Provinces,
    memo: Memo = NOTHING_KEPT,
) -> Protected:
    """What may be published beside what `guarded` knows to be published, whatever was decided for these facts before.

    Raises:
        As `protect`.
    """
    decision = decide(guarded, policy, catalogue, provinces, memo)
    return _protected(facts, policy, catalogue, guarded, decision)


def _protected(
    facts: Mapping[str, pd.DataFrame],
    policy: Policy,
    catalogue: Catalogue,
    guarded: Guarded,
    decision: Decision,
) -> Protected:
    cells, reasons = {}, {}
    for vintage, frame in facts.items():
        why = pd.Series(0, index=frame.index)
        why.loc[guarded.published[vintage].index] = decision.why[vintage]
        kept = policy.publishes(frame, catalogue).to_numpy(dtype=bool)
        codes = why.to_numpy()[kept]
        cells[vintage] = released(frame[kept].reset_index(drop=True), codes > 0)
        reasons[vintage] = pd.Series(np.array(REASONS, dtype=object)[codes], dtype="string").where(
            cells[vintage]["status"] == "c", ""
        )
    return Protected(cells, reasons, decision.coarse)


def released(frame: pd.DataFrame, hidden: Flags) -> pd.DataFrame:
    """Facts as cells, with the hidden ones marked and without their values."""
    status = np.where(frame["value"].isna(), "x", "shown").astype(object)
    status[(frame["value"].isna() & (frame["base"] == 0)).fillna(False).to_numpy(dtype=bool)] = "z"
    status[hidden & frame["value"].notna().to_numpy(dtype=bool)] = "c"
    cells = frame.assign(
        status=pd.array(status, dtype="string"), value=frame["value"].where(pd.Series(status) == "shown")
    )
    return cells[list(COLUMNS)]
