"""Facts of each table as Parquet, under a hash of the files that they came from; a stale one is never read.

One changed return costs the counting of one table. Exact facts: not for publication.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from helpers.errors import OutputError
from helpers.files.checksummed_files import clear, frame_of, frame_with_checksum, keep, recalled
from helpers.inputs.params.settings import Vintage
from helpers.inputs.records.checked_records import IntakeEntry, read_intake, records_in_pieces
from helpers.metrics.facts import (
    Definitions,
    columns_needed,
    facts_of_table,
    read_definitions,
    tables_counted,
)
from helpers.paths import Project


def kept_facts(
    project: Project, year: int, vintages: Sequence[Vintage], rules: str
) -> dict[str, pd.DataFrame]:
    """Exact facts of a year for the provinces of each vintage, as `compute_facts` of facts.py gives them.

    Args:
        project: the project.
        year: a year that was taken in.
        vintages: which sets of provinces.
        rules: hash of the params and code that turn records into facts.

    Raises:
        As `compute_facts`.
        OutputError: data/facts/ cannot be written.
    """
    definitions, intake = read_definitions(project), read_intake(project, year)
    parts: dict[str, list[pd.DataFrame]] = {vintage: [] for vintage in vintages}
    for name in tables_counted(definitions.catalogue):
        for vintage, frame in _of_table(project, year, name, vintages, intake, definitions, rules).items():
            parts[vintage].append(frame)
    return {vintage: pd.concat(frames, ignore_index=True) for vintage, frames in parts.items()}


def _of_table(
    project: Project,
    year: int,
    name: str,
    vintages: Sequence[Vintage],
    intake: list[IntakeEntry],
    definitions: Definitions,
    rules: str,
) -> dict[str, pd.DataFrame]:
    key = hashlib.sha256(f"{rules} {[entry for entry in intake if entry.table == name]}".encode()).hexdigest()
    paths = {vintage: project.facts / f"{year}-{vintage}-{name}-{key[:16]}.parquet" for vintage in vintages}
    kept = {vintage: recalled(path, project.show(path), frame_of) for vintage, path in paths.items()}
    found: dict[str, pd.DataFrame] = {v: frame for v, frame in kept.items() if frame is not None}
    if len(found) < len(paths):
        columns = columns_needed(name, definitions)
        for vintage in (each for each in vintages if each not in found):
            records = records_in_pieces(project, year, name, columns)
            found[vintage] = facts_of_table(name, records, intake, definitions, year, vintage)
            _keep(project, paths[vintage], found[vintage])
    return found


def _keep(project: Project, path: Path, facts: pd.DataFrame) -> None:
    """Write the facts, and drop those that they replace."""
    try:
        for old in project.facts.glob(f"{path.name.rpartition('-')[0]}-*.parquet"):
            clear(old)
        keep(path, frame_with_checksum(facts))
    except OSError as fault:
        raise OutputError(
            f"{project.show(path)} cannot be written ({fault.strerror}); check space and rights"
        ) from None
