"""One workbook -> the raw rows of each table: which sheet is which table, and what the template says of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from helpers.inputs.intake.cell_addresses import column_of, covered_cells
from helpers.inputs.intake.cell_styles import SheetLooks
from helpers.inputs.intake.intake_rules import Rulebook
from helpers.inputs.intake.name_lookup import squeezed
from helpers.inputs.intake.sheet_cells import Line, Sheets, workbook_lines
from helpers.inputs.intake.sheet_names import MARK_SHEET, MISTAKES_SHEET, OWN_SHEETS, VERSION
from helpers.inputs.intake.table_layout import RawFile, lay_out
from helpers.inputs.mistakes import NOTHING, ONE_FOR_A_TABLE, Mistake, counted, numbered_sheets, say
from helpers.inputs.params.tables import Table

_SAID_FOR_EACH = ("station", "month", "quarter")
"""Columns of which merged cells can only say one thing: that it holds for each of their rows."""


@dataclass(frozen=True)
class Workbook:
    """What a workbook holds, as text. `mark` is what a template says of itself: version, year, province, months.

    `told` are the mistakes that concern no table of it. `unread`: it holds nothing to judge.
    """

    raws: Mapping[str, RawFile] = field(default_factory=dict)
    mark: Mapping[str, str] = field(default_factory=dict)
    told: tuple[Mistake, ...] = ()
    unread: bool = False


def read_workbook(content: bytes, shown_as: str, rules: Rulebook) -> Workbook:
    """The tables of a workbook. Faults are returned, never raised."""
    read = workbook_lines(content, shown_as)
    if isinstance(read, Mistake):
        return Workbook(told=(read,), unread=True)
    sheets = read.lines
    shown = numbered_sheets({name: visible for name, visible in read.tabs.items() if name != MISTAKES_SHEET})
    shown |= {name: name for name in sheets if name in OWN_SHEETS or rules.sheets.exact(name)}
    told = [
        Mistake(shown_as, None, None, note, sheet=shown.get(name), kind="note") for name, note in read.notes
    ]
    personal = {
        name: rules.personal.find(lines, read.words[name], shown_as, None, sheet=shown[name])
        + rules.personal.find_in_name(name, Mistake(shown_as, None, None, NOTHING, sheet=shown[name]))
        for name, lines in sheets.items()
    }
    beside = [
        mistake
        for remark in read.remarks
        for mistake in rules.personal.find_beside(
            remark.text,
            Mistake(shown_as, None, None, NOTHING, sheet=shown.get(remark.sheet), cell=remark.cell),
        )
    ]
    private = any(personal.values()) or bool(beside)
    told += _not_read(read, shown, shown_as)
    mark = {cells[0]: cells[1] for _, cells in sheets.pop(MARK_SHEET, []) if len(cells) > 1}
    if re.fullmatch("[0-9]{1,6}", version := mark.get("version", "1")) and int(version) > VERSION:
        newer = say("was made by a newer version of this software")
        fault = Mistake(shown_as, None, None, newer, say("update the software, then try again"))
        return Workbook(told=(*told, fault), unread=True)
    raws: dict[str, RawFile] = {}
    for name, table in _tables_of(sheets, rules).items():
        at = Mistake(shown_as, None, None, NOTHING, sheet=shown[name])
        if table is None:
            reason = say("is no table of a return; it was not read")
            told.append(replace(at, reason=reason, kind="left out"))
        elif table in raws:
            reason = say("is the second sheet for the table {table}", table=_label(rules, table))
            twice = replace(at, reason=reason, remedy=ONE_FOR_A_TABLE)
            before = raws[table]
            raws[table] = replace(before, told=(*before.told, twice), numbers=(), cells=())
        else:
            if not rules.sheets.exact(name):
                reason = say("was read as the table {table}", table=_label(rules, table))
                told.append(replace(at, reason=reason, kind="note"))
            columns = list(rules.tables[table].columns)
            raw = lay_out(
                sheets[name], shown_as, columns, rules.headings[table], read.words[name], sheet=shown[name]
            )
            if merged := read.merged.get(name):
                raw = replace(raw, covered=covered_cells(merged, raw.numbers, raw.letters, raw.cells))
                raw = _with_merged(raw, rules.tables[table], at)
            raw = _without_unfilled(raw, rules.tables[table], shown_as) if mark else raw
            raw = replace(raw, told=(*raw.told, *_hidden(raw, read, name, at)))
            private_cells = _with_columns(personal.pop(name), raw, rules.tables[table])
            private_cells += rules.personal.find_in_columns(raw, rules.tables[table], shown_as)
            private = private or bool(private_cells)
            raws[table] = replace(raw, told=(*private_cells, *raw.told))
    raws = {table: replace(raw, private=private) for table, raw in raws.items()}
    told = [mistake for found in personal.values() for mistake in found] + beside + told
    if not raws:
        reason, remedy = say("holds no table of a return"), say("fill in the template, and send that")
        return Workbook(told=(*told, Mistake(shown_as, None, None, reason, remedy)), mark=mark, unread=True)
    return Workbook(raws, mark, tuple(told))


def _tables_of(sheets: Mapping[str, list[Line]], rules: Rulebook) -> dict[str, str | None]:
    """Sheet -> table, or None: by its name; where it was renamed by what is left of that, or by its header."""
    named = {
        name: rules.sheets.exact(name) for name, lines in sheets.items() if name not in OWN_SHEETS and lines
    }
    taken = {table for table in named.values() if table}
    for name, table in named.items():
        if table is None:
            found = rules.sheets.near(name) or _by_header(sheets[name], rules)
            named[name] = None if found in taken and not _by_header(sheets[name], rules) else found
    return named


def _by_header(lines: Sequence[Line], rules: Rulebook) -> str | None:
    """The table every column of which a line near the top names."""
    for table in rules.tables:
        names = rules.headings[table].names
        for _, cells in lines[:5]:
            if {names.get(squeezed(cell)) for cell in cells} >= set(rules.tables[table].columns):
                return str(table)
    return None


def _with_columns(found: Sequence[Mistake], raw: RawFile, table: Table) -> list[Mistake]:
    """The mistakes of a sheet with the column of each, where its header is as it should be."""
    columns = dict(zip(raw.letters, table.columns.items(), strict=False))
    told = []
    for each in found:
        name, column = columns.get((each.cell or "").rstrip("0123456789"), (None, None))
        told.append(replace(each, column=name, heading=column.label.both if column else None))
    return told


def _label(rules: Rulebook, table: str) -> tuple[str, str]:
    return rules.tables[table].label.both


def _hidden(raw: RawFile, read: Sheets, sheet: str, at: Mistake) -> list[Mistake]:
    """Notes on what was read though the person who opens the workbook does not see it."""
    look = read.looks.get(sheet, SheetLooks())
    rows = [number for number in raw.numbers if number - 1 in look.hidden_rows]
    columns = [name for name in raw.letters if raw.cells and column_of(name) in look.hidden_columns]
    reasons = []
    if not read.tabs.get(sheet, True) and raw.cells:
        reasons.append(say("the sheet is hidden; it was read"))
    if rows:
        reasons.append(say("hidden rows were read (rows: {n})", n=counted(list(map(str, rows)))))
    if columns:
        reasons.append(say("hidden columns were read (columns: {n})", n=counted(columns)))
    if narrow := [
        name for name in raw.letters if column_of(name) in read.narrow.get(sheet, ()) and raw.cells
    ]:
        reasons.append(
            say("columns that show #### were read; they are too narrow (columns: {n})", n=counted(narrow))
        )
    return [replace(at, reason=reason, kind="note") for reason in reasons]


def _not_read(read: Sheets, shown: Mapping[str, str], shown_as: str) -> list[Mistake]:
    """That comments and the texts of drawings were not read, by sheet: what they say may correct a cell."""
    cells: dict[str, list[str]] = {}
    for remark in read.remarks:
        if remark.text.strip() and remark.sheet in shown:
            cells.setdefault(remark.sheet, []).append(remark.cell or "")
    return [
        Mistake(
            shown_as, None, None,
            say("comments were not read (cells: {n})", n=counted(places))
            if (places := list(dict.fromkeys(filter(None, found))))
            else say("the text of a drawing was not read"),
            sheet=shown[sheet], kind="left out",
        )
        for sheet, found in cells.items()
    ]  # fmt: skip


def _with_merged(raw: RawFile, table: Table, at: Mistake) -> RawFile:
    """What merged cells of a station, a month or a quarter hold is what each of them says; it can be no sum."""
    known = {
        position for position, column in enumerate(table.columns.values()) if column.type in _SAID_FOR_EACH
    }
    rows = {number: row for row, number in enumerate(raw.numbers)}
    cells = [list(row) for row in raw.cells]
    filled = {}
    for (number, position), first in raw.covered.items():
        row = rows.get(int(first.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")))
        name = f"{raw.letters[position]}{number}"
        if position not in known or row is None or first.rstrip("0123456789") != raw.letters[position]:
            continue
        cells[rows[number]][position] = raw.cells[row][position]
        filled[number, position] = name
    if not filled:
        return raw
    reason = say(
        "merged cells were read as if each of them said what the first says (cells: {n})",
        n=counted(list(filled.values())),
    )
    return replace(
        raw,
        cells=tuple(map(tuple, cells)),
        covered={place: first for place, first in raw.covered.items() if place not in filled},
        told=(*raw.told, replace(at, reason=reason, kind="note")),
    )


def _without_unfilled(raw: RawFile, table: Table, shown_as: str) -> RawFile:
    """A template comes with the keys of its rows filled in; a row that nobody filled in further is not reported."""
    others = [position for position, name in enumerate(table.columns) if name not in table.key]
    if not table.key or not others or not raw.cells:
        return raw
    covered = {number for number, _ in raw.covered}
    keys = [position for position, name in enumerate(table.columns) if name in table.key]
    filled = [
        number in covered
        or any(row[position] for position in others)
        or not all(row[position] for position in keys)
        for number, row in zip(raw.numbers, raw.cells, strict=True)
    ]
    if all(filled):
        return raw
    empty = filled.count(False)
    reason = say(
        "rows of the template that were not filled in count as not reported (rows: {n})", n=str(empty)
    )
    return replace(
        raw,
        numbers=tuple(number for number, kept in zip(raw.numbers, filled, strict=True) if kept),
        cells=tuple(row for row, kept in zip(raw.cells, filled, strict=True) if kept),
        told=(*raw.told, Mistake(shown_as, None, None, reason, sheet=raw.sheet, kind="left out")),
        left_out=raw.left_out + empty,
    )
