"""Which further cells to hide, so that nobody can work out a hidden one: complements, at the least loss.

For every cell to be protected that an outsider could tell too closely, a linear program moves it as far as the policy
asks, at the least cost in cells that are still shown; those that had to move are hidden. In the end what is not needed
any more is shown again. Deterministic: the same cells give the same choice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csc_array, csr_array, hstack

from helpers.errors import DisclosureError
from helpers.privacy.intervals import Attack, Component, attack
from helpers.privacy.linked import Flags, Numbers, Sum

MOVED = 1e-6
FAR = 1e6
LOCAL = 1e-3
"""What it costs to move a cell that is hidden anyway: next to nothing, so that programs move few of them."""
MOST_PROOFS = 12
"""A complement on which the protection of more cells than these rests is kept without trying to do without it."""


@dataclass(frozen=True)
class Task:
    """Cells to protect and what may be done for it.

    Attributes:
        values: exact value of every cell.
        sums: every sum among them.
        hidden: cells that must not be shown.
        implied: cells that no table shows.
        protected: cells that nobody may tell more closely than from 0 to `threshold`.
        costs: what it costs to hide a cell; infinite where it cannot be hidden.
        floors: the least that a cell is known to be, to whoever sees its mark and knows the policy.
        threshold: of the policy.
    """

    values: Numbers
    sums: Sequence[Sum]
    hidden: Flags
    implied: Flags
    protected: Flags
    costs: Numbers
    floors: Numbers
    threshold: int


@dataclass(frozen=True)
class Aim:
    """How far a protected cell must be able to go: up for sign 1, down for sign -1.

    `floored`: to an outsider who knows that a mark never stands for less than its floor.
    """

    cell: int
    target: float
    sign: int
    floored: bool


class CannotProtectError(DisclosureError):
    """Even with everything hidden that may be, a cell can be told too closely; `cell` is its position."""

    def __init__(self, cell: int) -> None:
        super().__init__(
            "a small count cannot be protected, because what it follows from was published before"
        )
        self.cell = cell


def hide_complements(task: Task) -> Flags:
    """The cells to hide: those of `task.hidden`, and what protects them besides.

    Raises:
        CannotProtectError: some cell cannot be protected, whatever is hidden.
    """
    hidden = task.hidden.copy()
    moving = hidden | task.implied | np.isfinite(task.costs)
    view = attack(task.values, moving, task.sums)
    for cell in view.told:
        if task.protected[cell]:
            raise CannotProtectError(cell)
    for component in {id(each): each for each in view.components.values()}.values():
        if task.protected[component.cells].any():
            hidden[component.cells] |= _Search(task, component).run()
    return hidden


def weak_cells(task: Task, hidden: Flags) -> list[int]:
    """Protected cells that an outsider can tell too closely where the `hidden` cells are not shown."""
    view = attack(task.values, hidden | task.implied, task.sums)
    return [int(cell) for cell in np.flatnonzero(task.protected) if not _safe(task, view, int(cell))]


def aims_of(task: Task, cell: int) -> Iterator[Aim]:
    """What must hold for a protected cell: it may be 0; and the threshold, even to whoever knows the floors.

    No more can be asked of the least: three marks for the parts of a total tell that it is at least 3.
    """
    yield Aim(cell, float(task.threshold), 1, True)
    yield Aim(cell, 0.0, -1, False)


def _safe(task: Task, view: Attack, cell: int) -> bool:
    zero = np.zeros(len(task.values))
    return all(
        view.reaches(cell, aim.target, task.floors if aim.floored else zero, aim.sign)
        for aim in aims_of(task, cell)
    )


class _Search:
    """The choice among cells that hang together."""

    def __init__(self, task: Task, component: Component) -> None:
        cells = component.cells
        self.component = component
        self.values = task.values[cells]
        self.floors = task.floors[cells]
        self.costs = np.where(np.isfinite(task.costs[cells]), task.costs[cells], 0.0)
        self.free = task.hidden[cells] | task.implied[cells]
        self.hidden = self.free.copy()
        self.implied = task.implied[cells]
        self.by_column = csc_array(component.matrix)
        self.equations = csr_array(hstack([component.matrix, -component.matrix]))
        protected = [int(cell) for cell in cells[task.protected[cells]]]
        ordered = sorted(protected, key=lambda cell: (-task.values[cell], cell))
        self.aims = [aim for cell in ordered for aim in aims_of(task, cell)]
        self.tables = np.empty((0, len(cells)))
        self.proof: dict[Aim, Numbers] = {}

    def run(self) -> Flags:
        """Which of the component's cells to hide; implied cells are not among them."""
        for aim in self.aims:
            table = self._found_before(aim, self.hidden)
            if table is None:
                table = self._table(aim, None)
                if table is None:
                    raise CannotProtectError(aim.cell)
                self.hidden |= self._differs(table)
                self.tables = np.vstack([self.tables, table])
            self.proof[aim] = table
        self._show_again()
        result: Flags = self.hidden & ~self.implied
        return result

    def _found_before(self, aim: Aim, allowed: Flags) -> Numbers | None:
        """The truth, or a table already found, that meets the aim and differs from the truth in allowed cells only."""
        own = self.component.at[aim.cell]
        if aim.sign * self.values[own] >= aim.sign * aim.target:
            return self.values
        fits = aim.sign * self.tables[:, own] >= aim.sign * aim.target
        if aim.floored:
            fits &= (self.tables >= np.minimum(self.floors, self.values)).all(axis=1)
        fits &= ~(self._differs(self.tables) & ~allowed).any(axis=1)
        first = np.flatnonzero(fits)
        return self.tables[first[0]] if len(first) else None

    def _differs(self, tables: Numbers) -> Flags:
        differs: Flags = np.abs(tables - self.values) > MOVED
        return differs

    def _table(self, aim: Aim, allowed: Flags | None) -> Numbers | None:
        """A table that agrees with what is shown and meets the aim, at the least cost.

        With `allowed`, costs play no part, and only those cells differ from the truth.
        """
        for whole in (False, True):
            table = self._moved(aim, whole) if allowed is None else self._within(aim, allowed, whole)
            if table is None:
                return None
            if np.abs(table - np.round(table)).max() < MOVED:
                return np.round(table)
        return None

    def _moved(self, aim: Aim, whole: bool) -> Numbers | None:
        """The cheapest way to the aim: each cell moves up or down, and pays for it."""
        n, own = len(self.values), self.component.at[aim.cell]
        low, up = np.zeros(2 * n), np.concatenate([np.full(n, FAR), self._room_below(aim)])
        need = aim.sign * (aim.target - self.values[own])
        here, other = (own, n + own) if aim.sign > 0 else (n + own, own)
        if need > up[here] + MOVED:
            return None
        low[here], up[other] = need, 0.0
        cost = np.where(self.hidden, LOCAL, self.costs)
        solved = _solve(np.concatenate([cost, cost]), self.equations, low, up, whole)
        return None if solved is None else self.values + solved[:n] - solved[n:]

    def _within(self, aim: Aim, allowed: Flags, whole: bool) -> Numbers | None:
        """Any way to the aim among the allowed cells."""
        own = self.component.at[aim.cell]
        cells = np.flatnonzero(allowed)
        low, up = -self._room_below(aim)[cells], np.full(len(cells), FAR)
        at = int(np.searchsorted(cells, own))
        need = aim.target - self.values[own]
        if need < low[at] - MOVED:
            return None
        low[at], up[at] = (need, FAR) if aim.sign > 0 else (low[at], need)
        rows = self.by_column[:, cells]
        used = np.diff(csr_array(rows).indptr) > 0
        solved = _solve(np.zeros(len(cells)), csr_array(rows)[used], low, up, whole)
        if solved is None:
            return None
        table = self.values.copy()
        table[cells] += solved
        return table

    def _room_below(self, aim: Aim) -> Numbers:
        """How far each cell may fall."""
        least = np.minimum(self.floors, self.values) if aim.floored else 0.0
        room: Numbers = self.values - least
        return room

    def _show_again(self) -> None:
        """Show complements, the dearest first, that the protection does not need."""
        failed: dict[Aim, int] = {}
        complements = np.flatnonzero(self.hidden & ~self.free)
        for cell in sorted(complements, key=lambda c: (-self.costs[c], c)):
            without = self.hidden.copy()
            without[cell] = False
            hit = [aim for aim, table in self.proof.items() if self._differs(table)[cell]]
            if len(hit) > MOST_PROOFS:
                continue
            mended: dict[Aim, Numbers] = {}
            for aim in sorted(hit, key=lambda aim: -failed.get(aim, 0)):
                table = self._found_before(aim, without)
                if table is None:
                    table = self._table(aim, without)
                if table is None:
                    failed[aim] = failed.get(aim, 0) + 1
                    break
                mended[aim] = table
            else:
                self.hidden = without
                self.proof.update(mended)


def _solve(cost: Numbers, equations: csr_array, low: Numbers, up: Numbers, whole: bool) -> Numbers | None:
    """The cheapest changes that leave every sum as it is; none where there are none within the bounds."""
    solved = milp(
        cost,
        constraints=LinearConstraint(equations, 0.0, 0.0),
        bounds=Bounds(low, up),
        integrality=np.full(len(cost), int(whole)),
    )
    found: Numbers | None = solved.x
    return found
