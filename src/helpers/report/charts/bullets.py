"""Bullets: for each target one bar of what was achieved, on a scale of per cent of the target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.inputs.settings import Language
from helpers.privacy.release import Cell
from helpers.report.charts.bars import label_column
from helpers.report.charts.canvas import INK, WIDTH, Scale, sheet
from helpers.report.fonts import text_width
from helpers.report.language import SYMBOLS, percent, word
from helpers.report.theme import THEME

HEAD = 22.0
ROW = 34.0
BAR = 11.0
SIZE = THEME.sizes.chart
NOTE = THEME.sizes.note
BOLD = THEME.semibold


@dataclass(frozen=True)
class Bullet:
    """One target: what it is, the part of it that is achieved and that was due, in percent, and what stands below.

    `late` puts its bar in the colour of attention.
    """

    label: str
    achieved: Cell
    due: float | None
    detail: str
    late: bool = False


def bullet_chart(bullets: Sequence[Bullet], *, language: Language) -> str:
    """One row a target: a bar on a pale track that ends at the target, and a tick for what was due by now.

    More than the target is drawn beyond the track, as far as there is room.
    """
    wrapped, left = label_column([bullet.label for bullet in bullets])
    reached = max([100.0, *(b.achieved.or_zero() for b in bullets)])
    x = Scale(0.0, min(reached, 150.0), left, WIDTH - 44)
    base = HEAD + ROW * len(bullets)
    with sheet(base + 4) as page:
        page.text(x(100.0), 8, word("target", language), size=NOTE, colour=INK.muted, align="center")
        page.line([x(100.0)] * 2, [HEAD - 7, base], INK.context_dark, THEME.widths.rule, behind=True)
        named = False
        for i, bullet in enumerate(bullets):
            middle = HEAD + ROW * i + 9
            page.text(left - 8, middle, wrapped[i], align="right")
            page.box(left, middle - BAR / 2, x(100.0) - left, BAR, INK.wash)
            value = bullet.achieved.value
            text, end, inside = SYMBOLS.get(bullet.achieved.status, ""), left, False
            if bullet.achieved.status == "c":
                page.hatch(left, middle - BAR / 2, 22.0, BAR)
                end = left + 22.0
            elif value is not None:
                end = x(min(value, x.high))
                page.box(
                    left, middle - BAR / 2, end - left, BAR, INK.attention if bullet.late else INK.highlight
                )
                text = percent(value, language, 0)
            if bullet.due is not None and 0 < bullet.due < 100:
                at = x(bullet.due)
                page.line([at, at], [middle - BAR / 2 - 3, middle + BAR / 2 + 3], INK.heading, 1.6)
                if not named:
                    page.text(
                        at, 8, word("due by now", language), size=NOTE, colour=INK.heading, align="center"
                    )
                    page.line([at, at], [13, middle - BAR / 2 - 3], INK.context_dark, 0.6)
                    named = True
                if (
                    end < at < end + text_width(text, SIZE, BOLD) + 12
                ):  # beside the tick it would be taken for its
                    inside = end - left > text_width(text, SIZE, BOLD) + 8
                    end = at if not inside else end
            if inside:
                page.text(end - 5, middle, text, weight=BOLD, colour=INK.paper, align="right")
            else:
                page.text(end + 6, middle, text, weight=BOLD, colour=INK.heading)
            page.text(left, middle + 13, bullet.detail, size=NOTE, colour=INK.muted)
        page.line([left, left], [HEAD - 2, base - 6], INK.context_dark, THEME.widths.rule)
        return page.to_svg()
