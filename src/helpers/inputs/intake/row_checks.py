"""A return, as text -> the records that stand, and an account of every row that does not.

A return is judged by its own rows and the params alone: what another one says (a case number used twice in the
country) is no mistake here. Of one cell the first rule that it breaks is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import cast

from helpers.inputs.intake.cell_readers import proof_in
from helpers.inputs.intake.cell_result import Fault, Read
from helpers.inputs.intake.date_cells import MAY_BE_EXCHANGED, out_of_order
from helpers.inputs.intake.intake_rules import Rulebook
from helpers.inputs.intake.row_messages import Rows, told_of
from helpers.inputs.intake.row_rules import judge_relations
from helpers.inputs.intake.rows_without_data import rows_pasted_twice, rows_without_data
from helpers.inputs.intake.table_layout import RawFile
from helpers.inputs.mistakes import Mistake, say
from helpers.inputs.params.tables import COVER
from helpers.inputs.records.record_files import FileReceipt, Values
from helpers.inputs.records.return_paths import Return

_VALUE = itemgetter(0)  # of what a cell was read as
_BLANK = say("is blank"), say("fill it in")
_MISFILED = (
    say("the cover sheet names another province or year, so no row is taken in"),
    say("correct the cover sheet, or move the return"),
)


@dataclass(frozen=True)
class ReadReturn:
    """One return as text: the raw rows of each table, the SHA-256 of the file of each, and what concerns none.

    `mapping` is the hash of the file by which an export of another system was read. Such a return tells nothing of the
    tables that it does not have: those of the return before stay.
    """

    sent: Return
    raws: Mapping[str, RawFile]
    hashes: Mapping[str, str]
    told: tuple[Mistake, ...] = ()
    mapping: str = ""


@dataclass(frozen=True)
class Judged:
    """One return after judgement: its records by table, what became of its files, and all that is told of it."""

    sent: Return
    records: dict[str, Values]
    files: tuple[FileReceipt, ...]
    told: tuple[Mistake, ...]
    received_date: date | None
    partial: bool = False

    @property
    def private(self) -> bool:
        """Whether it holds personal data."""
        return any(mistake.kind == "personal data" for mistake in self.told)


def judge_return(rules: Rulebook, each: ReadReturn) -> Judged:
    """A return judged, table by table; the cover sheet first, for it decides about the others."""
    verdicts: dict[str, tuple[Values, FileReceipt]] = {}
    paths = {file: rules.project.show(file) for file in set(each.sent.files.values())}
    told = [*_strays(rules, each.sent), *each.told]
    misfiled = False
    for name in sorted(each.raws, key=lambda table: table != COVER):
        raw, path = each.raws[name], paths[each.sent.files[name]]
        rows = _read_rows(rules, name, raw, each.sent)
        if name == COVER:
            misfiled = any(column in ("province", "year") for _, column in rows.faults)
        bad = {row for row, _ in rows.faults} | {*rows.without_data}
        bad = set(range(len(raw.cells))) if misfiled or raw.private else bad
        records = _records(rows, bad, each.sent, path)
        accepted = len(records["source_row"])
        rejected = (raw.seen - raw.left_out - len(raw.numbers)) + len(bad)
        if accepted + rejected + raw.left_out != raw.seen:
            raise AssertionError(f"{path}: rows accepted, rejected and left out do not add up to rows seen")
        own = told_of(rows, path)
        if misfiled and name != COVER and raw.seen:
            own.append(Mistake(path, None, None, *_MISFILED))
        told += sorted(own, key=lambda mistake: mistake.row or 0)
        receipt = FileReceipt(
            table=name, path=path, sha256=each.hashes[name], rows_seen=raw.seen,
            rows_accepted=accepted, rows_rejected=rejected, rows_left_out=raw.left_out,
            refused=not accepted and (rejected > 0 or any(each.is_mistake for each in raw.told)),
        )  # fmt: skip
        verdicts[name] = records, receipt
    received: date | None = None
    if COVER in verdicts and (days := verdicts[COVER][0]["received_date"]):
        received = cast(date, days[0])
    ordered = [name for name in rules.tables if name in verdicts]
    return Judged(
        sent=each.sent,
        records={name: verdicts[name][0] for name in ordered},
        files=tuple(verdicts[name][1] for name in ordered),
        told=tuple(told),
        received_date=received,
        partial=bool(each.mapping),
    )


def _strays(rules: Rulebook, sent: Return) -> Iterator[Mistake]:
    """What else lies in the folder; of a name that is personal data the folder alone is told."""
    for stray in sent.strays:
        folder = rules.project.show(sent.folder)
        yield from rules.personal.find_in_file_name(stray.file, folder, inside=True) or (stray,)


def _read_rows(rules: Rulebook, name: str, raw: RawFile, sent: Return) -> Rows:
    table = rules.tables[name]
    texts = raw.columns or [()] * len(table.columns)
    columns: dict[str, list[Read]] = {}
    faults: dict[tuple[int, str], Fault] = {}
    lenient: list[str] = []
    for at, ((key, column), cells) in enumerate(zip(table.columns.items(), texts, strict=True)):
        reader = rules.readers.reader(key, column, sent.province, sent.span)
        columns[key] = reads = reader.column(cells)
        if reader.odd and not reader.odd.isdisjoint(cells):
            if proof := proof_in(column, frozenset(cells)):
                reader = rules.readers.reader(key, column, sent.province, sent.span, proof)
                columns[key] = reads = reader.column(cells)
            faults |= {(row, key): read.fault for row, read in enumerate(reads) if read.fault}
            if any(read.how for read in reads):
                lenient.append(key)
        if column.type == "date":
            fixed = [not cell.startswith("20") for cell in cells]
            for row in out_of_order([cast(date | None, read.value) for read in reads], fixed):
                faults.setdefault((row, key), MAY_BE_EXCHANGED)
        if "" in cells and (raw.covered or not column.optional):
            faults |= {
                (row, key): _blank(raw, row, at)
                for row, cell in enumerate(cells)
                if not cell and (not column.optional or (raw.numbers[row], at) in raw.covered)
            }
    judge_relations(columns, table, raw.numbers, faults)
    if name == COVER and len(raw.cells) > 1:
        for row in range(len(raw.cells)):
            faults.setdefault((row, "received_date"), (say("a cover sheet has one row"), say("keep one row")))
    covered = {number for number, _ in raw.covered}
    merged = {row for row, number in enumerate(raw.numbers) if number in covered}
    without = rows_without_data(table, raw.cells, merged, columns, faults) if faults else {}
    without |= rows_pasted_twice(table, raw.cells)
    if without:
        faults = {place: fault for place, fault in faults.items() if place[0] not in without}
    return Rows(table, raw, columns, faults, lenient, without)


def _blank(raw: RawFile, row: int, column: int) -> Fault:
    """That a cell is blank; and why, where it is only the first of merged cells that holds something.

    What that one holds may be meant for all of them, or be their sum: it is not guessed.
    """
    if first := raw.covered.get((raw.numbers[row], column)):
        return say("is blank: it is merged with {cell}", cell=first), say(
            "unmerge the cells, then fill in each of them"
        )
    return _BLANK


def _records(rows: Rows, bad: set[int], sent: Return, path: str) -> Values:
    raw = rows.raw
    good = [row for row in range(len(raw.cells)) if row not in bad]
    values: dict[str, Sequence[object]] = {
        key: [reads[row][0] for row in good] if bad else list(map(_VALUE, reads))
        for key, reads in rows.columns.items()
    }
    origin = {"province": sent.province, "vintage": sent.vintage, "source_file": path}
    values |= {name: [value] * len(good) for name, value in origin.items()}
    return values | {"source_row": [raw.numbers[row] for row in good]}
