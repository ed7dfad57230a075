"""Why a value is missing, kept in the missing value itself.

A NaN has bits to spare (IEEE 754 calls them its payload), and arithmetic, pivot, merge and concat hand them on. So a
value that `release.data` withholds still says so after an analyst has computed with it. Operations that make a NaN of
their own (0 / 0, sums of `groupby`, `where`, `rolling`, `shift`) give one without a reason.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd

from helpers.errors import ParamsError
from helpers.report.language import SYMBOLS

REASONS = ("c", "x", "z")
"""Statuses of a Release without a value: confidential, not available, not applicable."""
_QUIET_NAN = 0x7FF8_0000_0000_0000
_OURS = 0xB690
_PAYLOAD = 0xFFFF_FFFF


def missing(status: str) -> float:
    """A NaN that says why it is one.

    Examples:
        >>> reason_of(missing("c") * 100 - 3)
        'c'
    """
    bits = np.uint64(_QUIET_NAN | _OURS + REASONS.index(status))
    return float(bits.view(np.float64))


NOT_APPLICABLE = missing("z")
"""For places where there can be no number, such as a rate over 0: `rate.replace(np.inf, report.NOT_APPLICABLE)`."""
NOT_AVAILABLE = missing("x")
"""For holes that reshaping leaves where nothing was received: `unstack(fill_value=report.NOT_AVAILABLE)`."""


def reason_of(value: Any) -> str:
    """The status that a missing value carries; empty where it carries none."""
    if not isinstance(value, float):
        return ""
    reason = (int(np.float64(value).view(np.uint64)) & _PAYLOAD) - _OURS
    return REASONS[reason] if value != value and 0 <= reason < len(REASONS) else ""


def is_missing(value: Any) -> bool:
    """Whether it is one value, and missing."""
    return value is None or bool(pd.api.types.is_scalar(value) and pd.isna(value))


def mark_of(value: Any, call: str, given: Collection[str]) -> str:
    """What stands for a missing value; `given` are the reasons that it may have where it lost its own.

    Raises:
        ParamsError: it has no reason of its own, and may have several.
    """
    reasons = [reason for reason in (reason_of(value),) if reason] or list(given)
    if len(reasons) > 1:
        raise ParamsError(
            f"{call}: a value is missing and does not say why (groupby, where, rolling and 0 / 0 forget it): of this "
            "notebook's data some are withheld and some not available; leave it out (dropna), or keep the column "
            "status of release.data beside the values"
        )
    return SYMBOLS[reasons[0] if reasons else "z"]
