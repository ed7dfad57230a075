"""Charts that draw what their tables do not show."""

from __future__ import annotations

from lxml import html

from helpers.run.audit.drawings import unvouched_marks

PAGE = '<figure><svg xmlns="http://www.w3.org/2000/svg">{}</svg></figure>'


def found(drawing: str, *values: float) -> list[str]:
    return list(unvouched_marks(html.fragment_fromstring(PAGE.format(drawing)), values))


def bar(length: float, top: float, fill: str = "#0b69a3") -> str:
    return f'<rect x="10" y="{top}" width="{length}" height="15" style="fill: {fill}"/>'


def column(height: float, left: float) -> str:
    return f'<rect x="{left}" y="{150 - height}" width="20" height="{height}" style="fill: #0b69a3"/>'


def line(*heights: float) -> str:
    points = " L ".join(f"{20 * i} {height}" for i, height in enumerate(heights))
    return f'<path d="M {points}" style="fill: none; stroke: #0b69a3"/>'


def test_bars_belong_to_numbers() -> None:
    assert found(bar(100, 0) + bar(50, 20), 10, 5) == []
    assert "no number that is shown" in found(bar(100, 0) + bar(30, 20), 10, 5)[0]
    assert "no number that is shown" in found(bar(100, 0) + bar(50, 20) + bar(50, 40), 10, 5)[0]
    assert found(bar(40, 0)) == ["a bar is drawn where no number is shown"]


def test_columns_belong_to_numbers() -> None:
    assert found(column(100, 0) + column(50, 40), 10, 5) == []
    assert "no number that is shown" in found(column(100, 0) + column(50, 40) + column(30, 80), 10, 5)[0]


def test_points_of_a_line_belong_to_numbers() -> None:
    assert found(line(0, 50, 100), 10, 5, 0) == []
    assert "no number that is shown" in found(line(0, 30, 100), 10, 5, 0)[0]
    assert "more heights" in found(line(0, 30, 50, 100), 10, 5, 0)[0]


def test_dots_and_slopes_belong_to_numbers() -> None:
    def dot(height: float) -> str:
        return f'<circle cx="60" cy="{height}" r="3"/>'

    axis = '<path d="M 0 120 L 90 120" style="fill: none"/>'
    hatching = bar(22, 0, "#f0f4f8") + '<path d="M 12 9 L 20 1" style="stroke: #7b8794"/>'
    assert found(line(0, 100) + dot(50) + axis + hatching, 10, 5, 0) == []
    assert "height that belongs to no number" in found(line(0, 100) + dot(70), 10, 5, 0)[0]
    assert "height that belongs to no number" in found(line(0, 100) + line(100, 30), 10, 5, 0)[0]
    assert "more heights" in found(line(0, 100) + dot(70), 10, 0)[0]


def test_columns_that_stand_on_others_belong_to_numbers() -> None:
    """34, and 49 upon it: 83 to date."""
    base = column(34, 60)
    upon = '<rect x="60" y="67" width="20" height="49" style="fill: #0b69a3"/>'
    assert found(column(34, 0) + base + upon, 34, 34, 49, 83) == []
    higher = '<rect x="60" y="60" width="20" height="56" style="fill: #0b69a3"/>'
    assert "no number that is shown" in found(column(34, 0) + base + higher, 34, 34, 49, 83)[0]


def test_hatched_marks_are_of_one_length() -> None:
    hatched = [bar(22, top, "#f0f4f8") for top in (0, 20)]
    assert found(bar(100, 60) + "".join(hatched), 10) == []
    assert "hatched marks differ" in found(bar(100, 60) + hatched[0] + bar(30, 20, "#f0f4f8"), 10)[0]


def test_tile_of_a_withheld_number_is_not_shaded() -> None:
    def tile(at: float) -> str:
        return f'<rect x="{at}" y="0" width="40" height="26" style="fill: #0b69a3"/>'

    tiles = "".join(tile(50 * i) for i in range(10))
    assert found(tiles, *range(10)) == []
    assert found(tiles, *range(9)) == ["a tile is shaded whose number is not shown"]
    mark = '<rect x="0" y="13" width="40" height="13" style="fill: #f0f4f8"/>'
    assert found(tiles + mark, *range(10)) == ["a tile is shaded whose number is withheld"]
