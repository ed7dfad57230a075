"""Shares of a group with the interval that chance leaves around them."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist


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
    z2 = NormalDist().inv_cdf(0.5 + confidence_pct / 200.0) ** 2
    share = round(share_pct * takers / 100.0) / takers
    middle = (share + z2 / (2 * takers)) / (1 + z2 / takers)
    reach = sqrt(z2 * share * (1 - share) / takers + (z2 / (2 * takers)) ** 2) / (1 + z2 / takers)
    return Interval(100.0 * max(middle - reach, 0.0), 100.0 * min(middle + reach, 1.0))
