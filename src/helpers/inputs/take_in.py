"""The returns of a year -> records: read, judged, written. What is as it was at the last intake is left alone.

Nothing is dropped in silence: every row of a file is accepted, rejected with a mistake that names it, or left out
with a word why. Returns are handled one by one, so that many of them need no more memory than a few.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from helpers.errors import ReturnError
from helpers.inputs.checking.files import content_of, read_csv_return
from helpers.inputs.checking.judging import Judged, judge_return
from helpers.inputs.checking.rulebook import Rulebook, read_rulebook
from helpers.inputs.garbage import searched_seldom
from helpers.inputs.mistakes import Mistake
from helpers.inputs.record_files import FileReceipt, Receipt, read_receipt, together
from helpers.inputs.record_store import (
    Version,
    drop_records,
    records_file,
    restore_records,
    store_records,
    version_file,
)
from helpers.inputs.returns import Gap, Return, find_returns
from helpers.inputs.settings import Vintage, read_settings
from helpers.inputs.succession import beside_earlier_in_folder, not_read, sent_since
from helpers.paths import Project


@dataclass(frozen=True)
class Intake:
    """What an intake came to. `read` and `unchanged` count returns, the others rows.

    `told` holds the mistakes, and what was left out or read leniently; `absent` are tables that a return lacks;
    `not_received` the commands without a return.
    """

    files: tuple[FileReceipt, ...]
    told: tuple[Mistake, ...]
    not_received: tuple[Gap, ...] = ()
    absent: tuple[Gap, ...] = ()
    read: int = 0
    unchanged: int = 0
    rows_of_nobody: int = 0

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """What somebody has to do something about."""
        return tuple(each for each in self.told if each.is_mistake)

    @property
    def notes(self) -> tuple[Mistake, ...]:
        """What was left out, or read leniently."""
        return tuple(each for each in self.told if not each.is_mistake)

    @property
    def accepted(self) -> int:
        """Rows that became records, or would."""
        return sum(file.rows_accepted for file in self.files)

    @property
    def rejected(self) -> int:
        """Rows that did not."""
        return sum(file.rows_rejected for file in self.files) + self.rows_of_nobody


@searched_seldom()
def take_in(project: Project, year: int, *, provinces: Sequence[str] | None = None) -> Intake:
    """Bring the records of a year up to the returns in its folder, and to those that were sent since.

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
    rulebook = read_rulebook(project)
    found = find_returns(project, year, provinces=provinces)
    rules = _rules_key(project, year)
    receipts: dict[tuple[Vintage, str], Receipt] = {}
    changed: list[tuple[Return, str, str]] = []
    beside: list[Mistake] = []
    for sent in found.returns:
        contents = _contents(rulebook, sent)
        raw = _raw_key(sent, contents)
        newest = sent_since(project, year, sent.vintage, sent.province, raw)
        key = newest.key if newest else sha256(f"{rules} {raw}".encode()).hexdigest()
        if newest:
            beside.append(not_read(project.show(sent.folder), newest))
        kept = read_receipt(records_file(project, year, sent.vintage, sent.province))
        if kept is not None and kept.key == key:
            receipts[sent.vintage, sent.province] = kept
        elif newest:
            receipts[sent.vintage, sent.province] = _restored(
                project, year, sent.vintage, sent.province, newest
            )
        else:
            changed.append((sent, key, raw))
    for sent, key, raw in changed:
        judged = judge_return(rulebook, read_csv_return(rulebook, sent, _contents(rulebook, sent)))
        beside += beside_earlier_in_folder(rulebook, judged, raw)
        receipt = receipt_of(key, judged)
        store_records(project, year, receipt, together(judged.records, rulebook.joint), sent=raw)
        receipts[receipt.vintage, receipt.province] = receipt
    gaps = []
    for gap in found.not_received:
        newest = sent_since(project, year, gap.vintage, gap.province, None)
        if newest is None:
            drop_records(project, year, gap.vintage, gap.province)
            gaps.append(gap)
            continue
        kept = read_receipt(records_file(project, year, gap.vintage, gap.province))
        if kept is None or kept.key != newest.key:
            kept = _restored(project, year, gap.vintage, gap.province, newest)
        receipts[gap.vintage, gap.province] = kept
    ordered = list(receipts.values())
    return Intake(
        files=tuple(file for receipt in ordered for file in receipt.files),
        told=(*beside, *(mistake for receipt in ordered for mistake in receipt.told)),
        not_received=tuple(gaps),
        absent=tuple(gap for sent in found.returns for gap in _absent(project, sent, list(rulebook.tables))),
        read=len(changed),
        unchanged=len(ordered) - len(changed),
    )


@searched_seldom()
def check_year(project: Project, year: int) -> Intake:
    """What taking in the returns in a year's folder would come to. Nothing is written.

    Raises:
        ParamsError: the year is not known, or a params file is wrong.
        ReturnError: the year's folder is missing, or holds a folder that is no province's.
    """
    rulebook = read_rulebook(project)
    found = find_returns(project, year)
    files: list[FileReceipt] = []
    beside: list[Mistake] = []
    told: list[Mistake] = []
    for sent in found.returns:
        contents = _contents(rulebook, sent)
        raw = _raw_key(sent, contents)
        if newest := sent_since(project, year, sent.vintage, sent.province, raw):
            beside.append(not_read(project.show(sent.folder), newest))
            receipt = _receipt(project, year, sent.vintage, newest)
            files += receipt.files
            told += receipt.told
            continue
        judged = judge_return(rulebook, read_csv_return(rulebook, sent, contents))
        beside += beside_earlier_in_folder(rulebook, judged, raw)
        files += judged.files
        told += judged.told
    gaps = []
    for gap in found.not_received:
        newest = sent_since(project, year, gap.vintage, gap.province, None)
        if newest is None:
            gaps.append(gap)
            continue
        receipt = _receipt(project, year, gap.vintage, newest)
        files += receipt.files
        told += receipt.told
    return Intake(tuple(files), (*beside, *told), not_received=tuple(gaps), read=len(found.returns))


def receipt_of(key: str, judged: Judged) -> Receipt:
    """What is noted down of a return that was taken in; `key` is the hash of all that decided it."""
    return Receipt(
        key=key,
        province=judged.sent.province,
        vintage=judged.sent.vintage,
        received_date=judged.received_date,
        months=tuple(judged.sent.span.months),
        files=judged.files,
        told=judged.told,
    )


def _restored(project: Project, year: int, vintage: Vintage, province: str, version: Version) -> Receipt:
    restore_records(project, year, vintage, province, version)
    return _receipt(project, year, vintage, version)


def _receipt(project: Project, year: int, vintage: Vintage, version: Version) -> Receipt:
    """The receipt of a version that was kept."""
    file = version_file(project, year, vintage, version)
    receipt = read_receipt(file)
    if receipt is None:
        raise ReturnError(f"{project.show(file)}: its receipt cannot be read; take the return in again")
    return receipt


def _absent(project: Project, sent: Return, tables: Sequence[str]) -> list[Gap]:
    return [
        Gap(sent.province, sent.vintage, project.show(sent.folder / f"{table}.csv"), table)
        for table in tables
        if table not in sent.files
    ]


def _contents(rules: Rulebook, sent: Return) -> dict[str, bytes]:
    return {table: content_of(rules, path) for table, path in sent.files.items()}


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
        *sorted(Path(__file__).parent.rglob("*.py")),
        *sorted(Path(__file__).parent.glob("checking/name_lists/*")),
    ]
    digest = sha256()
    for file in files:
        digest.update(f"{file.name} {sha256(file.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def _raw_key(sent: Return, contents: Mapping[str, bytes]) -> str:
    digest = sha256(f"{sent.span.folder} {sent.vintage} {sent.province}\n".encode())
    for table, content in contents.items():
        digest.update(f"{table} {sha256(content).hexdigest()}\n".encode())
    for stray in sent.strays:
        digest.update(f"{stray.file}\n".encode())
    return digest.hexdigest()
