"""What an outsider can tell of cells that are not shown: the least and the most that each can be.

The outsider knows every shown cell, every sum, that counts are whole and that each is at least its floor: 1 where a
mark stands for no zero, else 0. Each answer is one program for HiGHS, over the cells that hang together: a linear one,
and one in whole numbers where the answer of that is not whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_array, csr_array
from scipy.sparse.csgraph import connected_components

from helpers.errors import WorkbookError
from helpers.privacy.linked import Flags, Numbers, Sum
from helpers.privacy.program import ROUNDING, Program, is_whole

Cells = npt.NDArray[np.intp]
MOST_ROUNDS = 50
"""How often limits are drawn from one another; one more is a little work, one less a program more."""


@dataclass(frozen=True)
class CellInterval:
    """The least and the most that a cell can be; `most` is infinite where nothing bounds it."""

    least: float
    most: float


@dataclass
class Component:
    """Unknown cells that hang together, as equations `matrix @ cells = right`.

    `witnesses` are tables that agree with everything shown and the floors: each proves how far its cells can go.
    """

    cells: npt.NDArray[np.intp]
    matrix: csr_array
    right: Numbers
    at: dict[int, int]
    witnesses: list[Numbers] = field(default_factory=list)
    _limits: tuple[Numbers, Numbers, Numbers] | None = None

    def extended(self, witnesses: Sequence[Witness], values: Numbers) -> Numbers:
        """What was possible where fewer cells were unknown, one table a row; the others have `values`."""
        found = [np.zeros((0, len(self.cells)))]
        for same in {id(cells): cells for cells, _ in witnesses}.values():
            at = np.searchsorted(self.cells, same)
            if at[-1] < len(self.cells) and (self.cells[at] == same).all():
                tables = [table for cells, table in witnesses if cells is same]
                whole = np.tile(values[self.cells], (len(tables), 1))
                whole[:, at] = tables
                found.append(whole)
        return np.concatenate(found)

    def interval(self, cell: int, floors: Numbers) -> CellInterval:
        """What the cell can be where every cell is at least its floor."""
        own, low = self.at[cell], floors[self.cells]
        return CellInterval(self._extreme(own, low, -1), self._extreme(own, low, 1))

    def least(self, own: Cells, values: Numbers, floors: Numbers) -> Numbers:
        """The least that some cells can be where every cell is at least its floor.

        Args:
            own: the cells, by their place in the component.
            values: what every cell of the model is.
            floors: the least of each.
        """
        low = floors[self.cells]
        known: Numbers = np.min([values[self.cells], *self.witnesses], axis=0)[own]
        if not len(own):
            return known
        for place in np.flatnonzero(known > self.limits(low)[0][own]):
            known[place] = self._extreme(int(own[place]), low, -1)
        return known

    def reached(self, own: Cells, targets: Numbers, floors: Numbers, sign: int) -> Flags:
        """Which cells can be their targets or beyond: more for sign 1, less for sign -1.

        Args:
            own: the cells, by their place in the component.
            targets: one each.
            floors: the least of every cell of the model.
            sign: which way.
        """
        self.seek(own, targets, floors, sign)
        found = self.shown(own, targets, sign)
        for place in np.flatnonzero(~found):
            found[place] = self._reaches(int(own[place]), float(targets[place]), floors[self.cells], sign)
        return found

    def shown(self, own: Cells, targets: Numbers, sign: int) -> Flags:
        """Which cells are known to reach their targets, by a witness."""
        found = np.zeros(len(own), dtype=bool)
        for table in self.witnesses:
            found |= sign * table[own] >= sign * targets - ROUNDING
        return found

    def _reaches(self, own: int, target: float, lows: Numbers, sign: int) -> bool:
        if self.shown(np.array([own]), np.array([target]), sign).any():
            return True
        table = self._furthest(own, lows, sign)
        if not is_whole(table):
            if sign * table[own] < sign * target - ROUNDING:
                return False
            table = self._whole_near(own, lows, sign, target)
        self.witnesses.append(np.round(table))
        return bool(sign * table[own] >= sign * target - ROUNDING)

    def only_one_number(self, own: Cells, values: Numbers, floors: Numbers) -> Cells:
        """Those of the cells, by their place in the component, that can be nothing but what they are.

        Args:
            own: the cells.
            values: what every cell of the model is.
            floors: the least of each.
        """
        truth, low = values[self.cells], floors[self.cells]
        least, most = self.limits(low)
        found = (least == most)[own]
        for sign in (1, -1):
            open_ones = own[~found & ~self._others(own, truth)]
            self.witnesses += self.sweep(open_ones, truth[open_ones] + sign, low, self._most(low), sign)
        for place in np.flatnonzero(~found & ~self._others(own, truth)):
            found[place] = self._is_told(int(own[place]), truth, low)
        told: Cells = own[found]
        return told

    def _others(self, own: Cells, truth: Numbers) -> Flags:
        """Which of the cells are known to be able to be something else."""
        return self.shown(own, truth[own] + 1, 1) | self.shown(own, truth[own] - 1, -1)

    def _is_told(self, own: int, truth: Numbers, low: Numbers) -> bool:
        for sign in (1, -1):
            if self._others(np.array([own]), truth).any():
                return False
            table = self._furthest(own, low, sign, self._questions)
            if not is_whole(table):
                table = self._whole_near(own, low, sign, float(table[own]))
            self.witnesses.append(np.round(table))
        return not self._others(np.array([own]), truth).any()

    def sweep(self, own: Cells, targets: Numbers, low: Numbers, up: Numbers, sign: int) -> Iterator[Numbers]:
        """Whole tables within bounds that take many cells as far as their targets at once: a program each for dozens.

        Args:
            own: the cells, by their place in the component.
            targets: how far each is to go.
            low: the least of every cell of the component.
            up: the most.
            sign: 1 where they are to grow, -1 where they are to fall.
        """
        left = np.arange(len(own))
        while len(left):
            goal, lows, ups = np.zeros(len(self.cells)), low.copy(), up.copy()
            goal[own[left]] = -sign
            bounds = ups if sign > 0 else lows
            bounds[own[left]] = np.clip(targets[left], low[own[left]], up[own[left]])
            table = self._program.cheapest(goal, lows, np.maximum(lows, ups))
            if table is None or not is_whole(table):
                return
            met = sign * table[own[left]] >= sign * targets[left] - ROUNDING
            if not met.any():
                return
            yield np.round(table)
            left = left[~met]

    def seek(self, own: Cells, targets: Numbers, floors: Numbers, sign: int) -> None:
        """Keep tables that show for many cells at once how far they can go."""
        low = floors[self.cells]
        left = ~self.shown(own, targets, sign)
        own, targets = own[left], targets[left]
        self.witnesses += self.sweep(own, targets, low, self._most(low), sign)

    def limits(self, low: Numbers) -> tuple[Numbers, Numbers]:
        """Limits of every cell that follow from one equation after the other; what it can be lies within."""
        if self._limits is None or (low != self._limits[0]).any():
            self._limits = (low, *self._limits_from(low))
        return self._limits[1:]

    def _limits_from(self, low: Numbers) -> tuple[Numbers, Numbers]:
        columns = csc_array(self.matrix)
        row, up, first = columns.indices, columns.data > 0, columns.indptr[:-1]
        cell = np.repeat(np.arange(len(low)), np.diff(columns.indptr))
        least, most = low, self._most(low)
        for _ in range(MOST_ROUNDS):
            smaller, larger = np.where(up, least[cell], -most[cell]), np.where(up, most[cell], -least[cell])
            down = self.right[row] - (np.bincount(row, weights=larger)[row] - larger)
            top = self.right[row] - (np.bincount(row, weights=smaller)[row] - smaller)
            tighter = (
                np.maximum(least, np.maximum.reduceat(np.where(up, down, -top), first)),
                np.minimum(most, np.minimum.reduceat(np.where(up, top, -down), first)),
            )
            if (tighter[0] == least).all() and (tighter[1] == most).all():
                break
            least, most = tighter
        return least, most

    def _extreme(self, own: int, lows: Numbers, sign: int) -> float:
        """The most (sign 1) or least (sign -1) that the cell can be."""
        table = self._furthest(own, lows, sign)
        if not is_whole(table):
            table = self._whole_near(own, lows, sign, float(table[own]))
        found = round(float(table[own]))
        return np.inf if found > self._roof / 2 else found

    def _furthest(self, own: int, lows: Numbers, sign: int, program: Program | None = None) -> Numbers:
        """A table in which the cell is as large (sign 1) or small (sign -1) as it can be, its numbers whole or not."""
        return _existing((program or self._program).cheapest(*self._question(own, lows, sign)))

    def _whole_near(self, own: int, lows: Numbers, sign: int, target: float) -> Numbers:
        """A table of whole numbers in which the cell is the target, or else as large or small as it can be."""
        goal, low, up = self._question(own, lows, sign)
        near, most = low.copy(), up.copy()
        near[own] = most[own] = sign * np.floor(sign * target + ROUNDING)
        found = self._program.some_whole(near, most)
        return _existing(self._program.cheapest_of_all_whole(goal, low, up) if found is None else found)

    def _question(self, own: int, lows: Numbers, sign: int) -> tuple[Numbers, Numbers, Numbers]:
        """Costs, lower and upper limits of the program that takes a cell as far as it goes."""
        goal = np.zeros(len(self.cells))
        goal[own] = -sign
        return goal, lows, self._most(lows)

    def _most(self, low: Numbers) -> Numbers:
        return np.maximum(low, self._roof)

    @cached_property
    def _program(self) -> Program:
        return Program(self.matrix, self.right)

    @cached_property
    def _questions(self) -> Program:
        """For many questions within the same bounds."""
        return Program(self.matrix, self.right, same_bounds=True)

    @cached_property
    def _roof(self) -> float:
        return 10.0 * (float(np.abs(self.right).max(initial=0.0)) + 100.0)


Witness = tuple[Cells, Numbers]
"""Cells, and numbers that they can have at the same time."""


@dataclass(frozen=True)
class Attack:
    """What an outsider works out at once (`told`), and what hangs together beyond that."""

    told: dict[int, float]
    components: dict[int, Component]

    def parts(self) -> list[Component]:
        """The components, each once."""
        return [*{id(each): each for each in self.components.values()}.values()]

    def interval(self, cell: int, floors: Numbers) -> CellInterval:
        """What an unknown cell can be."""
        if cell in self.told:
            return CellInterval(self.told[cell], self.told[cell])
        if cell not in self.components:
            return CellInterval(float(floors[cell]), np.inf)
        return self.components[cell].interval(cell, floors)

    def only_one_number(self, cells: Cells, values: Numbers, floors: Numbers) -> Flags:
        """For each cell whether it is unknown and there is but one number that it can be: that of `values`."""
        one = np.isin(cells, list(self.told))
        for part in self.parts():
            mine = np.intersect1d(part.cells, cells)
            own = part.only_one_number(np.searchsorted(part.cells, mine), values, floors)
            one |= np.isin(cells, part.cells[own])
        return one

    def may_reach(self, targets: Numbers, floors: Numbers, sign: int) -> Flags:
        """Which cells could be their targets or beyond as far as single sums say: more for sign 1, less for sign -1."""
        found = (sign > 0) | (floors <= targets)
        for cell, value in self.told.items():
            found[cell] = sign * value >= sign * targets[cell] - ROUNDING
        for part in self.parts():
            most = part.limits(floors[part.cells])[sign > 0]
            found[part.cells] = sign * most >= sign * targets[part.cells] - ROUNDING
        return found

    def reached(self, cells: Flags, targets: Numbers, floors: Numbers, sign: int) -> Flags:
        """Which of some unknown cells can be their targets or beyond: more for sign 1, less for sign -1."""
        found = cells & self.may_reach(targets, floors, sign)
        for part in self.parts():
            own = np.flatnonzero(found[part.cells])
            found[part.cells[own]] = part.reached(own, targets[part.cells[own]], floors, sign)
        return found


def _existing(table: Numbers | None) -> Numbers:
    if table is None:
        raise WorkbookError(
            "disclosure control: the solver found no table that agrees with what is shown; "
            "the published cells contradict each other"
        )
    return table


def attack(values: Numbers, unknown: Flags, sums: Sequence[Sum]) -> Attack:
    """The outsider's view where the `unknown` cells are not shown and all others are.

    Args:
        values: of every cell; those of unknown cells are not looked at.
        unknown: which cells are not shown, implied ones included.
        sums: all sums among the cells.
    """
    signs = _signs(tuple(sums), len(values))
    told, left, right = _told(signs, unknown, -(signs @ np.where(unknown, 0.0, values)))
    found: dict[int, Component] = {}
    for rows, cells in _grouped(signs, left):
        at = {cell: i for i, cell in enumerate(cells.tolist())}
        component = Component(cells, signs[rows][:, cells], right[rows], at)
        found.update(dict.fromkeys(at, component))
    return Attack(told, found)


@lru_cache(maxsize=2)
def _signs(sums: tuple[Sum, ...], cells: int) -> csr_array:
    """The sums as equations, a row each: what its parts come to less its total is 0."""
    entries = [
        (row, cell, sign)
        for row, one in enumerate(sums)
        for cell, sign in [(one.total, -1.0), *((part, 1.0) for part in one.parts)]
    ]
    rows, columns, signs = zip(*entries, strict=True) if entries else ((), (), ())
    matrix = csr_array((np.array(signs, dtype=float), (rows, columns)), shape=(len(sums), cells))
    matrix.eliminate_zeros()
    return matrix


def _told(signs: csr_array, unknown: Flags, right: Numbers) -> tuple[dict[int, float], Flags, Numbers]:
    """Cells that stand alone in a sum, the parts of a sum that is 0, and what follows from them.

    Args:
        signs: the equations.
        unknown: which cells are not shown.
        right: what the unknown cells of each equation come to.

    Returns:
        What is told; which cells are left; what those of each equation come to.
    """
    row, cell, sign = np.repeat(np.arange(len(right)), np.diff(signs.indptr)), signs.indices, signs.data
    told: dict[int, float] = {}
    left = unknown.copy()
    while True:
        more, less = (
            np.bincount(row, weights=left[cell] & (sign * way > 0), minlength=len(right)) for way in (1, -1)
        )
        tells = (more + less == 1) | ((right == 0) & ((more == 0) != (less == 0)))
        entries = np.flatnonzero(tells[row] & left[cell])
        if not len(entries):
            return told, left, right
        cells, first = np.unique(cell[entries], return_index=True)
        values = right[row[entries[first]]] / sign[entries[first]]
        told.update(zip(cells.tolist(), values.tolist(), strict=True))
        left[cells] = False
        known = np.zeros(len(left))
        known[cells] = values
        right = right - signs @ known


def _grouped(signs: csr_array, left: Flags) -> Iterator[tuple[Cells, Cells]]:
    """The equations and cells that hang together, in the order of their first equation."""
    row, cell = np.repeat(np.arange(signs.shape[0]), np.diff(signs.indptr)), signs.indices
    live = left[cell]
    rows, cells = signs.shape
    links = csr_array((np.ones(live.sum()), (row[live], rows + cell[live])), shape=(rows + cells,) * 2)
    _, group = connected_components(links, directed=False)
    in_use = np.unique(row[live])
    _, first = np.unique(group[in_use], return_index=True)
    for one in group[in_use][np.sort(first)]:
        own = np.flatnonzero(left & (group[rows:] == one))
        yield in_use[group[in_use] == one], own
