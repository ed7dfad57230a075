"""Returns -> records -> facts -> releases, each step only where what it reads has changed.

The facts of a year are computed once for all provinces and protected once as one set. Both are kept as Parquet in a
folder named by the hash of everything that they came from, so that a stale one is never read.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.errors import DisclosureError, OutputError, ReturnError
from helpers.files.checksummed_files import (
    clear,
    frame_with_checksum,
    is_whole,
    json_with_checksum,
    say_made_again,
)
from helpers.files.safe_writing import filling_privately
from helpers.inputs.intake.take_in import Intake, take_in, take_in_locked
from helpers.inputs.params.provinces import Provinces, read_provinces
from helpers.inputs.params.settings import Vintage, read_settings, read_year
from helpers.inputs.params.tables import read_tables
from helpers.inputs.records.checked_records import read_intake
from helpers.inputs.records.record_store import read_revisions
from helpers.metrics.catalogue import guarded_tables, read_catalogue
from helpers.metrics.completeness import NOT_RECEIVED
from helpers.metrics.counted import counted_rows
from helpers.metrics.coverage import compute_coverage
from helpers.metrics.kept_facts import kept_facts
from helpers.paths import Project
from helpers.privacy.exact import exact_cells
from helpers.privacy.memo import Memo
from helpers.privacy.outsider import KnownCells, derivable
from helpers.privacy.policy import Audience, read_policy, read_policy_of
from helpers.privacy.protect import protect
from helpers.release.publication_ledger import basis_of, others_published, read_published, vintages_published
from helpers.release.release_files import BASIS, CELLS, FRAMES, YearRelease, read_basis, read_frame
from helpers.release.release_key import hash_of_rules, key_of_records

SHOWN_MISTAKES = 20
CONFIDENTIAL = "[c]"


def prepare(
    project: Project,
    year: int,
    *,
    accept_partial: bool = False,
    on_intake: Callable[[int, Intake], None] | None = None,
    audience: Audience = "public",
    alone: bool = False,
) -> list[YearRelease]:
    """Bring everything up to date that the reports of a year read, back to the first year.

    Args:
        project: the project.
        year: the report year; its vintage holds for the years before it too.
        accept_partial: go on without the rows that were rejected, instead of stopping.
        on_intake: called with each year and what its intake came to.
        audience: for whom; partners get exact cells, which lie apart from all others.
        alone: nobody else writes into this project, so no lock is needed.

    Raises:
        ParamsError: a params file is wrong.
        ReturnError: rows of a return were rejected, or nothing was received for a year.
        OutputError: data/ cannot be written.
    """
    vintage = read_year(project, year).vintage
    years = bring_in(project, year, accept_partial=accept_partial, on_intake=on_intake, alone=alone)
    rules = hash_of_rules(project)
    releases = [_release(project, each, vintage, rules) for each in years]
    if audience == "partner":
        return [_exact(project, each, vintage, rules) for each in releases]
    return releases


def bring_in(
    project: Project,
    year: int,
    *,
    accept_partial: bool = False,
    on_intake: Callable[[int, Intake], None] | None = None,
    alone: bool = False,
) -> list[int]:
    """Take in the returns of a year and of those before it; the years. Arguments and errors: see `prepare`."""
    years = [y for y in sorted(read_settings(project).years) if y <= year]
    for each in years:
        intake = (take_in_locked if alone else take_in)(project, each)
        if on_intake:
            on_intake(each, intake)
        _stop_at_mistakes(intake, accept_partial)
    return years


def _stop_at_mistakes(intake: Intake, accept_partial: bool) -> None:
    if not intake.mistakes or accept_partial:
        return
    shown = [str(mistake) for mistake in intake.mistakes[:SHOWN_MISTAKES]]
    if len(intake.mistakes) > SHOWN_MISTAKES:
        shown.append(
            f"... and {len(intake.mistakes) - SHOWN_MISTAKES} more; `workbook take-in` lists them all"
        )
    shown.append(
        f"{intake.rejected} rows were rejected, so no report was built; mend the returns, "
        "or build without those rows by --accept-partial"
    )
    raise ReturnError("\n".join(shown))


def _release(project: Project, year: int, vintage: Vintage, rules: str) -> YearRelease:
    key = _keys(project, year, rules)[vintage]
    folder = _folder(project, year, vintage, key)
    if not _is_there(project, folder):
        _compute(project, year, rules)
    return YearRelease(year, key, folder)


def _is_there(project: Project, folder: Path) -> bool:
    """Whether a release lies there, whole; a damaged one is taken away."""
    if not os.path.lexists(folder):
        return False
    if is_whole(folder, [BASIS, *(f"{name}.parquet" for name in FRAMES)]):
        return True
    clear(folder)
    say_made_again([project.show(folder)])
    return False


def _exact(project: Project, release: YearRelease, vintage: Vintage, rules: str) -> YearRelease:
    """The same year with exact cells, in data/partner/."""
    folder = project.partner / "releases" / release.folder.name
    if not _is_there(project, folder):
        facts = kept_facts(project, release.year, [vintage], rules)[vintage]
        cells = exact_cells(facts, read_policy(project), read_catalogue(project))
        frames = {name: read_frame(release.folder, name) for name in FRAMES if name != CELLS}
        basis = read_basis(release.folder)
        _write(project, folder, {"cells": cells, **frames}, basis)
    return replace(release, folder=folder, audience="partner")


def vintages_shown(project: Project, year: int) -> list[Vintage]:
    """The sets of provinces in which reports show a year: that of its own report, and of every later one."""
    later = [
        read_year(project, each).vintage for each in sorted(read_settings(project).years) if each >= year
    ]
    return list(dict.fromkeys(later))


def _compute(project: Project, year: int, rules: str) -> None:
    """One year's releases in every vintage that shows it: a cell hidden in one must not follow from another."""
    catalogue, keys = read_catalogue(project), _keys(project, year, rules)
    vintages = list(dict.fromkeys([*keys, *vintages_published(project, year)]))
    facts = kept_facts(project, year, vintages, rules)
    policy, provinces = read_policy_of(project, year), read_provinces(project)
    memo, earlier = Memo(project.decisions), read_published(project, year, facts)
    protected = protect(facts, policy, catalogue, provinces, earlier, memo)
    known = KnownCells(protected.cells, earlier, protected.whole)
    if leaks := derivable(facts, known, policy, catalogue, provinces, memo):
        raise DisclosureError(
            f"{year}: {leaks[0].cell} {leaks[0].reason}; {len(leaks)} such cells; nothing was published"
        )
    for vintage, key in keys.items():
        frames = {
            "cells": protected.cells[vintage],
            "protection": protected.summary(vintage, catalogue),
            "whole": protected.whole_tables(vintage, provinces),
            "coverage": compute_coverage(project, year, vintage),
            "sources": _sources(project, year, vintage),
            "counted": counted_rows(facts[vintage], catalogue),
        }
        basis = basis_of(project, year, key_of_records(project, year, vintage, rules))
        _write(project, _folder(project, year, vintage, key), frames, basis)


def _write(
    project: Project, folder: Path, frames: Mapping[str, pd.DataFrame], basis: Mapping[str, Any]
) -> None:
    try:
        with filling_privately(folder) as arriving:
            for name, frame in frames.items():
                (arriving / f"{name}.parquet").write_bytes(frame_with_checksum(frame))
            (arriving / BASIS).write_bytes(json_with_checksum(basis))
    except OSError as fault:
        raise OutputError(
            f"{project.show(folder)} cannot be written ({fault.strerror}); check space and rights"
        ) from None


def _sources(project: Project, year: int, vintage: Vintage) -> pd.DataFrame:
    """One row a file of the year's returns, under the province that reports it now.

    A file in which each row is a person or a case has neither hash nor number of rows here, accepted or rejected: a
    short file can be guessed until its hash fits, rejected rows count people too, and what is here goes into reports.
    """
    guarded = guarded_tables(read_catalogue(project), read_tables(project))
    provinces: Provinces = read_provinces(project)
    revised = read_revisions(project, year)
    rows = [
        {
            "province": provinces.mapped_forward(entry.province, entry.vintage, vintage),
            "year": year,
            "file": entry.path,
            "sha256": CONFIDENTIAL if entry.table in guarded else entry.sha256,
            "rows_accepted": 0 if entry.table in guarded else entry.rows_accepted,
            "rows_rejected": 0 if entry.table in guarded else entry.rows_rejected,
            "revised": (entry.vintage, entry.province) in revised,
        }
        for entry in read_intake(project, year)
    ]
    present = {(entry.vintage, entry.province, entry.table) for entry in read_intake(project, year)}
    rows += [
        {
            "province": provinces.mapped_forward(slug, part, vintage),
            "year": year,
            "file": file,
            "sha256": NOT_RECEIVED,
            "rows_accepted": 0,
            "rows_rejected": 0,
            "revised": False,
        }
        for part, slug, table, file in _expected(project, year)
        if (part, slug, table) not in present
    ]
    columns = ["province", "year", "file", "sha256", "rows_accepted", "rows_rejected", "revised"]
    return pd.DataFrame(rows, columns=columns)


def _expected(project: Project, year: int) -> Iterator[tuple[Vintage, str, str, str]]:
    """Every file of a year's returns that is due: vintage, province, table, path."""
    root, provinces = read_settings(project).returns, read_provinces(project)
    for part in read_year(project, year).returns:
        for command in provinces.commands(part.vintage):
            for table in read_tables(project):
                yield part.vintage, command.slug, table, f"{root}/{part.folder}/{command.slug}/{table}.csv"


def _folder(project: Project, year: int, vintage: Vintage, key: str) -> Path:
    return project.releases / f"{year}-{vintage}-{key[:16]}"


def _keys(project: Project, year: int, rules: str) -> dict[Vintage, str]:
    """Vintage -> key of the year's release in it: its records and rules, and what else was published of the year.

    What came from the same records and rules is this very release, and does not count.
    """
    own = {
        vintage: key_of_records(project, year, vintage, rules) for vintage in vintages_shown(project, year)
    }
    others = others_published(project, year, list(own.values()))
    if not others:
        return own
    return {vintage: hashlib.sha256(f"{key} {others}".encode()).hexdigest() for vintage, key in own.items()}
