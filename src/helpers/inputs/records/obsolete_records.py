"""A return that was taken in under other params: what of it is left over now, and what keeps it from being counted.

A return in a year's folder is judged again whenever params change. One that was sent by path is kept as it was taken
in, so that a table, column, type or code that params no longer have meets it here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from helpers.files.checksummed_files import read_checked
from helpers.inputs.mistakes import Mistake, say
from helpers.inputs.params.codelists import Codelists
from helpers.inputs.params.tables import Column, Table, Tables
from helpers.inputs.records.record_files import TABLE, Receipt, schema

PARAMS = "params/tables.yml"
REMEDY = "put it back as it was, or take the return in again as params now have it (workbook take-in FILE)"


def left_over(file: str, receipt: Receipt, tables: Tables) -> list[Mistake]:
    """Notes on tables that params no longer have; their rows stay in data/returns and count nowhere."""
    return [
        Mistake(
            file,
            None,
            None,
            say("has rows of table {table}, which params/tables.yml no longer has", table=each.table),
            say("they are kept and count nowhere; put the table back if they are to count"),
            kind="note",
        )
        for each in receipt.files
        if each.table not in tables and each.rows_accepted
    ]


def misfits(file: Path, tables: Tables, codelists: Codelists) -> list[str]:
    """Why the records in a file cannot be counted by the tables and codelists of now; empty where they can.

    Raises:
        DamagedError: the file cannot be read.
    """
    rows = pq.read_table(pa.BufferReader(read_checked(file, older=True)))
    found = []
    for name in pc.unique(rows[TABLE]).to_pylist():
        if name in tables:
            own = rows.filter(pc.equal(rows[TABLE], name))
            found += [
                f"{PARAMS}, {name}.{column}: {why}" for column, why in _of_table(own, tables[name], codelists)
            ]
    return found


def _of_table(rows: pa.Table, table: Table, codelists: Codelists) -> Iterator[tuple[str, str]]:
    for field in schema(table):
        column = table.columns.get(field.name)
        if column is None:
            continue
        if field.name not in rows.column_names:
            if not column.optional:
                yield field.name, "a column that the return has not, and that is not optional"
        elif rows.schema.field(field.name).type != field.type:
            yield field.name, "of another type than when the return was taken in"
        else:
            yield from _of_codes(rows, field.name, column, codelists)


def _of_codes(rows: pa.Table, name: str, column: Column, codelists: Codelists) -> Iterator[tuple[str, str]]:
    if column.codelist is None:
        return
    held = {code for cell in pc.unique(rows[name]).to_pylist() if cell for code in str(cell).split(";")}
    if held - set(codelists.codes(column.codelist)):
        yield name, f"rows hold a code that codelist {column.codelist} no longer has"
