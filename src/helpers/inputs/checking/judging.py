"""A return, as text -> the records that stand, and an account of every row that does not.

A return is judged by its own rows and the params alone: what another one says (a case number used twice in the
country) is no mistake here. Of one cell the first rule that it breaks is told.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter
from typing import cast

from helpers.inputs.checking.counts import shown_number
from helpers.inputs.checking.layout import RawFile
from helpers.inputs.checking.reading import Fault, Read
from helpers.inputs.checking.rulebook import Rulebook
from helpers.inputs.mistakes import NOTHING, Mistake, Phrase, say
from helpers.inputs.record_files import FileReceipt, Values
from helpers.inputs.returns import Return
from helpers.inputs.tables import Table

COVER = "cover"
_VALUE = itemgetter(0)  # of what a cell was read as
MOST_TOLD = 5  # cells that a note names
_REPEATED = ("date", "received", "month", "quarter", "count", "score")
_BLANK = say("is blank"), say("fill it in")
_MISFILED = (
    say("the cover sheet names another province or year, so no row is taken in"),
    say("correct the cover sheet, or move the return"),
)


@dataclass(frozen=True)
class ReadReturn:
    """One return as text: the raw rows of each table, the SHA-256 of the file of each, and what concerns none."""

    sent: Return
    raws: Mapping[str, RawFile]
    hashes: Mapping[str, str]
    told: tuple[Mistake, ...] = ()


@dataclass(frozen=True)
class Judged:
    """One return after judgement: its records by table, what became of its files, and all that is told of it."""

    sent: Return
    records: dict[str, Values]
    files: tuple[FileReceipt, ...]
    told: tuple[Mistake, ...]
    received_date: date | None

    @property
    def private(self) -> bool:
        """Whether it holds personal data."""
        return any(mistake.kind == "personal data" for mistake in self.told)


@dataclass(frozen=True)
class _Rows:
    """The rows of one table of a return, read column by column; what is wrong with a cell (row, column).

    `lenient` are the columns in which something was read leniently.
    """

    table: Table
    raw: RawFile
    columns: Mapping[str, Sequence[Read]]
    faults: Mapping[tuple[int, str], Fault]
    lenient: Sequence[str]


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
        bad = set(range(len(raw.cells))) if misfiled or raw.private else {row for row, _ in rows.faults}
        records = _records(rows, bad, each.sent, path)
        accepted = len(records["source_row"])
        rejected = (raw.seen - raw.left_out - len(raw.numbers)) + len(bad)
        if accepted + rejected + raw.left_out != raw.seen:
            raise AssertionError(f"{path}: rows accepted, rejected and left out do not add up to rows seen")
        own = [*_structure(raw), *_mistakes(rows, path), *_notes(rows, path)]
        if misfiled and name != COVER and raw.seen:
            own.append(Mistake(path, None, None, *_MISFILED))
        told += sorted(own, key=lambda mistake: mistake.row or 0)
        receipt = FileReceipt(
            table=name, path=path, sha256=each.hashes[name], rows_seen=raw.seen,
            rows_accepted=accepted, rows_rejected=rejected, rows_left_out=raw.left_out,
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
    )


def _strays(rules: Rulebook, sent: Return) -> Iterator[Mistake]:
    """What else lies in the folder; of a name that is personal data the folder alone is told."""
    folder = rules.project.show(sent.folder)
    for stray in sent.strays:
        yield from rules.personal.find_in_file_name(stray.file, folder, inside=True) or (stray,)


def _read_rows(rules: Rulebook, name: str, raw: RawFile, sent: Return) -> _Rows:
    table = rules.tables[name]
    texts = list(zip(*raw.cells, strict=True)) if raw.cells else [()] * len(table.columns)
    columns: dict[str, list[Read]] = {}
    faults: dict[tuple[int, str], Fault] = {}
    lenient: list[str] = []
    for at, ((key, column), cells) in enumerate(zip(table.columns.items(), texts, strict=True)):
        reader = rules.readers.reader(key, column, sent.province, sent.span)
        columns[key] = reads = reader.column(cells)
        if reader.odd and not reader.odd.isdisjoint(cells):
            faults |= {(row, key): read.fault for row, read in enumerate(reads) if read.fault}
            if any(read.how for read in reads):
                lenient.append(key)
        if "" in cells and (raw.covered or not column.optional):
            faults |= {
                (row, key): _blank(raw, row, at)
                for row, cell in enumerate(cells)
                if not cell and (not column.optional or (raw.numbers[row], at) in raw.covered)
            }
    for key, column in table.columns.items():
        if column.within:
            _judge_within(columns, key, column.within, raw, table, faults)
        if column.not_before:
            _judge_order(columns, key, column.not_before, table, faults)
        if column.unique:
            _judge_once(columns, [key], raw, faults, table)
    if table.key:
        _judge_once(columns, table.key, raw, faults, table)
    if name == COVER and len(raw.cells) > 1:
        for row in range(len(raw.cells)):
            faults.setdefault((row, "received_date"), (say("a cover sheet has one row"), say("keep one row")))
    return _Rows(table, raw, columns, faults, lenient)


def _blank(raw: RawFile, row: int, column: int) -> Fault:
    """That a cell is blank; and why, where it is only the first of merged cells that holds something.

    What that one holds may be meant for all of them, or be their sum: it is not guessed.
    """
    if first := raw.covered.get((raw.numbers[row], column)):
        return say("is blank: it is merged with {cell}", cell=first), say(
            "unmerge the cells, then fill in each of them"
        )
    return _BLANK


def _judge_within(
    columns: Mapping[str, Sequence[Read]],
    key: str,
    whole: str,
    raw: RawFile,
    table: Table,
    faults: dict[tuple[int, str], Fault],
) -> None:
    """A count that is part of another does not exceed it."""
    for row, (part, all_) in enumerate(zip(columns[key], columns[whole], strict=True)):
        if part[0] is not None and all_[0] is not None and part[0] > all_[0]:  # type: ignore[operator]
            reason = say(
                "{shown}is more than {column}, {limit}",
                shown=shown_number(part[0]), column=_label(table, whole), limit=shown_number(all_[0]).strip(),
            )  # fmt: skip
            faults.setdefault((row, key), (reason, say("correct one of the two")))


def _judge_order(
    columns: Mapping[str, Sequence[Read]],
    key: str,
    other: str,
    table: Table,
    faults: dict[tuple[int, str], Fault],
) -> None:
    """A date does not come before another."""
    for row, (late, early) in enumerate(zip(columns[key], columns[other], strict=True)):
        if isinstance(late[0], date) and isinstance(early[0], date) and late[0] < early[0]:
            reason = say("is before {column}", column=_label(table, other))
            faults.setdefault((row, key), (reason, say("correct one of the two dates")))


def _judge_once(
    columns: Mapping[str, Sequence[Read]],
    key: Sequence[str],
    raw: RawFile,
    faults: dict[tuple[int, str], Fault],
    table: Table,
) -> None:
    """No two rows share a key. Which of them is right is not guessed: all are refused."""
    keys = list(zip(*(map(_VALUE, columns[name]) for name in key), strict=True))
    if len(set(keys)) == len(keys):
        return
    twice = {each for each, count in Counter(keys).items() if count > 1 and None not in each}
    sharing: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for row, each in enumerate(keys):
        if each in twice:
            sharing[each].append(row)
    labels = [_label(table, name) for name in key]
    what = " and ".join(label[0] for label in labels), " và ".join(label[1] for label in labels)
    for rows in sharing.values():
        for row in rows:
            others = [str(raw.numbers[other]) for other in rows[:6] if other != row][:5]
            reason = say("has the same {what} as row {rows}", what=what, rows=", ".join(others))
            faults.setdefault((row, key[-1]), (reason, say("keep one of these rows")))


def _label(table: Table, column: str) -> tuple[str, str]:
    return table.columns[column].label.both


def _records(rows: _Rows, bad: set[int], sent: Return, path: str) -> Values:
    raw = rows.raw
    good = [row for row in range(len(raw.cells)) if row not in bad]
    values: dict[str, Sequence[object]] = {
        key: [reads[row][0] for row in good] if bad else list(map(_VALUE, reads))
        for key, reads in rows.columns.items()
    }
    origin = {"province": sent.province, "vintage": sent.vintage, "source_file": path}
    values |= {name: [value] * len(good) for name, value in origin.items()}
    return values | {"source_row": [raw.numbers[row] for row in good]}


def _structure(raw: RawFile) -> list[Mistake]:
    """What is told of the table as a whole; nothing more of a heading that is personal data."""
    private = {(each.row, each.cell) for each in raw.told if each.kind == "personal data"}
    return [
        each
        for each in raw.told
        if each.kind != "mistake" or each.column is not None or (each.row, each.cell) not in private
    ]


def _mistakes(rows: _Rows, path: str) -> list[Mistake]:
    """What is wrong, row by row. In a file with personal data no cell is repeated, and none told twice."""
    order = {key: at for at, key in enumerate(rows.table.columns)}
    private = {each.cell or (each.row, each.column) for each in rows.raw.told if each.kind == "personal data"}
    found = []
    for (row, key), (reason, remedy) in sorted(rows.faults.items(), key=lambda i: (i[0][0], order[i[0][1]])):
        at = _at(rows, path, row, key)
        if rows.raw.private:
            reason = _without_cell(reason)
            if (at.cell or (at.row, at.column)) in private:
                continue
        found.append(replace(at, reason=reason, remedy=remedy))
    return found


def _without_cell(reason: Phrase) -> Phrase:
    return replace(
        reason, parts=tuple((name, "" if name == "shown" else part) for name, part in reason.parts)
    )


def _notes(rows: _Rows, path: str) -> list[Mistake]:
    """What was read leniently: one note for each column and way, at its first cell."""
    found = []
    for key in rows.lenient:
        hows: dict[Phrase, list[int]] = {}
        for row, read in enumerate(rows.columns[key]):
            if read.how:
                hows.setdefault(read.how, []).append(row)
        for how, at in hows.items():
            cells = _read_as(rows, path, at, key)
            reason = replace(how, parts=(("n", f"{len(at)}{cells}"),))
            found.append(replace(_at(rows, path, at[0], key), reason=reason, kind="note"))
    return found


def _read_as(rows: _Rows, path: str, at: Sequence[int], key: str) -> str:
    """The first cells of a column of dates or numbers that were read leniently: what they say -> what was read."""
    if rows.table.columns[key].type not in _REPEATED or rows.raw.private:
        return ""
    position = list(rows.table.columns).index(key)
    told = []
    for row in at[:MOST_TOLD]:
        place = _at(rows, path, row, key)
        before, after = rows.raw.cells[row][position], rows.columns[key][row].value
        told.append(f"{place.cell or place.row} {before} -> {after}")
    return f": {', '.join(told)}{' ...' if len(at) > MOST_TOLD else ''}"


def _at(rows: _Rows, path: str, row: int, key: str) -> Mistake:
    """The place of a cell: sheet and cell in a workbook, row and column in a CSV file."""
    raw, number = rows.raw, rows.raw.numbers[row]
    cell = None
    if raw.letters:
        cell = f"{raw.letters[list(rows.table.columns).index(key)]}{number}"
    return Mistake(path, number, key, NOTHING, sheet=raw.sheet, cell=cell, heading=_label(rows.table, key))
