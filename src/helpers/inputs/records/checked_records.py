"""Checked records of a year, and what was taken in to get them. Written by intake/take_in.py."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from helpers.errors import ParamsError, ReturnError, did_you_mean
from helpers.inputs.params.provinces import read_provinces
from helpers.inputs.params.settings import Vintage, read_year
from helpers.inputs.params.tables import Tables, read_tables
from helpers.inputs.records.record_files import read_files, read_pieces, read_receipt
from helpers.inputs.records.record_store import records_file
from helpers.paths import Project

PIECE = 250_000
"""Rows that are in memory at a time where records are read in pieces: a year's sample is one piece."""


@dataclass(frozen=True)
class IntakeEntry:
    """What became of one file of a return. `path` starts at the project's root."""

    province: str
    vintage: Vintage
    table: str
    path: str
    sha256: str
    rows_seen: int
    rows_accepted: int
    rows_rejected: int
    received_date: date | None
    months: tuple[str, ...]
    rows_left_out: int = 0
    refused: bool = False
    stayed: bool = False


def read_records(
    project: Project,
    year: int,
    table: str,
    *,
    provinces: Sequence[str] | None = None,
    columns: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Records of one table, of every vintage of the year: by span of months, then province by province.

    Besides the table's columns: province (a slug in the return's vintage), vintage, source_file, source_row.

    Args:
        project: the project.
        year: a year of params/workbook.yml.
        table: a table of params/tables.yml.
        provinces: slugs in the vintage of the year's reports, with the provinces that became part of them.
            Default: all.
        columns: only these columns. Default: all.

    Raises:
        ParamsError: there is no such year, table or province.
        ReturnError: nothing of this year was taken in.
    """
    tables = read_tables(project)
    if table not in tables:
        raise ParamsError(f"unknown table '{table}'" + did_you_mean(table, tables))
    return read_records_in(_files(project, year, provinces), table, tables, columns)


def records_in_pieces(
    project: Project, year: int, table: str, columns: Sequence[str], rows: int = PIECE
) -> Iterator[pd.DataFrame]:
    """As `read_records` of all provinces, so many rows at a time that memory does not grow with them.

    Raises:
        As `read_records`.
    """
    tables = read_tables(project)
    if table not in tables:
        raise ParamsError(
            f"params/tables.yml: there is no table '{table}', which the workbook itself reads; put it back"
        )
    return read_pieces(table, tables[table], _files(project, year, None), columns, rows)


def read_records_in(
    files: Sequence[Path], table: str, tables: Tables, columns: Sequence[str] | None = None
) -> pd.DataFrame:
    """Records of one table in these files, in their order."""
    return read_files(table, tables[table], files, columns)


def read_intake(project: Project, year: int) -> list[IntakeEntry]:
    """Every file that was taken in for a year, in the order of the records.

    Raises:
        ParamsError: there is no such year.
        ReturnError: nothing of this year was taken in.
    """
    return read_intake_in(_files(project, year, None))


def read_intake_in(files: Sequence[Path]) -> list[IntakeEntry]:
    """Every file of the returns in these files of records, in their order."""
    receipts = [receipt for path in files if (receipt := read_receipt(path))]
    return [
        IntakeEntry(
            province=receipt.province,
            vintage=receipt.vintage,
            received_date=receipt.received_date,
            months=receipt.months,
            **file.model_dump(),
        )
        for receipt in receipts
        for file in receipt.files
    ]


def _files(project: Project, year: int, provinces: Sequence[str] | None) -> list[Path]:
    params = read_year(project, year)
    known = read_provinces(project)
    wanted = {known.command(slug, params.vintage).slug for slug in provinces or ()}
    if not (project.records / str(year)).is_dir():
        place = project.show(project.records / str(year))
        raise ReturnError(f"{place}: no return of {year} was taken in; take in its returns first")
    return [
        records_file(project, year, span.vintage, command.slug)
        for span in params.returns
        for command in known.commands(span.vintage)
        if not wanted or known.mapped_forward(command.slug, span.vintage, params.vintage) in wanted
    ]
