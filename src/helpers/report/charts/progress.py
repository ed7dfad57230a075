"""Progress towards a target: columns that pile up by period, the target dashed, the even pace towards it thin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.inputs.settings import Language
from helpers.privacy.release import Cell
from helpers.report.charts.canvas import INK, WIDTH, Scale, Sheet, sheet
from helpers.report.charts.marks import Mark, draw_columns
from helpers.report.charts.scales import drawn
from helpers.report.fonts import text_width
from helpers.report.language import Unit, cell_text, number, word
from helpers.report.theme import THEME

HEIGHT = 138.0
TOP = 26.0
LEFT, RIGHT = 8.0, 8.0
COLUMN = 52.0
HIDDEN_HEIGHT = 20.0
SIZE = THEME.sizes.chart
NOTE = THEME.sizes.note
BOLD = THEME.semibold


@dataclass(frozen=True)
class Goal:
    """A target: its value, the text that stands at its line, and whether an even pace leads to it."""

    value: float
    text: str
    paced: bool = True


def progress_chart(
    labels: Sequence[str],
    cells: Sequence[Cell],
    *,
    language: Language,
    piles_up: bool,
    goal: Goal | None = None,
    unit: Unit = "number",
    decimals: int = 0,
) -> str:
    """One column a period; periods that are to come have a label and no cell.

    Where numbers pile up, each column stands on those before it, in grey, and is labelled with what it added and with
    the sum so far. `labels` cover the whole span of the goal, so that its pace runs from the first to the last.
    """
    sums = _sums(cells) if piles_up else [drawn(cell) if cell.shown else 0.0 for cell in cells]
    top_value = max([*sums, goal.value if goal else 0.0]) or 1.0
    room = text_width(goal.text, NOTE) + 10 if goal else 0.0
    slot = (WIDTH - LEFT - RIGHT - room) / len(labels)
    width = min(COLUMN, slot * 0.62)
    y = Scale(0.0, top_value, HEIGHT, TOP)
    centres = [LEFT + slot * (i + 0.5) for i in range(len(labels))]
    with sheet(HEIGHT + 22) as page:
        if goal:
            _goal(page, goal, y, (LEFT, LEFT + slot * len(labels)), language)
        draw_columns(page, _marks(cells, sums, centres, width, y, piles_up=piles_up))
        for i, cell in enumerate(cells):
            _label(page, cell, sums[i], centres[i], width, y, language, piles_up, unit, decimals)
        page.line([LEFT, LEFT + slot * len(labels)], [HEIGHT] * 2, INK.context_dark, THEME.widths.rule)
        for i, label in enumerate(labels):
            last = i == len(cells) - 1
            colour = INK.highlight if last else INK.muted if i < len(cells) else INK.context_dark
            weight = BOLD if last else THEME.regular
            page.text(centres[i], HEIGHT + 11, label, colour=colour, weight=weight, align="center")
        return page.to_svg()


def _sums(cells: Sequence[Cell]) -> list[float]:
    total, sums = 0.0, []
    for cell in cells:
        total += drawn(cell) if cell.shown else 0.0
        sums.append(total)
    return sums


def _marks(
    cells: Sequence[Cell],
    sums: Sequence[float],
    centres: Sequence[float],
    width: float,
    y: Scale,
    *,
    piles_up: bool,
) -> list[Mark]:
    marks = []
    for i, cell in enumerate(cells):
        if not cell.shown:
            continue
        below = sums[i] - drawn(cell) if piles_up else 0.0
        last = i == len(cells) - 1
        if below:
            marks.append(Mark(centres[i], width, HEIGHT, HEIGHT - y(below), INK.hairline))
        colour = INK.highlight if last else INK.context
        marks.append(Mark(centres[i], width, y(below), y(below) - y(below + drawn(cell)), colour))
    return marks


def _label(
    page: Sheet,
    cell: Cell,
    total: float,
    centre: float,
    width: float,
    y: Scale,
    language: Language,
    piles_up: bool,
    unit: Unit,
    decimals: int,
) -> None:
    if not cell.shown:
        if cell.status == "c":
            page.hatch(centre - width / 2, HEIGHT - HIDDEN_HEIGHT, width, HIDDEN_HEIGHT)
        top = HEIGHT - HIDDEN_HEIGHT * (cell.status == "c")
        page.text(centre, top - 7, cell_text(cell, language), colour=INK.muted, align="center")
        return
    text = cell_text(Cell(total, "shown"), language, unit, decimals)
    page.text(centre, y(total) - 7, text, weight=BOLD, colour=INK.heading, align="center")
    added = drawn(cell)
    if piles_up and added and added < total:
        middle = y(total - added / 2)
        inside = y(total - added) - y(total) >= 11
        at, colour, align = (
            (centre, INK.paper, "center") if inside else (centre + width / 2 + 4, INK.muted, "left")
        )
        page.text(at, middle, f"+{number(added, language, decimals)}", size=NOTE, colour=colour, align=align)


def _goal(page: Sheet, goal: Goal, y: Scale, span: tuple[float, float], language: Language) -> None:
    at = y(goal.value)
    page.line(list(span), [at, at], INK.attention, 1.1, dashed=True, behind=True)
    page.text(span[1] + 6, at, goal.text, size=NOTE, colour=INK.attention)
    if goal.paced:
        page.line([span[0], span[1]], [HEIGHT, at], INK.context_dark, 0.8, behind=True)
        text = word("even pace", language)
        page.text(span[1] + 6, at + 12, text, size=NOTE, colour=INK.muted)
