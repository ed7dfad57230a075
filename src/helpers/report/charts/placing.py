"""Where words fit: lines of a label, labels pushed apart, the label of a point clear of the lines."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.report.fonts import text_width
from helpers.report.theme import THEME

Point = tuple[float, float]
Curves = Sequence[Sequence[Point]]

HALF_HEIGHT = 6.0
DISTANCE = 13.0
SAMPLES = 9


def free_place(point: Point, width: float, curves: Curves, bounds: tuple[float, float]) -> Point:
    """The centre of a label near the point: above, beside or below, where fewest lines cross it."""
    x, y = point
    beside = width / 2 + 8
    candidates = [
        (x, y - DISTANCE),
        (x + beside, y - 7),
        (x - beside, y - 7),
        (x + beside, y),
        (x - beside, y),
        (x, y + DISTANCE),
    ]
    inside = [
        (min(max(cx, bounds[0] + width / 2), bounds[1] - width / 2), cy) if cx == x else (cx, cy)
        for cx, cy in candidates
    ]
    return min(inside, key=lambda centre: _crossings(centre, width, curves, bounds))


def wrap(text: str, width: float, size: float = THEME.sizes.chart, weight: int = THEME.regular) -> list[str]:
    """The text in lines no wider than `width` points, broken between words where it can be."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def spread(positions: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions moved apart to at least `gap`, in their order, within low and high where there is room."""
    order = sorted(range(len(positions)), key=lambda i: (positions[i], i))
    moved = list(positions)
    for _round in range(20):
        clash = False
        for one, other in zip(order, order[1:], strict=False):
            short = gap - (moved[other] - moved[one])
            if short > 0.01:
                moved[one] -= short / 2
                moved[other] += short / 2
                clash = True
        if not clash:
            break
    if order:
        shift = max(0.0, low - moved[order[0]]) - max(0.0, moved[order[-1]] - high)
        moved = [position + shift for position in moved]
    return moved


def _crossings(centre: Point, width: float, curves: Curves, bounds: tuple[float, float]) -> int:
    left, right = centre[0] - width / 2, centre[0] + width / 2
    outside = 100 if left < bounds[0] - 1 or right > bounds[1] + 1 or centre[1] < HALF_HEIGHT else 0
    places = [left + (right - left) * n / (SAMPLES - 1) for n in range(SAMPLES)]
    return outside + sum(
        height is not None and abs(height - centre[1]) < HALF_HEIGHT + 1
        for curve in curves
        for height in (_height(curve, place) for place in places)
    )


def _height(curve: Sequence[Point], x: float) -> float | None:
    for (x0, y0), (x1, y1) in zip(curve, curve[1:], strict=False):
        if x0 <= x <= x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return None
