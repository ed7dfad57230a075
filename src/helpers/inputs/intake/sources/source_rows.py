"""What every export comes to before it is a return: rows of tables, each cell with its place in the export."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from helpers.inputs.intake.table_layout import Place
from helpers.inputs.mistakes import Mistake


@dataclass(frozen=True)
class SourceCell:
    """What an export says, and where."""

    text: str = ""
    place: Place = field(default_factory=Place)


@dataclass(frozen=True)
class SourceRow:
    """A row of a table, by column. `year` is blank where the row's own date tells it."""

    place: Place
    province: SourceCell
    year: SourceCell
    cells: Mapping[str, SourceCell]


@dataclass(frozen=True)
class Export:
    """A file of another system, read by a mapping. `tables` are those that it fills, with their rows.

    `sha256` is the hash of the file, `mapping` that of the mapping. `refused` counts rows that no return gets;
    `stopped`: personal data is in it, so nothing of it is taken in.
    """

    path: Path
    sha256: str
    mapping: str
    tables: Mapping[str, list[SourceRow]]
    received: SourceCell
    told: tuple[Mistake, ...] = ()
    refused: int = 0
    stopped: bool = False
