"""Rules that hold for every kind of chart, in both widths."""

from __future__ import annotations

import re
from collections.abc import Callable

import matplotlib as mpl
import pandas as pd
import pytest
from lxml import etree

from clear_texts import covered_texts
from drawn_charts import Draw, words
from helpers.errors import ParamsError
from helpers.privacy.release import Cell
from helpers.report import charts
from helpers.report.drawing import draw, tidy
from helpers.report.exhibit import Exhibit

SIX = Cell(6.0, "shown")
CELLS = [SIX, Cell(0.0, "shown"), Cell(99.6, "shown"), Cell(None, "c"), Cell(None, "x")]
TELEPHONE = 304
"""CSS pixels that a telephone of 320 has between its margins."""


def test_same_data_gives_same_bytes(drawn: Draw) -> None:
    assert drawn(SIX) == drawn(SIX)


def test_settings_of_the_reader_do_not_reach_a_chart(drawn: Draw) -> None:
    plain = drawn(SIX)
    with mpl.rc_context({"font.size": 20, "svg.fonttype": "path", "axes.grid": True, "figure.dpi": 300}):
        assert drawn(SIX) == plain


def test_a_hidden_value_leaves_no_trace(drawn: Draw) -> None:
    assert drawn(Cell(3.0, "c")) == drawn(Cell(59999.0, "c")) == drawn(Cell(None, "c"))


def test_a_hidden_cell_is_marked(drawn: Draw) -> None:
    for svg in drawn(Cell(None, "c")):
        assert "[c]" in [word.text for word in words(svg)]
        assert "<pattern" in svg  # hatched


def test_hidden_missing_and_zero_look_different(drawn: Draw) -> None:
    assert len({drawn(cell) for cell in (Cell(None, "c"), Cell(None, "x"), Cell(0.0, "shown"))}) == 3


def test_text_stays_text_with_its_diacritics(drawn: Draw) -> None:
    for svg in drawn(SIX):
        said = " ".join(word.text for word in words(svg))
        assert re.search(r"Lào|Quý|Lạng|tuyên|T1|Huế|huấn|mục", said)


def test_nothing_of_machine_or_clock_is_inside(drawn: Draw) -> None:
    for svg in drawn(SIX):
        assert not re.search(r"<\?xml|<!DOCTYPE|<metadata|<style|<title|dc:date|matplotlib|/home|/root", svg)
        assert svg.startswith("<svg ")


def test_a_chart_is_as_wide_as_the_page_and_as_a_telephone(drawn: Draw) -> None:
    widths = [etree.fromstring(svg).get("viewBox", "").split()[2] for svg in drawn(SIX)]
    assert widths == ["481.89", "252"]


@pytest.mark.parametrize("cell", CELLS)
def test_letters_on_a_telephone_have_nine_pixels(drawn: Draw, cell: Cell) -> None:
    narrow = drawn(cell).narrow
    assert min(word.size for word in words(narrow)) * TELEPHONE / 252 >= 9


@pytest.mark.parametrize("cell", CELLS)
def test_every_text_lies_on_the_sheet(drawn: Draw, cell: Cell) -> None:
    for svg in drawn(cell):
        *_, width, height = map(float, etree.fromstring(svg).get("viewBox", "").split())
        for word in words(svg):
            assert word.left >= -1 and word.right <= width + 1, word
            assert word.top >= 0 and word.bottom <= height, word


@pytest.mark.parametrize("cell", CELLS)
def test_no_text_covers_another_or_a_mark(drawn: Draw, cell: Cell) -> None:
    for svg in drawn(cell):
        assert covered_texts(svg) == []


@pytest.mark.parametrize("value", [0.0, 1.0, 60000.0])
def test_any_value_can_be_drawn(drawn: Draw, value: float) -> None:
    assert not any("nan" in svg for svg in drawn(Cell(value, "shown")))


def test_two_exhibits_share_no_id(drawn: Draw) -> None:
    wide, narrow = drawn(Cell(None, "c"))
    exhibits = [
        Exhibit("figure", name, "Title", "", "Alt", "", "", "en", svg=wide, narrow=narrow)
        for name in ("fig-one", "fig-two")
    ]
    page = "".join(exhibit.to_html() for exhibit in exhibits)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    referred = {one or other for one, other in re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', page)}
    assert referred <= set(ids)


OF_TWO_YEARS: dict[str, tuple[Callable[..., object], tuple[str, ...], dict[str, object]]] = {
    "lines": (charts.lines, ("place",), {"peak": True, "target": 5.0}),
    "bars": (charts.bars, ("place",), {}),
    "columns": (charts.columns, ("place",), {}),
    "panels": (charts.panels, ("place",), {"by": "year"}),
    "dumbbell": (charts.dumbbell, ("place",), {"hue": "year", "aim": 90.0}),
    "strip": (charts.strip, ("year",), {"mark": "hue", "place": "place"}),
    "heat_map": (charts.heat_map, ("year", "place"), {"percent": True}),
}


@pytest.mark.parametrize("cell", [Cell(None, "c"), Cell(None, "x"), Cell(0.0, "shown")])
@pytest.mark.parametrize("kind", OF_TWO_YEARS)
def test_a_chart_in_which_no_value_is_above_zero_can_be_drawn(kind: str, cell: Cell) -> None:
    chart, columns, chosen = OF_TWO_YEARS[kind]
    frame = tidy("place", ["hue", "lang-son"], {"2022": [cell, cell], "2023": [cell, cell]})
    assert "nan" not in draw(chart, frame, *columns, language="vi", **chosen).narrow


def test_a_strip_without_a_row_can_be_drawn() -> None:
    drawing = draw(
        charts.strip, tidy("place_code", [], {}, "indicator"), "indicator", mark="hue", language="vi"
    )
    assert words(drawing.wide) == []


def test_a_frame_of_an_analyst_needs_no_status() -> None:
    frame = pd.DataFrame({"route": ["Lào", "Biển"], "value": [5.0, None]})
    said = {word.text for word in words(draw(charts.bars, frame, "route", language="vi").wide)}
    assert said == {"Lào", "Biển", "5", "[x]"}


@pytest.mark.parametrize("name", ["bars", "columns", "lines", "dumbbell", "strip", "heat_map", "panels"])
def test_row_without_a_label_is_refused_by_the_name_of_its_column(name: str) -> None:
    given = tidy("month", ["T1", "T2"], {"2022": [SIX, SIX], "2023": [SIX, SIX]})
    given["month"] = given["month"].replace("T2", None)
    more = {
        "dumbbell": {"hue": "year"},
        "strip": {"mark": "2023", "place": "year"},
        "heat_map": {"x": "year"},
        "panels": {"by": "month"},
    }
    along = "year" if "month" in more.get(name, {}).values() else "month"
    with pytest.raises(ParamsError, match=r"rows lack one in 'month'; .*frame.dropna\(subset=\['month'\]\)"):
        draw(getattr(charts, name), given, along, **more.get(name, {}))
