"""The sheet that every chart draws on: 170 mm wide, measured in points from its top left corner.

Positions come from font metrics and arithmetic, so matplotlib never has to measure what it has drawn. Axes
for seaborn are placed on the sheet with `axes`; words, rules and marks are put on the sheet itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.ticker import NullLocator
from matplotlib.transforms import Affine2D

from helpers.report.charts.letters import style_on_telephone
from helpers.report.charts.words import Word, Words
from helpers.report.fonts import register_fonts, text_width
from helpers.report.language import SYMBOLS
from helpers.report.svg import figure_to_svg
from helpers.report.theme import POINTS_PER_MM, RC_PARAMS, THEME

WIDTH = THEME.widths.text_mm * POINTS_PER_MM
INK = THEME.colours
BASELINE_SHIFT = 0.33
HATCH_GAP = 4.0
BEHIND, FRONT = 0, 5


@dataclass(frozen=True)
class Scale:
    """A straight line from data to points."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Where a value lies on the sheet."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


@contextmanager
def sheet(height: float) -> Iterator[Sheet]:
    """An empty sheet under the rc params of the look, whatever the caller's are."""
    register_fonts()
    with mpl.rc_context(RC_PARAMS):
        yield Sheet(height)


class Sheet:
    """What can be put on a sheet. x grows to the right, y downwards, both in points."""

    def __init__(self, height: float) -> None:
        self.height = height
        self.figure = Figure(figsize=(WIDTH / 72, height / 72))
        self._words = Words()
        self._points = Affine2D().scale(1 / WIDTH, -1 / height).translate(0, 1) + self.figure.transFigure

    def axes(self, x: Scale, y: Scale) -> Axes:
        """Axes without decoration whose data coordinates agree with the two scales."""
        width, height = x.end - x.start, abs(y.start - y.end)
        top = min(y.start, y.end)
        place = (x.start / WIDTH, 1 - (top + height) / self.height, width / WIDTH, height / self.height)
        axes = self.figure.add_axes(place, zorder=2)
        axes.set_axis_off()
        axes.xaxis.set_major_locator(NullLocator())
        axes.yaxis.set_major_locator(NullLocator())
        axes.set_xlim(x.low, x.high)
        axes.set_ylim((y.low, y.high) if y.start > y.end else (y.high, y.low))
        axes.set_autoscale_on(False)
        return axes

    def text(
        self,
        x: float,
        y: float,
        text: str | Sequence[str],
        *,
        colour: str = INK.ink,
        size: float = THEME.sizes.chart,
        weight: int = THEME.regular,
        align: str = "left",
    ) -> None:
        """One or more lines, centred on y; an empty one is none."""
        lines = [text] if isinstance(text, str) else text
        leading = size * 1.15
        first = y + size * BASELINE_SHIFT - (len(lines) - 1) * leading / 2
        for i, line in enumerate(lines):
            if line:
                y_line = first + i * leading
                self._words.words.append(Word(x, y_line, line, colour, size, weight, align, self.height))

    def line(
        self,
        x: Sequence[float],
        y: Sequence[float],
        colour: str = INK.hairline,
        width: float = THEME.widths.hairline,
        *,
        dashed: bool = False,
        behind: bool = False,
    ) -> None:
        """A line through points of the sheet."""
        style = (0, (4, 3)) if dashed else "-"
        line = Line2D(x, y, color=colour, linewidth=width, linestyle=style, solid_capstyle="butt", marker="")
        self._put(line, behind)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str,
        edge: str = "none",
        *,
        edge_width: float = THEME.widths.rule,
        behind: bool = False,
    ) -> None:
        """A filled box with its top left corner at x, y."""
        box = Rectangle((x, y), width, height, facecolor=fill, edgecolor=edge)
        box.set_linewidth(0 if edge == "none" else edge_width)
        self._put(box, behind)

    def dot(self, x: float, y: float, colour: str, size: float = THEME.widths.dot) -> None:
        """A round mark with a thin white edge."""
        self.dots([(x, y)], colour, size)

    def dots(
        self, places: Sequence[tuple[float, float]], colour: str, size: float, *, edge: float = 0.8
    ) -> None:
        """Round marks of one kind."""
        x, y = zip(*places, strict=True)
        dots = Line2D(x, y, marker="o", color=colour, markersize=size, linestyle="")
        dots.set(markeredgecolor=INK.paper, markeredgewidth=edge)
        self._put(dots)

    def hatch(self, x: float, y: float, width: float, height: float) -> None:
        """The mark of a confidential number: a hatched box that says nothing of its size."""
        self.box(x, y, width, height, INK.wash)
        strokes = _strokes(x, y, width, height)
        self._put(LineCollection(strokes, colors=INK.context_dark, linewidths=0.7, capstyle="butt"))
        self.box(x, y, width, height, "none", INK.context_dark)

    def symbol(self, x: float, y: float, status: str, colour: str = INK.muted) -> None:
        """`[c]` beside its hatched mark, or `[x]`, `[z]`, in the size of notes and centred on x, y."""
        text, size = SYMBOLS[status], THEME.sizes.note
        if status != "c":
            self.text(x, y, text, size=size, colour=colour, align="center")
            return
        width = text_width(text, size)
        self.hatch(x - width / 2 - 5, y - 4, 8, 8)
        self.text(x - width / 2 + 5, y, text, size=size, colour=colour)

    def periods(self, labels: Sequence[str], x: Scale, foot: float) -> None:
        """The base line of a chart over periods, with a tick and a label at 0, 1, 2 and so on."""
        self.line([x.start, x.end], [foot, foot], INK.context_dark, THEME.widths.rule, behind=True)
        for i, label in enumerate(labels):
            self.line([x(i), x(i)], [foot, foot + 3], INK.context_dark, THEME.widths.rule)
            self.text(x(i), foot + 12, label, align="center")

    def to_svg(self) -> str:
        """The drawing. The sheet is used up."""
        self._words.set_zorder(FRONT + 1)
        self.figure.add_artist(self._words, clip=False)
        style = style_on_telephone(self._words.words, WIDTH, upright=self.height > WIDTH)
        return figure_to_svg(self.figure, style=style)

    def _put(self, artist: Artist, behind: bool = False) -> None:
        artist.set_transform(self._points)
        artist.set_zorder(BEHIND if behind else FRONT)
        self.figure.add_artist(artist, clip=False)


def _strokes(x: float, y: float, width: float, height: float) -> list[list[tuple[float, float]]]:
    """Diagonals of a box from lower left to upper right."""
    strokes = []
    offset = HATCH_GAP
    while offset < width + height:
        start = (x + max(0.0, offset - height), y + min(offset, height))
        end = (x + min(offset, width), y + max(0.0, offset - width))
        strokes.append([start, end])
        offset += HATCH_GAP
    return strokes
