"""The versions of the data set: which cells came, changed or went with each, and the last that was published.

What was published last stands in data/published/data-set/, which `workbook backup` keeps; where it is not, as on a CI
runner that carries reports/ alone, the data set that lies in reports/ tells it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import pandas as pd

from helpers.errors import OutputError
from helpers.files.checksummed_files import DamagedError, bytes_of, bytes_with_checksum, keep, read_checked
from helpers.files.folder_exchange import writing
from helpers.paths import Project
from helpers.publish.data_set.released_cells import KEY

CELLS, CHANGES = "cells.parquet", "changes.csv"
COLUMNS = (
    "version", "date", "change", "indicator", "place", "vintage", "period", "dimension", "category", "cells",
)  # fmt: skip
FIRST, CAME, CHANGED, WENT = "first", "came", "changed", "went"
_GROUP = ["indicator", "place", "vintage", "year"]
"""Cells that come or go together are told in one row."""


@dataclass(frozen=True)
class Published:
    """What was published last: its cells, and the changes of every version up to it."""

    cells: pd.DataFrame
    changes: pd.DataFrame


def read_last(project: Project) -> Published | None:
    """What was published last; nothing before the first time.

    Raises:
        OutputError: it is damaged.
    """
    ledger, open_to_all = project.published / "data-set", project.reports / "data"
    try:
        if (ledger / CELLS).exists():
            return _read(*(bytes_of(read_checked(ledger / name)) for name in (CELLS, CHANGES)))
        if all((open_to_all / name).is_file() for name in (CELLS, CHANGES)):
            return _read(*((open_to_all / name).read_bytes() for name in (CELLS, CHANGES)))
    except DamagedError as fault:
        raise OutputError(
            f"{project.show(fault.path)}: {fault.reason}; restore it from its backup, or remove "
            f"{project.show(ledger)}/: the list of changes then goes on from the data set in reports/"
        ) from None
    return None


def keep_last(project: Project, cells: bytes, changes: bytes) -> None:
    """Write down what is published now. The changes come first: a version that a kill cut off is not told twice.

    Raises:
        OutputError: data/published/ cannot be written.
    """
    folder = project.published / "data-set"
    for name, content in ((CHANGES, changes), (CELLS, cells)):
        kept = bytes_with_checksum(content)
        path = folder / name
        if not path.is_file() or path.read_bytes() != kept:
            with writing(project, path):
                keep(path, kept)


def with_changes(last: Published | None, cells: pd.DataFrame, version: str, date: str) -> pd.DataFrame:
    """The changes of all versions, this one's at the end; those of before where nothing has changed.

    A row tells one cell, or all cells of an indicator, place and year that came or went together: `period` is then the
    year, `dimension` and `category` are empty. `cells` is their number. No row tells a value: one that was withheld
    since, or corrected, is not repeated.
    """
    if last is None or last.changes.empty:
        return pd.DataFrame(
            [{**dict.fromkeys(COLUMNS, ""), **_of(version, date, FIRST), "cells": len(cells)}]
        )
    if last.changes["version"].iloc[-1] == version:
        return last.changes
    old, new = (frame.set_index([*KEY])[["value", "status"]] for frame in (last.cells, cells))
    both = old.merge(new, left_index=True, right_index=True, suffixes=("_old", "_new"), validate="one_to_one")
    same = both["status_old"].eq(both["status_new"]) & (
        both["value_old"].eq(both["value_new"]) | both["value_old"].isna() & both["value_new"].isna()
    )
    changed = both[~same.fillna(False).astype(bool)].index.to_frame(index=False)
    rows = pd.concat(
        [
            _together(cells[~new.index.isin(old.index)], last.cells).assign(change=CAME),
            changed.assign(change=CHANGED, cells=1),
            _together(last.cells[~old.index.isin(new.index)], cells).assign(change=WENT),
        ],
        ignore_index=True,
    )
    if rows.empty:  # what is beside the cells has changed, such as the report that tells one
        rows = pd.DataFrame([{**dict.fromkeys(COLUMNS, ""), "change": CHANGED, "cells": 0}])
    rows = rows.assign(version=version, date=date)[[*COLUMNS]]
    return pd.concat([last.changes, rows], ignore_index=True)


def _of(version: str, date: str, change: str) -> dict[str, str]:
    return {"version": version, "date": date, "change": change}


def _together(cells: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """Cells of which some others are of the same indicator, place and year one by one, and the rest in one row each."""
    cells = cells.assign(year=cells["period"].str[:4])
    known = pd.MultiIndex.from_frame(others.assign(year=others["period"].str[:4])[_GROUP].drop_duplicates())
    alone = pd.MultiIndex.from_frame(cells[_GROUP]).isin(known)
    groups = cells[~alone].groupby(_GROUP, sort=False).size().rename("cells").reset_index()
    groups = groups.rename(columns={"year": "period"}).assign(dimension="", category="")
    return pd.concat([cells.loc[alone, [*KEY]].assign(cells=1), groups], ignore_index=True)


def _read(cells: bytes, changes: bytes) -> Published:
    told: dict[Any, Any] = {name: "str" for name in COLUMNS if name != "cells"}
    frame = pd.read_parquet(io.BytesIO(cells), columns=[*KEY, "value", "status"])
    texts = frame[[*KEY, "status"]].astype("str")
    return Published(
        texts.assign(value=frame["value"].astype("Float64")),
        pd.read_csv(io.BytesIO(changes), dtype={**told, "cells": "int64"}, keep_default_na=False),
    )
