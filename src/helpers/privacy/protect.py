"""Facts -> publishable cells, each with its status. A hidden count stays missing, never zero.

What is promised to readers of everything that is published of a year, in all vintages, reports and formats together:
- a cell that no rule of the policy publishes is not there;
- a sensitive count from 1 to threshold - 1 is never shown, and no share of sensitive counts is;
- to whoever sets all shown cells against each other, and those that were published before, each such count may be 0,
  and may be the threshold or more, even knowing that a mark never stands for a zero where zeros are shown. So may
  counts that no table shows but that follow from two that are: those assisted but not referred.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.errors import DisclosureError
from helpers.inputs.provinces import Provinces
from helpers.metrics.catalogue import Catalogue
from helpers.privacy.coarsen import Coarse, Tables, tables_of
from helpers.privacy.earlier import Earlier, nothing_earlier
from helpers.privacy.linked import FIELDS, Flags, Linked, link, units_of
from helpers.privacy.policy import Policy
from helpers.privacy.sums import Key
from helpers.privacy.suppression import CannotProtectError, Task, hide_complements

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

    def summary(self, vintage: str, catalogue: Catalogue) -> pd.DataFrame:
        """What protecting took: one row a sensitive table, with its cells by what became of them.

        Columns: indicator, breakdown, level, cells, primary, complement, coarsened. Cells that are not available are
        not counted.
        """
        cells = self.cells[vintage]
        guarded = cells["indicator"].isin([i.id for i in catalogue.values() if i.sensitive])
        kept = (guarded & (cells["status"] != "x")).to_numpy(dtype=bool)
        table = cells.loc[kept, ["indicator", "breakdown", "level"]]
        reasons = self.why[vintage][kept]
        counts = {name: (reasons == name).astype("Int64") for name in ("primary", "complement", "coarsened")}
        return (
            table.assign(cells=1, **counts)
            .groupby(["indicator", "breakdown", "level"], sort=True, as_index=False)
            .sum()
        )


def protect(
    facts: Mapping[str, pd.DataFrame],
    policy: Policy,
    catalogue: Catalogue,
    provinces: Provinces,
    earlier: Earlier | None = None,
) -> Protected:
    """What may be published of one year, decided once for every vintage that shows it.

    Args:
        facts: vintage -> exact facts of the year.
        policy: what is published, and the threshold.
        catalogue: the indicators that the facts are of.
        provinces: of both vintages.
        earlier: what was published of the year before.

    Raises:
        DisclosureError: a small count cannot be protected, or the facts do not add up.
    """
    published = {
        vintage: frame[policy.publishes(frame, catalogue)].reset_index(drop=True)
        for vintage, frame in facts.items()
    }
    guarded = {
        vintage: frame[frame["indicator"].isin(guarded_indicators(catalogue))]
        for vintage, frame in published.items()
    }
    base = min(facts, key=("63", "34").index)
    units = units_of(provinces, facts)
    linked = link(guarded, facts[base], catalogue, units)
    before = (earlier or nothing_earlier()).in_model(linked, units)
    sensitive = np.array([is_sensitive(key, catalogue) for key in linked.keys], dtype=bool)
    tables = tables_of(linked, sensitive, policy)
    hidden, why = _hide(linked, sensitive, before, tables, policy)
    hidden, why = np.append(hidden, False), np.append(why, "")  # what is not in the model, at position -1
    cells, reasons = {}, {}
    for vintage, frame in published.items():
        at = [
            linked.position.get(Key(row[0], units[vintage, row[1]], *row[2:]), -1)
            for row in frame[list(FIELDS)].itertuples(index=False)
        ]
        positions = np.array(at, dtype=np.intp)
        cells[vintage] = _released(frame, hidden[positions])
        reasons[vintage] = pd.Series(why[positions], dtype="string").where(
            cells[vintage]["status"] == "c", ""
        )
    return Protected(cells, reasons, tables.coarse())


def guarded_indicators(catalogue: Catalogue) -> list[str]:
    """The sensitive indicators, and those that count the same records without being sensitive themselves."""
    tables = {indicator.table for indicator in catalogue.values() if indicator.sensitive}
    return [indicator.id for indicator in catalogue.values() if indicator.table in tables]


def task_of(
    linked: Linked, sensitive: Flags, hidden: Flags, known: Flags, zeros: Flags, policy: Policy
) -> Task:
    """The problem that these hidden cells pose.

    Args:
        linked: the model.
        sensitive: which of its cells count people who could be harmed.
        hidden: published cells that are not shown.
        known: cells that were published before, so that hiding them is of no use.
        zeros: cells whose mark may stand for a zero.
        policy: threshold and losses.
    """
    values = linked.exact
    small = sensitive & (values > 0) & (values < policy.threshold) & ~known
    by_level = {**policy.losses.model_dump(), "implied": np.inf}
    loss = np.array([by_level[level] for level in linked.levels])
    can = linked.published & sensitive & ~hidden & ~known & ~linked.missing & (values > 0)
    return Task(
        values=values,
        sums=linked.sums,
        hidden=hidden & ~known,
        implied=~linked.published,
        protected=small,
        costs=np.where(can, loss * (1 + np.log2(np.maximum(values, 1))), np.inf),
        floors=np.where(linked.published & ~zeros, 1.0, 0.0),
        threshold=policy.threshold,
    )


def _hide(
    linked: Linked, sensitive: Flags, before: tuple[Flags, Flags], tables: Tables, policy: Policy
) -> tuple[Flags, np.ndarray]:
    known, marked = before
    values = linked.exact
    able = linked.published & sensitive & ~linked.missing
    small = (values < policy.threshold) & ((values > 0) | (policy.zeros == "hidden"))
    primary = able & small
    tables.give_up(primary)
    while True:
        coarse = tables.withheld() & able
        start = primary | coarse | (marked & able)
        zeros = coarse | np.full(len(values), policy.zeros == "hidden")
        task = task_of(linked, sensitive, start, known, zeros, policy)
        try:
            hidden = hide_complements(task)
        except CannotProtectError as fault:
            raise DisclosureError(
                f"{linked.name(fault.cell)}: a small count cannot be protected beside what else is published; "
                "leave out the table that shows it in params/disclosure.yml"
            ) from None
        if not tables.give_up(hidden | start):
            break
    hidden = (hidden | start) & able
    why = np.select([hidden & primary, hidden & coarse, hidden], ["primary", "coarsened", "complement"], "")
    return hidden, why


def _released(frame: pd.DataFrame, hidden: Flags) -> pd.DataFrame:
    status = np.where(frame["value"].isna(), "x", "shown").astype(object)
    status[(frame["value"].isna() & (frame["base"] == 0)).fillna(False).to_numpy(dtype=bool)] = "z"
    status[hidden & frame["value"].notna().to_numpy(dtype=bool)] = "c"
    released = frame.assign(
        status=pd.array(status, dtype="string"), value=frame["value"].where(pd.Series(status) == "shown")
    )
    return released[list(COLUMNS)]


def is_sensitive(key: Key, catalogue: Catalogue) -> bool:
    """Whether a cell counts people who could be harmed, be it published or implied."""
    whole = key.indicator.partition(" without ")[0]
    return catalogue[whole].sensitive
