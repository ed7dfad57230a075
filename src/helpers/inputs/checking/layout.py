"""Lines of cells -> the rows of one table: its header found, its columns in order, blank and total rows left out.

Lines come from `sheets`. A fault of structure refuses the file, or the row where only a row is concerned. No message
repeats an unknown name in the header, unless it comes near to a known one: in a file without a header the first row
is somebody's record.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache
from itertools import chain
from operator import itemgetter

from helpers.inputs.checking.names import fold, squeezed
from helpers.inputs.checking.sheets import SAVE_AS_CSV, Line, Merged, csv_lines
from helpers.inputs.mistakes import Mistake, say
from helpers.inputs.tables import Table

HEADER_WITHIN = 15  # lines of a sheet that may stand above its header
NEAR = 0.75  # how much of a heading must be as it should for it to be repeated as a slip of the pen
_TOTALS = {
    "tong", "tong cong", "tong so", "cong", "toan tinh", "total", "totals", "grand total", "sum",
    "tong tong cong", "tong cong total", "tong total", "cong total",
}  # fmt: skip
_NUMBER = re.compile(r"[-0-9.,%\s]+")
_EMPTY = say("the file is empty"), say("write its header row; a table with nothing to report has that alone")


@dataclass(frozen=True)
class RawFile:
    """Text of a table's readable rows, in the order of the columns asked for.

    Blank rows are no rows. `seen` counts rows with something in them: read, refused, or left out; it is 0 where
    the file cannot be told apart into rows. `letters` are the columns' letters in a sheet,
    `merged` its merged cells. A `private` file holds
    personal data: its rows are judged, so that all mistakes are told at once, but none of them stands.
    """

    numbers: tuple[int, ...] = ()
    cells: tuple[tuple[str, ...], ...] = ()
    seen: int = 0
    told: tuple[Mistake, ...] = ()
    left_out: int = 0
    sheet: str | None = None
    letters: tuple[str, ...] = ()
    private: bool = False
    merged: tuple[Merged, ...] = ()

    def first_of_merged(self, row: int, column: int) -> str | None:
        """The name of the cell that holds what the one at these positions is merged with; None where it is not."""
        at = self.numbers[row] - 1, column_of(self.letters[column]) if self.letters else -1
        for first, last in self.merged:
            inside = first[0] <= at[0] <= last[0] and first[1] <= at[1] <= last[1]
            if inside and at != first:
                return f"{letter(first[1])}{first[0] + 1}"
        return None


@dataclass(frozen=True)
class Headings:
    """What the header of a table may call its columns.

    `names` has every form, squeezed -> the column; `exact` the forms as they should be written; `labels` the
    English and Vietnamese ones, for messages.
    """

    names: Mapping[str, str]
    exact: frozenset[str]
    labels: Mapping[str, tuple[str, str]]

    @classmethod
    def of(cls, columns: Sequence[str], table: Table | None = None) -> Headings:
        """The names of columns, and their labels in both languages."""
        names = {squeezed(name): name for name in columns}
        exact = set(columns)
        labels = {}
        for name, column in table.columns.items() if table else ():
            en, vi = column.label.en, column.label.vi
            labels[name] = en, vi
            exact |= {en, vi}
            for form in (en, vi, f"{vi} {en}", f"{en} {vi}"):
                names.setdefault(squeezed(form), name)
        return cls(names, frozenset(exact), labels)


def read_csv(
    content: bytes, shown_as: str, columns: Sequence[str], headings: Headings | None = None
) -> RawFile:
    """The rows of a CSV file with these columns, in any order. Faults are returned, never raised."""
    lines = csv_lines(content, shown_as)
    if isinstance(lines, Mistake):
        return RawFile(told=(lines,))
    return lay_out(lines, shown_as, columns, headings or Headings.of(columns))


def lay_out(
    lines: Sequence[Line],
    shown_as: str,
    columns: Sequence[str],
    headings: Headings,
    *,
    sheet: str | None = None,
) -> RawFile:
    """The rows of these columns, which may stand in any order. Faults are returned, never raised.

    Args:
        lines: numbered lines with something in them.
        shown_as: how messages name the file.
        columns: the columns wanted, in order.
        headings: what the header may call them.
        sheet: the sheet's name, for a workbook; its header may then stand below a title, in one language or two.
    """
    if not lines:
        return RawFile(told=(Mistake(shown_as, None, None, *_EMPTY, sheet),))
    at = _header_at(lines, headings.names) if sheet is not None else 0
    header_row, written = lines[at]
    header = tuple([headings.names.get(squeezed(name), name) for name in written])
    rows = list(lines[at + 1 :])
    if sheet is not None:
        others = [lines[at - 1]] if at and _is_header(lines[at - 1], columns, headings) else []
        while rows and _is_header(rows[0], columns, headings):  # in the other language
            others.append(rows.pop(0))
        header, rows = _trimmed(header, rows)
    place = Mistake(shown_as, header_row, None, say(""), sheet=sheet)
    if faults := _header_faults(place, header, columns, headings):
        no_header = not set(header) & set(columns)
        return RawFile(seen=len(rows) + no_header, told=faults, sheet=sheet)
    told: list[Mistake] = []
    if sheet is not None:
        told = _near_headings(place, written[: len(header)], headings)
        told += _renamed(place, header, others, headings)
    width = len(header)
    ragged = [(number, len(row)) for number, row in rows if len(row) != width]
    if ragged:
        told += [_ragged(replace(place, row=number), cells, width) for number, cells in ragged]
        rows = [(number, row) for number, row in rows if len(row) == width]
    totals = _totals(rows)
    if totals:
        rows = [line for line in rows if line[0] not in totals]
        reason = say("is a row of totals; it was not read")
        told += [Mistake(shown_as, row, None, reason, sheet=sheet, kind="left out") for row in sorted(totals)]
    order = [header.index(column) for column in columns]
    cells = [row for _, row in rows]
    if order != list(range(width)):
        pick = itemgetter(*order) if len(order) > 1 else lambda row: (row[order[0]],)
        cells = [pick(row) for row in cells]
    return RawFile(
        numbers=tuple([number for number, _ in rows]),
        cells=tuple(cells),
        seen=len(rows) + len(ragged) + len(totals),
        told=tuple(told),
        left_out=len(totals),
        sheet=sheet,
        letters=tuple(letter(position) for position in order) if sheet is not None else (),
    )


def letter(position: int) -> str:
    """A sheet's name for its column at a position from 0: A, B, ... Z, AA."""
    text = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        text = chr(65 + rest) + text
    return text


def column_of(letters: str) -> int:
    """The position from 0 of a sheet's column."""
    position = 0
    for sign in letters:
        position = position * 26 + ord(sign) - 64
    return position - 1


def _trimmed(header: tuple[str, ...], rows: list[Line]) -> tuple[tuple[str, ...], list[Line]]:
    """Without the blank columns on the right."""
    width = len(header)
    while (
        width and not header[width - 1] and not any(len(row) >= width and row[width - 1] for _, row in rows)
    ):
        width -= 1
    if width == len(header):
        return header, rows
    return header[:width], [(number, row[:width]) for number, row in rows]


def _matches(cells: Sequence[str], names: Mapping[str, str]) -> int:
    return len({names[form] for cell in cells if cell and (form := squeezed(cell)) in names})


def _header_at(lines: Sequence[Line], names: Mapping[str, str]) -> int:
    """The first line that names the most columns."""
    wanted, best, found = len(set(names.values())), 0, -1
    for at, (_, cells) in enumerate(lines[:HEADER_WITHIN]):
        matches = _matches(cells, names)
        if matches == wanted:
            return at
        if matches > found:
            best, found = at, matches
    return best


def _totals(rows: Sequence[Line]) -> set[int]:
    """The numbers of the rows of totals: one cell says so, the others are numbers or blank."""
    words = set(filter(_says_total, set(chain.from_iterable([row for _, row in rows]))))
    if not words:
        return set()
    return {
        number
        for number, row in rows
        if [cell in words for cell in row if cell and not _NUMBER.fullmatch(cell)] == [True]
    }


@lru_cache(maxsize=16_384)
def _says_total(cell: str) -> bool:
    return len(cell) < 30 and fold(cell) in _TOTALS


def _near_headings(place: Mistake, written: Sequence[str], headings: Headings) -> list[Mistake]:
    """A note where headings were known by another spelling than theirs."""
    near = sum(
        1 for name in written if name and name not in headings.exact and squeezed(name) in headings.names
    )
    if not near:
        return []
    reason = say("{n} headings were known without their exact spelling", n=str(near))
    return [replace(place, reason=reason, kind="note")]


def _is_header(line: Line, columns: Sequence[str], headings: Headings) -> bool:
    return _matches(line[1], headings.names) * 2 > len(columns)


def _renamed(
    place: Mistake, header: Sequence[str], others: Sequence[Line], headings: Headings
) -> list[Mistake]:
    """A note for each heading that does not say in the other language what the one that counts says."""
    told = []
    for number, cells in others:
        for at, (column, cell) in enumerate(zip(header, cells, strict=False)):
            if cell and headings.names.get(squeezed(cell)) != column:
                reason = say(
                    "was renamed; the column was read by its other heading, '{column}'",
                    column=headings.labels.get(column, (column, column)),
                )
                told.append(
                    replace(place, row=number, cell=f"{letter(at)}{number}", reason=reason, kind="note")
                )
    return told


def _header_faults(
    at: Mistake, header: tuple[str, ...], columns: Sequence[str], headings: Headings
) -> tuple[Mistake, ...]:
    if len(header) == 1 and len(columns) > 1 and (";" in header[0] or "\t" in header[0]):
        sign: tuple[str, str] = ("';'", "';'") if ";" in header[0] else ("tabs", "dấu tab")
        reason = say("cells are separated by {sign}, not by ','", sign=sign)
        return (replace(at, reason=reason, remedy=SAVE_AS_CSV),)
    if not set(header) & set(columns):
        called = [_called(column, at, headings) for column in columns]
        names = ", ".join(name for name, _ in called), ", ".join(name for _, name in called)
        remedy = say("make the first row: {names}", names=names)
        return (replace(at, reason=say("there is no header row"), remedy=remedy),)
    faults = [
        replace(
            at, column=name, reason=say("the column is given twice"), remedy=say("keep one of them"),
            heading=headings.labels.get(name),
        )
        for name in columns
        if header.count(name) > 1
    ]  # fmt: skip
    missing = [column for column in columns if column not in header]
    unknown = [(position, name) for position, name in enumerate(header) if name not in columns]
    for position, name in unknown:
        near = _near_columns(name, missing, headings)
        if not near and len(missing) == len(unknown) == 1 and len(header) == len(columns):
            near = missing  # it can be no other
        shown = replace(at, cell=f"{letter(position)}{at.row}" if at.sheet is not None else None)
        faults.append(_unknown_heading(shown, position, name, near, headings))
        missing = [column for column in missing if column not in near]
    faults += [
        replace(
            at, column=name, reason=say("the column is missing"), remedy=say("add it"),
            heading=headings.labels.get(name),
        )
        for name in missing
    ]  # fmt: skip
    return tuple(faults)


def _called(column: str, at: Mistake, headings: Headings) -> tuple[str, str]:
    """What the header should call a column: its label in a workbook, in English its own name in a CSV file."""
    en, vi = headings.labels.get(column, (column, column))
    return (column, vi) if at.sheet is None else (en, vi)


def _unknown_heading(
    at: Mistake, position: int, name: str, near: Sequence[str], headings: Headings
) -> Mistake:
    if near:
        (wanted,) = near
        shown = _called(wanted, at, headings)
        remedy = say("did you mean '{column}'? Rename it", column=shown)
        if not name:
            reason = say("the name of column {position} is blank", position=str(position + 1))
            remedy = say("name it '{column}'", column=shown)
        elif _near_columns(name, near, headings):
            reason = say("column '{name}' is not one of this table", name=name)
        else:
            reason = say("the name of column {position} is not known", position=str(position + 1))
        return replace(at, reason=reason, remedy=remedy)
    reason = (
        say("the name of column {position} is not known", position=str(position + 1))
        if name
        else say("the name of column {position} is blank", position=str(position + 1))
    )
    return replace(at, reason=reason, remedy=say("take it out"))


def _near_columns(name: str, missing: Sequence[str], headings: Headings) -> list[str]:
    """The one missing column whose name, or label in either language, is nearly this."""
    forms = {form: column for form, column in headings.names.items() if column in missing}
    near = get_close_matches(squeezed(name), forms, n=1, cutoff=NEAR)
    return [forms[near[0]]] if near else []


def _ragged(at: Mistake, cells: int, wanted: int) -> Mistake:
    reason = say("has {cells} cells where the header has {wanted}", cells=str(cells), wanted=str(wanted))
    remedy = (
        say("put a cell that holds a comma in quotation marks")
        if cells > wanted
        else say("add the cells that are missing")
    )
    return replace(at, reason=reason, remedy=remedy)
