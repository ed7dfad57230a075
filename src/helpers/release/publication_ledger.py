"""The ledger of what was published: data/published, one file for each release of a year that the public has been shown.

A file holds what reports showed: marks and shown values, never a withheld one; and the number of the version of every
return that it came from, so that data/returns tells the rest. It is written before the first report that shows it
is published, and never changed.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from helpers.errors import DisclosureError
from helpers.files.checksummed_files import (
    DamagedError,
    frame_of,
    frame_with_checksum,
    json_of,
    json_with_checksum,
    keep,
    read_checked,
    recalled,
)
from helpers.files.folder_exchange import writing
from helpers.inputs.params.codelists import read_codelists
from helpers.inputs.params.provinces import read_provinces
from helpers.inputs.params.settings import Bilingual, Vintage, read_year
from helpers.inputs.params.tables import read_tables
from helpers.inputs.records.checked_records import read_intake_in, read_records_in
from helpers.inputs.records.obsolete_records import misfits
from helpers.inputs.records.record_store import read_history, version_file, whole_version
from helpers.metrics.catalogue import Catalogue, read_catalogue
from helpers.metrics.facts import columns_needed, facts_of_table, read_definitions
from helpers.paths import Project
from helpers.privacy.decision import guarded_indicators
from helpers.privacy.earlier import Before, Earlier
from helpers.privacy.linked import FIELDS
from helpers.privacy.policy import Policy, read_policy
from helpers.privacy.protect import in_whole_tables
from helpers.release.release_files import CELLS, YearRelease, read_basis, read_frame, read_protection

LIST = "list.json"
"""The names of all files beside it, so that a lost one is missed."""
_NOTED = "workbook"
Versions = dict[str, int]
_FIRST_NOTICE = Bilingual(
    en="Most numbers of some tables would have been withheld. These tables are withheld as a whole, zeros "
    "included (but for what follows from another table in any case), and the next coarser level or period "
    "tells instead: {tables}.",
    vi="Một số bảng có phần lớn số liệu không được công bố. Các bảng này không công bố toàn bộ, kể cả số 0 "
    "(trừ số suy ra được từ bảng khác); số liệu được nêu ở cấp hoặc kỳ cao hơn: {tables}.",
)
"""Stands for the notice of the policy, whatever it says now: when the first ledgers were written, it was hashed."""


def basis_of(project: Project, year: int, made_from: str) -> dict[str, Any]:
    """What a release comes from: the hash of its records and rules, its returns' versions, its policy."""
    return {
        "made_from": made_from,
        "policy": _policy_hash(read_policy(project)),
        "returns": versions_now(project, year),
    }


def keep_published(project: Project, releases: Sequence[YearRelease]) -> list[Path]:
    """Write down what the public is about to be shown; the files that were not there yet.

    Raises:
        OutputError: data/published/ cannot be written.
    """
    guarded = guarded_indicators(read_catalogue(project))
    kept = [path for each in releases if (path := _keep(project, each, guarded))]
    if kept:
        _write_list(project)
    return kept


def forget_unpublished(project: Project, paths: Sequence[Path]) -> None:
    """Take back what `keep_published` has just written, because nothing was published after all."""
    for path in paths:
        path.unlink(missing_ok=True)
    if paths:
        _write_list(project)


def all_published(project: Project) -> list[Path]:
    """Every file of the ledger.

    Raises:
        DisclosureError: one is missing.
    """
    there = sorted(project.published.glob("*.parquet"))
    path = project.published / LIST
    if there and recalled(path, project.show(path), json_of) is None:
        _write_list(project)
    for fault in lost_of_ledger(project):
        raise fault
    return there


def lost_of_ledger(project: Project) -> list[DisclosureError]:
    """A fault for each file that the ledger's list names and that is not there."""
    try:
        listed = json_of(read_checked(project.published / LIST))["files"]
    except DamagedError:
        return []
    gone = [path for name in listed if not os.path.lexists(path := project.published / name)]
    return [DisclosureError(_lost(project, path, "is missing")) for path in gone]


def content_of(project: Project, path: Path) -> bytes:
    """A file of the ledger.

    Raises:
        DisclosureError: it is damaged.
    """
    try:
        return read_checked(path, older=True)
    except DamagedError as fault:
        raise DisclosureError(_lost(project, path, fault.reason)) from None


def read_published(
    project: Project,
    year: int,
    facts: Mapping[str, pd.DataFrame] | None = None,
    policy: Policy | None = None,
) -> Earlier:
    """All that was published of a year.

    Args:
        project: the project.
        year: the year.
        facts: vintage -> exact facts of now, which serve for releases of the same returns. Default: none are needed.
        policy: that of now. Default: that of the project.

    Raises:
        ReturnError: the history of a return, or a version of one, cannot be read.
        DisclosureError: a file of the ledger is damaged or missing.
    """
    now, decided = versions_now(project, year), _policy_hash(policy or read_policy(project))
    groups: dict[tuple[str, bool], list[tuple[str, pd.DataFrame]]] = {}
    for path in _entries(project, year):
        content = content_of(project, path)
        noted = _noted(content)
        versions = json.dumps(noted["returns"], sort_keys=True)
        group = groups.setdefault((versions, noted["policy"] == decided), [])
        group.append((_vintage(path), frame_of(content)))
    vintages = cast(list[Vintage], list(facts or ()))
    releases = []
    for (text, same_policy), cells in groups.items():
        versions = json.loads(text)
        same = facts is not None and _say_the_same(project, year, versions, now)
        then = facts if same else guarded_facts_of(project, year, versions, vintages)
        releases.append(Before(tuple(cells), then or {}, same_policy))
    return Earlier(tuple(releases))


def others_published(project: Project, year: int, made_from: Sequence[str]) -> list[str]:
    """Names of the ledger's entries of a year that came from something else than these hashes."""
    return [
        path.stem
        for path in _entries(project, year)
        if _noted(content_of(project, path))["made_from"] not in made_from
    ]


def vintages_published(project: Project, year: int) -> list[Vintage]:
    """The sets of provinces in which a year was published."""
    found = dict.fromkeys(_vintage(path) for path in _entries(project, year))
    return [vintage for vintage in ("63", "34") if vintage in found]


def releases_published(project: Project, year: int, vintage: Vintage) -> list[tuple[Versions, pd.DataFrame]]:
    """What was published of a year: the versions of the returns that each release came from, and its guarded cells.

    Raises:
        DisclosureError: a file of the ledger is damaged or missing.
    """
    contents = (content_of(project, path) for path in _entries(project, year) if _vintage(path) == vintage)
    return [(_noted(content)["returns"], frame_of(content)) for content in contents]


def versions_now(project: Project, year: int) -> Versions:
    """The number of the version that counts now, of every return of a year that was not withdrawn.

    Raises:
        ReturnError: the history of a return cannot be read.
    """
    versions = {}
    for vintage, slug in _returns(project, year):
        history = read_history(project, year, vintage, slug)
        if history and history[-1].source != "withdrawn":
            versions[f"{vintage}/{slug}"] = history[-1].number
    return versions


def guarded_facts_of(
    project: Project, year: int, versions: Versions, vintages: Sequence[Vintage]
) -> dict[str, pd.DataFrame]:
    """Exact facts of the guarded tables, from these versions of the returns; none where one of them is lost.

    Raises:
        ReturnError: the history of a return cannot be read, or a version of one is damaged.
    """
    files = []
    for vintage, slug in _returns(project, year):
        if (number := versions.get(f"{vintage}/{slug}")) is None:
            continue
        file = _file_of(project, year, vintage, slug, number)
        if file is None:
            return {}
        files.append(file)
    definitions, intake = read_definitions(project), read_intake_in(files)
    names = _guarded_tables(definitions.catalogue)
    records = {
        name: read_records_in(files, name, definitions.tables, columns_needed(name, definitions))
        for name in names
    }
    return {
        vintage: pd.concat(
            [facts_of_table(name, [records[name]], intake, definitions, year, vintage) for name in names],
            ignore_index=True,
        )
        for vintage in vintages
    }


def cells_published(project: Project, year: int, vintage: str) -> pd.DataFrame:
    """Every guarded cell of a year that was published in a set of provinces, with value and status, as often as told.

    Raises:
        DisclosureError: a file of the ledger is damaged or missing.
    """
    told = [
        frame_of(content_of(project, path))[[*FIELDS, "value", "status"]]
        for path in _entries(project, year)
        if _vintage(path) == vintage
    ]
    return pd.concat(told, ignore_index=True) if told else pd.DataFrame(columns=[*FIELDS, "value", "status"])


def _keep(project: Project, release: YearRelease, guarded: list[str]) -> Path | None:
    cells = read_frame(release.folder, CELLS)
    cells["whole"] = in_whole_tables(cells, read_protection(release)[1])
    kept = cells.loc[cells["indicator"].isin(guarded), [*FIELDS, "level", "value", "status", "whole"]]
    basis = read_basis(release.folder)
    vintage = release.folder.name.split("-")[1]
    said = json.dumps([basis["policy"], basis["returns"]], sort_keys=True).encode()
    content = hashlib.sha256(said + kept.to_csv(index=False).encode()).hexdigest()
    path = project.published / f"{release.year}-{vintage}-{content[:16]}.parquet"
    if path.exists():
        return None
    with writing(project, path):
        keep(path, frame_with_checksum(kept, {_NOTED: json.dumps(basis, sort_keys=True)}))
    return path


def _entries(project: Project, year: int) -> list[Path]:
    return [path for path in all_published(project) if path.name.startswith(f"{year}-")]


def _write_list(project: Project) -> None:
    names = sorted(path.name for path in project.published.glob("*.parquet"))
    if not names:
        (project.published / LIST).unlink(missing_ok=True)
        return
    with writing(project, project.published / LIST):
        keep(project.published / LIST, json_with_checksum({"files": names}))


def _lost(project: Project, path: Path, reason: str) -> str:
    return (
        f"{project.show(path)}: {reason}, and tells what the public was shown, so that a new report could betray what "
        "earlier ones withhold; restore it from its backup, or, if it is lost for good, remove it and "
        f"{project.show(project.published / LIST)}: new reports are then not protected beside what it told"
    )


def _noted(content: bytes) -> dict[str, Any]:
    noted: dict[str, Any] = json.loads(pq.read_metadata(pa.BufferReader(content)).metadata[_NOTED.encode()])
    return noted


def _vintage(path: Path) -> str:
    return path.name.split("-")[1]


def _policy_hash(policy: Policy) -> str:
    """Of what the policy decides, not of its words."""
    coarsening = policy.coarsening.model_copy(update={"notice": _FIRST_NOTICE})
    decided = policy.model_copy(update={"coarsening": coarsening})
    return hashlib.sha256(
        decided.model_dump_json(exclude={"audiences", "harmless", "explanation", "utility"}).encode()
    ).hexdigest()


def _returns(project: Project, year: int) -> Iterator[tuple[Vintage, str]]:
    """Every return of a year that is due: vintage, province."""
    for span in read_year(project, year).returns:
        for command in read_provinces(project).commands(span.vintage):
            yield span.vintage, command.slug


def _say_the_same(project: Project, year: int, then: Versions, now: Versions) -> bool:
    """Whether the returns of then and now hold the same records of the guarded tables, and tell the same of them."""
    if then.keys() != now.keys():
        return False
    names = _guarded_tables(read_catalogue(project))
    tables = read_tables(project)
    for vintage, slug in _returns(project, year):
        pair = [each.get(f"{vintage}/{slug}") for each in (then, now)]
        if pair[0] == pair[1]:
            continue
        files = [_file_of(project, year, vintage, slug, number) for number in pair]
        if None in files:
            return False
        one, other = ([each] for each in files if each)
        intake = ([e for e in read_intake_in(file) if e.table in names] for file in (one, other))
        if next(intake) != next(intake):
            return False
        pairs = ([read_records_in(file, name, tables) for file in (one, other)] for name in names)
        if not all(first.equals(second) for first, second in pairs):
            return False
    return True


def _file_of(project: Project, year: int, vintage: Vintage, slug: str, number: int | None) -> Path | None:
    """Where a version of a return lies, unless it is lost, or was taken in under params that it no longer fits.

    Raises:
        ReturnError: the version is damaged.
    """
    history = {version.number: version for version in read_history(project, year, vintage, slug)}
    if number not in history:
        return None
    file = version_file(project, year, vintage, history[number])
    if not file.is_file():
        return None
    whole_version(project, year, vintage, slug, history[number])
    return None if misfits(file, read_tables(project), read_codelists(project)) else file


def _guarded_tables(catalogue: Catalogue) -> list[str]:
    return list(dict.fromkeys(catalogue[name].table for name in guarded_indicators(catalogue)))
