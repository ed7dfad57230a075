"""A legend that would cover marks: a column beside the axes where the figure is as wide as the page, else below.

`drawing.py` asks each legend of a figure how large it is once it has given the figure its width; so each of the two
shows itself in its own width, and takes no room in the other.
"""

from __future__ import annotations

import math
from typing import Any

from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.transforms import Bbox

from helpers.report.drawing import NARROW, WIDE
from helpers.report.fonts import text_width
from helpers.report.svg import Renderer

MOST_AMONG_MARKS = 2
"""A longer one covers them, and any covers bars."""
COLUMNS_BELOW = 2
"""If that many have room."""
HANDLE = 4.8
"""What stands beside an entry's text, in sizes of its letters: its mark and the space to the next column."""
LINE = 1.5
"""Of an entry, in sizes of its letters."""
MOST_BELOW = 0.35
"""Of a figure's height, what drawing.py leaves to words and legends below its axes."""


class _OfOneWidth(Legend):
    """A legend that is seen in figures as wide as the page, or in all others."""

    def __init__(self, *given: Any, of_wide: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        self.of_wide = of_wide

    def get_window_extent(self, renderer: Any = None) -> Bbox:
        """Nothing where it is not seen."""
        figure = self.get_figure(root=True)
        self.set_visible((figure is not None and figure.bbox.width >= WIDE - 1) == self.of_wide)
        return super().get_window_extent(renderer) if self.get_visible() else Bbox.from_bounds(0, 0, 0, 0)


def put_long_legend_beside(figure: Figure) -> None:
    """Make the legend of a figure such a pair, if it is the only one and would cover marks or stands outside.

    One that seaborn put beside small charts is so already, unless it was made wide: it would take their room.
    """
    held = [(axes, legend) for axes in figure.axes if (legend := axes.get_legend()) is not None]
    if len(held) + len(figure.legends) != 1:
        return
    legend = held[0][1] if held else figure.legends[0]
    texts = [each.get_text() for each in legend.get_texts()]
    if not texts:
        return
    if held:
        axes = held[0][0]
        outside = (
            legend.get_bbox_to_anchor().x0 >= axes.bbox.x1 - 1
        )  # where sns.move_legend was told to put it
        if len(texts) <= MOST_AMONG_MARKS and not outside and not axes.patches:
            return
    elif legend.get_window_extent(Renderer(figure)).width * 72 / figure.dpi <= MOST_BELOW * WIDE:
        return
    title, size = legend.get_title().get_text(), float(legend.get_texts()[0].get_fontsize())
    widest = max(text_width(text, size) for text in texts) + HANDLE * size
    below_it = max(1, min(COLUMNS_BELOW, int(NARROW // widest)))
    for of_wide, columns in ((True, 1), (False, below_it)):
        figure.legends.append(
            _OfOneWidth(
                figure, legend.legend_handles, texts, title=title or None, ncols=columns, of_wide=of_wide
            )
        )
    lines = math.ceil(len(texts) / below_it) + bool(title) + 2  # and the labels of the axis
    below = lines * LINE * size
    width, height = figure.get_size_inches()
    figure.set_size_inches(width, max(height, below / MOST_BELOW / WIDE * width))
    legend.remove()
