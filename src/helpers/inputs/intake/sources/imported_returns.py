"""The rows of an export -> returns, one a province and span of months, checked and taken in as those that are sent."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from helpers.errors import ParamsError
from helpers.inputs.intake.date_cells import read_date, today_here
from helpers.inputs.intake.garbage_collection import searched_seldom
from helpers.inputs.intake.intake_rules import Rulebook, read_rulebook
from helpers.inputs.intake.name_lookup import province_slug
from helpers.inputs.intake.return_files import Nobodys
from helpers.inputs.intake.return_identity import whose_return
from helpers.inputs.intake.row_checks import ReadReturn
from helpers.inputs.intake.sent_returns import check_reads, take_in_reads
from helpers.inputs.intake.sources.dhis2_values import read_data_values
from helpers.inputs.intake.sources.form_rows import read_form
from helpers.inputs.intake.sources.source_rows import Export, SourceCell, SourceRow
from helpers.inputs.intake.table_layout import Place, RawFile
from helpers.inputs.intake.take_in import Intake
from helpers.inputs.mistakes import NOTHING, Mistake, say
from helpers.inputs.params.tables import COVER
from helpers.inputs.records.return_paths import Return
from helpers.paths import Project

_READERS: dict[str, Callable[[Rulebook, Path, Path], Export]] = {
    "kobo": read_form,
    "odk": read_form,
    "dhis2": read_data_values,
}
_YEAR = re.compile(r"(20[0-9]{2})(?:[-/.Q ]|$)")
_MONTH = re.compile(r"(20[0-9]{2})-([0-9]{2})")


@searched_seldom()
def import_returns(
    project: Project, source: str, path: Path, mapping: Path, *, received: str = "", only_check: bool = False
) -> Intake:
    """Take in what an export of another system holds, or find out what that would come to.

    Args:
        project: the project.
        source: kobo, odk or dhis2.
        path: the export.
        mapping: the file that says which field fills which column.
        received: the date of the returns; default: that of the export's newest submission or value.
        only_check: write nothing.

    Raises:
        ParamsError: the mapping, `received` or a params file is wrong.
        ReturnError: the export cannot be read.
        OutputError: the records cannot be written; those of the returns before it are whole.
    """
    if source not in _READERS:
        raise ParamsError(f"there is no source '{source}'; write one of {', '.join(_READERS)}")
    rules = read_rulebook(project, today_here())
    if received:
        day = read_date(received)
        if not isinstance(day, date):
            raise ParamsError(f"--received: '{received}' {day[0]}; {day[1]}")
        if day > today_here():
            raise ParamsError(f"--received: {received} is later than today, {today_here()}; correct it")
    export = _READERS[source](rules, path, mapping)
    if received:
        export = replace(export, received=SourceCell(received))
    reads = ((path, each) for each in _returns_in(rules, export))
    return check_reads(rules, reads) if only_check else take_in_reads(rules, reads)


def _returns_in(rules: Rulebook, export: Export) -> Iterator[ReadReturn | Nobodys]:
    shown = rules.project.show(export.path)
    rows = sum(map(len, export.tables.values()))
    if export.stopped:
        yield Nobodys(export.path, export.told, rows + export.refused)
        return
    told = list(export.told)
    groups: defaultdict[tuple[str, str], dict[str, list[SourceRow]]] = defaultdict(
        lambda: {table: [] for table in export.tables}
    )
    usual = _usual_year(rules, export)
    strays = export.refused
    for table, found in export.tables.items():
        for row in found:
            slug = province_slug(row.province.text, rules.province_names)
            if slug is None:
                told.append(_no_province(shown, row.province))
                strays += 1
            else:
                groups[slug, row.year.text or _year_of(rules, table, row) or usual][table].append(row)
    if told or strays or not groups:
        if not groups and not any(each.is_mistake for each in told):
            reason = say("holds no row of a table that the mapping names")
            told.append(Mistake(shown, None, None, reason, say("check the mapping and the export")))
        yield Nobodys(export.path, tuple(told), strays)
    for (slug, year), tables in groups.items():
        yield from _returns_of(rules, export, shown, slug, year, tables)


def _returns_of(
    rules: Rulebook, export: Export, shown: str, slug: str, year: str, tables: dict[str, list[SourceRow]]
) -> Iterator[ReadReturn | Nobodys]:
    """The return of a province and year; of the year of the merger one for each half that it has rows of."""
    params = rules.years.get(int(year)) if year.isdecimal() else None
    spans = params.returns if params else []
    first = spans[-1].first_month if spans else ""
    halves: defaultdict[str, dict[str, list[SourceRow]]] = defaultdict(
        lambda: {table: [] for table in tables}
    )
    for table, rows in tables.items():
        for row in rows:
            month = _month_of(rules, table, row)
            fitting = [span.first_month for span in spans if month in span.months]
            halves[fitting[0] if fitting else first][table].append(row)
    for first_month, own in halves.items():
        raws = {table: _raw(rules, table, rows) for table, rows in own.items()}
        raws = {COVER: _cover(slug, year, export, own), **raws}
        if any(found := [*_personal(rules, raws, shown)]):
            yield Nobodys(export.path, tuple(found), sum(map(len, own.values())))
            continue
        whose = whose_return(rules, raws, {"first_month": first_month}, shown)
        if isinstance(whose, Mistake):
            yield Nobodys(export.path, (whose,), sum(map(len, own.values())))
            continue
        sent = Return(whose[0], whose[1], export.path, dict.fromkeys(raws, export.path))
        yield ReadReturn(sent, raws, dict.fromkeys(raws, export.sha256), mapping=export.mapping)


def _raw(rules: Rulebook, table: str, rows: list[SourceRow]) -> RawFile:
    columns = list(rules.tables[table].columns)
    blank = SourceCell()
    cells = [[row.cells.get(column, blank) for column in columns] for row in rows]
    return RawFile(
        numbers=tuple(row.place.row or 0 for row in rows),
        cells=tuple(tuple(cell.text for cell in row) for row in cells),
        seen=len(rows),
        sheet=rows[0].place.sheet if rows else None,
        places={
            (at, position): cell.place if cell.place != Place() else rows[at].place
            for at, row in enumerate(cells)
            for position, cell in enumerate(row)
        },
    )


def _personal(rules: Rulebook, raws: dict[str, RawFile], shown: str) -> Iterator[Mistake]:
    for table, raw in raws.items():
        yield from rules.personal.find_in_columns(raw, rules.tables[table], shown)


def _cover(slug: str, year: str, export: Export, tables: dict[str, list[SourceRow]]) -> RawFile:
    """The cover sheet that an export does not have; its mistakes are told where province, year and date stand."""
    row = next(row for rows in tables.values() for row in rows)
    return RawFile(
        numbers=(row.place.row or 0,),
        cells=((slug, year, export.received.text),),
        seen=1,
        places={(0, 0): row.province.place, (0, 1): row.year.place, (0, 2): export.received.place},
    )


def _no_province(shown: str, cell: SourceCell) -> Mistake:
    at = Mistake(shown, cell.place.row, None, NOTHING, sheet=cell.place.sheet, cell=cell.place.cell)
    remedy = say("write its name, or its slug such as lang-son")
    return replace(at, reason=say("is no province"), remedy=remedy)


def _dated(rules: Rulebook, table: str, row: SourceRow) -> str:
    dated_by = rules.tables[table].dated_by
    return row.cells[dated_by].text if dated_by and dated_by in row.cells else ""


def _year_of(rules: Rulebook, table: str, row: SourceRow) -> str:
    found = _YEAR.match(_dated(rules, table, row))
    return found[1] if found else ""


def _month_of(rules: Rulebook, table: str, row: SourceRow) -> str:
    """The month of a row; the first of a quarter."""
    text = _dated(rules, table, row)
    if quarter := re.fullmatch(r"(20[0-9]{2})-?Q([1-4])", text):
        return f"{quarter[1]}-{int(quarter[2]) * 3 - 2:02d}"
    found = _MONTH.match(text)
    return found[0] if found else ""


def _usual_year(rules: Rulebook, export: Export) -> str:
    """The year that most rows name, for those whose date cannot be read: they are refused at that cell."""
    years = Counter(
        year for table, rows in export.tables.items() for row in rows if (year := _year_of(rules, table, row))
    )
    return years.most_common(1)[0][0] if years else ""
