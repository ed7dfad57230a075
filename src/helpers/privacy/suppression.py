"""Which further cells to hide, so that nobody can work out a hidden one: complements, at the least loss.

For every cell to be protected that an outsider could tell too closely, a linear program moves it as far as the policy
asks, at the least cost in cells that are still shown; those that had to move are hidden. In the end what is not needed
any more is shown again. Deterministic: the same cells give the same choice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from helpers.errors import DisclosureError
from helpers.privacy.intervals import Attack, Component, attack
from helpers.privacy.linked import Flags, Numbers, Sum
from helpers.privacy.memo import NOTHING_KEPT, Memo
from helpers.privacy.search import Aim, Choice, Search, UnreachableError


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
        least: what a protected cell must be able to be at the least; 0 where it is not given.
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


class CannotProtectError(DisclosureError):
    """Even with everything hidden that may be, a cell can be told too closely; `cell` is its position."""

    def __init__(self, cell: int) -> None:
        super().__init__(
            "a small count cannot be protected, because what it follows from was published before"
        )
        self.cell = cell


def hide_complements(task: Task, memo: Memo = NOTHING_KEPT) -> Flags:
    """The cells to hide: those of `task.hidden`, and what protects them besides.

    Cells that hang together are settled together, and not again while nothing of theirs has changed.

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
            hidden[component.cells] |= _kept_complements(task, component, memo)
    return hidden


def weak_cells(task: Task, hidden: Flags) -> list[int]:
    """Protected cells that an outsider can tell too closely where the `hidden` cells are not shown."""
    view = attack(task.values, hidden | task.implied, task.sums)
    return [int(cell) for cell in np.flatnonzero(task.protected) if not _safe(task, view, int(cell))]


def aims_of(task: Task, cell: int) -> Iterator[Aim]:
    """What must hold for a protected cell: it may be 0, or its least; and the threshold, even to who knows the floors.

    No more can be asked of the least: three marks for the parts of a total tell that it is at least 3.
    """
    yield Aim(cell, float(task.threshold), 1, True)
    yield Aim(cell, 0.0 if task.least is None else float(task.least[cell]), -1, False)


def _safe(task: Task, view: Attack, cell: int) -> bool:
    zero = np.zeros(len(task.values))
    return all(
        view.reaches(cell, aim.target, task.floors if aim.floored else zero, aim.sign)
        for aim in aims_of(task, cell)
    )


def _kept_complements(task: Task, component: Component, memo: Memo) -> Flags:
    cells, matrix = component.cells, component.matrix
    least = np.zeros(len(task.values)) if task.least is None else task.least
    per_cell = (task.values, task.hidden, task.implied, task.protected, task.costs, task.floors, least)
    parts = [
        f"complements {task.threshold}",
        *(each[cells] for each in per_cell),
        *(matrix.indptr, matrix.indices, matrix.data),
    ]
    packed = memo.recalled(parts, lambda: np.packbits(_complements(task, component)).tobytes())
    return np.unpackbits(np.frombuffer(packed, dtype=np.uint8), count=len(cells)).astype(bool)


def _complements(task: Task, component: Component) -> Flags:
    """Which of the component's cells to hide; implied cells are not among them."""
    cells = component.cells
    choice = Choice(
        task.values[cells],
        task.floors[cells],
        np.where(np.isfinite(task.costs[cells]), task.costs[cells], 0.0),
        task.hidden[cells] | task.implied[cells],
    )
    protected = sorted(np.flatnonzero(task.protected[cells]), key=lambda cell: (-choice.values[cell], cell))
    aims = [replace(aim, cell=int(own)) for own in protected for aim in aims_of(task, int(cells[own]))]
    try:
        hidden = Search(component, choice, aims).run()
    except UnreachableError as fault:
        raise CannotProtectError(int(cells[fault.aim.cell])) from None
    result: Flags = hidden & ~task.implied[cells]
    return result
