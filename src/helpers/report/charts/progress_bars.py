"""What was achieved against targets: by period, and all targets at a glance.

Each function takes a tidy frame (`value`, `status`, and the columns that it names) and Axes, and returns the Axes.
"""

from __future__ import annotations

from typing import Any, Unpack

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FixedFormatter, FixedLocator

from helpers.report.charts.labels import (
    BOLD,
    CLEAR,
    INK,
    MUTED,
    NOTE,
    SIZE,
    Fitted,
    Label,
    Look,
    Place,
    write,
)
from helpers.report.charts.marks import (
    HIDDEN,
    HIDDEN_HEIGHT,
    Height,
    Numbers,
    check_columns,
    drawable,
    highest,
    language_of,
    plain,
    rows,
    withheld,
    writer,
)  # fmt: skip
from helpers.report.fonts import text_width
from helpers.report.language import word
from helpers.report.theme import THEME

BAR = 0.3
DUE: list[Place] = [(0.0, 5.0, "center"), (0.0, 5.0, "right"), (-16.0, 5.0, "right")]
DUE_BESIDE: list[Place] = [
    (6.0, -3.0, "left"),
    (6.0, -12.0, "left"),
    (0.0, -14.0, "left"),
    (0.0, 6.0, "right"),
]
PROGRESS, NEAR = 160.0, 24.0
"""Points: the height of a progress chart, and how far above a column a mark leaves no room for the value."""
AFTER: list[Place] = [(6.0 + 4 * step, -3.0, "left") for step in range(12)]


def progress(
    frame: pd.DataFrame,
    ax: Axes,
    x: str,
    *,
    piles_up: bool,
    target: float | None = None,
    text: str = "",
    paced: bool = False,
    due: float | None = None,
    **numbers: Unpack[Numbers],
) -> Axes:
    """Columns by period towards a target; rows without a status are periods to come.

    Args:
        frame: one row a period.
        ax: where to draw.
        x: the column of the periods.
        piles_up: each column stands on those before it, in grey, with what it added and with the sum so far.
        target: a dashed line.
        text: what the line is called.
        paced: whether an even pace leads to the target, from nothing before the first period to the end of the last.
        due: what was due by the end of the latest period; a mark across its column shows whether the sum reaches it.
        numbers: `language`, `percent`, `decimals`.

    Examples:
        >>> import matplotlib.pyplot as plt
        >>> from helpers import open_report, report
        >>> release = open_report(province="lang-son", year=2023)
        >>> quarters = release.data("sessions", by="quarter")
        >>> ax = report.charts.progress(quarters, plt.figure().subplots(), "quarter", piles_up=True, target=500)
        >>> plt.close(ax.figure)
    """
    check_columns(frame, x, "status")
    labels, known = frame[x].astype(str).tolist(), drawable(frame[frame["status"].notna()])
    added = known["value"].fillna(0.0)
    sums = (added.cumsum() if piles_up else added).tolist()
    top, end = max([*sums, target or 0.0]) or 1.0, len(labels) - 0.5
    plain(ax, foot=True)
    ax.set(xlim=(-0.5, end), ylim=(0, top))
    ax.xaxis.set_major_locator(FixedLocator(range(len(labels))))
    ax.xaxis.set_major_formatter(FixedFormatter(labels))
    ax.tick_params(axis="x", bottom=False)
    for at, tick in enumerate(ax.xaxis.get_ticklabels()):
        late = at == len(known) - 1
        tick.set(color=INK.highlight if late else INK.muted, fontweight=BOLD if late else THEME.regular)
    if target is not None:
        _towards(ax, target, text, end, paced=paced, numbers=numbers)
    wide = min(0.62, 0.11 * len(labels))
    for at, (value, status, total) in enumerate(zip(known["value"], known["status"], sums, strict=True)):
        last = at == len(known) - 1
        marked = due if last else None
        _period(ax, at, wide, value, status, total, piles_up=piles_up, last=last, due=marked, numbers=numbers)
    if due is not None and len(known):
        _due(ax, len(known) - 1, wide, due, numbers)
    Height(ax, lambda width: PROGRESS)
    return ax


def _due(ax: Axes, at: int, wide: float, due: float, numbers: Numbers) -> None:
    """A mark across the latest column at what was due, as far as the end of its period, and its name."""
    ends = [at - wide / 2 - 0.06, at + 0.5]
    ax.plot(ends, [due, due], color=INK.heading, linewidth=1.6, solid_capstyle="butt", zorder=3)
    text = f"{word('due by now', language_of(numbers))}: {writer(numbers)(due)}"
    Label(ax, ends[1], due, text, DUE_BESIDE, **{**MUTED, "color": INK.heading})


def _period(
    ax: Axes, at: int, wide: float, value: float, status: str, total: float, *, piles_up: bool, last: bool,
    due: float | None, numbers: Numbers,
) -> None:  # fmt: skip
    """The column of a period on those before it; its value above, and what it added inside or beside it.

    Where the mark of what was due lies just above the column, the value stands at its side.
    """
    written, before = writer(numbers), total - value if piles_up else 0.0
    look: Look
    if status != "shown":
        if status == "c":
            withheld(ax, at - wide / 2, 0, wide, HIDDEN_HEIGHT, points="y")
        above = 7 + HIDDEN_HEIGHT * (status == "c")
        write(ax, at, 0, written(value, status), dy=above, ha="center", color=INK.muted, **CLEAR)
        return
    if before > 0:
        ax.bar(at, before, wide, color=INK.hairline, linewidth=0, zorder=2)
    if value > 0:
        colour = INK.highlight if last else INK.context
        ax.bar(at, value, wide, bottom=before, color=colour, linewidth=0, zorder=2)
    look = {"fontweight": BOLD, "color": INK.heading, **CLEAR}
    if due is not None and 0 <= due - total < NEAR / PROGRESS * ax.get_ylim()[1]:
        write(ax, at - wide / 2, total / 2, written(total), -5, ha="right", **look)
    else:
        write(ax, at, total, written(total), dy=8, ha="center", **look)
    if piles_up and 0 < value < total:
        text, inside = f"+{written(value)}", value > 0.1 * ax.get_ylim()[1]
        look = {**MUTED, "ha": "center" if inside else "left", **({} if inside else CLEAR)}
        if inside:
            look["color"] = INK.paper if last else INK.heading
        x, dx = (at, 0) if inside else (at + wide / 2, 4)
        write(ax, x, total - value / 2, text, dx, **look)


def _towards(ax: Axes, target: float, text: str, end: float, *, paced: bool, numbers: Numbers) -> None:
    """The target's line with its name at the right, and the even pace that leads there."""
    ax.axhline(target, color=INK.attention, linewidth=1.1, linestyle=(0, (4, 3)), zorder=1.5, clip_on=False)
    write(ax, end, target, text, 6, color=INK.attention, fontsize=NOTE)
    if paced:
        ax.plot([-0.5, end], [0, target], color=INK.context_dark, linewidth=0.8, zorder=1.4)
        write(ax, end, target, word("even pace", language_of(numbers)), 6, -12, **MUTED)


def bullets(frame: pd.DataFrame, ax: Axes, y: str, **numbers: Unpack[Numbers]) -> Axes:
    """One bar a target on a pale track that ends at the target, and a tick for what was due by now.

    Columns of the frame: `value` (the part that is achieved, in percent), `status`, `due` (in percent), `late` (its bar
    is in the colour of attention), `detail` (a text below). More than the target is drawn beyond the track.

    Examples:
        >>> import pandas as pd
        >>> import matplotlib.pyplot as plt
        >>> from helpers import report
        >>> targets = pd.DataFrame(
        ...     {"label": ["Officers"], "value": [82.0], "due": [75.0], "late": [False], "detail": ["820 of 1,000"]}
        ... )
        >>> ax = report.charts.bullets(targets, plt.figure().subplots(), "label")
        >>> plt.close(ax.figure)
    """
    frame = drawable(frame, y, "due", "late", "detail")
    numbers = {"percent": True, **numbers}
    rows(ax, frame[y].tolist(), 34, 24, narrow=48)
    plain(ax, side=True)
    ax.set_xlim(0, min(150.0, highest(frame, 100.0)))
    head, language = {"base": ax.get_xaxis_transform(), **MUTED}, language_of(numbers)
    ax.axvline(100, color=INK.context_dark, linewidth=THEME.widths.rule, zorder=1)
    write(ax, 100, 1, word("target", language), dy=8, ha="center", **head)
    frame["due"] = frame["due"].where((frame["due"] > 0) & (frame["due"] < 100))
    if (first := frame["due"].first_valid_index()) is not None:
        Label(ax, frame["due"][first], 1, word("due by now", language), DUE, **{**head, "color": INK.heading})
    for at, row in enumerate(frame.to_dict("records")):
        _bullet(ax, at - 0.14, row, writer(numbers))
    return ax


def _bullet(ax: Axes, at: float, row: dict[Any, Any], written: Any) -> None:
    """The track, the bar with its value, the tick of what was due, and the text below."""
    most = ax.get_xlim()[1]
    ax.barh(at, 100, BAR, color=INK.wash, linewidth=0, zorder=0.5)
    shown, end = row["status"] == "shown", 0.0
    if shown:
        end = min(row["value"], most)
        ax.barh(at, end, BAR, color=INK.attention if row["late"] else INK.highlight, linewidth=0, zorder=1.2)
    elif row["status"] == "c":
        withheld(ax, 0, at - BAR / 2, height=BAR, points="x")
    if pd.notna(row["due"]):
        tick = [at - BAR * 0.75, at + BAR * 0.75]
        ax.plot([row["due"]] * 2, tick, color=INK.heading, linewidth=1.6, zorder=2)
    text = written(row["value"], row["status"])
    need = (text_width(text, SIZE, BOLD) + 8) / 150 * most  # on the narrowest drawing
    if shown and end > need and end < row["due"] < end + need:  # beside the tick it would be taken for its
        write(ax, end, at, text, -5, fontweight=BOLD, color=INK.paper, ha="right")
    else:
        places = [(x + HIDDEN * (row["status"] == "c"), y, side) for x, y, side in AFTER]
        Label(ax, end, at, text, places, fontweight=BOLD, color=INK.heading)
    Fitted(ax, 0, at + BAR * 0.75, [row["detail"]], 100, lines=2, shift=(1, -4), ha="left",
           va="top", linespacing=1.15, **MUTED)  # fmt: skip
