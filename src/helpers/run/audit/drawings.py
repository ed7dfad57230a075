"""What the drawing of a chart tells: lengths, heights and positions against the numbers that are shown beside them.

Only charts of sensitive numbers are measured. Each kind of mark must be accounted for by a shown number, and by one
each: a bar more than there are numbers tells what it should not, whatever its length.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from helpers.run.audit.trees import tag_of

_PAIR = re.compile(r"(-?[\d.]+)[ ,]+(-?[\d.]+)")
_COMMAND = re.compile(r"[A-Za-z]")
_FILL = re.compile(r"fill:\s*([^;]+)")
_HATCH_FILL = "#f0f4f8"
_PAPER = {"#ffffff", "white", "#fff"}
_TOLERANCE = 0.6


class Box(NamedTuple):
    """A filled rectangle."""

    left: float
    top: float
    right: float
    bottom: float
    fill: str

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top


def unvouched_marks(figure: Any, values: Sequence[float]) -> Iterator[str]:
    """What is wrong with the drawings of a figure, given the numbers that its table shows, each as often as it does."""
    for svg in figure.iter("{*}svg"):
        boxes = [box for element in svg.iter() for box in _boxes(element)]
        hatched = [box for box in boxes if box.fill == _HATCH_FILL]
        solid = [box for box in boxes if box.fill not in {_HATCH_FILL, *_PAPER}]
        if _tiles(solid):
            yield from _shades(solid, hatched, len(values))
        else:
            yield from _bars(solid, values)
        if _differ((box.left, box.width) for box in hatched) or _differ(
            (box.bottom, box.height) for box in hatched
        ):
            yield "hatched marks differ in length, though they must say nothing"
        yield from _lines(svg, hatched, values)


def _differ(marks: Iterable[tuple[float, float]]) -> bool:
    """Whether marks that begin at one line end at several."""
    lengths: dict[float, set[float]] = {}
    for start, length in marks:
        lengths.setdefault(round(start, 1), set()).add(round(length, 1))
    return any(len(found) > 1 for found in lengths.values())


def _bars(boxes: Sequence[Box], values: Sequence[float]) -> Iterator[str]:
    if not boxes:
        return
    same_left = len({round(box.left, 1) for box in boxes}) == 1
    lengths = [box.width if same_left else box.height for box in boxes]
    left = Counter(value for value in values if value > 0)
    if not left:
        yield "a bar is drawn where no number is shown"
        return
    piled = not same_left and len({round(box.bottom, 1) for box in boxes}) > 1
    longest = sorted(left, reverse=True) if piled else [max(left)]  # the top of a pile is no bar
    if not any(_fit(lengths, left, max(lengths) / value) for value in longest):
        yield "a bar is drawn whose length belongs to no number that is shown"


def _fit(lengths: Sequence[float], numbers: Counter[float], unit: float) -> bool:
    """Whether each length is that of a number, and of each number one."""
    left = numbers.copy()
    for length in sorted(lengths, reverse=True):
        near = min(left, key=lambda value: abs(length - unit * value), default=None)
        if near is None or abs(length - unit * near) > _TOLERANCE:
            return False
        left[near] -= 1
        left += Counter()
    return True


def _tiles(boxes: Sequence[Box]) -> bool:
    """Whether the boxes are the tiles of a map: many of one size."""
    sizes = Counter((round(box.width, 1), round(box.height, 1)) for box in boxes)
    return bool(sizes) and sizes.most_common(1)[0][1] > 8


def _shades(boxes: Sequence[Box], hatched: Sequence[Box], shown: int) -> Iterator[str]:
    size = Counter((round(box.width, 1), round(box.height, 1)) for box in boxes).most_common(1)[0][0]
    tiles = [box for box in boxes if (round(box.width, 1), round(box.height, 1)) == size]
    if len(tiles) > shown:
        yield "a tile is shaded whose number is not shown"
    for mark in hatched:
        across, down = (mark.left + mark.right) / 2, (mark.top + mark.bottom) / 2
        if any(tile.left < across < tile.right and tile.top < down < tile.bottom for tile in tiles):
            yield "a tile is shaded whose number is withheld"


def _lines(svg: Any, hatched: Sequence[Box], values: Sequence[float]) -> Iterator[str]:
    """Points of lines and dots: no more heights than numbers, and each height that of a number."""
    heights = sorted({round(y, 1) for element in svg.iter() for _, y in _stops(element, hatched)})
    shown = sorted(set(values), reverse=True)
    if len(heights) > len(shown):
        yield "a line or dots have more heights than numbers are shown"
        return
    if len(heights) < 2:
        return
    unit = (heights[-1] - heights[0]) / ((shown[0] - shown[-1]) or 1.0)
    for height in heights:
        if not any(abs(height - heights[0] - unit * (shown[0] - value)) <= _TOLERANCE for value in shown):
            yield "a line or a dot stands at a height that belongs to no number that is shown"
            return


def _stops(element: Any, hatched: Sequence[Box]) -> Sequence[tuple[float, float]]:
    """The points of a line that follows numbers, neither straight as an axis nor the hatching of a mark; or a dot."""
    tag = tag_of(element)
    if tag in ("use", "circle", "ellipse"):
        across, down = ("x", "y") if tag == "use" else ("cx", "cy")
        return [(_number(element.get(across)), _number(element.get(down)))]
    points = points_of(element)
    if "z" in element.get("d", "").lower() or any(
        tag_of(parent) == "defs" for parent in element.iterancestors()
    ):
        return []
    straight = len({x for x, _ in points}) < 2 or len({y for _, y in points}) < 2
    within = any(
        all(box.left - 1 <= x <= box.right + 1 and box.top - 1 <= y <= box.bottom + 1 for x, y in points)
        for box in hatched
    )
    return [] if straight or within else points


def _boxes(element: Any) -> Iterator[Box]:
    tag = tag_of(element)
    match = _FILL.search(element.get("style", "")) if tag in ("path", "rect", "polygon") else None
    fill = (match[1] if match else element.get("fill", "#000000")).strip().lower()
    if fill in ("none", "transparent"):
        return
    if tag == "rect":
        x, y, width, height = (_number(element.get(name)) for name in ("x", "y", "width", "height"))
        yield Box(x, y, x + width, y + height, fill)
        return
    points = points_of(element)
    if tag in ("path", "polygon") and len(points) >= 4:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        yield Box(min(xs), min(ys), max(xs), max(ys), fill)


def points_of(element: Any) -> list[tuple[float, float]]:
    """The points of a path or polygon as they are written."""
    if tag_of(element) not in ("path", "polyline", "polygon"):
        return []
    drawn = element.get("d") or element.get("points") or ""
    return [(float(match[1]), float(match[2])) for match in _PAIR.finditer(_COMMAND.sub(" ", drawn))]


def _number(text: str | None) -> float:
    match = re.match(r"-?[\d.]+", text or "")
    return float(match[0]) if match else 0.0
