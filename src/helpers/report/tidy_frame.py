"""The frame that `release.data` gives: its rows, then their labels in the report's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from itertools import product
from typing import Any, Self

import numpy as np
import pandas as pd

from helpers.metrics.indicator import ALL, TOTAL
from helpers.privacy.questions import check_question
from helpers.privacy.release import Cell, Release
from helpers.report import language as lang
from helpers.report.current import note_missing
from helpers.report.frame_arguments import Wanted, parts_of
from helpers.report.missing_values import missing
from helpers.report.reference import unit_word
from helpers.report.released_frame import ReleasedFrame
from helpers.report.words import Words

WHOLE = "All"
"""The label of a total among the parts that it is split into, as pandas calls its margins; its code is `all`."""
STATUSES = ("shown", "c", "x", "z")
_PANDAS = {"year": "Y-DEC", "half": "2Q-DEC", "quarter": "Q-DEC", "month": "M"}


class _Names(tuple[str, ...]):
    """What pandas need not copy with each frame that comes of another: it copies `attrs` a thousand times a report."""

    def __deepcopy__(self, memo: object) -> Self:
        return self


class _Units(dict[str, str]):
    """The same, of units by indicator; nobody changes it."""

    def __deepcopy__(self, memo: object) -> Self:
        return self


class TidyFrame:
    """The rows of a frame, then their labels."""

    def __init__(self, release: Release, wanted: Wanted) -> None:
        self.release, self.wanted, self.words = release, wanted, Words(release)
        self.parts = parts_of(wanted.breakdowns[0])

    def made(self) -> pd.DataFrame:
        """The frame, with what its numbers are of in `attrs`."""
        rows = list(self._rows())
        units = {
            name: unit_word(self.words, self.release.indicator(name).unit) for name in self.wanted.indicators
        }
        columns: dict[str, Any] = {
            "indicator": _labelled([row[0] for row in rows], self.wanted.indicators, self._indicator),
            "place": _labelled([row[1] for row in rows], self.wanted.places, self.words.place),
        }
        if regions := self._regions():
            order = [region.slug for region in self.release.provinces.regions]
            columns["region"] = _labelled([regions.get(row[1]) for row in rows], order, self.words.place)
        for at, part in enumerate(self.parts):
            codes = [*self.release.codelists.codes(self.release.catalogue.codelist(part)), ALL]
            found = [row[3][at] for row in rows]
            shown = [code for code in codes if code in set(found)]
            columns[part] = _labelled(found, shown, partial(self._part, part))
        columns |= self._times([row[2] for row in rows])
        columns["value"] = np.array(
            [missing(cell.status) if cell.value is None else cell.value for *_, cell in rows], dtype="float64"
        )
        told = sorted({units[row[0]] for row in rows})
        columns["unit"] = _categorical([told.index(units[row[0]]) for row in rows], told, ordered=False)
        statuses = [STATUSES.index(cell.status) for *_, cell in rows]
        columns["status"] = _categorical(statuses, STATUSES, ordered=False)
        columns["indicator_code"] = [row[0] for row in rows]
        columns["place_code"] = [row[1] for row in rows]
        for at, part in enumerate(self.parts):
            columns[f"{part}_code"] = [row[3][at] for row in rows]
        reasons = sorted({cell.status for *_, cell in rows} - {"shown"})
        frame = (ReleasedFrame if reasons else pd.DataFrame)(columns)
        note_missing(set(reasons))
        frame.attrs = {
            "indicators": _Names(self.wanted.indicators),
            "source": self.words.source(),
            "missing": _Names(reasons),
            "units": _Units(units),
        }
        return frame

    def _rows(self) -> Iterable[tuple[str, str, str, tuple[str, ...], Cell]]:
        """Indicator, place, period and category of each part of a row, with its cell."""
        wanted = self.wanted
        for indicator, place, period in product(wanted.indicators, wanted.places, wanted.periods):
            for breakdown in wanted.breakdowns:
                for category, cell in self._cells_by(breakdown, indicator, place, period):
                    held = dict(zip(parts_of(breakdown), category.split("."), strict=False))
                    yield indicator, place, period, tuple(held.get(part, ALL) for part in self.parts), cell

    def _cells_by(
        self, breakdown: str, indicator: str, place: str, period: str
    ) -> Iterable[tuple[str, Cell]]:
        """The cells of one breakdown by category."""
        release = self.release
        if breakdown == TOTAL:
            return [(ALL, release.cell(indicator, place=place, period=period))]
        cells = release.by(indicator, breakdown, place=place, period=period)
        if not cells:
            check_question(release, indicator, place, period, breakdown)
        return cells.items()

    def _indicator(self, name: str) -> str:
        return self.words.label(name, short=self.wanted.labels == "short")

    def _part(self, part: str, code: str) -> str:
        return WHOLE if code == ALL else self.words.code(part, code)

    def _regions(self) -> dict[str, str]:
        """The region of each place, where all are provinces."""
        known = {p.slug: p.region for p in self.release.provinces.commands(self.release.scope.vintage)}
        return known if set(self.wanted.places) <= set(known) else {}

    def _times(self, periods: Sequence[str]) -> dict[str, Any]:
        """The columns that say when."""
        language, freq, years = self.release.language, self.wanted.freq, sorted(self.wanted.years)
        columns: dict[str, Any] = {
            "period": pd.PeriodIndex([_as_pandas(p) for p in periods], freq=_PANDAS[freq]),
            "year": _categorical([years.index(int(period[:4])) for period in periods], years),
        }
        if freq == "quarter":
            names = {f"Q{number}": lang.quarter_short(number, language) for number in range(1, 5)}
        elif freq == "month":
            names = {f"{number:02d}": lang.month_short(number, language) for number in range(1, 13)}
        else:
            return columns
        return columns | {freq: _labelled([period[5:] for period in periods], [*names], names.__getitem__)}


def _labelled(
    codes: Sequence[str | None], order: Sequence[str], label: Callable[[str], str]
) -> pd.Categorical:
    """The codes by their labels, in their order; two of one label are one category."""
    labels = {code: label(code) for code in order}
    categories = list(dict.fromkeys(labels.values()))
    at = {code: categories.index(name) for code, name in labels.items()}
    return _categorical([-1 if code is None else at[code] for code in codes], categories)


def _categorical(
    positions: Sequence[int], categories: Sequence[object], *, ordered: bool = True
) -> pd.Categorical:
    """Values by where they stand in the categories; -1 is none."""
    return pd.Categorical.from_codes(positions, dtype=_dtype(tuple(categories), ordered))


@lru_cache(maxsize=256)
def _dtype(categories: tuple[object, ...], ordered: bool) -> pd.CategoricalDtype:
    """Made once in a process: a report asks for the same places, months and units again and again."""
    return pd.CategoricalDtype(list(categories), ordered=ordered)


def _as_pandas(period: str) -> str:
    """The quarter in which a half begins, or the period itself."""
    return period.replace("-H1", "Q1").replace("-H2", "Q3").replace("-Q", "Q")
