"""The five shades of the map: which values share one, and what its key says. Classes as in the reports' tile map."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.report.shade_bounds import class_breaks, class_of
from helpers.report.theme import THEME


def shade(value: float, values: Sequence[float]) -> int:
    """The shade of a value among all shown values, 1 (lightest) to 5."""
    breaks = class_breaks(values)
    return _shade_of_class(class_of(value, breaks), len(breaks))


def ranges(values: Sequence[float]) -> dict[int, tuple[float, float]]:
    """Lowest and highest count of each shade, lightest first; nothing where no value is shown."""
    breaks = class_breaks(values)
    highs = [bound - 1 for bound in breaks[1:]] + [max(values, default=0.0)]
    held = {class_of(value, breaks) for value in values}
    return {
        _shade_of_class(group, len(breaks)): (low, high)
        for group, (low, high) in enumerate(zip(breaks, highs, strict=False))
        if group in held
    }


def _shade_of_class(group: int, groups: int) -> int:
    """Few classes keep to the ends of the scale."""
    return 1 + round(group * (len(THEME.sequential) - 1) / (groups - 1)) if groups > 1 else 2
