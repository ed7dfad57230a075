"""What `workbook what-if` found, kept for the notebook on data quality: data/internal/what-if/YEAR.json. Internal."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.errors import OutputError
from helpers.files.checksummed_files import json_of, json_with_checksum, keep, recalled
from helpers.inputs.params.settings import read_year
from helpers.paths import Project
from helpers.release.release_key import hash_of_rules, key_of_records

COLUMNS = ["threshold", "indicator", "breakdown", "level", "cells", "withheld", "whole"]


def keep_what_if(project: Project, year: int, tables: pd.DataFrame) -> None:
    """Keep the tables, with columns `COLUMNS`, under a hash of the returns, params and code of now.

    Raises:
        OutputError: the file cannot be written.
    """
    path = _path(project, year)
    rows: list[list[Any]] = tables[COLUMNS].astype(object).to_numpy().tolist()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        keep(path, json_with_checksum({"made_from": _made_from(project, year), "tables": rows}))
    except OSError as fault:
        raise OutputError(
            f"{project.show(path)} cannot be written ({fault.strerror}); check space and rights"
        ) from None


def kept_what_if(project: Project, year: int) -> pd.DataFrame | None:
    """The tables that were kept last, if they are of the returns, params and code of now."""
    path = _path(project, year)
    kept = recalled(path, project.show(path), json_of)
    if kept is None or kept["made_from"] != _made_from(project, year):
        return None
    return pd.DataFrame(kept["tables"], columns=COLUMNS)


def digest_of_what_if(project: Project, year: int) -> str:
    """Hash of what `kept_what_if` gives; empty where there is none."""
    tables = kept_what_if(project, year)
    return "" if tables is None else hashlib.sha256(tables.to_csv(index=False).encode()).hexdigest()


def _made_from(project: Project, year: int) -> str:
    return key_of_records(project, year, read_year(project, year).vintage, hash_of_rules(project))


def _path(project: Project, year: int) -> Path:
    return project.data / "internal" / "what-if" / f"{year}.json"
