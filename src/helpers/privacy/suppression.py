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
from helpers.privacy.intervals import Attack, Component, Witness, attack
from helpers.privacy.linked import Flags, Numbers, Sum
from helpers.privacy.memo import NOTHING_KEPT, Memo
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


def hide_complements(task: Task, memo: Memo = NOTHING_KEPT, witnesses: list[Witness] | None = None) -> Flags:
    """The cells to hide: those of `task.hidden`, and what protects them besides.

    Cells that hang together are settled together, and not again while nothing of theirs has changed. What is found to
    be possible is kept in `witnesses`, for a task that differs from this one by further hidden cells.

    Raises:
        CannotProtectError: some cell cannot be protected, whatever is hidden.
    """
    hidden = task.hidden.copy()
    moving = hidden | task.implied | np.isfinite(task.costs)
    view = attack(task.values, moving, task.sums)
    view.learn(witnesses or (), task.values)
    lost = [cell for cell in view.told if task.protected[cell] and not is_safe(task, view, cell)]
    for component in view.parts():
        if task.protected[component.cells].any():
            try:
                hidden[component.cells] |= _kept_complements(task, component, memo)
            except CannotProtectError as fault:
                lost += fault.cells
    if witnesses is not None:
        witnesses[:] = view.witnesses()
    if lost:
        raise CannotProtectError(lost)
    return hidden


def weak_cells(task: Task, hidden: Flags) -> list[int]:
    """Protected cells that an outsider can tell too closely where the `hidden` cells are not shown."""
    moving = hidden | task.implied | np.isfinite(task.costs)
    task = with_lower_limits(task, attack(task.values, moving, task.sums))
    view = attack(task.values, hidden | task.implied, task.sums)
    seek(task, view)
    return [int(cell) for cell in np.flatnonzero(task.protected) if not is_safe(task, view, int(cell))]


def with_lower_limits(task: Task, view: Attack) -> Task:
    """The task with the least that cells can be where all is hidden that can be: three marks tell that their sum is 3.

    Args:
        task: the task.
        view: the outsider's, where nothing is shown that can be hidden.
    """
    low = task.floors.copy() if task.least is None else np.maximum(task.floors, task.least)
    bare = replace(task, most=None, least=low)
    seek(bare, view, (-1,))
    for cell in view.components:
        if not task.protected[cell] or _is_detail_of_few(task, cell):
            continue
        if not view.reaches(cell, float(low[cell]), task.floors, -1):
            low[cell] = view.interval(cell, task.floors).least
    return replace(task, least=low)


def _is_detail_of_few(task: Task, cell: int) -> bool:
    return task.most is not None and bool(task.most[cell] < task.threshold)


def aims_of(task: Task, cell: int) -> Iterator[Aim]:
    """What must hold for a protected cell, to whoever knows the floors: it may be its floor, and the threshold.

    Part of an open total below the threshold, it may be that total; and 0, since a mark that is at least 1 would tell.
    No cell need go lower than `least`: of a number that has changed the change itself may be told.
    """
    if _is_detail_of_few(task, cell):
        assert task.most is not None  # it has an open total
        yield Aim(cell, float(task.most[cell]), 1)
        yield Aim(cell, 0.0, -1)
        return
    yield Aim(cell, float(task.threshold), 1)
    yield Aim(cell, float(task.floors[cell] if task.least is None else task.least[cell]), -1)


def is_safe(task: Task, view: Attack, cell: int) -> bool:
    """Whether a cell that is not shown can go as far as it must."""
    return all(view.reaches(cell, aim.target, task.floors, aim.sign) for aim in aims_of(task, cell))


def _is_lost(task: Task, view: Attack, cell: int) -> bool:
    """Whether a cell cannot go as far as it must. How low it need go is for `with_lower_limits` to say."""
    few = _is_detail_of_few(task, cell)
    aims = (aim for aim in aims_of(task, cell) if few or aim.sign > 0)
    return not all(view.reaches(cell, aim.target, task.floors, aim.sign) for aim in aims)


def seek(task: Task, view: Attack, signs: Sequence[int] = (1, -1)) -> None:
    """Let the outsider's view look for tables that show many protected cells safe at once."""
    for component in view.parts():
        aims = [
            aim
            for own, cell in enumerate(component.cells)
            if task.protected[cell]
            for aim in (replace(each, cell=own) for each in aims_of(task, int(cell)))
        ]
        for sign in signs:
            mine = [aim for aim in aims if aim.sign == sign]
            cells = np.array([aim.cell for aim in mine], dtype=np.intp)
            component.seek(cells, np.array([aim.target for aim in mine]), task.floors, sign)


def _kept_complements(task: Task, component: Component, memo: Memo) -> Flags:
    cells, matrix = component.cells, component.matrix
    least = np.zeros(len(task.values)) if task.least is None else task.least
    most = np.full(len(task.values), np.inf) if task.most is None else task.most
    per_cell = (task.values, task.hidden, task.implied, task.protected, task.costs, task.floors, least, most)
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
    view = Attack({}, dict.fromkeys(map(int, cells), component))
    seek(task, view, (1,))
    lost = [cell for cell in map(int, cells) if task.protected[cell] and _is_lost(task, view, cell)]
    if lost:
        raise CannotProtectError(lost)
    task = with_lower_limits(task, view)
    choice = HiddenCells(
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
        raise CannotProtectError([int(cells[aim.cell]) for aim in fault.aims]) from None
    result: Flags = hidden & ~task.implied[cells]
    return result
