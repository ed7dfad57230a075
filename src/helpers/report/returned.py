"""What is known of the returns of a year, as the exhibits of `quality` show it. Nothing here is published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from helpers.inputs.provinces import Province
from helpers.privacy.release import Release


@dataclass(frozen=True)
class Caution:
    """One thing to look into: of what kind, and where: a row of a table in a file, or a station and its last month."""

    kind: str
    place: str
    table: str
    file: str
    row: int | None
    station: str | None
    last_month: str | None


@dataclass(frozen=True)
class Received:
    """One return: the command that sent it, its tables, day and rows. `due` is the day after which it is late.

    A table of which every row was refused is not among them.
    """

    command: Province
    span: str
    tables: tuple[str, ...]
    received_date: date | None
    due: date
    accepted: int
    rejected: int


@dataclass(frozen=True)
class Quality:
    """What is known of the returns of one year.

    `table_labels` are the tables that a return has, by name; `missing` the commands that sent no return;
    `revisions` has the columns indicator, place, period, before, after.
    """

    release: Release
    table_labels: dict[str, str]
    received: tuple[Received, ...]
    missing: tuple[Province, ...]
    cautions: tuple[Caution, ...]
    rejected: tuple[str, ...]
    revisions: pd.DataFrame
