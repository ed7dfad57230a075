"""Frames that a chart function cannot draw are refused with what to do, not drawn over themselves."""

from __future__ import annotations

from collections.abc import Callable

import matplotlib.pyplot as plt
import pandas as pd
import pytest
import seaborn as sns
from matplotlib.axes import Axes

from helpers.errors import ParamsError
from helpers.report import charts
from helpers.report.theme import THEME

TWO_PLACES = pd.DataFrame(
    {
        "quarter": ["Q1", "Q1", "Q2", "Q2"],
        "place": ["North", "South"] * 2,
        "place_code": ["north", "south"] * 2,
        "year": [2023] * 4,
        "value": [1.0, 2.0, 3.0, 4.0],
    }
)
ONE_PLACE = TWO_PLACES[TWO_PLACES["place"] == "North"]


@pytest.mark.parametrize(
    "draw",
    [
        lambda frame, ax: charts.bars(frame, ax, "quarter"),
        lambda frame, ax: charts.columns(frame, ax, "quarter"),
        lambda frame, ax: charts.lines(frame, ax, "quarter"),
    ],
    ids=["bars", "columns", "lines"],
)
def test_several_rows_in_one_place_are_refused(draw: Callable[[pd.DataFrame, Axes], Axes]) -> None:
    said = "one row for each quarter and year, and Q1 and 2023 has 2; they differ in 'place'; choose one"
    with pytest.raises(ParamsError, match=said):
        draw(TWO_PLACES, plt.figure().subplots())
    draw(ONE_PLACE, plt.figure().subplots())
    plt.close("all")


@pytest.mark.parametrize(
    "draw",
    [
        lambda frame, ax: charts.heat_map(frame, ax, "year", "quarter"),
        lambda frame, ax: charts.strip(frame, ax, "year", mark="north"),
    ],
    ids=["heat map", "strip"],
)
def test_a_field_and_a_dot_have_one_row(draw: Callable[[pd.DataFrame, Axes], Axes]) -> None:
    with pytest.raises(ParamsError, match="this chart takes one row for each"):
        draw(TWO_PLACES, plt.figure().subplots())
    plt.close("all")


@pytest.mark.parametrize(
    ("draw", "column"),
    [
        (lambda ax: charts.bars(ONE_PLACE, ax, "quarte"), "quarte"),
        (lambda ax: charts.columns(ONE_PLACE.drop(columns="value"), ax, "quarter"), "value"),
        (lambda ax: charts.lines(ONE_PLACE, ax, "month"), "month"),
        (lambda ax: charts.panels(ONE_PLACE, ax, "quarter"), "indicator"),
        (lambda ax: charts.panel(ONE_PLACE, ax, "period", title="x"), "period"),
        (lambda ax: charts.bullets(ONE_PLACE, ax, "quarter"), "due"),
        (lambda ax: charts.progress(ONE_PLACE, ax, "quarter", piles_up=True), "status"),
        (lambda ax: charts.dumbbell(ONE_PLACE, ax, "quarter"), "indicator"),
        (lambda ax: charts.intervals(ONE_PLACE, ax, "quarter", hue="year"), "low"),
        (lambda ax: charts.strip(ONE_PLACE, ax, "indicator", mark="north"), "indicator"),
        (lambda ax: charts.heat_map(ONE_PLACE, ax, "year", "month"), "month"),
        (lambda ax: charts.tile_map(ONE_PLACE, ax, place="code"), "code"),
    ],
)
def test_a_column_that_is_not_there_is_named(draw: Callable[[Axes], Axes], column: str) -> None:
    with pytest.raises(ParamsError, match=f"this chart takes a column '{column}', and the frame has none"):
        draw(plt.figure().subplots())
    plt.close("all")


def test_years_of_an_own_chart_have_the_colours_of_the_standard_charts() -> None:
    frame = pd.concat([ONE_PLACE, ONE_PLACE.assign(year=2022)])
    ax = sns.lineplot(frame, x="quarter", y="value", hue="year", palette=charts.year_colours(frame["year"]))
    drawn = {
        text.get_text(): line.get_color()
        for text, line in zip(ax.legend().get_texts(), ax.legend().get_lines(), strict=True)
    }
    assert drawn == {"2022": THEME.colours.context, "2023": THEME.colours.highlight}
    plt.close("all")
    assert len(set(charts.year_colours(range(2019, 2024)).values())) == 5
    with pytest.raises(ParamsError, match="there are colours for 5 years, and these are 6; choose some"):
        charts.year_colours(range(2018, 2024))
