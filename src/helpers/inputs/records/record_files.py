"""One Parquet file a return: the rows of all its tables, and in the file's metadata the receipt of its intake.

A row belongs to the table that its column `table` names; columns of other tables are missing in it. One file, because
a file costs more time than its rows, and because it can be replaced as a whole. A column name means one type in all
tables.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pydantic import ValidationError

from helpers.errors import ParamsError, ReturnError
from helpers.files.checksummed_files import DamagedError, keep, parquet_with_checksum, read_checked
from helpers.inputs.mistakes import Mistake
from helpers.inputs.params.settings import Month, Vintage
from helpers.inputs.params.tables import COVER, ColumnType, Table
from helpers.inputs.params.yaml_files import Strict

SUFFIX = ".parquet"
TABLE = "table"
PLAIN_ROWS = 1_000
"""Up to so many rows a file is written plain: as it is read at once, that takes less time and hardly more room."""
_RECEIPT = "intake"
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
    "date": pa.date32(),
    "received": pa.date32(),
}
Values = Mapping[str, Sequence[object]]
"""The columns of some rows of one table, and those of `ORIGIN`; None where blank."""

_DTYPES = {
    pa.int64(): pd.Int64Dtype(),
    pa.float64(): pd.Float64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
    pa.string(): pd.StringDtype(),
}


class FileReceipt(Strict):
    """One table of a return: its file's hash, and what became of its rows. `path` starts at the project's root.

    `refused`: as a whole, whether its rows could be counted or not. `stayed`: it is of an earlier return, and counts
    because the table of the newer one was refused as a whole.
    """

    table: str
    path: str
    sha256: str
    rows_seen: int
    rows_accepted: int
    rows_rejected: int
    rows_left_out: int = 0
    refused: bool = False
    stayed: bool = False

    @property
    def is_data(self) -> bool:
        """Whether its rows are told as rows of the return: not those of the cover sheet, which says whose it is."""
        return self.table != COVER


class Receipt(Strict):
    """One return. `key` is the hash of all that decides what is taken in from it."""

    key: str
    province: str
    vintage: Vintage
    received_date: date | None
    months: tuple[Month, ...]
    files: tuple[FileReceipt, ...]
    told: tuple[Mistake, ...]

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """What somebody has to do something about."""
        return tuple(each for each in self.told if each.is_mistake)


def schema(table: Table) -> pa.Schema:
    """The columns of a table's records: its own, then where each row comes from."""
    own = {name: _TYPES.get(column.type, pa.string()) for name, column in table.columns.items()}
    return pa.schema({**own, **ORIGIN})


def joint_schema(tables: Iterable[Table]) -> pa.Schema:
    """The columns of the records of all tables."""
    columns = {TABLE: pa.string()}
    for table in tables:
        columns |= {field.name: field.type for field in schema(table)}
    return pa.schema(columns)


def together(records: Mapping[str, Values], joint: pa.Schema) -> pa.Table:
    """The rows of all tables of a return as one table."""
    total = sum(len(values["source_row"]) for values in records.values())
    columns: dict[str, list[object]] = {name: [None] * total for name in joint.names}
    start = 0
    for table, values in records.items():
        end = start + len(values["source_row"])
        columns[TABLE][start:end] = [table] * (end - start)
        for name, own in values.items():
            columns[name][start:end] = own
        start = end
    arrays = [pa.array(cells, type_) for cells, type_ in zip(columns.values(), joint.types, strict=True)]
    return pa.Table.from_arrays(arrays, schema=joint)


def figures_hash(rows: pa.Table) -> str:
    """The hash of what a return says, whatever file and row it was read from, and whenever it was received."""
    own = rows.drop_columns(["source_file", "source_row", "received_date"])
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, own.schema) as stream:
        stream.write_table(own)
    return sha256(sink.getvalue()).hexdigest()[:24]


def write_records(rows: pa.Table, receipt: Receipt, path: Path) -> None:
    """One Parquet file with a checksum, the same bytes for the same records and receipt."""
    small = rows.num_rows <= PLAIN_ROWS
    keep(path, parquet_with_checksum(rows, {_RECEIPT: receipt.model_dump_json()}, small=small, schema=False))


def read_files(
    name: str, table: Table, files: Sequence[Path], columns: Sequence[str] | None = None
) -> pd.DataFrame:
    """The records of a table in these files, in their order, with nullable dtypes; only `columns` where given."""
    target = _target(name, table, columns)
    found = [batch for file in files for batch in _rows(file, name, table, target)]
    return _frame(found, target)


def read_pieces(
    name: str, table: Table, files: Sequence[Path], columns: Sequence[str], rows: int
) -> Iterator[pd.DataFrame]:
    """As `read_files`, so many rows at a time at most; one empty piece where there are none."""
    target = _target(name, table, columns)
    waiting: list[pa.Table] = []
    count = 0
    for file in files:
        for piece in _rows(file, name, table, target, rows):
            if count + piece.num_rows > rows:
                yield _frame(waiting, target)
                waiting, count = [], 0
            waiting.append(piece)
            count += piece.num_rows
    yield _frame(waiting, target)


def read_values(name: str, table: Table, file: Path) -> Values:
    """The records of a table in one file, column by column, as they were written."""
    target = schema(table)
    rows = pa.concat_tables([target.empty_table(), *_rows(file, name, table, target)])
    return {column: rows[column].to_pylist() for column in target.names}


def _target(name: str, table: Table, columns: Sequence[str] | None) -> pa.Schema:
    """The columns that are asked for, by default all.

    Raises:
        ParamsError: params no longer have one of them.
    """
    every = schema(table)
    if gone := sorted({*(columns or ())} - {*every.names}):
        raise ParamsError(
            f"params/tables.yml, {name}: there is no column '{gone[0]}', which the workbook itself reads; put it back"
        )
    return every if columns is None else pa.schema([every.field(column) for column in columns])


def read_receipt(file: Path) -> Receipt | None:
    """The receipt in a file of records; None where there is none, or the file is damaged."""
    try:
        content = read_checked(file, older=True)
        return Receipt.model_validate_json(
            pq.read_metadata(pa.BufferReader(content)).metadata[_RECEIPT.encode()]
        )
    except (DamagedError, ValidationError):
        return None


def _rows(
    path: Path, name: str, table: Table, target: pa.Schema, at_a_time: int = 65_536
) -> Iterator[pa.Table]:
    """The rows of one table in a file, where there is one. An optional column that the file lacks is blank.

    Raises:
        ReturnError: the file is damaged, or has rows of the table without a column that it must have.
    """
    if not os.path.lexists(path):
        return
    try:
        content = read_checked(path, older=True)
    except DamagedError as fault:
        place = "/".join(path.parts[-5:])
        raise ReturnError(
            f"{place}: {fault.reason}; restore it from a backup, or take its return in again"
        ) from None
    with pq.ParquetFile(
        pa.BufferReader(content)
    ) as file:  # a third of the time of read_table, which builds a dataset for each file
        there = set(file.schema_arrow.names)
        absent = [field for field in target if field.name not in there]
        wanted = [column for column in target.names if column in there]
        for batch in file.iter_batches(at_a_time, columns=[TABLE, *wanted], use_threads=False):
            rows = pa.Table.from_batches([batch])
            rows = rows.filter(pc.equal(rows[TABLE], name))
            for field in absent:
                if rows.num_rows and not table.columns[field.name].optional:
                    raise ReturnError(
                        f"{'/'.join(path.parts[-5:])}: has no column {field.name}; take its return in again"
                    )
                rows = rows.append_column(field, pa.nulls(rows.num_rows, field.type))
            yield rows.select(target.names).replace_schema_metadata()


def _frame(rows: Sequence[pa.Table], target: pa.Schema) -> pd.DataFrame:
    joined = pa.concat_tables([target.empty_table(), *rows])
    frame: pd.DataFrame = joined.to_pandas(types_mapper=_DTYPES.get, date_as_object=False)
    days = [column.name for column in target if column.type == pa.date32()]
    return frame.astype(dict.fromkeys(days, "datetime64[us]"))
