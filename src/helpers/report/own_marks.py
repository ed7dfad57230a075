"""Marks of what is withheld or not available in an analyst's own chart, and lines that are broken there.

seaborn and pandas leave a missing value out: a line passes over it, a bar is absent, as if there were none. Which
values a chart draws is found by the numbers themselves: a line, the bars of a series or the fields of a heat map are a
part of the frame if they have exactly that part's numbers at the places of their labels. Where it has a number that is
not shown, the chart gets its mark; where nothing is certain it gets none, and the figure's note says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.collections import QuadMesh
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Annotation

from helpers.report.charts.labels import CLEAR, INK, LEGIBLE, MUTED, SMALLEST, Fitted, Look
from helpers.report.charts.marks import Height
from helpers.report.drawn_series import Along, Series, bars_of, places_of, points_of_line, series_of, slot_of
from helpers.report.frame_points import KEY, MARKED, STATUS, VALUE, label_of, labels_of, points_of
from helpers.report.language import SYMBOLS
from helpers.report.theme import THEME, contrast

FEWEST_OF_LINE = 2
"""Numbers that a line has at least in common with a part of the frame; of bars, one is enough."""
AT = "__at__"
"""The column of places along an axis."""
BESIDE: Look = {"ha": "left", "fontsize": SMALLEST}
ROOM = 0.1
"""Of a chart's height, what marks of lines have below the lowest of them."""


def mark_missing(figure: Figure, frame: pd.DataFrame) -> set[str]:
    """Mark in an analyst's own figure what its data hold as withheld or not available, and break lines there.

    A chart of `report.charts`, or one in which the analyst wrote such marks, marks its own.

    Returns:
        The statuses, 'c' or 'x', of numbers that are neither drawn nor marked.
    """
    points = None if any(map(_marks_itself, figure.axes)) else points_of(frame)
    if points is None:
        return set()
    told: set[Any] = set()
    bounds = [axes.bbox.bounds for axes in figure.axes]
    for axes in figure.axes:
        mesh = next((each for each in axes.collections if isinstance(each, QuadMesh)), None)
        if mesh is not None:
            told |= _mark_fields(axes, mesh, points, len(frame))
        elif bounds.count(axes.bbox.bounds) == 1:  # not one of two scales over one another
            told |= _mark_series(axes, frame, points)
    return set(points.loc[points[STATUS].isin(MARKED) & ~points[KEY].isin(told), STATUS])


def _marks_itself(axes: Axes) -> bool:
    return any(
        isinstance(each, Height) or getattr(each, "get_text", str)() in SYMBOLS.values()
        for each in axes.get_children()
    )


def _mark_fields(axes: Axes, mesh: QuadMesh, points: pd.DataFrame, rows: int) -> set[Any]:
    """Mark the empty fields of a heat map that draws a frame of so many rows, or turns it round; the keys of these."""
    corners = np.asarray(mesh.get_coordinates(), dtype=float)
    middles = (corners[:-1, :-1] + corners[1:, 1:]) / 2
    drawn: Any = np.ma.filled(np.ma.asarray(mesh.get_array(), dtype=float), np.nan)
    drawn = drawn.reshape(middles.shape[:2])
    at = np.arange(len(points)).reshape(-1, rows)
    values, statuses = points[VALUE].to_numpy(), points[STATUS].to_numpy()
    fits = [
        each for each in (at.T, at)
        if each.shape == drawn.shape and np.allclose(values[each], drawn, equal_nan=True)
    ]  # fmt: skip
    if not fits or not np.isfinite(drawn).any() or (statuses[fits[0]] != statuses[fits[-1]]).any():
        return set()
    width = float(np.abs(np.diff(corners[0, :, 0])).min())
    told = set()
    for (x, y), number in zip(middles.reshape(-1, 2), fits[0].ravel(), strict=True):
        if statuses[number] in MARKED:
            Fitted(axes, x, y, [SYMBOLS[statuses[number]]], width, turns=True, va="center", **MUTED, **CLEAR)
            told.add(points[KEY].iloc[number])
    return told


@dataclass
class _Part:
    """The numbers of a frame with certain labels, by place along an axis."""

    shown: dict[float, float] = field(default_factory=dict)
    missing: dict[float, str] = field(default_factory=dict)
    keys: dict[float, Any] = field(default_factory=dict)

    def is_drawn_by(self, series: Series) -> bool:
        """Whether a line has exactly the numbers that are shown, or bars those that are not zero.

        A bar of no height may stand for a zero, for what is missing (pandas), or not at all (seaborn.objects).
        """
        drawn, shown = series.heights, self.shown
        if series.line is None:
            drawn, shown = ({at: value for at, value in each.items() if value} for each in (drawn, shown))
        return (
            drawn.keys() == shown.keys()
            and len(drawn) >= (FEWEST_OF_LINE if series.line is not None else 1)
            and all(np.isclose(value, shown[at], rtol=1e-6) for at, value in drawn.items())
        )


def _parts(points: pd.DataFrame, along: str) -> list[_Part]:
    """The numbers in parts of one value a place: by all labels but those that follow from those along the axis."""
    names = [
        name for name in labels_of(points)
        if points.groupby(along)[name].nunique().max() > 1
        and points.groupby(name)[along].nunique().max() > 1
    ]  # fmt: skip
    found = []
    for _, rows in points.groupby(names, sort=False) if names else [((), points)]:
        if rows[AT].duplicated().any():
            continue
        part = _Part()
        for at, value, status, key in zip(rows[AT], rows[VALUE], rows[STATUS], rows[KEY], strict=True):
            if status == "":
                part.shown[at] = value
            elif status in MARKED:
                part.missing[at], part.keys[at] = status, key
        found.append(part)
    return found


def _mark_series(axes: Axes, frame: pd.DataFrame, points: pd.DataFrame) -> set[Any]:
    """Mark what lines and bars along an axis of labels leave out, and break the lines; the keys of what is marked."""
    x, y = (_labels_along(axis, frame, points) for axis in (axes.xaxis, axes.yaxis))
    labels = x or y
    if labels is None or (x and y):
        return set()
    along: Along = "x" if x else "y"
    name, places = labels
    held = points.assign(**{AT: points[name].map(places)}).dropna(subset=[AT])
    parts, found = _parts(held, name), []
    for series in series_of(axes, along, held[AT]):
        fits = [part for part in parts if part.is_drawn_by(series)]
        if fits and all(part.missing == fits[0].missing for part in fits):
            found += [(series, part) for part in fits]
            if series.line is not None:
                _break(series.line, along, [at for at in fits[0].missing if at not in series.heights])
    return _write(axes, along, found, slot_of(held[AT]))


def _labels_along(
    axis: Axis, frame: pd.DataFrame, points: pd.DataFrame
) -> tuple[str, dict[str, float]] | None:
    """The column whose labels stand along an axis, and where."""
    for name in sorted(labels_of(points), key=lambda each: each != axis.get_label_text()):
        column = points[name]
        if name in frame.index.names:
            column = frame.index.get_level_values(name).to_series()
        elif isinstance(held := frame.get(name), pd.Series):
            column = held
        orders: list[Any] = [column.unique()]
        if isinstance(column.dtype, pd.CategoricalDtype):
            orders.append(column.cat.categories)
        for labels in orders:
            if places := places_of(axis, [label_of(each) for each in labels], column):
                return name, places
    return None


def _write(axes: Axes, along: Along, found: Sequence[tuple[Series, _Part]], slot: float) -> set[Any]:
    """The marks, at the foot of the chart; the keys of numbers that have one."""
    axis, upwards = (axes.xaxis, axes.yaxis) if along == "x" else (axes.yaxis, axes.xaxis)
    bars = [(start, start + width) for start, width, length in bars_of(axes, along) if length]
    _make_room(axes, along, found, upwards, beside_bars=bool(bars))
    first, last = sorted(axis.get_view_interval())
    here: dict[tuple[float, float], list[tuple[Series, str]]] = {}
    told = set()
    for series, part in found:
        for place, status in part.missing.items():
            whole = len(found) > 1 and all(place in other.missing for _, other in found)  # one mark for all
            at = place if whole else place + series.apart
            if first <= at <= last and not any(start <= at <= end for start, end in bars):
                width = slot if whole else series.width or slot
                here.setdefault((round(at, 3), width), []).append((series, SYMBOLS[status]))
                told.add(part.keys[place])
                _take_away_zero(axes, along, at)
    low, high = upwards.get_view_interval()
    base = axes.get_xaxis_transform() if along == "x" else axes.get_yaxis_transform()
    if bars and low < 0 < high:
        base = axes.transData
    for (at, width), held in here.items():
        colours = {series.colour for series, _ in held}
        one = colours.pop() if len(colours) == 1 < len({series.colour for series, _ in found}) else ""
        look = MUTED | ({"color": one} if one and contrast(one, INK.paper) >= LEGIBLE else {})
        text = "\n".join(sorted({symbol for _, symbol in held}))
        if along == "x":
            look |= {"va": "bottom"} | ({} if bars else CLEAR)
            Fitted(axes, at, 0, [text], width, turns=True, base=base, shift=(0, 2), **look)
        else:
            Fitted(axes, 0, at, [text], np.inf, base=base, shift=(3, 0), **look | BESIDE)
    return told


def _take_away_zero(axes: Axes, along: Along, place: float) -> None:
    """Take away what `bar_label` wrote of a bar that pandas draws for what is missing: a 0 that is none."""
    for text in axes.texts:
        if isinstance(text, Annotation):
            at, length = text.xy if along == "x" else text.xy[::-1]
            if np.isclose(at, place) and (length == 0 or not np.isfinite(length)):
                text.set_visible(False)


def _make_room(
    axes: Axes, along: Along, found: Sequence[tuple[Series, _Part]], upwards: Axis, *, beside_bars: bool
) -> None:
    """Let axes that fit themselves to what is drawn reach to the marks, and below lines have room for them."""
    places = [place for _, part in found for place in part.missing]
    low, high = upwards.get_view_interval()
    lowest = axes.dataLim.intervaly[0] if along == "x" else axes.dataLim.intervalx[0]
    foot = lowest if beside_bars or upwards.get_scale() != "linear" else lowest - ROOM * abs(high - low)
    if places and np.isfinite(foot):
        axes.update_datalim([(at, foot) if along == "x" else (foot, at) for at in places])
        axes.autoscale_view()


def _break(line: Line2D, along: Along, places: Iterable[float]) -> None:
    """Break a line at places at which it has no point; a point left alone becomes a dot."""
    key = 0 if along == "x" else 1
    held = points_of_line(line)
    back = held[0][key] > held[-1][key]
    gaps = [(place, np.nan) if along == "x" else (np.nan, place) for place in places]
    rows = sorted([*held, *gaps], key=lambda each: each[key], reverse=back)
    line.set_data([x for x, _ in rows], [y for _, y in rows])
    shown = [False, *(bool(np.isfinite(row).all()) for row in rows), False]
    alone = [
        at - 1 for at in range(1, len(rows) + 1) if shown[at] and not shown[at - 1] and not shown[at + 1]
    ]
    if alone and line.get_marker() in (None, "None", "none", "", " "):
        line.set(marker="o", markersize=THEME.widths.dot, markeredgecolor=INK.paper, markevery=alone)
