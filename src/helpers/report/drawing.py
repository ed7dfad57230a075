"""One way from a matplotlib figure to what a report shows: the same drawing for paper and desk, and for telephones.

The figure is laid out twice, so that letters have their size in both; what depends on the width (charts/labels.py) is
found each time it is drawn.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from itertools import pairwise
from typing import Any, Concatenate, NamedTuple, ParamSpec

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.collections import QuadMesh
from matplotlib.figure import Figure
from matplotlib.gridspec import GridSpec, GridSpecFromSubplotSpec
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from helpers.privacy.release import Cell
from helpers.report.charts.labels import Fitted, wrap
from helpers.report.charts.marks import Height
from helpers.report.fonts import register_fonts
from helpers.report.language import TIMES
from helpers.report.svg import Renderer, figure_to_svg
from helpers.report.theme import POINTS_PER_MM, THEME, chart_style

WIDE, NARROW = THEME.widths.text_mm * POINTS_PER_MM, 252.0
"""Points: the page, and what a telephone shows: of 320 px, with letters of 9 px at least; of 390 px, of 10."""
HALF = (THEME.widths.text_mm - THEME.widths.gutter_mm) / 2 * POINTS_PER_MM
"""Points: one of two charts side by side, so that letters on paper have the size in which they are drawn."""
HIGHEST = 220.0 * POINTS_PER_MM
"""What a page of paper holds beside title and note."""
MOST_LINES = 3
"""Of a label below an axis."""
ACROSS = 2
"""Small charts side by side on a telephone."""
MOST_AFTER = 0.35
"""Of the room of axes, what words below them, or right of them, take at most."""
MOST_BEFORE = 0.5
"""Of the width of axes with their words, what the labels left of them take at most."""
PAD, GAP = 2.0, 10.0
"""Points between words and the edge, and between small charts."""
_P = ParamSpec("_P")


class Drawing(NamedTuple):
    """A chart as SVG: for paper and desk, and for telephones, unless one is narrow enough for all."""

    wide: str
    narrow: str | None


def look() -> AbstractContextManager[None]:
    """What is drawn in this context has the look of reports, whatever the caller's settings."""
    register_fonts()
    return mpl.rc_context(chart_style())


def draw(
    chart: Callable[Concatenate[pd.DataFrame, Any, _P], object],
    frame: pd.DataFrame,
    *given: _P.args,
    **named: _P.kwargs,
) -> Drawing:
    """A chart of a frame on a figure of its own, as in `draw(charts.bars, frame, "route")`."""
    with look():
        figure = Figure()
        FigureCanvasSVG(figure)
        chart(frame, figure.subplots(), *given, **named)
        return drawing_of(figure)


def tidy(
    x: str, labels: Sequence[str], series: Mapping[str, Sequence[Cell]], hue: str = "year"
) -> pd.DataFrame:
    """Cells as the frame that charts take: a column of labels, one of the series' names, values and statuses."""
    held = [(label, name, cell.value, cell.status) for name, cells in series.items()
            for label, cell in zip(labels, cells, strict=True)]  # fmt: skip
    return pd.DataFrame(held, columns=[x, hue, "value", "status"])


def drawing_of(figure: Figure, *, half: bool = False) -> Drawing:
    """The figure in both widths, or half as wide as the page. Call it within `look`; pyplot forgets the figure."""
    width, height = (72 * inches for inches in figure.get_size_inches())
    own = min(HIGHEST, WIDE * height / width)
    figure.set_facecolor("none")
    wide = None if half else _laid_out(figure, WIDE, own)
    narrow = _laid_out(figure, HALF if half else NARROW, own * _restack(figure), first=half)
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close(figure)
    return Drawing(wide, narrow) if wide else Drawing(narrow, None)


def _laid_out(figure: Figure, width: float, height: float, *, first: bool = True) -> str:
    """The figure at a width, with room for every word, and for legends beside the axes or below them.

    What is narrow and was not laid out before wants room twice: words reach further beyond axes that became smaller.
    """
    heights = [each for axes in figure.axes for each in axes.get_children() if isinstance(each, Height)]
    figure.set_dpi(72)
    figure.set_size_inches(width / 72, (heights[0].of(width) if len(heights) == 1 else height) / 72)
    renderer = Renderer(figure)
    right, bottom = 1.0, 0.0
    for legend in figure.legends:
        box = legend.get_window_extent(renderer)
        if width == WIDE:
            right = min(right, 1.0 - box.width / figure.bbox.width - 0.02)
            legend.set(loc="center right", bbox_to_anchor=(1.0, 0.5))
        else:
            bottom = max(bottom, box.height / figure.bbox.height + 0.02)
            legend.set(loc="lower center", bbox_to_anchor=(0.5, 0.0))
    within = Bbox.from_extents(0.0, min(0.5, bottom), max(0.3, right), 1.0)
    _make_room(figure, renderer, within)
    if first and width < WIDE:
        _make_room(figure, renderer, within)
    if not heights:
        for _ in range(2 * any(axes.get_aspect() != "auto" for axes in figure.axes)):
            _make_room(figure, renderer, within)  # what stays round becomes smaller beside long words
        done = [_untangle(axes, renderer) for axes in figure.axes]
        done += [_break_long(axes, MOST_BEFORE * width / _across(axes)) for axes in figure.axes]
        if any(done):
            _make_room(figure, renderer, within)
        if (crowd := max(_crowd(axes, renderer) for axes in figure.axes)) > 1:
            height = min(HIGHEST, crowd * figure.bbox.height)
            below = min(0.5, within.y0 * figure.bbox.height / height)
            figure.set_size_inches(width / 72, height / 72)
            renderer, within = Renderer(figure), Bbox.from_extents(0.0, below, within.x1, 1.0)
            _make_room(figure, renderer, within)
        if higher := _missing_below(figure, renderer, within):
            below = min(0.5, within.y0 * figure.bbox.height / higher)
            figure.set_size_inches(width / 72, higher / 72)
            renderer, within = Renderer(figure), Bbox.from_extents(0.0, below, within.x1, 1.0)
            _make_room(figure, renderer, within)
            _make_room(figure, renderer, within)
        for axes in figure.axes:
            if any(isinstance(each, QuadMesh) for each in axes.collections):
                _clear_fields(axes, renderer)
    return figure_to_svg(figure, renderer)


def _missing_below(figure: Figure, renderer: Renderer, within: Bbox) -> float:
    """The height at which words below the axes have room above the edge, or above a legend; 0 where they have it."""
    boxes = [
        (axes.bbox.y0, box.y0)
        for axes in figure.axes
        if axes.get_visible() and (box := axes.get_tightbbox(renderer, for_layout_only=True)) is not None
    ]
    height, edge = figure.bbox.height, within.y0 * figure.bbox.height
    if all(lowest >= edge - 1 for _, lowest in boxes):
        return 0.0
    need = max(bottom - lowest for bottom, lowest in boxes)
    return float(max(height, min(HIGHEST, edge + (need + PAD) / MOST_AFTER)))


def _clear_fields(axes: Axes, renderer: Renderer) -> None:
    """Turn the numbers in a heat map's fields upright where they run into one another; leave them out if they still do.

    They stand in the table of the figure's data, too.
    """
    texts = [text for text in axes.texts if text.get_text() and not isinstance(text, Fitted)]
    for rotation in (0, 90):
        for text in texts:
            text.set(rotation=rotation, visible=True)
        boxes = np.array([text.get_window_extent(renderer).extents for text in texts]).reshape(-1, 4)
        x0, y0, x1, y1 = boxes.T[..., np.newaxis]
        meet = (x0 < x1.T) & (x1 > x0.T) & (y0 < y1.T) & (y1 > y0.T)
        if np.count_nonzero(meet) <= len(meet):
            return
    for text in texts:
        text.set_visible(False)


def _across(axes: Axes) -> int:
    spec = axes.get_subplotspec()
    return spec.get_gridspec().ncols if spec is not None else 1


def _crowd(axes: Axes, renderer: Renderer) -> float:
    """How many times as high axes must be, so that the labels of the y axis do not run into one another."""
    boxes = [label.get_window_extent(renderer) for _, label in _labels_of(axes.yaxis) if label.get_visible()]
    middles = sorted((box.y0 + box.y1) / 2 for box in boxes)
    apart = min((above - below for below, above in pairwise(middles)), default=0.0)
    return max(box.height for box in boxes) / apart if apart > 0 else 1.0


def _untangle(axes: Axes, renderer: Renderer) -> bool:
    """Break a title wider than its axes, and break or turn labels that run into one another; whether that wants room.

    Of months, quarters and years every second or third stays.
    """
    room, done = axes.bbox.width, False
    titles = {axes.get_title(loc=side) for side in ("left", "center", "right")} - {""}
    for text in axes.get_children():
        if (
            isinstance(text, Text)
            and text.get_text() in titles
            and text.get_window_extent(renderer).width > room
        ):
            whole, size = text.get_text().replace("\n", " "), float(text.get_fontsize())
            text.set_text("\n".join(wrap(whole, room, size, THEME.semibold)))
            done = True
    labels = [label for _, label in _labels_of(axes.xaxis) if label.get_visible()]
    boxes = [label.get_window_extent(renderer) for label in labels]
    if not _overlap(boxes) or any(label.get_rotation() for label in labels):
        return done
    texts = [label.get_text() for label in labels]
    if all(text in TIMES or not any(map(str.isalpha, text)) for text in texts):
        step = next(step for step in range(2, len(labels) + 1) if not _overlap(boxes[::step]))
        for at, label in enumerate(labels):
            label.set_visible(at % step == 0)
        return done
    if not _break_labels(
        axes, [text.replace("\n", " ") for text in texts], float(labels[0].get_fontsize()), renderer
    ):
        for label in axes.get_xticklabels():
            label.set(rotation=45, ha="right", rotation_mode="anchor")
    return True


def _labels_of(axis: Axis) -> list[tuple[float, Text]]:
    """The labels of an axis that are seen, and where: pandas has some beyond its ends."""
    low, high = sorted(axis.get_view_interval())
    slack, along = 1e-9 * (high - low), 0 if axis is axis.axes.xaxis else 1
    held = [(text.get_position()[along], text) for text in axis.get_ticklabels() if text.get_text()]
    return [(float(at), text) for at, text in held if low - slack <= at <= high + slack]


def _break_long(axes: Axes, room: float) -> bool:
    """Break the labels of the y axis that are wider than their room; whether there are any."""
    held = _labels_of(axes.yaxis)
    if not held or not any(any(map(str.isalpha, text.get_text())) for _, text in held):
        return False
    size = float(held[0][1].get_fontsize())
    texts = [text.get_text().replace("\n", " ") for _, text in held]
    broken = ["\n".join(wrap(text, room, size, THEME.regular)) for text in texts]
    if broken == [text.get_text() for _, text in held]:
        return False
    axes.set_yticks([at for at, _ in held], broken)
    return True


def _break_labels(axes: Axes, texts: Sequence[str], size: float, renderer: Renderer) -> bool:
    """Break the labels of the x axis into a few lines; if they do not stand side by side even so, put each in one."""
    places = [at for at, _ in _labels_of(axes.xaxis)]
    if len(places) != len(texts):
        return False
    lines = [wrap(text, 0.88 * axes.bbox.width / len(texts), size, THEME.regular) for text in texts]
    if max(map(len, lines)) <= MOST_LINES:
        axes.set_xticks(places, ["\n".join(each) for each in lines])
        if not _overlap([label.get_window_extent(renderer) for label in axes.get_xticklabels()]):
            return True
    axes.set_xticks(places, texts)
    return False


def _overlap(boxes: Sequence[Bbox]) -> bool:
    return any(one.x1 > other.x0 > one.x0 for one, other in pairwise(boxes))


def _make_room(figure: Figure, renderer: Renderer, within: Bbox) -> None:
    """Move the axes away from the edges and from one another, as far as their words need.

    What matplotlib's tight layout does in two passes, in one.
    """
    figure.set_layout_engine("none")
    for axes in figure.axes:
        moves = _across(axes) > ACROSS  # `_restack` gives it labels
        for axis in (axes.xaxis, axes.yaxis):
            if not axis.get_label_text() and not moves:
                axis.set_label_coords(0.5, 0.5)  # or matplotlib looks for a place for it, twice
        for spine in axes.spines.values():
            spine.set_in_layout(False)
    specs = [
        (axes, spec.get_topmost_subplotspec()) for axes in figure.axes if (spec := axes.get_subplotspec())
    ]
    down, across = (
        max((spec.get_gridspec().get_geometry()[at] for _, spec in specs), default=1) for at in (0, 1)
    )
    left, right, bottom, top = (np.zeros(count) for count in (across, across, down, down))
    for axes, spec in specs:
        outer = axes.get_tightbbox(renderer, for_layout_only=True) if axes.get_visible() else None
        if outer is not None:
            inner = axes.get_position(original=True).transformed(figure.transFigure)
            columns, rows = spec.colspan, spec.rowspan
            left[columns.start] = max(left[columns.start], inner.x0 - outer.x0)
            right[columns.stop - 1] = max(right[columns.stop - 1], outer.x1 - inner.x1)
            top[rows.start] = max(top[rows.start], outer.y1 - inner.y1)
            bottom[rows.stop - 1] = max(bottom[rows.stop - 1], inner.y0 - outer.y0)
    x0, x1, wspace = _spread(left, right, figure.bbox.width, within.x0, within.x1)
    y1, y0, hspace = _spread(top, bottom, figure.bbox.height, 1 - within.y1, 1 - within.y0)
    figure.subplots_adjust(left=x0, right=x1, wspace=wspace, bottom=1 - y0, top=1 - y1, hspace=hspace)


def _spread(before: Any, after: Any, room: float, start: float, end: float) -> tuple[float, float, float]:
    """Where cells begin and end that need so many points before and after each, and the gap as a share of a cell."""
    first, last = start + (before[0] + PAD) / room, end - (after[-1] + PAD) / room
    first, last = min(first, start + 0.6 * (end - start)), max(last, end - MOST_AFTER * (end - start))
    count = len(before)
    gap = max((one + other for one, other in zip(after[:-1], before[1:], strict=True)), default=0.0) + GAP
    cell = max(1.0, ((last - first) * room - gap * (count - 1)) / count)
    return first, last, gap / cell


def _restack(figure: Figure) -> float:
    """Move small charts of a row below one another, where there are more than a telephone shows; how much higher then.

    Only where each has one place of an even grid.
    """
    held = [(axes, spec) for axes in figure.axes if (spec := axes.get_subplotspec()) is not None]
    grids = {spec.get_gridspec() for _, spec in held}
    if len(grids) != 1 or len(held) < len(figure.axes) or any(spec.num1 != spec.num2 for _, spec in held):
        return 1.0
    (grid,) = grids
    if grid.ncols <= ACROSS or isinstance(grid, GridSpecFromSubplotSpec):
        return 1.0
    places = sorted({spec.num1 for _, spec in held})
    down = math.ceil(len(places) / ACROSS)
    below = GridSpec(down, ACROSS, figure=figure)
    for axes, spec in held:
        place = places.index(spec.num1)
        axes.set_subplotspec(below[place // ACROSS, place % ACROSS])
        first = held[0][0]
        if place % ACROSS == 0:  # a shared axis was labelled at the edge alone
            axes.tick_params(labelleft=True)
            axes.set_ylabel(axes.get_ylabel() or first.get_ylabel(), visible=True)
        elif axes.get_shared_y_axes().joined(axes, first):
            axes.tick_params(labelleft=False)
            axes.set_ylabel("")
        if place >= len(places) - ACROSS:
            axes.tick_params(labelbottom=True)
            axes.set_xlabel(axes.get_xlabel() or held[-1][0].get_xlabel(), visible=True)
        elif axes.get_shared_x_axes().joined(axes, first):
            axes.tick_params(labelbottom=False)
            axes.set_xlabel("")
    return down / grid.nrows
