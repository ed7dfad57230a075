"""Small multiples: short series side by side, each on its own scale from zero."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import seaborn as sns

from helpers.inputs.settings import Language
from helpers.privacy.release import Cell
from helpers.report.charts.canvas import INK, WIDTH, Scale, Sheet, sheet, wrap
from helpers.report.charts.scales import drawn, shown_values
from helpers.report.fonts import text_width
from helpers.report.language import SYMBOLS, Unit, cell_text
from helpers.report.theme import THEME

ACROSS = 3
BETWEEN = 22.0
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
    """Columns over periods in panels of three across; the last periods highlighted, peak and last value written.

    Only the first and the last of `labels` are written. A confidential cell is a hatched column of one height.
    """
    across = min(ACROSS, len(panels)) or 1
    width = (WIDTH - BETWEEN * (across - 1) - 4) / across
    titles = [wrap(panel.title, width, SIZE, BOLD) for panel in panels]
    title_height = TITLE_LINE * max(map(len, titles), default=1) + 16
    height = title_height + PLOT + 24
    rows = math.ceil(len(panels) / across)
    with sheet(height * rows) as page:
        for i, panel in enumerate(panels):
            left = 2 + (i % across) * (width + BETWEEN)
            top = (i // across) * height
            foot = top + title_height + PLOT
            lines = titles[i]
            page.text(left, top + 6 + 5.2 * (len(lines) - 1), lines, weight=BOLD, colour=INK.heading)
            _panel(page, panel, left, width, foot, len(labels) - highlight_last, language, unit)
            if labels:
                page.text(left, foot + 9, labels[0], size=NOTE, colour=INK.muted)
                page.text(left + width, foot + 9, labels[-1], size=NOTE, colour=INK.muted, align="right")
        return page.to_svg()


def _panel(
    page: Sheet,
    panel: Panel,
    left: float,
    width: float,
    foot: float,
    first_highlighted: int,
    language: Language,
    unit: Unit,
) -> None:
    cells = panel.cells
    slot = width / max(1, len(cells))
    column = slot * 0.78
    y = Scale(0.0, max(shown_values(cells), default=0.0) or 1.0, foot, foot - PLOT)
    centres = [left + slot * (i + 0.5) for i in range(len(cells))]
    shown = [(c, drawn(cell)) for c, cell in zip(centres, cells, strict=True) if cell.shown and drawn(cell) > 0]
    if shown:
        axes = page.axes(Scale(left, left + width, left, left + width), y)
        sns.barplot(
            x=[centre for centre, _value in shown],
            y=[value for _centre, value in shown],
            color=INK.context,
            saturation=1.0,
            native_scale=True,
            errorbar=None,
            legend=False,
            ax=axes,
        )
        threshold = left + slot * first_highlighted
        for container in axes.containers:
            for bar in container:
                middle = bar.get_x() + bar.get_width() / 2
                colour = INK.highlight if middle > threshold else INK.context
                bar.set(x=middle - column / 2, width=column, linewidth=0, clip_on=False, facecolor=colour)
    page.line([left, left + width], [foot, foot], INK.context_dark, THEME.widths.rule)
    for i, cell in enumerate(cells):
        if cell.status == "c":
            page.hatch(centres[i] - column / 2, foot - HIDDEN_HEIGHT, column, HIDDEN_HEIGHT)
        if not cell.shown and (i == 0 or cells[i - 1].status != cell.status):
            above = HIDDEN_HEIGHT if cell.status == "c" else 0.0
            page.text(
                centres[i], foot - above - 6, SYMBOLS[cell.status], size=NOTE, colour=INK.muted, align="center"
            )
    _values(page, cells, centres, y, (left, left + width), first_highlighted, language, unit)


def _values(
    page: Sheet,
    cells: Sequence[Cell],
    centres: Sequence[float],
    y: Scale,
    bounds: tuple[float, float],
    first_highlighted: int,
    language: Language,
    unit: Unit,
) -> None:
    """The highest value and the last, side by side only where they have room."""
    shown = [i for i, cell in enumerate(cells) if cell.shown]
    if not shown:
        return
    last = shown[-1]
    peak = max(shown, key=lambda i: (drawn(cells[i]), i))
    placed: list[tuple[float, float]] = []
    for i in dict.fromkeys((last, peak)):
        text = cell_text(cells[i], language, unit)
        half = text_width(text, NOTE, BOLD) / 2
        centre = min(max(centres[i], bounds[0] + half), bounds[1] - half)
        height = y(drawn(cells[i])) - 6
        if any(abs(centre - c) < 2 * half + 3 and abs(height - h) < 9 for c, h in placed):
            continue
        colour = INK.highlight if i >= first_highlighted else INK.muted
        page.text(centre, height, text, size=NOTE, weight=BOLD, colour=colour, align="center")
        placed.append((centre, height))
