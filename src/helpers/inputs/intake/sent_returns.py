"""Returns at paths of the user's choice: checked, or taken in; each is a newer version of what was there before.

Of several that are sent together for one province and months, the one with the later date on its cover sheet counts.
Copies count once. Of two that have no later date and differ, nothing is taken in, for nobody can tell which is right:
the cells that differ are named, and what they say is not.
"""

from __future__ import annotations

import pickle
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from helpers.errors import ReturnError
from helpers.inputs.intake.date_cells import today_here
from helpers.inputs.intake.garbage_collection import searched_seldom
from helpers.inputs.intake.intake_lock import intake_lock
from helpers.inputs.intake.intake_rules import Rulebook, read_rulebook
from helpers.inputs.intake.newer_returns import all_stays, beside_earlier, not_compared, with_what_stays
from helpers.inputs.intake.return_files import Arrival, Nobodys, find_arrivals, read_arrival
from helpers.inputs.intake.row_checks import Judged, ReadReturn, judge_return
from helpers.inputs.intake.table_layout import RawFile
from helpers.inputs.intake.take_in import Intake, receipt_of, take_in_locked
from helpers.inputs.mistakes import Mistake, Phrase, first_of, say
from helpers.inputs.params.settings import read_settings
from helpers.inputs.params.tables import COVER
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
def take_in_paths(project: Project, paths: Iterable[Path]) -> Intake:
    """Take in workbooks, CSV files and folders of either; each replaces the return of its province and months.

    A return that is older than what was taken in, by the date on its cover sheet, is refused. A return with no
    row that stands changes nothing; of a table that is refused as a whole the older one stays. Another intake in the
    same project is waited for.

    Raises:
        ParamsError: a params file is wrong, or a path is not there.
        ReturnError: a path holds no return.
        OutputError: the records cannot be written; those of the returns before it are whole.
    """
    rulebook = read_rulebook(project, today_here())
    return take_in_reads(rulebook, _arrived(rulebook, find_arrivals(paths)))


def take_in_reads(rules: Rulebook, reads: Iterable[tuple[Path, ReadReturn | Nobodys]]) -> Intake:
    """As `take_in_paths`, of returns that were read from these paths."""
    done: set[int] = set()

    def stored(judged: Judged | Nobodys, raw: str) -> Judged | Nobodys:
        if isinstance(judged, Nobodys):
            return judged
        year = int(judged.sent.span.first_month[:4])
        if year not in done:
            _settle_folder(rules, year)
            done.add(year)
        return _stored(rules, year, judged, raw)

    with intake_lock(rules.project):
        return _summed(stored(judged, raw) for judged, raw in _judged(rules, reads))


def _arrived(rules: Rulebook, arrivals: Sequence[Arrival]) -> Iterator[tuple[Path, ReadReturn | Nobodys]]:
    return ((arrival.path, read_arrival(rules, arrival)) for arrival in arrivals)


def _settle_folder(rules: Rulebook, year: int) -> None:
    """First take in what the year's own folder holds, so that it counts as the earlier return."""
    base = rules.project.root / read_settings(rules.project).returns
    if any((base / span.folder).is_dir() for span in rules.years[year].returns):
        take_in_locked(rules.project, year, fitting=False)


def _stored(rules: Rulebook, year: int, judged: Judged, raw: str) -> Judged | Nobodys:
    """The return, kept; or why nothing of it is."""
    told = beside_earlier(rules, judged, raw)
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


@dataclass(frozen=True)
class _Waiting:
    """A return that was read, packed so that many of them take little memory."""

    path: Path
    whose: tuple[str, str]
    key: str
    packed: bytes

    def read(self) -> ReadReturn:
        """The return again."""
        read: ReadReturn = pickle.loads(zlib.decompress(self.packed))  # noqa: S301 - packed here, kept in memory
        return read


def settled(
    rules: Rulebook, reads: Iterable[tuple[Path, ReadReturn | Nobodys]]
) -> Iterator[tuple[ReadReturn | Nobodys, str]]:
    """The returns that count, each with the hash of its files; nobody's and those that do not count in their place."""
    found: list[Nobodys | _Waiting] = []
    alike: dict[str, str] = {}
    versions: defaultdict[tuple[str, str], list[_Waiting]] = defaultdict(list)
    for path, read in reads:
        if isinstance(read, Nobodys):
            found.append(read)
            continue
        key, shown = _key_of(read), rules.project.show(path)
        if (first := alike.setdefault(key, shown)) != shown:
            reason = say("is the same file as {file}; it counts once", file=first)
            found.append(Nobodys(path, (Mistake(shown, None, None, reason, kind="note"),), 0))
            continue
        whose = read.sent.span.folder, read.sent.province
        waiting = _Waiting(path, whose, key, zlib.compress(pickle.dumps(read), 1))
        versions[whose].append(waiting)
        found.append(waiting)
    refused: dict[str, Nobodys] = {}
    for own in versions.values():
        if len(own) > 1:
            refused |= _refused(rules, own)
    for each in found:
        if isinstance(each, Nobodys):
            yield each, ""
        elif each.key in refused:
            yield refused[each.key], ""
        else:
            yield each.read(), each.key


def _refused(rules: Rulebook, versions: list[_Waiting]) -> dict[str, Nobodys]:
    """Those of the versions of a return that do not count, by their hash, with why."""
    dates = {each.key: judge_return(rules, each.read()).received_date for each in versions}
    last = max(day or date.min for day in dates.values())
    newest = [each for each in versions if (dates[each.key] or last) == last]
    first, *others = newest
    counts = rules.project.show(first.path)
    refused = {}
    for each in versions:
        if each not in newest:
            reason = say(
                "is of the same province and months as {file}, which has a later date on its cover sheet and counts "
                "in its place",
                file=counts,
            )
            refused[each.key] = _left_aside(rules, each, reason)
    for each in others:
        cells = _differences(rules, first.read(), each.read())
        if cells is None:
            reason = say("says the same as {file}; it counts once", file=counts)
            refused[each.key] = _left_aside(rules, each, reason)
            continue
        reason = say(
            "is of the same province and months as {file} and differs from it, and no later date tells which of them "
            "counts ({cells})",
            file=counts,
            cells=cells,
        )
        remedy = say(
            "send the right one alone, or with a later date on its cover sheet; until then nothing of them is taken in"
        )
        mistake = Mistake(rules.project.show(each.path), None, None, reason, remedy)
        refused[each.key] = Nobodys(each.path, (mistake,), 0)
        raws = first.read().raws.values()
        refused[first.key] = Nobodys(first.path, (), sum(raw.seen - raw.left_out for raw in raws))
    return refused


def _left_aside(rules: Rulebook, each: _Waiting, reason: Phrase) -> Nobodys:
    """A version that does not count, though nobody has to do anything about it."""
    return Nobodys(each.path, (Mistake(rules.project.show(each.path), None, None, reason, kind="note"),), 0)


def _differences(rules: Rulebook, one: ReadReturn, other: ReadReturn) -> tuple[str, str] | None:
    """The cells or rows of the other return that say something else, in both languages; None where all agree."""
    told = []
    for table in rules.tables:
        if table != COVER and (places := _places(one.raws.get(table), other.raws.get(table))):
            told.append([f"{label}: {first_of(places)}" for label in rules.tables[table].label.both])
    return ("; ".join(en for en, _ in told), "; ".join(vi for _, vi in told)) if told else None


def _places(one: RawFile | None, other: RawFile | None) -> list[str]:
    """The cells of the other table that differ, where both have the same rows; else the rows that one of them lacks."""
    one, other = one or RawFile(), other or RawFile()
    if one.cells == other.cells:
        return []
    if len(one.cells) == len(other.cells):
        places = [
            other.place_of(row, column)
            for row, (before, after) in enumerate(zip(one.cells, other.cells, strict=True))
            for column, (cell, now) in enumerate(zip(before, after, strict=True))
            if cell != now
        ]
        return [place.cell or str(place.row) for place in places]
    more, fewer = (other, one) if len(other.cells) > len(one.cells) else (one, other)
    known = Counter(fewer.cells)
    rows = []
    for number, cells in zip(more.numbers, more.cells, strict=True):
        known[cells] -= 1
        if known[cells] < 0:
            rows.append(str(number))
    return rows


def _key_of(each: ReadReturn) -> str:
    digest = sha256(
        f"{each.sent.span.folder} {each.sent.vintage} {each.sent.province}\n{each.mapping}".encode()
    )
    for table, sha in each.hashes.items():
        digest.update(f"{table} {sha}\n".encode())
    return digest.hexdigest()
