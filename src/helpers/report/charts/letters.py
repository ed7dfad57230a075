"""How a drawing can be seen whole on a telephone: with letters enlarged where they stand, as far as they have room.

The drawing stays as it is; report.css reads what is found here. Where words stand on a sheet belongs in placing.py.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from helpers.report.charts.words import Word
from helpers.report.fonts import text_width
from helpers.report.theme import THEME

TELEPHONE = 358.0
"""CSS pixels that a telephone of 390 has between its margins."""
LEAST = 10.0
"""CSS pixels of a letter that can be read there."""
HEIGHT = 0.75
"""Of letters that stand one line above another, by their size; less than would do for lines of one text."""
HEIGHT_IN_TILE = 0.95
GAP = 2.0
"""Between two words beside each other, in points of the sheet."""
SIDES = {"left": (0.0, 1.0), "center": (0.5, 0.5), "right": (1.0, 0.0)}
ENLARGEMENTS = np.arange(1.0, 2.25, 0.05)


def style_on_telephone(words: Sequence[Word], width: float, *, upright: bool) -> str | None:
    """Custom properties for the root of a drawing of this width, or nothing where its letters have too little room.

    `--larger`: what the letters are enlarged by; `--before` and `--after`: how much of the telephone's width the words
    need left and right of the sheet. An `upright` drawing, such as a map, always gets the largest letters that fit.
    """
    if not words:
        return "--larger:1;--before:0%;--after:0%"
    x = np.array([word.x for word in words])
    widths = np.array([text_width(word.text, word.size, word.weight) for word in words])
    sides = np.array([SIDES[word.align] for word in words])
    left, right = widths * sides[:, 0], widths * sides[:, 1]
    before = np.maximum(0.0, (np.outer(ENLARGEMENTS, left) - x).max(axis=1))
    after = np.maximum(0.0, (np.outer(ENLARGEMENTS, right) + x).max(axis=1) - width)
    letters = THEME.sizes.chart * ENLARGEMENTS * TELEPHONE / (width + before + after)
    possible = _room(words, x, left, right, HEIGHT_IN_TILE if upright else HEIGHT) >= ENLARGEMENTS
    if not upright:
        possible &= letters >= LEAST
    chosen = np.flatnonzero(possible)
    if not len(chosen):
        return None
    at = chosen[-1] if upright else chosen[0]
    shares = (100 * beside[at] / (width + before[at] + after[at]) for beside in (before, after))
    return "--larger:{:.4g};--before:{:.3g}%;--after:{:.3g}%".format(ENLARGEMENTS[at], *shares)


def _room(words: Sequence[Word], x: np.ndarray, left: np.ndarray, right: np.ndarray, line: float) -> float:
    """How much every word can be enlarged before one touches another; pairs that touch already do not count."""
    y = np.array([word.y for word in words])
    height = np.array([line * word.size for word in words])
    with np.errstate(divide="ignore", invalid="ignore"):
        across = (x[None, :] - x[:, None] - GAP) / (right[:, None] + left[None, :])
        down = np.abs(y[None, :] - y[:, None]) / ((height[:, None] + height[None, :]) / 2)
    pairs = np.maximum(np.maximum(across, across.T), down)[np.triu_indices(len(words), 1)]
    pairs = pairs[pairs >= 1.0]
    return float(pairs.min()) if len(pairs) else float(ENLARGEMENTS[-1])
