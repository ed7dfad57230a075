"""A return beside the one of the same province and months that was taken in before: which counts, and what is told.

What lies in a year's own folder counts, until a newer one is sent by path; a folder that changes after that counts
again. A return that is sent counts unless it is older by its cover sheet, or no row of it stands.

A table that is refused as a whole never takes the place of an older one: because it cannot be decoded, is an empty
file, has no header row or columns that are not known, holds personal data, or because each of its rows is refused. The
older one stays until its table comes right; its rows are in the figures, those of the new one count as rejected. A
table with its header row alone, or that is not there, reports nothing, and does take the place of the older one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from helpers.errors import ReturnError
from helpers.inputs.intake.date_cells import today_here
from helpers.inputs.intake.intake_rules import Rulebook
from helpers.inputs.intake.return_files import Nobodys
from helpers.inputs.intake.row_checks import Judged
from helpers.inputs.mistakes import NOTHING, Mistake, Phrase, say
from helpers.inputs.params.settings import Vintage
from helpers.inputs.params.tables import COVER
from helpers.inputs.records.record_files import (
    FileReceipt,
    Values,
    figures_hash,
    read_receipt,
    read_values,
    together,
)
from helpers.inputs.records.record_store import Version, read_history, version_file
from helpers.paths import Project

FEWER = 10
"""A return that lacks more than this part of the rows of the one before is told: a tenth."""


def sent_since(
    project: Project, year: int, vintage: Vintage, province: str, raw: str | None
) -> Version | None:
    """The version that was sent by path after what lies in the year's folder; None where the folder's counts.

    `raw` is the hash of the folder's files, None where it has none.
    """
    history = read_history(project, year, vintage, province)
    if not history or history[-1].source != "sent":
        return None
    known = raw is None or any(version.sent == raw for version in history)
    return history[-1] if known else None


def not_read(place: str, newest: Version) -> Mistake:
    """A note that a folder's return was not read, since a newer one was sent."""
    reason = say("was not read: the return that was sent later counts, received on {day}", day=_day(newest))
    return Mistake(place, None, None, reason, kind="note")


def not_compared(fault: ReturnError) -> Mistake:
    """A note that a return was not compared with the earlier one, whose file is damaged, as the fault says."""
    reason = say(
        "is damaged or missing, so the return was not compared with the one that was taken in before"
    )
    place = str(fault).partition(": ")[0]
    return Mistake(place, None, None, reason, say("`workbook doctor` tells what to do"), kind="note")


def beside_earlier(rules: Rulebook, judged: Judged, raw: str) -> Judged | Nobodys:
    """A return that was sent, with what it replaces told first; or why it replaces nothing."""
    newest = _newest(rules, judged)
    undated = newest is not None and newest.sent != raw and judged.received_date is None
    seen = sum(file.rows_seen - file.rows_left_out for file in judged.files)
    rows = sum(file.rows_seen - file.rows_left_out for file in judged.files if file.is_data)
    standing = sum(file.rows_accepted for file in judged.files if file.is_data)
    known = rules.provinces.get(judged.sent.province, judged.sent.vintage)
    fault: tuple[Phrase, Phrase] | None = None
    if newest and _older(judged.received_date, newest.received_date):
        fault = (
            say(
                "is older than the return of {province} that was taken in, received on {day}",
                province=(known.name_en, known.name_vi),
                day=_day(newest),
            ),
            say("send it with a later date on its cover sheet if it is a correction"),
        )
    elif undated:
        fault = (
            say("has no date on its cover sheet that says whether it is newer than what was taken in"),
            say("mend it, then send it again"),
        )
    elif seen and not standing and not any(file.rows_rejected for file in judged.files):
        fault = (
            say("has nothing but a cover sheet, so nothing of it is taken in"),
            say("send it together with the tables"),
        )
    elif seen and not standing:
        fault = (
            say("has no row that stands, so nothing of it is taken in"),
            say("mend it, then send it again"),
        )
    if fault:
        told = (_of_the_whole(rules, judged, *fault), *all_stays(rules, judged), *judged.told)
        return Nobodys(judged.sent.folder, told, rows)
    kept = with_what_stays(rules, judged)
    notes = _lost(rules, kept, newest, raw)
    return replace(kept, told=(*_replacing(rules, judged, newest, raw), *notes, *kept.told))


def all_stays(rules: Rulebook, judged: Judged) -> tuple[Mistake, ...]:
    """A note that the return before stays as a whole, where there is one."""
    try:
        newest = _newest(rules, judged)
    except ReturnError as fault:
        return (not_compared(fault),)
    if newest is None:
        return ()
    reason = say(
        "the return received on {day} stays, since nothing of this one is taken in", day=_day(newest)
    )
    return (replace(_of_the_whole(rules, judged, reason, NOTHING), kind="note"),)


def with_what_stays(rules: Rulebook, judged: Judged) -> Judged:
    """The return, and in the place of each table that is refused as a whole the older one, with a note that says so."""
    records, files, told = dict(judged.records), list(judged.files), list(judged.told)
    received = judged.received_date
    for file in judged.files:
        if not file.refused or (found := _last_good(rules, judged, file)) is None:
            continue
        version, good = found
        place = version_file(rules.project, _year(judged), judged.sent.vintage, version)
        records[file.table] = read_values(file.table, rules.tables[file.table], place)
        files.append(good.model_copy(update={"stayed": True}))
        if file.table == COVER:
            received = version.received_date
        reason = say(
            "{table}: the table received on {day} stays, since no row of this one can be taken in",
            table=rules.tables[file.table].label.both,
            day=_day(version),
        )
        told.append(Mistake(file.path, None, None, reason, kind="note"))
    if judged.partial:
        told += _keep_the_others(rules, judged, records, files)
    return replace(judged, records=records, files=tuple(files), told=tuple(told), received_date=received)


def _keep_the_others(
    rules: Rulebook, judged: Judged, records: dict[str, Values], files: list[FileReceipt]
) -> Iterator[Mistake]:
    """Add the tables of the return before that a partial one has no row of; a note for each that it does not know.

    One that it knows and has nothing in is a mistake: a form that was exported in part would take rows away.
    """
    if (newest := _newest(rules, judged)) is None:
        return
    place = version_file(rules.project, _year(judged), judged.sent.vintage, newest)
    earlier = read_receipt(place)
    for file in earlier.files if earlier else ():
        own = next((new for new in files if new.table == file.table and not new.stayed), None)
        if (
            file.table not in rules.tables
            or not file.rows_accepted
            or (own and (own.rows_seen or own.refused))
        ):
            continue
        records[file.table] = read_values(file.table, rules.tables[file.table], place)
        files.append(file.model_copy(update={"stayed": True}))
        label = rules.tables[file.table].label.both
        if own:
            files.remove(own)
            reason = say(
                "has no rows of {table}, where the return before had some; that of {day} stays",
                table=label,
                day=_day(newest),
            )
            remedy = say(
                "check the export; if there are none, send a workbook whose sheet for them has its header alone"
            )
            yield _of_the_whole(rules, judged, reason, remedy)
            continue
        reason = say(
            "{table}: the table received on {day} stays, since it is not in this export",
            table=label,
            day=_day(newest),
        )
        yield replace(_of_the_whole(rules, judged, reason, NOTHING), kind="note")


def _last_good(rules: Rulebook, judged: Judged, refused: FileReceipt) -> tuple[Version, FileReceipt] | None:
    """The newest version with another file of the table that was not refused; None where that one reports nothing.

    The same file, judged by other rules, is no older one.
    """
    year, sent = _year(judged), judged.sent
    for version in reversed(read_history(rules.project, year, sent.vintage, sent.province)):
        if version.source == "withdrawn":
            return None
        receipt = read_receipt(version_file(rules.project, year, sent.vintage, version))
        if receipt is None:
            continue  # it is lost
        own = [file for file in receipt.files if file.table == refused.table and not file.stayed]
        if not own:
            return None
        if own[0].sha256 != refused.sha256 and not own[0].refused:
            return (version, own[0]) if own[0].rows_accepted else None
    return None


def beside_earlier_in_folder(rules: Rulebook, judged: Judged, raw: str) -> tuple[Mistake, ...]:
    """Notes on a return in a year's folder that takes the place of another: it is older, or rows of it are refused."""
    newest = _newest(rules, judged)
    told = (*_replacing(rules, judged, newest, raw), *_lost(rules, judged, newest, raw))
    if newest and newest.sent != raw and _older(judged.received_date, newest.received_date):
        reason = say(
            "counts in the place of the return received on {day} once it is taken in, and is older by its cover sheet",
            day=_day(newest),
        )
        told = (_of_the_whole(rules, judged, reason, NOTHING), *told)
    if judged.received_date and judged.received_date > (today := today_here()):
        reason = say(
            "has a date on its cover sheet that is later than today, {today}; what is sent until then counts as older",
            today=str(today),
        )
        told = (_of_the_whole(rules, judged, reason, NOTHING), *told)
    return tuple(replace(each, kind="note") for each in told)


def _replacing(rules: Rulebook, judged: Judged, newest: Version | None, raw: str) -> tuple[Mistake, ...]:
    """That rows of it are refused, where another return was whole until now."""
    refused = sum(file.rows_rejected for file in judged.files if file.is_data)
    if not newest or newest.sent == raw or not refused:
        return ()
    reason = say(
        "counts in the place of the return received on {day} once it is taken in; rows of it are refused (rows: {n})",
        day=_day(newest),
        n=str(refused),
    )
    remedy = say("mend those rows, then send it again; until then they are in no figure")
    return (_of_the_whole(rules, judged, reason, remedy),)


def _lost(rules: Rulebook, judged: Judged, newest: Version | None, raw: str) -> tuple[Mistake, ...]:
    """Notes where a return takes the place of one of the same day, or of one with more in it."""
    if not newest or newest.sent == raw:
        return ()
    reasons = []
    if judged.received_date == newest.received_date and _figures(rules, judged) != newest.figures:
        reasons.append(
            say(
                "is of the same day as the return received on {day}, and says something else; once taken in, it counts "
                "in its place; a correction needs a later date",
                day=_day(newest),
            )
        )
    year, vintage = _year(judged), judged.sent.vintage
    earlier = read_receipt(version_file(rules.project, year, vintage, newest))
    before: Counter[str] = Counter()
    new = [file for file in judged.files if not file.stayed]
    now = {file.table: file.rows_seen - file.rows_left_out for file in new}
    for file in earlier.files if earlier else ():
        if file.table in now or not judged.partial:
            before[file.table] += file.rows_accepted
    refused = {file.table for file in new if file.refused}
    for table, rows in before.items():
        if rows and not now.get(table) and table not in refused:
            # how many is not told: of persons and cases the number is a figure
            label = rules.tables[table].label.both if table in rules.tables else (table, table)
            reasons.append(say("has no rows of {table}, where the return before had some", table=label))
    fewer = sum(before.values()) - sum(now.values())
    if fewer * FEWER > sum(before.values()):
        reasons.append(
            say(
                "has fewer rows than the return before (rows: {now}; before: {before})",
                now=str(sum(now.values())),
                before=str(sum(before.values())),
            )
        )
    return tuple(replace(_of_the_whole(rules, judged, reason, NOTHING), kind="note") for reason in reasons)


def _figures(rules: Rulebook, judged: Judged) -> str:
    return figures_hash(together(judged.records, rules.joint))


def _newest(rules: Rulebook, judged: Judged) -> Version | None:
    sent = judged.sent
    history = read_history(rules.project, _year(judged), sent.vintage, sent.province)
    return history[-1] if history and history[-1].source != "withdrawn" else None


def _of_the_whole(rules: Rulebook, judged: Judged, reason: Phrase, remedy: Phrase) -> Mistake:
    """What is told of a return as a whole: of its workbook, or of the folder of its files."""
    own = list(dict.fromkeys(file.path for file in judged.files if not file.stayed))
    place = rules.project.show(judged.sent.folder) if len(own) > 1 else own[0]
    if judged.partial:  # an export holds the returns of several provinces and years
        place += f" ({judged.sent.province} {_year(judged)})"
    return Mistake(place, None, None, reason, remedy)


def _year(judged: Judged) -> int:
    return int(judged.sent.span.first_month[:4])


def _day(version: Version) -> str:
    return str(version.received_date or "?")


def _older(date_: date | None, than: date | None) -> bool:
    return bool(date_ and than and date_ < than)
