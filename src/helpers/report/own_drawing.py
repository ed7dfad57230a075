"""A chart that pandas, matplotlib or seaborn drew, as SVG in the look and language of the report."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
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
    from helpers.report.drawn_values import check_areas, check_drawn
    from helpers.report.long_legend import put_long_legend_beside
    from helpers.report.own_axes import begin_at_zero, check_bars, check_formulas, clear_wedges
    from helpers.report.own_marks import mark_missing

    with drawing.look():
        figure = _figure_of(drawn, call)
        if not any(axes.has_data() or axes.texts or axes.tables for axes in figure.axes):
            raise ParamsError(
                f"{call}: the chart is empty; draw into the Axes that you hand over, or, where all numbers may be "
                'missing, say only_if=frame["value"].notna().any()'
            )
        _leave_out_empty(figure)
        _check_labels_of_axes(figure.axes, data, call)
        check_drawn(figure, data, call)
        check_areas(figure.axes, data, call)
        check_bars(figure.axes, call)
        begin_at_zero(figure.axes)
        unmarked = mark_missing(figure, data)
        for axes in figure.axes:
            _in_words(axes, data, words)
            clear_wedges(axes)
        for text in _texts_of(figure):
            tell_if_of_other(text, f"{call}: '{text}' in the chart", words.language, BY_LANGUAGE)
        put_long_legend_beside(figure)
        for axes in figure.axes:
            _narrow_colour_bars(axes)
        made = drawing.drawing_of(figure, half=half)
        check_formulas(made.wide, call)
        return OwnDrawing(*made, frozenset(unmarked))


def _leave_out_empty(figure: Any) -> None:
    """Leave out axes in which nothing is drawn or written; the only ones that remain have the whole figure."""
    from matplotlib.gridspec import GridSpec

    held = [axes for axes in figure.axes if axes.get_subplotspec() is not None]
    for axes in held:
        words = [axes.get_title(loc=side) for side in ("left", "center", "right")]
        if not (axes.has_data() or axes.texts or axes.tables or axes.get_legend() or any(words)):
            axes.remove()
    left = [axes for axes in held if axes in figure.axes]
    if len(left) == len(held):
        return
    for axes in left:  # a shared axis was labelled at the edge alone
        spec = axes.get_subplotspec()
        others = [each.get_subplotspec() for each in left]
        if not any(
            spec.colspan == each.colspan and spec.rowspan.start < each.rowspan.start for each in others
        ):
            axes.tick_params(labelbottom=True)
        if not any(
            spec.rowspan == each.rowspan and spec.colspan.start > each.colspan.start for each in others
        ):
            axes.tick_params(labelleft=True)
    if len(figure.axes) == 1:
        figure.axes[0].set_subplotspec(GridSpec(1, 1, figure=figure)[0])


def _check_labels_of_axes(every: Sequence[Any], data: pd.DataFrame, call: str) -> None:
    """Refuse labels of an axis, or panels, for many categories of which the data have no row, as seaborn makes them.

    A dozen may be meant: months of which nothing came in.
    """
    for name, column in data.items():
        kind = column.dtype
        if not isinstance(kind, pd.CategoricalDtype):
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
        panels = {value: axes.has_data() for axes in every if (value := _facet(axes, str(name)))}
        empty = {value for value, drawn in panels.items() if not drawn} & without
        if len(empty) > MOST_WITHOUT_ROWS or len(empty) * 2 > len(panels):
            raise ParamsError(
                f"{call}: {len(empty)} of {len(panels)} panels are empty, and the data have no row of their '{name}'; "
                f"draw the frame with frame[{name!r}].cat.remove_unused_categories()"
            )


def _facet(axes: Any, name: str) -> str:
    """The category of a column that seaborn names above small axes: 'Sea' of 'border = Sea'; empty of others."""
    for side in ("left", "center", "right"):
        for part in str(axes.get_title(loc=side)).split(" | "):
            if part.startswith(f"{name} = "):
                return part.removeprefix(f"{name} = ")
    return ""


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
    from helpers.report.own_axes import write_ticks

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
        write_ticks(axis, label, data, words)
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
