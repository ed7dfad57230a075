"""Every kind of chart with one cell of a test's choice in it, and what a drawing holds when it is read as SVG."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from lxml import etree

from helpers import report
from helpers.privacy.release import Cell
from helpers.report import charts
from helpers.report.drawing import Drawing, draw, tidy
from helpers.report.exhibit import Exhibit
from helpers.report.fonts import text_width

ROOT = Path(__file__).resolve().parents[1]
TILES = charts.read_tiles(ROOT / "params" / "provinces" / "tiles.csv", "63")
MONTHS = [f"T{month}" for month in range(1, 13)]
SVG = "{http://www.w3.org/2000/svg}"
FONT = re.compile(r"font(?:-size)?: (?:(\d+) )?([\d.]+)px")

Draw = Callable[[Cell], Drawing]


@dataclass(frozen=True)
class Word:
    """A text of a drawing, and the box that it takes in points."""

    text: str
    size: float
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Word) -> bool:
        """Whether letters of the two would cover each other."""
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)


def words(svg: str) -> list[Word]:
    """Every text of a drawing, where it stands: from its baseline to the height of its capitals."""
    found = []
    for element in etree.fromstring(svg).iter(f"{SVG}text"):
        text, style = "".join(element.itertext()), element.get("style", "")
        font = FONT.search(style)
        assert font is not None, style
        weight, size = int(font[1] or 400), float(font[2])
        width = text_width(text, size, weight)
        anchor = re.search(r"text-anchor: (\w+)", style)
        before = {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor[1] if anchor else "start"] * width
        moved = re.match(r"translate\(([\d.-]+) ([\d.-]+)\)", element.get("transform", ""))
        x, y = (float(each) for each in (moved.groups() if moved else (element.get("x"), element.get("y"))))
        if "rotate(-90" in element.get("transform", ""):
            found.append(Word(text, size, x - 0.66 * size, y + before - width, x, y + before))
        else:
            found.append(Word(text, size, x - before, y - 0.66 * size, x - before + width, y))
    return found


def paths(svg: str, colour: str, kind: str = "fill") -> list[str]:
    """The paths painted with a colour."""
    return [
        path.get("d")
        for path in etree.fromstring(svg).iter(f"{SVG}path")
        if f"{kind}: {colour.lower()}" in path.get("style", "")
    ]


def boxes(svg: str, colour: str) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of each box filled with a colour; `url(` finds those that are hatched."""
    found = []
    for path in paths(svg, colour):
        for part in path.split("M")[1:]:
            numbers = [float(n) for n in re.findall(r"-?[\d.]+", part)]
            found.append((min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2])))
    return found


def shown(*values: float) -> list[Cell]:
    return [Cell(float(value), "shown") for value in values]


def _line(cell: Cell) -> Drawing:
    frame = tidy("month", MONTHS, {"2022": shown(*range(12)), "2023": [*shown(*range(11)), cell]})
    return draw(charts.lines, frame, "month", peak=True, language="vi")


def _bar(cell: Cell) -> Drawing:
    frame = tidy("route", ["Lào", "Biển"], {"2022": [cell, *shown(3)], "2023": [*shown(5), cell]})
    return draw(charts.bars, frame, "route", language="vi")


def _column(cell: Cell) -> Drawing:
    frame = tidy("quarter", ["Quý I", "Quý II"], {"2022": shown(7, 9), "2023": [cell, *shown(4)]})
    return draw(charts.columns, frame, "quarter", language="vi")


def _panel(cell: Cell) -> Drawing:
    names = ["Buổi tuyên truyền", "Người dự", "Vụ", "Người"]
    frame = tidy("quarter", MONTHS[:4], {name: [*shown(1, 2, 3), cell] for name in names}, "indicator")
    return draw(charts.panels, frame, "quarter", language="vi")


def _dumbbell(cell: Cell) -> Drawing:
    frame = tidy(
        "place", ["Lạng Sơn", "Huế"], {"before": [*shown(46), cell], "after": [*shown(93), cell]}, "test"
    )
    return draw(charts.dumbbell, frame, "place", hue="test", aim=90.0, language="vi")


def _interval(cell: Cell) -> Drawing:
    frame = tidy(
        "place", ["Lạng Sơn", "Huế"], {"before": [*shown(46), cell], "after": [*shown(93), cell]}, "test"
    )
    frame["low"] = [40, None, 88, None]
    frame["high"] = [52, None, 96, None]
    return draw(charts.intervals, frame, "place", hue="test", language="vi")


def _strip(cell: Cell) -> Drawing:
    series = {name: [cell, *shown(40, 90, 90, 90)] for name in ("Buổi tuyên truyền", "Hội thảo")}
    frame = tidy("place_code", ["hue", "lang-son", "cao-bang", "a", "b"], series, "indicator")
    return draw(charts.strip, frame, "indicator", mark="hue", language="vi")


def _progress(cell: Cell) -> Drawing:
    frame = tidy("year", ["2022", "2023", "2024"], {"": [*shown(30), cell, *shown(30)]}, "series")
    frame = frame.merge(pd.DataFrame({"year": ["2022", "2023", "2024", "2025"]}), how="right")
    return draw(
        charts.progress,
        frame,
        "year",
        piles_up=True,
        target=120.0,
        text="mục tiêu 120",
        paced=True,
        language="vi",
    )


def _bullet(cell: Cell) -> Drawing:
    frame = tidy("label", ["Cán bộ được tập huấn", "Vụ"], {"": [cell, *shown(45)]}, "series")
    frame["due"], frame["late"], frame["detail"] = (
        [75.0, 60.0],
        [False, True],
        ["820 trên 1.000", "45 trên 100"],
    )
    return draw(charts.bullets, frame, "label", language="vi")


def _heat_map(cell: Cell) -> Drawing:
    frame = tidy("month", MONTHS, {"2022": shown(*range(12)), "2023": [*shown(*range(11)), cell]})
    return draw(charts.heat_map, frame, "year", "month", language="vi")


def _map(cell: Cell) -> Drawing:
    frame = tidy("place_code", ["lang-son", "cao-bang", "hue"], {"2023": [cell, *shown(12, 80)]})
    return draw(charts.tile_map, frame, TILES, without="không có Bộ đội Biên phòng tỉnh", language="vi")


DRAWINGS: dict[str, Draw] = {
    "lines": _line,
    "bars": _bar,
    "columns": _column,
    "panels": _panel,
    "dumbbell": _dumbbell,
    "intervals": _interval,
    "strip": _strip,
    "progress": _progress,
    "bullets": _bullet,
    "heat_map": _heat_map,
    "tile_map": _map,
}


def figure_of(drawn: Any, data: pd.DataFrame) -> Exhibit:
    """An analyst's chart as a figure of the report that is open."""
    text = {"en": "Seen", "vi": "Thấy"}
    shown = report.figure(drawn, "seen", data=data, title=text, alt=text)
    assert isinstance(shown, Exhibit)
    return shown
