"""All the words of a sheet as one artist, which hands them to the renderer where they stand.

matplotlib's own Text lays out every string again when it is drawn, which took most of the time of a chart. Here
positions are already known, and the reader's program sets the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from matplotlib.artist import Artist
from matplotlib.font_manager import FontProperties
from matplotlib.transforms import IdentityTransform

from helpers.report.theme import THEME


@dataclass(frozen=True)
class Word:
    """A line of text with its baseline at x, y (points from the top left) and its alignment about x.

    Stands in for the Text that a renderer asks for its anchor.
    """

    x: float
    y: float
    text: str
    colour: str
    size: float
    weight: int
    align: str
    sheet_height: float

    def get_transform(self) -> IdentityTransform:
        """The anchor is given in points."""
        return IdentityTransform()

    def get_unitless_position(self) -> tuple[float, float]:
        """The anchor, counted from the bottom as matplotlib does."""
        return self.x, self.sheet_height - self.y

    def get_ha(self) -> str:
        """left, center or right."""
        return self.align


class Words(Artist):
    """Words on a figure that is drawn at 72 dots an inch."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[Word] = []

    def draw(self, renderer: Any) -> None:
        """Put every word down."""
        for word in self.words:
            context = renderer.new_gc()
            context.set_foreground(word.colour)
            font = _font(word.size, word.weight)
            renderer.draw_text(context, word.x, word.y, word.text, font, 0, ismath=False, mtext=word)
            context.restore()


@lru_cache(maxsize=128)
def _font(size: float, weight: int) -> FontProperties:
    return FontProperties(family=THEME.font, size=size, weight=weight)
