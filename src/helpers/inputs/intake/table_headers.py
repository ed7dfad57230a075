"""The header of a table: what it may call the columns, where it stands, and what is wrong with it.

No message repeats an unknown name, unless it comes near to a known one: in a file without a header the first row is
somebody's record.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from helpers.inputs.intake.cell_addresses import letter
from helpers.inputs.intake.csv_files import HEADER_WITHIN
from helpers.inputs.intake.header_shapes import is_slip, near_columns, shape_faults
from helpers.inputs.intake.headings import Headings
from helpers.inputs.intake.name_lookup import squeezed
from helpers.inputs.intake.old_encodings import old_encoding_of
from helpers.inputs.intake.sheet_cells import Line
from helpers.inputs.intake.text_sieve import Sieve
from helpers.inputs.mistakes import Mistake, say
from helpers.inputs.params.tables import Tables

ROW_NUMBERS = {"stt", "tt", "sott", "sothutu", "no"}
_LOST_LETTER = re.compile(r"[^\W\d_]\?[^\W\d_]|\?{2}|(?:^| )\?[^\W\d_]|[^\W\d_]\ufffd|\ufffd[^\W\d_]")
_LETTERS_LOST = (
    say("has lost letters: a question mark stands in the place of each"),
    say("the file cannot be mended; save the table again from where it was made, as 'CSV UTF-8' or .xlsx"),
)
_NUMBERED = re.compile(r"^\(?[0-9]{1,2}(?:[.)]+|(?= *[-:]))[ :-]*|[ \n]*\([0-9]{1,2}\)$")
FEWEST_HEADINGS = 3
"""So many headings make a row of them; one or two may be what a cell of data says."""


def headings_of(tables: Tables) -> dict[str, Headings]:
    """Table -> what its header may call its columns."""
    own = {name: Headings.of(list(tables[name].columns), tables[name]) for name in tables}
    every = frozenset().union(*(each.names for each in own.values()))
    sieve = Sieve(lambda cell: squeezed(cell) in every)
    return {name: replace(each, of_any_table=sieve) for name, each in own.items()}


def header_at(lines: Sequence[Line], names: Mapping[str, str]) -> int:
    """The first line that names the most columns."""
    wanted, best, found = len(set(names.values())), 0, -1
    for at, (_, cells) in enumerate(lines[:HEADER_WITHIN]):
        matches = _matches(cells, names)
        if matches == wanted:
            return at
        if matches > found:
            best, found = at, matches
    return best


def is_header(line: Line, columns: Sequence[str], headings: Headings) -> bool:
    """Whether a line names more than half of the columns."""
    return _matches(line[1], headings.names) * 2 > len(columns)


def further_headers(
    rows: Sequence[Line], words: Set[str], header: Sequence[str], headings: Headings
) -> tuple[set[int], int]:
    """The numbers of the rows that repeat the header, and where a table with other headings begins in `rows`.

    `words` is each different cell of the rows; without another table, it begins behind the last row.
    """
    known = headings.of_any_table.among(words) if headings.of_any_table else set()
    repeated: set[int] = set()
    for at, (number, row) in enumerate(rows if known else ()):
        filled = list(filter(None, row))
        if len(filled) < FEWEST_HEADINGS or 2 * sum(cell in known for cell in filled) <= len(filled):
            continue
        columns = [headings.names.get(squeezed(cell), cell) for cell in row]
        if [name for name in columns if name] != [name for name in header if name]:
            return repeated, at
        repeated.add(number)
    return repeated, len(rows)


def row_numbers(header: Sequence[str], rows: Sequence[Line]) -> set[int]:
    """The positions of columns that number the rows: 'STT', with whole numbers alone below it.

    Or the first, without a name, as pandas and R write it: 0, 1, 2 or 1, 2, 3.
    """
    found = {
        at
        for at, name in enumerate(header)
        if squeezed(name) in ROW_NUMBERS
        and all(row[at].isdecimal() for _, row in rows if at < len(row) and row[at])
    }
    if header and squeezed(header[0]) in ("", "unnamed0") and rows:
        first = [row[0] for _, row in rows]
        if any(first == [*map(str, range(start, start + len(rows)))] for start in (0, 1)):
            found.add(0)
    return found


def old_header(
    place: Mistake, lines: Sequence[Line], columns: Sequence[str], headings: Headings
) -> tuple[Mistake, ...]:
    """The mistake of a header in an encoding of the time before Unicode; nothing where there is another one."""
    if any(is_header(line, columns, headings) for line in lines[:HEADER_WITHIN]):
        return ()
    for number, cells in lines[:HEADER_WITHIN]:
        found = [old_encoding_of(cell, lambda plain: squeezed(plain) in headings.names) for cell in cells]
        if len(known := list(filter(None, found))) * 2 > len(columns):
            return (replace(place, row=number, reason=known[0][0], remedy=known[0][1]),)
        if sum(bool(_LOST_LETTER.search(cell)) for cell in cells) > 1:
            return (replace(place, row=number, reason=_LETTERS_LOST[0], remedy=_LETTERS_LOST[1]),)
    return ()


def without_numbers(line: Line, columns: Sequence[str], headings: Headings) -> Line:
    """A line of headings that are numbered, '1. Month' or 'Month (2)', without the numbers; any other as it is."""
    if is_header(line, columns, headings):
        return line
    plain = line[0], tuple(_NUMBERED.sub("", cell) for cell in line[1])
    return plain if is_header(plain, columns, headings) else line


def numbers_the_columns(line: Line, columns: Sequence[str]) -> bool:
    """Whether a line below the header numbers all columns: 1, 2, 3 or A, B, 1, 2."""
    cells = [cell.strip("() ") for cell in line[1] if cell]
    letters = next((at for at, cell in enumerate(cells) if cell.isdecimal()), len(cells))
    wanted = [*map(letter, range(letters)), *map(str, range(1, len(cells) - letters + 1))]
    return (
        len(cells) >= max(len(columns), FEWEST_HEADINGS)
        and letters < len(cells)
        and [cell.upper() for cell in cells] == wanted
    )


def of_two_columns(
    place: Mistake, header: Sequence[str], others: Sequence[Line], headings: Headings
) -> tuple[Mistake, ...]:
    """The mistakes of columns whose other heading is that of another column of the table."""
    told = []
    for number, cells in others:
        for at, (column, cell) in enumerate(zip(header, cells, strict=False)):
            other = headings.names.get(squeezed(cell)) if cell else None
            if other and column in headings.forms and other != column:
                reason = say(
                    "has the headings of two columns, '{column}' and '{other}'",
                    column=headings.labels.get(column, (column, column)),
                    other=headings.labels.get(other, (other, other)),
                )
                where = f"{letter(at)}{number}" if place.sheet is not None else None
                remedy = say("give the column the headings of what it holds, in both languages")
                told.append(replace(place, row=number, cell=where, reason=reason, remedy=remedy))
    return tuple(told)


def near_headings(place: Mistake, written: Sequence[str], headings: Headings) -> list[Mistake]:
    """A note where headings were known by another spelling than theirs."""
    near = sum(
        1 for name in written if name and name not in headings.exact and squeezed(name) in headings.names
    )
    if not near:
        return []
    reason = say("headings were known without their exact spelling (columns: {n})", n=str(near))
    return [replace(place, reason=reason, kind="note")]


def renamed(
    place: Mistake, header: Sequence[str], others: Sequence[Line], headings: Headings
) -> list[Mistake]:
    """A note for each heading that does not say in the other language what the one that counts says."""
    told, known = [], set(headings.names.values())
    for number, cells in others:
        for at, (column, cell) in enumerate(zip(header, cells, strict=False)):
            if cell and column in known and headings.names.get(squeezed(cell)) != column:
                reason = say(
                    "was renamed; the column was read by its other heading, '{column}'",
                    column=headings.labels.get(column, (column, column)),
                )
                where = f"{letter(at)}{number}" if place.sheet is not None else None
                told.append(replace(place, row=number, cell=where, reason=reason, kind="note"))
    return told


def header_faults(
    at: Mistake,
    header: tuple[str, ...],
    columns: Sequence[str],
    headings: Headings,
    blank: Set[int],
    below: Sequence[str] = (),
) -> tuple[Mistake, ...]:
    """What is wrong with a header: its shape, columns that are missing, given twice or not known.

    `blank` columns count for none; `below` is the line under the header.
    """
    if list(header) == list(columns):
        return ()
    if not set(header) & set(columns):
        unknown = dict(enumerate(header))
        if months := shape_faults(at, header, headings, unknown, list(columns), ()):
            return tuple(months)
        called = [_called(column, at, headings) for column in columns]
        names = ", ".join(name for name, _ in called), ", ".join(name for _, name in called)
        remedy = say("make the first row: {names}", names=names)
        return (replace(at, reason=say("there is no header row"), remedy=remedy),)
    unknown = {
        position: name
        for position, name in enumerate(header)
        if name not in columns and position not in blank
    }
    missing = [column for column in columns if column not in header]
    faults = shape_faults(at, header, headings, unknown, missing, below)
    faults += [
        replace(
            at, column=name, reason=say("the column is given twice"), remedy=say("keep one of them"),
            heading=headings.labels.get(name),
        )
        for name in columns
        if header.count(name) > 1 and not faults
    ]  # fmt: skip
    only = len(missing) == len(unknown) == 1 and len(header) == len(columns)
    meant = {position: near_columns(name, missing, headings.forms) for position, name in unknown.items()}
    for position, name in unknown.items():
        near = meant[position] or (missing if only else [])  # it can be no other
        shown = replace(at, cell=f"{letter(position)}{at.row}" if at.sheet is not None else None)
        faults.append(_unknown_heading(shown, position, name, near, headings, lost=bool(missing)))
    named = {column for near in meant.values() for column in near} | ({*missing} if only else set())
    remedy = say("rename the column that holds it, or add it") if unknown else say("add it")
    faults += [
        replace(
            at,
            column=name,
            reason=say("the column is missing"),
            remedy=remedy,
            heading=headings.labels.get(name),
        )
        for name in missing
        if name not in named
    ]
    return tuple(faults)


def _matches(cells: Sequence[str], names: Mapping[str, str]) -> int:
    return len({names[form] for cell in cells if cell and (form := squeezed(cell)) in names})


def _called(column: str, at: Mistake, headings: Headings) -> tuple[str, str]:
    """What the header should call a column: its label in a workbook, in English its own name in a CSV file."""
    en, vi = headings.labels.get(column, (column, column))
    return (column, vi) if at.sheet is None else (en, vi)


def _unknown_heading(
    at: Mistake, position: int, name: str, near: Sequence[str], headings: Headings, *, lost: bool
) -> Mistake:
    """That a heading is not known, with what may be meant; `lost`: columns are missing, and it may be one of them."""
    column = letter(position) if at.sheet is not None else str(position + 1)
    unknown = say("the name of column {position} is not known", position=column)
    if not name:
        unknown = say("the name of column {position} is blank", position=column)
    if near:
        called = [_called(each, at, headings) for each in near]
        shown = "' or '".join(en for en, _ in called), "' hay '".join(vi for _, vi in called)
        remedy = say("did you mean '{column}'? If it holds that, rename it", column=shown)
        if not name:
            remedy = say("name it '{column}'", column=shown)
        elif is_slip(name, near, headings.forms):
            unknown = say("column '{name}' is not one of this table", name=name)
        return replace(at, reason=unknown, remedy=remedy)
    remedy = say("take it out; until then no row of this table is taken in")
    if lost:
        remedy = say(
            "if it holds one of the missing columns, give it that name; only if it holds none of them, take it out; "
            "until then no row of this table is taken in"
        )
    return replace(at, reason=unknown, remedy=remedy)
