from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.privacy.sums import Sum
from helpers.privacy.suppression import hide_complements

THRESHOLD = 5
counts = st.lists(st.integers(0, 9), min_size=2, max_size=3)
tables = st.tuples(st.integers(2, 4), st.integers(2, 4)).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(0, 30), min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)


def hidden_in(values: list[int], sums: list[Sum]) -> list[bool]:
    numbers = np.array(values, dtype=float)
    primary = (numbers > 0) & (numbers < THRESHOLD)
    return hide_complements(numbers, primary, sums, THRESHOLD).tolist()


def test_smallest_sibling_is_hidden_with_a_lone_one() -> None:
    assert hidden_in([3, 9, 7, 0, 19], [Sum(4, (0, 1, 2, 3))]) == [True, False, True, False, False]


def test_hidden_total_hides_a_part() -> None:
    inner, outer = Sum(2, (0, 1)), Sum(5, (2, 3, 4))
    hidden = hidden_in([10, 11, 21, 3, 40, 64], [inner, outer])
    assert hidden == [True, False, True, True, False, False]


def test_total_is_hidden_where_no_part_can_be() -> None:
    values = np.array([7.0, 0.0, 7.0])
    forced = np.array([True, False, False])
    assert hide_complements(values, forced, [Sum(2, (0, 1))], THRESHOLD).tolist() == [True, False, True]


def test_missing_part_takes_no_part() -> None:
    values = np.array([3.0, np.nan, 8.0, 11.0])
    primary = np.array([True, False, False, False])
    assert hide_complements(values, primary, [Sum(3, (0, 1, 2))], THRESHOLD).tolist() == [
        True,
        False,
        True,
        False,
    ]


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    assert not any(hidden_in([5, 9, 0, 14], [Sum(3, (0, 1, 2))]))


@given(counts)
@settings(max_examples=60, deadline=None)
def test_every_hidden_part_may_be_anything_from_one_to_the_threshold(parts: list[int]) -> None:
    """Enumerates every table that agrees with what is shown of one sum."""
    total = sum(parts)
    *hidden, total_hidden = hidden_in([*parts, total], [Sum(len(parts), tuple(range(len(parts))))])
    unknown = [i for i, flag in enumerate(hidden) if flag]
    left = sum(parts[i] for i in unknown)
    if not unknown:
        assert not total_hidden
        return
    if total_hidden:
        return
    fits = [case for case in product(range(1, left + 1), repeat=len(unknown)) if sum(case) == left]
    for position in range(len(unknown)):
        assert {1, THRESHOLD} <= {case[position] for case in fits}


@given(tables)
@settings(max_examples=100, deadline=None)
def test_no_sum_of_a_linked_table_has_a_lone_hidden_cell(rows: list[list[int]]) -> None:
    table = np.array(rows)
    bordered = np.vstack([np.column_stack([table, table.sum(axis=1)]), [*table.sum(axis=0), table.sum()]])
    cell = np.arange(bordered.size).reshape(bordered.shape)
    sums = [Sum(int(row[-1]), tuple(row[:-1])) for row in cell.tolist()]
    sums += [Sum(int(column[-1]), tuple(column[:-1])) for column in cell.T.tolist()]
    hidden = hidden_in(bordered.ravel().tolist(), sums)
    for one in sums:
        assert sum(hidden[position] for position in (one.total, *one.parts)) != 1
    small = (bordered.ravel() > 0) & (bordered.ravel() < THRESHOLD)
    assert all(np.array(hidden)[small])
