"""What the drawing of a chart tells: lengths of bars against the numbers that stand beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

_BOX = re.compile(
    r"M ([\d.-]+) ([\d.-]+) L ([\d.-]+) ([\d.-]+) L ([\d.-]+) ([\d.-]+) L ([\d.-]+) ([\d.-]+) z?", re.I
)
HATCH_LENGTH = 22.0
_TOLERANCE = 0.6


def unvouched_bars(content: bytes, values: dict[str, set[float]]) -> Iterator[tuple[str, str]]:
    """(exhibit, what is wrong) for every bar whose length no shown number of its exhibit accounts for.

    Args:
        content: the page.
        values: exhibit -> the shown numbers of its table.
    """
    for figure in html.document_fromstring(content).iter("figure"):
        identifier = figure.get("id", "")
        if identifier not in values:
            continue
        for svg in (element for element in figure.iter() if _tag(element) == "svg"):
            boxes = [box for box in map(_box, _filled(svg)) if box]
            shown = sorted(v for v in values[identifier] if v > 0)
            lengths = [right - left for left, right in boxes if abs(right - left - HATCH_LENGTH) > 0.05]
            if not lengths:
                continue
            unit = max(lengths) / shown[-1] if shown else 0.0
            for length in lengths:
                if not any(abs(length - unit * value) <= _TOLERANCE for value in shown):
                    yield identifier, "a bar is drawn whose length belongs to no number that is shown"


def _filled(svg: Any) -> Iterator[Any]:
    for element in svg.iter():
        if _tag(element) in ("path", "rect") and "fill: none" not in element.get("style", ""):
            yield element


def _box(element: Any) -> tuple[float, float] | None:
    if _tag(element) == "rect":
        left = float(element.get("x", 0))
        return left, left + float(element.get("width", 0))
    match = _BOX.match(element.get("d", ""))
    if not match:
        return None
    across = [float(match[i]) for i in (1, 3, 5, 7)]
    return min(across), max(across)


def _tag(element: Any) -> str:
    return etree.QName(element.tag).localname.lower() if isinstance(element.tag, str) else ""
