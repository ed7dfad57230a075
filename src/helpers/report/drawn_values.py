"""Whether a figure's data are the numbers that it draws: the data are what is published beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.container import BarContainer
from matplotlib.figure import Figure

from helpers.errors import ParamsError
from helpers.report.charts.marks import Height
from helpers.report.frame_points import STATUS, points_of

FEWEST = 3
"""Fewer marks may agree or differ by chance."""
LEAST = 0.5
"""The part of the marks whose numbers must occur in the data."""


def check_drawn(figure: Figure, data: pd.DataFrame, call: str) -> None:
    """Refuse data that hold a number for each mark of the figure, but other numbers.

    A figure with more or fewer marks than numbers shows a summary (means, counts, a selection), and is let pass; so is
    a histogram, and what `report.charts` draws.

    Raises:
        ParamsError: more than half of the marks show a number that the data do not hold; `call` names the figure.
    """
    if any(isinstance(artist, Height) for axes in figure.axes for artist in axes.get_children()):
        return
    numbers = data.select_dtypes("number")
    held = numbers.to_numpy(dtype=float, na_value=np.nan)
    counts = {int(numbers[name].notna().sum()) for name in numbers} | {int(np.isfinite(held).sum())}
    known = _known(held)
    kinds = [marks for marks in _marks(figure.axes) if len(marks) in counts and len(marks) >= FEWEST]
    _check_bars_left_out(figure.axes, numbers, held, call)
    if not kinds or any(_part_of(marks, known) >= LEAST or _is_histogram(marks, counts) for marks in kinds):
        return
    example = f"{kinds[0][0][-1]:.6g}"
    raise ParamsError(
        f"{call}: the data are not what is drawn: the figure shows {example}, which they do not hold; hand over the "
        "frame that you drew, with the column that was drawn"
    )


def _check_bars_left_out(every: Iterable[Axes], numbers: pd.DataFrame, held: Any, call: str) -> None:
    """Refuse data that hold but a part of the bars: each of their numbers is one, and there are others."""
    bars, known = _marks(every)[0], _known(held)
    lengths = np.array([mark[0] for mark in bars])
    own = held[np.isfinite(held) & (held != 0)]
    others = [value for value in lengths if value and not np.isclose(known, value, rtol=1e-6).any()]
    if (
        len(numbers.columns) == 1
        and len(own)
        and len(others) >= FEWEST
        and all(np.isclose(lengths, value, rtol=1e-6).any() for value in own)
        and not (lengths.size and _is_histogram(bars, {int(np.isfinite(held).sum())}))
    ):
        raise ParamsError(
            f"{call}: the data are but a part of what is drawn: the figure has {len(lengths)} bars, of which "
            f"{len(others)} are not in data=; hand over the whole frame that you drew"
        )


def check_areas(every: Sequence[Axes], data: pd.DataFrame, call: str) -> None:
    """Refuse areas with a point for each number of data of which some are withheld: pandas draws these as 0.

    Raises:
        ParamsError: a stacked area of pandas has points for what is missing; `call` names the figure.
    """
    points = points_of(data)
    areas = sum("FillBetween" in type(each).__name__ for axes in every for each in axes.collections)
    if points is None or not areas or areas != sum(len(axes.lines) for axes in every):
        return
    if len(_marks(every)[1]) > points[STATUS].eq("").sum():
        raise ParamsError(
            f"{call}: the area is drawn down to 0 where a number is withheld or not available; draw lines, "
            "frame.plot(), or bars, frame.plot.bar()"
        )


def _marks(every: Iterable[Axes]) -> list[Sequence[tuple[float, ...]]]:
    """The numbers of bars, of lines and of dots: of each mark its place along both axes, or its length."""
    bars: list[tuple[float, ...]] = []
    lines: list[tuple[float, ...]] = []
    dots: list[tuple[float, ...]] = []
    for axes in every:
        for container in axes.containers:
            if isinstance(container, BarContainer):
                bars += [(float(value),) for value in np.ravel(np.asarray(container.datavalues))]
        for line in axes.lines:
            if line.get_transform() == axes.transData:
                lines += list(zip(_floats(line.get_xdata()), _floats(line.get_ydata()), strict=True))
        for collection in axes.collections:
            if type(collection).__name__ == "PathCollection":
                offsets: Any = np.ma.filled(np.ma.asarray(collection.get_offsets(), dtype=float), np.nan)
                dots += [tuple(map(float, point)) for point in offsets]
    return [[mark for mark in kind if np.isfinite(mark[-1])] for kind in (bars, lines, dots)]


def _floats(values: Any) -> list[float]:
    """Numbers; what is none, such as dates or periods along an axis, is missing."""
    try:
        held: Any = np.ma.filled(np.ma.asarray(values, dtype=float), np.nan)
        return [float(value) for value in np.ravel(held)]
    except (TypeError, ValueError):
        return [float("nan")] * len(np.ravel(values))


def _known(held: Any) -> Any:
    """The numbers of the data, and what piles up of them along rows and columns."""
    piled = [np.nancumsum(held, axis=axis) for axis in (0, 1)] if held.size else []
    every = np.concatenate([np.ravel(each) for each in (held, *piled)])
    return every[np.isfinite(every)]


def _part_of(marks: Sequence[tuple[float, ...]], known: Any) -> float:
    """The part of the marks of which a number is known."""
    if not len(known):
        return 0.0
    found = [
        any(np.isclose(known, value, rtol=1e-6).any() for value in mark if np.isfinite(value))
        for mark in marks
    ]
    return sum(found) / len(found)


def _is_histogram(marks: Sequence[tuple[float, ...]], counts: set[int]) -> bool:
    """Whether bars add up to the count of the numbers, or to all of them in one or a hundred parts."""
    whole = sum(mark[0] for mark in marks)
    return len(marks[0]) == 1 and any(np.isclose(whole, each) for each in (*counts, 1.0, 100.0))
