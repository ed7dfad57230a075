"""Lines of cells -> the rows of one table: its header found, its columns in order, blank and total rows left out.

Lines come from sheet_cells.py. A fault of structure refuses the file, or the row where only a row is concerned.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from helpers.inputs.intake.cell_addresses import column_of, letter
from helpers.inputs.intake.counted_units import names_the_units, of_another_unit
from helpers.inputs.intake.csv_files import HEADER_WITHIN, csv_lines, rows_unread
from helpers.inputs.intake.formatted_values import BOTH
from helpers.inputs.intake.header_shapes import in_one_column
from helpers.inputs.intake.headings import Headings
from helpers.inputs.intake.name_lookup import squeezed
from helpers.inputs.intake.rows_without_data import (
    NOT_DATA,
    rows_of_formulas,
    rows_of_signatures,
    rows_of_totals,
)
from helpers.inputs.intake.sheet_cells import Line, words_of
from helpers.inputs.intake.table_headers import (
    further_headers,
    header_at,
    header_faults,
    is_header,
    near_headings,
    numbers_the_columns,
    of_two_columns,
    old_header,
    renamed,
    row_numbers,
    without_numbers,
)
from helpers.inputs.mistakes import NOTHING, Kind, Mistake, say

_ABOVE = say("stands above the header"), say("move the header to the top")
_REPEATED = say("repeats the headings; it was not read")
_UNITS = say("is a row of units; it was not read")
_NUMBERING = say("numbers the columns; it was not read")
_HEADINGS_NUMBERED = say("headings were read without their numbers")
_COUNTING = say("the column of row numbers was not read")
_UNUSED = say("columns without anything below their heading were not read")
_NO_DATA = {
    rows_of_signatures: NOT_DATA,
    rows_of_totals: (say("is a row of totals; it was not read"), NOTHING),
    rows_of_formulas: (
        say("is a row of formulas without a result"),
        say("take it out, or write the values in their place"),
    ),
}
"""What finds rows that are no data, and what is told of them."""
_SECOND = (
    say("has the headings of another table; neither it nor what stands below it was read"),
    say("give each table the sheet, or the file, of its own that the template has"),
)
_EMPTY = say("the file is empty"), say("write its header row; a table with nothing to report has that alone")


@dataclass(frozen=True)
class Place:
    """Where a cell stands: its sheet, its row as people count, and what the cell is called."""

    sheet: str | None = None
    row: int | None = None
    cell: str | None = None


@dataclass(frozen=True)
class RawFile:
    """Text of a table's readable rows, in the order of the columns asked for.

    Blank rows are no rows. `seen` counts rows with something in them: read, refused, or left out; it is 0 where
    the file cannot be told apart into rows. `letters` are the columns' letters in a sheet; `covered` are its cells
    that are merged with another: number of the row, position of the column -> the cell that holds what they seem to.
    A `private` file holds personal data: its rows are judged, so that all mistakes are told at once, but none of them
    stands. `places` are those of the cells (position of row and column) that do not stand in the row's own line.
    """

    numbers: tuple[int, ...] = ()
    cells: tuple[tuple[str, ...], ...] = ()
    seen: int = 0
    told: tuple[Mistake, ...] = ()
    left_out: int = 0
    sheet: str | None = None
    letters: tuple[str, ...] = ()
    private: bool = False
    covered: Mapping[tuple[int, int], str] = field(default_factory=dict)
    places: Mapping[tuple[int, int], Place] = field(default_factory=dict)

    def place_of(self, row: int, column: int) -> Place:
        """Where a cell stands, by the positions of its row and column."""
        if (place := self.places.get((row, column))) is not None:
            return place
        cell = f"{self.letters[column]}{self.numbers[row]}" if self.letters else None
        return Place(self.sheet, self.numbers[row], cell)

    @cached_property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        """The same cells column by column; no columns where there are no rows."""
        return tuple(zip(*self.cells, strict=True))


def read_csv(
    content: bytes, shown_as: str, columns: Sequence[str], headings: Headings | None = None
) -> RawFile:
    """The rows of a CSV file with these columns, in any order. Faults are returned, never raised."""
    headings = headings or Headings.of(columns)
    read = csv_lines(content, shown_as, headings.names)
    if isinstance(read, Mistake):
        return RawFile(told=(read,), seen=rows_unread(content))
    raw = lay_out(read.lines, shown_as, columns, headings, words_of(read.lines))
    return replace(raw, told=(*read.told, *raw.told))


def lay_out(
    lines: Sequence[Line],
    shown_as: str,
    columns: Sequence[str],
    headings: Headings,
    words: Set[str],
    *,
    sheet: str | None = None,
) -> RawFile:
    """The rows of these columns, which may stand in any order. Faults are returned, never raised.

    Args:
        lines: numbered lines with something in them.
        shown_as: how messages name the file.
        columns: the columns wanted, in order.
        headings: what the header may call them.
        words: each different cell of the lines.
        sheet: the sheet's name, for a workbook.

    The header may stand below a title, in one language or two.
    """
    if not lines:
        return RawFile(told=(Mistake(shown_as, None, None, *_EMPTY, sheet),))
    top = _top_of(lines, columns, headings)
    repeated, end = further_headers(top.below, words, top.header, headings)
    unread, rows = top.below[end:], [line for line in top.below[:end] if line[0] not in repeated]
    header, rows = _trimmed(top.header, rows)
    place = Mistake(shown_as, top.line[0], None, NOTHING, sheet=sheet)
    counting, unused = row_numbers(header, rows), _unused(header, rows, columns)
    units = rows[:1] if rows and names_the_units(rows[0], header, headings) else []
    above = _rows_above(top.titles, len(columns))
    seen = len(above) + len(top.below) + bool(top.numbering)
    of_headings = (
        old_header(place, lines, columns, headings)
        or in_one_column(place, lines, columns, headings)
        or of_another_unit(place, top.titles, [top.line, *top.others, *units], columns, headings)
        or of_two_columns(place, header, top.others, headings)
    )
    under = (top.others or rows or [(0, ())])[0][1]
    faults = of_headings or header_faults(place, header, columns, headings, unused | counting, under)
    if faults:
        if set(columns) <= set(header):
            faults = tuple(_at_what_is_there(fault, header, rows) for fault in faults)
        return RawFile(
            seen=seen + (not of_headings and not set(header) & set(columns)), told=faults, sheet=sheet
        )
    told = near_headings(place, top.line[1][: len(header)], headings)
    notes = {
        _HEADINGS_NUMBERED: top.was_numbered,
        _UNUSED: any(header[at] for at in unused),
        _COUNTING: counting,
    }
    told += [replace(place, reason=reason, kind="note") for reason, holds in notes.items() if holds]
    left_out = dict.fromkeys(repeated, _REPEATED) | {number: _UNITS for number, _ in units}
    left_out |= {top.numbering: _NUMBERING} if top.numbering else {}
    told += [replace(place, row=row, reason=left_out[row], kind="left out") for row in sorted(left_out)]
    told += renamed(place, header, top.others, headings)
    told += [replace(place, row=number, reason=_ABOVE[0], remedy=_ABOVE[1]) for number in above]
    if unread:
        told.append(replace(place, row=unread[0][0], reason=_SECOND[0], remedy=_SECOND[1]))
    rows = rows[len(units) :]
    if counting:
        filled = [line for line in rows if any(c for at, c in enumerate(line[1]) if at not in counting)]
        seen -= len(rows) - len(filled)
        rows = filled
    width = len(header)
    told += [
        _ragged(replace(place, row=number), len(row), width) for number, row in rows if len(row) != width
    ]
    rows = [(number, row) for number, row in rows if len(row) == width]
    totals = 0
    for found_in, (reason, remedy) in _NO_DATA.items():
        if found := found_in(rows, words):
            rows = [line for line in rows if line[0] not in found]
            kind: Kind = "mistake" if remedy else "left out"
            told += [
                replace(place, row=row, reason=reason, remedy=remedy, kind=kind) for row in sorted(found)
            ]
            totals += 0 if remedy else len(found)
    order = [header.index(column) for column in columns]
    cells = [row for _, row in rows]
    if order != list(range(width)):
        pick = itemgetter(*order) if len(order) > 1 else lambda row: (row[order[0]],)
        cells = [pick(row) for row in cells]
    return RawFile(
        numbers=tuple([number for number, _ in rows]),
        cells=tuple(cells),
        seen=seen,
        told=tuple(told),
        left_out=totals + len(left_out),
        sheet=sheet,
        letters=tuple(letter(position) for position in order) if sheet is not None else (),
    )


class _Top(NamedTuple):
    """A table's header and what stands round it. `header` are the columns that it names, others as they are written.

    `others` are the same header in another language; `titles` stand above, `below` is the rest; `numbering` is the row
    that numbers the columns; `was_numbered` are headings that have numbers of their own.
    """

    line: Line
    header: tuple[str, ...]
    others: list[Line]
    titles: Sequence[Line]
    numbering: int | None
    below: list[Line]
    was_numbered: bool


def _top_of(lines: Sequence[Line], columns: Sequence[str], headings: Headings) -> _Top:
    stored = [_as_stored(line, columns, headings) for line in lines[:HEADER_WITHIN]]
    plain = [without_numbers(line, columns, headings) for line in stored]
    at = header_at(plain, headings.names)
    header = tuple([headings.names.get(squeezed(name), name) for name in plain[at][1]])
    below = [*plain[at + 1 :], *lines[HEADER_WITHIN:]]
    others = [plain[at - 1]] if at and is_header(plain[at - 1], columns, headings) else []
    titles = plain[: at - len(others)]
    while below and is_header(below[0], columns, headings):  # in the other language
        others.append(below.pop(0))
    numbering = below.pop(0)[0] if below and numbers_the_columns(below[0], columns) else None
    return _Top(plain[at], header, others, titles, numbering, below, plain != stored)


def _as_stored(line: Line, columns: Sequence[str], headings: Headings) -> Line:
    """A line of headings, which count however they are shown, white on white for one; other lines as they are."""
    if not any(BOTH in cell for cell in line[1]):
        return line
    stored = line[0], tuple(cell.partition(BOTH)[0] for cell in line[1])
    return stored if is_header(stored, columns, headings) else line


def _rows_above(lines: Sequence[Line], columns: int) -> list[int]:
    """The numbers of the lines above the header that are rows: a title has a few cells, a row most of its columns."""
    filled = [(number, sum(map(bool, cells))) for number, cells in lines]
    return [number for number, cells in filled if cells >= columns or (cells > 3 and 2 * cells > columns)]


def _trimmed(header: tuple[str, ...], rows: list[Line]) -> tuple[tuple[str, ...], list[Line]]:
    """Without the blank columns on the right, of all lines or beyond the header of some."""
    width = len(header)
    if any(len(row) > width for _, row in rows):
        rows = [(number, row if any(row[width:]) else row[:width]) for number, row in rows]
    while (
        width and not header[width - 1] and not any(len(row) >= width and row[width - 1] for _, row in rows)
    ):
        width -= 1
    if width == len(header):
        return header, rows
    return header[:width], [(number, row[:width]) for number, row in rows]


def _unused(header: Sequence[str], rows: Sequence[Line], columns: Sequence[str]) -> set[int]:
    """The positions of columns with nothing below their name, which is blank, or no name of a table that is whole."""
    whole = set(columns) <= set(header)
    return {
        at
        for at, name in enumerate(header)
        if (not name or (whole and rows and name not in columns))
        and not any(at < len(row) and row[at] for _, row in rows)
    }


def _at_what_is_there(fault: Mistake, header: Sequence[str], rows: Sequence[Line]) -> Mistake:
    """The mistake of a column without a name at the first cell that holds something, which may stand far below."""
    at = column_of(fault.cell.rstrip("0123456789")) if fault.cell else len(header)
    if at >= len(header) or header[at]:
        return fault
    number = next((number for number, row in rows if at < len(row) and row[at]), fault.row)
    return replace(fault, row=number, cell=f"{letter(at)}{number}")


def _ragged(at: Mistake, cells: int, wanted: int) -> Mistake:
    reason = say("has {cells} cells where the header has {wanted}", cells=str(cells), wanted=str(wanted))
    remedy = (
        say("put a cell that holds the separator in quotation marks")
        if cells > wanted
        else say("add the cells that are missing")
    )
    return replace(at, reason=reason, remedy=remedy)
