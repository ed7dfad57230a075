"""Every promise is held against all whole tables that agree with what is shown, one by one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.privacy.intervals import attack
from helpers.privacy.linked import Sum
from helpers.privacy.suppression import CannotProtectError, Task, hide_complements, weak_cells

THRESHOLD = 4


def task_of(
    values: Sequence[int], sums: Sequence[Sum], *, known: Sequence[int] = (), implied: Sequence[int] = ()
) -> Task:
    numbers = np.array(values, dtype=float)
    small = (numbers > 0) & (numbers < THRESHOLD)
    small[list(known)] = False
    is_implied = np.isin(np.arange(len(values)), implied)
    costs = np.where((numbers > 0) & ~small & ~is_implied, 1 + np.log2(np.maximum(numbers, 1)), np.inf)
    costs[list(known)] = np.inf
    floors = np.where(is_implied, 0.0, 1.0)
    return Task(numbers, sums, small & ~is_implied, is_implied, small, costs, floors, THRESHOLD)


def bordered(rows: Sequence[Sequence[int]]) -> tuple[list[int], list[Sum]]:
    table = np.array(rows)
    full = np.vstack([np.column_stack([table, table.sum(axis=1)]), [*table.sum(axis=0), table.sum()]])
    at = np.arange(full.size).reshape(full.shape)
    sums = [Sum(int(line[-1]), tuple(line[:-1].tolist())) for line in (*at, *at.T)]
    return full.ravel().tolist(), sums


def tables_that_agree(task: Task, hidden: np.ndarray, inner: Sequence[int]) -> np.ndarray:
    """All whole tables, one a row, by brute force over the inner cells; totals follow."""
    unknown = hidden | task.implied
    opened = [cell for cell in inner if unknown[cell]] or [inner[0]]
    axes = [np.arange(_most(task, unknown, cell) + 1) for cell in opened]
    grid = np.stack([axis.ravel() for axis in np.meshgrid(*axes, indexing="ij")], axis=1)
    tables = np.repeat(task.values[None, :], len(grid), axis=0)
    tables[:, opened] = grid
    for _ in range(3):
        for one in task.sums:
            tables[:, one.total] = tables[:, list(one.parts)].sum(axis=1)
    return tables[(tables[:, ~unknown] == task.values[~unknown]).all(axis=1)]


def _most(task: Task, unknown: np.ndarray, cell: int) -> int:
    """What a cell can be at most: a shown total that holds it, or else somewhat more than it is."""
    shown = [task.values[one.total] for one in task.sums if cell in one.parts and not unknown[one.total]]
    return int(min([task.values[cell] + THRESHOLD + 1, *shown]))


def assert_spans(task: Task, hidden: np.ndarray, inner: Sequence[int]) -> None:
    found = tables_that_agree(task, hidden, inner)
    knowing = found[(found[:, hidden] >= 1).all(axis=1)]
    open_ones = hidden | task.implied | (task.values > 0)
    most_hidden = tables_that_agree(task, open_ones, inner)
    most_hidden = most_hidden[(most_hidden[:, open_ones & ~task.implied] >= 1).all(axis=1)]
    for cell in np.flatnonzero(task.protected):
        assert knowing[:, cell].max() >= THRESHOLD
        assert knowing[:, cell].min() == most_hidden[:, cell].min()  # only what every set of marks would tell
    for cell in np.flatnonzero(hidden):
        assert len(set(found[:, cell])) >= 2


small_tables = st.sampled_from([(2, 2), (2, 3)]).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(0, 6), min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)


@given(small_tables)
@settings(max_examples=30, deadline=None)
def test_every_protected_cell_spans_the_interval_among_all_tables_that_agree(rows: list[list[int]]) -> None:
    values, sums = bordered(rows)
    task = task_of(values, sums)
    try:
        hidden = hide_complements(task)
    except CannotProtectError:
        # Only where nothing is left to hide: zeros are shown, and one line holds all there is.
        assert np.count_nonzero(rows) < 4
        return
    width = len(rows[0]) + 1
    inner = [i for i in range(len(values)) if (i + 1) % width and i < len(rows) * width]
    assert hidden[task.hidden].all()
    assert_spans(task, hidden, inner)
    assert weak_cells(task, hidden) == []


@given(small_tables)
@settings(max_examples=40, deadline=None)
def test_interval_of_the_solver_is_that_of_brute_force(rows: list[list[int]]) -> None:
    values, sums = bordered(rows)
    task = task_of(values, sums)
    width = len(rows[0]) + 1
    inner = [i for i in range(len(values)) if (i + 1) % width and i < len(rows) * width]
    found = tables_that_agree(task, task.hidden, inner)
    view = attack(task.values, task.hidden, task.sums)
    for cell in np.flatnonzero(task.hidden):
        interval = view.interval(int(cell), np.zeros(len(values)))
        assert interval.least == found[:, cell].min()
        most = found[:, cell].max()
        assert interval.most == most if most < _most(task, task.hidden, int(cell)) else interval.most >= most


linked = st.lists(st.lists(st.integers(0, 12), min_size=3, max_size=3), min_size=2, max_size=4)


@given(linked)
@settings(max_examples=40, deadline=None)
def test_linked_tables_that_share_totals_leave_nothing_weak(rows: list[list[int]]) -> None:
    """Places by pathway, and the same places by a second split in two, both under one total."""
    values, sums = bordered(rows)
    width = 4
    for row in range(len(rows)):
        total = row * width + 3
        first = values[total] // 2
        values += [first, values[total] - first]
        sums.append(Sum(total, (len(values) - 2, len(values) - 1)))
    task = task_of(values, sums)
    try:
        hidden = hide_complements(task)
    except CannotProtectError:
        assert min(map(sum, rows)) < 2 * THRESHOLD
        return
    assert weak_cells(task, hidden) == []
    assert not (hidden & (task.values == 0)).any()


def test_lone_hidden_cell_hides_a_second() -> None:
    task = task_of([3, 9, 7, 0, 19], [Sum(4, (0, 1, 2, 3))])
    hidden = hide_complements(task)
    assert hidden[0] and hidden.sum() == 2
    assert not hidden[3]


def test_square_is_hidden_in_a_table_with_both_margins() -> None:
    values, sums = bordered([[3, 20, 30], [15, 40, 50], [60, 70, 80]])
    hidden = hide_complements(task_of(values, sums)).reshape(4, 4)
    assert hidden[0, 0] and hidden.sum() == 4
    assert (hidden[:3, :3].sum(axis=0) != 1).all() and (hidden[:3, :3].sum(axis=1) != 1).all()


def test_single_sums_may_be_safe_where_all_of_them_together_are_not() -> None:
    """Two marks in every line, and still one cell follows: the marks do not make a cycle."""
    values, sums = bordered([[2, 3, 9], [2, 9, 3], [9, 9, 9]])
    task = task_of(values, sums)
    lines = np.zeros(len(values), dtype=bool)
    lines[[0, 1, 4, 6]] = True
    assert set(weak_cells(task, lines)) == {0, 1, 4, 6}
    assert weak_cells(task, hide_complements(task)) == []


def test_few_not_referred_among_many_assisted_hide_one_of_the_two() -> None:
    task = task_of([19, 17, 2], [Sum(0, (1, 2))], implied=[2])
    assert weak_cells(task, np.zeros(3, dtype=bool)) == [2]
    assert hide_complements(task)[:2].sum() == 1


def test_all_referred_needs_no_mark() -> None:
    assert not hide_complements(task_of([19, 19, 0], [Sum(0, (1, 2))], implied=[2])).any()


def test_cell_that_was_published_before_is_no_complement() -> None:
    sums = [Sum(4, (0, 1, 2, 3))]
    hidden = hide_complements(task_of([3, 9, 30, 40, 82], sums, known=[1]))
    assert not hidden[1]
    assert hidden.sum() == 2


def test_cell_that_follows_from_what_was_published_before_is_refused() -> None:
    with pytest.raises(CannotProtectError) as fault:
        hide_complements(task_of([3, 9, 12], [Sum(2, (0, 1))], known=[1, 2]))
    assert fault.value.cells == (0,)


def test_choice_is_the_same_every_time() -> None:
    values, sums = bordered([[3, 20, 30], [15, 4, 50], [60, 70, 1]])
    first = hide_complements(task_of(values, sums))
    assert all((hide_complements(task_of(values, sums)) == first).all() for _ in range(3))
