"""Line charts: series over periods, each named at its end."""

from __future__ import annotations

import math
from collections.abc import Sequence

from helpers.inputs.settings import Language
from helpers.privacy.release import Cell
from helpers.report.charts.canvas import INK, WIDTH, Scale, Sheet, sheet
from helpers.report.charts.placing import free_place, spread
from helpers.report.charts.scales import Line, drawn, shown_values, ticks
from helpers.report.fonts import text_width
from helpers.report.language import Unit, cell_text, word
from helpers.report.theme import THEME

HEIGHT = 178.0
TOP = 18.0
BELOW = 22.0
GAP_ROW = 12.0
FEW_POINTS = 6
SIZE = THEME.sizes.chart
BOLD = THEME.semibold


def line_chart(
    labels: Sequence[str],
    lines: Sequence[Line],
    *,
    language: Language,
    unit: Unit = "number",
    mark_peak: bool = False,
    peak_names: Sequence[str] | None = None,
    target: float | None = None,
    decimals: int | None = None,
) -> str:
    """Lines over periods, from zero; a gap where a cell is not shown, with `[c]` or `[x]` at its foot.

    One line of up to six periods carries its values instead of a grid. `mark_peak` names the highest point of
    the emphasised line with its period, called as in `peak_names` (long names) or `labels`.
    """
    written = len(lines) == 1 and len(labels) <= FEW_POINTS
    highest = max([*shown_values(c for line in lines for c in line.cells), target or 0.0])
    steps = ticks(highest)
    texts = [cell_text(Cell(step, "shown"), language, unit, 0) for step in steps]
    names = [line.name if len(lines) > 1 else "" for line in lines]
    left = 4.0 if written else max(text_width(text, SIZE) for text in texts) + 8
    right = WIDTH - 14 - max(text_width(name, SIZE, BOLD) for name in names)
    gaps = [line for line in lines if not all(cell.shown for cell in line.cells)]
    foot = HEIGHT - BELOW
    x = Scale(-0.35, len(labels) - 0.65, left, right)
    y = Scale(0.0, steps[-1], foot, TOP)
    with sheet(HEIGHT + GAP_ROW * len(gaps)) as page:
        if not written:
            for step, text in zip(steps if highest else steps[:1], texts, strict=False):
                page.line([left, right], [y(step), y(step)], behind=True)
                page.text(left - 6, y(step), text, align="right", colour=INK.muted)
        page.periods(labels, x, foot)
        _draw(page, lines, x, y, dots=len(labels) <= FEW_POINTS)
        _gaps(page, gaps, x, HEIGHT, named=len(lines) > 1)
        if target is not None:
            text = f"{word('target', language)} {cell_text(Cell(target, 'shown'), language, unit, 0)}"
            page.line([left, right], [y(target), y(target)], INK.attention, 1.0, dashed=True)
            page.text(left + 4, y(target) - 7, text, colour=INK.attention)
        if written:
            _values(page, lines[0], x, y, language, unit, decimals)
        else:
            _name(page, lines, x, y)
        if mark_peak:
            _peak(page, lines, peak_names or labels, x, y, language, unit, decimals)
        return page.to_svg()


def _draw(page: Sheet, lines: Sequence[Line], x: Scale, y: Scale, *, dots: bool) -> None:
    """The lines, the emphasised one on top; a point without neighbours is a dot."""
    for line in sorted(lines, key=lambda item: item.emphasis):
        values = [drawn(cell) for cell in line.cells]
        width = THEME.widths.line if line.emphasis else THEME.widths.context_line
        page.line([x(i) for i in range(len(values))], [y(value) for value in values], _colour(line), width)
        for i, value in enumerate(values):
            neighbours = [values[j] for j in (i - 1, i + 1) if 0 <= j < len(values)]
            if not math.isnan(value) and (dots or all(math.isnan(n) for n in neighbours)):
                page.dot(x(i), y(value), _colour(line), 6.0 if line.emphasis else 5.0)


def _gaps(page: Sheet, lines: Sequence[Line], x: Scale, top: float, *, named: bool) -> None:
    """One row a line below the periods, which marks what is not shown. Nothing there depends on a value."""
    for row, line in enumerate(sorted(lines, key=lambda item: not item.emphasis)):
        centre = top + GAP_ROW * (row + 0.3)
        for i, cell in enumerate(line.cells):
            if not cell.shown:
                page.symbol(x(i), centre, cell.status, colour=_text_colour(line))
        if named:
            page.text(x.end + 4, centre, line.name, size=THEME.sizes.note, colour=_text_colour(line))


def _name(page: Sheet, lines: Sequence[Line], x: Scale, y: Scale) -> None:
    """Names at the right, at the height of each line's last shown point, pushed apart."""
    heights = []
    for line in lines:
        shown = [value for value in map(drawn, line.cells) if not math.isnan(value)]
        heights.append(y(shown[-1]) if shown else y(0) - 6)
    places = spread(heights, 11.5, TOP - 8, y(0))
    for line, place in zip(lines, places, strict=True):
        weight = BOLD if line.emphasis else THEME.regular
        page.text(x.end + 4, place, line.name, colour=_text_colour(line), weight=weight)


def _values(
    page: Sheet, line: Line, x: Scale, y: Scale, language: Language, unit: Unit, decimals: int | None
) -> None:
    for i, cell in enumerate(line.cells):
        if cell.shown:
            text = cell_text(cell, language, unit, decimals)
            page.text(x(i), y(drawn(cell)) - 10, text, weight=BOLD, align="center", colour=INK.heading)


def _peak(
    page: Sheet,
    lines: Sequence[Line],
    names: Sequence[str],
    x: Scale,
    y: Scale,
    language: Language,
    unit: Unit,
    decimals: int | None,
) -> None:
    line = next((item for item in lines if item.emphasis), lines[0])
    values = [drawn(cell) for cell in line.cells]
    shown = [value for value in values if not math.isnan(value)]
    if not shown or max(shown) <= 0:
        return
    at = values.index(max(shown))
    value = cell_text(line.cells[at], language, unit, decimals)
    text = f"{value}, {names[at]}" if language == "vi" else f"{value} in {names[at]}"
    page.dot(x(at), y(values[at]), _colour(line), THEME.widths.dot + 1.5)
    curves = [
        [(x(i), y(drawn(cell))) for i, cell in enumerate(item.cells) if not math.isnan(drawn(cell))]
        for item in lines
    ]
    width = text_width(text, SIZE, BOLD)
    centre, height = free_place((x(at), y(values[at])), width, curves, (x.start, x.end))
    page.text(centre, height, text, weight=BOLD, colour=_text_colour(line), align="center")


def _colour(line: Line) -> str:
    return INK.highlight if line.emphasis else INK.context


def _text_colour(line: Line) -> str:
    return INK.highlight if line.emphasis else INK.muted
