"""Round numbers for axes, from shown cells only."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from helpers.privacy.release import Cell


@dataclass(frozen=True)
class Line:
    """A named series of cells. `emphasis` is for the one that the exhibit is about."""

    name: str
    cells: Sequence[Cell]
    emphasis: bool = False


def drawn(cell: Cell) -> float:
    """The number to draw: not a number where none is shown, so that what is hidden leaves no trace."""
    return cell.value if cell.shown and cell.value is not None else math.nan


def shown_values(cells: Iterable[Cell]) -> list[float]:
    """The values of the shown cells."""
    return [cell.value for cell in cells if cell.shown and cell.value is not None]


def ticks(top: float, at_most: int = 5) -> list[float]:
    """Round steps from 0 to at or above `top`; whole numbers. [0, 1] where there is nothing above 0."""
    if top <= 0:
        return [0.0, 1.0]
    magnitude = 10 ** math.floor(math.log10(top))
    steps = [m * magnitude / 10 for m in (1, 2, 5, 10, 20, 50, 100)]
    step = next(s for s in steps if s * at_most >= top and s >= 1 or s == steps[-1])
    return [step * i for i in range(math.ceil(round(top / step, 9)) + 1)]
