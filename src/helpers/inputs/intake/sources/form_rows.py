"""The sheets of a form's export -> rows of the tables that a mapping names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from helpers.inputs.intake.intake_rules import Rulebook
from helpers.inputs.intake.name_lookup import code_names, short_station, squeezed, squeezed_code
from helpers.inputs.intake.sheet_cells import Line, words_of
from helpers.inputs.intake.sources.form_choices import chosen_columns, chosen_in, day_here, translated
from helpers.inputs.intake.sources.form_sheets import (
    FormSheet,
    FormSheets,
    link_column,
    place_in,
    read_sheets,
)
from helpers.inputs.intake.sources.source_rows import Export, SourceCell, SourceRow
from helpers.inputs.intake.stations import station_names
from helpers.inputs.intake.table_layout import Place
from helpers.inputs.mistakes import Mistake, Phrase, counted, say
from helpers.inputs.params.source_maps import Filled, FormMap, filled, read_form_map
from helpers.inputs.params.tables import Column
from helpers.inputs.params.yaml_files import Located, read_text

_IDS = ("_uuid", "meta/instanceID", "instanceID", "KEY", "_id")
_SENT = ("_submission_time", "SubmissionDate", "end")
_STATUS = ("_validation_status", "ReviewState")
_NOT_APPROVED = {"notapproved", "validationstatusnotapproved", "rejected"}
MOST_NAMED = 8


def read_form(rules: Rulebook, path: Path, mapping: Path) -> Export:
    """The rows that a form's export gives to the tables of a mapping.

    Raises:
        ParamsError: the mapping is wrong.
        ReturnError: the export cannot be read.
    """
    form = read_form_map(rules.project, mapping, rules.stations.provinces)
    sheets = read_sheets(rules.project, path)
    return _Reader(rules, form, sheets, rules.project.show(path)).export(path, mapping)


@dataclass(frozen=True)
class _Found:
    """Where a field stands: its column, in a sheet that is the row's own or one above it.

    `choices` are the columns of its choices; an export may have these alone, and `column` is then the first of them.
    """

    sheet: FormSheet
    column: int
    choices: Mapping[int, str] = field(default_factory=dict)

    @property
    def is_apart(self) -> bool:
        """Whether the export has the choices' columns alone."""
        return self.column in self.choices


class _Reader:
    def __init__(self, rules: Rulebook, file: Located[FormMap], sheets: FormSheets, shown: str) -> None:
        self.rules, self.file, self.form = rules, file, file.content
        self.sheets, self.shown = sheets, shown
        self.provinces: dict[str, Filled | _Found] = {}
        self.not_translated: defaultdict[tuple[str, str], list[Place]] = defaultdict(list)
        self.told = list(sheets.told)
        self.used: defaultdict[str, set[int]] = defaultdict(set)
        self.refused = 0
        self.left_out: set[tuple[str, int]] = set()
        self.spoilt: set[tuple[str, int]] = set()

    def export(self, path: Path, mapping: Path) -> Export:
        """All that the export gives."""
        tables: dict[str, list[SourceRow]] = {}
        if self.sheets.sheets:
            self._look_at_submissions(self.sheets.sheets[0])
        for name, table in self.form.tables.items():
            sheet = self.sheets.named(table.sheet) if table.sheet else next(iter(self.sheets.sheets), None)
            if sheet is None:
                self._no_sheet(name, table.sheet)
            elif (columns := self._columns(name, sheet)) is None:
                self.refused += len(sheet.lines)
            else:
                tables[name] = list(self._rows(name, sheet, columns))
        self._tell_not_translated()
        received = self._received()
        self._not_read()
        personal = tuple(self._personal())
        return Export(
            path, sha256(self.sheets.content).hexdigest(),
            sha256(read_text(mapping, mapping.name).encode()).hexdigest(), tables, received,
            (*personal, *self.told), self.refused, stopped=bool(personal),
        )  # fmt: skip

    def _look_at_submissions(self, sheet: FormSheet) -> None:
        """Leave out what was not approved, and copies; refuse what two submissions of one number say differently."""
        by_id: defaultdict[str, list[Line]] = defaultdict(list)
        number = next((sheet.by_name[name] for name in _IDS if name in sheet.by_name), None)
        status = next((sheet.by_name[name] for name in _STATUS if name in sheet.by_name), None)
        for line in sheet.lines:
            if status is not None and squeezed(sheet.at(line, status)) in _NOT_APPROVED:
                self.left_out.add((sheet.name, line[0]))
            elif number is not None and (own := sheet.at(line, number)):
                by_id[own].append(line)
        if self.left_out:
            reason = say(
                "submissions that were not approved were not read (submissions: {n})",
                n=str(len(self.left_out)),
            )
            self.told.append(Mistake(self.shown, None, None, reason, sheet=sheet.name, kind="left out"))
        for first, *others in by_id.values():
            for line in others:
                at = place_in(self.shown, sheet.place(line[0], number))
                row = str(first[0])
                if self._said_in(sheet, first) == self._said_in(sheet, line):
                    self.left_out.add((sheet.name, line[0]))
                    reason = say("is the same submission as row {row}; it counts once", row=row)
                    self.told.append(replace(at, reason=reason, kind="left out"))
                    continue
                self.spoilt |= {(sheet.name, first[0]), (sheet.name, line[0])}
                reason = say(
                    "has the number of the submission in row {row}, and says something else", row=row
                )
                self.told.append(
                    replace(at, reason=reason, remedy=say("keep one of them, then export again"))
                )

    def _said_in(self, sheet: FormSheet, line: Line) -> tuple[object, ...]:
        """What a submission says, in its own row and those that belong to it."""
        own = [sheet.at(line, at) for at in range(len(sheet.header)) if not sheet.is_own(at)]
        below: Counter[tuple[object, ...]] = Counter()
        for each in self.sheets.sheets:
            for other in each.lines if each is not sheet else ():
                above = self.sheets.parent_of(each, other)
                if isinstance(above, tuple) and above[0] is sheet and above[1][0] == line[0]:
                    below[each.name, self._said_in(each, other)] += 1
        return (*own, frozenset(below.items()))

    def _columns(self, table: str, sheet: FormSheet) -> dict[str, Filled | _Found | None] | None:
        """What fills each column; None where a field that must be there is not, or cannot be told apart."""
        found: dict[str, Filled | _Found | None] = {}
        before = len(self.told)
        for key, column in self.rules.tables[table].columns.items():
            written = self.form.tables[table].columns.get(key)
            own = filled(written) if written is not None else Filled(field=[key, *column.label.both])
            wanted = None if written is None and column.optional else column
            at = ("tables", table, "columns", key) if written is not None else ()
            found[key] = self._find(own, sheet, wanted, at, is_list=column.type == "codes")
        if sheet.lines:
            self._find_whose(sheet)
        return None if len(self.told) > before else found

    def _find_whose(self, sheet: FormSheet) -> None:
        """Where the rows of a sheet say their province; that it, or their year, is not there is told."""
        cover = self.rules.tables["cover"].columns
        if sheet.name not in self.provinces and (
            province := self._find(filled(self.form.province), sheet, cover["province"], ("province",))
        ):
            self.provinces[sheet.name] = province
        if self.form.year is not None:
            self._find(filled(self.form.year), sheet, cover["year"], ("year",))

    def _find(
        self,
        own: Filled,
        sheet: FormSheet,
        column: Column | None,
        at: tuple[str, ...] = (),
        *,
        is_list: bool = False,
    ) -> Filled | _Found | None:
        """What fills a column; None where its field is not there, which is told of a `column` that must be filled.

        `at` is the key of the mapping that names it.
        """
        if own.value is not None:
            return own
        for each in (sheet, *self._above(sheet)):
            if fits := each.columns_of(own.names):
                if len(fits) > 1:
                    names = ", ".join(each.header[position] for position in fits[:MOST_NAMED])
                    reason = say("{names}: several columns are called so", names=names)
                    remedy = say("write the whole of the right one's name in the mapping, with its group")
                    self._tell_header(each, reason, remedy, column)
                    return None
                choices = each.choices_of(own.names, fits[0]) if is_list else {}
                self.used[each.name] |= {fits[0], *choices}
                return _Found(each, fits[0], choices)
            if is_list and (choices := each.choices_of(own.names, None)):
                self.used[each.name] |= {*choices}
                return _Found(each, min(choices), choices)
        if column is not None:
            reason = say("there is no column '{name}'", name=" / ".join(own.names))
            if at:
                reason = say(
                    "there is no column '{name}', which the mapping names ({key})",
                    name=" / ".join(own.names),
                    key=self.file.at(*at),
                )
            remedy = say(
                "export it, too, or correct the mapping; until then no row of this table is taken in"
            )
            self._tell_header(sheet, reason, remedy, column)
        return None

    def _tell_header(self, sheet: FormSheet, reason: Phrase, remedy: Phrase, column: Column | None) -> None:
        label = column.label.both if column else None
        self.told.append(
            Mistake(self.shown, sheet.header_row, None, reason, remedy, sheet=sheet.name, heading=label)
        )

    def _above(self, sheet: FormSheet) -> Iterator[FormSheet]:
        """The sheets that a sheet's rows belong to, the nearest first."""
        while found := next(self._parents(sheet), None):
            sheet = found
            yield sheet

    def _parents(self, sheet: FormSheet) -> Iterator[FormSheet]:
        for line in sheet.lines:
            if isinstance(above := self.sheets.parent_of(sheet, line), tuple):
                yield above[0]

    def _rows(
        self, table: str, sheet: FormSheet, columns: Mapping[str, Filled | _Found | None]
    ) -> Iterator[SourceRow]:
        if not sheet.lines:
            return
        province = self.provinces[sheet.name]
        year = self._find(filled(self.form.year), sheet, None) if self.form.year is not None else None
        for line in sheet.lines:
            chain = self._chain(sheet, line)
            if isinstance(chain, Phrase):
                at = place_in(self.shown, sheet.place(line[0], link_column(sheet)))
                self.told.append(replace(at, reason=chain, remedy=say("export the submissions again, whole")))
                self.refused += 1
                continue
            keys = {(name, own[0]) for name, own in chain.items()}
            if keys & self.spoilt:
                self.refused += 1
            elif not keys & self.left_out:
                cells = {key: self._cell(table, key, found, chain) for key, found in columns.items() if found}
                if None in cells.values():
                    self.refused += 1
                    continue
                yield SourceRow(
                    sheet.place(line[0]), self._plain(province, self.form.province, chain),
                    self._plain(year, self.form.year, chain), {key: cell for key, cell in cells.items() if cell},
                )  # fmt: skip

    def _chain(self, sheet: FormSheet, line: Line) -> dict[str, Line] | Phrase:
        """The line and those that it belongs to, by their sheets; or why they cannot be found."""
        chain = {sheet.name: line}
        while (above := self.sheets.parent_of(sheet, line)) is not None:
            if isinstance(above, Phrase):
                return above
            sheet, line = above
            if sheet.name in chain:
                return say("names a row of another sheet that is not in the export")
            chain[sheet.name] = line
        return chain

    def _plain(self, found: Filled | _Found | None, written: object, chain: Mapping[str, Line]) -> SourceCell:
        if isinstance(found, Filled):
            return SourceCell(found.value or "")
        if found is None or found.sheet.name not in chain:
            return SourceCell()
        line = chain[found.sheet.name]
        text = found.sheet.at(line, found.column)
        codes = written.codes if isinstance(written, Filled) else {}
        return SourceCell(translated(text, codes), found.sheet.place(line[0], found.column))

    def _cell(
        self, table: str, key: str, found: Filled | _Found, chain: Mapping[str, Line]
    ) -> SourceCell | None:
        """What fills a cell; None, and a mistake, where the columns of its choices do not say what the cell does."""
        column, written = self.rules.tables[table].columns[key], self.form.tables[table].columns.get(key)
        cell = self._plain(found, written, chain)
        if isinstance(written, Filled) and written.codes and self._is_unknown(column, cell.text):
            self.not_translated[table, key].append(cell.place)
            return None
        if column.type != "codes" or not isinstance(found, _Found) or found.sheet.name not in chain:
            return cell
        codes = written.codes if isinstance(written, Filled) else {}
        sheet, line = found.sheet, chain[found.sheet.name]
        names = code_names(self.rules.codelists.root[str(column.codelist)])
        names |= {squeezed_code(theirs): ours for theirs, ours in codes.items()}
        said = None if found.is_apart else chosen_in(sheet.at(line, found.column), names)
        if found.choices:
            chosen = chosen_columns(sheet, line, found.choices, names)
            if chosen is None or (said is not None and set(said) != set(chosen)):
                place = place_in(self.shown, cell.place)
                reason = say(
                    "the columns of its choices do not say what it says, or one is of an unknown choice"
                )
                remedy = say("export the submissions again, or name the choice under codes in the mapping")
                self.told.append(replace(place, reason=reason, remedy=remedy, heading=column.label.both))
                return None
            said = chosen
        return cell if said is None else replace(cell, text=";".join(said))

    def _is_unknown(self, column: Column, text: str) -> bool:
        """Whether a choice that was not translated is no station or code by its own name either."""
        if column.type == "station":
            names = station_names(self.rules.stations.by_key.values())
            known = {squeezed(text), short_station(text)} & {
                *names,
                *map(squeezed, self.rules.stations.provinces),
            }
        elif column.type == "code":
            known = {squeezed_code(text)} & {*code_names(self.rules.codelists.root[str(column.codelist)])}
        else:
            return False
        return bool(text) and not known

    def _tell_not_translated(self) -> None:
        """One mistake for each column with choices that its codes do not know."""
        for (table, key), places in self.not_translated.items():
            cells = [str(place.cell or place.row) for place in places]
            at = place_in(self.shown, places[0])
            n = counted(cells, MOST_NAMED)
            reason = say("is a choice that the mapping does not translate (cells: {n})", n=n)
            remedy = say(
                "add it there ({key}), or correct it in the export",
                key=self.file.at("tables", table, "columns", key, "codes"),
            )
            label = self.rules.tables[table].columns[key].label.both
            self.told.append(replace(at, reason=reason, remedy=remedy, column=key, heading=label))

    def _received(self) -> SourceCell:
        """The day of the newest submission, by the clock of Viet Nam; or what the mapping names."""
        main = next(iter(self.sheets.sheets), None)
        if self.form.received is not None and (own := filled(self.form.received)).value is not None:
            return SourceCell(own.value)
        names = filled(self.form.received).names if self.form.received is not None else list(_SENT)
        if main is None or not (fits := main.columns_of(names)):
            return SourceCell()
        self.used[main.name].add(fits[0])
        days = [(day, line[0]) for line in main.lines if (day := day_here(main.at(line, fits[0])))]
        if not days:
            return SourceCell()
        day, row = max(days)
        return SourceCell(day, main.place(row, fits[0]))

    def _no_sheet(self, table: str, wanted: str | None) -> None:
        """That a sheet is missing: the group was left out of the export, or the mapping calls it by a wrong name."""
        if not self.sheets.sheets:
            return  # why the export cannot be read is told
        reason = say(
            "has no sheet '{name}', which the mapping names ({key})",
            name=str(wanted),
            key=self.file.at("tables", table, "sheet"),
        )
        remedy = say("export it, too, or correct the mapping; until then no row of this table is taken in")
        self.told.append(Mistake(self.shown, None, None, reason, remedy))

    def _not_read(self) -> None:
        """A note on the questions that no column is filled from."""
        for sheet in self.sheets.sheets:
            names = [
                name
                for at, name in enumerate(sheet.header)
                if name and at not in self.used[sheet.name] and not sheet.is_own(at)
                if any(sheet.at(line, at) for line in sheet.lines)
            ]
            names = [name for name in names if not self.rules.personal.kinds_of(name)]
            if names:
                listed = counted(names, MOST_NAMED)
                reason = say("columns that the mapping does not name were not read (columns: {n})", n=listed)
                self.told.append(Mistake(self.shown, None, None, reason, sheet=sheet.name, kind="left out"))

    def _personal(self) -> Iterator[Mistake]:
        """Personal data in any answer, read or not; not in what the system adds of who sent it, which nothing keeps."""
        for sheet in self.sheets.sheets:
            own = {
                at for at in range(len(sheet.header)) if sheet.is_own(at) and at not in self.used[sheet.name]
            }
            lines = [
                (row, tuple("" if at in own else cell for at, cell in enumerate(cells)))
                for row, cells in ((sheet.header_row, sheet.header), *sheet.lines)
            ]
            yield from self.rules.personal.find(lines, words_of(lines), self.shown, None, sheet=sheet.name)
        for remark in self.sheets.remarks:
            yield from self.rules.personal.find_beside(remark, Mistake(self.shown, None, None, say("")))
