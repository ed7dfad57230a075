"""Sums from which pandas left out numbers that are withheld or not available, known again by their value.

`frame["value"].sum()` gives a plain number, which knows nothing of the missing values that were skipped. So each frame
of `release.data` that has some is remembered, and a sentence's number is held against the sums that pandas makes of it:
of all rows, and of the groups by one or two of its columns, or by all but one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from helpers.report.released_frame import PartOfSum

MOST_FRAMES = 100
"""Remembered at a time: a notebook at the desk runs its cells again and again."""
FEWEST_COUNTED = 100
"""Below it a number of Python's or numpy's own whole numbers is a count of rows or places; pandas sums to floats."""
STATUSES = ("c", "x")
_NO_LABELS = ("value", "unit", "status", "indicator_code")
_NO_CODES = ("region", "year", "quarter", "month")
_frames: list[_Summed] = []


class RememberedRows:
    """The rows of a remembered frame that are of one indicator: labels by column, numbers and statuses."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame
        self.labels = {str(name): frame[name].to_numpy(object) for name in frame if name not in _NO_LABELS}
        self.known = {name: set(values) for name, values in self.labels.items()}
        self.numbers = frame["value"].to_numpy(float)
        self.status = frame["status"].to_numpy(object)
        self.missing = np.isin(self.status.astype(str), STATUSES)


class _Summed:
    """The numbers of a frame, by its codes and times."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.columns = [str(name) for name in frame if str(name).endswith("_code") or name in _NO_CODES]
        self.whole = frame.copy()
        self._rows: dict[str, RememberedRows] = {}

    @cached_property
    def sums(self) -> dict[float, set[str]]:
        """Each sum of which a part is missing: the statuses of what is missing."""
        found: dict[float, set[str]] = {}
        for columns in self._groupings():
            for rows in self._groups(columns):
                shown = rows["value"].dropna()
                if 1 < len(shown) < len(rows) and shown.sum() > 0:
                    missing = set(rows["status"]) & {"c", "x"}
                    found.setdefault(float(shown.sum()), set()).update(missing)
        return found

    @cached_property
    def names(self) -> set[str]:
        """The indicators."""
        return set(self.whole["indicator_code"])

    @cached_property
    def incomplete(self) -> set[str]:
        """The indicators of which some numbers are missing."""
        return set(self.whole["indicator_code"][self.whole["status"].isin(["c", "x"])])

    def rows(self, name: str) -> RememberedRows:
        """Those of an indicator."""
        if name not in self._rows:
            self._rows[name] = RememberedRows(self.whole[self.whole["indicator_code"] == name])
        return self._rows[name]

    @cached_property
    def shown(self) -> set[float]:
        """The numbers themselves."""
        return set(self.whole["value"].dropna())

    def _groups(self, columns: list[str]) -> Iterable[pd.DataFrame]:
        if not columns:
            return [self.whole]
        return [rows for _, rows in self.whole.groupby(columns, observed=True)]

    def _groupings(self) -> Iterator[list[str]]:
        """Ways to add up; what counts other things is never added together."""
        several = [name for name in self.columns if self.whole[name].unique().size > 1]
        always = [name for name in several if name == "indicator_code"]
        rest = [name for name in several if name not in always]
        for size in sorted({0, 1, 2, len(rest) - 1} & set(range(len(rest)))):
            for chosen in combinations(rest, size):
                yield [*always, *chosen]


def note_frame(frame: pd.DataFrame) -> None:
    """Remember a frame of `release.data`."""
    _frames.append(_Summed(frame))
    del _frames[:-MOST_FRAMES]


def rows_of(names: Collection[str], *, incomplete: bool = True) -> Iterator[RememberedRows]:
    """The rows of each remembered frame that are of one indicator, by default if some of them are missing.

    Args:
        names: the indicators that are asked for; none for all.
        incomplete: also those of which none is missing where False.
    """
    for each in _frames:
        for name in sorted(each.incomplete if incomplete else each.names):
            if not names or name in names:
                yield each.rows(name)


def forget_frames() -> None:
    """Begin anew."""
    _frames.clear()


def left_out_of(number: Any) -> set[str]:
    """The statuses of what was left out of a number, 'c' or 'x', if it is such a sum; of one that is also shown, none.

    Args:
        number: a plain one, as pandas gives it.
    """
    if isinstance(number, PartOfSum):
        return set(number.left_out)
    whole = isinstance(number, int | np.integer)
    if not _frames or isinstance(number, bool | np.bool_) or (whole and number < FEWEST_COUNTED):
        return set()
    value = float(number)
    incomplete = [each for each in _frames if each.incomplete]
    if any(value in each.shown for each in incomplete):
        return set()
    return {status for each in incomplete for status in each.sums.get(value, ())}
