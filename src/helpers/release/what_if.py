"""What another threshold would withhold: for each threshold the decision that a build would take, and what it costs.

Set side by side, two thresholds tell how many counts lie between them: what is here never leaves this machine.
"""

from __future__ import annotations

import gc
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial

import pandas as pd

from helpers.errors import DisclosureError
from helpers.inputs.params.provinces import read_provinces
from helpers.inputs.params.settings import read_year
from helpers.metrics.catalogue import read_catalogue
from helpers.metrics.kept_facts import kept_facts
from helpers.paths import Project
from helpers.privacy.decision import guarded_cells
from helpers.privacy.earlier import nothing_earlier
from helpers.privacy.memo import Memo
from helpers.privacy.policy import read_policy_of
from helpers.privacy.protect import protect, protect_guarded
from helpers.release.prepare import bring_in, vintages_shown
from helpers.release.publication_ledger import read_published, vintages_published
from helpers.release.release_key import hash_of_rules
from helpers.release.what_if_file import COLUMNS, keep_what_if


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
    decide = partial(_decided, project, year, beside_published)
    there_and_back = 2 * processes
    parts = [
        [*thresholds[first::there_and_back], *thresholds[there_and_back - 1 - first :: there_and_back]]
        for first in range(min(processes, len(thresholds)))
    ]
    if len(parts) > 1:
        with ProcessPoolExecutor(len(parts)) as pool:
            for _ in parts:
                pool.submit(_load_solver)  # while this process looks after the returns
            bring_in(project, year)
            found = dict(pair for part in pool.map(decide, parts) for pair in part.items())
    else:
        bring_in(project, year)
        found = decide(thresholds)
    by_threshold = {threshold: found[threshold] for threshold in thresholds}
    tables = [each.assign(threshold=t) for t, each in by_threshold.items() if not isinstance(each, str)]
    result = WhatIf(
        read_policy_of(project, year).threshold,
        pd.concat(tables, ignore_index=True)[COLUMNS] if tables else pd.DataFrame(columns=COLUMNS),
        {t: why for t, why in by_threshold.items() if isinstance(why, str)},
    )
    if not beside_published:
        keep_what_if(project, year, result.tables)
    return result


def _load_solver() -> None:
    """Import what decides, and leave out looking for garbage: a process of a pool makes little, and ends soon."""
    import helpers.privacy.suppression  # noqa: F401

    gc.disable()


def _decided(
    project: Project, year: int, beside_published: bool, thresholds: Sequence[int]
) -> dict[int, pd.DataFrame | str]:
    """Threshold -> what it withholds, or why a build would publish nothing. Facts and their sums are read once."""
    catalogue, provinces = read_catalogue(project), read_provinces(project)
    policy, memo = read_policy_of(project, year), Memo(project.decisions, parts=False)
    also = vintages_published(project, year) if beside_published else []
    vintages = list(dict.fromkeys([*vintages_shown(project, year), *also]))
    facts = kept_facts(project, year, vintages, hash_of_rules(project))
    guarded = guarded_cells(facts, policy, catalogue, nothing_earlier())
    found: dict[int, pd.DataFrame | str] = {}
    for threshold in thresholds:
        tried = policy.model_copy(update={"threshold": threshold})
        try:
            if beside_published:
                earlier = read_published(project, year, facts, tried)
                cells = protect(facts, tried, catalogue, provinces, earlier, memo)
            else:
                cells = protect_guarded(facts, guarded, tried, catalogue, provinces, memo)
            found[threshold] = cells.summary(read_year(project, year).vintage, catalogue)
        except DisclosureError as fault:
            found[threshold] = str(fault)
    return found
