"""Which of the guarded cells of a year are not shown, and why. Decides for all vintages at once; writes no release.

The solver is imported only where something has to be decided: a build after a change of harmless tables never loads it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.errors import DisclosureError
from helpers.inputs.params.provinces import Provinces
from helpers.metrics.catalogue import Catalogue
from helpers.metrics.indicator import ALL, TOTAL
from helpers.privacy.coarsen import Coarse, GuardedTables, tables_of
from helpers.privacy.earlier import EARLIER, Before, Beside, Earlier, beside
from helpers.privacy.linked import FIELDS, Flags, Linked, Numbers, Units, link, units_of
from helpers.privacy.memo import NOTHING_KEPT, Memo, Part
from helpers.privacy.policy import Policy
from helpers.privacy.sums import REST, Key

if TYPE_CHECKING:
    from helpers.privacy.intervals import Witness
    from helpers.privacy.suppression import Task

REASONS = ("", "primary", "complement", "coarsened")


@dataclass(frozen=True)
class Guarded:
    """The cells of one year that a decision is about.

    Attributes:
        published: vintage -> guarded cells that a rule of the policy publishes, with their exact values.
        formerly: vintage -> guarded cells that were published before but are not now.
        exact: all guarded facts of the earliest vintage.
        earlier: what was published of the year before.
        models: what was asked of `model`, by what decides it beside these cells: no threshold is among it.
    """

    published: Mapping[str, pd.DataFrame]
    formerly: Mapping[str, pd.DataFrame]
    exact: pd.DataFrame
    earlier: Earlier
    models: dict[frozenset[str], Beside] = field(default_factory=dict)

    def parts(self, policy: Policy, catalogue: Catalogue, provinces: Provinces) -> list[Part]:
        """All that decides about these cells, for `Memo`."""
        names = guarded_indicators(catalogue)
        return [
            policy.model_dump_json(),
            *(catalogue[name].model_dump_json() for name in names),
            repr((catalogue.codelists, catalogue.filled, provinces)),
            *(part for vintage, frame in self.published.items() for part in (vintage, frame)),
            self.exact,
            *self.earlier.parts(),
        ]

    def model(self, policy: Policy, catalogue: Catalogue, units: Mapping[tuple[str, str], Units]) -> Beside:
        """All these cells, and those of earlier releases, with every sum among them.

        Raises:
            DisclosureError: cells that should add up do not.
        """
        asked = frozenset(policy.with_open_totals)
        if asked not in self.models:
            self.models[asked] = self._model(policy, catalogue, units)
        return self.models[asked]

    def _model(self, policy: Policy, catalogue: Catalogue, units: Mapping[tuple[str, str], Units]) -> Beside:
        both = {v: pd.concat([frame, self.formerly[v]]) for v, frame in self.published.items()}
        linked = link(both, self.exact, catalogue, units, policy.with_open_totals)
        now = {key for v, frame in self.published.items() for key in _keys(v, frame, units)}
        shown = linked.published & np.array([key in now for key in linked.keys], dtype=bool)
        linked = replace(linked, published=shown)

        def linked_at(before: Before) -> Linked | None:
            if not set(both) <= set(before.facts):
                return None
            past = {v: _valued(frame, before.facts[v]) for v, frame in both.items()}
            base = min(both, key=("63", "34").index)
            try:
                found = link(past, before.facts[base], catalogue, units, policy.with_open_totals)
            except DisclosureError:
                return None
            return found if found.keys == linked.keys else None

        return beside(linked, self.earlier, units, linked_at, policy.with_open_totals)


@dataclass(frozen=True)
class Decision:
    """Vintage -> for each published guarded cell one of `REASONS`, as its position; and the tables withheld whole."""

    why: dict[str, npt.NDArray[np.intp]]
    coarse: tuple[Coarse, ...]

    def packed(self) -> bytes:
        """The decision as bytes."""
        why = {vintage: "".join(map(str, reasons)) for vintage, reasons in self.why.items()}
        return json.dumps([why, [asdict(each) for each in self.coarse]]).encode()

    @staticmethod
    def unpacked(packed: bytes) -> Decision:
        """What `packed` gave."""
        why, coarse = json.loads(packed)
        return Decision(
            {vintage: np.array([int(c) for c in codes], dtype=np.intp) for vintage, codes in why.items()},
            tuple(Coarse(**{**each, "units": tuple(each["units"])}) for each in coarse),
        )


def guarded_cells(
    facts: Mapping[str, pd.DataFrame], policy: Policy, catalogue: Catalogue, earlier: Earlier
) -> Guarded:
    """The guarded cells of a year's facts; each frame has its rows in their order."""
    base, names = min(facts, key=("63", "34").index), guarded_indicators(catalogue)
    guarded = {vintage: frame[frame["indicator"].isin(names)] for vintage, frame in facts.items()}
    earlier = earlier.about(names)
    now = {vintage: policy.publishes(frame, catalogue) for vintage, frame in guarded.items()}
    return Guarded(
        {vintage: frame[now[vintage]] for vintage, frame in guarded.items()},
        {
            vintage: frame[earlier.published(vintage, frame) & ~now[vintage]]
            for vintage, frame in guarded.items()
        },
        guarded[base],
        earlier,
    )


def decide(
    guarded: Guarded, policy: Policy, catalogue: Catalogue, provinces: Provinces, memo: Memo = NOTHING_KEPT
) -> Decision:
    """Which cells are not shown.

    Raises:
        DisclosureError: a small count cannot be protected, or the facts do not add up.
    """
    return Decision.unpacked(
        memo.recalled(
            ["decision", *guarded.parts(policy, catalogue, provinces)],
            lambda: _decided(guarded, policy, catalogue, provinces, memo).packed(),
        )
    )


def decision_of(
    guarded: Guarded,
    published: Earlier,
    policy: Policy,
    catalogue: Catalogue,
    provinces: Provinces,
    memo: Memo = NOTHING_KEPT,
) -> Decision | None:
    """The decision that was taken when these cells were published; none where it would not protect them now.

    Args:
        guarded: of `guarded_cells`, beside what else was published.
        published: what was published of these very facts.
        policy: of then and now.
        catalogue: the indicators.
        provinces: of both vintages.
        memo: where it is kept.
    """

    def packed() -> bytes:
        found = _published(guarded, published, policy, catalogue, provinces)
        return found.packed() if found else b""

    parts = ["published", *guarded.parts(policy, catalogue, provinces), *published.parts()]
    kept = memo.recalled(parts, packed)
    return Decision.unpacked(kept) if kept else None


def _published(
    guarded: Guarded, published: Earlier, policy: Policy, catalogue: Catalogue, provinces: Provinces
) -> Decision | None:
    from helpers.privacy.suppression import weak_cells

    units = units_of(provinces, guarded.published)
    model = guarded.model(policy, catalogue, units)
    linked = model.linked
    sensitive = guarded_flags(linked.keys, policy, catalogue)
    tables = tables_of(linked, sensitive, policy, catalogue)
    hidden, whole = (np.zeros(len(linked.keys), dtype=bool) for _ in range(2))
    for vintage, frame in published.cells():
        if "whole" not in frame:
            return None
        withheld = frame[frame["status"] == "c"]
        for key, with_table in zip(_keys(vintage, withheld, units), withheld["whole"], strict=True):
            if key in linked.position:
                hidden[linked.position[key]] = True
                whole[linked.position[key]] |= bool(with_table)
    tables.give_up_with(whole)
    able = linked.published & sensitive & ~linked.missing
    primary, coarse = _primary(linked, able, policy), tables.withheld() & able
    zeros = coarse | np.full(len(hidden), policy.zeros == "hidden")
    task = _task_of(model, sensitive, hidden, zeros, policy, open_totals_over(linked, policy))
    if (primary & ~hidden).any() or (hidden & ~able).any() or weak_cells(task, hidden):
        return None
    return _decision(guarded, tables, linked, units, _reasons(hidden, coarse, primary))


def guarded_indicators(catalogue: Catalogue) -> list[str]:
    """The sensitive indicators, and those that count the same records without being sensitive themselves."""
    tables = {indicator.table for indicator in catalogue.values() if indicator.sensitive}
    return [indicator.id for indicator in catalogue.values() if indicator.table in tables]


def guarded_flags(keys: Sequence[Key], policy: Policy, catalogue: Catalogue) -> Flags:
    """Which cells count people who could be harmed, or describe their cases, be they published or implied.

    All of a sensitive indicator but its open totals.
    """
    return np.array(
        [
            catalogue[key.indicator.partition(REST)[0]].sensitive
            and not policy.is_open(key.indicator, key.period, key.breakdown)
            for key in keys
        ],
        dtype=bool,
    )


def open_totals_over(linked: Linked, policy: Policy) -> Numbers:
    """For each cell the open total that it details, which everybody knows; infinite where there is none.

    Of a cell as it was before it is the least that the total ever was.
    """
    totals: dict[Key, float] = {}
    for key, value in zip(linked.keys, linked.exact, strict=True):
        if policy.is_open(key.indicator, key.period, key.breakdown):
            whole = key._replace(period=key.period[:4])
            totals[whole] = min(float(value), totals.get(whole, np.inf))
    wholes = (
        Key(key.indicator.partition(REST)[0], key.units, key.period[:4], TOTAL, ALL) for key in linked.keys
    )
    return np.array([totals.get(whole, np.inf) for whole in wholes])


def _decided(
    guarded: Guarded, policy: Policy, catalogue: Catalogue, provinces: Provinces, memo: Memo
) -> Decision:
    units = units_of(provinces, guarded.published)
    model = guarded.model(policy, catalogue, units)
    linked = model.linked
    sensitive = guarded_flags(linked.keys, policy, catalogue)
    tables = tables_of(linked, sensitive, policy, catalogue)
    why = _hide(model, sensitive, tables, policy, memo)
    return _decision(guarded, tables, linked, units, why)


def _decision(
    guarded: Guarded,
    tables: GuardedTables,
    linked: Linked,
    units: Mapping[tuple[str, str], Units],
    why: npt.NDArray[np.intp],
) -> Decision:
    by_vintage = {
        vintage: why[np.array([linked.position[key] for key in _keys(vintage, frame, units)], dtype=np.intp)]
        for vintage, frame in guarded.published.items()
    }
    return Decision(by_vintage, tables.coarse())


def _keys(vintage: str, frame: pd.DataFrame, units: Mapping[tuple[str, str], Units]) -> Iterator[Key]:
    for row in frame[list(FIELDS)].itertuples(index=False):
        yield Key(row[0], units[vintage, row[1]], *row[2:])


def _valued(frame: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    """The same cells with other values; missing where there is none."""
    values = facts[[*FIELDS, "value"]]
    return frame.drop(columns="value").merge(values, on=list(FIELDS), how="left", validate="1:1")


def _task_of(
    model: Beside, sensitive: Flags, hidden: Flags, zeros: Flags, policy: Policy, open_totals: Numbers
) -> Task:
    """The problem that these hidden cells pose.

    Args:
        model: cells of now and before.
        sensitive: which of them are guarded.
        hidden: published cells that are not shown.
        zeros: cells whose mark may stand for a zero.
        policy: threshold and losses.
        open_totals: of `open_totals_over`.
    """
    from helpers.privacy.suppression import Task

    linked, known = model.linked, model.known
    values = linked.exact
    by_level = {**policy.losses.model_dump(), "implied": np.inf, EARLIER: np.inf}
    loss = np.array([by_level[level] for level in linked.levels])
    tells_nothing = (values == 0) & (model.least == 0)  # a zero that was none before may have to be withheld
    can = linked.published & sensitive & ~hidden & ~known & ~linked.missing & ~tells_nothing
    return Task(
        values=values,
        sums=linked.sums,
        hidden=hidden & ~known,
        implied=~linked.published & ~known,
        protected=sensitive & (values > 0) & (values < policy.threshold) & ~known,
        costs=np.where(can, loss * (1 + np.log2(np.maximum(values, 1))), np.inf),
        floors=np.maximum(np.where(linked.published & ~zeros, 1.0, 0.0), model.floors),
        threshold=policy.threshold,
        least=model.least,
        most=open_totals,
    )


def _hide(
    model: Beside, sensitive: Flags, tables: GuardedTables, policy: Policy, memo: Memo
) -> npt.NDArray[np.intp]:
    from helpers.privacy.suppression import CannotProtectError

    linked = model.linked
    values = linked.exact
    able = linked.published & sensitive & ~linked.missing
    primary = _primary(linked, able, policy)
    tables.give_up_as_before(model.marked & able)
    tables.give_up(primary)
    open_totals = open_totals_over(linked, policy)
    proofs: list[Witness] = []
    while True:
        coarse = tables.withheld() & able
        start = primary | coarse | (model.marked & able)
        zeros = coarse | np.full(len(values), policy.zeros == "hidden")
        task = _task_of(model, sensitive, start, zeros, policy, open_totals)
        try:
            hidden = _complements(model, task, memo, proofs)
        except CannotProtectError as fault:
            if not tables.give_up_for(linked.keys[cell] for cell in fault.cells):
                raise DisclosureError(_cannot_protect(model, fault.cells[0])) from None
            continue
        if not tables.give_up(hidden | start):
            break
    hidden = (hidden | start) & able
    hidden &= ~_told_anyway(model, task, hidden, primary)
    return _reasons(hidden, coarse, primary)


def _primary(linked: Linked, able: Flags, policy: Policy) -> Flags:
    values = linked.exact
    return able & (values < policy.threshold) & ((values > 0) | (policy.zeros == "hidden"))


def _reasons(hidden: Flags, coarse: Flags, primary: Flags) -> npt.NDArray[np.intp]:
    """For each cell the position of one of `REASONS`."""
    return np.select([hidden & coarse, hidden & primary, hidden], [3, 1, 2], 0)


def _told_anyway(model: Beside, task: Task, hidden: Flags, primary: Flags) -> Flags:
    """The marks that protect nothing: the numbers that follow from the others to the one, and are not small."""
    from helpers.privacy.intervals import attack

    view = attack(task.values, (hidden & ~model.known) | task.implied, task.sums)
    told = hidden & ~primary & model.known
    cells = np.flatnonzero(hidden & ~primary & ~model.known & ~model.marked)
    told[cells] = view.only_one_number(cells, task.values, task.floors)
    return told


def _complements(model: Beside, task: Task, memo: Memo, proofs: list[Witness]) -> Flags:
    """The cells to hide. What earlier releases have given away already is past protecting."""
    from helpers.privacy.suppression import CannotProtectError, hide_complements

    while True:
        try:
            return hide_complements(task, memo, proofs)
        except CannotProtectError as fault:
            lost = [cell for cell in fault.cells if model.linked.levels[cell] == EARLIER]
            if len(lost) < len(fault.cells):
                raise
            task = replace(task, protected=task.protected & ~np.isin(np.arange(len(task.values)), lost))


def _cannot_protect(model: Beside, cell: int) -> str:
    beside = "what else is published"
    if model.known.any():
        beside += " and what was published before (data/published/)"
    return (
        f"{model.linked.name(cell)}: a small count cannot be protected beside {beside}; "
        "leave out the table that shows it in params/disclosure.yml"
    )
