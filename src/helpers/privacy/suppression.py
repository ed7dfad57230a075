"""Which further cells to hide, so that nobody can work out a hidden one: complements, at the least loss.

For every cell to be protected that an outsider could tell too closely, a linear program moves it as far as the policy
asks, at the least cost in cells that are still shown; those that had to move are hidden. In the end what is not needed
any more is shown again. Deterministic: the same cells give the same choice.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from helpers.errors import DisclosureError
from helpers.privacy.intervals import Attack, Component, Witness, attack
from helpers.privacy.linked import Flags, Numbers, Sum
from helpers.privacy.memo import NOTHING_KEPT, Memo, Part
from helpers.privacy.search import Aim, HiddenCells, Search, UnreachableError


@dataclass(frozen=True)
class Task:
    """Cells to protect and what may be done for it.

    Attributes:
        values: exact value of every cell.
        sums: every sum among them.
        hidden: cells that must not be shown.
        implied: cells that no table shows.
        protected: cells that nobody may tell more closely than from their floor to `threshold`.
        costs: what it costs to hide a cell; infinite where it cannot be hidden.
        floors: the least that a cell is known to be, to whoever sees its mark and knows the policy.
        threshold: of the policy.
        least: where a protected cell need not go lower than this; 0 where it is not given.
        most: the open total that a cell is part of, which no cell need go beyond; none where it is not given.
    """

    values: Numbers
    sums: Sequence[Sum]
    hidden: Flags
    implied: Flags
    protected: Flags
    costs: Numbers
    floors: Numbers
    threshold: int
    least: Numbers | None = None
    most: Numbers | None = None


class CannotProtectError(DisclosureError):
    """Even with everything hidden that may be, cells can be told too closely; `cells` has their positions."""

    def __init__(self, cells: Sequence[int]) -> None:
        super().__init__(
            "a small count cannot be protected, because what it follows from was published before"
        )
        self.cells = tuple(cells)


def hide_complements(task: Task, memo: Memo = NOTHING_KEPT, proofs: list[Witness] | None = None) -> Flags:
    """The cells to hide: those of `task.hidden`, and what protects them besides.

    Cells that hang together are settled together, and not again while nothing of theirs has changed.

    Args:
        task: the task.
        memo: where choices are kept.
        proofs: tables that protect the cells in a task with less hidden cells, to begin with; those of this one are put
            in their place.

    Raises:
        CannotProtectError: some cell cannot be protected, whatever is hidden.
    """
    proofs = [] if proofs is None else proofs
    hidden = task.hidden.copy()
    view = attack(task.values, hidden | task.implied | np.isfinite(task.costs), task.sums)
    lost = _lost_at_once(task, view)
    if lost:
        raise CannotProtectError(lost)
    found: list[Witness] = []
    for part in view.parts():
        if task.protected[part.cells].any():
            try:
                choice = _Choice(task, part, part.extended(proofs, task.values))
                chosen, tables = choice.made(memo)
                hidden[part.cells] |= chosen
                found += [(part.cells, table) for table in tables]
            except CannotProtectError as fault:
                lost += fault.cells
    if lost:
        raise CannotProtectError(lost)
    proofs[:] = found
    return hidden


def _lost_at_once(task: Task, view: Attack) -> list[int]:
    """Protected cells that single sums keep from going as far up as they must; details of few, as far down too."""
    lost = task.protected & ~view.may_reach(targets(task, 1), task.floors, 1)
    few = task.protected & _details_few(task)
    if few.any():
        lost |= few & ~view.may_reach(targets(task, -1), task.floors, -1)
    return [int(cell) for cell in np.flatnonzero(lost)]


def weak_cells(task: Task, hidden: Flags) -> list[int]:
    """Protected cells that an outsider can tell too closely where the `hidden` cells are not shown."""
    moving = hidden | task.implied | np.isfinite(task.costs)
    task = with_lower_limits(task, attack(task.values, moving, task.sums))
    return out_of_reach(task, attack(task.values, hidden | task.implied, task.sums))


def with_lower_limits(task: Task, view: Attack) -> Task:
    """The task with the least that cells can be where all is hidden that can be: three marks tell that their sum is 3.

    Args:
        task: the task.
        view: the outsider's, where nothing is shown that can be hidden.
    """
    low = task.floors.copy() if task.least is None else np.maximum(task.floors, task.least)
    bound = task.protected & ~_details_few(task)
    for part in view.parts():
        own = np.flatnonzero(bound[part.cells])
        part.seek(own, low[part.cells[own]], task.floors, -1)
        more = own[~part.shown(own, low[part.cells[own]], -1)]
        low[part.cells[more]] = np.maximum(low[part.cells[more]], part.least(more, task.values, task.floors))
    return replace(task, least=low)


def _details_few(task: Task) -> Flags:
    """Which cells are part of an open total below the threshold."""
    return np.zeros(len(task.values), dtype=bool) if task.most is None else task.most < task.threshold


def targets(task: Task, sign: int) -> Numbers:
    """How far up (sign 1) or down a protected cell must be able to go, to whoever knows the floors.

    It may be the threshold, and its floor. Part of an open total below the threshold, it may be that total; and 0,
    since a mark that is at least 1 would tell. No cell need go lower than `least`: of a number that has changed the
    change itself may be told.
    """
    few = _details_few(task)
    if sign > 0:
        return np.where(few, np.inf if task.most is None else task.most, float(task.threshold))
    return np.where(few, 0.0, task.floors if task.least is None else task.least)


def out_of_reach(task: Task, view: Attack) -> list[int]:
    """Protected cells that are not shown, and cannot go as far as they must."""
    lost = np.zeros(len(task.values), dtype=bool)
    for sign in (1, -1):
        lost |= task.protected & ~view.reached(task.protected, targets(task, sign), task.floors, sign)
    return [int(cell) for cell in np.flatnonzero(lost)]


@dataclass(frozen=True)
class _Choice:
    """What to hide of one component: what is known of it, and what `hide_complements` is asked for."""

    task: Task
    component: Component
    known: Numbers

    def made(self, memo: Memo) -> tuple[Flags, Numbers]:
        """Which cells to hide, and the proofs; implied cells are not among them.

        Raises:
            CannotProtectError: some cell cannot be protected.
        """
        values = self.task.values[self.component.cells]

        def packed() -> bytes:
            hidden, tables = self._made()
            return zlib.compress(np.vstack([hidden, tables - values]).astype(np.int32).tobytes(), 1)

        kept_in = memo if memo.parts else NOTHING_KEPT
        rows = np.frombuffer(zlib.decompress(kept_in.recalled(self._parts(), packed)), dtype=np.int32)
        kept = rows.reshape(-1, len(values))
        return kept[0].astype(bool), values + kept[1:]

    def _parts(self) -> list[Part]:
        task, matrix = self.task, self.component.matrix
        nothing = np.zeros(len(task.values))
        per_cell = (
            *(task.values, task.hidden, task.implied, task.protected, task.costs, task.floors),
            nothing if task.least is None else task.least,
            nothing + np.inf if task.most is None else task.most,
        )
        return [
            f"complements {task.threshold}",
            *(each[self.component.cells] for each in per_cell),
            *(matrix.indptr, matrix.indices, matrix.data, self.known),
        ]

    def _made(self) -> tuple[Flags, Numbers]:
        cells = self.component.cells
        task = with_lower_limits(self.task, Attack({}, dict.fromkeys(map(int, cells), self.component)))
        choice = HiddenCells(
            task.values[cells],
            task.floors[cells],
            np.where(np.isfinite(task.costs[cells]), task.costs[cells], 0.0),
            task.hidden[cells] | task.implied[cells],
        )
        protected = sorted(
            np.flatnonzero(task.protected[cells]), key=lambda cell: (-choice.values[cell], cell)
        )
        up, down = (targets(task, sign)[cells] for sign in (1, -1))
        aims = [
            aim
            for own in map(int, protected)
            for aim in (Aim(own, float(up[own]), 1), Aim(own, float(down[own]), -1))
        ]
        try:
            hidden, tables = Search(self.component, choice, aims).run(self.known)
        except UnreachableError as fault:
            raise CannotProtectError([int(cells[aim.cell]) for aim in fault.aims]) from None
        return hidden & ~task.implied[cells], tables
