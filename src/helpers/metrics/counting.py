"""Records of one table -> counts and sums at every place and period.

A cell that nothing was reported for is missing, never 0; a cell of a reported table without a row is a true
0. Records are counted once by province and period; the rest is rolled up from there, so levels always add up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.inputs.params.codelists import Codelists
from helpers.inputs.params.tables import YES_NO
from helpers.metrics.catalogue import Catalogue
from helpers.metrics.indicator import ALL, QUOTIENTS, ROWS, Indicator
from helpers.metrics.periods import Periods
from helpers.metrics.place_sums import Places

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Coded:
    """Records of one table with their position among provinces and periods.

    `received` tells, by province and period, whether the table was reported.
    """

    records: pd.DataFrame
    province: npt.NDArray[np.intp]
    period: npt.NDArray[np.intp]
    received: npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Tally:
    """Rows, rows with every measure known, blank ones, and sums of the measures, by province, period and category.

    Of a mean, the first sum is that of the measure times its weight; a row of weight 0 is not blank. Of a part, the
    second sum is that of the whole in the rows that tell the part.

    The tallies of a table's parts add up to that of the table.
    """

    rows: Numbers
    known: Numbers
    blank: Numbers
    sums: tuple[Numbers, ...]

    def __add__(self, other: Tally) -> Tally:
        """Both together."""
        sums = tuple(one + two for one, two in zip(self.sums, other.sums, strict=True))
        return Tally(self.rows + other.rows, self.known + other.known, self.blank + other.blank, sums)


@dataclass(frozen=True)
class Counted:
    """One indicator and breakdown, by place, period and category. Missing values are NaN."""

    value: Numbers
    base: Numbers
    rows: npt.NDArray[np.int64]
    blank: npt.NDArray[np.int64]


def categories_of(
    indicator: Indicator, columns: Sequence[str], catalogue: Catalogue, codelists: Codelists
) -> list[tuple[str, ...]]:
    """What a breakdown can take, in order of the codelists, without what the indicator filters out."""
    lists = [
        [
            code
            for code in codelists.codes(catalogue.codelist(column))
            if code in indicator.filters.get(column, (code,))
        ]
        for column in columns
    ]
    return list(product(*lists))


def tally(
    coded: Coded,
    indicator: Indicator,
    columns: Sequence[str],
    categories: Sequence[tuple[str, ...]],
    whole: str | None = None,
) -> Tally:
    """An indicator in each province and shortest period, for every category of the columns.

    `whole` is the column that the measure is a part of, where the measure may be blank.
    """
    records = coded.records
    category = _category(records, columns, categories)
    kept = category >= 0
    for column, values in indicator.filters.items():
        kept &= _holds(records[column], values)
    shape = (*coded.received.shape, len(categories))
    index = np.ravel_multi_index((coded.province, coded.period, np.maximum(category, 0)), shape)[kept]

    def added(weights: Numbers) -> Numbers:
        return np.bincount(index, weights=weights[kept], minlength=int(np.prod(shape))).reshape(shape)

    numbers = [
        np.ones(len(records)) if name == ROWS else _numbers(records[name])
        for name in (indicator.measure, indicator.per or whole)
        if name is not None
    ]
    known = ~np.isnan(numbers).any(axis=0)
    blank = ~known
    if indicator.aggregation == "mean":
        blank &= numbers[1] != 0
        numbers[0] = numbers[0] * numbers[1]
    sums = [added(np.where(known, each, 0.0)) for each in numbers]
    ones = np.ones(len(records))
    return Tally(added(ones), added(known.astype(float)), added(blank.astype(float)), tuple(sums))


def count(
    tallied: Tally, received: npt.NDArray[np.bool_], indicator: Indicator, places: Places, periods: Periods
) -> Counted:
    """An indicator at every place and period, from its tally; `received` as of `Coded`."""

    def rolled_up(base: Numbers) -> Numbers:
        by_place = np.tensordot(places.members, base, axes=(1, 0))
        result: Numbers = np.einsum("tq,aqc->atc", periods.members, by_place)
        return result

    rows = rolled_up(tallied.rows)
    reported = (places.members @ received.astype(float) @ periods.members.T > 0)[:, :, None]
    empty = (rows == 0) & reported
    missing = ~empty & (rolled_up(tallied.known) == 0)
    sums = [np.where(missing, np.nan, rolled_up(each)) for each in tallied.sums]
    base = np.full_like(rows, np.nan)
    if indicator.aggregation == "share":
        part, base = sums
        value = np.divide(100.0 * part, base, out=np.full_like(base, np.nan), where=base > 0)
    elif indicator.aggregation in QUOTIENTS:
        total, base = sums
        value = np.divide(total, base, out=np.full_like(base, np.nan), where=base > 0)
    elif indicator.aggregation == "count":
        value = np.where(missing, np.nan, rows)
    else:
        value, base = sums[0], sums[-1] if len(sums) > 1 else base
    return Counted(value, base, rows.astype(np.int64), rolled_up(tallied.blank).astype(np.int64))


def names(categories: Sequence[tuple[str, ...]]) -> list[str]:
    """Names of categories in facts: 'female', 'CN.entry', and 'all' where there is no breakdown."""
    return [".".join(codes) or ALL for codes in categories]


def _category(
    records: pd.DataFrame, columns: Sequence[str], categories: Sequence[tuple[str, ...]]
) -> npt.NDArray[np.intp]:
    """Position of each record's category; -1 where it has none of them."""
    if not columns:
        return np.zeros(len(records), dtype=np.intp)
    joined = records[columns[0]].astype(object)
    for column in columns[1:]:
        joined = joined + "." + records[column].astype(object)
    return pd.Index(names(categories)).get_indexer(pd.Index(joined))


def _holds(column: pd.Series, values: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Which rows hold one of the values; a yes_no column is true and false in records, yes and no in params."""
    written = column.map(YES_NO) if pd.api.types.is_bool_dtype(column.dtype) else column
    found: npt.NDArray[np.bool_] = written.isin(values).to_numpy(dtype=bool)
    return found


def _numbers(column: pd.Series) -> Numbers:
    return column.to_numpy(dtype=np.float64, na_value=np.nan)
