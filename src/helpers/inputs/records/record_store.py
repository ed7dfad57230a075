"""Where records lie, and how they get there; and the history of what was taken in before, of which nothing is lost.

data/records holds what counts now, one file a return, replaced whole or left as it was. data/returns keeps every
version that was ever accepted, in a file named by the hash of its content, beside a list of the versions of each
return in order. Only accepted rows are kept, never a file as it was sent.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Literal

import pyarrow as pa
from pydantic import TypeAdapter, ValidationError, model_validator

from helpers.errors import OutputError, ReturnError
from helpers.files.checksummed_files import keep, read_checked
from helpers.files.safe_reading import NotAFileError, read_file
from helpers.inputs.mistakes import Mistake, say
from helpers.inputs.params.provinces import read_provinces
from helpers.inputs.params.settings import Vintage, read_year
from helpers.inputs.params.yaml_files import Strict
from helpers.inputs.records.record_files import SUFFIX, Receipt, figures_hash, read_receipt, write_records
from helpers.paths import Project

Source = Literal["folder", "sent", "withdrawn"]


class Version(Strict):
    """One version of a return, known by hashes.

    `content` is the hash of its records, `figures` of what they say, `sent` of the files that it came from, `key` of
    all that decided.
    """

    number: int
    source: Source
    content: str
    sent: str
    key: str
    received_date: date | None
    rows: int
    figures: str = ""
    check: str = ""

    def checked(self) -> Version:
        """The same version with a hash of itself, so that a damaged list is known."""
        return self.model_copy(update={"check": self._hash()})

    @model_validator(mode="after")
    def _is_whole(self) -> Version:
        if self.check not in ("", self._hash()):
            raise ValueError("damaged")
        return self

    def _hash(self) -> str:
        return sha256(self.model_dump_json(exclude={"check"}).encode()).hexdigest()[:16]


_HISTORY = TypeAdapter(tuple[Version, ...])


def records_file(project: Project, year: int, vintage: Vintage, province: str) -> Path:
    """Where the records of one return lie."""
    return project.records.joinpath(str(year), vintage, f"{province}{SUFFIX}")


def version_file(project: Project, year: int, vintage: Vintage, version: Version) -> Path:
    """Where the records of one version lie."""
    return _history_folder(project, year, vintage) / f"{version.content}{SUFFIX}"


def read_history(project: Project, year: int, vintage: Vintage, province: str) -> tuple[Version, ...]:
    """Every version of a return that was taken in, the oldest first.

    Raises:
        ReturnError: the list of versions is damaged, or missing though there are records.
    """
    path = _history_file(project, year, vintage, province)
    try:
        return _HISTORY.validate_json(read_file(path))
    except FileNotFoundError:
        reason = "is missing"
        if not (records := records_file(project, year, vintage, province)).is_file():
            return ()
    except NotAFileError as fault:
        reason, records = f"is {fault.kind}", records_file(project, year, vintage, province)
    except (OSError, ValidationError):
        reason, records = "is damaged", records_file(project, year, vintage, province)
    raise ReturnError(
        f"{project.show(path)}: {reason}, and lists the versions of a return; restore it from a backup, or, if it is "
        f"lost for good, remove it and {project.show(records)} and take the return in again"
    ) from None


def versions_in(content: bytes) -> tuple[Version, ...] | None:
    """The versions that a file of data/returns lists; None where it is damaged."""
    try:
        return _HISTORY.validate_json(content)
    except ValidationError:
        return None


def not_of_params(project: Project, year: int) -> list[Mistake]:
    """Notes on provinces whose returns were taken in, and that params no longer have."""
    notes = []
    for span in read_year(project, year).returns:
        known = {command.slug for command in read_provinces(project).commands(span.vintage)}
        for path in sorted(_history_folder(project, year, span.vintage).glob("*.json")):
            if path.stem not in known:
                reason = say("lists returns of a province that params/provinces no longer has")
                remedy = say("they are kept and count nowhere; put the province back if they are to count")
                notes.append(Mistake(project.show(path), None, None, reason, remedy, kind="note"))
    return notes


def whole_version(
    project: Project, year: int, vintage: Vintage, province: str, version: Version
) -> tuple[Path, Receipt]:
    """Where the records of a version lie, and their receipt.

    Raises:
        ReturnError: the file is missing or damaged.
    """
    file = version_file(project, year, vintage, version)
    receipt = read_receipt(file)
    if receipt is not None:
        return file, receipt
    reason = "is damaged" if os.path.lexists(file) else "is missing"
    raise ReturnError(
        f"{project.show(file)}: {reason}, and holds version {version.number} of a return; restore it from a backup, "
        f"or, if it is lost for good, take that version out of "
        f"{project.show(_history_file(project, year, vintage, province))} and take the return in again"
    )


def check_versions(project: Project, year: int, vintage: Vintage, province: str) -> Path | None:
    """See to it that all versions of a return are there; the newest is made again of the records, where they are whole.

    Returns:
        The file that was made again, if one was.

    Raises:
        ReturnError: a version is missing or damaged.
        OutputError: it cannot be written.
    """
    history = read_history(project, year, vintage, province)
    for version in history:
        if version.source == "withdrawn":
            continue
        records = records_file(project, year, vintage, province)
        kept = read_receipt(records) if version == history[-1] else None
        file = version_file(project, year, vintage, version)
        if kept is not None and kept.key == version.key and read_receipt(file) is None:
            with _telling(project, file):
                keep(file, read_checked(records))
            return file
        whole_version(project, year, vintage, province, version)
    return None


def read_revisions(
    project: Project, year: int, *, since_first: bool = False
) -> dict[tuple[Vintage, str], tuple[Version, Version]]:
    """The returns of a year that replaced an earlier one: (vintage, province) -> the version before, the one now.

    The version before is the last that said something else, or the very first.

    A return that was withdrawn is not among them; nor is one that was sent again with the same figures, or only
    judged by other rules.
    """
    found: dict[tuple[Vintage, str], tuple[Version, Version]] = {}
    for span in read_year(project, year).returns:
        for slug in (command.slug for command in read_provinces(project).commands(span.vintage)):
            history = read_history(project, year, span.vintage, slug)
            by_files = {version.sent: version for version in history if version.source != "withdrawn"}
            kept = sorted(by_files.values(), key=lambda version: version.number)
            if not kept or history[-1].source == "withdrawn":
                continue
            others = [version for version in kept if version.figures != kept[-1].figures]
            if others:
                found[span.vintage, slug] = kept[0] if since_first else others[-1], kept[-1]
    return found


def store_records(
    project: Project, year: int, receipt: Receipt, rows: pa.Table, source: Source = "folder", sent: str = ""
) -> None:
    """Put a return's records, with their receipt, in the place of those before, and add them to its history.

    Raises:
        OutputError: a folder cannot be written; the records before are still there.
    """
    figures = figures_hash(rows)
    content = sha256(f"{figures} {receipt.model_dump_json(exclude={'key'})}".encode()).hexdigest()[:24]
    version = Version(
        number=0, source=source, content=content, sent=sent, key=receipt.key, figures=figures,
        received_date=receipt.received_date, rows=sum(file.rows_accepted for file in receipt.files),
    )  # fmt: skip
    file = version_file(project, year, receipt.vintage, version)
    with _telling(project, file):
        write_records(rows, receipt, file)
        _note(project, year, receipt.vintage, receipt.province, version)
    restore_records(project, year, receipt.vintage, receipt.province, version)


def restore_records(project: Project, year: int, vintage: Vintage, province: str, version: Version) -> None:
    """Put the records of a version back where records are read.

    Raises:
        ReturnError: the version's own file is missing or damaged.
        OutputError: a folder cannot be written.
    """
    file = records_file(project, year, vintage, province)
    whole, _ = whole_version(project, year, vintage, province, version)
    with _telling(project, file):
        keep(file, read_checked(whole, older=True))


def drop_records(project: Project, year: int, vintage: Vintage, province: str) -> None:
    """Take away the records of a return that is no longer there; its history stays. Nothing to do, nothing done.

    Raises:
        OutputError: the file cannot be removed.
    """
    file = records_file(project, year, vintage, province)
    history = read_history(project, year, vintage, province)
    if history and history[-1].source != "withdrawn":
        gone = Version(number=0, source="withdrawn", content="", sent="", key="", received_date=None, rows=0)
        with _telling(project, _history_file(project, year, vintage, province)):
            _note(project, year, vintage, province, gone)
    with _telling(project, file):
        if file.is_file():  # on a read-only disk even a missing file cannot be removed
            file.unlink(missing_ok=True)


def _history_file(project: Project, year: int, vintage: Vintage, province: str) -> Path:
    return _history_folder(project, year, vintage) / f"{province}.json"


def _history_folder(project: Project, year: int, vintage: Vintage) -> Path:
    return project.data.joinpath("returns", str(year), vintage)


def _note(project: Project, year: int, vintage: Vintage, province: str, version: Version) -> None:
    """Add a version to the list, unless it is the newest already but for the rules that it was judged by."""
    history = read_history(project, year, vintage, province)
    if history and (history[-1].source, history[-1].content) == (version.source, version.content):
        if (history[-1].sent, history[-1].key) == (version.sent, version.key):
            return
        history = history[:-1]
    number = history[-1].number + 1 if history else 1
    history = (*history, version.model_copy(update={"number": number}).checked())
    keep(_history_file(project, year, vintage, province), _HISTORY.dump_json(history, indent=1) + b"\n")


@contextmanager
def _telling(project: Project, file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise OutputError(
            f"{project.show(file)}: cannot be written ({fault.strerror or 'no reason given'}); "
            "free some space or mend the folder's rights, then take it in again"
        ) from None
