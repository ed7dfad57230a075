"""Dots: before and after, with and without intervals, and one place among all.

Each function takes a tidy frame (`value`, `status`, and the columns that it names) and Axes, and returns the Axes.
"""

from __future__ import annotations

import math
from typing import Any, Unpack

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedFormatter, FixedLocator

from helpers.errors import ParamsError
from helpers.report.charts.labels import BOLD, CLEAR, INK, MUTED, NOTE, Label, Look, Place, figure_of, write
from helpers.report.charts.marks import (
    Numbers,
    drawable,
    in_order,
    labelled,
    language_of,
    plain,
    rows,
    symbol,
    target_line,
    writer,
)  # fmt: skip
from helpers.report.language import word
from helpers.report.theme import THEME

DOT: Look = {"marker": "o", "markersize": 7.2, "markeredgecolor": INK.paper, "markeredgewidth": 0.8}
ABOVE: list[Place] = [(0.0, 7.0, "center"), (5.0, 9.0, "left"), (-5.0, 9.0, "right"), (16.0, 9.0, "left")]

PAIR = ("before", "after")
BESIDE_SYMBOL = 28.0
"""Points from the place of a symbol to what stands after it."""
STEPS = (0, -1, 1, -2, 2, -3, 3)
SIDES = ((0.0, "center"), (4.0, "right"), (-4.0, "left"))
OVER: list[Place] = [(side, up, end) for up in (7.0, 10.0, 13.0, 16.0) for side, end in SIDES]
STRIP = 38.0
"""Points of a row of a strip chart: dots on seven lines, and the value of the own place above them."""


def dumbbell(
    frame: pd.DataFrame, ax: Axes, y: str, *, hue: str = "indicator", aim: float | None = None,
    **numbers: Unpack[Numbers],
) -> Axes:  # fmt: skip
    """Two dots a row, before in grey and after in highlight, on an axis of percentages; the aim is dashed.

    The axis begins at the last round tenth that leaves room for every label: dots are read by place, not by length.

    Args:
        frame: for each category of `y` one row before and one after.
        ax: where to draw.
        y: the column of the categories.
        hue: the column that tells before (its first category) from after.
        aim: the percentage to be met.
        numbers: `language`, `percent` (which is the default here), `decimals`.

    Examples:
        >>> import matplotlib.pyplot as plt
        >>> from helpers import open_report, report
        >>> release = open_report(province="lang-son", year=2023)
        >>> tests = release.data(["pretest_meeting_pct", "posttest_meeting_pct"], years=2)
        >>> ax = report.charts.dumbbell(tests, plt.figure().subplots(), "year", aim=90)
        >>> plt.close(ax.figure)
    """
    frame = drawable(frame, y, hue)
    numbers = {"percent": True, **numbers}
    low = max(0.0, 10.0 * ((min([*frame["value"].dropna(), aim or 100.0]) - 5.0) // 10.0))
    pairs = _pairs(frame, y, hue)
    rows(ax, list(pairs), 27, 46)
    ax.tick_params(axis="y", pad=38)  # values stand left of the dots
    _percentages(ax, low, numbers)
    if aim is not None:
        target_line(ax, aim, f"{word('aim', language_of(numbers))} {writer(numbers)(aim)}", axis="x")
    for at, pair in enumerate(pairs.values()):
        _dots(ax, at, *pair, numbers)
    first = zip(next(iter(pairs.values())), PAIR, (INK.muted, INK.highlight), ax.get_xlim(), strict=True)
    for row, name, colour, end in first:
        x = row["value"] if row["status"] == "shown" else end
        Label(ax, x, 0, word(name, language_of(numbers)), ABOVE, fontsize=NOTE, color=colour)
    return ax


def _pairs(frame: pd.DataFrame, y: str, hue: str) -> dict[str, tuple[pd.Series, pd.Series]]:
    """For each category the row before and the row after.

    Raises:
        ParamsError: there are not two of each.
    """
    kinds = in_order(frame[hue])
    if len(kinds) != len(PAIR):
        raise ParamsError(
            f"this chart sets two kinds of rows side by side, and the column '{hue}' has {len(kinds)}; "
            "choose before and after"
        )
    held = {name: frame[frame[hue].astype(str) == name].set_index(y) for name in kinds}
    labels = list(dict.fromkeys(labelled(frame[y])))
    for label in labels:
        for name, rows_of in held.items():
            if (found := int((rows_of.index == label).sum())) != 1:
                raise ParamsError(
                    f"this chart takes one row of '{name}' for each '{y}', and '{label}' has {found}; choose rows, or "
                    "a column that tells them apart"
                )
    first, last = held.values()
    return {str(label): (first.loc[label], last.loc[label]) for label in labels}


def _percentages(ax: Axes, low: float, numbers: Numbers) -> None:
    """An axis of percentages at the foot."""
    steps = [float(step) for step in range(100, math.ceil(low) - 1, -10 if low >= 50 else -20)]
    ax.grid(visible=False)
    ax.set(xlim=(low, 100), xlabel="", ylabel="")
    ax.xaxis.set_major_locator(FixedLocator(steps))
    ax.xaxis.set_major_formatter(FixedFormatter([writer({**numbers, "decimals": 0})(step) for step in steps]))
    ax.tick_params(axis="x", labelcolor=INK.muted)


def _dots(ax: Axes, at: int, before: pd.Series, after: pd.Series, numbers: Numbers) -> None:
    """A row: the dots on their line, and the values on their outer sides, whichever way the change went."""
    written, fell, low_or_high = writer(numbers), after["value"] < before["value"], ax.get_xlim()
    ax.plot([before["value"], after["value"]], [at, at], color=INK.context, linewidth=3, zorder=2)
    for row, is_after, colour in ((before, False, INK.muted), (after, True, INK.highlight)):
        weight, right = BOLD if is_after else THEME.regular, is_after != fell
        look: Look = {"color": colour, "ha": "left" if right else "right"}
        if row["status"] == "shown":
            ax.plot(row["value"], at, color=colour, clip_on=False, zorder=3 + is_after, **DOT)
            write(
                ax,
                row["value"],
                at,
                written(row["value"]),
                8 if right else -8,
                fontweight=weight,
                **CLEAR,
                **look,
            )
        else:
            symbol(ax, low_or_high[is_after], at, row["status"], 8 if is_after else -32, color=colour)


def intervals(
    frame: pd.DataFrame, ax: Axes, y: str, *, hue: str = "indicator", **numbers: Unpack[Numbers]
) -> Axes:
    """Two dots a row, before in grey above after in highlight, each on the line from `low` to `high`, in percent.

    Examples:
        >>> import pandas as pd
        >>> import matplotlib.pyplot as plt
        >>> from helpers import report
        >>> tests = pd.DataFrame(
        ...     {
        ...         "year": ["2023", "2023"],
        ...         "test": ["before", "after"],
        ...         "value": [56.0, 84.0],
        ...         "low": [47.0, 76.0],
        ...         "high": [65.0, 90.0],
        ...     }
        ... )
        >>> ax = report.charts.intervals(tests, plt.figure().subplots(), "year", hue="test")
        >>> plt.close(ax.figure)
    """
    frame = drawable(frame, y, hue, "low", "high")
    numbers = {"percent": True, **numbers}
    pairs = _pairs(frame, y, hue)
    rows(ax, list(pairs), 38, 30)
    _percentages(ax, 0.0, numbers)
    for at, pair in enumerate(pairs.values()):
        for row, name, above, colour in zip(
            pair, ("before", "after"), (-0.2, 0.2), (INK.muted, INK.highlight), strict=True
        ):
            look: Look = {"color": colour, "fontweight": BOLD if name == "after" else THEME.regular}
            shown = row["status"] == "shown"
            if at == 0:
                right = 4 if shown else BESIDE_SYMBOL
                write(ax, 0, above, word(name, language_of(numbers)), right, fontsize=NOTE, color=colour)
            if not shown:
                symbol(ax, 0, at + above, row["status"], color=colour)
                continue
            low, high = (row["value"] if math.isnan(row[end]) else row[end] for end in ("low", "high"))
            ax.errorbar(row["value"], at + above, xerr=[[row["value"] - low], [high - row["value"]]], color=colour,
                        elinewidth=1.2, capsize=3, capthick=1.2, clip_on=False, **DOT)  # fmt: skip
            write(ax, max(high, row["value"]), at + above, writer(numbers)(row["value"]), 8, **look)
    return ax


def strip(
    frame: pd.DataFrame, ax: Axes, y: str, *, mark: str, place: str = "place_code", **numbers: Unpack[Numbers]
) -> Axes:
    """One strip a category of `y` with a dot for each place, from zero to the highest; the place `mark` stands out.

    Dots that would hide each other are moved apart. Places whose value is not shown have no dot.

    Examples:
        >>> import matplotlib.pyplot as plt
        >>> from helpers import open_report, report
        >>> release = open_report(province="lang-son", year=2023)
        >>> places = release.data(["sessions", "participants"], level="province")
        >>> ax = report.charts.strip(places, plt.figure().subplots(), "indicator", mark="lang-son")
        >>> plt.close(ax.figure)
    """
    frame, written = drawable(frame, y, place, once=True), writer(numbers)
    labels = in_order(frame[y])
    frame["row"] = [labels.index(str(label)) for label in frame[y]]
    top = frame.groupby("row")["value"].transform("max")
    frame["part"] = frame["value"] / top.where(top > 0, 1.0)
    own = frame[place].astype(str) == mark
    others = frame[~own & frame["part"].notna()].sort_values(["row", "part"])
    look: Look = {**DOT, "markersize": 3.8, "markeredgewidth": 0.5, "linestyle": "", "color": INK.context}
    ax.add_line(Dodged(others["part"], others["row"], **look))
    rows(ax, labels, STRIP, 6, narrow=STRIP)
    plain(ax, side=True)
    ax.spines["left"].set_visible(False)
    ax.set(xlim=(-0.01, 1.01), ylim=(max(1, len(labels)) - 0.62, -0.62))
    ax.hlines(sorted(set(frame["row"])), 0, 1, color=INK.hairline, linewidth=THEME.widths.hairline, zorder=1)
    for at, high in enumerate(top.groupby(frame["row"]).max()):
        write(ax, 1, at, "" if math.isnan(high) else written(high), 8, **MUTED)
    for at, part, value, status in frame.loc[own, ["row", "part", "value", "status"]].itertuples(index=False):
        if status != "shown":
            symbol(ax, 0, at - 0.3, status, color=INK.highlight)
            continue
        ax.plot(part, at, color=INK.highlight, zorder=5, clip_on=False, **{**DOT, "markersize": 8.5})
        Label(ax, part, at, written(value), OVER, color=INK.highlight, fontweight=BOLD)
    return ax


class Dodged(Line2D):
    """Dots along strips at whole heights, moved up or down as far as they must to stay clear of those before them."""

    def draw(self, renderer: Any) -> None:
        """Moves them apart at the size that the drawing has now."""
        x, rows = (
            np.asarray(self.get_xdata(), dtype=float),
            np.round(np.asarray(self.get_ydata(), dtype=float)),
        )
        pixels = self.get_transform().transform(np.column_stack([x, rows]))
        apart = 0.9 * self.get_markersize() * figure_of(self).dpi / 72
        taken: list[tuple[float, float, int]] = []
        for (at, _), row in zip(pixels, rows, strict=True):
            near = {step for other, step, held in taken if held == row and at - other < apart}
            taken.append((at, min((step for step in STEPS if step not in near), default=0, key=abs), row))
        row_high = float(np.ptp(self.get_transform().transform([(0, 0), (0, 1)])[:, 1]))
        self.set_ydata(rows + [step * apart / row_high for _, step, _ in taken])
        super().draw(renderer)
