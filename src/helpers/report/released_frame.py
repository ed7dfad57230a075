"""The frames of `release.data`: pandas' own, whose sums and means remember what they leave out.

A missing value says why it is missing (missing_values.py). `frame["value"].sum()` skips it, and gives 0 where nothing
else is there: a number that nobody may print. Here it says what was skipped.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

import numpy as np
import pandas as pd

from helpers.report.missing_values import reason_of


class PartOfSum(np.float64):
    """A sum or a mean from which numbers were left out that are withheld ('c') or not available ('x').

    Examples:
        >>> made = PartOfSum.of(7, {"c"})
        >>> made + 1, sorted(made.left_out)
        (np.float64(8.0), ['c'])
    """

    left_out: frozenset[str]

    @classmethod
    def of(cls, value: float, left_out: Iterable[str]) -> Self:
        """The number, with the statuses of what it leaves out."""
        made = cls(value)
        made.left_out = frozenset(left_out)
        return made


class ReleasedValues(pd.Series):
    """A column of such a frame."""

    @property
    def _constructor(self) -> type[ReleasedValues]:
        return ReleasedValues

    @property
    def _constructor_expanddim(self) -> type[ReleasedFrame]:
        return ReleasedFrame

    def sum(self, *args: Any, **options: Any) -> Any:
        """As pandas has it; a number that leaves something out is a `PartOfSum`."""
        return self._told(super().sum(*args, **options))

    def mean(self, *args: Any, **options: Any) -> Any:
        """As pandas has it; a number that leaves something out is a `PartOfSum`."""
        return self._told(super().mean(*args, **options))

    def _told(self, made: Any) -> Any:
        if not isinstance(made, float) or made != made or self.dtype != np.float64:
            return made
        reasons = {reason_of(value) for value in self[self.isna()]} & {"c", "x"}
        return PartOfSum.of(made, reasons) if reasons else made


class ReleasedFrame(pd.DataFrame):
    """Such a frame."""

    @property
    def _constructor(self) -> type[ReleasedFrame]:
        return ReleasedFrame

    @property
    def _constructor_sliced(self) -> type[ReleasedValues]:
        return ReleasedValues
