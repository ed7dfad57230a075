"""Words on any Axes: labels that keep clear of lines and of one another, names in lines, letters that fit.

Where they stand is found whenever the drawing is made, since it is made in two widths: for paper and for telephones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import StepPatch
from matplotlib.text import Text
from matplotlib.ticker import Formatter
from matplotlib.transforms import Affine2D, Bbox, ScaledTranslation, Transform

from helpers.report.fonts import text_width
from helpers.report.theme import THEME, contrast

INK = THEME.colours
SIZE, NOTE, BOLD = THEME.sizes.chart, THEME.sizes.note, THEME.semibold
SMALLEST = 7.5
"""Points of the smallest letter: 9 px on a telephone of 320."""
NARROW = 400.0
"""Points of a figure's width below which it is drawn for a telephone."""
LEGIBLE = 4.5
"""The least contrast of a text."""
FRONT = 6
Look = dict[str, Any]
"""What matplotlib's Text takes: colour, size, weight."""
MUTED: Look = {"fontsize": NOTE, "color": INK.muted}
CLEAR: Look = {"bbox": {"facecolor": INK.paper, "edgecolor": "none", "pad": 0.5}}
"""Paper behind a text, so that no line runs through it."""
Place = tuple[float, float, str]
"""Points to the right and upwards from what is named, and which end of the text stands there."""
ENDS = {"left": 0.0, "center": 0.5, "right": 1.0}
AROUND: tuple[Place, ...] = (
    (0, 8, "center"), (-5, 8, "left"), (5, 8, "right"), (8, 5, "left"), (-8, 5, "right"),
    (9, -3, "left"), (-9, -3, "right"), (0, -15, "center"), (14, 14, "left"), (-14, 14, "right"),
    *((dx, dy, end) for dy in (16, 24, 32, -24) for dx, end in ((0, "center"), (-6, "left"), (6, "right"))),
    *((side * dx, dy, end) for dx in (18, 27) for dy in (3, 10, -8) for side, end in ((1, "left"), (-1, "right"))),
)  # fmt: skip
BESIDE: tuple[Place, ...] = tuple(
    (5.0, step - 3.0, "left") for step in (0, 4, -4, 8, -8, 12, -12, 16, -16, 24)
)


def write(
    ax: Axes,
    x: float,
    y: float,
    text: str,
    dx: float = 0,
    dy: float = 0,
    *,
    base: Transform | None = None,
    **look: Any,
) -> Text:
    """A text at a place of the data (or of `base`), moved by points to the right and upwards."""
    look = {"va": "center_baseline", "fontsize": SIZE, "zorder": FRONT, **look}
    return ax.text(x, y, text, transform=shifted(ax, dx, dy, base), **look)


def figure_of(ax: Artist) -> Figure:
    """The figure that holds it."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    return figure


def shifted(ax: Axes, dx: float, dy: float, base: Transform | None = None) -> Transform:
    """`base` (default: the data), moved by points to the right and upwards."""
    points = ScaledTranslation(dx / 72, dy / 72, figure_of(ax).dpi_scale_trans)
    return (base or ax.transData) + points


def wrap(text: str, width: float, size: float = SIZE, weight: int = THEME.regular) -> list[str]:
    """The text in lines no wider than `width` points, broken between words where it can be."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


class Wrapped(Formatter):
    """Labels of categories 0, 1, 2 and so on, in lines of a share of the figure's width, a larger one of a narrow."""

    def __init__(self, labels: Sequence[object], wide: float, narrow: float) -> None:
        self.labels, self.wide, self.narrow = [str(label) for label in labels], wide, narrow

    def __call__(self, x: float, pos: int | None = None) -> str:
        """The label at a place of the axis."""
        assert isinstance(self.axis, Axis)
        at, width = round(x), 72 * figure_of(self.axis).get_figwidth()
        return "\n".join(self.lines(self.labels[at], width)) if 0 <= at < len(self.labels) else ""

    def lines(self, label: str, width: float) -> list[str]:
        """A label as it stands in a figure so many points wide."""
        return wrap(label, width * (self.narrow if width < NARROW else self.wide))

    def most_lines(self, width: float) -> int:
        """Lines of the longest label."""
        return max((len(self.lines(label, width)) for label in self.labels), default=1)


class Label(Text):
    """A text beside a point of the data, in the first of its places that is clear of lines, marks and other labels.

    Where none is, it takes the one that covers least.

    Examples:
        >>> import matplotlib.pyplot as plt
        >>> from helpers import report
        >>> figure, ax = plt.subplots()
        >>> line = ax.plot([1, 5, 2])
        >>> peak = report.charts.Label(ax, 1, 5, "5 in May")
        >>> plt.close(figure)
    """

    def __init__(
        self,
        ax: Axes,
        x: float,
        y: float,
        text: str,
        places: Sequence[Place] = AROUND,
        *,
        base: Transform | None = None,
        **look: Any,
    ) -> None:
        super().__init__(x, y, text, **{"fontsize": SIZE, "va": "baseline", "zorder": FRONT, **look})
        self.places, self._shift = places, Affine2D()
        ax.add_artist(self)
        self.set_transform((base or ax.transData) + self._shift)
        self.set_clip_on(False)
        self._move(places[0])

    def _move(self, place: Place) -> None:
        self._shift.clear().translate(*(each * _pixels(self) for each in place[:2]))
        self.set(ha=place[2])

    def get_tightbbox(self, renderer: Any = None) -> Bbox | None:
        """The room that the axes need for it: none beside them where it may stand on any side of its point."""
        box = super().get_tightbbox(renderer)
        if box is None or self.places is not AROUND or self.axes is None:
            return box
        edges = self.axes.bbox
        return Bbox([[max(box.x0, edges.x0), box.y0], [max(edges.x0, min(box.x1, edges.x1)), box.y1]])

    def draw(self, renderer: Any) -> None:
        """Finds the place, then draws."""
        covered, pixels = _covered(self, renderer), _pixels(self)
        self._move((0, 0, "left"))
        at = self.get_window_extent(renderer)
        boxes = [_moved(at, dx * pixels - at.width * ENDS[end], dy * pixels) for dx, dy, end in self.places]
        costs = []
        for box in boxes:
            costs.append(covered(box))
            if not costs[-1]:
                break
        self._move(self.places[costs.index(min(costs))])
        super().draw(renderer)


class Fitted(Text):
    """A text no wider than a part of the data: the first of its forms that fits, or in smaller letters.

    Where `widest` is given, the first form is taken only where that would fit, too, so that all of a chart agree. With
    `turns` it stands upright where even the smallest letters are too wide.
    """

    def __init__(
        self,
        ax: Axes,
        x: float,
        y: float,
        forms: Sequence[str],
        width: float,
        *,
        lines: int = 1,
        widest: str = "",
        turns: bool = False,
        base: Transform | None = None,
        shift: tuple[float, float] = (0, 0),
        **look: Any,
    ) -> None:
        look = {"ha": "center", "va": "center_baseline", "fontsize": SIZE, "linespacing": 1.0, **look}
        super().__init__(x, y, forms[0], **{"zorder": FRONT, **look})
        self.forms, self.width, self.lines, self.widest, self.turns = forms, width, lines, widest, turns
        self._along, self._largest = base or ax.transData, float(look["fontsize"])
        ax.add_artist(self)
        self.set_transform(shifted(ax, *shift, self._along))
        self.set_clip_on(False)

    def fit(self) -> None:
        """Choose form and size for the size that the drawing has now."""
        ends = self._along.transform([(0.0, 0.0), (self.width, 0.0)])
        room = abs(float(ends[1][0] - ends[0][0])) / _pixels(self)
        tries = [
            self._broken(form, room, size, most)
            for size in (self._largest, SMALLEST)
            for most in range(1, self.lines + 1)
            for form in self.forms
        ]
        lines, size, widest = next(
            (each for each in tries if each[2] <= room and len(each[0]) <= self.lines), tries[-1]
        )
        self.set_text("\n".join(lines))
        if widest > room:
            size = max(SMALLEST, size * room / widest)
        elif size < self._largest and len(lines) == 1:
            size = min(self._largest, size * room / widest)
        self.set_fontsize(size)
        if self.turns:
            self.set_rotation(90 if widest > room else 0)

    def _broken(self, form: str, room: float, size: float, most: int) -> tuple[list[str], float, float]:
        weight = BOLD if self.get_fontweight() == BOLD else THEME.regular
        lines = wrap(form, room, size, weight) if most > 1 else [form]
        compared = [self.widest] if self.widest and form == self.forms[0] else lines
        return lines, size, max(text_width(line, size, weight) for line in [*lines, *compared])

    def draw(self, renderer: Any) -> None:
        """Fits, then draws."""
        self.fit()
        super().draw(renderer)

    def get_window_extent(self, renderer: Any = None, dpi: float | None = None) -> Bbox:
        """The room that it takes, fitted."""
        self.fit()
        return super().get_window_extent(renderer, dpi)


def name_lines(ax: Axes) -> Axes:
    """Each line's name at its end in place of a legend; names keep clear of lines and of one another.

    Takes what `plot(label=...)` and seaborn's `hue=` name.

    Examples:
        >>> import pandas as pd
        >>> import matplotlib.pyplot as plt
        >>> from helpers import report
        >>> ax = pd.DataFrame({"2022": [3, 5, 4], "2023": [4, 6, 5]}).plot()
        >>> report.charts.name_lines(ax).get_legend() is None
        True
        >>> plt.close(ax.figure)
    """
    legend = ax.get_legend()
    handles, names = ax.get_legend_handles_labels()
    if legend is not None:
        handles = [each for each in legend.legend_handles if each is not None]
        names = [text.get_text() for text in legend.get_texts()]
        legend.remove()
    called = {
        to_hex(h.get_color()): name for h, name in zip(handles, names, strict=True) if hasattr(h, "get_color")
    }
    for line in sorted(ax.lines, key=lambda each: -each.get_linewidth()):
        points = np.asarray(line.get_xydata(), dtype=float)
        ends = points[np.isfinite(points).all(axis=1)]
        colour = to_hex(line.get_color())
        own = str(line.get_label())
        name = called.pop(colour, "") if own.startswith("_") else own
        if len(ends) and name:
            ink = colour if contrast(colour, INK.paper) >= LEGIBLE else INK.muted
            weight = BOLD if line.get_linewidth() >= THEME.widths.line and len(names) > 1 else THEME.regular
            Label(ax, ends[-1][0], ends[-1][1], name, BESIDE, color=ink, fontweight=weight)
    return ax


def _pixels(text: Text) -> float:
    """Pixels a point."""
    return figure_of(text).dpi / 72


def _moved(box: Bbox, dx: float, dy: float) -> Bbox:
    return Bbox(box.get_points() + (dx, dy))


def _covered(label: Label, renderer: Any) -> Callable[[Bbox], int]:
    """Tells how much a label would cover at a place."""
    ax = label.axes
    assert ax is not None
    page = figure_of(ax).bbox
    lines, dots = [], [np.empty((0, 2))]
    for line in filter(_is_seen, ax.lines):
        path = line.get_transform().transform_path(line.get_path())
        if line.get_linestyle() not in ("None", "none", "", " "):
            lines.append(path)
        if line.get_marker() not in (None, "None", "none", "", " "):
            dots.append(np.asarray(path.vertices))
    lines += [
        each.get_transform().transform_path(each.get_path()) for each in filter(_is_seen, ax.spines.values())
    ]
    boxes = [box for each in filter(_is_seen, ax.patches) for box in _boxes_of(each, renderer)]
    for held in filter(_is_seen, ax.collections):
        offsets = np.asarray(held.get_offsets())
        if len(offsets) and np.any(offsets):
            dots.append(held.get_offset_transform().transform(offsets))
        else:
            lines += [held.get_transform().transform_path(path) for path in held.get_paths()]
    texts = [each for each in ax.texts if each is not label and _is_seen(each)]
    before = texts[: [*ax.texts].index(label)] + [each for each in texts if not isinstance(each, Label)]
    ticks = [each for each in ax.get_xticklabels() if ax.xaxis.get_visible() and _is_seen(each)]
    boxes += [each.get_window_extent(renderer) for each in [*dict.fromkeys(before), *ticks]]
    points = np.concatenate(dots)

    def covered(box: Bbox) -> int:
        wide, near = box.padded(1.0), box.padded(2.5)
        outside = bool(np.any(box.min < page.min) or np.any(box.max > page.max))
        beyond = bool(box.x0 < ax.bbox.x0 - 1)  # among the numbers of the axis
        inside = int(((points >= near.min) & (points <= near.max)).all(axis=1).sum())
        crossed = sum(bool(path.intersects_bbox(wide, filled=False)) for path in lines)
        covers = sum(bool(wide.overlaps(other)) for other in boxes)
        return 100 * outside + 2 * beyond + 3 * covers + 2 * crossed + inside

    return covered


def _boxes_of(patch: Any, renderer: Any) -> list[Bbox]:
    """What a patch covers: of stairs each step."""
    if not isinstance(patch, StepPatch):
        return [patch.get_window_extent(renderer)]
    values, edges, _ = patch.get_data()
    steps = [each for each in zip(edges, edges[1:], values, strict=False) if np.isfinite(each[2])]
    return [
        Bbox(patch.get_transform().transform([(left, 0), (right, value)])) for left, right, value in steps
    ]


def _is_seen(artist: Any) -> bool:
    return bool(artist.get_visible())
