"""What an analyst's axes draw, as series: lines and bars, with where along the axis they stand and how high.

And where the labels of a frame stand along an axis.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.category import StrCategoryFormatter
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.ticker import NullFormatter, ScalarFormatter

from helpers.report.frame_points import label_of

Along = Literal["x", "y"]
EDGE = 0.499
"""How far from its place a mark stands at most, as a share of the way to the next."""


@dataclass(frozen=True)
class Series:
    """A line, or the bars that stand alike beside their places: one value a place along the axis."""

    heights: dict[float, float]
    line: Line2D | None = None
    colour: str = ""
    apart: float = 0.0
    width: float = 0.0


def series_of(axes: Axes, along: Along, places: Iterable[float]) -> list[Series]:
    """The lines and bars that stand at these places along an axis; none of which two stand at one place."""
    grid = np.array(sorted(set(places)))
    slot = slot_of(grid)
    found = []
    for line in axes.lines:
        if line.get_transform() == axes.transData and line.get_linestyle() != "None":
            points = [point if along == "x" else point[::-1] for point in points_of_line(line)]
            heights = _by_place(points, grid, slot)
            found.append(Series(heights, line, to_hex(line.get_color())))
    groups: dict[tuple[float, float], list[tuple[float, float]]] = {}
    for start, width, value in bars_of(axes, along):
        middle = start + width / 2
        apart = middle - grid[np.abs(grid - middle).argmin()]
        groups.setdefault((round(apart, 3), round(width, 3)), []).append((middle, value))
    for (apart, width), bars in groups.items():
        found.append(Series(_by_place(bars, grid, slot), apart=apart, width=width))
    return [each for each in found if each.heights]


def slot_of(places: Iterable[float]) -> float:
    """How far places stand from one another."""
    grid = np.array(sorted(set(places)))
    return float(np.diff(grid).min()) if len(grid) > 1 else 1.0


def bars_of(axes: Axes, along: Along) -> Iterator[tuple[float, float, float]]:
    """Where each bar begins along an axis, how wide it is, and how long."""
    for patch in axes.patches:
        if isinstance(patch, Rectangle) and patch.get_data_transform() == axes.transData:
            (x, y), width, height = patch.get_xy(), patch.get_width(), patch.get_height()
            bar = (x, width, height) if along == "x" else (y, height, width)
            if np.isfinite(bar).all():
                yield bar


def points_of_line(line: Line2D) -> list[tuple[float, float]]:
    """The points of a line in numbers of its axes, without those that are missing."""
    held: Any = np.ma.filled(np.ma.asarray(line.get_xydata(), dtype=float), np.nan)
    return [(float(x), float(y)) for x, y in held if np.isfinite([x, y]).all()]


def _by_place(marks: Iterable[tuple[float, float]], grid: Any, slot: float) -> dict[float, float]:
    """The value at each place; empty where a mark stands at none, or two that are not zero at one."""
    found: dict[float, float] = {}
    for at, value in marks:
        place = float(grid[np.abs(grid - at).argmin()])
        if abs(place - at) > EDGE * slot or (found.get(place) and value):
            return {}
        found[place] = found.get(place) or value
    return found


def places_of(axis: Axis, labels: Sequence[str], column: Any) -> dict[str, float]:
    """Where the labels of a frame's column stand along an axis; empty where the axis is not of them.

    Args:
        axis: of an analyst's chart.
        labels: those of the column, in their order.
        column: its values as they are, for axes of times.
    """
    form, ticks = axis.get_major_formatter(), [*axis.get_majorticklocs()]
    if isinstance(form, (ScalarFormatter, NullFormatter)):
        return {}
    texts = (text.replace("\n", " ") for text in form.format_ticks(ticks))
    known = {text: float(at) for text, at in zip(texts, ticks, strict=True) if text}
    if not known or not known.keys() <= set(labels):
        return {} if isinstance(form, StrCategoryFormatter) else _times(axis, column)
    start = {round(at - labels.index(text), 3) for text, at in known.items()}
    if len(start) > 1 or slot_of(known.values()) == 1:
        return known
    low, high = sorted(axis.get_view_interval())  # pandas names every second or third
    every = {text: turn + min(start) for turn, text in enumerate(labels)}
    return {text: at for text, at in every.items() if low <= at <= high}


def _times(axis: Axis, column: Any) -> dict[str, float]:
    """The places of periods or dates, where the axis is one of times."""
    if not isinstance(column.dtype, pd.PeriodDtype) and column.dtype.kind != "M":
        return {}
    frequency = getattr(axis.axes, "freq", None) if axis is axis.axes.xaxis else None  # where pandas keeps it
    if frequency is None and (column.dtype.kind != "M" or axis.get_converter() is None):
        return {}
    found = {}
    for key in pd.Series(column).dropna().unique():
        if frequency is None:
            at = axis.convert_units(pd.Timestamp(key))
        elif isinstance(key, pd.Period):
            at = key.asfreq(frequency).ordinal
        else:
            at = pd.Timestamp(key).to_period(frequency).ordinal
        found[label_of(key)] = float(at)
    return found
