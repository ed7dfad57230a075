from __future__ import annotations

import re

import pandas as pd
import pytest

from drawn_charts import boxes, shown, words
from helpers.report import charts
from helpers.report.drawing import draw, tidy
from helpers.report.theme import THEME


def test_columns_pile_up_and_tell_what_was_added() -> None:
    frame = tidy("year", ["2022", "2023"], {"": shown(120, 340)}, "series")
    svg = draw(
        charts.progress, frame, "year", piles_up=True, target=1000.0, text="target", language="en"
    ).wide
    assert {"120", "460", "+340"} <= {word.text for word in words(svg)}
    (below,), (added,) = (boxes(svg, getattr(THEME.colours, name)) for name in ("hairline", "highlight"))
    assert below[1] == pytest.approx(added[3], abs=0.1)


def test_the_pace_leads_from_nothing_to_the_target_at_the_end_of_the_last_period() -> None:
    frame = tidy("year", ["2022"], {"": shown(120)}, "series")
    frame = frame.merge(pd.DataFrame({"year": ["2022", "2023", "2024", "2025"]}), how="right")
    given = {"piles_up": True, "target": 1000.0, "text": "target", "paced": True}
    for svg in draw(charts.progress, frame, "year", language="en", **given):
        (path,) = [path for path in svg.split("<path") if "stroke-width: 0.8" in path and "L" in path
                   and len(set(re.findall(r"[\d.]+", path.split(' d="')[1].split('"')[0])[1::2])) == 2]  # fmt: skip
        x0, y0, x1, y1 = map(float, re.findall(r"[\d.]+", path.split(' d="')[1].split('"')[0])[:4])
        (column,) = boxes(svg, THEME.colours.highlight)
        assert y0 == pytest.approx(column[3], abs=0.2) and y1 < y0
        assert column[0] + column[2] == pytest.approx(2 * (x0 + (x1 - x0) / 8), abs=1)


@pytest.mark.parametrize(
    ("achieved", "reaches"), [(90, False), (140, False), (149, False), (150, True), (200, True)]
)
def test_a_mark_shows_whether_the_sum_reaches_what_was_due(achieved: int, reaches: bool) -> None:
    frame = tidy("year", ["2024"], {"": shown(achieved)}, "series")
    frame = frame.merge(pd.DataFrame({"year": ["2024", "2025", "2026", "2027"]}), how="right")
    given = {"piles_up": True, "target": 600.0, "text": "target", "paced": True, "due": 150.0}
    for svg in draw(charts.progress, frame, "year", language="en", **given):
        (mark,) = [path for path in svg.split("<path") if "stroke-width: 1.6" in path]
        left, height, right, level = map(
            float, re.findall(r"[\d.]+", mark.split(' d="')[1].split('"')[0])[:4]
        )
        (column,) = boxes(svg, THEME.colours.highlight)
        assert height == level and left < column[0] and right > column[2]
        assert (column[1] <= level + 0.1) == reaches
        (value,) = [word for word in words(svg) if word.text == str(achieved)]
        across = value.left < right and value.right > left
        assert not (across and value.top - 1 < level < value.bottom + 1)
        assert "due by now: 150" in [word.text for word in words(svg)]


@pytest.mark.parametrize("achieved", [60, 70, 74, 76, 80])
def test_a_value_of_a_bullet_is_clear_of_the_tick_of_what_was_due(achieved: float) -> None:
    frame = tidy("label", ["Officers"], {"": shown(achieved)}, "series")
    frame["due"], frame["late"], frame["detail"] = [75.0], [False], ["of 100"]
    for svg in draw(charts.bullets, frame, "label", language="en"):
        (tick,) = [path for path in svg.split("<path") if "stroke-width: 1.6" in path]
        at = float(re.search(r'd="M ([\d.]+)', tick)[1])
        (value,) = [word for word in words(svg) if word.text == f"{achieved}%"]
        assert not value.left < at < value.right
