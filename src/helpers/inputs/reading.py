"""The files of returns -> text: folders of CSV files, workbooks, and whatever a path given by the user holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from helpers.errors import ParamsError, ReturnError
from helpers.inputs.cells import read_number
from helpers.inputs.checks import COVER
from helpers.inputs.csv_files import csv_lines
from helpers.inputs.judging import Judge, ReadReturn
from helpers.inputs.layout import RawFile, header_names, lay_out
from helpers.inputs.mistakes import Mistake
from helpers.inputs.names import province_slug
from helpers.inputs.personal import personal_data
from helpers.inputs.returns import Return
from helpers.inputs.settings import ReturnFolder, read_settings, read_year
from helpers.inputs.workbooks import Workbook, read_workbook

_MONTH = re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Arrival:
    """A return that lies at a path of the user's choice: a workbook, or a folder of CSV files."""

    path: Path
    files: tuple[Path, ...]


@dataclass(frozen=True)
class Nobodys:
    """An arrival that cannot be attributed to a province and a year, or cannot be read; and why."""

    path: Path
    mistakes: tuple[Mistake, ...]
    rows: int


def read_csv_return(judge: Judge, sent: Return, contents: Mapping[str, bytes]) -> ReadReturn:
    """A return of one CSV file a table. A file with personal data has no rows left, and says so."""
    raws = {name: _read_csv(judge, name, content, sent.files[name]) for name, content in contents.items()}
    return ReadReturn(sent, raws, {name: sha256(content).hexdigest() for name, content in contents.items()})


def find_arrivals(paths: Iterable[Path]) -> list[Arrival]:
    """The workbooks and the folders of CSV files at or below these paths, in order of their names.

    Raises:
        ReturnError: a path is not there, is neither .xlsx nor .csv, or holds neither.
    """
    found: dict[Path, Arrival] = {}
    for path in paths:
        if not path.exists():
            raise ReturnError(f"{path.name}: there is no such file or folder; check the name")
        inside = [path] if path.is_file() else sorted(_below(path))
        books = [each for each in inside if each.suffix.lower() == ".xlsx"]
        tables = [each for each in inside if each.suffix.lower() == ".csv"]
        if not books and not tables:
            raise ReturnError(
                f"{path.name}: holds no .xlsx and no .csv file; give the returns, or their folder"
            )
        found |= {book: Arrival(book, (book,)) for book in books}
        for folder in dict.fromkeys(each.parent for each in tables):
            own = sorted(each for each in folder.glob("*.csv") if not each.name.startswith("."))
            found[folder] = Arrival(folder, tuple(own))
    return [found[path] for path in sorted(found)]


def read_arrival(judge: Judge, arrival: Arrival) -> ReadReturn | Nobodys:
    """The return at a path, and whose it is by its cover sheet."""
    if arrival.path.suffix.lower() == ".xlsx":
        return _read_workbook(judge, arrival.path)
    files = {path.stem: path for path in arrival.files if path.stem in judge.tables}
    strays = tuple(
        Mistake(judge.project.show(path), None, None, "is not a table of a return", "take it out")
        for path in arrival.files
        if path.stem not in judge.tables
    )
    contents = {name: _content(judge, path) for name, path in files.items()}
    raws = {name: _read_csv(judge, name, content, files[name]) for name, content in contents.items()}
    whose = _whose(judge, raws, {}, judge.project.show(arrival.path))
    if isinstance(whose, Mistake):
        told = [mistake for raw in raws.values() for mistake in raw.mistakes]
        return Nobodys(arrival.path, (*strays, *told, whose), sum(raw.seen for raw in raws.values()))
    sent = Return(whose[0], whose[1], arrival.path, files, strays)
    return ReadReturn(sent, raws, {name: sha256(content).hexdigest() for name, content in contents.items()})


def _below(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden:
            yield path


def _content(judge: Judge, path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        place = judge.project.show(path)
        raise ReturnError(f"{place}: cannot be read ({fault.strerror}); check who may read it") from None


def _read_csv(judge: Judge, name: str, content: bytes, path: Path) -> RawFile:
    shown = judge.project.show(path)
    lines = csv_lines(content, shown)
    if isinstance(lines, Mistake):
        return RawFile(mistakes=(lines,))
    columns = list(judge.tables[name].columns)
    names = header_names(columns, judge.tables[name])
    if personal := personal_data(lines, shown, judge.harmless, names):
        return RawFile(seen=max(0, len(lines) - 1), mistakes=tuple(personal))
    return lay_out(lines, shown, columns, names)


def _read_workbook(judge: Judge, path: Path) -> ReadReturn | Nobodys:
    content = _content(judge, path)
    shown = judge.project.show(path)
    book: Workbook = read_workbook(content, shown, judge.tables, judge.harmless)
    if book.stopped:
        return Nobodys(path, book.told, book.rows)
    whose = _whose(judge, book.raws, book.mark, shown)
    if isinstance(whose, Mistake):
        told = [mistake for raw in book.raws.values() for mistake in raw.mistakes]
        return Nobodys(path, (*book.told, *told, whose), sum(raw.seen for raw in book.raws.values()))
    absent = tuple(
        Mistake(
            shown,
            None,
            None,
            f"has no sheet for the table {name}; it counts as not reported",
            "",
            kind="left out",
        )
        for name in judge.tables
        if name not in book.raws
    )
    sent = Return(whose[0], whose[1], path.parent, dict.fromkeys(book.raws, path))
    digest = sha256(content).hexdigest()
    return ReadReturn(sent, book.raws, dict.fromkeys(book.raws, digest), (*book.told, *absent))


def _whose(
    judge: Judge, raws: Mapping[str, RawFile], mark: Mapping[str, str], shown: str
) -> tuple[str, ReturnFolder] | Mistake:
    """Province and span of months of a return, by its cover sheet; or what stands in the way."""
    raw = raws.get(COVER)
    if raw is None or not raw.cells:
        return Mistake(
            shown, None, None, "has no cover sheet that says whose return it is",
            "fill in the cover sheet: province, year, date",
        )  # fmt: skip
    columns = list(judge.tables[COVER].columns)
    cells = dict(zip(columns, raw.cells[0], strict=True))
    at = Mistake(shown, raw.numbers[0], None, "", "", raw.sheet)

    def fault(column: str, reason: str, remedy: str) -> Mistake:
        cell = f"{raw.letters[columns.index(column)]}{at.row}" if raw.letters else None
        return Mistake(shown, at.row, column, reason, remedy, raw.sheet, cell)

    years = {str(year): year for year in read_settings(judge.project).years}
    year = read_number(cells["year"])
    if year not in years:
        return fault("year", "is not a year that is reported on", f"write one of {', '.join(years)}")
    slug = province_slug(cells["province"], judge.provinces)
    if slug is None:
        return fault("province", "is no province", "write its name, or its slug such as lang-son")
    spans = read_year(judge.project, years[year]).returns
    fitting = [span for span in spans if slug in {p.slug for p in judge.provinces.commands(span.vintage)}]
    if not fitting:
        try:
            judge.provinces.command(slug, spans[-1].vintage)
        except ParamsError as refused:
            return fault("province", str(refused), "correct the cover sheet")
    marked = [span for span in fitting if mark.get("first_month") == span.first_month]
    fitting = marked or fitting
    if len(fitting) > 1:
        months = _months(judge, raws)
        fitting = [span for span in fitting if months and months <= set(span.months)] or fitting
    if len(fitting) > 1:
        halves = " or ".join(f"{span.first_month} to {span.last_month}" for span in fitting)
        return fault(
            "year", f"there are two returns of this year, {halves}, and the rows do not say which it is",
            "send a return for one of them, made from its template",
        )  # fmt: skip
    return slug, fitting[0]


def _months(judge: Judge, raws: Mapping[str, RawFile]) -> set[str]:
    """The months that dated rows name, where they are written as dates or months."""
    found = set()
    for name, raw in raws.items():
        dated_by = judge.tables[name].dated_by
        if dated_by and raw.cells and judge.tables[name].columns[dated_by].type != "quarter":
            position = list(judge.tables[name].columns).index(dated_by)
            found |= {month[0] for row in raw.cells if (month := _MONTH.match(row[position]))}
    return found
