"""Shares of a whole number that add up to it."""

from __future__ import annotations

from collections.abc import Sequence


def share_out(total: int, weights: Sequence[float], floors: Sequence[int] | None = None) -> list[int]:
    """`total` split in proportion to the weights by largest remainder; the parts sum to `total` exactly.

    Args:
        total: what is split.
        weights: none negative; a part of weight 0 gets its floor only.
        floors: what each part gets first; the rest is split.

    Raises:
        ValueError: the floors exceed the total, or there is a rest and no weight to split it by.
    """
    floors = list(floors) if floors is not None else [0] * len(weights)
    rest = total - sum(floors)
    whole = sum(weights)
    if rest < 0 or (rest > 0 and whole <= 0):
        raise ValueError(f"{total} cannot be split over {len(weights)} parts")
    if rest == 0:
        return floors
    exact = [rest * weight / whole for weight in weights]
    parts = [int(share) for share in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in by_remainder[: rest - sum(parts)]:
        parts[i] += 1
    return [part + floor for part, floor in zip(parts, floors, strict=True)]
