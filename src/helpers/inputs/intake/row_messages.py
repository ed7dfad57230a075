"""What is told of the rows of a table: which cell, why, what to do; what was read leniently. Nothing is judged here.

Of a file with personal data, and of tables whose rows are people or cases, no cell is repeated: messages go into logs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from helpers.inputs.intake.cell_result import Fault, Read
from helpers.inputs.intake.formatted_values import both
from helpers.inputs.intake.table_layout import RawFile
from helpers.inputs.mistakes import NOTHING, Mistake, Phrase, counted, say
from helpers.inputs.params.tables import Table

FEWEST_PAIRS = 4  # rows in each half of a column, those with small wholes and those with large ones
MOST_PER_CENT, FEWEST_PER_CENT = 100, 5
LIKE = 1.25  # how much larger the parts of the large wholes may be than those of the small ones
MOST_TOLD = 8  # cells that a note names
_REPEATED = (
    "date", "received", "month", "quarter", "count", "score", "station", "code", "codes", "yes_no",
)  # fmt: skip
MOST_APART = 5  # mistakes of a kind and column that are told with their values; more are one message
_VALUES = ("shown", "whole")
_LISTED = say("write it as the column's list has it")
_WITHOUT_VALUE = {
    "did you mean {near}?": _LISTED,
    "did you mean {near}? A new station is first added to the register of stations": _LISTED,
}
"""What is said in the place of remedies that tell what a cell may have meant."""


@dataclass(frozen=True)
class Rows:
    """The rows of one table of a return, read column by column; what is wrong with a cell (row, column).

    `lenient` are the columns in which something was read leniently, `without_data` the rows that are none, with why.
    """

    table: Table
    raw: RawFile
    columns: Mapping[str, Sequence[Read]]
    faults: Mapping[tuple[int, str], Fault]
    lenient: Sequence[str]
    without_data: Mapping[int, Fault] = field(default_factory=dict)


def told_of(rows: Rows, path: str) -> list[Mistake]:
    """All that is told of a table, which is of the file that is called `path`: as a whole, then cell by cell."""
    return [
        *_structure(rows.raw),
        *_mistakes(rows, path),
        *_notes(rows, path),
        *_twice(rows, path),
        *_percentages(rows, path),
    ]


def _structure(raw: RawFile) -> list[Mistake]:
    """What is told of the table as a whole; nothing more of a heading that is personal data."""
    private = {(each.row, each.cell) for each in raw.told if each.kind == "personal data"}
    return [
        each
        for each in raw.told
        if each.kind != "mistake" or each.column is not None or (each.row, each.cell) not in private
    ]


def _mistakes(rows: Rows, path: str) -> list[Mistake]:
    """What is wrong, row by row. Of guarded tables and of files with personal data no cell is repeated."""
    order = {key: at for at, key in enumerate(rows.table.columns)}
    private = {each.cell or (each.row, each.column) for each in rows.raw.told if each.kind == "personal data"}
    found = []
    reasons = {(key, reason) for (_, key), (reason, _) in rows.faults.items()}
    writings = Counter((key, reason.text) for key, reason in reasons)
    for (row, key), (reason, remedy) in sorted(rows.faults.items(), key=lambda i: (i[0][0], order[i[0][1]])):
        at = _at(rows, path, row, key)
        if rows.raw.private and (at.cell or (at.row, at.column)) in private:
            continue
        if rows.raw.private or rows.table.guarded:
            reason, remedy = _without_value(reason), _without_value(remedy)
        elif writings[key, reason.text] > MOST_APART:
            reason = _without_value(reason, (*_VALUES, "rows"))
        found.append(replace(at, reason=reason, remedy=remedy))
    spoilt = {each.row for each in rows.raw.told if each.kind == "personal data"}
    for row, (reason, remedy) in rows.without_data.items():
        if (number := rows.raw.numbers[row]) not in spoilt:
            found.append(Mistake(path, number, None, reason, remedy, rows.raw.sheet))
    return found


def _without_value(phrase: Phrase, names: Sequence[str] = _VALUES) -> Phrase:
    """What is wrong, or what to do, without anything that the cell says or may have meant."""
    if phrase.text in _WITHOUT_VALUE:
        return _WITHOUT_VALUE[phrase.text]
    return replace(phrase, parts=tuple((name, "" if name in names else part) for name, part in phrase.parts))


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


def _twice(rows: Rows, path: str) -> list[Mistake]:
    """A note on rows that say what a row before them says, in a table in which nothing tells two cases apart."""
    if not rows.table.tells_none_apart or len(set(rows.raw.cells)) == len(rows.raw.cells):
        return []
    seen: set[tuple[str, ...]] = set()
    again = []
    for row, cells in enumerate(rows.raw.cells):
        if cells in seen and row not in rows.without_data:
            again.append(str(rows.raw.numbers[row]))
        seen.add(cells)
    if not again:
        return []
    reason = say(
        "rows that are the same in every cell as a row before them were counted, too; delete those that were pasted"
        " twice (rows: {n})",
        n=counted(again, MOST_TOLD),
    )
    return [Mistake(path, None, None, reason, sheet=rows.raw.sheet, kind="note")]


def _percentages(rows: Rows, path: str) -> list[Mistake]:
    """A note on each column of parts that seem to be percentages: 100 at most, and no larger where the whole is."""
    found = []
    for key, column in rows.table.columns.items():
        if not column.within:
            continue
        pairs = sorted(
            (whole.value, part.value, row)
            for row, (whole, part) in enumerate(
                zip(rows.columns[column.within], rows.columns[key], strict=True)
            )
            if isinstance(whole.value, int) and isinstance(part.value, int)
        )
        half = len(pairs) // 2
        if half < FEWEST_PAIRS or max(part for _, part, _ in pairs) > MOST_PER_CENT:
            continue
        (small, some), (large, others) = (
            (median(each[0] for each in those), median(each[1] for each in those))
            for those in (pairs[:half], pairs[-half:])
        )
        if some >= FEWEST_PER_CENT and large >= 2 * small and large > MOST_PER_CENT and others < LIKE * some:
            reason = say(
                "numbers are 100 at most, and no larger where {column} is: are they percentages? Then write how many "
                "there were",
                column=rows.table.columns[column.within].label.both,
            )
            found.append(
                replace(_at(rows, path, min(each[2] for each in pairs), key), reason=reason, kind="note")
            )
    return found


def _read_as(rows: Rows, path: str, at: Sequence[int], key: str) -> str:
    """The first cells of a column that were read leniently: what they say -> what was read, but of guarded tables.

    One cell of each writing comes first, those in words before those with digits.
    """
    position = list(rows.table.columns).index(key)
    writings = {rows.raw.cells[row][position]: row for row in reversed(at)}
    first = sorted(
        writings.values(), key=lambda row: (any(map(str.isdecimal, rows.raw.cells[row][position])), row)
    )
    told = []
    for row in list(dict.fromkeys((*first, *at)))[:MOST_TOLD]:
        place = _at(rows, path, row, key)
        name = str(place.cell or place.row)
        if rows.table.columns[key].type in _REPEATED and not (rows.raw.private or rows.table.guarded):
            name += f" {_on_one_line(both(rows.raw.cells[row][position]))} -> {rows.columns[key][row].value}"
        told.append(name)
    return f": {', '.join(told)}{' ...' if len(at) > MOST_TOLD else ''}"


def _on_one_line(text: str) -> str:
    """A text without line ends and other signs that a terminal would obey."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _at(rows: Rows, path: str, row: int, key: str) -> Mistake:
    """The place of a cell: sheet and cell in a workbook, row and column in a CSV file."""
    at = rows.raw.place_of(row, list(rows.table.columns).index(key))
    label = rows.table.columns[key].label.both
    return Mistake(path, at.row, key, NOTHING, sheet=at.sheet, cell=at.cell, heading=label)
