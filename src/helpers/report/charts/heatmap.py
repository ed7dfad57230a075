"""Heat maps: rows by columns, shaded; above all the calendar of what was received."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import seaborn as sns
from matplotlib.colors import BoundaryNorm, ListedColormap

from helpers.inputs.settings import Language
from helpers.privacy.release import Cell
from helpers.report.charts.bars import label_column
from helpers.report.charts.canvas import INK, WIDTH, Scale, Sheet, sheet
from helpers.report.charts.scales import drawn, shown_values
from helpers.report.classes import class_breaks, class_of
from helpers.report.language import Unit, cell_text
from helpers.report.theme import THEME, text_colour_on

HEAD = 18.0
ROW = 24.0
DENSE_ROW = 15.0
MANY_ROWS = 14
NOTE = THEME.sizes.note
# Shares of what was expected: nothing, some, most, all but a little, all.
COMPLETENESS = (0.0, 0.001, 50.0, 90.0, 99.995)


def heatmap_chart(
    row_labels: Sequence[str],
    column_labels: Sequence[str],
    cells: Sequence[Sequence[Cell]],
    *,
    language: Language,
    unit: Unit = "percent",
    decimals: int = 0,
) -> str:
    """One shaded field a cell, with its value; rows of `cells` belong to `row_labels`.

    Percentages are shaded by how complete they are, numbers in five classes. In many rows a complete field says
    nothing, so that what is missing stands out.
    """
    dense = len(row_labels) > MANY_ROWS
    height = DENSE_ROW if dense else ROW
    wrapped, left = label_column(row_labels, 0.3)
    breaks = (
        list(COMPLETENESS)
        if unit == "percent"
        else class_breaks(shown_values(c for row in cells for c in row))
    )
    x = Scale(0.0, float(len(column_labels)), left, WIDTH - 2)
    y = Scale(0.0, float(len(row_labels)), HEAD, HEAD + height * len(row_labels))
    shades = (INK.paper, INK.wash, *THEME.sequential[:3]) if unit == "percent" else THEME.sequential
    with sheet(y.end + 4) as page:
        _fields(page, cells, breaks, shades, x, y)
        for i, label in enumerate(column_labels):
            page.text(x(i + 0.5), HEAD - 8, label, align="center")
        for i, (lines, row) in enumerate(zip(wrapped, cells, strict=True)):
            page.text(left - 8, y(i + 0.5), lines[:1] if dense else lines, align="right")
            for j, cell in enumerate(row):
                text = cell_text(cell, language, unit, decimals)
                fill = shades[class_of(drawn(cell), breaks)] if cell.shown else INK.paper
                if cell.status == "c":
                    page.hatch(x(j) + 1, y(i) + 1, x(1) - x(0) - 2, height - 2)
                    page.box(x(j + 0.5) - 8, y(i + 0.5) - 5, 16, 10, INK.paper)
                elif not cell.shown or fill == INK.paper:
                    page.box(x(j) + 1, y(i) + 1, x(1) - x(0) - 2, height - 2, INK.paper, INK.context)
                if dense and unit == "percent" and cell.shown and drawn(cell) >= COMPLETENESS[-1]:
                    continue
                page.text(
                    x(j + 0.5), y(i + 0.5), text, size=NOTE, colour=text_colour_on(fill), align="center"
                )
        return page.to_svg()


def _fields(
    page: Sheet,
    cells: Sequence[Sequence[Cell]],
    breaks: Sequence[float],
    shades: Sequence[str],
    x: Scale,
    y: Scale,
) -> None:
    classes = np.array(
        [[class_of(drawn(cell), breaks) if cell.shown else np.nan for cell in row] for row in cells],
        dtype=float,
    )
    if np.isnan(classes).all():
        return
    axes = page.axes(x, y)
    norm = BoundaryNorm(np.arange(len(shades) + 1) - 0.5, len(shades))
    sns.heatmap(
        classes,
        cmap=ListedColormap(list(shades)),
        norm=norm,
        mask=np.isnan(classes),
        cbar=False,
        linewidths=1.6,
        linecolor=INK.paper,
        xticklabels=False,
        yticklabels=False,
        clip_on=False,
        ax=axes,
    )
