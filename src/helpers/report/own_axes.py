"""Axes of an analyst's own chart: where they begin, and what stands beside their ticks, in the report's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.colors import to_hex
from matplotlib.container import BarContainer
from matplotlib.patches import Wedge
from matplotlib.ticker import (
    Formatter,
    FuncFormatter,
    LogFormatter,
    MaxNLocator,
    MultipleLocator,
    NullLocator,
    ScalarFormatter,
)

from helpers.errors import ParamsError
from helpers.report.charts.labels import INK
from helpers.report.frame_cells import label_text
from helpers.report.language import MONTHS_IN_ENGLISH, month_short
from helpers.report.theme import contrast
from helpers.report.words import Words

MOST_PERIODS = 8
"""Labels of an axis of periods."""
DECADE, MOST_OF_DECADE = 10, 6
"""An axis of logarithms that is shorter has even steps, and so many at most."""
STEPS = {"M": (1, 2, 3, 6, 12), "Q": (1, 2, 4)}
"""How many periods lie between two labels, so that years begin at one."""
CUT = 0.001
"""Of the length of an axis, what a bar may reach beyond it: less cannot be seen."""
_MONTH = re.compile(rf"\b({'|'.join(MONTHS_IN_ENGLISH)})\b")
_MONTH_ALONE = re.compile(rf"({'|'.join(MONTHS_IN_ENGLISH)})\W{{0,2}}(\d{{4}})?")
_FORMULA = re.compile(r">([^<>]*\$[^$<>]*[\\^_{][^$<>]*\$[^<>]*)<")


class _Rewritten(Formatter):
    """The texts of another formatter, each as `write` makes it of the text and the number."""

    def __init__(self, own: Formatter, write: Callable[[str, float], str]) -> None:
        self.own, self.write = own, write

    def set_axis(self, axis: Any) -> None:
        super().set_axis(axis)
        self.own.set_axis(axis)

    def set_locs(self, locs: Any) -> None:
        super().set_locs(locs)
        self.own.set_locs(locs)

    def __call__(self, x: float, pos: int | None = None) -> str:
        return self.write(self.own(x, pos), x)

    def format_ticks(self, values: Any) -> list[str]:
        return [self.write(text, at) for text, at in zip(self.own.format_ticks(values), values, strict=True)]

    def get_offset(self) -> str:
        return self.write(self.own.get_offset(), np.nan)


def begin_at_zero(every: Sequence[Axes]) -> None:
    """Let an axis of numbers that are all 0, or all missing, begin at 0: by itself it goes from -0.04 to 0.04.

    Axes that share one have the numbers of all of them.
    """
    for axes in every:
        for name, axis in (("x", axes.xaxis), ("y", axes.yaxis)):
            shared = (axes.get_shared_x_axes() if name == "x" else axes.get_shared_y_axes()).get_siblings(
                axes
            )
            seen = np.ravel([getattr(each.dataLim, f"interval{name}") for each in shared])
            seen = seen[np.isfinite(seen)]
            fits = all(getattr(each, f"get_autoscale{name}_on")() for each in shared)
            if (
                fits
                and seen.size
                and not seen.any()
                and isinstance(axis.get_major_formatter(), ScalarFormatter)
            ):
                getattr(axes, f"set_{name}lim")(0, 1)
                axis.set_ticks([0])


def check_bars(every: Iterable[Axes], call: str) -> None:
    """Refuse bars that an axis cuts off: the length of a bar is its number.

    On a scale that is not linear no bar begins at 0.
    """
    for axes in every:
        for bars in axes.containers:
            if not isinstance(bars, BarContainer):
                continue
            upright = bars.orientation != "horizontal"
            axis, name = (axes.yaxis, "y") if upright else (axes.xaxis, "x")
            low, high = sorted(axis.get_view_interval())
            slack = CUT * (high - low)
            ends = [each.get_bbox().intervaly if upright else each.get_bbox().intervalx for each in bars]
            if axis.get_scale() == "linear" and any(
                np.isfinite(end).all()
                and end[0] != end[1]
                and (min(end) < low - slack or max(end) > high + slack)
                for end in ends
            ):
                raise ParamsError(
                    f"{call}: the {name} axis cuts bars off, and the length of a bar is its number; leave out "
                    f"set_{name}lim(...) and {name}lim=..., or draw dots or lines: sns.pointplot(...), frame.plot()"
                )


def write_ticks(axis: Axis, label: str, data: pd.DataFrame, words: Words) -> None:
    """Numbers, periods and months beside an axis as the language has them, where a library would write its own."""
    form, column = axis.get_major_formatter(), data.get(label)
    low, high = sorted(axis.get_view_interval())
    plain = FuncFormatter(lambda value, _at: _number(value, words, plain=label == "year"))
    if type(form) is ScalarFormatter and isinstance(getattr(column, "dtype", None), pd.PeriodDtype):
        _write_periods(axis, column, words)
    elif type(form) is ScalarFormatter:
        axis.set_major_formatter(plain)
    elif isinstance(form, LogFormatter) and axis.get_scale() == "log" and high < DECADE * low:
        axis.set_major_locator(MaxNLocator(MOST_OF_DECADE))
        axis.set_minor_locator(NullLocator())
        axis.set_major_formatter(plain)
    elif isinstance(form, LogFormatter):
        axis.set_major_formatter(_Rewritten(form, lambda text, value: text and _number(value, words)))
        if isinstance(minor := axis.get_minor_formatter(), LogFormatter):
            axis.set_minor_formatter(_Rewritten(minor, lambda text, value: text and _number(value, words)))
    elif words.language != "en":
        _write_months(axis, words)


def _number(value: float, words: Words, *, plain: bool = False) -> str:
    if plain:
        return str(round(value)) if float(value).is_integer() else ""
    digits = np.format_float_positional(float(f"{value:.6g}"), trim="-")
    return words.number(float(value), len(digits.partition(".")[2]))


def _write_periods(axis: Axis, column: Any, words: Words) -> None:
    """Periods in words, in place of how many have passed since 1970, which seaborn draws."""
    frequency = column.dtype.freq
    low, high = axis.get_view_interval()
    steps = STEPS.get(str(frequency.freqstr)[:1], ())
    step = next((step for step in steps if abs(high - low) / step < MOST_PERIODS), None)
    axis.set_major_locator(MultipleLocator(step) if step else MaxNLocator(MOST_PERIODS, integer=True))

    first, last = column.min(), column.max()

    def written(value: float, _position: int | None = None) -> str:
        at = pd.Period(ordinal=round(value), freq=frequency)
        return label_text(at, words) if value == round(value) and first <= at <= last else ""

    axis.set_major_formatter(FuncFormatter(written))


def _write_months(axis: Axis, words: Words) -> None:
    """Names of months in the report's language, on axes of times and where all labels are months."""

    def written(text: str, _value: float = np.nan) -> str:
        return _MONTH.sub(lambda found: month_short(MONTHS_IN_ENGLISH[found[1]], words.language), text)

    form = axis.get_major_formatter()
    labels = [text for text in form.format_ticks([*axis.get_majorticklocs()]) if text]
    of_times = type(form).__module__.startswith("matplotlib.dates") or hasattr(form, "plot_obj")
    if not of_times and not (labels and all(map(_MONTH_ALONE.fullmatch, labels))):
        return
    axis.set_major_formatter(_Rewritten(form, written))
    if len(axis.get_minorticklocs()):
        axis.set_minor_formatter(_Rewritten(axis.get_minor_formatter(), written))


def clear_wedges(axes: Axes) -> None:
    """Take away the words of a pie's wedges that are 0, which pile up, and let those on the others be legible."""
    for wedge in axes.patches:
        if not isinstance(wedge, Wedge):
            continue
        fill, empty = to_hex(wedge.get_facecolor()), np.isclose(wedge.theta1, wedge.theta2)
        for text in axes.texts:
            across, up = np.subtract(text.get_position(), wedge.center)
            turned = (np.degrees(np.arctan2(up, across)) - wedge.theta1) % 360
            if empty and np.isclose(turned, [0, 360]).any():
                text.set_visible(False)
            elif turned < wedge.theta2 - wedge.theta1 and np.hypot(across, up) < wedge.r:
                text.set_color(max(INK.paper, INK.ink, key=lambda ink: contrast(fill, ink)))


def check_formulas(svg: str, call: str) -> None:
    """Refuse TeX in texts that were drawn: pages show it as it is written."""
    if found := _FORMULA.search(svg):
        raise ParamsError(
            f"{call}: '{found[1].strip()}' in the chart is TeX, which is not set; write the signs: m², CO₂, 10³"
        )
