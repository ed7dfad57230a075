"""What another threshold would withhold: for each threshold the decision that a build would take, and what it costs.

Set side by side, two thresholds tell how many counts lie between them: what is here never leaves this machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.errors import DisclosureError, OutputError
from helpers.files.checksummed_files import json_of, json_with_checksum, keep, recalled
from helpers.inputs.params.provinces import read_provinces
from helpers.inputs.params.settings import read_year
from helpers.metrics.catalogue import read_catalogue
from helpers.metrics.kept_facts import kept_facts
from helpers.paths import Project
from helpers.privacy.memo import Memo
from helpers.privacy.policy import read_policy_of
from helpers.privacy.protect import protect
from helpers.release.prepare import bring_in, hash_of_rules, key_of_records, vintages_shown
from helpers.release.publication_ledger import read_published, vintages_published

TABLE = ["indicator", "breakdown", "level"]
COLUMNS = ["threshold", *TABLE, "cells", "withheld", "whole"]


@dataclass(frozen=True)
class WhatIf:
    """What each threshold withholds of a year, in the provinces of its reports.

    Attributes:
        in_force: the threshold of params/disclosure.yml.
        tables: one row a threshold and sensitive table: `COLUMNS`. `cells` are those that are available, `withheld`
            those of them that are not shown, `whole` those of the withheld in tables withheld as a whole.
        refused: threshold -> why a build would publish nothing under it.
    """

    in_force: int
    tables: pd.DataFrame
    refused: dict[int, str]


def what_if(
    project: Project,
    year: int,
    thresholds: Sequence[int],
    *,
    beside_published: bool = False,
    processes: int = 1,
) -> WhatIf:
    """What each threshold would withhold. It is kept in data/internal/, where the notebook on data quality finds it.

    Args:
        project: the project.
        year: the report year.
        thresholds: as in params/disclosure.yml, 2 to 10.
        beside_published: as a build of now would decide, beside all that was published of the year; else as the first
            publication would.
        processes: how many thresholds at a time.

    Raises:
        As `prepare`.
        OutputError: data/internal/ cannot be written.
    """
    bring_in(project, year)
    decide = partial(_decided, project, year, beside_published)
    if processes > 1:
        with ProcessPoolExecutor(processes) as pool:
            found = list(pool.map(decide, thresholds))
    else:
        found = [decide(threshold) for threshold in thresholds]
    by_threshold = dict(zip(thresholds, found, strict=True))
    tables = [each.assign(threshold=t) for t, each in by_threshold.items() if not isinstance(each, str)]
    result = WhatIf(
        read_policy_of(project, year).threshold,
        pd.concat(tables, ignore_index=True)[COLUMNS] if tables else pd.DataFrame(columns=COLUMNS),
        {t: why for t, why in by_threshold.items() if isinstance(why, str)},
    )
    if not beside_published:
        _keep(project, year, result)
    return result


def kept_what_if(project: Project, year: int) -> pd.DataFrame | None:
    """The tables that `what_if` found last, if they are of the returns, params and code of now."""
    path = _path(project, year)
    kept = recalled(path, project.show(path), json_of)
    if kept is None or kept["made_from"] != _made_from(project, year):
        return None
    return pd.DataFrame(kept["tables"], columns=COLUMNS)


def digest_of_what_if(project: Project, year: int) -> str:
    """Hash of what `kept_what_if` gives; empty where there is none."""
    tables = kept_what_if(project, year)
    return "" if tables is None else hashlib.sha256(tables.to_csv(index=False).encode()).hexdigest()


def _decided(project: Project, year: int, beside_published: bool, threshold: int) -> pd.DataFrame | str:
    catalogue, provinces = read_catalogue(project), read_provinces(project)
    policy = read_policy_of(project, year).model_copy(update={"threshold": threshold})
    also = vintages_published(project, year) if beside_published else []
    vintages = list(dict.fromkeys([*vintages_shown(project, year), *also]))
    facts = kept_facts(project, year, vintages, hash_of_rules(project))
    earlier = read_published(project, year, facts, policy) if beside_published else None
    try:
        found = protect(facts, policy, catalogue, provinces, earlier, Memo(project.decisions))
    except DisclosureError as fault:
        return str(fault)
    return found.summary(read_year(project, year).vintage, catalogue)


def _keep(project: Project, year: int, result: WhatIf) -> None:
    path = _path(project, year)
    rows: list[list[Any]] = result.tables.astype(object).to_numpy().tolist()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        keep(path, json_with_checksum({"made_from": _made_from(project, year), "tables": rows}))
    except OSError as fault:
        raise OutputError(
            f"{project.show(path)} cannot be written ({fault.strerror}); check space and rights"
        ) from None


def _made_from(project: Project, year: int) -> str:
    return key_of_records(project, year, read_year(project, year).vintage, hash_of_rules(project))


def _path(project: Project, year: int) -> Path:
    return project.data / "internal" / "what-if" / f"{year}.json"
