"""Returns, as bytes -> the records that stand, and an account of every row that does not.

The rows of one table of all returns are judged in one pass, for speed; each return still stands by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

import pandas as pd
import pyarrow as pa

from helpers.inputs.checks import COVER, judge
from helpers.inputs.codelists import Codelists
from helpers.inputs.csv_files import RawFile, read_csv
from helpers.inputs.mistakes import Mistake
from helpers.inputs.receipts import FileReceipt
from helpers.inputs.record_files import typed
from helpers.inputs.returns import Return
from helpers.inputs.rule import Rows
from helpers.inputs.stations import Stations
from helpers.inputs.tables import Table, Tables
from helpers.paths import Project


@dataclass(frozen=True)
class Judged:
    """One return after judgement: its records by table, and what became of its files."""

    sent: Return
    records: dict[str, pa.Table]
    files: tuple[FileReceipt, ...]
    mistakes: tuple[Mistake, ...]
    received_date: date | None


@dataclass(frozen=True)
class _Verdict:
    """What judgement found in one file."""

    records: pa.Table
    file: FileReceipt
    mistakes: list[Mistake]


def judge_returns(
    project: Project,
    returns: Sequence[tuple[Return, Mapping[str, bytes]]],
    tables: Tables,
    codelists: Codelists,
    stations: Stations,
) -> list[Judged]:
    """Every return judged, in the order given; each comes with the content of its files by table name."""
    judged: list[dict[str, _Verdict]] = [{} for _ in returns]
    misfiled: set[int] = set()
    for name in sorted(tables, key=lambda table: table != COVER):  # the cover sheet decides about the others
        sent = {number: each for number, (each, contents) in enumerate(returns) if name in contents}
        if not sent:
            continue
        paths = {number: project.show(each.files[name]) for number, each in sent.items()}
        contents = {number: returns[number][1][name] for number in sent}
        columns = list(tables[name].columns)
        raws = {number: read_csv(contents[number], paths[number], columns) for number in sent}
        rows = _joined(tables[name], raws, sent)
        stands, mistakes = judge(name, rows, paths, codelists, stations)
        if name == COVER:
            misfiled = {number for number in sent if _names_another(mistakes[number])}
        stands &= ~rows.origin["file"].isin(misfiled)
        accepted = typed(tables[name], rows.text[stands], _origin_of_records(rows.origin[stands], paths))
        start = 0
        for number, raw in raws.items():
            standing = stands[rows.origin["file"] == number]
            records = accepted.slice(start, int(standing.sum()))
            start += records.num_rows
            own = [*raw.mistakes, *mistakes[number]]
            if number in misfiled and name != COVER and raw.seen:
                own.append(Mistake(paths[number], None, None, *_MISFILED))
            receipt = _receipt(name, paths[number], contents[number], raw, standing, records)
            judged[number][name] = _Verdict(
                records, receipt, sorted(own, key=lambda mistake: mistake.row or 0)
            )
    return [
        _judged(sent, {name: verdicts[name] for name in tables if name in verdicts})
        for (sent, _), verdicts in zip(returns, judged, strict=True)
    ]


_MISFILED = (
    "the cover sheet names another province or year, so no row is taken in",
    "correct the cover sheet, or move the return",
)


def _names_another(mistakes: Sequence[Mistake]) -> bool:
    return any(mistake.column in ("province", "year") for mistake in mistakes)


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
    table: str, path: str, content: bytes, raw: RawFile, standing: pd.Series, records: pa.Table
) -> FileReceipt:
    rejected = (raw.seen - len(raw.numbers)) + int((~standing).sum())
    if records.num_rows + rejected != raw.seen:
        raise AssertionError(f"{path}: rows accepted and rejected do not add up to rows seen")
    return FileReceipt(
        table=table,
        path=path,
        sha256=sha256(content).hexdigest(),
        rows_seen=raw.seen,
        rows_accepted=records.num_rows,
        rows_rejected=rejected,
    )


def _judged(sent: Return, verdicts: Mapping[str, _Verdict]) -> Judged:
    received = None
    if COVER in verdicts and verdicts[COVER].records.num_rows:
        received = verdicts[COVER].records.column("received_date")[0].as_py().date()
    mistakes = [*sent.strays, *(mistake for verdict in verdicts.values() for mistake in verdict.mistakes)]
    return Judged(
        sent=sent,
        records={name: verdict.records for name, verdict in verdicts.items()},
        files=tuple(verdict.file for verdict in verdicts.values()),
        mistakes=tuple(mistakes),
        received_date=received,
    )
