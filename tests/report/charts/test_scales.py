from __future__ import annotations

import math

import pytest

from helpers.privacy.release import Cell
from helpers.report.charts.scales import drawn, ticks
from helpers.report.classes import class_breaks, class_of


@pytest.mark.parametrize("top", [1, 2, 3, 7, 9.5, 41, 71, 99, 100, 101, 5402, 60000, 1_234_567])
def test_ticks_are_whole_few_and_reach_the_top(top: float) -> None:
    steps = ticks(top)
    assert steps[0] == 0
    assert steps[-1] >= top > steps[-2]
    assert len(steps) <= 6
    assert all(step == int(step) for step in steps)


def test_nothing_to_show_still_has_an_axis() -> None:
    assert ticks(0.0) == [0.0, 1.0]


def test_every_value_has_a_class_and_the_highest_the_last() -> None:
    values = [0.0, 0.0, 3.0, 7.0, 18.0, 44.0, 160.0, 999.0, 1500.0]
    breaks = class_breaks(values)
    assert len(breaks) <= 5
    assert class_of(0.0, breaks) == 0
    assert class_of(1500.0, breaks) == len(breaks) - 1
    assert [class_of(v, breaks) for v in values] == sorted(class_of(v, breaks) for v in values)


def test_few_events_stand_out_among_many_zeros() -> None:
    assert class_breaks([0.0] * 30 + [1.0] * 6 + [2.0]) == [0.0, 1.0]
    assert class_breaks([0.0, 0.0]) == [0.0]


def test_a_hidden_value_is_not_drawn() -> None:
    assert math.isnan(drawn(Cell(5.0, "c")))
