"""Bars and columns from zero: the report's year in the highlight colour, the year before in grey, values written.

Each function takes a tidy frame as `release.data` gives it (`value`, `status`, and the columns that it names) and Axes,
and returns the Axes. A withheld value is a hatched mark of one length.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import Unpack

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator

from helpers.report.charts.labels import (
    BOLD,
    INK,
    MUTED,
    NARROW,
    NOTE,
    Fitted,
    Label,
    Look,
    Place,
    Wrapped,
    figure_of,
    write,
)
from helpers.report.charts.marks import (
    HIDDEN,
    HIDDEN_HEIGHT,
    Height,
    Numbers,
    by_year,
    check_columns,
    drawable,
    highest,
    in_order,
    plain,
    rows,
    withheld,
    writer,
)  # fmt: skip
from helpers.report.theme import THEME

COLUMN_HEIGHT, LOW = 150.0, 96.0
PANEL, PANELS_ACROSS = 92.0, 3


def bars(
    frame: pd.DataFrame,
    ax: Axes,
    y: str,
    *,
    highlight: Collection[str] | None = None,
    **numbers: Unpack[Numbers],
) -> Axes:
    """Horizontal bars, one a category of the column `y`; the year before as a thin grey bar below each.

    Args:
        frame: one or two years.
        ax: where to draw.
        y: the column of the categories.
        highlight: which categories have the highlight colour; default is all.
        numbers: `language`, `percent`, `decimals`.

    Examples:
        >>> import matplotlib.pyplot as plt
        >>> from helpers import open_report, report
        >>> release = open_report(province="lang-son", year=2023)
        >>> crossings = release.data("interception_cases", by="border", years=2)
        >>> ax = report.charts.bars(crossings, plt.figure().subplots(), "border")
        >>> plt.close(ax.figure)
    """
    frame = drawable(frame, y)
    years = by_year(frame, y)
    *earlier, (_, now) = years.items()
    names = in_order(frame[y])
    rows(ax, names, 31 if earlier else 24)
    plain(ax, side=True)
    ax.set_xlim(0, highest(pd.concat(years.values())))
    colours = [
        INK.highlight if highlight is None or str(name) in highlight else INK.context for name in now[y]
    ]
    places = [names.index(str(name)) for name in now[y]]
    _row(
        ax,
        now,
        [place - 0.15 * len(earlier[-1:]) for place in places],
        0.44 if earlier else 0.62,
        numbers,
        colours,
    )
    for year, before in earlier[-1:]:
        below = [names.index(str(name)) + 0.26 for name in before[y]]
        _row(ax, before, below, 0.16, numbers, [INK.context] * len(before), year)
    return ax


def _row(
    ax: Axes,
    part: pd.DataFrame,
    at: list[float],
    thick: float,
    numbers: Numbers,
    colours: list[str],
    year: str = "",
) -> None:
    """The bars of a year with their values; thin ones in small letters, of which the first names the year."""
    look: Look = MUTED if year else {"color": INK.heading}
    written, named = writer(numbers), year
    for place, colour, value, status in zip(at, colours, part["value"], part["status"], strict=True):
        end = 5.0
        if status == "c":
            withheld(ax, 0, place - thick / 2, height=thick, points="x")
            end += HIDDEN
        elif value > 0:
            ax.barh(place, value, thick, color=colour, linewidth=0)
        text = written(value, status)
        if status == "shown" and named:
            text, named = f"{text} ({named})", ""
        weight = BOLD if status == "shown" and not year else THEME.regular
        write(ax, 0 if math.isnan(value) else value, place, text, end, fontweight=weight, **look)


def columns(frame: pd.DataFrame, ax: Axes, x: str, **numbers: Unpack[Numbers]) -> Axes:
    """Columns in clusters, one cluster a category of the column `x`, one column a year, each with its value.

    Examples:
        >>> import matplotlib.pyplot as plt
        >>> from helpers import open_report, report
        >>> release = open_report(province="lang-son", year=2023)
        >>> people = release.data("participants", by="quarter", years=2)
        >>> ax = report.charts.columns(people, plt.figure().subplots(), "quarter")
        >>> plt.close(ax.figure)
    """
    frame = drawable(frame, x)
    names = in_order(frame[x])
    years, written = by_year(frame, x), writer(numbers)
    wide = min(0.1 * len(names), 0.82 / len(years))
    labels = Wrapped(names, 0.9 / len(names), 0.9 / len(names))
    plain(ax, foot=True)
    ax.set(xlim=(-0.5, len(names) - 0.5), ylim=(0, highest(frame)))
    ax.xaxis.set_major_locator(FixedLocator(range(len(names))))
    ax.xaxis.set_major_formatter(labels)
    ax.tick_params(axis="x", bottom=False, pad=16 if len(years) > 1 else 5)
    Height(ax, lambda width: (COLUMN_HEIGHT if width > NARROW else LOW) + 20 + 11 * labels.most_lines(width))
    for turn, (year, part) in enumerate(years.items()):
        last = turn == len(years) - 1
        fill, ink, head = (
            (INK.highlight, INK.highlight, INK.heading) if last else (INK.context, INK.muted, INK.muted)
        )
        look: Look = {"fontweight": BOLD if last else THEME.regular}
        at = [names.index(str(name)) + wide * (turn - (len(years) - 1) / 2) for name in part[x]]
        above = _columns(ax, at, wide * 0.92, part, [fill] * len(part))
        for place, up, value, status in zip(at, above, part["value"], part["status"], strict=True):
            text, top = written(value, status), 0 if math.isnan(value) else value
            Fitted(ax, place, top, [text], wide, color=head, shift=(0, up + 7), **look)
            if len(years) > 1:
                Fitted(ax, place, 0, [year], wide, color=ink, shift=(0, -8), fontsize=NOTE, **look)
    return ax


def _columns(
    ax: Axes,
    at: Sequence[float],
    wide: float,
    part: pd.DataFrame,
    colours: Sequence[str],
    hidden: float = HIDDEN_HEIGHT,
) -> list[float]:
    """The columns of the shown values and the marks of withheld ones; how many points a mark stands above zero."""
    edges = np.ravel([[place - wide / 2, place + wide / 2] for place in at])
    for colour in dict.fromkeys(colours):
        chosen = part["value"].where((part["value"] > 0) & (np.array(colours) == colour)).to_numpy()
        heights = np.ravel(np.column_stack([chosen, np.full(len(at), np.nan)]))[:-1]
        ax.stairs(heights, edges, fill=True, color=colour, linewidth=0)
    withheld_ones = (part["status"] == "c").tolist()
    for place, is_withheld in zip(at, withheld_ones, strict=True):
        if is_withheld:
            withheld(ax, place - wide / 2, 0, wide, hidden, points="y")
    return [hidden * each for each in withheld_ones]


def panels(
    frame: pd.DataFrame,
    ax: Axes,
    x: str,
    *,
    by: str = "indicator",
    recent: int = 4,
    **numbers: Unpack[Numbers],
) -> Axes:
    """Small column charts, one a category of `by`, each on its own scale from zero; three a row in place of the Axes.

    The last `recent` periods of the column `x` are highlighted; the highest and the last value are written.

    Returns:
        The Axes of the first of them.

    Examples:
        >>> import matplotlib.pyplot as plt
        >>> from helpers import open_report, report
        >>> release = open_report(province="lang-son", year=2023)
        >>> both = release.data(["sessions", "participants"], by="quarter", years=2)
        >>> ax = report.charts.panels(both, plt.figure().subplots(), "period")
        >>> plt.close(ax.figure)
    """
    check_columns(frame, by, x)
    names, figure = in_order(frame[by]), figure_of(ax)
    across = min(PANELS_ACROSS, len(names))
    ax.remove()
    grid: list[Axes] = figure.subplots(math.ceil(len(names) / across), across, squeeze=False).ravel().tolist()
    for name, one in zip(names, grid, strict=False):
        panel(frame[frame[by].astype(str) == name], one, x, title=name, recent=recent, **numbers)
    for empty in grid[len(names) :]:
        empty.remove()
    Height(
        grid[0], lambda width: PANEL * math.ceil(len(names) / min(across, 2 if width < NARROW else across))
    )
    return grid[0]


def panel(
    frame: pd.DataFrame, ax: Axes, x: str, *, title: str, recent: int = 4, **numbers: Unpack[Numbers]
) -> Axes:
    """One small column chart over periods, for `panels` or a grid of one's own."""
    frame, written = drawable(frame, x), writer(numbers)
    last, values = len(frame) - 1, frame["value"].tolist()
    peak = frame["value"].idxmax() if frame["value"].max() > 0 else None
    plain(ax, foot=True)
    ax.set(xlim=(-0.5, last + 0.5), ylim=(0, highest(frame)))
    ax.xaxis.set_visible(False)
    over = ax.transAxes
    Fitted(ax, 0, 1, [title], 1.15, lines=2, base=over, shift=(0, 16), ha="left", va="bottom",
           fontweight=BOLD, color=INK.heading)  # fmt: skip
    for end, name, side in ((0.0, frame[x].iloc[0], "left"), (1.0, frame[x].iloc[-1], "right")):
        write(ax, end, 0, str(name), dy=-9, base=over, ha=side, **MUTED)
    colours = [INK.highlight if at > last - recent else INK.context for at in range(last + 1)]
    above, before = _columns(ax, range(last + 1), 0.78, frame, colours, 14.0), "shown"
    for at, (row, value, status) in enumerate(zip(frame.index, values, frame["status"], strict=True)):
        if at == last and status == "shown":
            write(ax, at + 0.5, max(value, highest(frame) * 0.06), written(value), 2, color=INK.highlight,
                  fontsize=NOTE, fontweight=BOLD)  # fmt: skip
        elif (status != "shown" and status != before) or row == peak:
            top = 0 if math.isnan(value) else value
            over_it: list[Place] = [(0.0, above[at] + up, "center") for up in range(3, 90, 3)]
            Label(ax, at, top, written(value, status), over_it, **MUTED)
        before = status
    return ax
