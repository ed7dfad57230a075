"""Values -> few classes with round bounds, for the shades of maps. Needs no drawing library."""

from __future__ import annotations

import math
from collections.abc import Sequence


def class_breaks(values: Sequence[float], classes: int = 5) -> list[float]:
    """Lower bounds of at most `classes` classes with about equally many values each, rounded to read well.

    The first bound is the least value, rounded down. Zero is a class of its own, so that others stand out.
    """
    if not values:
        return []
    ordered = sorted(values)
    if ordered[0] == 0 < ordered[-1]:
        return sorted({0.0, *class_breaks([value for value in ordered if value > 0], classes - 1)})
    found = [_floor_round(ordered[len(ordered) * n // classes]) for n in range(classes)]
    return sorted(set(found))


def class_of(value: float, breaks: Sequence[float]) -> int:
    """Which class a value falls into, counted from 0."""
    return max(0, sum(value >= bound for bound in breaks) - 1)


def _floor_round(value: float) -> float:
    """The value rounded down to two leading digits (the last of them even or 5 above 100)."""
    if value < 20:
        return float(math.floor(value))
    unit = 10 ** (math.floor(math.log10(value)) - 1)
    return float(math.floor(value / unit) * unit)
