"""Where in a drawn chart a text covers another, or lies across a mark: read from the SVG, box by box."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

from lxml import etree

from drawn_charts import SVG, Word, words
from helpers.report.dark_scheme import DARK
from helpers.report.theme import THEME

Box = tuple[float, float, float, float]
HREF = "{http://www.w3.org/1999/xlink}href"
GROUND = {
    each.lower() for of in (THEME.colours, DARK.colours) for each in (of.paper, of.wash, of.hairline)
} | {"none"}
"""Colours of what lies below everything: paper, tracks, grids."""
ROOM = {"line": 0.3, "dot": 0.5, "field": 0.5}
"""Points that a text keeps from what it does not lie in."""
BELOW, ABOVE = 0.2, 0.14
"""Of a letter's size: how far g and p reach below the baseline, and the marks of Vietnamese above capitals."""


@dataclass(frozen=True)
class Mark:
    """A shape of a drawing in points: its box, and the lines of its stroke where it is not filled."""

    kind: str
    box: Box
    segments: tuple[Box, ...] = ()
    patch: bool = False
    """Paper that hides what was drawn before it."""


def covered_texts(svg: str) -> list[str]:
    """What is wrong with the texts of a drawing, one sentence each: nothing where all can be read."""
    drawn = list(map(_whole, words(svg)))
    found = [f"'{one.text}' covers '{two.text}'" for one, two in combinations(drawn, 2) if one.touches(two)]
    marks = list(_marks(svg))
    for word in drawn:
        box = (word.left, word.top, word.right, word.bottom)
        last_patch = max(
            (at for at, mark in enumerate(marks) if mark.patch and _within(_grown(box, -0.5), mark.box)),
            default=-1,
        )
        for at, mark in enumerate(marks):
            if mark.patch or (at < last_patch and mark.kind != "dot"):
                continue
            if fault := _fault(box, mark):
                found.append(f"'{word.text}' {fault}")
    return found


def _whole(word: Word) -> Word:
    """The word with what its letters have below the baseline and above capitals."""
    parts = [unicodedata.normalize("NFD", letter) for letter in word.text]
    below = any(part[0] in "gjpqy,;()[]" or "\u0323" in part for part in parts)
    above = any(len(part.replace("\u0323", "")) > 1 + part[0].islower() for part in parts)
    return replace(
        word, top=word.top - above * ABOVE * word.size, bottom=word.bottom + below * BELOW * word.size
    )


def of_page(page: Path) -> dict[str, list[str]]:
    """What is wrong with the texts of each drawing of a page that has any such text, by the figure's id."""
    found: dict[str, list[str]] = {}
    for figure in re.findall(r"<figure.*?</figure>", page.read_text(encoding="utf-8"), re.DOTALL):
        (name, *_) = re.findall(r'id="([^"]+)"', figure)
        faults = [
            each for svg in re.findall(r"<svg.*?</svg>", figure, re.DOTALL) for each in covered_texts(svg)
        ]
        found |= {name: faults} if faults else {}
    return found


def _fault(box: Box, mark: Mark) -> str:
    near = _grown(box, ROOM[mark.kind])
    if mark.kind == "line":
        return "is crossed by a line" if any(_crosses(near, each) for each in mark.segments) else ""
    if not _overlap(near, mark.box) or (mark.kind == "field" and _within(box, mark.box)):
        return ""
    return f"lies over a {mark.kind}"


def _marks(svg: str) -> Iterator[Mark]:
    root = etree.fromstring(svg)
    shapes = {each.get("id"): each for each in root.iter(f"{SVG}path") if each.get("id")}
    for element in root.iter():
        above = {each.tag for each in element.iterancestors()}
        if {f"{SVG}defs", f"{SVG}pattern", f"{SVG}clipPath"} & above:
            continue
        if element.tag == f"{SVG}use":
            yield from _shape(shapes[element.get(HREF)[1:]], element.get("style", ""), element)
        elif element.tag == f"{SVG}path":
            yield from _shape(element, element.get("style", ""))


def _shape(path: Any, style: str, used: Any = None) -> Iterator[Mark]:
    dx, dy = (float(used.get(side, 0)) for side in "xy") if used is not None else (0.0, 0.0)
    fill = _paint("fill", style, "#000000")
    stroke = _paint("stroke", style, "none")
    for lines in _outlines(path.get("d", "")):
        moved = [(x + dx, y + dy) for x, y in lines]
        xs, ys = [x for x, _ in moved], [y for _, y in moved]
        box = (min(xs), min(ys), max(xs), max(ys))
        if used is not None and max(box[2] - box[0], box[3] - box[1]) <= 12 and "C" in path.get("d", ""):
            yield Mark("dot", box)
        elif fill == THEME.colours.paper.lower():
            yield Mark("field", box, patch=True)
        elif fill not in GROUND:
            yield Mark("field", box)
        elif stroke not in GROUND:
            yield Mark("line", box, tuple((*one, *two) for one, two in pairwise(moved)))


def _paint(kind: str, style: str, otherwise: str) -> str:
    found = re.search(
        rf"(?:^|; ){kind}: (?:var\([\w-]+, )?([^;)]+)", style
    )  # a page gives the dark scheme's, too
    return found[1].strip().lower() if found else otherwise


def _outlines(described: str) -> Iterator[list[tuple[float, float]]]:
    """The points of each part of a path; of a curve its control points."""
    for part in described.split("M")[1:]:
        numbers = [float(each) for each in re.findall(r"-?[\d.]+", part)]
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        yield [*points, points[0]] if "z" in part.lower() else points


def _grown(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _within(inner: Box, outer: Box) -> bool:
    return inner[0] >= outer[0] and inner[1] >= outer[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def _crosses(box: Box, line: Box) -> bool:
    """Whether a straight line passes through a box (Liang and Barsky)."""
    x0, y0, x1, y1 = line
    start, end = 0.0, 1.0
    for step, room in (
        (x0 - x1, x0 - box[0]), (x1 - x0, box[2] - x0), (y0 - y1, y0 - box[1]), (y1 - y0, box[3] - y0),
    ):  # fmt: skip
        if step == 0:
            if room < 0:
                return False
        elif step < 0:
            start = max(start, room / step)
        else:
            end = min(end, room / step)
    return start <= end
