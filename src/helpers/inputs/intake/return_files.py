"""The files of returns -> text: folders of CSV files, workbooks, and whatever a path given by the user holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from helpers.errors import ParamsError, ReturnError
from helpers.files.safe_reading import read_file
from helpers.inputs.intake.csv_files import csv_lines, rows_unread
from helpers.inputs.intake.file_kinds import UNPACK
from helpers.inputs.intake.intake_rules import Rulebook
from helpers.inputs.intake.return_identity import whose_return
from helpers.inputs.intake.row_checks import ReadReturn
from helpers.inputs.intake.sheet_cells import SAVE_AS_XLSX, words_of
from helpers.inputs.intake.table_layout import RawFile, lay_out
from helpers.inputs.intake.workbook_tables import read_workbook
from helpers.inputs.mistakes import ONE_FOR_A_TABLE, Mistake, numbered_file, say
from helpers.inputs.params.tables import COVER
from helpers.inputs.records.return_paths import Return, stray_remedy
from helpers.paths import Project

_ARCHIVES = (".zip", ".rar", ".7z", ".tar", ".tgz", ".gz")
_TEXTS = (".txt", ".tsv", ".tab", ".prn")
_SPREADSHEETS = (
    ".xls",
    ".xlsm",
    ".xlsb",
    ".xlt",
    ".xltx",
    ".xltm",
    ".ods",
    ".fods",
    ".ots",
    ".et",
    ".numbers",
)


@dataclass(frozen=True)
class Arrival:
    """A return that lies at a path of the user's choice: a workbook, or a folder of CSV files.

    `position` counts from 1 among the returns that were given; it stands for a name that must not be told.
    """

    path: Path
    files: tuple[Path, ...]
    position: int = 1


@dataclass(frozen=True)
class Nobodys:
    """An arrival of which nothing is taken in: whose it is cannot be told, it cannot be read, or must not be kept."""

    path: Path
    told: tuple[Mistake, ...]
    rows: int


def read_csv_return(rules: Rulebook, sent: Return, contents: Mapping[str, bytes]) -> ReadReturn:
    """A return of one CSV file a table."""
    raws = {
        name: _read_csv(rules, name, content, rules.project.show(sent.files[name]))
        for name, content in contents.items()
    }
    return ReadReturn(sent, raws, {name: sha256(content).hexdigest() for name, content in contents.items()})


def find_arrivals(paths: Iterable[Path]) -> list[Arrival]:
    """The workbooks and the folders of CSV files at or below these paths, in order of their names; and other files.

    Raises:
        ParamsError: a path is not there.
        ReturnError: a path is neither .xlsx nor .csv, or holds neither.
    """
    found: dict[Path, Arrival] = {}
    for path in paths:
        if not path.exists():
            raise ParamsError(f"{path}: there is no such file or folder; check the name")
        inside = [path] if path.is_file() else sorted(_below(path))
        books = [each for each in inside if each.suffix.lower() == ".xlsx"]
        tables = [each for each in inside if each.suffix.lower() == ".csv"]
        others = [each for each in inside if each not in books and each not in tables]
        if not books and not tables and not any(_may_be_return(each) for each in others):
            raise ReturnError(
                f"{path.name}: holds no .xlsx and no .csv file; give the returns, or their folder"
            )
        found |= {book: Arrival(book, (book,)) for book in books}
        found |= {other: Arrival(other, ()) for other in others if not other.name.startswith("README")}
        for folder in dict.fromkeys(each.parent for each in tables):
            own = [each for each in sorted(folder.iterdir()) if each.suffix.lower() == ".csv"]
            own = [each for each in own if not each.name.startswith((".", "~$"))]
            found[folder] = Arrival(folder, tuple(own))
    return [replace(found[path], position=at) for at, path in enumerate(sorted(found), start=1)]


def read_arrival(rules: Rulebook, arrival: Arrival) -> ReadReturn | Nobodys:
    """The return at a path, and whose it is by its cover sheet."""
    alias = numbered_file(arrival.position)
    shown = {path: rules.project.show(path) for path in dict.fromkeys((arrival.path, *arrival.files))}
    for name in shown.values():
        if private := rules.personal.find_in_file_name(name, alias):
            return Nobodys(arrival.path, private, 0)
    if arrival.path.suffix.lower() == ".xlsx":
        return _read_workbook(rules, arrival.path, shown[arrival.path])
    if not arrival.files:
        return Nobodys(arrival.path, (_foreign(rules, arrival.path, shown[arrival.path]),), 0)
    files: dict[str, Path] = {}
    strays: list[Mistake] = []
    twice: set[str] = set()
    for path in sorted(arrival.files, key=lambda each: rules.sheets.exact(each.stem) is None):
        table = rules.sheets.exact(path.stem) or rules.sheets.near(path.stem)
        if table is None:
            reason = say("is not a table of a return")
            remedy = stray_remedy(path.name, [f"{name}.csv" for name in rules.tables])
        elif table in files:
            twice.add(table)
            reason = say("is the second file for the table {table}", table=rules.tables[table].label.both)
            remedy = ONE_FOR_A_TABLE
        else:
            files[table] = path
            if not rules.sheets.exact(path.stem):
                reason = say("was read as the table {table}", table=rules.tables[table].label.both)
                strays.append(Mistake(shown[path], None, None, reason, kind="note"))
            continue
        strays.append(Mistake(shown[path], None, None, reason, remedy))
    contents = {name: content_of(rules.project, path) for name, path in files.items()}
    raws = {name: _read_csv(rules, name, content, shown[files[name]]) for name, content in contents.items()}
    raws |= {name: replace(raws[name], numbers=(), cells=()) for name in twice}
    whose = whose_return(rules, raws, {}, shown[arrival.path])
    if isinstance(whose, Mistake):
        return Nobodys(arrival.path, (*strays, *_told(raws, whose)), _rows(raws))
    absent = (rules.tables[name].label.both for name in rules.tables if name not in raws)
    folder = shown[arrival.path]
    no_file = tuple(
        Mistake(folder, None, None, say("has no file for the table {table}; it counts as not reported", table=label),
                kind="left out")
        for label in absent
    )  # fmt: skip
    sent = Return(whose[0], whose[1], arrival.path, files, tuple(strays))
    hashes = {name: sha256(content).hexdigest() for name, content in contents.items()}
    return ReadReturn(sent, raws, hashes, no_file)


def content_of(project: Project, path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        ReturnError: it cannot be read.
    """
    try:
        return read_file(path)
    except OSError as fault:
        place = project.show(path)
        raise ReturnError(
            f"{place}: cannot be read ({fault.strerror}); check it, and who may read it"
        ) from None


def _may_be_return(path: Path) -> bool:
    return path.suffix.lower() in (*_SPREADSHEETS, *_ARCHIVES)


def _foreign(rules: Rulebook, path: Path, shown: str) -> Mistake:
    """That a file was not read: a mistake where it may be a return, else a note."""
    reason = say("is of another format than .xlsx and .csv, so it was not read")
    if path.suffix.lower() in _TEXTS and rules.sheets.exact(path.stem.removesuffix(".csv")):
        return Mistake(shown, None, None, reason, say("give it the ending .csv"))
    if not _may_be_return(path):
        return Mistake(shown, None, None, reason, kind="note")
    if path.suffix.lower() in _ARCHIVES:
        return Mistake(shown, None, None, reason, UNPACK)
    return Mistake(shown, None, None, reason, SAVE_AS_XLSX)


def _below(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden:
            yield path


def _told(raws: Mapping[str, RawFile], whose: Mistake) -> Iterator[Mistake]:
    """What is told of the tables of nobody's return, and why it is nobody's, unless the cover's own mistakes say it."""
    for raw in raws.values():
        yield from raw.told
    cover = raws.get(COVER)
    if cover is None or cover.cells or not any(each.is_mistake for each in cover.told):
        yield whose


def _rows(raws: Mapping[str, RawFile]) -> int:
    return sum(raw.seen - raw.left_out for name, raw in raws.items() if name != COVER)


def _read_csv(rules: Rulebook, name: str, content: bytes, shown: str) -> RawFile:
    headings = rules.headings[name]
    read = csv_lines(content, shown, headings.names)
    if isinstance(read, Mistake):
        return RawFile(told=(read,), seen=rows_unread(content))
    words = words_of(read.lines)
    raw = lay_out(read.lines, shown, list(rules.tables[name].columns), headings, words)
    personal = rules.personal.find(read.lines, words, shown, headings)
    personal += rules.personal.find_in_columns(raw, rules.tables[name], shown)
    return replace(raw, told=(*personal, *read.told, *raw.told), private=bool(personal))


def _read_workbook(rules: Rulebook, path: Path, shown: str) -> ReadReturn | Nobodys:
    content = content_of(rules.project, path)
    book = read_workbook(content, shown, rules)
    if book.unread:
        return Nobodys(path, book.told, 0)
    whose = whose_return(rules, book.raws, book.mark, shown)
    if isinstance(whose, Mistake):
        return Nobodys(path, (*book.told, *_told(book.raws, whose)), _rows(book.raws))
    absent = (rules.tables[name].label.both for name in rules.tables if name not in book.raws)
    no_sheet = tuple(
        Mistake(shown, None, None, say("has no sheet for the table {table}; it counts as not reported", table=label),
                kind="left out")
        for label in absent
    )  # fmt: skip
    sent = Return(whose[0], whose[1], path.parent, dict.fromkeys(book.raws, path))
    digest = sha256(content).hexdigest()
    return ReadReturn(sent, book.raws, dict.fromkeys(book.raws, digest), (*book.told, *no_sheet))
