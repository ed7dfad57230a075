"""Where the publishable facts of a year lie, and how one process tells another. Making them is prepare.py's work."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from helpers.files.checksummed_files import frame_of, json_of, read_checked
from helpers.privacy.policy import Audience

BASIS = "basis.json"
"""Beside the frames of a release: what it came from."""
CELLS = "cells"
PROTECTION = ("protection", "whole")
FRAMES = (CELLS, *PROTECTION, "coverage", "sources", "counted")
"""The frames of a release, each a kept file."""
_WORDS = ["indicator", "level", "place", "period", "breakdown", "category", "status"]


@dataclass(frozen=True)
class YearRelease:
    """Where the facts of one year lie that an audience may see, in the vintage of the report that reads them."""

    year: int
    key: str
    folder: Path
    audience: Audience = "public"


def read_basis(folder: Path) -> dict[str, Any]:
    """What a release came from."""
    return json_of(read_checked(folder / BASIS))


def read_frame(folder: Path, name: str) -> pd.DataFrame:
    """One frame of a release."""
    return frame_of(read_checked(folder / f"{name}.parquet"))


def read_protection(release: YearRelease) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What protecting a year took: by table; and the tables that are withheld as a whole."""
    summary, whole = (_read(release.folder, name).to_pandas() for name in PROTECTION)
    return summary, whole


def read_cells(
    releases: Sequence[YearRelease], wanted: Callable[[pd.DataFrame], pd.Series] | None = None
) -> pd.DataFrame:
    """The cells of the years, of which `wanted` chooses some.

    With Python's own strings and floats, which are many times quicker to go through one by one.
    """
    every = _read_cells(tuple(each.folder for each in releases))
    chosen = every if wanted is None else every[wanted(every)].reset_index(drop=True)
    return chosen.astype({**dict.fromkeys(_WORDS, "object"), "year": "Int64"})


def read_rows(
    releases: Sequence[YearRelease], name: str, provinces: Collection[str] | None = None
) -> pd.DataFrame:
    """What a year says of provinces (coverage, sources, counted), over all years; of some provinces or of all."""
    every = pa.concat_tables([_read(each.folder, name) for each in releases])
    chosen = (
        every if provinces is None else every.filter(pc.is_in(every["province"], pa.array(sorted(provinces))))
    )
    rows: pd.DataFrame = chosen.to_pandas()
    return rows


@lru_cache(maxsize=64)
def _read(folder: Path, name: str) -> pa.Table:
    """A small file, kept in memory: folders are named by what is in them."""
    return pq.ParquetFile(folder / f"{name}.parquet").read(use_threads=False)


@lru_cache(maxsize=1)
def _read_cells(folders: tuple[Path, ...]) -> pd.DataFrame:
    """With words as categories: a fifth of the time that words take one by one."""
    tables = [
        pq.ParquetFile(folder / "cells.parquet", read_dictionary=_WORDS).read(use_threads=False)
        for folder in folders
    ]
    every = pa.concat_tables(tables).unify_dictionaries()
    cells: pd.DataFrame = every.to_pandas(ignore_metadata=True, use_threads=False)
    return cells


def as_text(releases: Sequence[YearRelease]) -> str:
    """The releases as JSON, for the environment of the processes of a build."""
    return json.dumps([{**asdict(each), "folder": str(each.folder)} for each in releases])


def from_text(text: str) -> list[YearRelease]:
    """What `as_text` wrote."""
    return [YearRelease(**{**each, "folder": Path(each["folder"])}) for each in json.loads(text)]
