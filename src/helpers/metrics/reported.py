"""What was reported: for each table, the provinces and periods that a return covers."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.inputs.params.provinces import Provinces
from helpers.inputs.params.tables import ColumnType, Table
from helpers.inputs.records.checked_records import IntakeEntry
from helpers.metrics.counting import Coded
from helpers.metrics.periods import Grain, grain_of, length, months_within, period_positions
from helpers.metrics.place_sums import Places, province_positions


def coded_records(
    frame: pd.DataFrame, table: Table, entries: list[IntakeEntry], places: Places, provinces: Provinces
) -> Coded:
    """Records of a table with place and period, and what of it was reported, by its files or its rows."""
    column, kind = dated_by(table)
    grain = grain_of(kind)
    province = province_positions(frame["province"], frame["vintage"], places, provinces)
    period = period_positions(frame[column])
    received = np.zeros((len(places.provinces), length(grain)), dtype=bool)
    received[province, period] = True
    if not is_monthly_report(table):
        received |= _reported(entries, grain, places, provinces)
    return Coded(frame, province, period, received)


def is_monthly_report(table: Table) -> bool:
    """Whether every station owes the table a row for every period, so that no row means not reported."""
    return table.dated_by in table.key and any(table.columns[name].type == "station" for name in table.key)


def dated_by(table: Table) -> tuple[str, ColumnType]:
    """The column that puts a row into a period, and its type."""
    assert table.dated_by is not None  # the catalogue takes dated tables only
    return table.dated_by, table.columns[table.dated_by].type


def _reported(
    entries: list[IntakeEntry], grain: Grain, places: Places, provinces: Provinces
) -> npt.NDArray[np.bool_]:
    """Periods of which a file was taken in. A file that was refused as a whole reports nothing, not even zeros."""
    months = np.zeros((len(places.provinces), 12), dtype=bool)
    told = [entry for entry in entries if entry.rows_accepted or not (entry.rows_seen or entry.refused)]
    rows = province_positions(
        pd.Series([entry.province for entry in told], dtype=object),
        pd.Series([entry.vintage for entry in told], dtype=object),
        places,
        provinces,
    )
    for row, entry in zip(rows, told, strict=True):
        months[row, [int(month[5:]) - 1 for month in entry.months]] = True
    spans = [months_within(position, grain) for position in range(length(grain))]
    return np.stack([months[:, list(span)].any(axis=1) for span in spans], axis=1)
