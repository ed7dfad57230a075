"""The data set as files in reports/data/: all cells as CSV and Parquet, and by year, project and indicator as CSV.

Same packets, params and last version: same bytes.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute
import pyarrow.csv
import pyarrow.parquet

from helpers.metrics.framework import read_frameworks
from helpers.paths import Project
from helpers.publish.data_set.dictionary import DictionaryEntry, dictionary_of
from helpers.publish.data_set.released_cells import released_cells
from helpers.publish.data_set.versions import CELLS, CHANGES, read_last, with_changes
from helpers.report.csv_texts import no_formula
from helpers.report.packet_files import PACKET

CSV, DICTIONARY = "cells.csv", "dictionary.csv"
PROJECT = "project"
"""The dimension by which an indicator is split by projects."""


@dataclass(frozen=True)
class DataSet:
    """One version of the data set, and its files by their names in reports/data/."""

    cells: pd.DataFrame
    dictionary: list[DictionaryEntry]
    changes: pd.DataFrame
    version: str
    date: str
    """When the newest of its reports was published or revised, so that no clock is read."""
    demonstration: bool
    files: Mapping[str, bytes]

    @property
    def years(self) -> list[int]:
        """The years that it has figures of."""
        return sorted({int(period[:4]) for period in self.cells["period"].unique()})


def compose_data_set(project: Project, packets: Mapping[str, Path]) -> DataSet:
    """The data set over these packets: the folder of each relative to reports/ -> where it lies now.

    Raises:
        OutputError: a packet's table, or what was published last, cannot be read.
        ParamsError: a params file is wrong.
    """
    cells = released_cells(project, packets)
    dictionary = dictionary_of(project, cells)
    date = max((_date(folder) for folder in packets.values()), default="")
    table = _table(cells)
    csv = _csv(table)
    version = f"{date}-{hashlib.sha256(csv).hexdigest()[:12]}"
    changes = with_changes(read_last(project), cells, version, date)
    files = {
        CSV: csv,
        CELLS: parquet_of(cells, version),
        DICTIONARY: csv_of(pd.DataFrame(dictionary, columns=[*DictionaryEntry._fields])),
        CHANGES: csv_of(changes),
        **{name: _csv(part) for name, part in _parts(project, table)},
    }
    return DataSet(cells, dictionary, changes, version, date, bool(cells["demonstration"].any()), files)


def csv_of(frame: pd.DataFrame) -> bytes:
    """A frame as CSV; what a spreadsheet would take for a formula is marked as text."""
    return _csv(_table(frame))


def parquet_of(cells: pd.DataFrame, version: str = "") -> bytes:
    """The cells as a Parquet file, with the version and whether they are made up in its metadata."""
    told = {"version": version, "demonstration": str(bool(cells["demonstration"].any())).lower()}
    table = pa.Table.from_pandas(cells, preserve_index=False).replace_schema_metadata(told)
    sink = io.BytesIO()
    pa.parquet.write_table(table, sink, compression="zstd")
    return sink.getvalue()


def _table(frame: pd.DataFrame) -> pa.Table:
    """A frame as CSV holds it: no text is a formula, and none is empty but missing."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    for at, name in enumerate(table.column_names):
        if pa.types.is_string(table.field(at).type) or pa.types.is_large_string(table.field(at).type):
            texts = table[name].combine_chunks().dictionary_encode()
            marked = pa.array(
                [no_formula(text) or None for text in texts.dictionary.to_pylist()], pa.string()
            )
            table = table.set_column(at, name, marked.take(texts.indices))
    return table


def _csv(table: pa.Table) -> bytes:
    """CSV with quotation marks where one of the texts needs them."""
    sink = io.BytesIO()
    try:
        options = pa.csv.WriteOptions(quoting_style="none", quoting_header="none")
        pa.csv.write_csv(table, sink, options)
    except pa.ArrowInvalid:
        sink = io.BytesIO()
        pa.csv.write_csv(table, sink, pa.csv.WriteOptions(quoting_header="none"))
    return sink.getvalue()


def _parts(project: Project, table: pa.Table) -> Iterator[tuple[str, pa.Table]]:
    """The name of a file, and the cells of one year, project or indicator."""
    years = pa.compute.utf8_slice_codeunits(table["period"], 0, 4)
    for year in sorted(years.unique().to_pylist()):
        yield f"year-{year}.csv", table.filter(pa.compute.equal(years, year))
    of_projects = table.filter(pa.compute.equal(table["dimension"], PROJECT))
    for framework in read_frameworks(project):
        part = of_projects.filter(pa.compute.equal(of_projects["category"], framework.project.code))
        if len(part):
            yield f"project-{framework.slug}.csv", part
    for indicator in sorted(table["indicator"].unique().to_pylist()):
        of_it = table.filter(pa.compute.equal(table["indicator"], indicator))
        yield f"indicator-{indicator.replace('_', '-')}.csv", of_it


def _date(folder: Path) -> str:
    told = json.loads((folder / PACKET).read_bytes())
    return str(told.get("about", {}).get("updated_date") or told["published_date"])
