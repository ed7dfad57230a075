"""An export of KoboToolbox (a workbook, or one CSV file) or of ODK (a folder or archive of CSV files) -> its sheets.

The first sheet has a row for each submission, every other one the rows of a repeat group, which name the row that they
belong to: `_parent_index` the `_index` of KoboToolbox, `PARENT_KEY` the `KEY` of ODK.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from helpers.errors import ParamsError, ReturnError
from helpers.inputs.intake.cell_addresses import letter
from helpers.inputs.intake.csv_files import csv_lines
from helpers.inputs.intake.file_kinds import JSON, kind_of
from helpers.inputs.intake.name_lookup import squeezed
from helpers.inputs.intake.return_files import content_of
from helpers.inputs.intake.sheet_cells import MOST_UNPACKED, Line, workbook_lines
from helpers.inputs.intake.table_layout import Place
from helpers.inputs.mistakes import NOTHING, Mistake, Phrase, say
from helpers.paths import Project

_LINKS = (("_index", "_parent_index"), ("KEY", "PARENT_KEY"))
_TABLE_OF_PARENT = "_parent_table_name"
_OWN = re.compile(
    r"_.*|.*[/:-]_.*|(?:.*[/:-])?(?:start|end|today|deviceid|subscriberid|simserial|phonenumber|username|email|audit|"
    r"instanceID|instanceName|uuid)|KEY|PARENT_KEY|SET-OF-.*|SubmissionDate|SubmitterID|SubmitterName|"
    r"AttachmentsPresent|AttachmentsExpected|Status|ReviewState|DeviceID|Edits|FormVersion"
)
"""What the systems themselves add to the fields of a form."""
_GROUPS = "/:.-"
_OLD_TITLE = 28  # letters of a sheet's name that are surely those of its group


@dataclass(frozen=True)
class FormSheet:
    """One sheet: its header and the lines below it. `parents` are the line and sheet that a line belongs to."""

    name: str
    header: Sequence[str]
    header_row: int
    lines: Sequence[Line]

    def place(self, row: int | None, column: int | None = None) -> Place:
        """Where a cell stands, or a row."""
        cell = f"{letter(column)}{row}" if column is not None and row is not None else None
        return Place(self.name, row, cell)

    def at(self, line: Line, column: int) -> str:
        """The text of a cell; lines may be shorter than the header."""
        return line[1][column] if column < len(line[1]) else ""

    @cached_property
    def by_name(self) -> Mapping[str, int]:
        """The system's own columns."""
        return {name: at for at, name in enumerate(self.header)}

    @cached_property
    def by_key(self) -> Mapping[str, Line]:
        """The lines by what rows of repeat groups call them."""
        for own, _ in _LINKS:
            if (at := self.by_name.get(own)) is not None:
                return {self.at(line, at): line for line in self.lines}
        return {}

    def columns_of(self, names: Sequence[str]) -> list[int]:
        """The columns that the first of these names finds: by its whole, by its words, by its end after the groups."""
        for name in names:
            wanted, ends = squeezed(name), tuple(f"{sign}{name}" for sign in _GROUPS)
            for fits in (
                [at for at, head in enumerate(self.header) if head == name],
                [at for at, head in enumerate(self.header) if squeezed(head) == wanted],
                [at for at, head in enumerate(self.header) if head.endswith(ends)],
            ):
                if fits:
                    return fits
        return []

    def choices_of(self, names: Sequence[str], column: int | None) -> dict[int, str]:
        """The columns that say of each choice of a question whether it was chosen -> the choice.

        `column` is that of the question itself, where the export has it.
        """
        if column is not None:
            begin = f"{self.header[column]}/"
            return {at: head[len(begin) :] for at, head in enumerate(self.header) if head.startswith(begin)}
        parts = {at: head.rpartition("/") for at, head in enumerate(self.header) if "/" in head}
        for name in names:
            wanted, ends = squeezed(name), tuple(f"{sign}{name}" for sign in _GROUPS)
            found = {
                at: choice
                for at, (question, _, choice) in parts.items()
                if squeezed(question) == wanted or question.endswith(ends)
            }
            if found:
                return found
        return {}

    def is_own(self, column: int) -> bool:
        """Whether the system added a column."""
        return bool(_OWN.fullmatch(self.header[column]))


@dataclass(frozen=True)
class FormSheets:
    """The sheets of an export, the form's own first; and what is told of them."""

    sheets: Sequence[FormSheet]
    content: bytes
    told: tuple[Mistake, ...] = ()
    remarks: tuple[str, ...] = field(default_factory=tuple)

    def named(self, name: str) -> FormSheet | None:
        """The sheet of a repeat group: its name may be cut short, or begin with that of the form."""
        wanted = squeezed(name)
        for sheet in self.sheets:
            title = squeezed(sheet.name)
            cut = squeezed(re.split(r"\.\.\.", sheet.name)[0][:_OLD_TITLE])
            if title == wanted or sheet.name.endswith((f"-{name}", f"/{name}")):
                return sheet
            if len(sheet.name) > _OLD_TITLE and wanted.startswith(cut):
                return sheet
        return None

    def parent_of(self, sheet: FormSheet, line: Line) -> tuple[FormSheet, Line] | Phrase | None:
        """The sheet and line that a line belongs to; None of one that belongs to none, and why none can be found."""
        for _, link in _LINKS:
            if (at := sheet.by_name.get(link)) is None:
                continue
            table = sheet.by_name.get(_TABLE_OF_PARENT)
            above = self.named(sheet.at(line, table)) if table is not None else None
            candidates = [above] if above else [each for each in self.sheets if each is not sheet]
            key = sheet.at(line, at)
            for each in candidates:
                if key and (found := each.by_key.get(key)):
                    return each, found
            return say("names a row of another sheet that is not in the export")
        return None


def link_column(sheet: FormSheet) -> int | None:
    """The column by which a sheet's lines name the line that they belong to."""
    return next((sheet.by_name[link] for _, link in _LINKS if link in sheet.by_name), None)


def read_sheets(project: Project, path: Path) -> FormSheets:
    """The sheets of an export.

    Raises:
        ParamsError: it is not there.
        ReturnError: it is of no form that is known.
    """
    shown = project.show(path)
    if not path.exists():
        raise ParamsError(f"{path}: there is no such file or folder; check the name")
    content = b"" if path.is_dir() else content_of(project, path)
    kind = kind_of(content)
    if kind and kind.is_workbook:
        read = workbook_lines(content, shown)
        if isinstance(read, Mistake):
            return FormSheets((), content, (read,))
        notes = tuple(
            Mistake(shown, None, None, note, sheet=name or None, kind="note") for name, note in read.notes
        )
        sheets = [sheet for name, lines in read.lines.items() for sheet in _sheet(name, lines)]
        return FormSheets(sheets, content, notes, tuple(remark.text for remark in read.remarks))
    files = _csv_files(project, path, content, shown)
    if not files:
        other = " (`workbook import dhis2` reads one of DHIS2)" if kind is JSON else ""
        raise ReturnError(
            f"{shown}: {f'is {kind.name[0]}, and ' if kind else ''}holds no .xlsx and no .csv file; export the "
            f"submissions as XLS, or as CSV in an archive{other}"
        )
    sheets, told = [], []
    for name, content in files.items():
        lines = csv_lines(content, f"{shown}/{name}.csv" if len(files) > 1 else shown)
        if isinstance(lines, Mistake):
            told.append(lines)
            continue
        told += lines.told
        sheets += _sheet(name, lines.lines)
    main = [sheet for sheet in sheets if link_column(sheet) is None]
    sheets = [*main, *(sheet for sheet in sheets if sheet not in main)]
    return FormSheets(sheets, b"\0".join(files.values()), tuple(told))


def _csv_files(project: Project, path: Path, content: bytes, shown: str) -> dict[str, bytes]:
    if path.is_dir():
        found = sorted(each for each in path.iterdir() if each.suffix.lower() == ".csv")
        return {each.stem: content_of(project, each) for each in found}
    if kind_of(content) is None:
        return {path.stem: content}
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return {}
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        entries = [each for each in parts.infolist() if each.filename.lower().endswith(".csv")]
        if sum(each.file_size for each in entries) > MOST_UNPACKED:
            raise ReturnError(f"{shown}: is far larger unpacked than an export can be; export fewer fields")
        try:
            return {Path(each.filename).stem: parts.read(each) for each in entries}
        except (RuntimeError, zipfile.BadZipFile, EOFError, OSError, ValueError):
            raise ReturnError(f"{shown}: the archive is damaged or locked; export it again") from None


def _sheet(name: str, lines: Sequence[Line]) -> list[FormSheet]:
    """The sheet, if it has a header; a second line of tags below it is none of its rows."""
    if not lines:
        return []
    (row, header), *rest = lines
    if rest and all(cell.startswith("#") for cell in rest[0][1] if cell):
        rest = rest[1:]
    return [FormSheet(name, header, row, rest)]


def place_in(shown: str, place: Place) -> Mistake:
    """The beginning of what is told of a place in the export."""
    return Mistake(shown, place.row, None, NOTHING, sheet=place.sheet, cell=place.cell)
