from __future__ import annotations

from pathlib import Path

import matplotlib.pyplot as plt
import pytest
from matplotlib.colors import to_hex

from drawn_charts import words
from helpers.errors import ParamsError
from helpers.inputs.params.provinces import Provinces, read_provinces
from helpers.inputs.params.settings import Vintage
from helpers.paths import Project
from helpers.privacy.release import Cell
from helpers.report import charts, current, drawing
from helpers.report.drawing import draw, tidy
from helpers.report.fonts import text_width
from helpers.report.frames import OpenedRelease
from helpers.report.shade_bounds import class_breaks, class_of, even_breaks
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


def test_map_round_a_province_is_its_region_with_a_frame_round_it(opened: dict[str, OpenedRelease]) -> None:
    release = opened["en"]
    current.set_opened(release)
    frame = release.data("interception_cases", level="province")
    with drawing.look():
        ax = charts.tile_map(frame, plt.figure().subplots(), around="lang-son")
        framed = [box for box in ax.patches if box.get_zorder() == 3]
        svg = drawing.drawing_of(ax.figure, half=True).wide
    every = release.provinces.by_vintage["63"].values()
    own = [each for each in every if each.region == release.region.slug]
    said = {word.text for word in words(svg)}
    assert len(said & {each.name("en") for each in own}) > len(own) / 2  # the others have shorter names
    assert not said & {each.name("en") for each in every if each not in own}
    at = {tile.slug: tile for tile in read_tiles(PROJECT, "63")}
    tile, inside = at["lang-son"], [at[each.slug] for each in own]
    (box,) = framed
    assert round(box.get_x()) == tile.column - min(each.column for each in inside)
    assert round(box.get_y()) == tile.row - min(each.row for each in inside)


def test_map_of_a_region_is_low_enough_to_stand_beside_a_chart(opened: dict[str, OpenedRelease]) -> None:
    release = opened["en"]
    current.set_opened(release)
    frame = release.data("interception_cases", level="province")
    every = release.provinces.by_vintage["63"].values()
    for own in {each.region: each.slug for each in every}.values():
        ax = charts.tile_map(frame, plt.figure().subplots(), around=own)
        boxes = {(round(box.get_x()), round(box.get_y())) for box in ax.patches if box.get_width() > 0.5}
        region = next(each.region for each in every if each.slug == own)
        assert len(boxes) == sum(each.region == region for each in every)
        assert max(row for _, row in boxes) < 8
        plt.close(ax.figure)


def test_every_value_has_a_class_and_the_highest_the_last() -> None:
    values = [0.0, 0.0, 3.0, 7.0, 18.0, 44.0, 160.0, 999.0, 1500.0]
    breaks = class_breaks(values)
    assert len(breaks) <= 5
    assert class_of(0.0, breaks) == 0
    assert class_of(1500.0, breaks) == len(breaks) - 1
    assert [class_of(v, breaks) for v in values] == sorted(class_of(v, breaks) for v in values)


def test_few_events_stand_out_among_many_zeros() -> None:
    assert class_breaks([0.0] * 30 + [1.0] * 6 + [2.0]) == [0.0, 1.0, 2.0]
    assert class_breaks([0.0, 0.0]) == [0.0]


def test_counts_below_ten_are_one_class_where_many_go_beyond() -> None:
    values = [
        *map(
            float,
            [0, 1, 1, *[2] * 9, 3, 3, 3, 4, 5, 5, 11, 11, 14, 20, 26, 29, 33, 36, 57, 74, 88, 97, 156, 182],
        )
    ]
    breaks = class_breaks(values)
    assert breaks[:3] == [0.0, 1.0, 10.0]
    assert len(breaks) == 5


@pytest.mark.parametrize("values", [[690.0, 929.0, 937.0], [0.0, 5.0, 7.0, 156.0], [1.0, 2.0, 6.0]])
def test_few_values_are_shaded_by_value_and_not_by_rank(values: list[float]) -> None:
    breaks, top = class_breaks(values), max(values)
    assert breaks == even_breaks(values)
    for value in values:
        assert abs(class_of(value, breaks) - value / top * (len(breaks) - 1)) < 1


def test_a_small_number_beside_a_large_one_is_pale_in_the_map_of_a_region(
    opened: dict[str, OpenedRelease],
) -> None:
    release = opened["en"]
    current.set_opened(release)
    every = release.provinces.by_vintage["63"].values()
    own, *others = [each.slug for each in every if each.region == release.region.slug]
    frame = tidy(
        "place_code", [own, *others], {"2023": [Cell(156.0, "shown"), *[Cell(5.0, "shown")] * len(others)]}
    )
    ax = charts.tile_map(frame, plt.figure().subplots(), around=own)
    tiles = [box for box in ax.patches if box.get_width() > 0.5 and box.get_zorder() == 2]
    shades = [to_hex(box.get_facecolor()).upper() for box in tiles]
    assert shades.count(THEME.sequential[-1]) == 1
    assert shades.count(THEME.sequential[0]) == len(others)
    plt.close(ax.figure)


def test_the_key_lists_only_classes_that_hold_a_value() -> None:
    tiles = (Tile("ha-noi", 0, 0, "Ha Noi", "Hà Nội"), Tile("hue", 1, 1, "Hue", "Huế"))
    frame = tidy("place_code", ["ha-noi", "hue"], {"2023": [Cell(5.0, "shown"), Cell(156.0, "shown")]})
    for svg in draw(charts.tile_map, frame, tiles, language="en"):
        said = [word.text for word in words(svg)]
        assert [text for text in said if "–" in text] == ["0–31", "128–156"]


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
