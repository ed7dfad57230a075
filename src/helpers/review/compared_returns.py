"""For the operator alone: which returns of people or cases differ between two sides, and which exact numbers.

No packet has a hash of such a return. But the ledger of what was published, and the releases that are kept here, know
of which versions of the returns each was made. A report is of those whose guarded cells it tells, and whose other files
have the hashes that its packet names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import pandas as pd

from helpers.errors import WorkbookError
from helpers.files.checksummed_files import DamagedError
from helpers.inputs.params.settings import Vintage
from helpers.inputs.params.tables import read_tables
from helpers.inputs.records.checked_records import read_records_in
from helpers.inputs.records.record_files import read_receipt
from helpers.inputs.records.record_store import Version, read_history, version_file
from helpers.metrics.catalogue import guarded_tables, read_catalogue
from helpers.paths import Project
from helpers.publish.packet_key import returns_of
from helpers.release.publication_ledger import Versions, guarded_facts_of, releases_published, versions_now
from helpers.release.release_files import CELLS, read_basis, read_frame
from helpers.review.compared_cells import Through, one_language, throughs_of_cells
from helpers.review.compared_packets import Comparison
from helpers.review.packet_sides import PacketPair, Side, without_language

_FACT = ["indicator", "place", "period", "breakdown", "category"]
_HIDDEN = "[c]"
"""What a packet names in place of the hash of a return of people or cases."""
_Cells = dict[tuple[object, ...], tuple[object, str]]
"""Indicator, place, period, breakdown and category -> value and status."""


@dataclass(frozen=True)
class ReturnChange:
    """A file of a return of people or cases that is another, the version that each side has, and reports made of it."""

    file: str
    before: str
    after: str
    reports: tuple[str, ...]


@dataclass(frozen=True)
class ExactDifferences:
    """What only the operator may read.

    `facts` has fact, before and after; `unknown` names the reports of which nothing that is kept here tells from which
    returns they were built.
    """

    facts: pd.DataFrame
    returns: tuple[ReturnChange, ...] = ()
    unknown: tuple[str, ...] = ()


def exact_differences(project: Project, comparison: Comparison, sides: Sequence[Side]) -> ExactDifferences:
    """Which returns of people or cases differ, and which exact numbers with them. Nothing of two years.

    Numbers are counted by the definitions of now; those of a revision that was built, by its own.

    Raises:
        ParamsError: a params file is wrong.
    """
    here = _Kept(project, comparison.guarded)
    both = [
        _Told(_Built(each.project, each.name) if each.project else here, told, comparison.guarded)
        for each, told in zip(sides, comparison.told, strict=True)
    ]
    steps: dict[tuple[_Origin, _Origin], list[PacketPair]] = {}
    unknown = []
    unlike = [pair for pair in comparison.pairs if not pair.is_same and pair.before and pair.after]
    for pair in () if comparison.times else one_language(unlike):
        for year in sorted({*both[0].years(pair.report), *both[1].years(pair.report)}):
            step = _step(both, pair, year)
            if step is None:
                unknown.append(pair.report)
            elif step[0] != step[1]:
                steps.setdefault(step, []).append(pair)
    tables = guarded_tables(read_catalogue(project), read_tables(project))
    returns, facts = [], [pd.DataFrame(columns=[*_FACT, "before", "after"])]
    for (old, new), pairs in steps.items():
        if changed := list(_changed_returns(old, new, pairs, tables)):
            returns += changed
            facts += _changed_facts(old, new, pairs, comparison.guarded)
    every = pd.concat(facts, ignore_index=True).drop_duplicates().sort_values(_FACT)
    return ExactDifferences(every, tuple(_joined(returns)), tuple(dict.fromkeys(unknown)))


def told_to_operator(project: Project, comparison: Comparison, exact: ExactDifferences) -> Comparison:
    """The comparison with guarded values, and with the returns of people or cases among what numbers changed through.

    Raises:
        ParamsError: a params file is wrong.
    """
    through = dict(comparison.through)
    for change in exact.returns:
        said = f"return {change.file} changed"
        telling = {without_language(report) for report in change.reports}
        for report in comparison.through:
            if without_language(report) in telling:
                kept = [each for each in through[report] if each.kind != "figures"]
                through[report] = [*kept, Through("return", said, True, change.file)]
    cells = comparison.cells.copy()
    cells["through"] = throughs_of_cells(cells, comparison.pairs, through, read_catalogue(project))
    return replace(comparison, through=through, cells=cells, guarded=frozenset())


@dataclass(frozen=True)
class _Origin:
    """The versions of a year's returns that a release was made of: '63/lang-son' -> number."""

    project: Project
    year: int
    versions: tuple[tuple[str, int], ...]
    name: str = ""
    """What a revision is called, whose versions are numbered anew."""

    @property
    def age(self) -> tuple[int, tuple[tuple[str, int], ...]]:
        """What is greater of a newer origin: versions are only added."""
        return sum(number for _, number in self.versions), self.versions

    @cached_property
    def found(self) -> dict[str, Version]:
        """'63/lang-son' -> its version."""
        found = {}
        for name, number in self.versions:
            vintage, slug = _named(name)
            history = {each.number: each for each in read_history(self.project, self.year, vintage, slug)}
            if number in history:
                found[name] = history[number]
        return found

    @cached_property
    def hashes(self) -> dict[str, str]:
        """The path of each file of these returns -> its hash."""
        receipts = (read_receipt(self.records(name)) for name in self.found)
        return {each.path: each.sha256 for receipt in receipts if receipt for each in receipt.files}

    def records(self, name: str) -> Path:
        """Where the records of a return lie."""
        return version_file(self.project, self.year, _named(name)[0], self.found[name])

    def file_of(self, name: str, table: str) -> str:
        """The path of the file that a table of a return came in; nothing where it did not come."""
        receipt = read_receipt(self.records(name)) if name in self.found else None
        return next((each.path for each in receipt.files if each.table == table), "") if receipt else ""

    def said(self, name: str) -> str:
        """Which version of a return it is, in words."""
        if name not in self.found:
            return "none"
        version = self.found[name]
        received = f"received {version.received_date}" if version.received_date else "of no known date"
        return f"{self.name or f'version {version.number}'}, {received}, {version.rows} rows"

    def facts(self, vintage: Vintage) -> pd.DataFrame:
        """Exact facts of the guarded tables; nothing where a version is lost."""
        found = guarded_facts_of(self.project, self.year, dict(self.versions), [vintage])
        return found[vintage] if found else pd.DataFrame()


@dataclass(frozen=True)
class _Kept:
    """What is known here of releases: the ledger of publications, and those in data/releases."""

    project: Project
    guarded: frozenset[str]
    read: dict[tuple[int, str], list[tuple[_Origin, _Cells]]] = field(default_factory=dict)

    def origins(self, year: int, vintage: str) -> list[tuple[_Origin, _Cells | None]]:
        """What the releases of a year were made of, each with its guarded cells; the newest first."""
        if (year, vintage) not in self.read:
            origins: dict[_Origin, _Origin] = {}
            found = []
            for versions, cells in self._made(year, vintage):
                origin = _Origin(self.project, year, tuple(sorted(versions.items())))
                own = _as_cells(cells[cells["indicator"].isin([*self.guarded])])
                found.append((origins.setdefault(origin, origin), own))
            self.read[year, vintage] = sorted(found, key=lambda each: each[0].age, reverse=True)
        return [*self.read[year, vintage]]

    def _made(self, year: int, vintage: Any) -> list[tuple[Versions, pd.DataFrame]]:
        found = releases_published(self.project, year, vintage)
        for folder in sorted(self.project.releases.glob(f"{year}-{vintage}-*")):
            try:
                found.append((read_basis(folder)["returns"], read_frame(folder, CELLS)))
            except (DamagedError, KeyError):
                continue
        return found


@dataclass(frozen=True)
class _Built:
    """A revision that was built for this comparison: its reports are of the returns that it has."""

    project: Project
    name: str

    def origins(self, year: int, vintage: str) -> list[tuple[_Origin, _Cells | None]]:
        """The one origin that there is; its cells need not be held against those of reports."""
        versions = tuple(sorted(versions_now(self.project, year).items()))
        return [(_Origin(self.project, year, versions, self.name), None)]


class _Told:
    """The guarded cells that the reports of a side tell, and what they can be of."""

    def __init__(self, known: _Kept | _Built, told: pd.DataFrame, guarded: Collection[str]) -> None:
        own = told[told["indicator"].isin([*guarded])].rename(columns={"dimension": "breakdown"})
        own = own.assign(year=own["period"].str[:4])
        self._known = known
        self._told = {
            (str(report), int(str(year))): _as_cells(cells)
            for (report, year), cells in own.groupby(["report", "year"])
        }

    def years(self, report: str) -> list[int]:
        """The years of which a report tells."""
        return [year for name, year in self._told if name == report]

    def origins(self, report: str, content: Mapping[str, Any], year: int) -> list[_Origin]:
        """The origins that a report's packet fits, the newest first."""
        named = {path: sha256 for path, sha256 in returns_of(content).items() if sha256 != _HIDDEN}
        told = self._told.get((report, year), {})
        return [
            origin
            for origin, cells in self._known.origins(year, str(content["vintage"]))
            if cells is None
            or told.items() <= cells.items()
            and all(origin.hashes.get(path, sha256) == sha256 for path, sha256 in named.items())
        ]


def _named(name: str) -> tuple[Vintage, str]:
    vintage, _, slug = name.partition("/")
    return cast(Vintage, vintage), slug


def _as_cells(cells: pd.DataFrame) -> _Cells:
    keys = zip(*(cells[name].tolist() for name in _FACT), strict=True)
    values = (None if pd.isna(value) else float(value) for value in cells["value"])
    return dict(zip(keys, zip(values, cells["status"].astype("str"), strict=True), strict=True))


def _step(sides: Sequence[_Told], pair: PacketPair, year: int) -> tuple[_Origin, _Origin] | None:
    """What a report is of before and after: the same where it can be, else the newest that fits, before none newer.

    None where one of them is not known here.
    """
    assert pair.before and pair.after
    try:
        old = sides[0].origins(pair.report, pair.before[1], year)
        new = sides[1].origins(pair.report, pair.after[1], year)
    except WorkbookError:
        return None
    if same := next((each for each in old if each in new), None):
        return same, same
    if not old or not new:
        return None
    return next((each for each in old if each.age <= new[0].age), old[0]), new[0]


def _changed_returns(
    old: _Origin, new: _Origin, pairs: Sequence[PacketPair], guarded: Collection[str]
) -> Iterator[ReturnChange]:
    named = {
        pair.report: {path for side in (pair.before, pair.after) if side for path in returns_of(side[1])}
        for pair in pairs
    }
    tables = read_tables(new.project)
    for name in sorted({*old.found, *new.found}):
        contents = [each.found[name].content if name in each.found else "" for each in (old, new)]
        if contents[0] == contents[1]:
            continue
        for table in (each for each in tables if each in guarded):
            rows = [
                read_records_in([each.records(name)] if name in each.found else [], table, tables)
                for each in (old, new)
            ]
            file = new.file_of(name, table) or old.file_of(name, table)
            reports = tuple(report for report, files in named.items() if file in files)
            if reports and not rows[0].equals(rows[1]):
                yield ReturnChange(file, old.said(name), new.said(name), reports)


def _joined(changes: Sequence[ReturnChange]) -> Iterator[ReturnChange]:
    """Each change once, with all its reports: reports of one side can be of several releases."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for each in changes:
        found.setdefault((each.file, each.before, each.after), []).extend(each.reports)
    for (file, before, after), reports in sorted(found.items()):
        yield ReturnChange(file, before, after, tuple(dict.fromkeys(reports)))


def _changed_facts(
    old: _Origin, new: _Origin, pairs: Sequence[PacketPair], guarded: Collection[str]
) -> Iterator[pd.DataFrame]:
    """The exact numbers that differ: a province's for its own report, every one for others."""
    for vintage in dict.fromkeys(pair.about["vintage"] for pair in pairs):
        own = [pair.about for pair in pairs if pair.about["vintage"] == vintage]
        one, other = old.facts(vintage), new.facts(vintage)
        if one.empty or other.empty:
            continue
        both = one[[*_FACT, "value"]].merge(
            other[[*_FACT, "value"]], on=_FACT, how="outer", suffixes=("_before", "_after"), validate="1:1"
        )
        both = both.rename(columns={"value_before": "before", "value_after": "after"})
        same = (both["before"] == both["after"]).fillna(False)
        same |= both["before"].isna() & both["after"].isna()
        told = both["indicator"].isin([*guarded])
        if all(about["kind"] == "province" for about in own):
            told &= both["place"].isin([about["place"] for about in own])
        yield both.loc[told & ~same, [*_FACT, "before", "after"]]
