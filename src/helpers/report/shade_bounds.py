"""Values -> few classes with round bounds, for the shades of maps. Needs no drawing library."""

from __future__ import annotations

import math
from collections.abc import Sequence

CLASSES = 5
FEW = 10
"""Counts from 1 to below this are one class where many go beyond: 2 and 13 are not alike, and 1 alone is no class."""
FEW_A_CLASS = 2
"""Different values a class, of which there must be as many on average for the classes to hold equally many."""


def class_breaks(values: Sequence[float]) -> list[float]:
    """Lower bounds of at most five classes with about equally many values each, rounded to read well.

    The first bound is the least value, rounded down. Zero is a class of its own, so that others stand out. Few values
    have the classes of `even_breaks`, and one value that all share has one.
    """
    if len(set(values)) == 1:
        return [values[0]]
    if len(set(values)) < FEW_A_CLASS * CLASSES:
        return even_breaks(values)
    ordered = sorted(values)
    if ordered[0] == 0 < ordered[-1]:
        return sorted({0.0, *_equally_many([value for value in ordered if value > 0], CLASSES - 1)})
    return _equally_many(ordered, CLASSES)


def even_breaks(values: Sequence[float]) -> list[float]:
    """Lower bounds of at most five classes of equal width from zero to the highest value: shades follow values."""
    if not values:
        return []
    step = _ceil_round(max(values) / CLASSES, whole=all(value == int(value) for value in values))
    return [step * n for n in range(CLASSES) if n == 0 or 0 < step * n <= max(values)]


def _equally_many(ordered: Sequence[float], classes: int) -> list[float]:
    many = [value for value in ordered if value >= FEW]
    if classes > 1 and 0 < ordered[0] < FEW and len(set(many)) >= FEW_A_CLASS * classes:
        return [_floor_round(ordered[0]), *sorted({float(FEW), *_equally_many(many, classes - 1)[1:]})]
    found = [_floor_round(ordered[len(ordered) * n // classes]) for n in range(classes)]
    return sorted(set(found))


def class_of(value: float, breaks: Sequence[float]) -> int:
    """Which class a value falls into, counted from 0."""
    return max(0, sum(value >= bound for bound in breaks) - 1)


def _ceil_round(value: float, *, whole: bool) -> float:
    """The value rounded up to two leading digits, and to a whole number where all values are whole."""
    if value <= 0:
        return 0.0
    unit = max(10.0 ** (math.floor(math.log10(value)) - 1), 1.0 if whole else 0.0)
    return math.ceil(value / unit) * unit


def _floor_round(value: float) -> float:
    """The value rounded down to two leading digits (the last of them even or 5 above 100)."""
    if value < 20:
        return float(math.floor(value))
    unit = 10 ** (math.floor(math.log10(value)) - 1)
    return float(math.floor(value / unit) * unit)
