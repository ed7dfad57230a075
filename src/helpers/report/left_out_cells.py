"""Cells of a table that leave out, or stand for, numbers that are withheld or not available.

After `pivot_table`, `crosstab` or `sum(axis=1)` nothing in a frame tells that pandas skipped what is missing, and after
`fillna` nothing tells that a number is none of `release.data`. But pandas keeps the labels of rows and columns, and
these tell which numbers of `release.data` a cell is made of. A column counts as sums or means only if each of its
numbers is exactly the sum or the mean of those of its row; as the numbers themselves, only if at least two are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.report.missing_values import is_missing
from helpers.report.partial_sums import STATUSES, RememberedRows, rows_of

At = tuple[int, int]
Mask = npt.NDArray[np.bool_]
_MOST_PARTS = 12
"""A sum may be of one part of the data that no label names, such as a year; of this many parts each is tried."""
_FEWEST_OF_A_TOP = 3
_FEWEST_BESIDE = 2
"""Numbers of a column that are what their labels name, from which on the others are held to be of the same kind."""


class LeftOut(NamedTuple):
    """The statuses of what the numbers of a table leave out, and a cell whose number stands for a missing one."""

    statuses: frozenset[str]
    filled: At | None


def left_out_in(
    shown: pd.DataFrame, numbers: Mapping[At, float], names: Collection[str], released: Collection[At] = ()
) -> LeftOut:
    """What the computed numbers of a table leave out.

    Args:
        shown: the frame whose index and columns are the table's.
        numbers: its numbers, by row and column.
        names: the indicators that they come from; none if nobody knows.
        released: where these are released cells.
    """
    computed: dict[int, dict[int, float]] = defaultdict(dict)
    columns: dict[int, dict[int, float]] = defaultdict(dict)
    for (row, column), value in numbers.items():
        columns[column][row] = value
        if (row, column) not in released:
            computed[column][row] = value
    statuses: set[str] = set()
    filled = None
    has_zero = not all(value for made in computed.values() for value in made.values())
    for rows in rows_of(names, incomplete=not has_zero) if computed else ():
        asked = _Asked(rows, shown, named=bool(names))
        for column, made in computed.items():
            if (found := asked.filled(column, columns[column])) is not None:
                filled = filled or (found, column)
            for row, left_out in (asked.left_out(column, made) if rows.missing.any() else {}).items():
                statuses |= left_out
                if not made[row]:
                    filled = filled or (row, column)
    return LeftOut(frozenset(statuses), filled)


def dropped_from(frame: pd.DataFrame, names: Collection[str]) -> set[str]:
    """The statuses of the rows that an analyst left out of a tidy frame since their numbers are missing.

    These are told by what stayed: all other rows of the data, or of a part of them, or the largest ones of these.
    """
    if "status" not in frame.columns or frame["value"].isna().any():
        return set()
    statuses: set[str] = set()
    for rows in rows_of(names):
        keys = [name for name in rows.frame.columns if name == "period" or name.endswith("_code")]
        if not set(keys) <= set(frame.columns):
            continue
        kept = set(zip(*(frame[name] for name in keys), strict=True))
        stays = np.array([key in kept for key in zip(*(rows.frame[name] for name in keys), strict=True)])
        for chosen in [np.ones(len(stays), dtype=bool), *_parts_of(rows)]:
            others = rows.numbers[chosen & ~stays & ~rows.missing]
            if stays[chosen].sum() < len(kept) or not (chosen & rows.missing).any():
                continue
            values = rows.numbers[stays]
            ends = others.size and (others.max() <= values.min() or others.min() >= values.max())
            if not others.size or (ends and len(kept) >= _FEWEST_OF_A_TOP):
                statuses |= set(rows.status[chosen & rows.missing])
    return statuses


def _parts_of(rows: RememberedRows) -> Iterator[Mask]:
    """The rows that have each label."""
    for name, labels in rows.labels.items():
        if not name.endswith("_code"):
            yield from (labels == label for label in rows.known[name])


class _Asked:
    """The numbers of one indicator, asked by the labels of a table."""

    def __init__(self, rows: RememberedRows, shown: pd.DataFrame, *, named: bool) -> None:
        self.shown, self.named = shown, named
        self.labels, self.known, self.values, self.status = rows.labels, rows.known, rows.numbers, rows.status
        self.rows, self.by = self._rows()

    def left_out(self, column: int, numbers: Mapping[int, float]) -> dict[int, set[str]]:
        """By row, the statuses of what the number there leaves out; empty if the column is no such sums or means."""
        head, used = self._head(column)
        varied = len(set(numbers.values())) > 1  # numbers that are all alike may be so by chance
        if not (self.by or (used and len(self.rows) == 1)) or not (varied or self.named or used):
            return {}
        rows = {row: self.rows[row] & head for row in numbers}
        for chosen in self._choices(head, {*self.by, *used}):
            parts = {row: mask & chosen for row, mask in rows.items()}
            if all(self._is_made_of(parts[row], value, means=varied) for row, value in numbers.items()):
                missing = {row: set(self.status[mask]) & set(STATUSES) for row, mask in parts.items()}
                return {row: each for row, each in missing.items() if each}
        return {}

    def filled(self, column: int, numbers: Mapping[int, float]) -> int | None:
        """The row whose number stands for a missing one, or a 0 for another; None if there is none.

        So it is only in a column of these numbers: each other one is what its labels name.
        """
        head, _ = self._head(column)
        alone = {row: mask for row in numbers if (mask := self.rows[row] & head).sum() == 1}
        others = {row: value for row in alone if (value := self.values[alone[row]][0]) != numbers[row]}
        same = sum(row not in others and numbers[row] != 0 for row in alone)
        if same < _FEWEST_BESIDE or not all(
            np.isnan(value) or not numbers[row] for row, value in others.items()
        ):
            return None
        return next(iter(others), None)

    def _is_made_of(self, mask: Mask, value: float, *, means: bool) -> bool:
        """Whether a number is the sum, or the mean, of what is there."""
        there = self.values[mask]
        there = there[~np.isnan(there)]
        made = [there.sum(), *([there.mean()] if means and there.size else [])]
        return bool(mask.any()) and bool(np.isclose(value, made, rtol=1e-9, atol=1e-9).any())

    def _choices(self, head: Mask, used: Collection[str]) -> Iterator[Mask]:
        """All numbers, then those of each part that no label of the table names."""
        yield np.ones(len(self.values), dtype=bool)
        for name, values in self.labels.items():
            parts = set(values[head])
            if name not in used and not name.endswith("_code") and 1 < len(parts) <= _MOST_PARTS:
                yield from (values == part for part in parts)

    def _rows(self) -> tuple[list[Mask], set[str]]:
        """The numbers that the labels of each row name, and the columns that have these labels."""
        index = self.shown.index
        levels: list[tuple[Any, list[Any]]] = [
            (name, index.get_level_values(at).tolist()) for at, name in enumerate(index.names)
        ]
        levels += [(name, self.shown[name].tolist()) for name in self.shown.columns if name in self.labels]
        found = [np.ones(len(self.values), dtype=bool) for _ in index]
        used = set()
        for level, labels in levels:
            if not (column := self._column(level, labels)):
                continue
            used.add(column)
            masks = {label: self.labels[column] == label for label in set(labels) & self.known[column]}
            for row, label in enumerate(labels):
                found[row] = found[row] & masks.get(label, True)
        return found, used

    def _head(self, column: int) -> tuple[Mask, set[str]]:
        """The numbers that the labels of a column's head name, and the columns that have these labels."""
        head = self.shown.columns[column]
        mask, used = np.ones(len(self.values), dtype=bool), set()
        for level, label in zip(
            self.shown.columns.names, head if isinstance(head, tuple) else (head,), strict=True
        ):
            if name := self._column(level, [label]):
                used.add(name)
                mask &= self.labels[name] == label
        return mask, used

    def _column(self, level: Hashable, labels: list[Any]) -> str:
        """The column of the data that has labels of a level: the one of its name, or the first that has most."""
        asked = {label for label in labels if not is_missing(label)}
        if level in self.known and asked & self.known[str(level)]:
            return str(level)
        shared = {name: len(asked & known) for name, known in self.known.items()}
        best = max(shared, key=shared.__getitem__)
        return best if shared[best] and not pd.api.types.is_bool(labels[0]) else ""
