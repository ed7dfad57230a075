"""The rule for small numbers and small differences."""

from __future__ import annotations

import pytest

from helpers.report.small_numbers import difference, leads


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (4, 3, "few"),
        (5, 400, "few"),
        (18, 12, "few"),  # six more of twelve are within chance
        (30, 12, "rose"),
        (12, 26, "fell"),
        (35, 34, "about"),
        (8840, 8837, "about"),
        (8750, 8840, "fell"),
        (47, 47, "unchanged"),
        (0, 0, "unchanged"),
    ],
)
def test_a_difference_is_judged_where_it_is_one(now: float, before: float, said: str) -> None:
    assert difference(now, before) == said


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([108, 74], True),
        ([90, 88], False),
        ([9, 6, 1], False),
        ([14, 12, 12], False),
        ([47, 0], True),
        ([], False),
    ],
)
def test_only_a_clear_lead_is_one(values: list[float], told: bool) -> None:
    assert leads(values) is told
