"""The data handed over with a figure are those that are drawn: others are told, summaries are let pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import seaborn as sns
import seaborn.objects as so
from matplotlib.figure import Figure

from helpers.errors import ParamsError
from helpers.report import charts
from helpers.report.drawn_values import check_areas, check_drawn

MONTHS = list("ABCDEFGHIJKL")
DRAWN = pd.DataFrame({"month": MONTHS, "value": [61, 13, 87, 45, 66, 90, 28, 19, 53, 72, 34, 41]})
OTHER = DRAWN.assign(value=DRAWN["value"] + 500)
TWO = pd.concat([DRAWN.assign(year=2022), DRAWN.assign(year=2023, value=DRAWN["value"] * 2 + 1)])
WIDE = TWO.pivot_table(index="month", columns="year", values="value")


@pytest.fixture(autouse=True)
def no_figure_is_left_open() -> Iterator[None]:
    with mpl.rc_context({"backend": "agg"}):
        yield
    plt.close("all")


def figure_of(drawn: Any) -> Figure:
    """The figure of what was drawn."""
    if isinstance(drawn, so.Plot):
        figure = Figure()
        drawn.on(figure).plot()
        return figure
    figure = drawn.figure if hasattr(drawn, "figure") else np.ravel(drawn)[0].figure
    assert isinstance(figure, Figure)
    return figure


ONE_MARK_A_NUMBER: dict[str, Callable[[pd.DataFrame], Any]] = {
    "seaborn bars": lambda d: sns.barplot(d, x="month", y="value"),
    "seaborn bars that lie": lambda d: sns.barplot(d, y="month", x="value"),
    "seaborn line": lambda d: sns.lineplot(d, x="month", y="value"),
    "seaborn dots": lambda d: sns.scatterplot(d, x="month", y="value"),
    "seaborn objects": lambda d: so.Plot(d, x="month", y="value").add(so.Line()),
    "pandas line": lambda d: d.set_index("month")["value"].plot(),
    "pandas bars": lambda d: d.set_index("month")["value"].plot.bar(),
    "pandas bars that lie": lambda d: d.set_index("month")["value"].plot.barh(),
    "matplotlib": lambda d: plt.figure().subplots().plot(d["month"], d["value"])[0].axes,
}


@pytest.mark.filterwarnings("ignore:.*copy keyword")
@pytest.mark.parametrize("kind", ONE_MARK_A_NUMBER)
def test_other_numbers_than_those_drawn_are_told(kind: str) -> None:
    figure = figure_of(ONE_MARK_A_NUMBER[kind](DRAWN))
    check_drawn(figure, DRAWN, "report.figure('x')")
    with pytest.raises(
        ParamsError, match=r"^report.figure\('x'\): the data are not what is drawn: the figure shows \d+"
    ):
        check_drawn(figure, OTHER, "report.figure('x')")


SUMMARIES: dict[str, tuple[pd.DataFrame, Callable[[], Any]]] = {
    "means": (TWO, lambda: sns.barplot(TWO, x="month", y="value")),
    "hue": (TWO, lambda: sns.lineplot(TWO, x="month", y="value", hue="year")),
    "facets": (TWO, lambda: sns.relplot(TWO, x="month", y="value", col="year", kind="line")),
    "wide": (WIDE, lambda: WIDE.plot()),
    "wide bars": (WIDE, lambda: WIDE.plot.bar()),
    "stacked": (WIDE, lambda: WIDE.plot.bar(stacked=True)),
    "area": (WIDE, lambda: WIDE.plot.area()),
    "tidy data of a wide drawing": (TWO, lambda: WIDE.plot()),
    "subplots": (WIDE, lambda: WIDE.plot(subplots=True)),
    "ten of all": (TWO, lambda: sns.barplot(TWO.nlargest(10, "value"), x="month", y="value")),
    "counts": (DRAWN, lambda: sns.histplot(DRAWN, x="value", bins=12)),
    "counts by pandas": (DRAWN, lambda: DRAWN["value"].plot.hist(bins=12)),
    "counts by matplotlib": (DRAWN, lambda: plt.figure().subplots().hist(DRAWN["value"], bins=12)[2][0].axes),
    "density": (DRAWN, lambda: sns.kdeplot(DRAWN, x="value")),
    "boxes": (TWO, lambda: sns.boxplot(TWO, x="year", y="value")),
    "strips": (TWO, lambda: sns.stripplot(TWO, x="year", y="value")),
    "violins": (TWO, lambda: sns.violinplot(TWO, x="year", y="value")),
    "heatmap": (WIDE, lambda: sns.heatmap(WIDE)),
    "regression": (DRAWN, lambda: sns.regplot(DRAWN.assign(at=range(12)), x="at", y="value")),
    "pie": (DRAWN, lambda: DRAWN.set_index("month")["value"].plot.pie()),
    "sums so far": (DRAWN, lambda: DRAWN.set_index("month")["value"].cumsum().plot()),
    "a rule across": (DRAWN, lambda: sns.barplot(DRAWN, x="month", y="value").axhline(90).axes),
    "few marks": (DRAWN.head(2), lambda: sns.barplot(OTHER.head(2), x="month", y="value")),
    "words alone": (DRAWN[["month"]], lambda: sns.lineplot(DRAWN, x="month", y="value")),
    "the reports' own": (
        OTHER.assign(status="shown"),
        lambda: charts.bars(DRAWN.assign(status="shown"), plt.figure().subplots(), "month"),
    ),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore:vert")
@pytest.mark.parametrize("kind", SUMMARIES)
def test_summaries_and_selections_are_let_pass(kind: str) -> None:
    data, draw = SUMMARIES[kind]
    check_drawn(figure_of(draw()), data, "report.figure('x')")


PARTS: dict[str, Callable[[], Any]] = {
    "seaborn": lambda: sns.barplot(DRAWN, x="month", y="value"),
    "pandas": lambda: DRAWN.plot.bar(x="month", y="value"),
    "bars that lie": lambda: DRAWN.plot.barh(x="month", y="value"),
}


@pytest.mark.parametrize("kind", PARTS)
def test_data_that_hold_half_of_the_bars_are_told(kind: str) -> None:
    with pytest.raises(
        ParamsError, match="but a part of what is drawn: the figure has 12 bars, of which 6 are not"
    ):
        check_drawn(figure_of(PARTS[kind]()), DRAWN.head(6), "report.figure('x')")


def test_bars_of_data_and_of_their_sum_and_mean_are_let_pass() -> None:
    ax = sns.barplot(DRAWN, x="month", y="value")
    ax.bar(["all", "mean"], [DRAWN["value"].sum(), DRAWN["value"].mean()])
    check_drawn(figure_of(ax), DRAWN, "report.figure('x')")


def test_areas_of_withheld_numbers_are_refused() -> None:
    held = WIDE.astype(float).assign(status="shown")
    gaps = pd.DataFrame({"month": MONTHS, "value": DRAWN["value"].astype(float), "status": "shown"})
    gaps.loc[3, ["value", "status"]] = [np.nan, "c"]
    with pytest.raises(ParamsError, match=r"drawn down to 0 where a number is withheld.*frame.plot\(\)"):
        check_areas(gaps.set_index("month")[["value"]].plot.area().figure.axes, gaps, "report.figure('x')")
    check_areas(gaps.set_index("month")["value"].plot().figure.axes, gaps, "report.figure('x')")
    check_areas(WIDE.plot.area().figure.axes, held, "report.figure('x')")
