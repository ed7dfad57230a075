"""Fields of shades: the tile map of the provinces, and rows by columns such as the calendar of what was received.

Each function takes a tidy frame (`value`, `status`, and the columns that it names) and Axes, and returns the Axes.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Unpack

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.patches import Rectangle
from matplotlib.ticker import FixedFormatter, FixedLocator

from helpers.paths import find_project
from helpers.report.charts.labels import BOLD, CLEAR, INK, MUTED, NARROW, NOTE, Fitted, Look
from helpers.report.charts.marks import (
    HATCH,
    Height,
    Numbers,
    drawable,
    in_order,
    language_of,
    plain,
    rows,
    writer,
)
from helpers.report.current import opened
from helpers.report.language import SYMBOLS, word
from helpers.report.shade_bounds import class_breaks, class_of, even_breaks
from helpers.report.theme import THEME, text_colour_on
from helpers.report.tile_grid import Tile, read_tiles

COMPLETENESS = (0.0, 0.001, 50.0, 90.0, 99.995)
"""Shares of what was expected: nothing, some, most, all but a little, all."""
COMPLETE = (INK.paper, INK.wash, *THEME.sequential[:3])
MANY_ROWS = 14
MOST_ROWS = 8
"""Of a region's map, which stands beside another chart."""
GAP = 0.035
TILE, LOW_TILE, ROOMY_TILE = 24.8, 20.0, 28.0
"""Points of a tile's height: a name in two lines and its value; a name in one where tiles are wide; beside a frame."""
NAME, VALUE, ALONE, LOWER = 0.35, 0.775, 0.5, 0.65
"""Where in a tile they stand, as shares of its height (`ALONE`: without a value), and where its hatched part begins."""


def tile_map(
    frame: pd.DataFrame,
    ax: Axes,
    tiles: Sequence[Tile] | None = None,
    *,
    place: str = "place_code",
    names: Mapping[str, str] | None = None,
    without: str = "",
    around: str = "",
    **numbers: Unpack[Numbers],
) -> Axes:
    """Provinces as tiles in five shades, each with its name and value, placed as people know the country.

    Args:
        frame: one row a province, with its code in the column `place`.
        ax: where to draw.
        tiles: of `read_tiles`; default is every province of the open report's year, by its name.
        place: the column of the provinces' codes.
        names: in place of the short names of params/provinces/tiles.csv, where they fit.
        without: what the key calls a province that the frame does not hold.
        around: a province whose region alone is drawn, without a key: its shades follow the values from zero to the
            highest. A frame marks the province. The south of a long region stands beside its north.
        numbers: `language`, `percent`, `decimals`.

    Examples:
        >>> import matplotlib.pyplot as plt
        >>> from helpers import open_report, report
        >>> release = open_report(province="lang-son", year=2023)
        >>> people = release.data("participants", level="province")
        >>> ax = report.charts.tile_map(people, plt.figure().subplots())
        >>> plt.close(ax.figure)
    """
    held = drawable(frame, place, once=True).set_index(place)
    language = language_of(numbers)
    if tiles is None:
        scope, provinces = opened().scope, opened().provinces
        tiles = read_tiles(find_project(), scope.vintage)
        names = names or {
            slug: each.name(language) for slug, each in provinces.by_vintage[scope.vintage].items()
        }
        without = without or word("no command", language)
    if around:
        tiles = _region_of(tiles, around)
        held = held.loc[held.index.isin([tile.slug for tile in tiles])]
    breaks = (even_breaks if around else class_breaks)(held["value"].dropna().tolist())
    across, down = (1 + max(getattr(tile, side) for tile in tiles) for side in ("column", "row"))
    ax.set_axis_off()
    ax.set(xlim=(0, across), ylim=(down, 0))
    high = ROOMY_TILE if around else TILE
    Height(ax, lambda width: 2 + down * (LOW_TILE if width > NARROW else high))
    for tile in tiles:
        short = tile.short_name(language)
        forms = list(dict.fromkeys([(names or {}).get(tile.slug, short), short]))
        row = held.loc[tile.slug] if tile.slug in held.index else None
        text = "" if row is None else writer(numbers)(row["value"], row["status"])
        _tile(ax, tile, forms, row, text, breaks)
        if tile.slug == around:
            _mark(ax, tile)
    if around:
        return ax
    _key(ax, tiles, _entries(held, breaks, without if len(held) < len(tiles) else "", numbers))
    return ax


def _tile(ax: Axes, tile: Tile, names: list[str], row: Any, text: str, breaks: Sequence[float]) -> None:
    """A tile with its name above its value."""
    x, y = tile.column, tile.row
    status = "none" if row is None else row["status"]
    fill = _shade(class_of(row["value"], breaks), len(breaks)) if status == "shown" else INK.paper
    colour = INK.muted if status == "none" else text_colour_on(fill)
    _field(ax, x, y, fill, "x" if status == "c" else status)
    if status == "c":
        _field(ax, x, y + LOWER, fill, status, height=1 - LOWER)
    Fitted(
        ax,
        x + 0.5,
        y + (NAME if text else ALONE),
        names,
        0.9,
        lines=2,
        va="center",
        linespacing=0.92,
        fontsize=THEME.sizes.tile,
        color=colour,
    )
    if text:
        box = CLEAR if status == "c" else {}
        Fitted(ax, x + 0.5, y + VALUE, [text], 0.84, fontsize=NOTE, fontweight=BOLD, color=colour, **box)


def _mark(ax: Axes, tile: Tile) -> None:
    """A frame round a tile."""
    look: Look = {"facecolor": "none", "edgecolor": INK.ink, "linewidth": THEME.widths.line}
    ax.add_artist(Rectangle((tile.column, tile.row), 1, 1, zorder=3, **look))


def stands_beside(province: str) -> bool:
    """Whether the south of the province's region stands beside its north on its map, since the region is long."""
    scope = opened().scope
    every = opened().provinces.by_vintage[scope.vintage]
    rows = [
        tile.row
        for tile in read_tiles(find_project(), scope.vintage)
        if every[tile.slug].region == every[province].region
    ]
    return 1 + max(rows) - min(rows) > MOST_ROWS


def _region_of(tiles: Sequence[Tile], province: str) -> list[Tile]:
    """The tiles of the province's region, as many columns and rows as they need; the south of a long one beside it."""
    scope, provinces = opened().scope, opened().provinces
    every = provinces.by_vintage[scope.vintage]
    found = _together([tile for tile in tiles if every[tile.slug].region == every[province].region])
    rows = 1 + max(tile.row for tile in found)
    if rows <= MOST_ROWS:
        return found
    north = _together([tile for tile in found if tile.row < math.ceil(rows / 2)])
    south = _together([tile for tile in found if tile.row >= math.ceil(rows / 2)])
    beside = 1 + max(tile.column for tile in north)
    return [*north, *(replace(tile, column=tile.column + beside) for tile in south)]


def _together(tiles: Sequence[Tile]) -> list[Tile]:
    """The same tiles, from the first column and row on."""
    west, north = (min(getattr(tile, side) for tile in tiles) for side in ("column", "row"))
    return [replace(tile, column=tile.column - west, row=tile.row - north) for tile in tiles]


def _shade(group: int, groups: int) -> str:
    """Which of the five shades a class takes; few classes keep to the ends of the scale."""
    at = round(group * (len(THEME.sequential) - 1) / max(1, groups - 1)) if groups > 1 else 1
    return THEME.sequential[at]


def _field(
    ax: Axes, x: float, y: float, fill: str, status: str, *, width: float = 1.0, height: float = 1.0
) -> None:
    """A tile, a cell or an entry of a key; hatched where its value is withheld."""
    edge = {"shown": "none", "none": INK.hairline}.get(status, INK.context)
    box: Look = {"width": width - 2 * GAP, "height": height * (1 - 2 * GAP), "linewidth": THEME.widths.rule}
    ax.add_artist(Rectangle((x + GAP, y + GAP * height), **box, facecolor=fill, edgecolor=edge, zorder=2))
    if status == "c":
        ax.add_artist(Rectangle((x + GAP, y + GAP * height), **box, facecolor=INK.wash, edgecolor=INK.context_dark,
                                hatch=HATCH, zorder=2.1))  # fmt: skip


def _entries(
    held: pd.DataFrame, breaks: Sequence[float], without: str, numbers: Numbers
) -> list[tuple[str, str, str]]:
    """The key: shade, status and words of each entry."""
    written, top = writer(numbers), held["value"].max()
    whole = 0 if numbers.get("percent") or numbers.get("decimals") else 1
    classes = {class_of(value, breaks) for value in held["value"].dropna()}
    entries = []
    for at, low in enumerate(breaks):
        if at not in classes:
            continue
        high = breaks[at + 1] - whole if at + 1 < len(breaks) else top
        ends = list(dict.fromkeys([written(low), written(high)]))
        entries.append((_shade(at, len(breaks)), "shown", "–".join(ends)))
    for status, name in (("c", "confidential"), ("x", "no data")):
        if (held["status"] == status).any():
            entries.append((INK.paper, status, f"{SYMBOLS[status]} {word(name, language_of(numbers))}"))
    return entries + ([(INK.paper, "none", without)] if without else [])


def _key(ax: Axes, tiles: Sequence[Tile], entries: Sequence[tuple[str, str, str]]) -> None:
    """The key stands in the empty west of the centre: below the last northern tile of the first columns."""
    down = 1 + max(tile.row for tile in tiles)
    y = 2.0 + max((tile.row for tile in tiles if tile.column < 3 and tile.row < down / 2), default=-1)
    for fill, status, name in entries:
        _field(ax, 0, y - 0.17, fill, status, width=0.34, height=0.34)
        Fitted(ax, 0.42, y, [name], 2.3, lines=3, ha="left", va="center", **MUTED)
        y += 0.62


def heat_map(frame: pd.DataFrame, ax: Axes, y: str, x: str, **numbers: Unpack[Numbers]) -> Axes:
    """One shaded field for each row `y` and column `x`, with its value.

    Percentages are shaded by how complete they are, numbers by their height above zero. In many rows a complete field
    says nothing, so that what is missing stands out.

    Examples:
        >>> import matplotlib.pyplot as plt
        >>> from helpers import open_report, report
        >>> release = open_report(province="lang-son", year=2023)
        >>> sessions = release.data("sessions", by="month", years=2)
        >>> ax = report.charts.heat_map(sessions, plt.figure().subplots(), "year", "month")
        >>> plt.close(ax.figure)
    """
    frame = drawable(frame, y, x, once=True)
    down, across = in_order(frame[y]), in_order(frame[x])
    percent, dense = bool(numbers.get("percent")), len(down) > MANY_ROWS
    breaks = list(COMPLETENESS) if percent else even_breaks(frame["value"].dropna().tolist())
    shades = COMPLETE if percent else THEME.sequential
    rows(ax, down, 15 if dense else 24, 20)
    plain(ax, side=True)
    ax.spines["left"].set_visible(False)
    ax.xaxis.set(visible=True, ticks_position="top", major_locator=FixedLocator(range(len(across))))
    ax.xaxis.set_major_formatter(FixedFormatter(across))
    ax.tick_params(axis="x", top=False, bottom=False)
    ax.set_xlim(-0.5, len(across) - 0.5)
    classes = np.full((len(down), len(across)), np.nan)
    held = (frame[y].astype(str), frame[x].astype(str), frame["value"], frame["status"])
    for row, column, value, status in zip(*held, strict=True):
        at = (down.index(row), across.index(column))
        classes[at] = class_of(value, breaks) if status == "shown" else np.nan
        fill = shades[class_of(value, breaks)] if status == "shown" else INK.paper
        silent = dense and percent and value >= COMPLETENESS[-1]
        _value(ax, at, "" if silent else writer(numbers)(value, status), status, fill, numbers)
    edges = [np.arange(count + 1) - 0.5 for count in (len(across), len(down))]
    norm = BoundaryNorm(np.arange(len(shades) + 1) - 0.5, len(shades))
    look: Look = {"cmap": ListedColormap(list(shades)), "edgecolors": INK.paper, "linewidth": 1.6}
    ax.pcolormesh(*edges, classes, norm=norm, zorder=1, **look)
    return ax


def _value(ax: Axes, at: tuple[int, int], text: str, status: str, fill: str, numbers: Numbers) -> None:
    """What stands in a field, and the edge of one without a shade; on a narrow drawing no field has its % sign."""
    if fill == INK.paper:
        _field(ax, at[1] - 0.5, at[0] - 0.5, fill, "x" if status == "shown" else status)
    if text:
        widest = writer(numbers)(100.0) if numbers.get("percent") else ""
        look = {"fontsize": NOTE, "color": text_colour_on(fill), **(CLEAR if status == "c" else {})}
        Fitted(ax, at[1], at[0], [text, text.rstrip("%\u00a0")], 0.92, widest=widest, **look)
