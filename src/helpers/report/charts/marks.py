"""Upright columns, wherever on the sheet they stand, drawn by seaborn in one call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import seaborn as sns

from helpers.report.charts.canvas import WIDTH, Scale, Sheet


@dataclass(frozen=True)
class Mark:
    """A column in points of the sheet: its middle, width, foot and height."""

    middle: float
    width: float
    foot: float
    height: float
    colour: str


def draw_columns(page: Sheet, marks: Sequence[Mark]) -> None:
    """The columns that have a height."""
    tall = [mark for mark in marks if mark.height > 0]
    if not tall:
        return
    axes = page.axes(Scale(0.0, WIDTH, 0.0, WIDTH), Scale(0.0, page.height, page.height, 0.0))
    # Positions in a row: two columns may stand above each other, and seaborn would take their mean.
    sns.barplot(
        x=range(len(tall)),
        y=[mark.height for mark in tall],
        color=tall[0].colour,
        saturation=1.0,
        native_scale=True,
        errorbar=None,
        legend=False,
        ax=axes,
    )
    axes.set_xlim(0.0, WIDTH)
    axes.set_ylim(0.0, page.height)
    bars = [bar for container in axes.containers for bar in container]
    for bar, mark in zip(bars, tall, strict=True):
        bar.set(
            x=mark.middle - mark.width / 2, y=page.height - mark.foot, width=mark.width, height=mark.height
        )
        bar.set(facecolor=mark.colour, linewidth=0, clip_on=False)
