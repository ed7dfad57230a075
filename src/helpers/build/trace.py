"""Where one indicator's numbers come from, down to the records: what `workbook trace` prints.

The public learns what is published. Exact numbers and records are for the partner audience alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from helpers.build.project_trace import indicator_of, project_entry, project_numbers
from helpers.errors import ParamsError, did_you_mean
from helpers.inputs.params.projects import ProjectIndicator
from helpers.inputs.params.settings import Language, read_settings
from helpers.inputs.params.tables import YES_NO, Table
from helpers.inputs.records.checked_records import read_records
from helpers.metrics.catalogue import read_catalogue
from helpers.metrics.framework import project_slugs, read_framework
from helpers.metrics.indicator import Indicator
from helpers.paths import Project
from helpers.privacy.policy import Audience
from helpers.privacy.questions import published_kinds
from helpers.privacy.release import Release
from helpers.privacy.scope import NATION
from helpers.release.opening import check_scope, read_release
from helpers.release.readable_releases import prepared
from helpers.report.annex import OriginEntry, origin_entry
from helpers.report.completeness_words import guarded
from helpers.report.results import project_years
from helpers.report.words import Words


@dataclass(frozen=True)
class Traced:
    """One record of the returns: where it stands, what names it, and why it was left out, if it was."""

    file: str
    row: int
    identifier: str
    left_out: str = ""


@dataclass(frozen=True)
class Trace:
    """An indicator of a place or project: its entry of the annex, its numbers, and its records for partners."""

    entry: OriginEntry
    numbers: tuple[tuple[str, str], ...]
    records: tuple[Traced, ...] | None


def trace(
    project: Project, year: int, place: str, indicator: str, language: Language, audience: Audience
) -> Trace:
    """What is known of an indicator's numbers, in a place and year or in a donor's project up to that year.

    Raises:
        ParamsError: unknown year, place, project, indicator or language.
        OutputError: data/ cannot be read.
    """
    settings = read_settings(project)
    if place in project_slugs(project):
        named = indicator_of(read_framework(project, place), indicator)
        scope, params = check_scope(project, settings, None, year, language, place)
    else:
        named = None
        scope, params = check_scope(project, settings, None if place == NATION else place, year, language)
        if indicator not in (known := read_catalogue(project)):  # at once: to prepare the figures takes time
            raise ParamsError(f"unknown indicator '{indicator}'" + did_you_mean(indicator, known))
    with prepared(project, year, accept_partial=True, audience=audience) as (where, releases):
        release = read_release(where, settings, scope, params, releases)
        return _traced_in(where, release, named, indicator, audience)


def _traced_in(
    project: Project, release: Release, named: ProjectIndicator | None, indicator: str, audience: Audience
) -> Trace:
    if named:
        records = tuple(_of_project(project, named, release)) if audience == "partner" else None
        entry = _exactly(release, project_entry(release, named), records, named.measures)
        return Trace(entry, tuple(project_numbers(release, named)), records)
    entry, found = origin_entry(release, indicator), release.indicator(indicator)
    records = None
    if audience == "partner":
        province = release.scope.province
        provinces = None if province is None else [province]
        kept = read_records(project, release.scope.year, found.table, provinces=provinces)
        records = tuple(_traced(kept, found, release))
    entry = _exactly(release, entry, records, indicator)
    return Trace(entry, tuple(_numbers(release, found)), records)


def _exactly(
    release: Release, entry: OriginEntry, records: tuple[Traced, ...] | None, indicator: str | None
) -> OriginEntry:
    """For partners the numbers of rows that are withheld from all others: those of the records that are listed."""
    if records is None or indicator is None or not guarded(release, release.indicator(indicator)):
        return entry
    w = Words(release)
    left_out = sum(bool(record.left_out) for record in records)
    said = {
        w.say("Rows counted"): w.say("{n}, listed below.", n=w.number(len(records) - left_out)),
        w.say("Rows left out"): w.say("{n} of another kind than the formula takes", n=w.number(left_out))
        + "."
        if left_out
        else w.say("none."),
    }
    return replace(entry, lines=tuple((head, said.get(head, text)) for head, text in entry.lines))


def _of_project(project: Project, named: ProjectIndicator, release: Release) -> Iterator[Traced]:
    """The records of all years of the project that bear its code; those of others are no part of its numbers."""
    if named.measures is None:
        return
    found = release.indicator(named.measures)
    for year in project_years(release):
        kept = read_records(project, year, found.table)
        for column, code in named.where.items():
            kept = kept[kept[column] == code]
        yield from _traced(kept, found, release)


def _numbers(release: Release, indicator: Indicator) -> Iterator[tuple[str, str]]:
    """The year's number of the place, then its parts."""
    w, labels = Words(release), release.tables[indicator.table].columns
    yield str(release.scope.year), w.cell(release.cell(indicator.id), indicator.id)
    for breakdown, columns in indicator.breakdown_columns.items():
        if not published_kinds(release, indicator, release.scope.place, breakdown):
            continue
        for category, cell in release.by(indicator.id, breakdown).items():
            parts = zip(columns, category.split("."), strict=True)
            name = "; ".join(
                f"{labels[part].label[w.language]}: {w.code(part, code)}" for part, code in parts
            )
            yield name, w.cell(cell, indicator.id)


def _traced(records: pd.DataFrame, indicator: Indicator, release: Release) -> Iterator[Traced]:
    table = release.tables[indicator.table]
    names = _identifying(table)
    for row in records.to_dict("records"):
        identifier = " ".join(str(row[name]) for name in names)
        yield Traced(
            str(row["source_file"]), int(row["source_row"]), identifier, _why_not(row, indicator, table)
        )


def _identifying(table: Table) -> Sequence[str]:
    """The columns that name a row: its number, else its key, else what it is dated by."""
    unique = [name for name, column in table.columns.items() if column.unique]
    return unique or table.key or ([table.dated_by] if table.dated_by else [])


def _why_not(row: Mapping[Any, Any], indicator: Indicator, table: Table) -> str:
    """Why the formula does not take a record; empty where it does."""
    for name, values in indicator.filters.items():
        held = YES_NO[row[name]] if table.columns[str(name)].type == "yes_no" else row[name]
        if held not in values:
            return f"{table.columns[str(name)].label.en} is not {' or '.join(values)}"
    for name in (each for each in (indicator.measure, indicator.per) if each in table.columns):
        if pd.isna(row[name]):
            return f"{table.columns[str(name)].label.en} is blank"
    return ""
