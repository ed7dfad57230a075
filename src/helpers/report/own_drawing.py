"""A chart that pandas, matplotlib or seaborn drew, as SVG in the look and language of the report."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import pandas as pd

from helpers.errors import ParamsError
from helpers.report import language as lang
from helpers.report.frame_tables import column_label
from helpers.report.theme import ANALYST_RC_PARAMS, POINTS_PER_MM, THEME
from helpers.report.words import Words

HIGHEST_MM = 220.0
"""What a page of paper holds beside title and note."""
_WAYS = "hand over Axes, a Figure, a seaborn grid or an objects.Plot"


def svg_of(drawn: Any, data: pd.DataFrame, words: Words, call: str) -> str:
    """The drawing as SVG, as wide as the page; pyplot forgets it.

    Raises:
        ParamsError: it is no drawing, or an empty one; `call` names it.
    """
    import matplotlib as mpl

    from helpers.report.fonts import register_fonts
    from helpers.report.svg import figure_to_svg

    register_fonts()
    with mpl.rc_context(ANALYST_RC_PARAMS):
        figure = _figure_of(drawn, call)
        if not any(axes.has_data() or axes.texts or axes.tables for axes in figure.axes):
            raise ParamsError(f"{call}: the chart is empty; draw into the Axes that you hand over")
        for axes in figure.axes:
            _in_words(axes, data, words)
        _fit(figure)
        _make_room_for_labels(figure, words)
        svg = figure_to_svg(figure)
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close(figure)
    return svg


def _figure_of(drawn: Any, call: str) -> Any:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, SubFigure

    maker = type(drawn).__module__
    if maker == "seaborn._core.plot" and hasattr(drawn, "on"):
        figure = Figure()
        drawn.theme(ANALYST_RC_PARAMS).on(figure).plot()
        return figure
    if maker.startswith("seaborn") and isinstance(getattr(drawn, "figure", None), Figure):
        return drawn.figure
    several = drawn.ravel() if hasattr(drawn, "ravel") else drawn
    first = next(iter(several), None) if isinstance(several, Iterable) else several
    if isinstance(first, (Axes, Figure, SubFigure)):
        return first.get_figure(root=True)
    raise ParamsError(f"{call}: a value of type {type(drawn).__name__} is no chart; {_WAYS}")


def _fit(figure: Any) -> None:
    """As wide as the page, in its own proportions; with room for every word, and for legends beside the axes."""
    width, height = figure.get_size_inches()
    wanted = THEME.widths.text_mm * POINTS_PER_MM / 72
    highest = HIGHEST_MM * POINTS_PER_MM / 72
    figure.set_size_inches(wanted, min(highest, wanted * height / width))
    figure.set_dpi(72)
    right = 1.0
    for legend in figure.legends:
        right = min(right, 1.0 - legend.get_window_extent().width / figure.bbox.width - 0.02)
        legend.set_loc("center right")
        legend.set_bbox_to_anchor((1.0, 0.5))
    figure.set_layout_engine("tight", rect=(0.0, 0.0, max(0.3, right), 1.0))


def _make_room_for_labels(figure: Any, words: Words) -> None:
    """Thin out times and numbers of a horizontal axis that would overlap; other names stand upright, all of them."""
    from matplotlib.ticker import FixedFormatter, FixedLocator

    times = {lang.month_short(number, words.language) for number in range(1, 13)}
    times |= {lang.quarter_short(number, words.language) for number in range(1, 5)}
    for axes in figure.axes:
        labels = zip(axes.get_xticks(), axes.get_xticklabels(), strict=False)
        shown = [(at, label) for at, label in labels if label.get_text() and not label.get_rotation()]
        places = [axes.transData.transform((at, 0))[0] for at, _ in shown]
        widths = [label.get_window_extent().width for _, label in shown]
        step = next((n for n in range(1, len(shown)) if _fits(places[::n], widths[::n])), 1)
        if step == 1:
            continue
        texts = [label.get_text() for _, label in shown]
        if all(text in times or not any(map(str.isalpha, text)) for text in texts):
            axes.xaxis.set_major_locator(FixedLocator([at for at, _ in shown[::step]]))
            axes.xaxis.set_major_formatter(FixedFormatter(texts[::step]))
        else:
            axes.tick_params(axis="x", rotation=90)


def _fits(places: Sequence[float], widths: Sequence[float]) -> bool:
    """Whether labels of these widths, centred at these places, are apart."""
    halves = [(one + other) / 2 for one, other in pairwise(widths)]
    return all(abs(b - a) > half for (a, b), half in zip(pairwise(places), halves, strict=True))


def _in_words(axes: Any, data: pd.DataFrame, words: Words) -> None:
    """Labels of axes and legend that are names of the data's columns, and numbers, in the report's language."""
    names = {str(name) for name in (*data.columns, *data.index.names, *data.columns.names)}
    of_seaborn = {
        "Count": words.say("Count"), "Density": words.say("Density"), "Frequency": words.say("Count"),
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
