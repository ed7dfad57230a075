"""Returns, as text -> the records that stand, and an account of every row that does not.

The rows of one table of several returns are judged in one pass, for speed; each return still stands by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd
import pyarrow as pa

from helpers.inputs.cells import understood
from helpers.inputs.checks import COVER, judge
from helpers.inputs.codelists import Codelists, read_codelists
from helpers.inputs.layout import RawFile
from helpers.inputs.mistakes import Mistake
from helpers.inputs.personal import Harmless
from helpers.inputs.provinces import Provinces, read_provinces
from helpers.inputs.receipts import FileReceipt
from helpers.inputs.record_files import typed
from helpers.inputs.returns import Return
from helpers.inputs.rule import Rows
from helpers.inputs.settings import read_settings
from helpers.inputs.stations import Stations, read_stations
from helpers.inputs.tables import Table, Tables, read_tables
from helpers.paths import Project


@dataclass(frozen=True)
class Judge:
    """All that a return is judged by."""

    project: Project
    tables: Tables
    codelists: Codelists
    stations: Stations
    provinces: Provinces
    harmless: Harmless


@dataclass(frozen=True)
class ReadReturn:
    """One return as text: the raw rows of each table, the SHA-256 of the file of each, and what concerns none."""

    sent: Return
    raws: Mapping[str, RawFile]
    hashes: Mapping[str, str]
    told: tuple[Mistake, ...] = ()


@dataclass(frozen=True)
class Judged:
    """One return after judgement: its records by table, and what became of its files."""

    sent: Return
    records: dict[str, pa.Table]
    files: tuple[FileReceipt, ...]
    mistakes: tuple[Mistake, ...]
    left_out: tuple[Mistake, ...]
    received_date: date | None


@dataclass(frozen=True)
class _Verdict:
    """What judgement found in one table of a return."""

    records: pa.Table
    file: FileReceipt
    mistakes: list[Mistake]


def read_judge(project: Project) -> Judge:
    """The project's rules for returns.

    Raises:
        ParamsError: a params file, or the register of stations, is wrong.
    """
    provinces, codelists, tables = read_provinces(project), read_codelists(project), read_tables(project)
    stations = read_stations(project, read_settings(project).stations, provinces)
    labels = [
        text for codes in codelists.root.values() for label in codes.values() for text in (label.en, label.vi)
    ]
    heads = [
        label
        for table in tables
        for c in tables[table].columns.values()
        for label in (c.label.en, c.label.vi)
    ]
    places = [p for vintage in provinces.by_vintage.values() for p in vintage.values()]
    named = [name for place in places for name in (place.name_en, place.name_vi)]
    named += [name for station in stations.by_key.values() for name in (station.name_en, station.name_vi)]
    return Judge(project, tables, codelists, stations, provinces, Harmless.of([*labels, *heads, *named]))


def judge_returns(judge_by: Judge, returns: Sequence[ReadReturn]) -> list[Judged]:
    """Every return judged, in the order given."""
    judged: list[dict[str, _Verdict]] = [{} for _ in returns]
    misfiled: set[int] = set()
    tables = judge_by.tables
    for name in sorted(tables, key=lambda table: table != COVER):  # the cover sheet decides about the others
        raws = {number: each.raws[name] for number, each in enumerate(returns) if name in each.raws}
        if not raws:
            continue
        sent = {number: returns[number].sent for number in raws}
        paths = {number: judge_by.project.show(each.files[name]) for number, each in sent.items()}
        rows = _understood(judge_by, tables[name], raws, sent)
        stands, mistakes = judge(name, rows, paths, judge_by.codelists, judge_by.stations)
        if name == COVER:
            misfiled = {number for number in sent if _names_another(mistakes.get(number, []))}
        stands &= ~rows.origin["file"].isin(misfiled)
        accepted = typed(tables[name], rows.text[stands], _origin_of_records(rows.origin[stands], paths))
        start = 0
        for number, raw in raws.items():
            standing = stands[rows.origin["file"] == number]
            records = accepted.slice(start, int(standing.sum()))
            start += records.num_rows
            own = [*raw.mistakes, *_in_sheet(raw, mistakes.get(number, []), tables[name])]
            if number in misfiled and name != COVER and raw.seen:
                own.append(Mistake(paths[number], None, None, *_MISFILED))
            receipt = _receipt(name, paths[number], returns[number].hashes[name], raw, standing, records)
            judged[number][name] = _Verdict(
                records, receipt, sorted(own, key=lambda mistake: mistake.row or 0)
            )
    return [
        _judged(each, {name: verdicts[name] for name in tables if name in verdicts})
        for each, verdicts in zip(returns, judged, strict=True)
    ]


_MISFILED = (
    "the cover sheet names another province or year, so no row is taken in",
    "correct the cover sheet, or move the return",
)


def _names_another(mistakes: Sequence[Mistake]) -> bool:
    return any(mistake.column in ("province", "year") for mistake in mistakes)


def _in_sheet(raw: RawFile, mistakes: Sequence[Mistake], table: Table) -> list[Mistake]:
    """Mistakes of a workbook name the sheet and the cell; those of a CSV file, row and column."""
    if raw.sheet is None:
        return list(mistakes)
    letters = dict(zip(table.columns, raw.letters, strict=True)) if raw.letters else {}
    return [
        replace(
            mistake,
            sheet=raw.sheet,
            cell=f"{letters[mistake.column]}{mistake.row}" if mistake.column in letters else None,
        )
        for mistake in mistakes
    ]


def _understood(
    judge_by: Judge, table: Table, raws: Mapping[int, RawFile], returns: Mapping[int, Return]
) -> Rows:
    rows = _joined(table, raws, returns)
    text = understood(
        table, rows.text, rows.origin, judge_by.codelists, judge_by.stations, judge_by.provinces
    )
    return replace(rows, text=text)


def _joined(table: Table, raws: Mapping[int, RawFile], returns: Mapping[int, Return]) -> Rows:
    text = pd.DataFrame(
        [row for raw in raws.values() for row in raw.cells], columns=list(table.columns), dtype="str"
    )
    files = [number for number, raw in raws.items() for _ in raw.numbers]
    spans = {number: returns[number].span for number in raws}
    by_file: dict[str, Mapping[int, str]] = {
        "province": {number: returns[number].province for number in raws},
        "vintage": {number: span.vintage for number, span in spans.items()},
        "first_month": {number: span.first_month for number, span in spans.items()},
        "last_month": {number: span.last_month for number, span in spans.items()},
        "year": {number: span.first_month[:4] for number, span in spans.items()},
    }
    origin = pd.DataFrame(
        {"file": files, "row": [row for raw in raws.values() for row in raw.numbers]}, dtype="int64"
    )
    for name, values in by_file.items():
        origin[name] = pd.Series([values[number] for number in files], dtype="str")
    return Rows(table, text.mask(text == ""), origin)


def _origin_of_records(origin: pd.DataFrame, paths: Mapping[int, str]) -> pd.DataFrame:
    return origin[["province", "vintage"]].assign(
        source_file=pd.Series(origin["file"].map(paths), dtype="str"), source_row=origin["row"]
    )


def _receipt(
    table: str, path: str, sha256: str, raw: RawFile, standing: pd.Series, records: pa.Table
) -> FileReceipt:
    rejected = (raw.seen - raw.left_out - len(raw.numbers)) + int((~standing).sum())
    if records.num_rows + rejected + raw.left_out != raw.seen:
        raise AssertionError(f"{path}: rows accepted, rejected and left out do not add up to rows seen")
    return FileReceipt(
        table=table,
        path=path,
        sha256=sha256,
        rows_seen=raw.seen,
        rows_accepted=records.num_rows,
        rows_rejected=rejected,
        rows_left_out=raw.left_out,
    )


def _judged(each: ReadReturn, verdicts: Mapping[str, _Verdict]) -> Judged:
    received = None
    if COVER in verdicts and verdicts[COVER].records.num_rows:
        received = verdicts[COVER].records.column("received_date")[0].as_py().date()
    told = [*each.sent.strays, *each.told]
    told += [mistake for verdict in verdicts.values() for mistake in verdict.mistakes]
    return Judged(
        sent=each.sent,
        records={name: verdict.records for name, verdict in verdicts.items()},
        files=tuple(verdict.file for verdict in verdicts.values()),
        mistakes=tuple(mistake for mistake in told if mistake.kind != "left out"),
        left_out=tuple(mistake for mistake in told if mistake.kind == "left out"),
        received_date=received,
    )
