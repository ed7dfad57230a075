"""Small multiples: short series side by side, each on its own scale from zero."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from helpers.inputs.settings import Language
from helpers.privacy.release import Cell
from helpers.report.charts.canvas import INK, WIDTH, Sheet, sheet
from helpers.report.charts.marks import Mark, draw_columns
from helpers.report.charts.placing import wrap
from helpers.report.charts.scales import drawn, shown_values
from helpers.report.fonts import text_width
from helpers.report.language import SYMBOLS, Unit, cell_text
from helpers.report.theme import THEME

ACROSS = 3
BETWEEN = 36.0
PLOT = 62.0
TITLE_LINE = 11.0
HIDDEN_HEIGHT = 14.0
SIZE = THEME.sizes.chart
NOTE = THEME.sizes.note
BOLD = THEME.semibold


@dataclass(frozen=True)
class Panel:
    """One small chart."""

    title: str
    cells: Sequence[Cell]


def panel_chart(
    panels: Sequence[Panel],
    labels: Sequence[str],
    *,
    language: Language,
    unit: Unit = "number",
    highlight_last: int = 4,
) -> str:
    """Columns over periods, three panels across; last periods highlighted, highest and last value written.

    Only the first and the last of `labels` are written. A confidential cell is a hatched column of one height.
    """
    across = min(ACROSS, len(panels)) or 1
    width = (WIDTH - BETWEEN * across - 2) / across
    titles = [wrap(panel.title, width, SIZE, BOLD) for panel in panels]
    title_height = TITLE_LINE * max(map(len, titles), default=1) + 16
    height = title_height + PLOT + 24
    rows = math.ceil(len(panels) / across)
    marks: list[Mark] = []
    with sheet(height * rows) as page:
        for i, panel in enumerate(panels):
            left = 2 + (i % across) * (width + BETWEEN)
            top = (i // across) * height
            foot = top + title_height + PLOT
            lines = titles[i]
            page.text(left, top + 6 + 5.2 * (len(lines) - 1), lines, weight=BOLD, colour=INK.heading)
            marks += _panel(page, panel, left, width, foot, len(labels) - highlight_last)
            _values(page, panel, left, width, foot, language, unit)
            if labels:
                page.text(left, foot + 9, labels[0], size=NOTE, colour=INK.muted)
                page.text(left + width, foot + 9, labels[-1], size=NOTE, colour=INK.muted, align="right")
        draw_columns(page, marks)
        return page.to_svg()


def _panel(page: Sheet, panel: Panel, left: float, width: float, foot: float, highlighted: int) -> list[Mark]:
    """The foot of one panel and the marks of what it does not show; gives back its columns."""
    slot = width / max(1, len(panel.cells))
    column = slot * 0.78
    middles = [left + slot * (i + 0.5) for i in range(len(panel.cells))]
    page.line([left, left + width], [foot, foot], INK.context_dark, THEME.widths.rule)
    before = "shown"
    for middle, cell in zip(middles, panel.cells, strict=True):
        if cell.status == "c":
            page.hatch(middle - column / 2, foot - HIDDEN_HEIGHT, column, HIDDEN_HEIGHT)
        if not cell.shown and cell.status != before:
            above = HIDDEN_HEIGHT if cell.status == "c" else 0.0
            text = SYMBOLS[cell.status]
            page.text(middle, foot - above - 6, text, size=NOTE, colour=INK.muted, align="center")
        before = cell.status
    return [
        Mark(
            middle,
            column,
            foot,
            _height(panel, drawn(cell)),
            INK.highlight if i >= highlighted else INK.context,
        )
        for i, (middle, cell) in enumerate(zip(middles, panel.cells, strict=True))
        if cell.shown
    ]


def _height(panel: Panel, value: float) -> float:
    return PLOT * value / (max(shown_values(panel.cells), default=0.0) or 1.0)


def _values(
    page: Sheet, panel: Panel, left: float, width: float, foot: float, language: Language, unit: Unit
) -> None:
    """The last value beside its column, and the highest above its own."""
    cells = panel.cells
    shown = [i for i, cell in enumerate(cells) if cell.shown]
    if not shown:
        return
    if shown[-1] == len(cells) - 1:
        y = foot - max(_height(panel, drawn(cells[-1])), 4.0)
        text = cell_text(cells[-1], language, unit)
        page.text(left + width + 2, y + 2, text, size=NOTE, weight=BOLD, colour=INK.highlight)
    peak = max(shown, key=lambda i: (drawn(cells[i]), i))
    if peak != len(cells) - 1 and drawn(cells[peak]) > 0:
        text = cell_text(cells[peak], language, unit)
        middle = left + width * (peak + 0.5) / len(cells)
        middle = max(middle, left + text_width(text, NOTE) / 2)
        page.text(middle, foot - PLOT - 6, text, size=NOTE, colour=INK.muted, align="center")
