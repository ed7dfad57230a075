"""Two releases of small tables held against all pairs of whole tables that agree with both, one by one."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.privacy.earlier import Before, Earlier, beside
from helpers.privacy.linked import Linked, Sum
from helpers.privacy.sums import Key
from helpers.privacy.suppression import CannotProtectError, Task, hide_complements

THRESHOLD = 3
MOST = 9
PLACES = ("a", "b", "c", "all")
UNITS = {("63", place): frozenset({place} if place != "all" else "abc") for place in PLACES}


def linked_of(parts: tuple[int, ...]) -> Linked:
    values = np.array([*parts, sum(parts)], dtype=float)
    keys = tuple(Key("people", UNITS["63", place], "2023", "total", "all") for place in PLACES)
    yes = np.ones(4, dtype=bool)
    return Linked(keys, values, yes, ~yes, ("province",) * 4, (Sum(3, (0, 1, 2)),))


def before_of(parts: tuple[int, ...], hidden: np.ndarray) -> Before:
    values = np.array([*parts, sum(parts)], dtype=float)
    frame = pd.DataFrame(
        {
            "indicator": "people",
            "place": PLACES,
            "period": "2023",
            "breakdown": "total",
            "category": "all",
            "level": "province",
            "value": np.where(hidden, np.nan, values),
            "status": np.where(hidden, "c", "shown"),
        }
    )
    return Before((("63", frame),), {}, same_policy=True)


def hidden_in(linked: Linked, earlier: Earlier, past: Linked | None) -> np.ndarray:
    model = beside(linked, earlier, UNITS, lambda _: past)
    values = model.linked.exact
    small = (values > 0) & (values < THRESHOLD)
    shown = model.linked.published
    hidden = ((small & shown) | model.marked) & ~model.known
    can = shown & ~hidden & ~model.known & ((values > 0) | (model.least > 0))
    task = Task(
        values, model.linked.sums, hidden, ~shown & ~model.known, small & ~model.known,
        np.where(can, 1 + values, np.inf), np.zeros(len(values)), THRESHOLD, model.least,
    )  # fmt: skip
    return hide_complements(task)[:4]


tables = st.tuples(*[st.integers(0, 5)] * 3)


@given(tables, tables, st.tuples(*[st.booleans()] * 3))
@settings(max_examples=40, deadline=None)
def test_every_small_number_of_both_times_spans_its_interval_among_all_pairs_that_agree(
    then: tuple[int, ...], other: tuple[int, ...], changes: tuple[bool, ...]
) -> None:
    """Whoever knows which numbers changed, and both releases, cannot tell a small one of either."""
    now = tuple(o if c else t for t, o, c in zip(then, other, changes, strict=True))
    past, present = linked_of(then), linked_of(now)
    try:
        first = hidden_in(past, Earlier(()), None)
        second = hidden_in(present, Earlier((before_of(then, first),)), past)
    except CannotProtectError:
        return
    same = past.exact == present.exact
    inner = list(product(range(MOST), repeat=3))
    before = [t for x in inner if fits(t := np.array([*x, sum(x)]), past.exact, first)]
    after = [t for x in inner if fits(t := np.array([*x, sum(x)]), present.exact, second)]
    pairs = [(x, y) for x in before for y in after if (x[same] == y[same]).all()]
    assert pairs
    for cell in range(4):
        change = abs(past.exact[cell] - present.exact[cell])
        for which, (exact, hidden) in enumerate(((past.exact, first), (present.exact, second))):
            if 0 < exact[cell] < THRESHOLD and hidden[cell]:
                held = [pair[which][cell] for pair in pairs]
                assert min(held) <= max(change, 0)
                assert max(held) >= THRESHOLD


def fits(table: np.ndarray, exact: np.ndarray, hidden: np.ndarray) -> bool:
    return bool((table[~hidden] == exact[~hidden]).all())


def test_the_same_pairs_would_betray_a_release_made_as_if_it_were_the_first() -> None:
    """4 shown, then 2: with the neighbours of before, the total of now is enough."""
    then, now = (4, 5, 5), (2, 5, 5)
    naive = hidden_in(linked_of(now), Earlier(()), None)
    assert not naive[3]
    beside_it = hidden_in(
        linked_of(now), Earlier((before_of(then, np.zeros(4, dtype=bool)),)), linked_of(then)
    )
    assert beside_it.tolist() == [True, False, False, True]


@pytest.mark.parametrize("past", [None, (4, 5, 5)])
def test_numbers_that_are_the_same_count_even_where_the_facts_are_lost(past: tuple[int, ...] | None) -> None:
    before = before_of((4, 5, 5), np.zeros(4, dtype=bool))
    known = linked_of(past) if past else None
    assert hidden_in(linked_of((2, 5, 5)), Earlier((before,)), known)[3]
