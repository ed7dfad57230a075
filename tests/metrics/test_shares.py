from __future__ import annotations

import pytest

from helpers.metrics.shares import wilson


@pytest.mark.parametrize(
    ("share", "takers", "low", "high"),
    [
        (50.0, 10, 23.659, 76.341),  # Wilson's formula by hand: (5 + 1.92) / 13.84 -+ 0.2634
        (100.0, 5, 56.552, 100.0),
        (0.0, 20, 0.0, 16.113),
    ],
)
def test_interval_of_wilson(share: float, takers: int, low: float, high: float) -> None:
    found = wilson(share, takers, 95.0)
    assert found is not None
    assert (found.low, found.high) == (pytest.approx(low, abs=0.001), pytest.approx(high, abs=0.001))


def test_nobody_has_no_interval() -> None:
    assert wilson(0.0, 0, 95.0) is None
