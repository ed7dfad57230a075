"""Rules that hold for every kind of chart."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

import matplotlib as mpl
import pytest
from lxml import etree

from helpers.privacy.release import Cell
from helpers.report.charts.placing import spread, wrap
from helpers.report.exhibit import inline_svg

Draw = Callable[[Cell], str]
SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[str]:
    return ["".join(element.itertext()) for element in etree.fromstring(svg).iter(f"{SVG}text")]


def test_same_data_gives_same_bytes(draw: Draw) -> None:
    assert draw(Cell(6.0, "shown")) == draw(Cell(6.0, "shown"))


def test_settings_of_the_reader_do_not_reach_a_chart(draw: Draw) -> None:
    plain = draw(Cell(6.0, "shown"))
    with mpl.rc_context({"font.size": 20, "svg.fonttype": "path", "axes.grid": True, "figure.dpi": 300}):
        assert draw(Cell(6.0, "shown")) == plain


def test_a_hidden_value_leaves_no_trace(draw: Draw) -> None:
    assert draw(Cell(3.0, "c")) == draw(Cell(59999.0, "c")) == draw(Cell(None, "c"))


def test_a_hidden_cell_is_marked(draw: Draw) -> None:
    assert "[c]" in texts(draw(Cell(None, "c")))


def test_hidden_missing_and_zero_look_different(draw: Draw) -> None:
    assert len({draw(cell) for cell in (Cell(None, "c"), Cell(None, "x"), Cell(0.0, "shown"))}) == 3


def test_text_stays_text_with_its_diacritics(draw: Draw) -> None:
    svg = draw(Cell(6.0, "shown"))
    words = " ".join(texts(svg))
    assert "<text" in svg
    assert re.search(r"Lào|Quý|Lạng|tuyên|T1|Huế", words)


def test_nothing_of_machine_or_clock_is_inside(draw: Draw) -> None:
    svg = draw(Cell(6.0, "shown"))
    assert not re.search(r"<\?xml|<!DOCTYPE|<metadata|<style|dc:date|matplotlib|/home|/root", svg)
    assert svg.startswith("<svg ")
    assert "<title" not in svg


def test_a_chart_is_170_mm_wide_and_scales(draw: Draw) -> None:
    root = etree.fromstring(draw(Cell(6.0, "shown")))
    assert root.get("width") == "481.89pt"
    assert root.get("viewBox", "").split()[2] == "481.89"


def test_two_exhibits_share_no_id(draw: Draw) -> None:
    svg = draw(Cell(None, "c"))
    page = "<page>" + inline_svg(svg, "fig-one", "Một") + inline_svg(svg, "fig-two", "Hai") + "</page>"
    root = etree.fromstring(page)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    referred = set(re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', page))
    assert {one or other for one, other in referred} == set(ids)


@pytest.mark.parametrize("cell", [Cell(0.0, "shown"), Cell(99.6, "shown"), Cell(None, "c"), Cell(None, "x")])
def test_every_text_lies_on_the_sheet(draw: Draw, cell: Cell) -> None:
    root = etree.fromstring(draw(cell))
    height = float(root.get("viewBox", "").split()[3])
    for text in root.iter(f"{SVG}text"):
        assert 0 <= float(text.get("x")) <= 482
        assert 0 < float(text.get("y")) <= height


@pytest.mark.parametrize("value", [0.0, 1.0, 60000.0])
def test_any_value_can_be_drawn(draw: Draw, value: float) -> None:
    assert "nan" not in draw(Cell(value, "shown"))


def test_lines_of_a_label_do_not_touch() -> None:
    moved = sorted(spread([100.0, 101.0, 99.0], 11.5, 0.0, 170.0))
    assert all(b - a >= 11.4 for a, b in pairwise(moved))
    lines = wrap("Bóc lột lao động cưỡng bức trong các cơ sở lừa đảo trực tuyến", 120.0)
    assert len(lines) > 1
    assert " ".join(lines) == "Bóc lột lao động cưỡng bức trong các cơ sở lừa đảo trực tuyến"
