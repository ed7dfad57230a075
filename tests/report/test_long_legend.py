"""Own charts with a long legend or a colour bar: nothing is cut or covered, on the page and on a telephone."""

from __future__ import annotations

import math
import re
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
import seaborn as sns
from lxml import etree

from drawn_charts import Word, figure_of, words
from helpers.report.drawing import NARROW, WIDE
from helpers.report.exhibit import Exhibit
from helpers.report.fonts import text_width

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


pytestmark = pytest.mark.usefixtures("english")


def lines(count: int) -> Exhibit:
    frame = pd.DataFrame(
        [(month, f"Province {name}", 40.0 + 9 * at + name) for name in range(count) for at, month in enumerate(MONTHS)],
        columns=["month", "place", "value"],
    )  # fmt: skip
    return figure_of(sns.lineplot(frame, x="month", y="value", hue="place"), frame)


def legend_of(svg: str) -> list[Word]:
    return [word for word in words(svg) if word.text.startswith("Province")]


def room_of(svg: str) -> tuple[float, float]:
    _, _, width, height = map(float, etree.fromstring(svg).get("viewBox", "").split())
    return width, height


def assert_nothing_is_cut_or_covered(svg: str, width: float) -> None:
    every, (across, down) = words(svg), room_of(svg)
    assert across == pytest.approx(width, abs=1)
    for word in every:
        assert word.left >= -1 and word.right <= across + 1 and word.bottom <= down + 1, word
    assert [pair for pair in combinations(every, 2) if pair[0].touches(pair[1])] == []


@pytest.mark.parametrize("count", [7, 9, 14])
def test_a_long_legend_stands_beside_the_axes_and_below_them_on_a_telephone(count: int) -> None:
    shown = lines(count)
    assert shown.svg and shown.narrow
    for svg, width in ((shown.svg, WIDE), (shown.narrow, NARROW)):
        assert len(legend_of(svg)) == count
        assert_nothing_is_cut_or_covered(svg, width)
    months = [word for word in words(shown.svg) if word.text in MONTHS]
    assert min(word.left for word in legend_of(shown.svg)) > max(word.right for word in months)
    below = [word for word in words(shown.narrow) if word.text in MONTHS]
    assert min(word.top for word in legend_of(shown.narrow)) > max(word.bottom for word in below)
    assert len({round(word.left) for word in legend_of(shown.narrow)}) == 2, "in two columns"


def test_a_short_legend_stays_among_lines() -> None:
    shown = lines(2)
    assert shown.svg
    months = [word for word in words(shown.svg) if word.text in MONTHS]
    assert min(word.left for word in legend_of(shown.svg)) < max(word.right for word in months)


REGIONS = [
    "Northern Midlands and Mountains", "Red River Delta", "North Central and Central Coast", "Central Highlands",
    "Southeast", "Mekong River Delta",
]  # fmt: skip


@pytest.mark.parametrize("draw", ["seaborn", "pandas", "moved legend"])
def test_long_names_are_whole_in_both_widths(draw: str) -> None:
    frame = pd.DataFrame({"place": REGIONS, "value": [4500.0, 2400, 9200, 1600, 2400, 4700]})
    if draw == "pandas":
        ax = frame.set_index("place")["value"].plot.bar()
    elif draw == "seaborn":
        ax = sns.barplot(frame, x="place", y="value")
    else:
        many = pd.concat([frame.assign(month=month) for month in MONTHS[:4]])
        ax = sns.lineplot(many, x="month", y="value", hue="place")
        sns.move_legend(ax, "upper left", bbox_to_anchor=(1, 1))
        frame = many
    shown = figure_of(ax, frame)
    assert shown.svg and shown.narrow
    assert draw != "seaborn" or len(turned_names(shown.narrow)) == len(REGIONS)
    for svg in (shown.svg, shown.narrow):
        across, down = room_of(svg)
        upright = [word for word in words(svg) if word.text not in turned_names(svg)]
        assert all(
            word.left >= -1 and word.right <= across + 1 and word.bottom <= down + 1 for word in upright
        )
        for left, bottom in turned_names(svg).values():
            assert left >= -1 and bottom <= down + 1


def turned_names(svg: str) -> dict[str, tuple[float, float]]:
    """How far left and down each name reaches that is turned by 45 degrees and ends at its place."""
    found = {}
    for text in etree.fromstring(svg).iter("{*}text"):
        if (turn := re.search(r"rotate\(-45 ([\d.]+) ([\d.]+)\)", text.get("transform", ""))) and text.text:
            reach = text_width(text.text, 9.0) / math.sqrt(2)
            found[text.text] = float(turn[1]) - reach, float(turn[2]) + reach
    return found


@pytest.mark.parametrize("entries", [2, 6])
def test_no_legend_covers_bars(entries: int) -> None:
    frame = pd.DataFrame(
        [(month, place, 900.0) for month in MONTHS[:4] for place in REGIONS[:entries]],
        columns=["month", "place", "value"],
    )
    shown = figure_of(sns.barplot(frame, x="month", y="value", hue="place"), frame)
    assert shown.svg and shown.narrow
    months = [word for word in words(shown.svg) if word.text in MONTHS]
    names = [word for word in words(shown.svg) if word.text in REGIONS]
    assert len(names) == entries
    assert min(word.left for word in names) > max(word.right for word in months), "beside"
    narrow = {word.text: word for word in words(shown.narrow)}
    assert min(narrow[name].top for name in REGIONS[:entries]) > narrow["Jan"].bottom, "below"
    assert_nothing_is_cut_or_covered(shown.narrow, NARROW)


def test_numbers_and_label_of_a_colour_bar_are_not_cut() -> None:
    places = ["Northern Midlands and Mountains", "Red River Delta", "Mekong River Delta"]
    frame = pd.DataFrame(np.arange(36.0).reshape(3, 12) * 30, index=places, columns=MONTHS)
    ax = sns.heatmap(frame, cmap="Blues", cbar_kws={"label": "sessions"})
    shown = figure_of(ax, frame)
    assert shown.svg and shown.narrow
    for svg, width in ((shown.svg, WIDE), (shown.narrow, NARROW)):
        assert {"sessions", "1,000"} <= {word.text for word in words(svg)}
        assert_nothing_is_cut_or_covered(svg, width)


def test_a_legend_of_several_columns_leaves_the_plot_its_room() -> None:
    frame = pd.DataFrame(
        [(month, f"Province {name} of the north", 40.0 + 9 * at + name) for name in range(6)
         for at, month in enumerate(MONTHS)],
        columns=["month", "place", "value"],
    )  # fmt: skip
    grid = sns.relplot(frame, x="month", y="value", hue="place", kind="line")
    sns.move_legend(grid, "lower center", ncol=3)
    shown = figure_of(grid, frame)
    for svg in (shown.svg, str(shown.narrow)):
        months = [word for word in words(svg) if word.text in MONTHS]
        assert max(word.right for word in months) - min(word.left for word in months) > 0.5 * room_of(svg)[0]
        assert len(legend_of(svg)) == 6
        assert not any(one.touches(other) for one, other in combinations(words(svg), 2))
