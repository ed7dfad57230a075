"""A chart that pandas, matplotlib or seaborn drew, as SVG in the look and language of the report."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any, NamedTuple

import pandas as pd

from helpers.errors import ParamsError
from helpers.report.frame_tables import column_label
from helpers.report.other_language import BY_LANGUAGE, tell_if_of_other
from helpers.report.theme import chart_style
from helpers.report.words import Words

FREQUENCY = {"en": "Frequency", "vi": "Tần số"}
"""What pandas calls counts; in reference sheets the English word means how often something is reported."""
MOST_WITHOUT_ROWS = 12
COLOUR_BAR = 0.045
"""How much of the width of a chart its colour bar takes."""
_WAYS = "hand over Axes, a Figure, a seaborn grid or an objects.Plot"


class OwnDrawing(NamedTuple):
    """A chart as SVG, as `Drawing` has it, and the statuses of numbers of its data that it neither draws nor marks."""

    wide: str
    narrow: str | None
    unmarked: frozenset[str]


def drawing_of(drawn: Any, data: pd.DataFrame, words: Words, call: str, *, half: bool = False) -> OwnDrawing:
    """The drawing as SVG, for the page and for telephones, or half as wide as the page; pyplot forgets it.

    What the data hold as withheld or not available is marked in it, where its place in the chart is certain.

    Raises:
        ParamsError: it is no drawing, or an empty one; `call` names it.
    """
    from helpers.report import drawing
    from helpers.report.drawn_values import check_drawn
    from helpers.report.long_legend import put_long_legend_beside
    from helpers.report.own_marks import mark_missing

    with drawing.look():
        figure = _figure_of(drawn, call)
        if not any(axes.has_data() or axes.texts or axes.tables for axes in figure.axes):
            raise ParamsError(
                f"{call}: the chart is empty; draw into the Axes that you hand over, or, where all numbers may be "
                'missing, say only_if=frame["value"].notna().any()'
            )
        _check_labels_of_axes(figure.axes, data, call)
        check_drawn(figure, data, call)
        for axes in figure.axes:
            _begin_at_zero(axes)
        unmarked = mark_missing(figure, data)
        for axes in figure.axes:
            _in_words(axes, data, words)
        for text in _texts_of(figure):
            tell_if_of_other(text, f"{call}: '{text}' in the chart", words.language, BY_LANGUAGE)
        put_long_legend_beside(figure.axes)
        for axes in figure.axes:
            _narrow_colour_bars(axes)
        return OwnDrawing(*drawing.drawing_of(figure, half=half), frozenset(unmarked))


def _check_labels_of_axes(every: Iterable[Any], data: pd.DataFrame, call: str) -> None:
    """Refuse an axis with a label for each of many categories of which the data have no row, as seaborn makes it.

    A dozen may be meant: months of which nothing came in.
    """
    for name, column in data.items():
        kind = column.dtype
        if not isinstance(kind, pd.CategoricalDtype) or len(kind.categories) <= MOST_WITHOUT_ROWS:
            continue
        without = {*map(str, kind.categories)} - {*map(str, column.dropna().unique())}
        for axis in (axis for axes in every for axis in (axes.xaxis, axes.yaxis)):
            labels = {*axis.get_major_formatter().format_ticks(axis.get_majorticklocs())}
            if len(labels & without) > MOST_WITHOUT_ROWS:
                raise ParamsError(
                    f"{call}: an axis has {len(labels)} labels of '{name}', and the data have no row of "
                    f"{len(labels & without)} of them; pass order=frame[{name!r}] to seaborn, or draw the frame with "
                    f"frame[{name!r}].cat.remove_unused_categories()"
                )


def _begin_at_zero(axes: Any) -> None:
    """Let an axis of numbers that are all 0, or all missing, begin at 0: by itself it goes from -0.04 to 0.04."""
    from matplotlib.ticker import ScalarFormatter

    for axis, seen, fits, limit in (
        (axes.xaxis, axes.dataLim.intervalx, axes.get_autoscalex_on(), axes.set_xlim),
        (axes.yaxis, axes.dataLim.intervaly, axes.get_autoscaley_on(), axes.set_ylim),
    ):
        if fits and not seen.any() and isinstance(axis.get_major_formatter(), ScalarFormatter):
            limit(0, 1)
            axis.set_ticks([0])


def put_away(drawn: Any, call: str) -> None:
    """Make pyplot forget a drawing that is not shown.

    Raises:
        ParamsError: it is no drawing; `call` names it.
    """
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close(_figure_of(drawn, call))


def _figure_of(drawn: Any, call: str) -> Any:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, SubFigure

    maker = type(drawn).__module__
    if maker == "seaborn._core.plot" and hasattr(drawn, "on"):
        figure = Figure()
        drawn.theme(chart_style()).on(figure).plot()
        return figure
    if maker.startswith("seaborn") and isinstance(getattr(drawn, "figure", None), Figure):
        return drawn.figure
    several = drawn.ravel() if hasattr(drawn, "ravel") else drawn
    first = next(iter(several), None) if isinstance(several, Iterable) else several
    if isinstance(first, (Axes, Figure, SubFigure)):
        return first.get_figure(root=True)
    raise ParamsError(f"{call}: a value of type {type(drawn).__name__} is no chart; {_WAYS}")


def _in_words(axes: Any, data: pd.DataFrame, words: Words) -> None:
    """Labels of axes and legend that are names of the data's columns, and numbers, in the report's language."""
    names = {str(name) for name in (*data.columns, *data.index.names, *data.columns.names)}
    of_seaborn = {
        "Count": words.say("Count"), "Density": words.say("Density"), "Frequency": FREQUENCY[words.language],
        "Percent": words.say("Percent"), "Probability": words.say("Probability"),
        "Proportion": words.say("Proportion"),
    }  # fmt: skip
    for side in ("left", "center", "right"):
        facet, _, value = axes.get_title(loc=side).partition(" = ")
        if facet in names and value:
            axes.set_title(value, loc=side)
    for axis, label, write in (
        (axes.xaxis, axes.get_xlabel(), axes.set_xlabel),
        (axes.yaxis, axes.get_ylabel(), axes.set_ylabel),
    ):
        if label in names:
            write(_axis_label(label, data, words))
        elif label in of_seaborn:
            write(of_seaborn[label])
        _write_numbers(axis, words, plain=label == "year")
    for legend in filter(None, (axes.get_legend(), *axes.figure.legends)):
        title = legend.get_title()
        if title.get_text() in names:
            title.set_text(column_label(title.get_text(), words))


def _texts_of(figure: Any) -> list[str]:
    """What is written in it, each text once: titles, labels of axes and of their ticks, legends, notes."""
    from matplotlib.text import Text

    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            axis.get_ticklabels()  # writes them
    return list(dict.fromkeys(each.get_text().replace("\n", " ") for each in figure.findobj(Text)))


def _narrow_colour_bars(axes: Any) -> None:
    """Give a colour bar a share of the chart's width and all of its place: so its numbers have room in both layouts.

    matplotlib's own is a twentieth as wide as high, whatever the width of its place.
    """
    for drawn in (*axes.collections, *axes.images):
        bar, spec = getattr(drawn, "colorbar", None), axes.get_subplotspec()
        if bar is None or bar.orientation != "vertical" or spec is None or bar.ax.get_subplotspec() is None:
            continue
        grid = spec.get_gridspec()
        if bar.ax.get_subplotspec().get_gridspec() is grid and grid.ncols == 2 and spec.colspan.start == 0:
            grid.set_width_ratios([1 - COLOUR_BAR, COLOUR_BAR])
            bar.ax.set_box_aspect(None)


def _axis_label(name: str, data: pd.DataFrame, words: Words) -> str:
    """The unit for values; nothing for times and places, which name themselves."""
    if name == "value":
        units = list(dict.fromkeys(map(str, data["unit"].dropna()))) if "unit" in data.columns else []
        return units[0] if len(units) == 1 else ""
    return (
        "" if name in ("month", "quarter", "year", "period", "place", "region") else column_label(name, words)
    )


def _write_numbers(axis: Any, words: Words, *, plain: bool) -> None:
    """Marks of thousands and decimals as the language has them, where matplotlib would choose its own."""
    from matplotlib.ticker import FuncFormatter, ScalarFormatter

    if type(axis.get_major_formatter()) is not ScalarFormatter:
        return

    def written(value: float, _position: int | None = None) -> str:
        if plain:
            return str(round(value)) if float(value).is_integer() else ""
        digits = f"{value:.6g}"
        decimals = len(digits.partition(".")[2]) if "e" not in digits else 0
        return words.number(float(value), decimals)

    axis.set_major_formatter(FuncFormatter(written))
