"""What charts share, for any Axes: marks of withheld values, a target's line, rows, how numbers are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal, TypedDict

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import FixedLocator
from matplotlib.transforms import Affine2D, ScaledTranslation, Transform, blended_transform_factory

from helpers.errors import ParamsError, did_you_mean
from helpers.inputs.params.settings import Language
from helpers.privacy.release import Cell
from helpers.report.charts.labels import (
    FRONT,
    INK,
    NARROW,
    NOTE,
    SIZE,
    Label,
    Look,
    Wrapped,
    figure_of,
    write,
)
from helpers.report.current import language_of_opened
from helpers.report.language import SYMBOLS, cell_text

HIDDEN = 22.0
"""Points of the hatched mark of a withheld value, whatever it hides."""
HIDDEN_HEIGHT = 20.0
"""The same of a column."""
CLOSE = 0.85
"""Height of a row of a narrow drawing, as a share of one of a wide one."""
HATCH = "//////"
_OF_YEARS = (INK.highlight, INK.context, INK.context_dark, INK.muted, INK.heading)
"""From the last year back."""


class Numbers(TypedDict, total=False):
    """How a chart writes its numbers: by default in the language of the open report, whole, not as percent."""

    language: Language
    percent: bool
    decimals: int


def language_of(numbers: Numbers) -> Language:
    """The language that a chart was given, or that of the report that is open, or English."""
    return numbers.get("language") or language_of_opened() or "en"


def writer(numbers: Numbers) -> Callable[..., str]:
    """value, status -> the number as text; `[c]`, `[x]` or `[z]` where it is not shown."""

    def written(value: float, status: Any = "shown") -> str:
        cell = Cell(value if status == "shown" else None, status)
        unit: Literal["percent", "number"] = "percent" if numbers.get("percent") else "number"
        return cell_text(cell, language_of(numbers), unit, numbers.get("decimals", 0))

    return written


def drawable(frame: pd.DataFrame, *columns: str, once: bool = False) -> pd.DataFrame:
    """The frame with a status for each value, and without the values that are not shown.

    Without a column `status`, what has no value is not available.

    Raises:
        ParamsError: it lacks one of these columns, or has several rows alike in them where each may stand `once`.
    """
    check_columns(frame, *columns, "value")
    if once:
        one_row_each(frame, columns)
    value = frame["value"].astype("float64")
    status = frame["status"].astype(str) if "status" in frame else pd.Series("shown", frame.index)
    status = status.where(value.notna() | (status != "shown"), "x")
    return frame.assign(value=value.where(status == "shown"), status=status)


def withheld(
    ax: Axes,
    x: float,
    y: float,
    width: float = HIDDEN,
    height: float = HIDDEN,
    *,
    points: str = "xy",
    dx: float = 0,
    dy: float = 0,
) -> Rectangle:
    """The hatched mark of a withheld value, from its lower left corner; write `[c]` beside it.

    Along the axes named in `points` its size is in points, so that it says nothing about the value; along the others
    it is as wide as a column or a row. `dx`, `dy` move it by points.

    Examples:
        >>> import matplotlib.pyplot as plt
        >>> from helpers import report
        >>> figure, ax = plt.subplots()
        >>> bars = ax.barh(["Laos", "China"], [12, 0])
        >>> mark = report.charts.withheld(ax, 0, 0.6, height=0.8, points="x")
        >>> text = report.charts.write(ax, 0, 1, "[c]", dx=28)
        >>> plt.close(figure)
    """
    inches = figure_of(ax).dpi_scale_trans
    there = Affine2D().scale(1 / 72) + inches + ScaledTranslation(x, y, ax.transData)  # type: ignore[arg-type]
    data: Transform = ax.transData
    where = blended_transform_factory(there if "x" in points else data, there if "y" in points else data)
    mark = Rectangle((0 if "x" in points else x, 0 if "y" in points else y), width, height, hatch=HATCH)
    mark.set(facecolor=INK.wash, edgecolor=INK.context_dark, linewidth=0.8, zorder=FRONT - 1)
    ax.add_artist(mark)
    mark.set_transform(where + ScaledTranslation(dx / 72, dy / 72, inches))
    mark.set_clip_on(False)
    return mark


def symbol(ax: Axes, x: float, y: float, status: str, dx: float = 0, **look: Any) -> None:
    """`[c]` beside a small hatched mark, or `[x]`, `[z]`, in place of a dot."""
    if status == "c":
        withheld(ax, x, y, 8, 8, dx=dx, dy=-4)
    write(
        ax, x, y, SYMBOLS.get(status, SYMBOLS["x"]), dx + 10 * (status == "c"), **{"fontsize": NOTE, **look}
    )


def target_line(ax: Axes, value: float, text: str, *, axis: Literal["x", "y"] = "y") -> Axes:
    """A dashed line at a target, with its label where nothing else is written.

    Examples:
        >>> import matplotlib.pyplot as plt
        >>> from helpers import report
        >>> ax = plt.figure().subplots()
        >>> line = ax.plot([60, 75, 88])
        >>> report.charts.target_line(ax, 90, "aim 90%") is ax
        True
        >>> plt.close(ax.figure)
    """
    line = ax.axhline if axis == "y" else ax.axvline
    line(value, color=INK.attention, linewidth=1.0, linestyle=(0, (4, 3)), zorder=1.5, clip_on=False)
    look: Look = {"color": INK.attention, "fontsize": SIZE}
    if axis == "y":
        ends = [(x, y, "left") for x in (4.0, 90.0, 180.0, *range(10, 220, 10)) for y in (4.0, -11.0)]
        Label(ax, 0, value, text, ends, base=ax.get_yaxis_transform(), **look)
    else:
        Label(ax, value, 1, text, [(-5, 2, "right"), (5, 2, "left")], base=ax.get_xaxis_transform(), **look)
    return ax


class Height(Artist):
    """Says how many points high the figure of a chart is at a width; draws nothing."""

    def __init__(self, ax: Axes, of: Callable[[float], float]) -> None:
        super().__init__()
        self.of = of
        ax.add_artist(self)
        self.set_in_layout(False)

    def draw(self, renderer: Any) -> None:
        """Nothing."""


def rows(
    ax: Axes, labels: Sequence[object], row: float, rest: float = 12.0, *, narrow: float | None = None
) -> None:
    """One row a label from the top down, each so many points high, or as high as the longest label needs.

    In a narrow drawing they are closer together, or `narrow` points high.
    """
    names = Wrapped(labels, 0.34, 0.38)
    ax.yaxis.set_major_locator(FixedLocator(range(len(names.labels))))
    ax.yaxis.set_major_formatter(names)
    ax.set_ylim(max(1, len(names.labels)) - 0.5, -0.5)
    ax.tick_params(axis="y", left=False, pad=6)

    def high(width: float) -> float:
        one = row if width > NARROW else narrow or CLOSE * row
        return rest + len(names.labels) * max(one, 2 + 11 * names.most_lines(width))

    Height(ax, high)


def plain(ax: Axes, *, foot: bool = False, side: bool = False) -> None:
    """No grid, and numbers along neither axis: the chart writes them. `foot` or `side` draws the line of zero."""
    ax.grid(visible=False)
    ax.xaxis.set_visible(not side)
    ax.yaxis.set_visible(not foot)
    ax.spines["bottom"].set_visible(foot)
    ax.spines["left"].set_visible(side)
    ax.set(xlabel="", ylabel="")


def by_year(frame: pd.DataFrame, x: str) -> dict[str, pd.DataFrame]:
    """The rows of each year, the report's year last; all rows where there is no column `year`.

    Raises:
        ParamsError: a year has several rows of a category of the column `x`.
    """
    one_row_each(frame, [x, *({"year"} & {*frame.columns} - {x})])
    if "year" not in frame:
        return {"": frame}
    return {str(year): frame[frame["year"] == year] for year in sorted(frame["year"].unique())}


def check_columns(frame: pd.DataFrame, *columns: str) -> None:
    """ParamsError if the frame lacks one of these columns."""
    for name in columns:
        if name not in frame.columns:
            raise ParamsError(
                f"this chart takes a column '{name}', and the frame has none"
                + (
                    did_you_mean(name, map(str, frame.columns))
                    or f"; it has {', '.join(map(str, frame.columns))}"
                )
            )


def one_row_each(frame: pd.DataFrame, columns: Sequence[str]) -> None:
    """ParamsError if several rows are alike in these columns: they would be drawn over one another."""
    again = frame[frame.duplicated([*columns], keep=False)]
    if again.empty:
        return
    alike = again[(again[[*columns]] == again[[*columns]].iloc[0]).all(axis=1)]
    told = " and ".join(str(value) for value in alike[[*columns]].iloc[0])
    others = [
        name
        for name in frame.columns
        if name not in (*columns, "value", "status", "period") and not str(name).endswith("_code")
    ]
    apart = next((str(name) for name in others if alike[name].astype(str).nunique() == len(alike)), "")
    remedy = (
        f"they differ in '{apart}'; choose one of them, or draw with seaborn and hue='{apart}'"
        if apart
        else "choose or add up rows"
    )
    raise ParamsError(
        f"this chart takes one row for each {' and '.join(columns)}, and {told} has {len(alike)}; {remedy}"
    )


def year_colours(years: Iterable[Any]) -> dict[Any, str]:
    """The colours of years as the standard charts have them, for `palette=` of seaborn or `scale(color=)` of objects.

    The last year is in the highlight colour, those before in greys. `frame["year"]` gives the years.

    Raises:
        ParamsError: there are more years than such colours.

    Examples:
        >>> from helpers import open_report, report
        >>> release = open_report(province="lang-son", year=2023)
        >>> sessions = release.data("sessions", by="month", years=2)
        >>> report.charts.year_colours(sessions["year"])
        {2023: '#0B69A3', 2022: '#B8C2CC'}
    """
    found = sorted(set(years), reverse=True)
    if len(found) > len(_OF_YEARS):
        raise ParamsError(
            f"there are colours for {len(_OF_YEARS)} years, and these are {len(found)}; choose some"
        )
    return dict(zip(found, _OF_YEARS, strict=False))


def labelled(column: pd.Series) -> pd.Series:
    """The column, of which every row has a label.

    Raises:
        ParamsError: a row has none.
    """
    if column.isna().any():
        raise ParamsError(
            f"this chart takes a label for each row, and rows lack one in '{column.name}'; leave them out, such as by "
            f"frame.dropna(subset=['{column.name}'])"
        )
    return column


def in_order(column: pd.Series) -> list[str]:
    """The categories of a column as texts: in their order, or as they appear."""
    known = column.cat.categories if isinstance(column.dtype, pd.CategoricalDtype) else column.unique()
    present = set(labelled(column))
    return [str(each) for each in known if each in present]


def highest(frame: pd.DataFrame, *more: float) -> float:
    """The highest value that is shown, or of `more`; 1 where there is nothing above 0."""
    return max([*frame["value"].dropna(), *more, 0.0]) or 1.0
