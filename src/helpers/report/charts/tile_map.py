"""The tile map: one tile a province, placed as people know the country."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from helpers.inputs.settings import Language, Vintage
from helpers.paths import Project, find_project
from helpers.privacy.release import Cell
from helpers.report.charts.canvas import INK, WIDTH, Sheet, sheet
from helpers.report.charts.placing import wrap
from helpers.report.charts.scales import drawn, shown_values
from helpers.report.classes import class_breaks, class_of
from helpers.report.fonts import text_width
from helpers.report.language import SYMBOLS, Unit, cell_text, word
from helpers.report.theme import THEME, text_colour_on
from helpers.report.tiles import Tile, read_tiles

__all__ = ["read_tiles", "tile_map"]

GAP = 2.0
TILE_HEIGHT = {"63": 26.0, "34": 30.0}
WIDEST_TILE = 58.0
NAME = THEME.sizes.tile
SMALLEST_NAME = 6.5
VALUE = THEME.sizes.chart
KEY_ROW = 15.0
BOLD = THEME.semibold


def tile_map(
    values: Mapping[str, Cell],
    *,
    names: Mapping[str, str] | None = None,
    vintage: Vintage,
    language: Language,
    highlight: str | None = None,
    unit: Unit = "number",
    decimals: int = 0,
    tiles: Sequence[Tile] | Project | Path | None = None,
    without: str = "no command",
    told: str = "",
) -> str:
    """Provinces as tiles in five shades, each with its name and value; `[c]` is hatched.

    A province that `values` does not hold is a pale outline, and `without` the word for it. `names` replace the short
    names of params/provinces/tiles.csv where they fit. `highlight` outlines one province. `told` says in the key what
    all values mean that only tell yes from no, and are not written.
    """
    placed = tiles if isinstance(tiles, Sequence) else read_tiles(tiles or find_project(), vintage)
    height = TILE_HEIGHT[vintage]
    columns = 1 + max(tile.column for tile in placed)
    rows = 1 + max(tile.row for tile in placed)
    width = min(WIDEST_TILE, (WIDTH - 4) / columns - GAP)
    left = (WIDTH - columns * (width + GAP) + GAP) / 2
    breaks = class_breaks(shown_values(values.values()))
    with sheet(rows * (height + GAP) + 2) as page:
        for tile in placed:
            x = left + tile.column * (width + GAP)
            y = 1 + tile.row * (height + GAP)
            name = _fitting((names or {}).get(tile.slug), tile.short_name(language), width)
            cell = values.get(tile.slug)
            text = "" if told else cell_text_of(cell, language, unit, decimals)
            _tile(page, x, y, width, height, name, cell, breaks, text)
            if tile.slug == highlight:
                page.box(x, y, width, height, "none", INK.attention, edge_width=2.0)
        _key(
            page,
            left,
            _key_top(placed, rows, height),
            values,
            breaks,
            word(without, language) if len(values) < len(placed) else "",
            language,
            unit,
            decimals,
            told,
        )
        return page.to_svg()


def cell_text_of(cell: Cell | None, language: Language, unit: Unit, decimals: int) -> str:
    """What a tile says below its name; nothing where the province has no command."""
    return "" if cell is None else cell_text(cell, language, unit, decimals)


def _tile(
    page: Sheet,
    x: float,
    y: float,
    width: float,
    height: float,
    name: str,
    cell: Cell | None,
    breaks: Sequence[float],
    text: str,
) -> None:
    size = max(SMALLEST_NAME, min(NAME, NAME * (width - 4) / text_width(name, NAME)))
    centre = x + width / 2
    if cell is None:
        page.box(x, y, width, height, INK.paper, INK.hairline)
        page.text(centre, y + height / 2, name, size=size, colour=INK.muted, align="center")
        return
    name_at, value_at = y + height * (0.31 if text else 0.5), y + height * 0.70
    if cell.shown:
        fill = THEME.sequential[_shade(class_of(drawn(cell), breaks), len(breaks))]
        page.box(x, y, width, height, fill)
    else:
        fill = INK.paper
        page.box(x, y, width, height, INK.paper, INK.context)
    if cell.status == "c":
        page.hatch(x, y + height * 0.5, width, height * 0.5)
        half = text_width(SYMBOLS["c"], VALUE, BOLD) / 2 + 3
        page.box(centre - half, y + height * 0.5 + 1.5, 2 * half, height * 0.5 - 3, INK.paper)
        value_at = y + height * 0.75
    colour = text_colour_on(fill)
    page.text(centre, name_at, name, size=size, colour=colour, align="center")
    if text:
        page.text(centre, value_at, text, size=VALUE, weight=BOLD, colour=colour, align="center")


def _shade(group: int, groups: int) -> int:
    """Which of the five shades a class takes; few classes keep to the ends of the scale."""
    return round(group * (len(THEME.sequential) - 1) / max(1, groups - 1)) if groups > 1 else 1


def _fitting(long: str | None, short: str, width: float) -> str:
    return long if long and text_width(long, NAME) <= width - 4 else short


def _key_top(placed: Sequence[Tile], rows: int, height: float) -> float:
    """The key stands in the empty west of the centre: below the last northern tile of the first columns."""
    north = max((tile.row for tile in placed if tile.column < 3 and tile.row < rows / 2), default=-1)
    return (north + 2) * (height + GAP)


def _key(
    page: Sheet,
    x: float,
    y: float,
    values: Mapping[str, Cell],
    breaks: Sequence[float],
    without: str,
    language: Language,
    unit: Unit,
    decimals: int,
    told: str,
) -> None:
    entries: list[tuple[str, str]] = []
    top = max(shown_values(values.values()), default=0.0)
    whole = 0 if unit == "percent" or decimals else 1
    for i, low in enumerate(breaks):
        high = breaks[i + 1] - whole if i + 1 < len(breaks) else top
        texts = [cell_text(Cell(bound, "shown"), language, unit, decimals) for bound in (low, high)]
        label = texts[0] if texts[0] == texts[1] else f"{texts[0]}–{texts[1]}"
        entries.append((THEME.sequential[_shade(i, len(breaks))], told or label))
    statuses = {cell.status for cell in values.values()}
    if "c" in statuses:
        entries.append(("c", f"{SYMBOLS['c']} {word('confidential', language)}"))
    if "x" in statuses:
        entries.append(("x", f"{SYMBOLS['x']} {word('no data', language)}"))
    if without:
        entries.append(("none", without))
    for fill, label in entries:
        if fill == "c":
            page.hatch(x, y - 4.5, 16, 9)
        elif fill == "x":
            page.box(x, y - 4.5, 16, 9, INK.paper, INK.context)
        elif fill == "none":
            page.box(x, y - 4.5, 16, 9, INK.paper, INK.hairline)
        else:
            page.box(x, y - 4.5, 16, 9, fill)
        lines = wrap(label, 100, THEME.sizes.note)
        page.text(x + 22, y + (len(lines) - 1) * 4.6, lines, size=THEME.sizes.note, colour=INK.muted)
        y += KEY_ROW + (len(lines) - 1) * 9.2
