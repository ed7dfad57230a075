"""What spares the search its programs: each short cut holds what the program would have said."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from helpers.privacy.intervals import Component, Witness, attack
from helpers.privacy.linked import Flags, Sum
from helpers.privacy.memo import NOTHING_KEPT
from helpers.privacy.program import Program
from helpers.privacy.search import Aim, HiddenCells, Search
from helpers.privacy.suppression import Task, hide_complements, weak_cells

THRESHOLD = 4


def cube(seed: int) -> tuple[np.ndarray, list[Sum]]:
    """A table of five places, four kinds and three quarters with all its margins."""
    inner = np.random.default_rng(seed).poisson(3.0, size=(5, 4, 3)).astype(float)
    for axis in range(3):
        inner = np.concatenate([inner, inner.sum(axis=axis, keepdims=True)], axis=axis)
    at = np.arange(inner.size).reshape(inner.shape)
    lines = [line for axis in range(3) for line in np.moveaxis(at, axis, -1).reshape(-1, at.shape[axis])]
    return inner.ravel(), [Sum(int(line[-1]), tuple(line[:-1].tolist())) for line in lines]


def task_of(seed: int, *, coarse: int = 0) -> Task:
    """As a build poses it: marks are at least 1, but where a place is withheld as a whole."""
    values, sums = cube(seed)
    whole = np.arange(len(values)) < coarse * 20
    small = (values > 0) & (values < THRESHOLD)
    hidden = small | whole
    costs = np.where((values > 0) & ~hidden, 1 + np.log2(np.maximum(values, 1)), np.inf)
    nothing = np.zeros(len(values), dtype=bool)
    return Task(values, sums, hidden, nothing, small, costs, np.where(whole, 0.0, 1.0), THRESHOLD)


def searched(task: Task) -> tuple[Component, Search, list[Aim]]:
    view = attack(task.values, task.hidden | np.isfinite(task.costs), task.sums)
    part = max(view.parts(), key=lambda each: len(each.cells))
    cells = part.cells
    costs = np.where(np.isfinite(task.costs[cells]), task.costs[cells], 0.0)
    choice = HiddenCells(task.values[cells], task.floors[cells], costs, task.hidden[cells])
    aims = [
        Aim(int(own), target, sign)
        for own in np.flatnonzero(task.protected[cells])
        for target, sign in ((float(THRESHOLD), 1), (float(task.floors[cells[own]]), -1))
        if target != task.values[cells[own]]  # the truth itself meets that
    ]
    return part, Search(part, choice, aims), aims


def is_possible(part: Component, search: Search, aim: Aim, moving: Flags) -> bool:
    """Whether an aim can be met where only some cells move: a program of its own, that knows nothing of the search."""
    low = np.where(moving, search.least, search.values)
    up = np.where(moving, 1e6, search.values)
    bound = low if aim.sign > 0 else up
    bound[aim.cell] = aim.target
    if (low > up).any():
        return False
    return Program(part.matrix, part.right).cheapest(np.zeros(len(low)), low, up) is not None


@pytest.mark.parametrize("seed", range(4))
def test_what_a_bar_forbids_no_program_finds(seed: int) -> None:
    part, search, aims = searched(task_of(seed))
    random, forbidden = np.random.default_rng(seed), 0
    for _ in range(40):
        moving = random.random(len(search.values)) < 0.7
        for aim in aims:
            barred = search._bars.forbid([aim], search._moving(~moving))
            if barred:
                forbidden += 1
                assert not is_possible(part, search, aim, moving)
            else:
                search._table(aim, moving, ~moving)  # what it finds impossible makes a new bar
    assert forbidden > 100
    assert search._bars._count > 10


def test_a_bar_is_of_use_beyond_the_question_that_it_came_from() -> None:
    _, search, aims = searched(task_of(1))
    used = 0
    for seed in range(30):
        moving = np.random.default_rng(seed).random(len(search.values)) < 0.7
        for aim in aims:
            can = search._moving(~moving)
            if can[aim.cell] and search._bars.forbid([aim], can):
                used += 1
            search._table(aim, moving, ~moving)
    assert used > 20


@pytest.mark.parametrize("seed", range(6))
def test_every_proof_of_a_choice_adds_up_and_moves_what_is_hidden_alone(seed: int) -> None:
    part, search, aims = searched(task_of(seed))
    hidden, tables = search.run(np.zeros((0, len(search.values))))
    assert np.abs(part.matrix @ tables.T - part.right[:, None]).max() < 1e-6
    assert (tables >= search.least).all()
    assert not ((tables != search.values) & ~hidden).any()
    for aim in aims:
        assert (aim.sign * tables[:, aim.cell]).max() >= aim.sign * aim.target


@pytest.mark.parametrize("seed", range(6))
def test_no_complement_is_left_that_the_protection_does_not_need(seed: int) -> None:
    task = task_of(seed)
    hidden = hide_complements(task)
    assert not weak_cells(task, hidden)
    for cell in np.flatnonzero(hidden & ~task.hidden):
        without = hidden.copy()
        without[cell] = False
        assert weak_cells(task, without), f"cell {cell} is hidden for nothing"


@pytest.mark.parametrize("seed", range(6))
def test_a_choice_from_an_earlier_one_protects_as_well(seed: int) -> None:
    """A table is given up after a first choice: its proofs are taken along, and what they hid for it is shown again."""
    proofs: list[Witness] = []
    first = hide_complements(task_of(seed), NOTHING_KEPT, proofs)
    assert proofs
    task = task_of(seed, coarse=1)
    later = hide_complements(task, NOTHING_KEPT, proofs)
    assert not weak_cells(task, later)
    assert (later & ~task.hidden).sum() <= (first & ~task.hidden).sum()


@pytest.mark.parametrize("seed", range(6))
def test_limits_hold_what_a_cell_can_be(seed: int) -> None:
    task = task_of(seed)
    for part in attack(task.values, task.hidden, task.sums).parts():
        least, most = part.limits(task.floors[part.cells])
        for own, cell in enumerate(part.cells):
            interval = part.interval(int(cell), task.floors)
            assert least[own] <= interval.least
            assert most[own] >= min(interval.most, task.values.max())


@pytest.mark.parametrize("seed", range(6))
def test_only_one_number_is_what_both_ends_say(seed: int) -> None:
    task = task_of(seed)
    view = attack(task.values, task.hidden, task.sums)
    cells = np.flatnonzero(task.hidden)
    one = view.only_one_number(cells, task.values, task.floors)
    again = attack(task.values, task.hidden, task.sums)
    ends = [again.interval(int(cell), task.floors) for cell in cells]
    assert one.tolist() == [each.least == each.most for each in ends]


def test_least_is_what_the_lower_end_says() -> None:
    task = task_of(3)
    for part in attack(task.values, task.hidden, task.sums).parts():
        own = np.arange(len(part.cells))
        ends = [part.interval(int(cell), task.floors).least for cell in part.cells]
        assert part.least(own, task.values, task.floors).tolist() == ends


def test_sums_that_tell_cells_leave_the_rest_hanging_together() -> None:
    """A total of 0 tells its parts, what stands alone is told, and what follows from those."""
    sums = [Sum(0, (1, 2)), Sum(3, (2, 4)), Sum(5, (6, 7)), Sum(8, (7, 9))]
    values = np.array([0, 0, 0, 5, 5, 9, 4, 5, 7, 2], dtype=float)
    unknown = np.isin(np.arange(10), [1, 2, 4, 6, 7, 9])
    view = attack(np.where(unknown, np.nan, values), unknown, sums)
    assert view.told == {1: 0.0, 2: 0.0, 4: 5.0}
    assert [part.cells.tolist() for part in view.parts()] == [[6, 7, 9]]
    assert view.parts()[0].right.tolist() == [9.0, 7.0]


def test_floors_of_a_task_are_held_by_what_was_found_for_one_with_higher_ones() -> None:
    """What was possible where marks were at least 1 stays possible where they may be 0."""
    proofs: list[Witness] = []
    task = task_of(2)
    hide_complements(task, NOTHING_KEPT, proofs)
    lower = replace(task, floors=np.zeros(len(task.values)))
    assert not weak_cells(lower, hide_complements(lower, NOTHING_KEPT, proofs))


def test_of_nothing_nothing_is_said() -> None:
    """Before a year is over, no guarded cell is published, and there is nothing to attack."""
    nothing, no_flags = np.zeros(0), np.zeros(0, dtype=bool)
    task = Task(nothing, [], no_flags, no_flags, no_flags, nothing, nothing, THRESHOLD)
    assert not attack(nothing, no_flags, []).parts()
    assert not len(hide_complements(task))
    assert weak_cells(task, no_flags) == []
