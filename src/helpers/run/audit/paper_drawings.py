"""Drawings of a PDF held against those of the page, which are measured there: none may draw more, or elsewhere.

Typst writes the points of an SVG as they stand in it, below one change of coordinates, and cuts each drawing to its
box. What it draws outside of such a box, rules and frames, follows from `report.typ`, which is given texts alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from helpers.run.audit.drawings import points_of
from helpers.run.audit.pdf import streams_of
from helpers.run.audit.trees import tag_of

_DRAWING = re.compile(rb"/Alt\s?[(<].*?BDC(.*?)EMC", re.DOTALL)
_DRAWN = re.compile(
    rb"([-\d.](?<![\d.][\d.])(?:(?<=-)[\d.]++|(?<!-)[\d.]*+) -?[\d.]++ )"
    rb"(?:((?:-?[\d.]++ ){4})cm|(m\s[-\d.\smlch]*)(f\*?|S|s|B\*?|b\*?|W\*?)\s)"
)
"""Begins with one character of one set, the first of a number: so Python finds the next one quickly."""
_OTHERWISE = re.compile(rb"\s(?:re|Do|sh)\s")
_NUMBER = re.compile(rb"-?[\d.]+")
_NEAR = 0.06


class Shape(NamedTuple):
    """A path: its points, and where their origin lies in the drawing."""

    points: tuple[tuple[float, float], ...]
    across: float
    down: float


class _ForeignError(ValueError):
    """A drawing that is not written as Typst writes an SVG."""


def foreign_drawings(paper: bytes, page: Any) -> Iterator[int]:
    """The drawings of the PDF, by their number from 1, that are not those of the page."""
    known = [list(_shapes_of(svg)) for svg in page.iter("{*}svg")]
    number = 0
    for stream in streams_of(paper):
        for drawing in _DRAWING.finditer(stream):
            number += 1
            try:
                drawn = list(_shapes_in(drawing[1]))
            except _ForeignError:
                yield number
            else:
                if not any(_all_among(drawn, shapes) for shapes in known):
                    yield number


def _shapes_in(drawing: bytes) -> Iterator[Shape]:
    """What is painted inside the box of a drawing.

    Raises:
        _ForeignError: it is stretched or turned, or painted in another way than by paths.
    """
    if _OTHERWISE.search(drawing):
        raise _ForeignError
    corner: tuple[float, float] | None = None
    scales = set()
    scale = left = top = 0.0
    for match in _DRAWN.finditer(drawing):
        first, change, path, operator = match.groups()
        if change:
            scale, turned, askew, down, left, top = map(float, (first + change).split())
            if turned or askew or abs(scale + down) > 1e-3 or scale <= 0:
                raise _ForeignError
            continue
        points = _points(first + path)
        if operator.startswith(b"W"):
            corner = corner or points[0]
            continue
        if corner is None:
            raise _ForeignError
        scales.add(round(scale, 3))
        yield Shape(points, (left - corner[0]) / scale, (corner[1] - top) / scale)
    if len(scales) > 1:
        raise _ForeignError


@lru_cache(maxsize=2_000)  # the marks of one drawing are alike, and so are the axes of all reports
def _points(path: bytes) -> tuple[tuple[float, float], ...]:
    numbers = [float(text) for text in _NUMBER.findall(path)]
    return tuple(zip(numbers[::2], numbers[1::2], strict=True))


def _shapes_of(svg: Any) -> Iterator[Shape]:
    """The paths of an SVG, and those that stand in it more than once."""
    kept = {}
    in_defs = {element for defs in svg.iter("{*}defs") for element in defs.iter()}
    for element in svg.iter():
        points = tuple(points_of(element))
        if points and element in in_defs:
            kept[element.get("id")] = points
        elif points:
            yield Shape(points, 0.0, 0.0)
        elif tag_of(element) == "use":
            address = next((value for name, value in element.attrib.items() if name.endswith("href")), "")
            place = float(element.get("x", 0)), float(element.get("y", 0))
            yield Shape(kept.get(address.removeprefix("#"), ()), *place)


def _all_among(drawn: list[Shape], known: list[Shape]) -> bool:
    """Whether each shape is one of the known, and each of these is drawn once at the most."""
    left = list(known)
    for shape in drawn:
        at = next((i for i, other in enumerate(left) if _alike(shape, other)), None)
        if at is None:
            return False
        del left[at]
    return True


def _alike(one: Shape, other: Shape) -> bool:
    return (
        len(one.points) == len(other.points)
        and abs(one.across - other.across) < _NEAR
        and abs(one.down - other.down) < _NEAR
        and all(
            abs(x - left) < _NEAR and abs(y - top) < _NEAR
            for (x, y), (left, top) in zip(one.points, other.points, strict=True)
        )
    )
