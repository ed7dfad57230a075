"""One workbook -> the raw rows of each table: which sheet is which table, and what the template says of itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from helpers.inputs.layout import Line, RawFile, header_names, lay_out
from helpers.inputs.mistakes import Mistake
from helpers.inputs.names import squeezed
from helpers.inputs.personal import Harmless, personal_data
from helpers.inputs.tables import Table, Tables
from helpers.inputs.xlsx_files import read_sheets

VERSION = 1
MARK_SHEET = "template"
GUIDE_SHEET = "Hướng dẫn - Guide"
CODES_SHEET = "Danh mục - Codes"
LONGEST_SHEET_NAME = 31


@dataclass(frozen=True)
class Workbook:
    """What a workbook holds, as text. `mark` is what a template says of itself: version, year, province, months.

    `told` are the mistakes that concern no table of it. Where it holds personal data, or cannot be read, there are
    no raw rows; `rows` then counts the lines of its sheets.
    """

    raws: Mapping[str, RawFile] = field(default_factory=dict)
    mark: Mapping[str, str] = field(default_factory=dict)
    told: tuple[Mistake, ...] = ()
    stopped: bool = False
    rows: int = 0


def sheet_name(table: Table) -> str:
    """What a template calls the sheet of a table: the Vietnamese label, as much of it as a sheet's name may hold."""
    name = table.label.vi
    return name if len(name) <= LONGEST_SHEET_NAME else name[:LONGEST_SHEET_NAME].rsplit(" ", 1)[0]


def read_workbook(content: bytes, shown_as: str, tables: Tables, harmless: Harmless) -> Workbook:
    """The tables of a workbook. Faults are returned, never raised."""
    sheets = read_sheets(content, shown_as)
    if isinstance(sheets, Mistake):
        return Workbook(told=(sheets,), stopped=True)
    personal = [
        mistake
        for position, (name, lines) in enumerate(sheets.items(), start=1)
        for mistake in personal_data(lines, shown_as, harmless, {}, sheet=_shown(name, position, tables))
    ]
    if personal:
        return Workbook(told=tuple(personal), stopped=True, rows=sum(map(len, sheets.values())))
    mark = {cells[0]: cells[1] for _, cells in sheets.pop(MARK_SHEET, []) if len(cells) > 1}
    if mark.get("version", "1") > str(VERSION):
        newer = "was made by a newer version of this software"
        fault = Mistake(shown_as, None, None, newer, "update the software, then try again")
        return Workbook(told=(fault,), stopped=True)
    raws: dict[str, RawFile] = {}
    told: list[Mistake] = []
    for position, (name, lines) in enumerate(sheets.items(), start=1):
        if name in (GUIDE_SHEET, CODES_SHEET) or not lines:
            continue
        table = _table_of(name, lines, tables)
        shown = _shown(name, position, tables)
        if table is None:
            reason = "is no table of a return; it was not read"
            told.append(Mistake(shown_as, None, None, reason, "", shown, kind="left out"))
        elif table in raws:
            fault = Mistake(
                shown_as, None, None, f"is the second sheet for the table {table}", "keep one of them", shown
            )
            raws[table] = replace(raws[table], mistakes=(*raws[table].mistakes, fault), numbers=(), cells=())
        else:
            columns = list(tables[table].columns)
            raw = lay_out(lines, shown_as, columns, header_names(columns, tables[table]), sheet=name)
            raws[table] = _without_unfilled(raw, tables[table], shown_as) if mark else raw
    if not raws:
        fault = Mistake(
            shown_as, None, None, "holds no table of a return", "fill in the template, and send that"
        )
        return Workbook(told=(*told, fault), mark=mark, stopped=True)
    return Workbook(raws, mark, tuple(told))


def _shown(name: str, position: int, tables: Tables) -> str:
    """A sheet's name where it is known; else its number, for a name may be anybody's."""
    known = name in (GUIDE_SHEET, CODES_SHEET, MARK_SHEET) or _by_name(name, tables)
    return name if known else f"no. {position}"


def _by_name(name: str, tables: Tables) -> str | None:
    form = squeezed(name)
    for table in tables:
        label = tables[table].label
        if form in {
            squeezed(table),
            squeezed(label.en),
            squeezed(label.vi),
            squeezed(sheet_name(tables[table])),
        }:
            return str(table)
    return None


def _table_of(name: str, lines: Sequence[Line], tables: Tables) -> str | None:
    """By the sheet's name; a renamed sheet by its header, which must name every column of one table."""
    if known := _by_name(name, tables):
        return known
    for table in tables:
        names = header_names(list(tables[table].columns), tables[table])
        for _, cells in lines[:5]:
            if {names.get(squeezed(cell)) for cell in cells} >= set(tables[table].columns):
                return str(table)
    return None


def _without_unfilled(raw: RawFile, table: Table, shown_as: str) -> RawFile:
    """A template comes with the keys of its rows filled in; a row that nobody filled in further is not reported."""
    keys = {position for position, name in enumerate(table.columns) if name in table.key}
    filled = [any(cell for position, cell in enumerate(row) if position not in keys) for row in raw.cells]
    if all(filled) or not keys:
        return raw
    empty = filled.count(False)
    reason = f"{empty} rows of the template were not filled in; they count as not reported"
    note = Mistake(shown_as, None, None, reason, "", raw.sheet, kind="left out")
    return replace(
        raw,
        numbers=tuple(number for number, kept in zip(raw.numbers, filled, strict=True) if kept),
        cells=tuple(row for row, kept in zip(raw.cells, filled, strict=True) if kept),
        mistakes=(*raw.mistakes, note),
        left_out=raw.left_out + empty,
    )
