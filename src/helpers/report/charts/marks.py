"""Upright columns, wherever on the sheet they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.report.charts.canvas import Sheet


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
    for mark in marks:
        if mark.height > 0:
            left, top = mark.middle - mark.width / 2, mark.foot - mark.height
            page.box(left, top, mark.width, mark.height, mark.colour, behind=True)
