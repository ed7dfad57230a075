"""How complete the returns are behind an indicator's number of a year, or of a part of one.

Files that are due and did not come in, monthly reports of stations that are lacking, rows that leave the measure blank.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import pandas as pd

from helpers.metrics.indicator import ALL, TOTAL, Indicator

NOT_RECEIVED = "missing"
"""Stands for the hash of a file that is due and did not come in."""
BY_STATION = "outreach"
"""The table of which each station owes a row a month."""
ALIKE_PCT = 1.0
"""Shares of monthly reports that differ by less are taken for alike."""

_QUARTERS = {"H1": ("Q1", "Q2"), "H2": ("Q3", "Q4")}


@dataclass(frozen=True)
class Completeness:
    """What came in behind one number: files, monthly reports of stations, and rows that tell the measure.

    `whole` is the number of those among whom a part was counted; none where the measure is no part, or was not counted.
    """

    files: int = 0
    lacking: frozenset[str] = frozenset()
    months: int = 0
    months_due: int = 0
    rows: int = 0
    blank: int = 0
    whole: float | None = None

    @property
    def complete(self) -> bool:
        """Whether nothing is lacking."""
        return not (self.lacking or self.blank or self.months < self.months_due)

    @property
    def months_pct(self) -> float:
        """Monthly reports of stations that came in, in percent of those due."""
        return 100.0 * self.months / self.months_due if self.months_due else 100.0

    def allows_change(self, other: Completeness, change_pct: float) -> bool:
        """Whether a change between this number and another may be called a rise or a fall.

        Not where a province lacks a file in one of the two alone, where rows leave the measure blank, where the parts
        of monthly reports that came in differ, or where the change is smaller than the part that is lacking.
        """
        if self.lacking != other.lacking or self.blank or other.blank:
            return False
        least = min(self.months_pct, other.months_pct)
        return abs(self.months_pct - other.months_pct) < ALIKE_PCT and abs(change_pct) >= 100.0 - least


class Returned:
    """The completeness of every number of a report's place, by what its Release says of returns."""

    def __init__(self, coverage: pd.DataFrame, sources: pd.DataFrame, counted: pd.DataFrame) -> None:
        self._months: dict[str, tuple[int, int]] = {}
        for month, due, came in _rows(coverage, "month", "expected", "received"):
            before = self._months.get(month, (0, 0))
            self._months[month] = before[0] + int(came), before[1] + int(due)
        self._files: dict[tuple[str, int], list[tuple[str, bool]]] = {}
        for province, year, file, sha256 in _rows(sources, "province", "year", "file", "sha256"):
            files = self._files.setdefault((PurePosixPath(str(file)).stem, int(year)), [])
            files.append((str(province), sha256 != NOT_RECEIVED))
        self._counted: dict[tuple[str, ...], tuple[int, int, float | None]] = {}
        names = ("indicator", "period", "breakdown", "category", "rows", "blank", "whole")
        for *key, rows, blank, whole in _rows(counted, *names):
            known = None if pd.isna(whole) else float(whole)
            self._add(tuple(map(str, key)), _whole(rows), _whole(blank), known)

    def behind(
        self, indicator: Indicator, period: str, breakdown: str = TOTAL, category: str = ALL
    ) -> Completeness:
        """The completeness of a number of the report's place: of a year, a quarter, a half or a month."""
        files = self._files.get((indicator.table, int(period[:4])), [])
        within = _months_of(period) if indicator.table == BY_STATION else set()
        by_station = [count for month, count in self._months.items() if month in within]
        counts = [
            self._counted.get((indicator.id, part, breakdown, category), (0, 0, None))
            for part in _parts_of(period)
        ]
        wholes = [whole for *_, whole in counts if whole is not None]
        return Completeness(
            len(files),
            frozenset(province for province, came in files if not came),
            sum(came for came, _ in by_station),
            sum(due for _, due in by_station),
            sum(rows for rows, *_ in counts),
            sum(blank for _, blank, _ in counts),
            sum(wholes) if wholes else None,
        )

    def _add(self, key: tuple[str, ...], rows: int, blank: int, whole: float | None) -> None:
        had, had_blank, had_whole = self._counted.get(key, (0, 0, None))
        both = [each for each in (had_whole, whole) if each is not None]
        self._counted[key] = had + rows, had_blank + blank, sum(both) if both else None


def _rows(frame: pd.DataFrame, *names: str) -> Iterable[tuple[Any, ...]]:
    return zip(*(frame[name].tolist() for name in names), strict=True) if len(frame) else ()


def _whole(value: Any) -> int:
    return 0 if pd.isna(value) else int(value)


def _parts_of(period: str) -> list[str]:
    """The quarters of a half; else the period."""
    year, _, part = period.partition("-")
    return [f"{year}-{quarter}" for quarter in _QUARTERS[part]] if part in _QUARTERS else [period]


def _months_of(period: str) -> set[str]:
    year, _, part = period.partition("-")
    if part.isdecimal():
        return {period}
    quarters = _QUARTERS.get(part, (part,)) if part else ("Q1", "Q2", "Q3", "Q4")
    return {
        f"{year}-{month:02d}"
        for quarter in quarters
        for month in range(3 * int(quarter[1]) - 2, 3 * int(quarter[1]) + 1)
    }
