"""Returns at paths of the user's choice: checked, or taken in; each is a newer version of what was there before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from helpers.errors import ReturnError
from helpers.inputs.intake.garbage_collection import searched_seldom
from helpers.inputs.intake.intake_lock import intake_lock
from helpers.inputs.intake.intake_rules import Rulebook, read_rulebook
from helpers.inputs.intake.newer_returns import all_stays, beside_earlier, not_compared, with_what_stays
from helpers.inputs.intake.period_cells import today_here
from helpers.inputs.intake.return_files import Arrival, Nobodys, find_arrivals, read_arrival
from helpers.inputs.intake.row_checks import Judged, ReadReturn, judge_return
from helpers.inputs.intake.sent_versions import settled
from helpers.inputs.intake.take_in import Intake, receipt_of, take_in_locked
from helpers.inputs.mistakes import Mistake
from helpers.inputs.params.settings import read_settings
from helpers.inputs.records.record_files import FileReceipt, together
from helpers.inputs.records.record_store import store_records
from helpers.paths import Project


@searched_seldom()
def check(project: Project, paths: Iterable[Path]) -> Intake:
    """What taking in these workbooks, CSV files and folders would come to. Nothing is written.

    Raises:
        ParamsError: a params file is wrong, or a path is not there.
        ReturnError: a path holds no return.
    """
    rulebook = read_rulebook(project, today_here())
    return check_reads(rulebook, _arrived(rulebook, find_arrivals(paths)))


def check_reads(rules: Rulebook, reads: Iterable[tuple[Path, ReadReturn | Nobodys]]) -> Intake:
    """What taking in these returns would come to, each with the path that it was read from. Nothing is written."""
    return _summed(
        judged if isinstance(judged, Nobodys) else _compared(rules, judged, raw)
        for judged, raw in _judged(rules, reads)
    )


def _compared(rules: Rulebook, judged: Judged, raw: str) -> Judged | Nobodys:
    """The return beside the one before, where what is kept of that is whole."""
    try:
        return beside_earlier(rules, judged, raw)
    except ReturnError as fault:
        return replace(judged, told=(not_compared(fault), *judged.told))


@searched_seldom()
def take_in_paths(project: Project, paths: Iterable[Path], *, same_day: bool = False) -> Intake:
    """Take in workbooks, CSV files and folders of either; each replaces the return of its province and months.

    A return that is older than what was taken in, by the date on its cover sheet, is refused; so is one of the same
    date that says something else, unless `same_day` says that it is the newer one. A return with no row that stands
    changes nothing; of a table that is refused as a whole the older one stays. Another intake in the same project is
    waited for.

    Raises:
        ParamsError: a params file is wrong, or a path is not there.
        ReturnError: a path holds no return.
        OutputError: the records cannot be written; those of the returns before it are whole.
    """
    rulebook = read_rulebook(project, today_here())
    return take_in_reads(rulebook, _arrived(rulebook, find_arrivals(paths)), same_day=same_day)


def take_in_reads(
    rules: Rulebook, reads: Iterable[tuple[Path, ReadReturn | Nobodys]], *, same_day: bool = False
) -> Intake:
    """As `take_in_paths`, of returns that were read from these paths."""
    settled: set[int] = set()

    def stored(judged: Judged | Nobodys, raw: str) -> Judged | Nobodys:
        if isinstance(judged, Nobodys):
            return judged
        year = int(judged.sent.span.first_month[:4])
        if year not in settled:
            _settle_folder(rules, year)
            settled.add(year)
        return _stored(rules, year, judged, raw, same_day=same_day)

    with intake_lock(rules.project):
        return _summed(stored(judged, raw) for judged, raw in _judged(rules, reads))


def _arrived(rules: Rulebook, arrivals: Sequence[Arrival]) -> Iterator[tuple[Path, ReadReturn | Nobodys]]:
    return ((arrival.path, read_arrival(rules, arrival)) for arrival in arrivals)


def _settle_folder(rules: Rulebook, year: int) -> None:
    """First take in what the year's own folder holds, so that it counts as the earlier return."""
    base = rules.project.root / read_settings(rules.project).returns
    if any((base / span.folder).is_dir() for span in rules.years[year].returns):
        take_in_locked(rules.project, year, fitting=False)


def _stored(rules: Rulebook, year: int, judged: Judged, raw: str, *, same_day: bool) -> Judged | Nobodys:
    """The return, kept; or why nothing of it is."""
    told = beside_earlier(rules, judged, raw, same_day=same_day)
    if isinstance(told, Judged):
        kept = with_what_stays(rules, judged)
        receipt = receipt_of(raw, kept)
        store_records(rules.project, year, receipt, together(kept.records, rules.joint), "sent", raw)
    return told


def _judged(
    rules: Rulebook, reads: Iterable[tuple[Path, ReadReturn | Nobodys]]
) -> Iterator[tuple[Judged | Nobodys, str]]:
    """Each return with the hash of its files. Nobody's come in their place among the others."""
    for read, key in settled(rules, reads):
        if isinstance(read, Nobodys):
            yield read, key
            continue
        judged = judge_return(rules, read)
        if judged.private and not any(file.rows_accepted for file in judged.files):
            rows = sum(file.rows_seen - file.rows_left_out for file in judged.files if file.is_data)
            yield Nobodys(judged.sent.folder, (*all_stays(rules, judged), *judged.told), rows), ""
            continue
        yield judged, key


def _summed(results: Iterable[Judged | Nobodys]) -> Intake:
    files: list[FileReceipt] = []
    told: list[Mistake] = []
    read = rows = 0
    for each in results:
        read += 1
        told += each.told
        if isinstance(each, Nobodys):
            rows += each.rows
        else:
            files += each.files
    return Intake(tuple(files), tuple(told), read=read, rows_of_nobody=rows)
