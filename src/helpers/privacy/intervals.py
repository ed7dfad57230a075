"""What an outsider can tell of cells that are not shown: the least and the most that each can be.

The outsider knows every shown cell, every sum, that counts are whole and that each is at least its floor: 1 where a
mark stands for no zero, else 0. Each answer is one program for HiGHS, over the cells that hang together: a linear one,
and one in whole numbers where the answer of that is not whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from helpers.errors import WorkbookError
from helpers.privacy.linked import Flags, Numbers, Sum
from helpers.privacy.program import ROUNDING, Program, is_whole

Cells = npt.NDArray[np.intp]


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

    def interval(self, cell: int, floors: Numbers) -> CellInterval:
        """What the cell can be where every cell is at least its floor."""
        return CellInterval(self._extreme(cell, floors, -1), self._extreme(cell, floors, 1))

    def reaches(self, cell: int, target: float, floors: Numbers, sign: int) -> bool:
        """Whether the cell can be `target` or beyond: more for sign 1, less for sign -1."""
        own, lows = self.at[cell], floors[self.cells]
        if any(sign * table[own] >= sign * target - ROUNDING for table in self.witnesses):
            return True
        table = self._furthest(own, lows, sign)
        if not is_whole(table):
            if sign * table[own] < sign * target - ROUNDING:
                return False
            table = self._whole_near(own, lows, sign, target)
        self.witnesses.append(np.round(table))
        return bool(sign * table[own] >= sign * target - ROUNDING)

    def is_told(self, cell: int, floors: Numbers) -> bool:
        """Whether there is but one number that the cell can be."""
        own, lows = self.at[cell], floors[self.cells]
        for sign in (1, -1):
            if len({float(table[own]) for table in self.witnesses}) > 1:
                return False
            table = self._furthest(own, lows, sign, self._questions)
            if not is_whole(table):
                table = self._whole_near(own, lows, sign, float(table[own]))
            self.witnesses.append(np.round(table))
        return len({float(table[own]) for table in self.witnesses}) == 1

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
        for table in self.witnesses:
            left = sign * table[own] < sign * targets - ROUNDING
            own, targets = own[left], targets[left]
        self.witnesses += self.sweep(own, targets, low, np.maximum(low, self._roof), sign)

    def _extreme(self, cell: int, floors: Numbers, sign: int) -> float:
        """The most (sign 1) or least (sign -1) that the cell can be."""
        own, lows = self.at[cell], floors[self.cells]
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
        return goal, lows, np.maximum(lows, self._roof)

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

    def witnesses(self) -> list[Witness]:
        """What each component knows to be possible."""
        return [(part.cells, table) for part in self.parts() for table in part.witnesses]

    def learn(self, witnesses: Sequence[Witness], values: Numbers) -> None:
        """Take over what was possible where fewer cells were unknown, and none could be less; others had `values`."""
        for part in self.parts():
            for cells, table in witnesses:
                at = np.searchsorted(part.cells, cells)
                if at[-1] < len(part.cells) and (part.cells[at] == cells).all():
                    whole = values[part.cells]
                    whole[at] = table
                    part.witnesses.append(whole)

    def interval(self, cell: int, floors: Numbers) -> CellInterval:
        """What an unknown cell can be."""
        if cell in self.told:
            return CellInterval(self.told[cell], self.told[cell])
        if cell not in self.components:
            return CellInterval(float(floors[cell]), np.inf)
        return self.components[cell].interval(cell, floors)

    def is_told(self, cell: int, floors: Numbers) -> bool:
        """Whether there is but one number that an unknown cell can be."""
        if cell not in self.components:
            return cell in self.told
        return self.components[cell].is_told(cell, floors)

    def reaches(self, cell: int, target: float, floors: Numbers, sign: int) -> bool:
        """Whether an unknown cell can be `target` or beyond."""
        if cell in self.told:
            return sign * self.told[cell] >= sign * target - ROUNDING
        if cell not in self.components:
            return sign > 0 or floors[cell] <= target
        return self.components[cell].reaches(cell, target, floors, sign)


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
    shown = np.where(unknown, 0.0, values)
    rows = [_Row(one, unknown, shown) for one in sums]
    told = _told(rows)
    live = [row for row in rows if row.left]
    found: dict[int, Component] = {}
    for group in _grouped(live):
        cells = sorted({cell for row in group for cell in row.left})
        at = {cell: i for i, cell in enumerate(cells)}
        entries = [(i, at[cell], sign) for i, row in enumerate(group) for cell, sign in row.left.items()]
        i, j, signs = (np.array(column) for column in zip(*entries, strict=True))
        matrix = csr_array((signs.astype(float), (i, j)), shape=(len(group), len(cells)))
        component = Component(
            np.array(cells, dtype=np.intp), matrix, np.array([row.right for row in group]), at
        )
        found.update(dict.fromkeys(cells, component))
    return Attack(told, found)


class _Row:
    """One sum with its shown cells moved to the right: sum of `left` (cell -> sign) = `right`."""

    def __init__(self, one: Sum, unknown: Flags, shown: Numbers) -> None:
        self.left: dict[int, float] = {}
        self.right = 0.0
        for cell, sign in [(one.total, -1.0), *((part, 1.0) for part in one.parts)]:
            if unknown[cell]:
                self.left[cell] = self.left.get(cell, 0.0) + sign
            else:
                self.right -= sign * float(shown[cell])

    def tells(self) -> bool:
        """Whether the sum alone tells what is left in it."""
        return len(self.left) == 1 or (
            self.right == 0 and bool(self.left) and len(set(self.left.values())) == 1
        )

    def tell(self, cell: int, value: float) -> None:
        self.right -= self.left.pop(cell) * value


def _told(rows: Sequence[_Row]) -> dict[int, float]:
    """Cells that stand alone in a sum, the parts of a sum that is 0, and what follows from them."""
    holding: dict[int, list[_Row]] = {}
    for row in rows:
        for cell in row.left:
            holding.setdefault(cell, []).append(row)
    told: dict[int, float] = {}
    waiting = [row for row in rows if row.tells()]
    while waiting:
        row = waiting.pop()
        if not row.tells():
            continue
        for cell, sign in [*row.left.items()]:
            told[cell] = row.right / sign
            for other in holding[cell]:
                if cell in other.left:
                    other.tell(cell, told[cell])
                    if other.tells():
                        waiting.append(other)
    return told


def _grouped(rows: Iterable[_Row]) -> list[list[_Row]]:
    """Rows that share cells, in the order of their first."""
    parent: dict[int, int] = {}

    def root(cell: int) -> int:
        while parent.setdefault(cell, cell) != cell:
            parent[cell] = parent[parent[cell]]
            cell = parent[cell]
        return cell

    kept = list(rows)
    for row in kept:
        first, *rest = row.left
        for cell in rest:
            parent[root(cell)] = root(first)
    groups: dict[int, list[_Row]] = {}
    for row in kept:
        groups.setdefault(root(next(iter(row.left))), []).append(row)
    return list(groups.values())
