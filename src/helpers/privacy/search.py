"""The choice of complements among cells that hang together: first what protects each aim at the least cost, then less.

For every aim that no table known so far meets, a linear program moves the cell as far as it must, at the least cost in
cells that are still shown; those that had to move are hidden (Kelly, Golden and Assad 1992; Fischetti and
Salazar-González 2001). Every table found stays as a proof, and most aims are met by a proof of another. Then each
complement without which all can still be proved is shown again, the dearest first. That cheaper ones stand in for one
that is needed is not tried: for 2023 it took a fifth of the time, and as many cells were withheld.

Programs are spared where it is known how they end: what a combination of sums forbids stays out of reach (`_Bars`), and
where one proof went around a cell, others may go the same way (`_Detours`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, hstack

from helpers.privacy.intervals import Component
from helpers.privacy.linked import Flags, Numbers
from helpers.privacy.program import Program, is_whole

MOVED = 1e-6
NEARLY = 1e-3
"""A solver's whole number may be this far from one; whether the rounded ones add up is seen to."""
FAR = 1e6
NOTHING = 1e-9
"""What a solver's weight is at the least, of the greatest one."""
Solver = Callable[[Numbers, Numbers, Numbers], Numbers | None]
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
        self._bars = _Bars(component.matrix, self.least - self.values, self.values)
        self._matrix = component.matrix
        self._held = abs(component.matrix)
        self._holding = csr_array(self._held.T)
        self._barred: Flags | None = None
        self._can_move = np.ones(len(self.values), dtype=bool)
        self._program = Program(hstack([component.matrix, -component.matrix]))

    def run(self, known: Numbers) -> tuple[Flags, Numbers]:
        """Which cells not to show, those that nobody sees anyway included, and the tables that prove it.

        Args:
            known: tables that agree with every sum, one a row: the proofs of a choice with less free cells. What that
                choice hid stays hidden where it is still needed.

        Raises:
            UnreachableError: some aim is out of reach.
        """
        proof: int | None
        cheap = ~((known != self.values) & ~self.free).any(axis=1)
        for table in known[cheap]:
            self._proofs.add(table)
        self._seek(self.aims, self.free)
        for table in known[~cheap]:
            proof = self._proofs.add(table)
            self.hidden |= self._proofs.moved[proof]
        nothing = np.zeros(len(self.values), dtype=bool)
        lost: list[Aim] = []
        for number, aim in enumerate(self.aims):
            proof = self._proofs.of(aim, self.hidden)
            if proof is None:
                table = self._table(aim, self.hidden, nothing)
                if table is None:
                    lost.append(aim)
                    continue
                proof = self._proofs.add(table)
                self.hidden |= self._proofs.moved[proof]
                self._needed[number] = 1
            self._proof[number] = proof
        if lost:
            raise UnreachableError(lost)
        self._show_unneeded()
        return self.hidden, self._proofs.tables[np.unique(self._proof)]

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

    def _show_unneeded(self) -> None:
        """Show complements, the dearest first, that the protection does not need."""
        for cell in self._dearest_first():
            without = self.hidden.copy()
            without[cell] = False
            resting = self._resting_on(cell)
            if self._bars.forbid([self.aims[number] for number in resting], self._moving(~without)):
                continue
            mended: dict[int, int] = {}
            detours = _Detours(cell, self._held, self._holding)
            for number in resting:
                proof = self._proof_within(number, without, detours)
                if proof is None:
                    self._needed[number] += 1
                    break
                mended[number] = proof
            else:
                self.hidden = without
                self._proof[[*mended]] = [*mended.values()]

    def _dearest_first(self) -> list[int]:
        complements = np.flatnonzero(self.hidden & ~self.free)
        return sorted((int(cell) for cell in complements), key=lambda cell: (-self.costs[cell], cell))

    def _resting_on(self, cell: int) -> list[int]:
        """The aims whose proof moves a cell; those that have needed their complements before stand first."""
        hit = np.flatnonzero(self._proofs.moved[self._proof, cell])
        return [int(number) for number in hit[np.argsort(-self._needed[hit], kind="stable")]]

    def _proof_within(self, number: int, allowed: Flags, detours: _Detours) -> int | None:
        """A proof of an aim within allowed cells: a known one, one by a detour, or else that of a program."""
        aim, changes = self.aims[number], self._proofs.tables[self._proof[number]] - self.values
        proof = self._proofs.of(aim, allowed)
        if proof is not None:
            return proof
        for other in detours.around(changes):
            table = self.values + other
            meets = aim.sign * table[aim.cell] >= aim.sign * aim.target
            if meets and (table >= self.least).all() and self._adds_up(other):
                return self._proofs.add(table)
        found = self._table(aim, allowed, ~allowed)
        if found is None:
            return None
        detours.learn(changes, found - self.values)
        return self._proofs.add(found)

    def _table(self, aim: Aim, hidden: Flags, barred: Flags) -> Numbers | None:
        """A table that agrees with every sum and meets the aim, at the least cost in cells that are not `hidden`.

        Those that are `barred` stay as they are.
        """
        if self._bars.forbid([aim], self._moving(barred)):
            return None
        changes = self._changes(aim, hidden, barred, self._program.cheapest)
        if changes is None:
            self._bars.add(self._program.contradiction())
        if changes is not None and not is_whole(changes):
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

    def _moving(self, barred: Flags) -> Flags:
        """The cells that can move: those that are not barred, and do not stand alone with others that cannot."""
        if self._barred is None or (barred != self._barred).any():
            self._barred, moving = barred.copy(), (~barred).astype(float)
            while True:
                alone = self._held @ moving == 1
                stuck = self._holding @ alone.astype(float) > 0
                if not (moving[stuck] > 0).any():
                    break
                moving[stuck] = 0.0
            self._can_move = moving > 0
        return self._can_move

    def _adds_up(self, changes: Numbers) -> bool:
        return bool(np.abs(self._matrix @ changes).max(initial=0.0) < MOVED)


class _Proofs:
    """Tables that agree with every sum; the first is the truth."""

    def __init__(self, values: Numbers) -> None:
        self._values = values
        self._tables = values[None, :].copy()
        self._moved = np.zeros((1, len(values)), dtype=bool)
        self._packed = np.packbits(self._moved, axis=1)
        self._count = 1
        self._allowed: Flags | None = None
        self._inside = np.zeros(0, dtype=bool)

    @property
    def tables(self) -> Numbers:
        """One row a table."""
        return self._tables[: self._count]

    @property
    def moved(self) -> Flags:
        """One row a table: the cells that differ from the truth."""
        return self._moved[: self._count]

    def of(self, aim: Aim, allowed: Flags) -> int | None:
        """The first table that meets the aim and differs from the truth in allowed cells only."""
        if self._allowed is None or (allowed != self._allowed).any():
            self._allowed, self._inside = allowed.copy(), np.zeros(0, dtype=bool)
        if len(self._inside) < self._count:
            new = self._packed[len(self._inside) : self._count] & np.packbits(~allowed)
            self._inside = np.concatenate([self._inside, ~new.any(axis=1)])
        fits = aim.sign * self._tables[: self._count, aim.cell] >= aim.sign * aim.target
        found = np.flatnonzero(fits & self._inside)
        return int(found[0]) if len(found) else None

    def add(self, table: Numbers) -> int:
        """Keep a table."""
        if self._count == len(self._tables):
            self._tables, self._moved, self._packed = (
                np.concatenate([each, np.empty_like(each)])
                for each in (self._tables, self._moved, self._packed)
            )
        moved = np.abs(table - self._values) > MOVED
        self._tables[self._count], self._moved[self._count] = table, moved
        self._packed[self._count] = np.packbits(moved)
        self._count += 1
        return self._count - 1


class _Detours:
    """Ways around a cell that is to be shown: where one proof found another way, others may go the same way."""

    def __init__(self, cell: int, held: csr_array, holding: csr_array) -> None:
        self._cell, self._held, self._holding = cell, held, holding
        self._ways: list[Numbers] = []

    def learn(self, old: Numbers, new: Numbers) -> None:
        """Take over how a proof changed that moved the cell before."""
        way = new - old
        moved, near = way != 0.0, np.zeros(len(way))
        near[self._cell] = 1.0
        while True:
            more = moved & (self._holding @ (self._held @ near) > 0)
            if more.sum() == near.sum():
                break
            near = more.astype(float)
        self._ways.append(way * near / old[self._cell])

    def around(self, changes: Numbers) -> Iterator[Numbers]:
        """The same changes by other ways, in whole numbers."""
        for way in self._ways:
            other = changes + changes[self._cell] * way
            if is_whole(other):
                yield np.round(other)


class _Bars:
    """What keeps aims out of reach: combinations of sums that cannot be if one cell moves and some others do not.

    Each is a combination of the equations (Farkas 1902), and says that the weighted changes of the cells come to 0.
    """

    def __init__(self, matrix: csr_array, least: Numbers, values: Numbers) -> None:
        self._matrix, self._least, self._values = csr_array(matrix.T), least, values
        self._weights = np.zeros((0, len(least)))
        self._count = 0
        self._of: Flags | None = None

    def add(self, combination: Numbers | None) -> None:
        """Keep a combination of the equations, one number each."""
        if combination is None:
            return
        weights = self._matrix @ combination
        weights = np.where(np.abs(weights) < NOTHING * np.abs(weights).max(initial=0.0), 0.0, weights)
        if self._count + 2 > len(self._weights):
            self._weights = np.concatenate([self._weights, np.empty((max(64, self._count), len(weights)))])
        self._weights[self._count : self._count + 2] = weights, -weights
        self._count += 2
        self._of = None

    def forbid(self, aims: Sequence[Aim], moving: Flags) -> bool:
        """Whether one of some aims is out of reach where only some cells move."""
        cells = [aim.cell for aim in aims]
        if not moving[cells].all():
            return True
        weights = self._weights[: self._count]
        if self._of is None or (moving != self._of).any():
            self._of = moving.copy()
            can = moving.astype(float)
            self._falls = np.maximum(weights, 0.0) @ (self._least * can)
            self._rises = (weights < 0).astype(np.float32) @ can.astype(np.float32)
        signs = np.array([aim.sign for aim in aims])
        needs = signs * (np.array([aim.target for aim in aims]) - self._values[cells])
        own = weights[:, cells]
        others = self._falls[:, None] - np.maximum(own, 0.0) * self._least[cells]
        free = (own * signs > 0) & (self._rises[:, None] == (own < 0))
        return bool((free & (others + np.abs(own) * needs > MOVED)).any())
