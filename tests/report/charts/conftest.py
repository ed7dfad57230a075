from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.privacy.release import Cell
from helpers.report import charts

ROOT = Path(__file__).resolve().parents[3]
TILES = ROOT / "params" / "provinces" / "tiles.csv"
MONTHS = [f"T{month}" for month in range(1, 13)]

Draw = Callable[[Cell], str]


def shown(*values: float) -> list[Cell]:
    return [Cell(float(value), "shown") for value in values]


def _line(cell: Cell) -> str:
    lines = [charts.Line("2022", shown(*range(12))), charts.Line("2023", [*shown(*range(11)), cell], True)]
    return charts.line_chart(MONTHS, lines, language="vi", mark_peak=True)


def _bar(cell: Cell) -> str:
    return charts.bar_chart(["Lào", "Biển"], [*shown(5), cell], before=[cell, *shown(3)], language="vi")


def _share(cell: Cell) -> str:
    return charts.share_bar(["Lào", "Biển"], [*shown(43), cell], language="vi")


def _column(cell: Cell) -> str:
    return charts.column_chart(
        ["Quý I", "Quý II"], {"2022": shown(7, 9), "2023": [cell, *shown(4)]}, language="vi"
    )


def _dumbbell(cell: Cell) -> str:
    return charts.dumbbell_chart([("Lạng Sơn", *shown(46, 93)), ("Huế", cell, cell)], language="vi")


def _strip(cell: Cell) -> str:
    places = {"hue": cell, "lang-son": Cell(40.0, "shown"), "cao-bang": Cell(90.0, "shown")}
    return charts.strip_chart(
        [("Buổi tuyên truyền", places, "lang-son", "40"), ("Hội thảo", places, "hue", "[c]")], language="vi"
    )


def _heatmap(cell: Cell) -> str:
    return charts.heatmap_chart(
        ["2022", "2023"], MONTHS[:3], [shown(1, 2, 3), [*shown(4, 5), cell]], language="vi", unit="number"
    )


def _panel(cell: Cell) -> str:
    return charts.panel_chart(
        [charts.Panel("Buổi tuyên truyền", [*shown(1, 2, 3), cell])], MONTHS[:4], language="vi"
    )


def _map(cell: Cell) -> str:
    values = {"lang-son": cell, "cao-bang": Cell(12.0, "shown"), "hue": Cell(80.0, "shown")}
    return charts.tile_map(values, vintage="63", language="vi", tiles=TILES)


DRAWINGS: dict[str, Draw] = {
    "line": _line,
    "bar": _bar,
    "share": _share,
    "column": _column,
    "dumbbell": _dumbbell,
    "strip": _strip,
    "heatmap": _heatmap,
    "panel": _panel,
    "tile_map": _map,
}


@pytest.fixture(params=DRAWINGS.values(), ids=DRAWINGS.keys())
def draw(request: pytest.FixtureRequest) -> Draw:
    """A chart of every kind with one cell of the test's choice in it."""
    return request.param
