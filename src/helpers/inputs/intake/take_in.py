"""The returns of a year -> records: read, judged, written. What is as it was at the last intake is left alone.

Nothing is dropped in silence: every row of a file is accepted, rejected with a mistake that names it, or left out
with a word why. Returns are handled one by one, so that many of them need no more memory than a few.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from helpers.errors import ReturnError
from helpers.files.checksummed_files import clear, say_made_again
from helpers.inputs.intake.garbage_collection import searched_seldom
from helpers.inputs.intake.intake_lock import intake_lock
from helpers.inputs.intake.intake_rules import Rulebook, read_rulebook
from helpers.inputs.intake.newer_returns import (
    beside_earlier_in_folder,
    not_compared,
    not_read,
    sent_since,
    with_what_stays,
)
from helpers.inputs.intake.return_files import content_of, read_csv_return
from helpers.inputs.intake.row_checks import Judged, judge_return
from helpers.inputs.mistakes import Mistake
from helpers.inputs.params.settings import Vintage, read_settings
from helpers.inputs.params.yaml_files import read_text
from helpers.inputs.records.obsolete_records import REMEDY, left_over, misfits
from helpers.inputs.records.record_files import FileReceipt, Receipt, read_receipt, together
from helpers.inputs.records.record_store import (
    Version,
    check_versions,
    drop_records,
    not_of_params,
    read_history,
    records_file,
    restore_records,
    store_records,
    whole_version,
)
from helpers.inputs.records.return_paths import Gap, Return, find_returns
from helpers.paths import Project
from helpers.source_code.import_graph import kept_sources, made_by

JUDGES = ("helpers.inputs.intake.take_in", "helpers.inputs.intake.sent_returns")
"""The modules that take returns in."""


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
        """Rows that became records, or would; not those of an earlier return that stayed."""
        return sum(file.rows_accepted for file in self.files if file.is_data and not file.stayed)

    @property
    def rejected(self) -> int:
        """Rows that did not, those of tables that cannot be read included, where they can be counted."""
        return (
            sum(file.rows_rejected for file in self.files if file.is_data and not file.stayed)
            + self.rows_of_nobody
        )


@searched_seldom()
def take_in(
    project: Project, year: int, *, provinces: Sequence[str] | None = None, fitting: bool = True
) -> Intake:
    """Bring the records of a year up to the returns in its folder, and to those that were sent since.

    Args:
        project: the project.
        year: a year of params/workbook.yml.
        provinces: slugs in the vintage of the year's reports, with the provinces that became part of them.
            Default: all.
        fitting: refuse a return that was sent by path before params changed so that it cannot be counted.

    Raises:
        ParamsError: the year or a province is not known, or a params file is wrong.
        ReturnError: the year's folder is missing, or holds a folder that is no province's; a return does not fit the
            params, or a version of one is damaged or lost.
        OutputError: the records cannot be written; those of the last intake stay.
    """
    with intake_lock(project):
        return take_in_locked(project, year, provinces=provinces, fitting=fitting)


def take_in_locked(
    project: Project, year: int, *, provinces: Sequence[str] | None = None, fitting: bool = True
) -> Intake:
    """As `take_in`, by who holds the lock already."""
    rulebook = read_rulebook(project)
    found = find_returns(project, year, provinces=provinces)
    rules = _rules_key(project, year)
    receipts: dict[tuple[Vintage, str], Receipt] = {}
    changed: list[tuple[Return, str, str]] = []
    beside: list[Mistake] = []
    again: list[Path] = []
    for sent in found.returns:
        contents = _contents(rulebook, sent)
        raw = _raw_key(sent, contents)
        newest = sent_since(project, year, sent.vintage, sent.province, raw)
        key = newest.key if newest else sha256(f"{rules} {raw}".encode()).hexdigest()
        if newest:
            beside.append(not_read(project.show(sent.folder), newest))
        kept = _receipt_now(project, year, sent.vintage, sent.province, again)
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
        judged = with_what_stays(rulebook, judged)
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
        kept = _receipt_now(project, year, gap.vintage, gap.province, again)
        if kept is None or kept.key != newest.key:
            kept = _restored(project, year, gap.vintage, gap.province, newest)
        receipts[gap.vintage, gap.province] = kept
    commands = [(one.vintage, one.province) for one in found.returns]
    commands += [(one.vintage, one.province) for one in found.not_received]
    for vintage, province in commands:
        if healed := check_versions(project, year, vintage, province):
            again.append(healed)
    say_made_again([project.show(path) for path in again], "damaged or missing")
    ordered = list(receipts.values())
    beside += _left_over(project, year, rulebook, ordered, fitting=fitting)
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
        try:
            if newest := sent_since(project, year, sent.vintage, sent.province, raw):
                _, kept = whole_version(project, year, sent.vintage, sent.province, newest)
                beside.append(not_read(project.show(sent.folder), newest))
                files += kept.files
                told += kept.told
                continue
            judged = judge_return(rulebook, read_csv_return(rulebook, sent, contents))
            beside += beside_earlier_in_folder(rulebook, judged, raw)
            judged = with_what_stays(rulebook, judged)
        except ReturnError as fault:
            beside.append(not_compared(fault))
            judged = judge_return(rulebook, read_csv_return(rulebook, sent, contents))
        files += judged.files
        told += judged.told
    gaps: list[Gap] = []
    for gap in found.not_received:
        try:
            newest = sent_since(project, year, gap.vintage, gap.province, None)
            receipt = whole_version(project, year, gap.vintage, gap.province, newest)[1] if newest else None
        except ReturnError as fault:
            beside.append(not_compared(fault))
            continue
        if receipt is None:
            gaps.append(gap)
            continue
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
    return whole_version(project, year, vintage, province, version)[1]


def _left_over(
    project: Project, year: int, rules: Rulebook, receipts: Sequence[Receipt], *, fitting: bool
) -> list[Mistake]:
    """Notes on what returns hold that params no longer have.

    Raises:
        ReturnError: a return that was sent does not fit the params, and this is to be refused.
    """
    notes, refused = not_of_params(project, year), []
    for receipt in receipts:
        file = records_file(project, year, receipt.vintage, receipt.province)
        history = read_history(project, year, receipt.vintage, receipt.province)
        if history and history[-1].source == "sent":
            notes += left_over(project.show(file), receipt, rules.tables)
            refused += [
                f"{project.show(file)}: {why}" for why in misfits(file, rules.tables, rules.codelists)
            ]
    if refused and fitting:
        raise ReturnError("\n".join(refused) + f"\nThese returns were sent before params changed; {REMEDY}")
    return notes


def _receipt_now(
    project: Project, year: int, vintage: Vintage, province: str, again: list[Path]
) -> Receipt | None:
    """The receipt of the records that count; None where they are to be made: `again` lists those that were lost."""
    file = records_file(project, year, vintage, province)
    receipt = read_receipt(file)
    if receipt is None:
        history = read_history(project, year, vintage, province)
        if os.path.lexists(file) or (history and history[-1].source != "withdrawn"):
            clear(file)
            again.append(file)
    return receipt


def _absent(project: Project, sent: Return, tables: Sequence[str]) -> list[Gap]:
    return [
        Gap(sent.province, sent.vintage, project.show(sent.folder / f"{table}.csv"), table)
        for table in tables
        if table not in sent.files
    ]


def _contents(rules: Rulebook, sent: Return) -> dict[str, bytes]:
    return {table: content_of(rules.project, path) for table, path in sent.files.items()}


def _rules_key(project: Project, year: int) -> str:
    """The hash of all that judges returns: params, the register of stations, code, and packages."""
    params = project.params
    files = [
        project.settings,
        params / "tables.yml",
        params / "codelists.yml",
        params / "years" / f"{year}.yml",
        *sorted((params / "provinces").glob("*.csv")),
        project.root / read_settings(project).stations,
        *sorted(Path(__file__).parent.glob("name_lists/*")),
    ]
    digest = sha256(made_by(JUDGES, kept_sources(project)).encode())
    for file in files:
        digest.update(
            f"{file.name} {sha256(read_text(file, project.show(file)).encode()).hexdigest()}\n".encode()
        )
    return digest.hexdigest()


def _raw_key(sent: Return, contents: Mapping[str, bytes]) -> str:
    digest = sha256(f"{sent.span.folder} {sent.vintage} {sent.province}\n".encode())
    for table, content in contents.items():
        digest.update(f"{table} {sha256(content).hexdigest()}\n".encode())
    for stray in sent.strays:
        digest.update(f"{stray.file}\n".encode())
    return digest.hexdigest()
