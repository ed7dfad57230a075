from __future__ import annotations

from pathlib import Path

import pytest

from drawn_charts import words
from helpers.errors import ParamsError
from helpers.inputs.params.provinces import Provinces, read_provinces
from helpers.inputs.params.settings import Vintage
from helpers.paths import Project
from helpers.privacy.release import Cell
from helpers.report import charts
from helpers.report.drawing import draw, tidy
from helpers.report.fonts import text_width
from helpers.report.shade_bounds import class_breaks, class_of
from helpers.report.theme import THEME
from helpers.report.tile_grid import Tile, read_tiles

ROOT = Path(__file__).resolve().parents[3]
PROJECT = Project(ROOT)
HEADER = "vintage,slug,column,row,short_name_en,short_name_vi\n"


@pytest.fixture(scope="module")
def provinces() -> Provinces:
    return read_provinces(PROJECT)


@pytest.mark.parametrize("vintage", ["63", "34"])
def test_tiles_are_the_provinces_of_the_vintage(vintage: Vintage, provinces: Provinces) -> None:
    tiles = read_tiles(PROJECT, vintage)
    assert {tile.slug for tile in tiles} == set(provinces.by_vintage[vintage])
    assert len(tiles) == len({(tile.column, tile.row) for tile in tiles}) == int(vintage)


@pytest.mark.parametrize("vintage", ["63", "34"])
def test_tiles_hang_together(vintage: Vintage) -> None:
    places = {(tile.column, tile.row) for tile in read_tiles(PROJECT, vintage)}
    reached, waiting = set(), [min(places)]
    while waiting:
        column, row = waiting.pop()
        reached.add((column, row))
        around = {(column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1)}
        waiting += [place for place in around & places if place not in reached]
    assert reached == places


@pytest.mark.parametrize("vintage", ["63", "34"])
def test_the_country_lies_as_people_know_it(vintage: Vintage) -> None:
    at = {tile.slug: tile for tile in read_tiles(PROJECT, vintage)}
    southward = [
        "cao-bang",
        "ha-noi",
        "thanh-hoa",
        "nghe-an",
        "ha-tinh",
        "quang-tri",
        "hue",
        "da-nang",
        "gia-lai",
    ]
    southward += ["dak-lak", "khanh-hoa", "ho-chi-minh", "can-tho", "ca-mau"]
    rows = [at[slug].row for slug in southward]
    assert rows == sorted(rows)
    assert at["dien-bien"].column < at["ha-noi"].column < at["quang-ninh"].column
    assert at["lam-dong"].column < at["khanh-hoa"].column
    assert at["an-giang"].column < at["dong-thap"].column < at["ho-chi-minh"].column


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("vintage", ["63", "34"])
def test_short_names_fit_their_tiles(vintage: Vintage, language: str) -> None:
    for tile in read_tiles(PROJECT, vintage):
        assert text_width(tile.short_name(language), THEME.sizes.tile) <= 50


def test_province_without_command_has_a_name_and_no_value() -> None:
    tiles = (Tile("ha-noi", 0, 0, "Ha Noi", "Hà Nội"), Tile("hue", 1, 1, "Hue", "Huế"))
    frame = tidy("place_code", ["hue"], {"2023": [Cell(7.0, "shown")]})
    drawing = draw(charts.tile_map, frame, tiles, without="không có số", language="vi")
    for svg in drawing:
        said = [word.text for word in words(svg)]
        assert said.count("Hà Nội") == 1 and said.count("7") == 2  # the second in the key
        assert "không có số" in said


def test_every_value_has_a_class_and_the_highest_the_last() -> None:
    values = [0.0, 0.0, 3.0, 7.0, 18.0, 44.0, 160.0, 999.0, 1500.0]
    breaks = class_breaks(values)
    assert len(breaks) <= 5
    assert class_of(0.0, breaks) == 0
    assert class_of(1500.0, breaks) == len(breaks) - 1
    assert [class_of(v, breaks) for v in values] == sorted(class_of(v, breaks) for v in values)


def test_few_events_stand_out_among_many_zeros() -> None:
    assert class_breaks([0.0] * 30 + [1.0] * 6 + [2.0]) == [0.0, 1.0]
    assert class_breaks([0.0, 0.0]) == [0.0]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("63,hue,1,1,Hue,Huế\n63,hue,2,1,Hue,Huế\n", "'hue' has two tiles"),
        ("63,hue,1,1,Hue,Huế\n63,da-nang,1,1,Da Nang,Đà Nẵng\n", "share a tile"),
        ("63,hue,-1,1,Hue,Huế\n", "row 2, column column: must be a whole number"),
        ("63,hue,1,,Hue,Huế\n", "row 2, column row: is empty"),
        ("34,hue,1,1,Hue,Huế\n", "no tile of vintage '63'"),
    ],
)
def test_a_mistake_in_the_tiles_is_named(tmp_path: Path, rows: str, message: str) -> None:
    path = tmp_path / "tiles.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    with pytest.raises(ParamsError, match=message):
        read_tiles(path, "63")


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = tmp_path / "tiles.csv"
    path.write_text("vintage,slug,column,row\n63,hue,1,1\n", encoding="utf-8")
    with pytest.raises(ParamsError, match="column 'short_name_en' is missing"):
        read_tiles(path, "63")
