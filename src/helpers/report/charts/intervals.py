"""Shares before and after, each with the interval that chance leaves around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.inputs.settings import Language
from helpers.privacy.release import Cell
from helpers.report.charts.bars import label_column
from helpers.report.charts.canvas import INK, WIDTH, Scale, Sheet, sheet
from helpers.report.charts.scales import drawn
from helpers.report.language import percent, word
from helpers.report.theme import THEME

ROW = 38.0
HEAD = 24.0
FOOT = 20.0
APART = 7.5
SIZE = THEME.sizes.chart
NOTE = THEME.sizes.note
BOLD = THEME.semibold


@dataclass(frozen=True)
class Share:
    """A share in percent and the bounds of its interval; no bounds where it has none."""

    cell: Cell
    low: float | None = None
    high: float | None = None


def interval_chart(
    rows: Sequence[tuple[str, Share, Share]],
    *,
    language: Language,
    aim: float | None = None,
    decimals: int = 0,
) -> str:
    """Two dots a row, before in grey above after in highlight, each on the line of its interval, from 0 to 100 %."""
    wrapped, left = label_column([label for label, *_shares in rows])
    x = Scale(0.0, 100.0, left + 34, WIDTH - 46)
    base = HEAD + ROW * len(rows)
    with sheet(base + FOOT) as page:
        page.line([x.start, x.end], [base, base], INK.context_dark, THEME.widths.rule)
        for tick in (0.0, 20.0, 40.0, 60.0, 80.0, 100.0):
            page.line([x(tick)] * 2, [base, base + 3], INK.context_dark, THEME.widths.rule)
            page.text(x(tick), base + 11, percent(tick, language, 0), colour=INK.muted, align="center")
        if aim is not None:
            page.line([x(aim)] * 2, [HEAD - 8, base], INK.attention, 1.0, dashed=True, behind=True)
            text = f"{word('aim', language)} {percent(aim, language, 0)}"
            page.text(x(aim), HEAD - 15, text, size=NOTE, colour=INK.attention, align="center")
        named = False
        for i, (_label, before, after) in enumerate(rows):
            middle = HEAD + ROW * (i + 0.5)
            page.text(left - 8, middle, wrapped[i], align="right")
            _share(page, before, x, middle - APART, INK.muted, language, decimals, strong=False)
            _share(page, after, x, middle + APART, INK.highlight, language, decimals, strong=True)
            if not named and before.cell.shown and after.cell.shown:
                for name, at, colour in (("before", -APART, INK.muted), ("after", APART, INK.highlight)):
                    text = word(name, language)
                    page.text(x.start - 4, middle + at, text, size=NOTE, align="right", colour=colour)
                named = True
        return page.to_svg()


def _share(
    page: Sheet,
    share: Share,
    x: Scale,
    at: float,
    colour: str,
    language: Language,
    decimals: int,
    *,
    strong: bool,
) -> None:
    if not share.cell.shown:
        page.symbol(x.start + 16, at, share.cell.status, colour=colour)
        return
    value = drawn(share.cell)
    end = value
    if share.low is not None and share.high is not None:
        page.line([x(share.low), x(share.high)], [at, at], colour, 1.2)
        for bound in (share.low, share.high):
            page.line([x(bound)] * 2, [at - 3, at + 3], colour, 1.2)
        end = share.high
    page.dot(x(value), at, colour)
    weight = BOLD if strong else THEME.regular
    page.text(x(max(end, value)) + 7, at, percent(value, language, decimals), colour=colour, weight=weight)
