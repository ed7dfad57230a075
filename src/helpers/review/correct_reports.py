"""`workbook correct`: published reports whose numbers are others now get a new edition, and a notice of the error.

What was published is kept as it was, and params/corrections.yml says what was wrong: the next build makes the new
editions from it. The file is written last, in one step, so that a command that is killed has done nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zipfile import BadZipFile

from helpers.errors import DisclosureError, ParamsError, did_you_mean
from helpers.files.build_lock import build_lock
from helpers.files.folder_exchange import write_whole
from helpers.files.safe_reading import read_file
from helpers.inputs.params.corrections import FILE_NAME, edition_of, read_corrections, with_correction
from helpers.inputs.params.release_calendar import read_calendar
from helpers.inputs.params.settings import Bilingual, read_settings
from helpers.paths import Project
from helpers.publish import embargo
from helpers.publish.corrected_figures import CorrectedFigure, corrected_figures, told_by, told_in
from helpers.publish.correction_words import check_words
from helpers.publish.edition_ledger import is_known
from helpers.publish.editions import (
    check_editions,
    edition_before,
    edition_content,
    edition_file,
    edition_number,
    edition_zip,
    files_of_zip,
    kept_content,
    kept_editions,
)
from helpers.publish.packet_key import KEY
from helpers.publish.unannounced_changes import forget_replaced, replaced_content
from helpers.release.opening import check_scope, read_release
from helpers.release.prepare import prepare
from helpers.release.read_tracker import Reads
from helpers.release.release_files import YearRelease
from helpers.review.packet_sides import packets_in, read_whole_packet


@dataclass(frozen=True)
class Corrected:
    """What a correction came to: its day, the reports that get a new edition, and others that tell other numbers now.

    `others` were not named and get no notice; of those that are `waiting` an earlier correction is not published yet,
    and its notice will list these numbers, too. `warnings` are of numbers that the words have typed.
    """

    day: date
    reports: tuple[str, ...]
    others: tuple[str, ...]
    waiting: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class _Changed:
    """A published report that tells other numbers now: its edition, what packet.json holds, and all of its files."""

    number: int
    about: Mapping[str, Any]
    files: Mapping[str, bytes]


def correct(
    project: Project,
    year: int,
    wrong: Bilingual,
    *,
    since: date | None = None,
    reports: Collection[str] = (),
    accept_partial: bool = False,
) -> Corrected:
    """Keep what is published of the reports whose numbers of a year are others now, and write their notice.

    Args:
        project: the project.
        year: the year whose numbers were wrong; reports on its parts and on later years tell them, too.
        wrong: what was wrong.
        since: from when on it was published so; default is the day on which each report came out.
        reports: the names of reports ('lang-son') that get a new edition; default is all.
        accept_partial: go on without the rows that were rejected, as the builds do that published them.

    Raises:
        ParamsError: nothing is published of the year, no number is another now, the words name a person or a
            case or have a number of them, a correction waits to be published, or the clock or `since` is wrong.
        ReturnError: returns have mistakes.
        OutputError: a packet or an edition is not whole, a build is running, or a folder cannot be written.
        DisclosureError: the ledger does not know what a report showed.
    """
    warnings = check_words(project, wrong)
    with build_lock(project):
        check_editions(project, but=_left_behind(project))
        found = _changed_reports(project, year, reports, accept_partial=accept_partial)
        waiting = [name for name, each in found.items() if _waits(project, name, each.number)]
        changed = {name: each for name, each in found.items() if name not in waiting}
        named = {name: each for name, each in changed.items() if _is_named(name, reports)}
        if not named:
            _refuse_unpublished([name for name in waiting if _is_named(name, reports)])
            raise ParamsError(
                f"no published number of {year} is another now, so there is nothing to correct; take in the revised "
                "return, or mend the definition, and leave it to this command to find the reports"
            )
        day = embargo.now().astimezone(read_calendar(project).zone).date()
        _check_days(project, named, day, since)
        for name, each in named.items():
            if not is_known(project, each.files):
                raise DisclosureError(
                    f"data/published/ does not tell what {name} showed, so that its new edition could betray what it "
                    "withholds; restore data/published/ from its backup; nothing was written"
                )
        zips = {name: edition_zip(name, each.files, day) for name, each in named.items()}
        hashes = {name: hashlib.sha256(content).hexdigest() for name, content in zips.items()}
        text = with_correction(project, day, since, wrong, hashes)
        for name, content in zips.items():
            write_whole(project, project.editions / edition_file(name, named[name].number), content)
        write_whole(project, project.params / FILE_NAME, text.encode())
        for name, each in named.items():
            forget_replaced(project, name, each.number)
    others = tuple(name for name in changed if name not in named)
    return Corrected(day, tuple(named), others, tuple(waiting), warnings)


def _changed_reports(
    project: Project, year: int, reports: Collection[str], *, accept_partial: bool
) -> dict[str, _Changed]:
    """Every published report that tells a number of the year otherwise than a build would now."""
    packets = {name: folder for name, folder in packets_in(project.reports).items() if int(name[:4]) >= year}
    if not packets:
        raise ParamsError(f"reports/ holds no report that tells of {year}, so there is nothing to correct")
    known = dict.fromkeys(name.split("/")[2] for name in packets)
    if unknown := next((name for name in reports if name not in known), None):
        raise ParamsError(f"no published report is called '{unknown}'" + did_you_mean(unknown, known))
    releases: dict[int, list[YearRelease]] = {}
    found = {}
    for name, folder in packets.items():
        about = read_whole_packet(folder)
        own = int(about["year"])
        if own not in read_settings(project).years:
            continue
        if own not in releases:
            releases[own] = prepare(project, own, accept_partial=accept_partial)
        number = edition_number(about)
        contents = [kept_content(project, name, folder), replaced_content(project, name, number)]
        if (edition := edition_of(project, name)) and edition.number > number:
            contents.append(
                edition_before(project, edition)
            )  # a build without a notice may have published more
        for files in filter(None, contents):
            figures = _figures(project, about, files, releases[own])
            if any(each.key[2][:4] == str(year) for each in figures):
                found[name] = _Changed(number, about, files)
                break
    return found


def _figures(
    project: Project, about: Mapping[str, Any], files: Mapping[str, bytes], releases: Sequence[YearRelease]
) -> list[CorrectedFigure]:
    """What of a packet a build would tell otherwise now."""
    place = [about["parameters"].get(kind) for kind in ("province", "project", "region")]
    scope, year_params = check_scope(
        project,
        read_settings(project),
        place[0],
        about["year"],
        about["language"],
        place[1],
        place[2],
        about.get("period"),
    )
    release = read_release(project, read_settings(project), scope, year_params, releases)
    return corrected_figures(told_in(files), told_by(release, Reads.from_json(about[KEY]["reads"])))


def _left_behind(project: Project) -> set[str]:
    """The zips that a command which was killed kept of what is published still; this one writes them again."""
    named = {edition_file(report, number) for report, number, _ in kept_editions(project)}
    found = set()
    for name, folder in packets_in(project.reports).items():
        for path in project.editions.glob(f"{name.replace('/', '-')}-edition-[0-9]*.zip"):
            if path.name in named:
                continue
            number = int(path.stem.rpartition("-")[2])
            published = filter(
                None, [kept_content(project, name, folder), replaced_content(project, name, number)]
            )
            try:
                kept = edition_content(files_of_zip(read_file(path)))
            except (OSError, BadZipFile):
                continue
            if kept in map(edition_content, published):
                found.add(path.name)
    return found


def _waits(project: Project, name: str, number: int) -> bool:
    """Whether a correction of the report is written that no build has published yet."""
    edition = edition_of(project, name)
    return edition is not None and edition.number > number


def _refuse_unpublished(waiting: Sequence[str]) -> None:
    """Refuse to correct what is being corrected."""
    if waiting:
        more = f" and {len(waiting) - 1} more" if len(waiting) > 1 else ""
        raise ParamsError(
            f"{waiting[0]}{more}: a correction is written, and not published yet; publish it by `workbook build "
            f"{waiting[0].split('/')[0]}`, or mend its words in params/{FILE_NAME}; nothing was written"
        )


def _is_named(name: str, reports: Collection[str]) -> bool:
    return not reports or name.split("/")[2] in reports


def _check_days(project: Project, named: Mapping[str, _Changed], day: date, since: date | None) -> None:
    """Refuse days that cannot be: the clock before what was published, an error before it was published."""
    published = [date.fromisoformat(each.about["published_date"]) for each in named.values()]
    last = [each.corrected for each in read_corrections(project)]
    for earlier in (*_told(published, "reports came out"), *_told(last, "the last correction is")):
        if day < earlier[0]:
            raise ParamsError(
                f"the clock of this machine says {day}, and {earlier[1]} of {earlier[0]}; set the clock right"
            )
    if since and since > day:
        raise ParamsError(f"--since {since} is after today, {day}; write when the error was first published")
    if since and since < min(published):
        raise ParamsError(
            f"--since {since} is before these reports came out, on {min(published)}; leave it out, or write a later day"
        )


def _told(days: Sequence[date], what: str) -> Iterator[tuple[date, str]]:
    if days:
        yield max(days), what
