"""The choice of complements among cells that hang together: first what protects each aim at the least cost, then less.

For every aim that no table known so far meets, a linear program moves the cell as far as it must, at the least cost in
cells that are still shown; those that had to move are hidden (Kelly, Golden and Assad 1992; Fischetti and
Salazar-González 2001). Every table found stays as a proof, and most aims are met by a proof of another. Then each
complement without which all can still be proved is shown again, and each for which cheaper ones can stand in is
exchanged for them, until there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import hstack

from helpers.privacy.intervals import Component
from helpers.privacy.linked import Flags, Numbers
from helpers.privacy.program import Program, is_whole

MOVED = 1e-6
NEARLY = 1e-3
"""A solver's whole number may be this far from one; whether the rounded ones add up is seen to."""
FAR = 1e6
Solver = Callable[[Numbers, Numbers, Numbers], Numbers | None]
ROUNDS = 2
"""How often complements are exchanged for others as dear without gain before that is given up."""
LOCAL = 1e-3
"""What it costs to move a cell that is hidden anyway: next to nothing, so that programs move few of them."""


@dataclass(frozen=True)
class Aim:
    """How far a protected cell must be able to go: up for sign 1, down for sign -1."""

    cell: int
    target: float
    sign: int


@dataclass(frozen=True)
class HiddenCells:
    """What the search decides on: one value a cell of the component.

    Attributes:
        values: exact values.
        floors: the least that each is known to be.
        costs: what it costs to hide it; 0 where it is hidden anyway.
        free: cells that nobody sees anyway: those that must not be shown, and implied ones.
    """

    values: Numbers
    floors: Numbers
    costs: Numbers
    free: Flags


class UnreachableError(Exception):
    """Aims that no table meets, whatever is hidden."""

    def __init__(self, aims: Sequence[Aim]) -> None:
        super().__init__()
        self.aims = tuple(aims)


class Search:
    """The choice among cells that hang together. `aims` speak of cells by their place in the component."""

    def __init__(self, component: Component, choice: HiddenCells, aims: Sequence[Aim]) -> None:
        self.values, self.costs, self.free = choice.values, choice.costs, choice.free
        self.least = np.minimum(choice.floors, choice.values)
        self.hidden = self.free.copy()
        self.aims = list(aims)
        self._component = Component(component.cells, component.matrix, component.right, component.at)
        self._proofs = _Proofs(self.values)
        self._proof = np.zeros(len(self.aims), dtype=np.intp)
        self._needed = np.zeros(len(self.aims), dtype=np.intp)
        self._failed: dict[Aim, list[Flags]] = {}
        self._matrix = component.matrix
        self._held = abs(component.matrix)
        self._program = Program(hstack([component.matrix, -component.matrix]))

    def run(self) -> Flags:
        """Which cells not to show, those that nobody sees anyway included.

        Raises:
            UnreachableError: some aim is out of reach.
        """
        self._seek(self.aims, self.free)
        nothing = np.zeros(len(self.values), dtype=bool)
        lost = []
        for number, aim in enumerate(self.aims):
            proof = self._proofs.of(aim, self.hidden)
            if proof is None:
                table = self._table(aim, self.hidden, nothing)
                if table is None:
                    lost.append(aim)
                    continue
                proof = self._proofs.add(table)
                self.hidden |= self._proofs.moved[proof]
            self._proof[number] = proof
        if lost:
            raise UnreachableError(lost)
        self._settle()
        least, idle = self._loss(), 0
        while idle < ROUNDS and self._exchange(as_dear=True):  # a choice as good may leave something unneeded
            self._settle()
            idle = 0 if self._loss() < least - MOVED else idle + 1
            least = min(least, self._loss())
        return self.hidden

    def _seek(self, aims: Sequence[Aim], allowed: Flags) -> None:
        """Proofs of many aims at once, in which only allowed cells move."""
        low = np.where(allowed, self.least, self.values)
        up = np.where(allowed, FAR, self.values)
        for sign in (1, -1):
            mine = [aim for aim in aims if aim.sign == sign and self._proofs.of(aim, allowed) is None]
            cells = np.array([aim.cell for aim in mine], dtype=np.intp)
            targets = np.array([aim.target for aim in mine])
            for table in self._component.sweep(cells, targets, low, up, sign):
                self._proofs.add(table)

    def _loss(self) -> float:
        return float(self.costs[self.hidden].sum())

    def _settle(self) -> None:
        self._show_unneeded()
        while self._exchange():
            self._show_unneeded()

    def _show_unneeded(self) -> None:
        """Show complements, the dearest first, that the protection does not need."""
        for cell in self._dearest_first():
            without = self.hidden.copy()
            without[cell] = False
            mended: dict[int, int] = {}
            for number in self._resting_on(cell):
                proof = self._proof_within(self.aims[number], without)
                if proof is None:
                    self._needed[number] += 1
                    break
                mended[number] = proof
            else:
                self._take(without, mended)

    def _exchange(self, *, as_dear: bool = False) -> bool:
        """Show complements, the dearest first, for which cheaper ones can stand in; false if there is none.

        With `as_dear`, those that are as dear can, too.
        """
        found = False
        for cell in self._dearest_first():
            most = self.costs[cell] + (MOVED if as_dear else -MOVED)
            too_dear = ~self.hidden & (self.costs >= most)
            if (too_dear | self.hidden).all():
                break  # nor can anything stand in for those that are cheaper
            barred = too_dear | (np.arange(len(self.values)) == cell)
            without = self.hidden & ~barred
            mended: dict[int, int] = {}
            spent = 0.0
            for number in self._resting_on(cell):
                proof = self._proofs.of(self.aims[number], without)
                if proof is None:
                    table = self._table(self.aims[number], without, barred, whole_too=False)
                    if table is None:
                        break
                    proof = self._proofs.add(table)
                    spent += float(self.costs[self._proofs.moved[proof] & ~without].sum())
                    if spent >= most:
                        break
                    without |= self._proofs.moved[proof]
                mended[number] = proof
            else:
                self._take(without, mended)
                found = True
        return found

    def _dearest_first(self) -> list[int]:
        complements = np.flatnonzero(self.hidden & ~self.free)
        return sorted((int(cell) for cell in complements), key=lambda cell: (-self.costs[cell], cell))

    def _resting_on(self, cell: int) -> list[int]:
        """The aims whose proof moves a cell; those that have needed their complements before stand first."""
        hit = np.flatnonzero(self._proofs.moved[self._proof, cell])
        return [int(number) for number in hit[np.argsort(-self._needed[hit], kind="stable")]]

    def _take(self, hidden: Flags, mended: dict[int, int]) -> None:
        self.hidden = hidden
        for number, proof in mended.items():
            self._proof[number] = proof

    def _proof_within(self, aim: Aim, allowed: Flags) -> int | None:
        proof = self._proofs.of(aim, allowed)
        if proof is None:
            table = self._table(aim, allowed, ~allowed)
            proof = None if table is None else self._proofs.add(table)
        return proof

    def _table(self, aim: Aim, hidden: Flags, barred: Flags, *, whole_too: bool = True) -> Numbers | None:
        """A table that agrees with every sum and meets the aim, at the least cost in cells that are not `hidden`.

        Those that are `barred` stay as they are.
        """
        moving = ~barred
        if self._is_stuck(aim, moving):
            return None
        changes = self._changes(aim, hidden, barred, self._program.cheapest)
        if changes is None:
            self._failed.setdefault(aim, []).append(moving)
        if changes is not None and not is_whole(changes) and whole_too:
            changes = self._changes(aim, hidden, barred, self._program.cheapest_whole)
        if changes is None or np.abs(changes - np.round(changes)).max() > NEARLY:
            return None
        rounded = np.round(changes)
        return self.values + rounded if self._adds_up(rounded) else None

    def _changes(self, aim: Aim, hidden: Flags, barred: Flags, solve: Solver) -> Numbers | None:
        """The cheapest way to the aim: each cell moves up or down, and pays for it."""
        n = len(self.values)
        low, up = np.zeros(2 * n), np.concatenate([np.full(n, FAR), self.values - self.least])
        up[np.tile(barred, 2)] = 0.0
        need = aim.sign * (aim.target - self.values[aim.cell])
        here, other = (aim.cell, n + aim.cell) if aim.sign > 0 else (n + aim.cell, aim.cell)
        if need > up[here] + MOVED:
            return None
        low[here], up[other] = need, 0.0
        cost = np.where(hidden, LOCAL, self.costs)
        solved = solve(np.concatenate([cost, cost]), low, up)
        return None if solved is None else solved[:n] - solved[n:]

    def _is_stuck(self, aim: Aim, moving: Flags) -> bool:
        """Whether an aim was out of reach where more cells could move, or its cell cannot move at all.

        It cannot where it, or what would have to move with it, stands alone in a sum.
        """
        if any(not (moving & ~more).any() for more in self._failed.get(aim, ())):
            return True
        moving = moving.copy()
        while moving[aim.cell]:
            alone = self._held @ moving == 1
            stuck = moving & (alone @ self._held > 0)
            if not stuck.any():
                return False
            moving &= ~stuck
        return True

    def _adds_up(self, changes: Numbers) -> bool:
        return bool(np.abs(self._matrix @ changes).max(initial=0.0) < MOVED)


class _Proofs:
    """Tables that agree with every sum; the first is the truth."""

    def __init__(self, values: Numbers) -> None:
        self._values = values
        self._tables = values[None, :].copy()
        self._moved = np.zeros((1, len(values)), dtype=bool)
        self._count = 1

    @property
    def moved(self) -> Flags:
        """One row a table: the cells that differ from the truth."""
        return self._moved[: self._count]

    def of(self, aim: Aim, allowed: Flags) -> int | None:
        """The first table that meets the aim and differs from the truth in allowed cells only."""
        count = self._count
        fits = aim.sign * self._tables[:count, aim.cell] >= aim.sign * aim.target
        for number in np.flatnonzero(fits):
            if not (self._moved[number] & ~allowed).any():
                return int(number)
        return None

    def add(self, table: Numbers) -> int:
        """Keep a table."""
        if self._count == len(self._tables):
            self._tables = np.concatenate([self._tables, np.empty_like(self._tables)])
            self._moved = np.concatenate([self._moved, np.empty_like(self._moved)])
        self._tables[self._count] = table
        self._moved[self._count] = np.abs(table - self._values) > MOVED
        self._count += 1
        return self._count - 1
