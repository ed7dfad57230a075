"""What is told of the rows of a table: which cell, why, what to do; what was read leniently. Nothing is judged here.

Of a file with personal data no cell is repeated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from helpers.inputs.intake.cell_result import Fault, Read
from helpers.inputs.intake.formatted_cells import both
from helpers.inputs.intake.table_layout import RawFile
from helpers.inputs.mistakes import NOTHING, Mistake, Phrase
from helpers.inputs.params.tables import Table

MOST_TOLD = 5  # cells that a note names
_REPEATED = ("date", "received", "month", "quarter", "count", "score")


@dataclass(frozen=True)
class Rows:
    """The rows of one table of a return, read column by column; what is wrong with a cell (row, column).

    `lenient` are the columns in which something was read leniently.
    """

    table: Table
    raw: RawFile
    columns: Mapping[str, Sequence[Read]]
    faults: Mapping[tuple[int, str], Fault]
    lenient: Sequence[str]


def told_of(rows: Rows, path: str) -> list[Mistake]:
    """All that is told of a table, which is of the file that is called `path`: as a whole, then cell by cell."""
    return [*_structure(rows.raw), *_mistakes(rows, path), *_notes(rows, path)]


def _structure(raw: RawFile) -> list[Mistake]:
    """What is told of the table as a whole; nothing more of a heading that is personal data."""
    private = {(each.row, each.cell) for each in raw.told if each.kind == "personal data"}
    return [
        each
        for each in raw.told
        if each.kind != "mistake" or each.column is not None or (each.row, each.cell) not in private
    ]


def _mistakes(rows: Rows, path: str) -> list[Mistake]:
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


def _notes(rows: Rows, path: str) -> list[Mistake]:
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


def _read_as(rows: Rows, path: str, at: Sequence[int], key: str) -> str:
    """The first cells of a column of dates or numbers that were read leniently: what they say -> what was read."""
    if rows.table.columns[key].type not in _REPEATED or rows.raw.private:
        return ""
    position = list(rows.table.columns).index(key)
    told = []
    for row in at[:MOST_TOLD]:
        place = _at(rows, path, row, key)
        before, after = both(rows.raw.cells[row][position]), rows.columns[key][row].value
        told.append(f"{place.cell or place.row} {before} -> {after}")
    return f": {', '.join(told)}{' ...' if len(at) > MOST_TOLD else ''}"


def _at(rows: Rows, path: str, row: int, key: str) -> Mistake:
    """The place of a cell: sheet and cell in a workbook, row and column in a CSV file."""
    at = rows.raw.place_of(row, list(rows.table.columns).index(key))
    label = rows.table.columns[key].label.both
    return Mistake(path, at.row, key, NOTHING, sheet=at.sheet, cell=at.cell, heading=label)
