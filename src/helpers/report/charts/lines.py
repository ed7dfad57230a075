"""Lines over periods: the report's year in the highlight colour, years before in grey, each named at its end."""

from __future__ import annotations

import math
from itertools import groupby
from typing import Unpack

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FixedFormatter, FixedLocator, MaxNLocator

from helpers.report.charts.labels import BOLD, INK, NARROW, NOTE, Label, Look, name_lines, write
from helpers.report.charts.marks import (
    Height,
    Numbers,
    by_year,
    drawable,
    highest,
    in_order,
    language_of,
    plain,
    target_line,
    withheld,
    writer,
)  # fmt: skip
from helpers.report.language import SYMBOLS, month_long, month_short, word
from helpers.report.theme import THEME

HEIGHT, LOW, GAP_ROW = 178.0, 122.0, 13.0
FEW = 6
"""Points of a single line that carry their values, in place of a grid."""
MOST_PEAKS = 2
"""Equally high points that are named."""


def lines(
    frame: pd.DataFrame,
    ax: Axes,
    x: str,
    *,
    peak: bool = False,
    target: float | None = None,
    **numbers: Unpack[Numbers],
) -> Axes:
    """A line for each year over the periods of the column `x`, from zero; a gap where a value is not shown.

    Args:
        frame: one year or several.
        ax: where to draw.
        x: the column of the periods, such as "month".
        peak: name the highest point of the last year, or two that are equally high; of more, none is named.
        target: a value for a dashed line.
        numbers: `language`, `percent`, `decimals`.

    Examples:
        >>> import matplotlib.pyplot as plt
        >>> from helpers import open_report, report
        >>> release = open_report(province="lang-son", year=2023)
        >>> sessions = release.data("sessions", by="month", years=2)
        >>> ax = report.charts.lines(sessions, plt.figure().subplots(), "month", peak=True)
        >>> plt.close(ax.figure)
    """
    frame = drawable(frame, x)
    periods = in_order(frame[x])
    years, written, high = by_year(frame, x), writer(numbers), frame["value"].max()
    alone = len(years) == 1 and len(periods) <= FEW
    plain(ax, foot=True)
    _scales(ax, periods, highest(frame, target or 0.0), numbers, empty=not high > 0, bare=alone)
    gaps = 0
    for turn, (year, part) in enumerate(years.items()):
        last = turn == len(years) - 1
        values = part.assign(at=part[x].astype(str)).set_index("at").reindex(periods)
        _line(ax, values["value"].tolist(), year, last=last, dots=len(periods) <= FEW)
        if (values["status"] != "shown").any():
            _gaps(ax, values["status"].tolist(), year if len(years) > 1 else "", row=gaps, last=last)
            gaps += 1
    Height(ax, lambda width: (HEIGHT if width > NARROW else LOW) + GAP_ROW * gaps)
    if target is not None:
        target_line(ax, target, f"{word('target', language_of(numbers))} {written(target)}")
    if alone:
        for at, value in enumerate(values["value"]):
            if not math.isnan(value):
                write(ax, at, value, written(value), dy=10, ha="center", fontweight=BOLD, color=INK.heading)
    elif len(years) > 1:
        name_lines(ax)
    if peak:
        _peak(ax, values["value"], numbers)
    return ax


def _scales(ax: Axes, periods: list[str], top: float, numbers: Numbers, *, empty: bool, bare: bool) -> None:
    """Round whole steps from zero, and a tick a period."""
    locator = MaxNLocator(5, integer=True, steps=[1, 2, 5, 10])
    steps = [0.0] if empty else list(locator.tick_values(0, top))
    written = writer({**numbers, "decimals": 0})
    ax.set(xlim=(-0.35, len(periods) - 0.65), ylim=(0, max(steps[-1], top)))
    ax.xaxis.set_major_locator(FixedLocator(range(len(periods))))
    ax.xaxis.set_major_formatter(FixedFormatter(periods))
    ax.yaxis.set_visible(not bare)
    ax.yaxis.set_major_locator(FixedLocator(steps))
    ax.yaxis.set_major_formatter(FixedFormatter([written(step) for step in steps]))
    ax.tick_params(axis="y", labelcolor=INK.muted)
    ax.grid(visible=not bare, axis="y")


def _line(ax: Axes, values: list[float], name: str, *, last: bool, dots: bool) -> None:
    """A line; a point without neighbours is a dot."""
    colour, width = (INK.highlight, THEME.widths.line) if last else (INK.context, THEME.widths.context_line)
    front = 3 if last else 2.5
    ax.plot(range(len(values)), values, color=colour, linewidth=width, label=name, zorder=front)
    padded = [math.nan, *values, math.nan]
    lonely = [
        at for at, value in enumerate(values)
        if not math.isnan(value) and (dots or math.isnan(padded[at]) and math.isnan(padded[at + 2]))
    ]  # fmt: skip
    if lonely:
        look: Look = {"markersize": 6, "markeredgecolor": INK.paper, "zorder": front + 0.1}
        ax.plot(lonely, [values[at] for at in lonely], "o", color=colour, **look)


def _gaps(ax: Axes, statuses: list[str], name: str, *, row: int, last: bool) -> None:
    """A row below the periods that marks what is not shown, each stretch once. Nothing there depends on a value."""
    below = -26.0 - GAP_ROW * row
    look: Look = {
        "fontsize": NOTE,
        "color": INK.highlight if last else INK.muted,
        "base": ax.get_xaxis_transform(),
    }
    for status, held in groupby(range(len(statuses)), key=statuses.__getitem__):
        stretch = list(held)
        if status == "c":
            left = stretch[0] - 0.3
            withheld(ax, left, 0, stretch[-1] - left, 8, points="y", dy=below - 4)
            write(ax, stretch[-1], 0, SYMBOLS["c"], 2, below, **look)
        elif status != "shown":
            write(
                ax,
                (stretch[0] + stretch[-1]) / 2,
                0,
                SYMBOLS.get(status, SYMBOLS["x"]),
                0,
                below,
                ha="center",
                **look,
            )
    if name:
        write(ax, len(statuses) - 0.65, 0, name, 5, below, **look)


def _peak(ax: Axes, values: pd.Series, numbers: Numbers) -> None:
    """The highest points of the last year, where they are few, as dots with their value and periods.

    Points are equally high where their values are written alike.
    """
    if not values.max() > 0:
        return
    written, language = writer(numbers), language_of(numbers)
    highest_text = written(values.max())
    tops = [at for at, value in enumerate(values) if value > 0 and written(value) == highest_text]
    if len(tops) > MOST_PEAKS:
        return
    months = {month_short(month, language): month_long(month, language) for month in range(1, 13)}
    periods = [months.get(str(values.index[at]), str(values.index[at])) for at in tops]
    both = f" {word('and', language)} "
    text = f"{highest_text}{', ' if language == 'vi' else ' in '}{both.join(periods)}"
    dot: Look = {"markersize": THEME.widths.dot + 1.5, "markeredgecolor": INK.paper, "zorder": 4}
    ax.plot(tops, values.iloc[tops], "o", color=INK.highlight, linestyle="none", **dot)
    Label(ax, tops[0], values.iloc[tops[0]], text, color=INK.highlight, fontweight=BOLD)
