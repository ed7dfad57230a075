"""Columns in clusters: one cluster a label, one column a year, the last year highlighted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from helpers.inputs.settings import Language
from helpers.privacy.release import Cell
from helpers.report.charts.canvas import INK, WIDTH, Scale, sheet
from helpers.report.charts.marks import Mark, draw_columns
from helpers.report.charts.placing import wrap
from helpers.report.charts.scales import drawn, shown_values
from helpers.report.fonts import text_width
from helpers.report.language import Unit, cell_text
from helpers.report.theme import THEME

HEIGHT = 150.0
TOP = 18.0
WIDEST = 46.0
BETWEEN = 4.0
HIDDEN_HEIGHT = 20.0
SIZE = THEME.sizes.chart
NOTE = THEME.sizes.note
BOLD = THEME.semibold


def column_chart(
    labels: Sequence[str],
    groups: Mapping[str, Sequence[Cell]],
    *,
    language: Language,
    unit: Unit = "number",
    decimals: int = 0,
) -> str:
    """Columns from zero, clustered by label; `groups` holds the cells of each year, the latest last.

    Every column has its year below and its value above. A confidential cell is a hatched mark of one height.
    """
    slot = (WIDTH - 8) / len(labels)
    width = min(WIDEST, slot * 0.82 / len(groups) - BETWEEN)
    wrapped = [wrap(label, slot - 8, SIZE) for label in labels]
    top_value = max(shown_values(cell for cells in groups.values() for cell in cells), default=0.0) or 1.0
    y = Scale(0.0, top_value, HEIGHT, TOP)
    centres = [
        [4 + slot * (i + 0.5) + (width + BETWEEN) * (g - (len(groups) - 1) / 2) for i in range(len(labels))]
        for g in range(len(groups))
    ]
    below = 30 + 10.4 * (max(map(len, wrapped), default=1) - 1)
    marks: list[Mark] = []
    with sheet(HEIGHT + below + 2) as page:
        for g, (name, cells) in enumerate(groups.items()):
            last = g == len(groups) - 1
            fill = INK.highlight if last else INK.context
            marks += [
                Mark(centre, width, HEIGHT, HEIGHT - y(drawn(cell)), fill)
                for centre, cell in zip(centres[g], cells, strict=True)
                if cell.shown
            ]
            colour = INK.highlight if last else INK.muted
            for centre, cell in zip(centres[g], cells, strict=True):
                if text_width(name, NOTE) <= width + BETWEEN:
                    weight = BOLD if last else THEME.regular
                    page.text(
                        centre, HEIGHT + 7.5, name, size=NOTE, colour=colour, weight=weight, align="center"
                    )
                text = cell_text(cell, language, unit, decimals)
                if cell.status == "c":
                    page.hatch(centre - width / 2, HEIGHT - HIDDEN_HEIGHT, width, HIDDEN_HEIGHT)
                top = y(drawn(cell)) if cell.shown else HEIGHT - HIDDEN_HEIGHT * (cell.status == "c")
                size = min(SIZE, SIZE * (width + BETWEEN) / text_width(text, SIZE, BOLD))
                weight = BOLD if last and cell.shown else THEME.regular
                ink = INK.heading if last else INK.muted
                page.text(centre, top - 7, text, size=size, weight=weight, colour=ink, align="center")
        draw_columns(page, marks)
        page.line([0, WIDTH], [HEIGHT, HEIGHT], INK.context_dark, THEME.widths.rule)
        for i, lines in enumerate(wrapped):
            middle = HEIGHT + 20 + 5.2 * (len(lines) - 1)
            page.text(4 + slot * (i + 0.5), middle, lines, align="center")
        return page.to_svg()
