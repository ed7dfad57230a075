"""Some of the released cells, chosen by name, as CSV, Parquet or a spreadsheet: what `workbook data` gives."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd

from helpers.errors import ParamsError, did_you_mean
from helpers.publish.data_set.data_files import csv_of, parquet_of
from helpers.publish.data_set.dictionary import DictionaryEntry
from helpers.report.csv_texts import no_formula

Format = Literal["csv", "parquet", "xlsx"]
_CREATED = date(2000, 1, 1)
"""In a spreadsheet's properties, so that no clock is read."""


@dataclass(frozen=True)
class WantedCells:
    """What of the data set is asked for; nothing named means all. `projects` are the codes of donors' projects."""

    indicators: Sequence[str] = ()
    places: Sequence[str] = ()
    times: Sequence[str] = ()
    projects: Sequence[str] = ()


def chosen_cells(cells: pd.DataFrame, wanted: WantedCells) -> pd.DataFrame:
    """The cells that are of one of the indicators, one of the places, and so on; of a year with quarters and months.

    Raises:
        ParamsError: nothing is published of a name, or of all of them together.
    """
    periods = sorted({*cells["period"], *cells["period"].str[:4]})
    for kind, names, known in (
        ("indicator", wanted.indicators, cells["indicator"].unique()),
        ("place", wanted.places, cells["place"].unique()),
        ("time", wanted.times, periods),
    ):
        for name in names:
            if name not in known:
                raise ParamsError(f"nothing is published of {kind} '{name}'" + did_you_mean(name, known))
    kept = pd.Series(True, index=cells.index)
    if wanted.indicators:
        kept &= cells["indicator"].isin([*wanted.indicators])
    if wanted.places:
        kept &= cells["place"].isin([*wanted.places])
    if wanted.times:
        kept &= cells["period"].isin([*wanted.times]) | cells["period"].str[:4].isin([*wanted.times])
    if wanted.projects:
        kept &= (cells["dimension"] == "project") & cells["category"].isin([*wanted.projects])
    if not kept.any():
        raise ParamsError("nothing is published that is of all these at once; leave one of them out")
    return cells[kept].reset_index(drop=True)


def as_bytes(cells: pd.DataFrame, dictionary: Sequence[DictionaryEntry], form: Format) -> bytes:
    """The cells in a format; in a spreadsheet with a sheet that says what the codes mean."""
    if form == "csv":
        return csv_of(cells)
    if form == "parquet":
        return parquet_of(cells)
    sink = io.BytesIO()
    with pd.ExcelWriter(sink, engine="xlsxwriter") as book:
        meanings = pd.DataFrame(dictionary, columns=[*DictionaryEntry._fields])
        for name, frame in (("cells", cells), ("dictionary", meanings)):
            texts = {
                each: frame[each].map(no_formula) for each in frame.columns if frame[each].dtype == "str"
            }
            frame.assign(**texts).to_excel(book, sheet_name=name, index=False)
        book.book.set_properties({"created": _CREATED})
    return sink.getvalue()
