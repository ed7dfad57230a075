"""Years, quarters and months of facts: their labels, and which of them each is the sum of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.inputs.params.tables import ColumnType
from helpers.metrics.indicator import PeriodKind

Grain = Literal["month", "quarter"]


@dataclass(frozen=True)
class Periods:
    """Periods of one year. `members` has a row for each and a column for each period of the grain."""

    labels: tuple[str, ...]
    members: npt.NDArray[np.float64]


def grain_of(dated_by: ColumnType) -> Grain:
    """The shortest period that a column of this type can tell."""
    return "quarter" if dated_by == "quarter" else "month"


def length(grain: Grain) -> int:
    """Periods of the grain in a year."""
    return 4 if grain == "quarter" else 12


def periods_of(year: int, kinds: Iterable[PeriodKind], grain: Grain) -> Periods:
    """The year, then its quarters, then its months, as far as `kinds` asks for them."""
    wanted = set(kinds)
    base = np.eye(length(grain))
    labels: list[str] = []
    members: list[npt.NDArray[Any]] = []
    if "year" in wanted:
        labels.append(str(year))
        members.append(np.ones((1, len(base))))
    if "quarter" in wanted:
        labels += [f"{year}-Q{quarter}" for quarter in range(1, 5)]
        members.append(base if grain == "quarter" else np.kron(np.eye(4), np.ones((1, 3))))
    if "month" in wanted:
        labels += [f"{year}-{month:02d}" for month in range(1, 13)]
        members.append(base)
    return Periods(tuple(labels), np.vstack(members))


def period_positions(dates: pd.Series) -> npt.NDArray[np.intp]:
    """Position in its year of each date, month such as 2023-05 or quarter such as 2023-Q2, from 0."""
    position, each = pd.factorize(dates)
    if pd.api.types.is_datetime64_any_dtype(dates):
        numbers = np.array([date.month for date in each], dtype=np.intp)
    else:
        numbers = np.array([int(str(date)[-2:].lstrip("Q")) for date in each], dtype=np.intp)
    assert (position >= 0).all(), "a record without its date is no record"
    found: npt.NDArray[np.intp] = (numbers - 1)[position]
    return found


def months_within(position: int, grain: Grain) -> range:
    """Positions of the months that a period of the grain holds."""
    return range(position * 3, position * 3 + 3) if grain == "quarter" else range(position, position + 1)
