"""Lines of cells -> the rows of one table: its header found, its columns in order, blank and total rows left out.

Lines come from sheet_cells.py. A fault of structure refuses the file, or the row where only a row is concerned.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import itemgetter

from helpers.inputs.intake.cell_addresses import column_of, letter
from helpers.inputs.intake.csv_files import HEADER_WITHIN, csv_lines, rows_unread
from helpers.inputs.intake.formatted_values import BOTH
from helpers.inputs.intake.formula_errors import NO_RESULT
from helpers.inputs.intake.headings import Headings
from helpers.inputs.intake.name_lookup import fold, squeezed
from helpers.inputs.intake.sheet_cells import Line, words_of
from helpers.inputs.intake.table_headers import (
    further_headers,
    header_at,
    header_faults,
    is_header,
    near_headings,
    numbers_the_columns,
    of_another_unit,
    old_header,
    renamed,
    row_numbers,
    without_numbers,
)
from helpers.inputs.intake.total_rows import rows_of_formulas, rows_of_signatures, rows_of_totals
from helpers.inputs.mistakes import Mistake, say

_ABOVE = say("stands above the header"), say("move the header to the top")
_IN_THOUSANDS = (
    say("says that the numbers below are in thousands"),
    say("write each number in full, and take this line out"),
)
_THOUSANDS = re.compile(
    r"(?:.* )?(?:(?:don vi(?: tinh)?|dvt) (?:nghin|1 ?000)|in thousands|units? (?:of )?thousands?)\b.*"
)
_REPEATED = say("repeats the headings; it was not read")
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
    top = [_as_stored(line, columns, headings) for line in lines[:HEADER_WITHIN]]
    unnumbered = [without_numbers(line, columns, headings) for line in top]
    lines = [*unnumbered, *lines[HEADER_WITHIN:]]
    at = header_at(lines, headings.names)
    header_row, written = lines[at]
    header = tuple([headings.names.get(squeezed(name), name) for name in written])
    rows = list(lines[at + 1 :])
    others = [lines[at - 1]] if at and is_header(lines[at - 1], columns, headings) else []
    titles = lines[: at - len(others)]
    above = _rows_above(titles, len(columns))
    while rows and is_header(rows[0], columns, headings):  # in the other language
        others.append(rows.pop(0))
    numbering = rows.pop(0)[0] if rows and numbers_the_columns(rows[0], columns) else None
    repeated, end = further_headers(rows, words, header, headings)
    unread, rows = rows[end:], [line for line in rows[:end] if line[0] not in repeated]
    header, rows = _trimmed(header, rows)
    place = Mistake(shown_as, header_row, None, say(""), sheet=sheet)
    counting = row_numbers(header, rows)
    old = old_header(place, lines, columns, headings)
    scaled = _in_thousands(place, titles)
    scaled += of_another_unit(place, [lines[at], *others], columns, headings)
    if (
        faults := old
        or scaled
        or header_faults(
            place,
            header,
            columns,
            headings,
            _blank(header, rows) | counting,
            (others or rows or [(0, ())])[0][1],
        )
    ):
        if set(columns) <= set(header):
            faults = tuple(_at_what_is_there(fault, header, rows) for fault in faults)
        no_header = not old and not scaled and not set(header) & set(columns)
        return RawFile(seen=len(above) + len(rows) + no_header + bool(numbering), told=faults, sheet=sheet)
    told = near_headings(place, written[: len(header)], headings)
    if unnumbered != top:
        told.append(replace(place, reason=say("headings were read without their numbers"), kind="note"))
    if numbering:
        told.append(
            replace(place, row=numbering, reason=say("numbers the columns; it was not read"), kind="left out")
        )
    if counting:
        told.append(replace(place, reason=say("the column of row numbers was not read"), kind="note"))
        rows = [line for line in rows if any(c for at, c in enumerate(line[1]) if at not in counting)]
    told += renamed(place, header, others, headings)
    told += [replace(place, row=number, reason=_ABOVE[0], remedy=_ABOVE[1]) for number in above]
    told += [replace(place, row=row, reason=_REPEATED, kind="left out") for row in sorted(repeated)]
    if unread:
        told.append(replace(place, row=unread[0][0], reason=_SECOND[0], remedy=_SECOND[1]))
    width = len(header)
    ragged = [(number, len(row)) for number, row in rows if len(row) != width]
    if ragged:
        told += [_ragged(replace(place, row=number), cells, width) for number, cells in ragged]
        rows = [(number, row) for number, row in rows if len(row) == width]
    signed = rows_of_signatures(rows, words)
    if signed:
        rows = [line for line in rows if line[0] not in signed]
        fault = (
            say("the row is not data"),
            say("delete this row; write a remark or a signature into the letter that goes with the return"),
        )
        told += [Mistake(shown_as, row, None, *fault, sheet=sheet) for row in sorted(signed)]
    totals = rows_of_totals(rows, words)
    if totals:
        rows = [line for line in rows if line[0] not in totals]
        reason = say("is a row of totals; it was not read")
        told += [Mistake(shown_as, row, None, reason, sheet=sheet, kind="left out") for row in sorted(totals)]
    computed = rows_of_formulas(rows) if NO_RESULT in words else set()
    if computed:
        rows = [line for line in rows if line[0] not in computed]
        fault = (
            say("is a row of formulas without a result"),
            say("take it out, or write the values in their place"),
        )
        told += [Mistake(shown_as, row, None, *fault, sheet=sheet) for row in sorted(computed)]
    order = [header.index(column) for column in columns]
    cells = [row for _, row in rows]
    if order != list(range(width)):
        pick = itemgetter(*order) if len(order) > 1 else lambda row: (row[order[0]],)
        cells = [pick(row) for row in cells]
    return RawFile(
        numbers=tuple([number for number, _ in rows]),
        cells=tuple(cells),
        seen=len(above)
        + len(rows)
        + len(ragged)
        + len(signed)
        + len(totals)
        + len(computed)
        + len(repeated)
        + len(unread)
        + bool(numbering),
        told=tuple(told),
        left_out=len(totals) + len(repeated) + bool(numbering),
        sheet=sheet,
        letters=tuple(letter(position) for position in order) if sheet is not None else (),
    )


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


def _in_thousands(at: Mistake, titles: Sequence[Line]) -> tuple[Mistake, ...]:
    """The mistakes of lines above the header that say that numbers are in thousands."""
    return tuple(
        replace(at, row=number, reason=_IN_THOUSANDS[0], remedy=_IN_THOUSANDS[1])
        for number, cells in titles
        if any(_THOUSANDS.fullmatch(fold(cell)) for cell in cells if cell)
    )


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


def _blank(header: Sequence[str], rows: Sequence[Line]) -> set[int]:
    """The positions of columns that have neither a name nor anything below it."""
    return {
        at
        for at, name in enumerate(header)
        if not name and not any(at < len(row) and row[at] for _, row in rows)
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
