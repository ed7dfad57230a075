"""Horizontal bars and shares: one row a category, the value written at the end of its bar."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from helpers.inputs.settings import Language
from helpers.privacy.release import Cell
from helpers.report.charts.canvas import INK, WIDTH, Scale, Sheet, sheet
from helpers.report.charts.placing import wrap
from helpers.report.charts.scales import drawn, shown_values
from helpers.report.fonts import text_width
from helpers.report.language import Unit, cell_text, word
from helpers.report.theme import THEME

SIZE = THEME.sizes.chart
NOTE = THEME.sizes.note
BOLD = THEME.semibold
MARGIN = 6.0
ROW = 24.0
ROW_WITH_BEFORE = 31.0
BAR = 15.0
THIN = 5.0
HIDDEN_LENGTH = 22.0
LABEL_SHARE = 0.34


def bar_chart(
    labels: Sequence[str],
    cells: Sequence[Cell],
    *,
    language: Language,
    before: Sequence[Cell] | None = None,
    before_name: str = "",
    emphasis: Collection[int] | None = None,
    unit: Unit = "number",
    decimals: int = 0,
    share_labels: Sequence[str] | None = None,
) -> str:
    """Bars from zero, in the order given; last year's (`before`) as a thin grey bar below each.

    `emphasis` holds the positions in the highlight colour, all of them by default. `share_labels` stand after
    the values, such as '52%'. A confidential cell is a hatched mark of one length, whatever it hides.
    """
    wrapped, left = label_column(labels)
    height = ROW_WITH_BEFORE if before else ROW
    tall = [max(height, 8 + 10.4 * len(lines)) for lines in wrapped]
    tops = [MARGIN + sum(tall[:i]) for i in range(len(tall))]
    foot = MARGIN + sum(tall)
    texts = [cell_text(cell, language, unit, decimals) for cell in cells]
    tails = share_labels or [""] * len(texts)
    after = [cell_text(cell, language, unit, decimals) for cell in before or ()]
    if before_name and (first := next((i for i, c in enumerate(before or ()) if c.shown), None)) is not None:
        after[first] += f" ({before_name})"
    room = max(text_width(a, SIZE, BOLD) + text_width(b, SIZE) + 6 for a, b in zip(texts, tails, strict=True))
    room = max([room, *(text_width(text, NOTE) for text in after)]) + 10
    top_value = max([*shown_values(cells), *shown_values(before or ())], default=0.0) or 1.0
    x = Scale(0.0, top_value, left, WIDTH - room)
    offset = -THIN / 2 if before else 0.0
    middles = [top + tall_row / 2 + offset for top, tall_row in zip(tops, tall, strict=True)]
    with sheet(foot + MARGIN) as page:
        chosen = range(len(cells)) if emphasis is None else emphasis
        colours = [INK.highlight if i in chosen else INK.context for i in range(len(cells))]
        _bars(page, cells, x, middles, BAR, colours)
        if before:
            below = [middle + (BAR + THIN) / 2 + 1.5 for middle in middles]
            _bars(page, before, x, below, THIN, [INK.context] * len(below))
        page.line([left, left], [MARGIN - 2, foot + 2], INK.context_dark, THEME.widths.rule)
        for i, cell in enumerate(cells):
            page.text(left - 8, middles[i] - offset, wrapped[i], align="right")
            end = _end(page, cell, x, middles[i], BAR)
            page.text(end, middles[i], texts[i], weight=BOLD if cell.shown else 400, colour=INK.heading)
            page.text(end + text_width(texts[i], SIZE, BOLD) + 6, middles[i], tails[i], colour=INK.muted)
            if before:
                end = _end(page, before[i], x, below[i], THIN)
                page.text(end, below[i] + 0.5, after[i], size=NOTE, colour=INK.muted)
        return page.to_svg()


def share_bar(
    labels: Sequence[str],
    shares: Sequence[Cell],
    *,
    language: Language,
    parts: tuple[str, str] = ("women", "men"),
) -> str:
    """Bars of 100 per cent, one part highlighted and written; shares are given in percent, 0 to 100.

    `parts` are words of charts or texts of the exhibit, the highlighted part first; the first row names them.
    """
    wrapped, left = label_column(labels)
    head = 14.0
    right = WIDTH - 4
    x = Scale(0.0, 100.0, left, right)
    tall = [max(ROW, 8 + 10.4 * len(lines)) for lines in wrapped]
    middles = [MARGIN + head + sum(tall[:i]) + tall[i] / 2 for i in range(len(tall))]
    foot = MARGIN + head + sum(tall)
    with sheet(foot + MARGIN) as page:
        whole = [Cell(100.0 if cell.shown else None, cell.status) for cell in shares]
        _bars(page, whole, x, middles, BAR, [INK.hairline] * len(whole))
        _bars(page, shares, x, middles, BAR, [INK.highlight] * len(shares))
        first, second = (_named(part, language) for part in parts)
        page.text(left, MARGIN + head / 2 - 1, first, weight=BOLD, colour=INK.highlight)
        page.text(right, MARGIN + head / 2 - 1, second, colour=INK.muted, align="right")
        for i, cell in enumerate(shares):
            page.text(left - 8, middles[i], wrapped[i], align="right")
            text = cell_text(cell, language, "percent", 0)
            width = text_width(text, SIZE, BOLD) + 10
            if not cell.shown:
                page.text(_end(page, cell, x, middles[i], BAR), middles[i], text, colour=INK.heading)
            elif x(drawn(cell)) - left > width:
                page.text(x(drawn(cell)) - 5, middles[i], text, weight=BOLD, colour=INK.paper, align="right")
            else:
                page.text(x(drawn(cell)) + 5, middles[i], text, weight=BOLD, colour=INK.heading)
        page.line([left, left], [MARGIN + head, foot], INK.context_dark, THEME.widths.rule)
        return page.to_svg()


def label_column(labels: Sequence[str], share: float = LABEL_SHARE) -> tuple[list[list[str]], float]:
    """The labels in lines that fit the column at the left, and where the column ends."""
    wrapped = [wrap(label, WIDTH * share, SIZE) for label in labels]
    widest = max((text_width(line, SIZE) for lines in wrapped for line in lines), default=0.0)
    return wrapped, widest + 12


def _bars(
    page: Sheet,
    cells: Sequence[Cell],
    x: Scale,
    middles: Sequence[float],
    thickness: float,
    colours: Sequence[str],
) -> None:
    """The bars of the shown cells; the text after them and the line at their foot stand in front."""
    for cell, middle, colour in zip(cells, middles, colours, strict=True):
        if cell.shown and drawn(cell) > 0:
            width = x(drawn(cell)) - x.start
            page.box(x.start, middle - thickness / 2, width, thickness, colour, behind=True)


def _end(page: Sheet, cell: Cell, x: Scale, middle: float, thickness: float) -> float:
    """Where the text after a bar begins; draws the hatched mark of a confidential cell."""
    if cell.status == "c":
        page.hatch(x.start, middle - thickness / 2, HIDDEN_LENGTH, thickness)
        return x.start + HIDDEN_LENGTH + 5
    return (x(drawn(cell)) if cell.shown else x.start) + 5


def _named(part: str, language: Language) -> str:
    return word(part, language) if part in ("women", "men", "before", "after") else part
