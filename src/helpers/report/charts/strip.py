"""Strips: where one province stands among all, on several indicators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from helpers.inputs.settings import Language
from helpers.privacy.release import Cell
from helpers.report.charts.bars import label_column
from helpers.report.charts.canvas import INK, WIDTH, Scale, Sheet, sheet
from helpers.report.charts.scales import drawn, shown_values
from helpers.report.fonts import text_width
from helpers.report.language import number
from helpers.report.theme import THEME

ROW = 38.0
TOP = 2.0
DOT = 4.6
SIZE = THEME.sizes.chart
NOTE = THEME.sizes.note
BOLD = THEME.semibold

Row = tuple[str, Mapping[str, Cell], str, str]


def strip_chart(rows: Sequence[Row], *, language: Language, decimals: int = 0) -> str:
    """One strip a row of (label, cells by place, the place to mark, its value as text); one dot a place.

    Each strip runs from zero to its own highest shown value, which is written at its end. Dots that would hide
    each other are stacked. Places whose cell is not shown have no dot.
    """
    wrapped, left = label_column([row[0] for row in rows])
    tops = [max(shown_values(cells.values()), default=0.0) for _label, cells, _own, _text in rows]
    ends = [
        number(top, language, decimals) if shown_values(row[1].values()) else ""
        for top, row in zip(tops, rows, strict=True)
    ]
    x = Scale(0.0, 1.0, left + 6, WIDTH - 14 - max((text_width(end, NOTE) for end in ends), default=0.0))
    with sheet(TOP + ROW * len(rows) + 4) as page:
        others: list[tuple[float, float]] = []
        for i, (_label, cells, own, text) in enumerate(rows):
            middle = TOP + ROW * i + ROW * 0.62
            page.line([x.start, x.end], [middle, middle], behind=True)
            page.text(left - 8, middle, wrapped[i], align="right")
            page.text(x.end + 8, middle, ends[i], size=NOTE, colour=INK.muted)
            scale = tops[i] or 1.0
            shown = sorted((drawn(c) / scale, slug) for slug, c in cells.items() if c.shown)
            others += _stacked([place for place, slug in shown if slug != own], middle, x)
            _own(page, cells.get(own), scale, text, middle, x)
        if others:
            page.dots([(x(place), height) for place, height in others], INK.context, DOT, edge=0.5)
        return page.to_svg()


def _stacked(places: Sequence[float], middle: float, x: Scale) -> list[tuple[float, float]]:
    """Dots at their places, each moved off the line as far as it must to stay clear of those before it."""
    steps = [0.0, -1.0, 1.0, -2.0, 2.0]
    apart = DOT * 0.85
    put: list[tuple[float, float]] = []
    for place in places:
        near = [other for other in put[-12:] if (x(place) - x(other[0])) < apart]
        taken = {other[1] for other in near}
        free = next((middle + apart * s for s in steps if middle + apart * s not in taken), middle)
        put.append((place, free))
    return put


def _own(page: Sheet, cell: Cell | None, scale: float, text: str, middle: float, x: Scale) -> None:
    """The marked place: a larger dot with its value above it, kept within the strip."""
    if cell is None or not cell.shown:
        page.symbol(x.start + 10, middle - 14, cell.status if cell else "x", colour=INK.highlight)
        return
    at = x(drawn(cell) / scale)
    half = text_width(text, SIZE, BOLD) / 2
    page.dot(at, middle, INK.highlight, 8.5)
    centre = min(max(at, x.start + half - 4), x.end - half + 4)
    page.text(centre, middle - 14.5, text, weight=BOLD, colour=INK.highlight, align="center")
