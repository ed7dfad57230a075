"""Returns -> records: read, judged, written. Returns that are as they were at the last intake are left alone.

Nothing is dropped in silence: every row of a file is accepted, or rejected with a mistake that names it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from helpers.errors import ReturnError
from helpers.inputs.codelists import read_codelists
from helpers.inputs.judging import Judged, judge_returns
from helpers.inputs.mistakes import Mistake
from helpers.inputs.provinces import read_provinces
from helpers.inputs.receipts import FileReceipt, Receipt, read_receipt
from helpers.inputs.record_store import drop_records, records_folder, store_records
from helpers.inputs.returns import Gap, Return, find_returns
from helpers.inputs.settings import read_settings
from helpers.inputs.stations import read_stations
from helpers.inputs.tables import read_tables
from helpers.paths import Project


@dataclass(frozen=True)
class Intake:
    """What an intake came to. `read` and `unchanged` count returns, the others rows.

    `absent` are tables that a return lacks; `not_received` the commands without a return.
    """

    year: int
    files: tuple[FileReceipt, ...]
    mistakes: tuple[Mistake, ...]
    not_received: tuple[Gap, ...]
    absent: tuple[Gap, ...]
    read: int
    unchanged: int

    @property
    def accepted(self) -> int:
        """Rows that became records."""
        return sum(file.rows_accepted for file in self.files)

    @property
    def rejected(self) -> int:
        """Rows that did not."""
        return sum(file.rows_rejected for file in self.files)


def take_in(project: Project, year: int, *, provinces: Sequence[str] | None = None) -> Intake:
    """Bring the records of a year up to its returns.

    Args:
        project: the project.
        year: a year of params/workbook.yml.
        provinces: slugs in the vintage of the year's reports, with the provinces that became part of them.
            Default: all.

    Raises:
        ParamsError: the year or a province is not known, or a params file is wrong.
        ReturnError: the year's folder is missing, or holds a folder that is no province's.
        OutputError: the records cannot be written; those of the last intake stay.
    """
    known = read_provinces(project)
    tables, codelists = read_tables(project), read_codelists(project)
    stations = read_stations(project, read_settings(project).stations, known)
    found = find_returns(project, year, provinces=provinces)
    rules_key = _rules_key(project, year)
    receipts: dict[tuple[str, str], Receipt] = {}
    changed: list[tuple[Return, dict[str, bytes]]] = []
    keys: list[str] = []
    for sent in found.returns:
        contents = {table: _content(project, path) for table, path in sent.files.items()}
        key = _return_key(rules_key, sent, contents)
        kept = read_receipt(records_folder(project, year, sent.vintage, sent.province))
        if kept is not None and kept.key == key:
            receipts[sent.vintage, sent.province] = kept
        else:
            changed.append((sent, contents))
            keys.append(key)
    for key, judged in zip(keys, judge_returns(project, changed, tables, codelists, stations), strict=True):
        receipt = _receipt(key, judged)
        store_records(project, year, receipt, judged.records)
        receipts[receipt.vintage, receipt.province] = receipt
    for gap in found.not_received:
        drop_records(project, year, gap.vintage, gap.province)
    ordered = [receipts[sent.vintage, sent.province] for sent in found.returns]
    return Intake(
        year=year,
        files=tuple(file for receipt in ordered for file in receipt.files),
        mistakes=tuple(mistake for receipt in ordered for mistake in receipt.mistakes),
        not_received=found.not_received,
        absent=tuple(gap for sent in found.returns for gap in _absent(project, sent, list(tables))),
        read=len(changed),
        unchanged=len(ordered) - len(changed),
    )


def _receipt(key: str, judged: Judged) -> Receipt:
    return Receipt(
        key=key,
        province=judged.sent.province,
        vintage=judged.sent.vintage,
        received_date=judged.received_date,
        months=tuple(judged.sent.span.months),
        files=judged.files,
        mistakes=judged.mistakes,
    )


def _absent(project: Project, sent: Return, tables: Sequence[str]) -> list[Gap]:
    return [
        Gap(sent.province, sent.vintage, project.show(sent.folder / f"{table}.csv"), table)
        for table in tables
        if table not in sent.files
    ]


def _content(project: Project, path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise ReturnError(
            f"{project.show(path)}: cannot be read ({fault.strerror}); check who may read it"
        ) from None


def _rules_key(project: Project, year: int) -> str:
    """The hash of all that judges returns: params, the register of stations, and the code of this stage."""
    params = project.params
    files = [
        project.settings,
        params / "tables.yml",
        params / "codelists.yml",
        params / "years" / f"{year}.yml",
        *sorted((params / "provinces").glob("*.csv")),
        project.root / read_settings(project).stations,
        *sorted(Path(__file__).parent.glob("*.py")),
    ]
    digest = sha256()
    for file in files:
        digest.update(f"{file.name} {sha256(file.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def _return_key(rules_key: str, sent: Return, contents: Mapping[str, bytes]) -> str:
    digest = sha256(f"{rules_key} {sent.span.folder} {sent.vintage} {sent.province}\n".encode())
    for table, content in contents.items():
        digest.update(f"{table} {sha256(content).hexdigest()}\n".encode())
    for stray in sent.strays:
        digest.update(f"{stray.file}\n".encode())
    return digest.hexdigest()
