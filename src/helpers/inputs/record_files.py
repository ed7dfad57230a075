"""Accepted rows <-> Parquet. The types that a table's columns have as records are decided here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from helpers.inputs.tables import ColumnType, Table

ORIGIN = {
    "province": pa.string(),
    "vintage": pa.string(),
    "source_file": pa.string(),
    "source_row": pa.int64(),
}
_TYPES: dict[ColumnType, pa.DataType] = {
    "count": pa.int64(),
    "score": pa.float64(),
    "yes_no": pa.bool_(),
    "date": pa.timestamp("us"),
    "received": pa.timestamp("us"),
}
_DTYPES = {
    pa.int64(): pd.Int64Dtype(),
    pa.float64(): pd.Float64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
    pa.string(): pd.StringDtype(),
}


def schema(table: Table) -> pa.Schema:
    """The columns of a table's records: its own, then where each row comes from."""
    own = {name: _TYPES.get(column.type, pa.string()) for name, column in table.columns.items()}
    return pa.schema({**own, **ORIGIN})


def typed(table: Table, text: pd.DataFrame, origin: pd.DataFrame) -> pa.Table:
    """Records of rows that passed every rule.

    Args:
        table: their table.
        text: the table's columns as text, missing where blank.
        origin: the columns of `ORIGIN`, row for row.
    """
    target = schema(table)
    columns = []
    for name in target.names:
        kind = target.field(name).type
        cells = pa.array(origin[name] if name in ORIGIN else text[name].astype("string"), from_pandas=True)
        if kind == pa.bool_():
            cells = pc.equal(cells, "yes")
        columns.append(cells.cast(kind))
    return pa.table(columns, schema=target)


def write_records(records: pa.Table, path: Path) -> None:
    """One Parquet file, the same bytes for the same records."""
    pq.write_table(records, path, compression="zstd")


def read_files(table: Table, paths: Sequence[Path], columns: Sequence[str] | None = None) -> pd.DataFrame:
    """The records in these files, in their order, with nullable dtypes; only `columns` where given."""
    target = schema(table)
    if columns is not None:
        target = pa.schema([target.field(name) for name in columns])
    joined = pa.concat_tables([target.empty_table(), *(_columns(path, target.names) for path in paths)])
    frame: pd.DataFrame = joined.to_pandas(types_mapper=_DTYPES.get)
    return frame


def read_pieces(
    table: Table, paths: Sequence[Path], columns: Sequence[str], rows: int
) -> Iterator[pd.DataFrame]:
    """As `read_files`, so many rows at a time at most; one empty piece where there are none."""
    target = pa.schema([schema(table).field(name) for name in columns])
    waiting, count = [target.empty_table()], 0
    for path in paths:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(rows, columns=target.names, use_threads=False):
                if count + batch.num_rows > rows:
                    yield pa.concat_tables(waiting).to_pandas(types_mapper=_DTYPES.get)
                    waiting, count = [], 0
                waiting.append(pa.Table.from_batches([batch]).select(target.names))
                count += batch.num_rows
    yield pa.concat_tables(waiting).to_pandas(types_mapper=_DTYPES.get)


def _columns(path: Path, names: Sequence[str]) -> pa.Table:
    with pq.ParquetFile(
        path
    ) as file:  # a third of the time of read_table, which builds a dataset for each file
        return file.read(columns=list(names), use_threads=False).select(list(names))
