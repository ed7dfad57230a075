"""Which further cells must be hidden so that no hidden cell can be had by subtraction from one sum.

A first, sound step, not the last: it looks at one sum at a time. See `protect` for what that promises.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from helpers.privacy.sums import Sum

Flags = npt.NDArray[np.bool_]


def hide_complements(
    values: npt.NDArray[np.float64], primary: Flags, sums: Sequence[Sum], threshold: int
) -> Flags:
    """The cells to hide: those of `primary`, and what the sums need besides, until nothing changes.

    In each sum, a hidden cell never stands alone; and where the total is shown, whoever knows that no hidden part
    is zero must still allow each of them anything from 1 to at least `threshold`. Else the smallest part that is
    shown and not zero is hidden too, and where there is none, the total. A missing value (NaN) is known to have
    been left out of its total, so it takes no part.
    """
    hidden = primary.copy()
    known = ~np.isnan(values)
    live = [
        (one.total, np.array([part for part in one.parts if known[part]], dtype=np.intp))
        for one in sums
        if known[one.total]
    ]
    changed = True
    while changed:
        changed = False
        for total, parts in live:
            while (further := _further(values, hidden, total, parts, threshold)) is not None:
                hidden[further] = True
                changed = True
    return hidden


def _further(
    values: npt.NDArray[np.float64], hidden: Flags, total: int, parts: npt.NDArray[np.intp], threshold: int
) -> int | None:
    """The next cell that a sum needs hidden; None if it is safe as it is."""
    among = parts[hidden[parts]]
    count = len(among) + int(hidden[total])
    if count == 0:
        return None
    most = values[among].sum() - (len(among) - 1)  # what one part can be, if each of the others is 1
    if count > 1 and (hidden[total] or most >= threshold):
        return None
    candidates = parts[~hidden[parts] & (values[parts] > 0)]
    if len(candidates):
        return int(candidates[np.argmin(values[candidates])])
    return None if hidden[total] else total
