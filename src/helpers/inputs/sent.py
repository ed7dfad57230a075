"""Returns at paths of the user's choice: checked, or taken in; each is a newer version of what was there before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

from helpers.inputs.checks import COVER
from helpers.inputs.judging import Judge, Judged, ReadReturn, judge_returns, read_judge
from helpers.inputs.mistakes import Mistake
from helpers.inputs.reading import Arrival, Nobodys, find_arrivals, read_arrival
from helpers.inputs.receipts import FileReceipt
from helpers.inputs.record_store import read_history, store_records
from helpers.inputs.settings import read_settings, read_year
from helpers.inputs.take_in import Intake, batches, receipt_of, take_in
from helpers.paths import Project


def check(project: Project, paths: Iterable[Path]) -> Intake:
    """What taking in these workbooks, CSV files and folders would come to. Nothing is written.

    Raises:
        ParamsError: a params file is wrong.
        ReturnError: a path is not there, or holds no return.
    """
    judge = read_judge(project)
    return _summed(judged for judged, _ in _judged(judge, find_arrivals(paths)))


def take_in_paths(project: Project, paths: Iterable[Path]) -> Intake:
    """Take in workbooks, CSV files and folders of either; each replaces the return of its province and months.

    A return that is older than what was taken in, by the date on its cover sheet, is refused. A return with no
    row that stands changes nothing.

    Raises:
        ParamsError: a params file is wrong.
        ReturnError: a path is not there, or holds no return.
        OutputError: the records cannot be written; those of the returns before it are whole.
    """
    judge = read_judge(project)
    arrivals = find_arrivals(paths)

    def stored() -> Iterator[Judged | Nobodys]:
        settled: set[int] = set()
        for judged, raw in _judged(judge, arrivals):
            if isinstance(judged, Nobodys):
                yield judged
                continue
            year = int(judged.sent.span.first_month[:4])
            if year not in settled:
                _settle_folder(project, year)
                settled.add(year)
            yield _stored(project, year, judged, raw)

    return _summed(stored())


def _settle_folder(project: Project, year: int) -> None:
    """First take in what the year's own folder holds, so that it counts as the earlier return."""
    base = project.root / read_settings(project).returns
    if any((base / span.folder).is_dir() for span in read_year(project, year).returns):
        take_in(project, year)


def _stored(project: Project, year: int, judged: Judged, raw: str) -> Judged | Nobodys:
    province, vintage = judged.sent.province, judged.sent.vintage
    history = read_history(project, year, vintage, province)
    newest = history[-1] if history else None
    shown = project.show(next(iter(judged.sent.files.values())))
    rows = sum(file.rows_seen - file.rows_left_out for file in judged.files)
    if newest and _older(judged.received_date, newest.received_date):
        reason = (
            f"is older than the return of {province} that was taken in, received on {newest.received_date}"
        )
        told = Mistake(
            shown, None, None, reason, "send it with a later date on its cover sheet if it is a correction"
        )
        return Nobodys(judged.sent.folder, (*judged.mistakes, told), rows)
    standing = sum(table.num_rows for name, table in judged.records.items() if name != COVER)
    if rows and not standing:
        reason = "has no row that stands, so nothing of it was taken in"
        told = Mistake(shown, None, None, reason, "mend it, then send it again")
        return Nobodys(judged.sent.folder, (*judged.mistakes, told), rows)
    receipt = receipt_of(raw, judged)
    store_records(project, year, receipt, judged.records, "sent", raw)
    return judged


def _older(date_: date | None, than: date | None) -> bool:
    return bool(date_ and than and date_ < than)


def _judged(judge: Judge, arrivals: Sequence[Arrival]) -> Iterator[tuple[Judged | Nobodys, str]]:
    """Each return with the hash of its files. Nobody's come in their place among the others."""
    for batch in batches(arrivals):
        read = [read_arrival(judge, arrival) for arrival in batch]
        judged = iter(judge_returns(judge, [each for each in read if isinstance(each, ReadReturn)]))
        for each in read:
            yield (each, "") if isinstance(each, Nobodys) else (next(judged), _key_of(each))


def _key_of(each: ReadReturn) -> str:
    digest = sha256(f"{each.sent.span.folder} {each.sent.vintage} {each.sent.province}\n".encode())
    for table, sha in each.hashes.items():
        digest.update(f"{table} {sha}\n".encode())
    return digest.hexdigest()


def _summed(results: Iterable[Judged | Nobodys]) -> Intake:
    files: list[FileReceipt] = []
    mistakes: list[Mistake] = []
    left_out: list[Mistake] = []
    read = rows = 0
    for each in results:
        read += 1
        if isinstance(each, Nobodys):
            rows += each.rows
            left_out += [mistake for mistake in each.mistakes if mistake.kind == "left out"]
            mistakes += [mistake for mistake in each.mistakes if mistake.kind != "left out"]
        else:
            files += each.files
            mistakes += each.mistakes
            left_out += each.left_out
    return Intake(tuple(files), tuple(mistakes), tuple(left_out), read=read, rows_of_nobody=rows)
