"""One way to SVG: any figure laid out for the page and for a telephone."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import seaborn as sns
from lxml import etree
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure

from drawn_charts import boxes, words
from helpers.report import charts
from helpers.report.drawing import drawing_of, look
from helpers.report.svg import Renderer
from helpers.report.theme import THEME

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
YEARS = pd.DataFrame(
    {
        "month": MONTHS * 3,
        "year": np.repeat(["2021", "2022", "2023"], 12),
        "value": [(7 * n) % 23 + 20 for n in range(36)],
    }
)


@pytest.fixture(autouse=True)
def style() -> Any:
    with plt.rc_context({"backend": "agg"}), look():
        yield
    plt.close("all")


def figure() -> tuple[Figure, Axes]:
    made = Figure()
    return made, made.subplots()


def test_an_analysts_chart_has_letters_of_nine_pixels_on_a_telephone_and_nothing_is_cut() -> None:
    ax = sns.barplot(YEARS, x="month", y="value", hue="year")
    for svg, width in zip(drawing_of(ax.figure), (481.89, 252.0), strict=True):
        page = etree.fromstring(svg)
        assert page.get("viewBox", "").split()[2] == f"{width:g}"
        assert all(word.left >= 0 and word.right <= width for word in words(svg))
    assert min(word.size for word in words(svg)) * 304 / 252 >= 9


def test_facets_stand_two_in_a_row_on_a_telephone_and_keep_the_numbers_of_their_axes() -> None:
    grid = sns.FacetGrid(YEARS, col="year")
    grid.map_dataframe(sns.lineplot, x="month", y="value", errorbar=None)
    wide, narrow = drawing_of(grid.figure)
    names = [f"year = {year}" for year in (2021, 2022, 2023)]
    rows = [len({round(word.bottom) for word in words(svg) if word.text in names}) for svg in (wide, narrow)]
    assert rows == [1, 2]
    numbers = [[word.text for word in words(svg)].count("30") for svg in (wide, narrow)]
    assert numbers == [1, 2]  # at the left of each row
    height = [float(etree.fromstring(svg).get("viewBox", "").split()[3]) for svg in (wide, narrow)]
    assert height[1] == pytest.approx(2 * height[0], rel=0.01)


@pytest.mark.parametrize("count", [4, 5, 6])
def test_wrapped_facets_are_named_at_their_new_edges_alone(count: int) -> None:
    """Of three a row, as seaborn wraps them, two stand in a row on a telephone: others are at the edges there."""
    places = pd.concat([YEARS.assign(place=f"Place {at}") for at in range(count)])
    grid = sns.relplot(places, x="month", y="value", col="place", col_wrap=3, kind="line", errorbar=None)
    grid.set_axis_labels("Months", "Cases")
    drawn = [[word.text for word in words(svg)] for svg in drawing_of(grid.figure)]
    rows = [math.ceil(count / across) for across in (3, 2)]
    assert [texts.count("Cases") for texts in drawn] == [texts.count("30") for texts in drawn] == rows
    assert [texts.count("Months") for texts in drawn] == [3, 2]


def test_a_legend_beside_the_axes_goes_below_them_on_a_telephone() -> None:
    grid = sns.relplot(YEARS, x="month", y="value", hue="year", kind="line", errorbar=None)
    places = []
    for svg in drawing_of(grid.figure):
        *_, height = map(float, etree.fromstring(svg).get("viewBox", "").split())
        (entry,) = [word for word in words(svg) if word.text == "2023"]
        (month,) = [word for word in words(svg) if word.text == "Dec"]
        places.append(
            "below" if entry.top > month.bottom else "beside" if entry.left > month.right else "over"
        )
        assert entry.bottom < height
    assert places == ["beside", "below"]


def test_labels_that_would_run_into_one_another_are_broken_or_turned() -> None:
    names = pd.DataFrame({"place": [f"Thành phố {letter}" for letter in "ABCDEFGHIJKL"], "value": range(12)})
    wide, narrow = drawing_of(sns.barplot(names, x="place", y="value").figure)
    assert narrow
    broken = [text.text for text in etree.fromstring(wide).iter("{*}text")]
    assert {"Thành", "phố A"} <= set(broken) or {"Thành phố", "A"} <= set(broken)
    assert "rotate(-45" not in wide
    turned = [text for text in etree.fromstring(narrow).iter("{*}text") if text.text in set(names["place"])]
    assert len(turned) == 12
    assert all("rotate(-45" in text.get("transform", "") for text in turned)


def test_a_title_wider_than_its_chart_has_more_lines() -> None:
    frame = YEARS.assign(year="Số vụ xuất nhập cảnh trái phép qua biên giới của năm " + YEARS["year"])
    grid = sns.FacetGrid(frame, col="year")
    grid.map_dataframe(sns.lineplot, x="month", y="value", errorbar=None)
    grid.set_titles("{col_name}", size=9)
    for svg in drawing_of(grid.figure):
        width = float(etree.fromstring(svg).get("viewBox", "").split()[2])
        titles = [word for word in words(svg) if word.text.startswith("Số vụ")]
        assert len(titles) == 3 and all(word.right <= width for word in titles)


def peaks(ax: Axes) -> None:
    for at in range(0, 12, 3):
        charts.Label(ax, at, YEARS["value"][at], f"{YEARS['value'][at]} in {MONTHS[at]}")


def named(ax: Axes) -> None:
    charts.name_lines(ax)


def aimed(ax: Axes) -> None:
    charts.target_line(ax, 30, "aim 30")


HELPERS: dict[str, Callable[[Axes], object]] = {"labels": peaks, "names": named, "target": aimed}


@pytest.mark.parametrize("helper", HELPERS)
def test_labels_of_a_seaborn_chart_cover_neither_lines_nor_one_another(helper: str) -> None:
    ax = sns.lineplot(YEARS[YEARS["year"] == "2023"], x="month", y="value", hue="year", errorbar=None)
    HELPERS[helper](ax)
    drawing_of(ax.figure)
    labels = [text for text in ax.texts if isinstance(text, charts.Label)]
    assert labels
    extents = [label.get_window_extent(Renderer(ax.figure)) for label in labels]
    lines = [line.get_transform().transform_path(line.get_path()) for line in ax.lines]
    assert not any(path.intersects_bbox(box, filled=False) for box in extents for path in lines)
    assert not any(one.overlaps(other) for at, one in enumerate(extents) for other in extents[:at])


def test_names_of_lines_take_the_place_of_the_legend() -> None:
    ax = sns.lineplot(YEARS, x="month", y="value", hue="year", errorbar=None)
    charts.name_lines(ax)
    for svg in drawing_of(ax.figure):
        assert sorted(word.text for word in words(svg) if word.text in set(YEARS["year"])) == [
            "2021",
            "2022",
            "2023",
        ]


@pytest.mark.parametrize("hidden", [0.1, 5.0, 4000.0])
def test_the_mark_of_a_withheld_value_has_one_length_on_any_axes(hidden: float) -> None:
    lengths = set()
    made, ax = figure()
    ax.barh(["a", "b"], [hidden, 0])
    charts.withheld(ax, 0, 0.7, height=0.6, points="x")
    charts.write(ax, 0, 1, "[c]", 27)
    for svg in drawing_of(made):
        ((left, _top, right, _bottom),) = boxes(svg, "url(")
        lengths.add(round(right - left, 1))
        assert [word.text for word in words(svg)].count("[c]") == 1
    assert lengths == {22.0}


def test_a_chart_of_ours_keeps_its_rows_in_a_figure_of_an_analyst() -> None:
    rows = pd.DataFrame({"route": [f"Route {n}" for n in range(30)], "value": range(30)})
    made, ax = figure()
    charts.bars(rows, ax, "route", language="en")
    for svg in drawing_of(made):
        labels = sorted(word.bottom for word in words(svg) if word.text.startswith("Route"))
        assert min(np.diff(labels)) >= 20


def test_colours_are_those_of_the_palette() -> None:
    made, ax = figure()
    ax.plot([1, 2])
    assert THEME.colours.highlight.lower() in drawing_of(made).wide


@pytest.mark.parametrize("look_of_text", [{}, {"family": "DejaVu Sans"}, {"fontsize": 14, "rotation": 30}])
def test_a_typeface_is_measured_once_and_as_matplotlib_measures_it(
    look_of_text: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, ax = figure()
    made.set_dpi(72)
    text = ax.text(0.5, 0.5, "Tổng số\nof all", **look_of_text)
    ours = Renderer(made)
    measured = text.get_window_extent(ours).bounds
    assert measured == pytest.approx(
        text.get_window_extent(RendererSVG(100, 100, io.StringIO(), image_dpi=72)).bounds
    )
    monkeypatch.setattr("matplotlib.text.get_font", None)
    assert text.get_window_extent(ours).bounds == measured


@pytest.mark.parametrize(
    ("columns", "rows", "upright", "kept"), [(4, 3, 0, 12), (12, 3, 36, 36), (24, 24, 0, 0)]
)
def test_numbers_in_a_heat_map_do_not_run_into_one_another(
    columns: int, rows: int, upright: int, kept: int
) -> None:
    frame = pd.DataFrame([[123400.0 + at for at in range(columns)]] * rows)
    with look():
        ax = sns.heatmap(frame, annot=True, fmt=".0f", cbar=False)
        _, narrow = drawing_of(ax.figure)
    assert narrow
    numbers = [
        each
        for each in etree.fromstring(narrow).iter("{*}text")
        if (each.text or "").strip().startswith("1234")
    ]
    assert len(numbers) == kept
    assert sum("rotate(-90" in each.get("transform", "") for each in numbers) == upright
