from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest
from matplotlib.figure import Figure

from drawn_charts import shown, words
from helpers.errors import ParamsError
from helpers.privacy.release import Cell
from helpers.report import charts
from helpers.report.drawing import draw, tidy


@pytest.mark.parametrize("after", [90, 91, 70, 95, 88])
def test_the_line_of_the_aim_runs_through_neither_name(after: float) -> None:
    frame = tidy("place", ["Lào Cai"], {"before": shown(55), "after": shown(after)}, "test")
    for svg in draw(charts.dumbbell, frame, "place", hue="test", aim=90.0, language="en"):
        dashed = next(path for path in svg.split("<path") if "stroke-dasharray" in path)
        at = float(re.search(r'd="M ([\d.]+)', dashed)[1])
        names = [word for word in words(svg) if word.text in ("before", "after", "aim 90%")]
        assert len(names) == 3
        assert not [word for word in names if word.left < at < word.right]


@pytest.mark.parametrize("chart", [charts.dumbbell, charts.intervals])
@pytest.mark.parametrize("first", ["shown", "c"])
def test_before_and_after_are_named_at_the_first_row(chart: Any, first: str) -> None:
    before = [Cell(50.0, "shown") if first == "shown" else Cell(None, "c"), *shown(50, 20)]
    frame = tidy("place", ["A", "B", "C"], {"before": before, "after": shown(70, 75, 95)}, "test")
    frame["low"], frame["high"] = frame["value"] - 5, frame["value"] + 5
    for svg in draw(chart, frame, "place", hue="test", language="en"):
        said = words(svg)
        second = next(word for word in said if word.text == "B")
        names = [word for word in said if word.text in ("before", "after")]
        assert len(names) == 2
        assert all(word.bottom < second.top for word in names)
        assert not [word for word in said for name in names if word is not name and name.touches(word)]


def test_dots_of_a_strip_do_not_hide_each_other() -> None:
    places = [f"p{number}" for number in range(6)]
    frame = tidy("place_code", places, {"Sessions": shown(9, 5, 5, 5, 5, 8)}, "indicator")
    for svg in draw(charts.strip, frame, "indicator", mark="p0", language="en"):
        dots = [tuple(map(float, found)) for found in re.findall(r'<use[^>]* x="([\d.]+)" y="([\d.]+)"', svg)]
        assert len(dots) == len(set(dots)) == 6


def test_a_place_is_marked_with_its_value() -> None:
    frame = tidy("place_code", ["a", "b"], {"Sessions": shown(412, 99)}, "indicator")
    svg = draw(charts.strip, frame, "indicator", mark="b", language="vi").narrow
    assert {"99", "412"} <= {word.text for word in words(svg)}


@pytest.mark.parametrize("chart", [charts.dumbbell, charts.intervals])
@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: pd.concat([d, d.head(1)]), "one row of 'before' for each 'place', and 'Huế' has 2"),
        (lambda d: d.iloc[1:], "one row of 'before' for each 'place', and 'Huế' has 0"),
        (lambda d: d[d["test"] == "after"], "two kinds of rows side by side, and the column 'test' has 1"),
        (lambda d: d.assign(test=["a", "b", "c", "d"]), "two kinds of rows .* has 4"),
    ],
    ids=["twice", "none", "one kind", "four kinds"],
)
def test_rows_that_make_no_pairs_are_one_sentence(chart: Any, change: Any, message: str) -> None:
    frame = tidy("place", ["Huế", "Lạng Sơn"], {"before": shown(40, 50), "after": shown(80, 90)}, "test")
    frame["low"], frame["high"] = frame["value"] - 5, frame["value"] + 5
    with pytest.raises(ParamsError, match=message):
        chart(change(frame), Figure().subplots(), "place", hue="test", language="en")
