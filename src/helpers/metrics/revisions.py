"""What newer returns changed: each figure of a province before its return was last replaced, and now."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from helpers.inputs.params.codelists import read_codelists
from helpers.inputs.params.provinces import read_provinces
from helpers.inputs.params.settings import Vintage, read_year
from helpers.inputs.params.tables import read_tables
from helpers.inputs.records.checked_records import read_intake_in, read_records_in
from helpers.inputs.records.obsolete_records import misfits
from helpers.inputs.records.record_store import read_revisions, records_file, version_file
from helpers.metrics.facts import facts_from, read_definitions
from helpers.paths import Project

COLUMNS = ("indicator", "place", "period", "breakdown", "category", "before", "after")


def compute_revisions(project: Project, year: int, *, since_first: bool = False) -> pd.DataFrame:
    """One row for each figure that changed, by year and month: `COLUMNS`; missing where nothing was reported.

    Since the version before the newest that said something else, or since the first.

    Places are the provinces that the year is reported by. Exact figures, not for publication.

    Raises:
        ParamsError: a params file is wrong.
        ReturnError: the history of a return cannot be read.
    """
    vintage = read_year(project, year).vintage
    revised = read_revisions(project, year, since_first=since_first)
    provinces = read_provinces(project)
    places = {provinces.mapped_forward(slug, sent, vintage) for sent, slug in revised}
    before: list[Path] = []
    after: list[Path] = []
    for span in read_year(project, year).returns:
        for command in provinces.commands(span.vintage):
            if provinces.mapped_forward(command.slug, span.vintage, vintage) not in places:
                continue
            now = records_file(project, year, span.vintage, command.slug)
            past = revised.get((span.vintage, command.slug))
            if past and not now.is_file():  # records were removed, and nothing was built since
                now = version_file(project, year, span.vintage, past[1])
            after.append(now)
            older = version_file(project, year, span.vintage, past[0]) if past else now
            fits = older.is_file() and not misfits(older, read_tables(project), read_codelists(project))
            before.append(older if fits else now)
    if not places:
        return pd.DataFrame(columns=list(COLUMNS))
    key = ["indicator", "place", "period", "breakdown", "category"]
    old, new = (_facts(project, files, year, vintage, sorted(places)) for files in (before, after))
    both = old.merge(new, on=key, how="outer", suffixes=("_before", "_after"), validate="1:1")
    both = both.rename(columns={"value_before": "before", "value_after": "after"})
    same = (both["before"] == both["after"]).fillna(False) | (both["before"].isna() & both["after"].isna())
    return both.loc[~same, list(COLUMNS)].sort_values(
        ["place", "indicator", "breakdown", "category", "period"]
    )


def _facts(
    project: Project, files: Sequence[Path], year: int, vintage: Vintage, places: Sequence[str]
) -> pd.DataFrame:
    definitions = read_definitions(project)
    used = {indicator.table for indicator in definitions.catalogue.values()}
    records = {
        name: [read_records_in(files, name, definitions.tables)]
        for name in definitions.tables
        if name in used
    }
    facts = facts_from(records, read_intake_in(files), definitions, year, vintage)
    wanted = (facts["level"] == "province") & facts["place"].isin(places)
    return facts.loc[wanted, ["indicator", "place", "period", "breakdown", "category", "value"]]
