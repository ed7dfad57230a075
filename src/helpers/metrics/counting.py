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

from helpers.inputs.codelists import Codelists
from helpers.metrics.catalogue import ALL, Catalogue, Indicator
from helpers.metrics.periods import Periods
from helpers.metrics.places import Places

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
class Counted:
    """One indicator and breakdown, by place, period and category. Missing values are NaN."""

    value: Numbers
    base: Numbers
    rows: npt.NDArray[np.int64]


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


def count(
    coded: Coded,
    indicator: Indicator,
    columns: Sequence[str],
    categories: Sequence[tuple[str, ...]],
    places: Places,
    periods: Periods,
) -> Counted:
    """An indicator at every place and period, for every category of the columns."""
    records = coded.records
    category = _category(records, columns, categories)
    kept = category >= 0
    for column, values in indicator.filters.items():
        kept &= records[column].isin(values).to_numpy(dtype=bool)
    shape = (*coded.received.shape, len(categories))
    index = np.ravel_multi_index((coded.province, coded.period, np.maximum(category, 0)), shape)

    def rolled_up(weights: Numbers) -> Numbers:
        flat = np.bincount(index[kept], weights=weights[kept], minlength=int(np.prod(shape)))
        by_place = np.tensordot(places.members, flat.reshape(shape), axes=(1, 0))
        result: Numbers = np.einsum("tq,aqc->atc", periods.members, by_place)
        return result

    rows = rolled_up(np.ones(len(records)))
    reported = (places.members @ coded.received.astype(float) @ periods.members.T > 0)[:, :, None]
    measures = [name for name in (indicator.measure, indicator.per) if name in records.columns]
    known = records[measures].notna().all(axis=1).to_numpy(dtype=bool)
    empty = (rows == 0) & reported
    missing = ~empty & (rolled_up(known.astype(float)) == 0)
    sums = [
        np.where(missing, np.nan, rolled_up(np.where(known, _numbers(records[name]), 0.0)))
        for name in measures
    ]
    base = np.full_like(rows, np.nan)
    if indicator.aggregation == "share":
        part, base = sums
        value = np.divide(100.0 * part, base, out=np.full_like(base, np.nan), where=base > 0)
    elif indicator.aggregation == "mean":
        base = sums[1]
        score, weight = (_numbers(records[name]) for name in measures)
        total = rolled_up(np.where(known, score * weight, 0.0))
        value = np.divide(total, base, out=np.full_like(base, np.nan), where=base > 0)
    elif indicator.aggregation == "count":
        value = np.where(missing, np.nan, rows)
    else:
        value = sums[0]
    return Counted(value, base, rows.astype(np.int64))


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


def _numbers(column: pd.Series) -> Numbers:
    return column.to_numpy(dtype=np.float64, na_value=np.nan)
