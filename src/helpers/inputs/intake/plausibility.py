"""Checked records -> what looks wrong between rows, tables and years, with its place. Nothing here blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from helpers.inputs.intake.stations import read_stations
from helpers.inputs.params.provinces import read_provinces
from helpers.inputs.params.settings import read_settings, read_year
from helpers.inputs.params.tables import read_tables
from helpers.inputs.records.checked_records import read_records
from helpers.paths import Project

Kind = Literal[
    "unknown case", "arrests before a case", "post-test above pre-test", "month out of line",
    "station stopped", "duplicate",
]  # fmt: skip
TIMES = 20
"""How many times its neighbours a month may be."""
SMALLEST = 100
"""Months below this are never out of line."""


@dataclass(frozen=True)
class Caution:
    """One thing to look into. `row` is the file's row, where it lies in one; no text repeats what a cell holds.

    Of a station that stopped, `station` is its code and `last_month` the last that it reported, if it ever did.
    """

    kind: Kind
    province: str
    vintage: str
    table: str
    file: str
    row: int | None
    text: str
    station: str | None = None
    last_month: str | None = None

    def __str__(self) -> str:
        place = f"{self.file}, row {self.row}" if self.row else self.file or self.province
        return f"{place}: {self.text}"


def find_warnings(project: Project, year: int) -> list[Caution]:
    """Every warning of a year, by kind and then in order of the records.

    Raises:
        ParamsError: there is no such year.
        ReturnError: nothing of this year was taken in.
    """
    records = {name: read_records(project, year, name) for name in read_tables(project) if name != "cover"}
    found: list[Caution] = []
    if _has(records, trafficking_cases=["case_id"], victims=["case_id"]):
        found += _unknown_cases(project, year, records)
    if _has(records, trafficking_cases=["suspects_arrested", "status"]):
        found += _arrests_before_a_case(records)
    if _has(records, training=["pre_takers", "post_takers"]):
        found += _post_above_pre(records["training"])
    if _has(records, outreach=["station_code", "month", "participants"]):
        found += _months_out_of_line(records["outreach"])
        found += _stations_that_stopped(project, year, records["outreach"])
    return [*found, *_duplicates(records)]


def _has(records: dict[str, pd.DataFrame], **needed: list[str]) -> bool:
    """Whether params have these tables with these columns: what they no longer have is not looked into."""
    return all(name in records and {*columns} <= {*records[name].columns} for name, columns in needed.items())


def _at(row: pd.Series, kind: Kind, table: str, text: str) -> Caution:
    file, number = str(row["source_file"]), int(row["source_row"])
    return Caution(kind, str(row["province"]), str(row["vintage"]), table, file, number, text)


def _each(frame: pd.DataFrame) -> Iterator[pd.Series]:
    for _, row in frame.iterrows():
        yield row


def _unknown_cases(project: Project, year: int, records: dict[str, pd.DataFrame]) -> Iterator[Caution]:
    """Victims of a case that no province reported, this year or in a year before."""
    earlier = [y for y in read_settings(project).years if y < year and (project.records / str(y)).is_dir()]
    known = set(records["trafficking_cases"]["case_id"].dropna())
    for before in earlier:
        known |= set(
            read_records(project, before, "trafficking_cases", columns=["case_id"])["case_id"].dropna()
        )
    victims = records["victims"]
    for row in _each(victims[victims["case_id"].notna() & ~victims["case_id"].isin(known)]):
        yield _at(row, "unknown case", "victims", "the case is in no return of this year or an earlier one")


def _arrests_before_a_case(records: dict[str, pd.DataFrame]) -> Iterator[Caution]:
    """A case under verification has arrests: those who verify have nobody to arrest yet."""
    cases = records["trafficking_cases"]
    doubtful = cases[(cases["suspects_arrested"] > 0) & (cases["status"] == "under_verification")]
    for row in _each(doubtful):
        text = "suspects were arrested, but the case is still under verification"
        yield _at(row, "arrests before a case", "trafficking_cases", text)


def _post_above_pre(training: pd.DataFrame) -> Iterator[Caution]:
    for row in _each(training[training["post_takers"] > training["pre_takers"]]):
        yield _at(row, "post-test above pre-test", "training", "more took the post-test than the pre-test")


def _months_out_of_line(outreach: pd.DataFrame) -> Iterator[Caution]:
    """A station's month of participants that is twenty times the mean of the months beside it."""
    ordered = outreach.sort_values(["vintage", "province", "station_code", "month"])
    people = ordered["participants"].astype("Float64")
    groups = people.groupby([ordered["vintage"], ordered["station_code"]])
    beside = pd.concat([groups.shift(1), groups.shift(-1)], axis=1).mean(axis=1)
    out = (people >= SMALLEST) & (people >= TIMES * beside)
    for row in _each(ordered[out.fillna(False).astype(bool)]):
        yield _at(
            row,
            "month out of line",
            "outreach",
            f"participants are {TIMES} times those of the months beside it",
        )


def _stations_that_stopped(project: Project, year: int, outreach: pd.DataFrame) -> Iterator[Caution]:
    """A station that reported, and then not until the end of the return; and one that never did."""
    provinces = read_provinces(project)
    stations = read_stations(project, read_settings(project).stations, provinces)
    last = outreach.groupby(["vintage", "province", "station_code"])["month"].max()
    received = set(zip(outreach["vintage"], outreach["province"], strict=True))
    for span in read_year(project, year).returns:
        for command in provinces.commands(span.vintage):
            if (span.vintage, command.slug) not in received:
                continue  # the whole return is missing; completeness tells that
            for code in stations.codes(command.slug, span.vintage):
                month = last.get((span.vintage, command.slug, code))
                if month == span.last_month:
                    continue
                text = f"station {code} " + (
                    f"stopped reporting after {month}" if month else "never reported"
                )
                at = command.slug, span.vintage
                yield Caution("station stopped", *at, "outreach", "", None, text, code, month)


def _duplicates(records: dict[str, pd.DataFrame]) -> Iterator[Caution]:
    """Rows of one table that are the same in every column, or share a number that must be one person's or case's.

    Of those that share a number, mostly in returns of two provinces, all are told: which one is wrong is not known.
    """
    for name, column in (
        ("victims", "victim_id"),
        ("trafficking_cases", "case_id"),
        ("training", "course_id"),
    ):
        if not _has(records, **{name: [column]}):
            continue
        frame = records[name]
        for row in _each(frame[frame.duplicated([column], keep=False)]):
            yield _at(row, "duplicate", name, f"another row has the same {column}")
    for name in (each for each in ("interceptions", "materials") if each in records):
        frame = records[name]
        own = [column for column in frame.columns if column not in ("source_file", "source_row")]
        for row in _each(frame[frame.duplicated(own, keep="first")]):
            yield _at(row, "duplicate", name, "another row is the same in every column")
