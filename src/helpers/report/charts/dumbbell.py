"""Dumbbells: a share before and after, against a standard."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.inputs.settings import Language
from helpers.privacy.release import Cell
from helpers.report.charts.bars import label_column
from helpers.report.charts.canvas import INK, WIDTH, Scale, Sheet, sheet
from helpers.report.charts.scales import drawn, shown_values
from helpers.report.fonts import text_width
from helpers.report.language import percent, word
from helpers.report.theme import THEME

ROW = 27.0
HEAD = 30.0
FOOT = 22.0
DOT = 7.2
SIZE = THEME.sizes.chart
NOTE = THEME.sizes.note
BOLD = THEME.semibold

Row = tuple[str, Cell, Cell]


def dumbbell_chart(
    rows: Sequence[Row], *, standard: float | None = 90.0, language: Language, decimals: int = 0
) -> str:
    """Two dots a row, before in grey and after in highlight, on a percentage axis; the standard is dashed.

    The axis begins at the last round tenth that leaves room for every label, since dots are read by place, not
    by length. Where a cell is not shown, its symbol stands at the left or right end of the row.
    """
    wrapped, left = label_column([label for label, *_cells in rows])
    values = shown_values(cell for _label, *cells in rows for cell in cells)
    low = max(0.0, 10.0 * ((min([*values, standard or 100.0]) - 5.0) // 10.0))
    x = Scale(low, 100.0, left + 44, WIDTH - 40)
    base = HEAD + ROW * len(rows)
    middles = [HEAD + ROW * (i + 0.5) for i in range(len(rows))]
    with sheet(base + FOOT) as page:
        _axis(page, x, base, language)
        if standard is not None:
            text = f"{word('aim', language)} {percent(standard, language, 0)}"
            _standard(page, rows, middles, x, standard, base, language, decimals)
            page.text(x(standard) - 5, HEAD - 12, text, colour=INK.attention, align="right")
        for (_label, before, after), middle in zip(rows, middles, strict=True):
            if before.shown and after.shown:
                page.line([x(drawn(before)), x(drawn(after))], [middle] * 2, INK.context, 3.0, behind=True)
        _dots(page, [before for _l, before, _a in rows], middles, x, INK.muted)
        _dots(page, [after for _l, _b, after in rows], middles, x, INK.highlight)
        named = False
        for lines, (_label, before, after), middle in zip(wrapped, rows, middles, strict=True):
            page.text(left - 8, middle, lines, align="right")
            _values(page, before, after, middle, x, language, decimals)
            if not named and before.shown and after.shown:
                named = _names(page, before, after, middle, x, standard, language)
        return page.to_svg()


def _axis(page: Sheet, x: Scale, base: float, language: Language) -> None:
    step = 10.0 if x.high - x.low <= 50 else 20.0
    page.line([x.start - 6, x.end + 6], [base, base], INK.context_dark, THEME.widths.rule)
    tick = x.high
    while tick >= x.low:
        page.line([x(tick)] * 2, [base, base + 3], INK.context_dark, THEME.widths.rule)
        page.text(x(tick), base + 11, percent(tick, language, 0), colour=INK.muted, align="center")
        tick -= step


def _dots(page: Sheet, cells: Sequence[Cell], middles: Sequence[float], x: Scale, colour: str) -> None:
    for cell, middle in zip(cells, middles, strict=True):
        if cell.shown:
            page.dot(x(drawn(cell)), middle, colour, DOT)


def _values(
    page: Sheet, before: Cell, after: Cell, middle: float, x: Scale, language: Language, decimals: int
) -> None:
    """The two values on the outer sides of the dots, whichever way the change went."""
    fell = before.shown and after.shown and drawn(after) < drawn(before)
    for cell, is_after in ((before, False), (after, True)):
        colour = INK.highlight if is_after else INK.muted
        side = 1 if is_after != fell else -1
        if cell.shown:
            text = percent(drawn(cell), language, decimals)
            weight = BOLD if is_after else THEME.regular
            align = "left" if side > 0 else "right"
            page.text(x(drawn(cell)) + 8 * side, middle, text, colour=colour, weight=weight, align=align)
        else:
            page.symbol(x.end + 22 if is_after else x.start - 24, middle, cell.status, colour=colour)


def _standard(
    page: Sheet,
    rows: Sequence[Row],
    middles: Sequence[float],
    x: Scale,
    standard: float,
    base: float,
    language: Language,
    decimals: int,
) -> None:
    """The dashed line, broken where it would run through a value."""
    at = x(standard)
    start = HEAD - 10
    for (_label, before, after), middle in zip(rows, middles, strict=True):
        for place, text in _value_places(before, after, x, language, decimals):
            ends = sorted((place, place + (1 if text[0] > 0 else -1) * (text_width(text[1], SIZE, BOLD) + 2)))
            if ends[0] - 2 < at < ends[1] + 2:
                page.line([at, at], [start, middle - 6], INK.attention, 1.0, dashed=True)
                start = middle + 6
                break
    page.line([at, at], [start, base], INK.attention, 1.0, dashed=True)


def _value_places(
    before: Cell, after: Cell, x: Scale, language: Language, decimals: int
) -> list[tuple[float, tuple[int, str]]]:
    """Where each shown value is written: its start, the side it grows to, its text."""
    fell = before.shown and after.shown and drawn(after) < drawn(before)
    sides = ((before, 1 if fell else -1), (after, -1 if fell else 1))
    return [
        (x(drawn(cell)) + 8 * side, (side, percent(drawn(cell), language, decimals)))
        for cell, side in sides
        if cell.shown
    ]


def _names(
    page: Sheet,
    before: Cell,
    after: Cell,
    middle: float,
    x: Scale,
    standard: float | None,
    language: Language,
) -> bool:
    """'before' and 'after' above the dots of the first row that has both and room for the words.

    A word that the line of the standard would cross stands beside it, away from the other word.
    """
    words = (word("before", language), word("after", language))
    apart = abs(x(drawn(after)) - x(drawn(before)))
    if apart < sum(text_width(text, NOTE) for text in words) / 2 + 4:
        return False
    for cell, text, colour in ((before, words[0], INK.muted), (after, words[1], INK.highlight)):
        at, align = x(drawn(cell)), "center"
        if standard is not None and abs(at - x(standard)) < text_width(text, NOTE) / 2 + 3:
            outwards = 1 if at == max(x(drawn(before)), x(drawn(after))) else -1
            at, align = x(standard) + 4 * outwards, "left" if outwards > 0 else "right"
        page.text(at, middle - 11, text, size=NOTE, colour=colour, align=align)
    return True
