from __future__ import annotations

import re

import pytest
from lxml import etree

from helpers.privacy.release import Cell
from helpers.report.charts import bar_chart, column_chart, share_bar
from helpers.report.theme import THEME

SVG = "{http://www.w3.org/2000/svg}"


def shown(*values: float) -> list[Cell]:
    return [Cell(float(value), "shown") for value in values]


def boxes(svg: str, colour: str) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of the paths filled with a colour."""
    found = []
    for path in etree.fromstring(svg).iter(f"{SVG}path"):
        if f"fill: {colour.lower()}" in path.get("style", ""):
            numbers = [float(n) for n in re.findall(r"-?[\d.]+", path.get("d"))]
            found.append((min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2])))
    return found


def test_bars_start_at_zero_and_are_in_proportion() -> None:
    svg = bar_chart(["a", "b", "c"], shown(200, 100, 50), language="en")
    bars = boxes(svg, THEME.colours.highlight)
    assert len({bar[0] for bar in bars}) == 1
    lengths = [right - left for left, _top, right, _bottom in bars]
    assert lengths[1] / lengths[0] == pytest.approx(0.5, abs=0.001)
    assert lengths[2] / lengths[0] == pytest.approx(0.25, abs=0.001)


def test_columns_start_at_zero_and_are_in_proportion() -> None:
    svg = column_chart(["a", "b"], {"2022": shown(10, 40), "2023": shown(20, 80)}, language="en")
    now, before = boxes(svg, THEME.colours.highlight), boxes(svg, THEME.colours.context)
    assert len({box[3] for box in now + before}) == 1
    heights = sorted(bottom - top for _left, top, _right, bottom in now + before)
    assert [h / heights[-1] for h in heights] == pytest.approx([0.125, 0.25, 0.5, 1.0], abs=0.001)


def test_equal_values_keep_a_bar_each() -> None:
    assert len(boxes(bar_chart(["a", "a", "b"], shown(7, 7, 7), language="en"), THEME.colours.highlight)) == 3


def test_only_the_emphasised_bar_is_highlighted() -> None:
    svg = bar_chart(["a", "b", "c"], shown(3, 2, 1), language="en", emphasis={1})
    assert len(boxes(svg, THEME.colours.highlight)) == 1
    assert len(boxes(svg, THEME.colours.context)) == 2


def test_zero_is_written_and_has_no_bar() -> None:
    svg = bar_chart(["a", "b"], shown(0, 5), language="en")
    assert ">0</text>" in svg
    assert len(boxes(svg, THEME.colours.highlight)) == 1


def test_values_are_written_as_the_language_does() -> None:
    assert ">60.000</text>" in bar_chart(["a"], shown(60000), language="vi")
    assert ">60,000</text>" in bar_chart(["a"], shown(60000), language="en")


def test_before_is_named_once() -> None:
    svg = bar_chart(["a", "b"], shown(5, 6), before=shown(4, 3), before_name="2022", language="en")
    assert svg.count("(2022)") == 1


def test_shares_are_parts_of_the_same_whole() -> None:
    svg = share_bar(["a", "b"], shown(25, 50), language="en")
    (whole, *_rest), parts = boxes(svg, THEME.colours.hairline), boxes(svg, THEME.colours.highlight)
    lengths = [(part[2] - part[0]) / (whole[2] - whole[0]) for part in parts]
    assert lengths == pytest.approx([0.25, 0.5], abs=0.001)
    assert "women" in svg and "men" in svg
