"""Shares of a group with the interval that chance leaves around them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Interval:
    """Bounds of a share, in percent."""

    low: float
    high: float


def wilson(share_pct: float, takers: int, confidence_pct: float) -> Interval | None:
    """Wilson's score interval of a share of `takers`; None where nobody took the test.

    It stays within 0 to 100 and holds for small groups, where the usual interval does not.
    """
    if takers <= 0:
        return None
    from scipy.stats import binomtest  # takes half a second, which reports without training need not wait

    met = round(share_pct * takers / 100.0)
    found = binomtest(met, takers).proportion_ci(confidence_pct / 100.0, method="wilson")
    return Interval(100.0 * float(found.low), 100.0 * float(found.high))
