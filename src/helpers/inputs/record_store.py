"""Where records lie, and how they get there; and the history of what was taken in before, of which nothing is lost.

data/records holds what counts now, one folder a return, replaced whole or left as it was. data/returns keeps every
version that was ever accepted, in a folder named by the hash of its records, beside a list of the versions in
order. Only accepted rows are kept, never a file as it was sent.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Literal

import pyarrow as pa
from pydantic import TypeAdapter, ValidationError

from helpers.errors import OutputError, ReturnError
from helpers.inputs.receipts import FILE_NAME, Receipt, write_receipt
from helpers.inputs.record_files import write_records
from helpers.inputs.settings import Vintage, read_year
from helpers.inputs.yaml_files import Strict
from helpers.paths import Project

HISTORY_NAME = "history.json"
Source = Literal["folder", "sent", "withdrawn"]


class Version(Strict):
    """One version of a return. `sent` is the hash of the files that it came from, `key` its receipt's."""

    number: int
    source: Source
    content: str
    sent: str
    key: str
    received_date: date | None
    rows: int


_HISTORY = TypeAdapter(tuple[Version, ...])


def records_folder(project: Project, year: int, vintage: Vintage, province: str) -> Path:
    """Where the records of one return lie."""
    return project.records / str(year) / vintage / province


def history_folder(project: Project, year: int, vintage: Vintage, province: str) -> Path:
    """Where every version of one return lies."""
    return project.data / "returns" / str(year) / vintage / province


def read_history(project: Project, year: int, vintage: Vintage, province: str) -> tuple[Version, ...]:
    """Every version of a return that was taken in, the oldest first.

    Raises:
        ReturnError: the list of versions cannot be understood.
    """
    path = history_folder(project, year, vintage, province) / HISTORY_NAME
    try:
        return _HISTORY.validate_json(path.read_bytes())
    except FileNotFoundError:
        return ()
    except (OSError, ValidationError):
        raise ReturnError(f"{project.show(path)}: cannot be read; restore it from a backup") from None


def read_revisions(project: Project, year: int) -> dict[tuple[Vintage, str], tuple[Version, Version]]:
    """The returns of a year that replaced an earlier one: (vintage, province) -> the version before, the one now.

    A return that was withdrawn is not among them; nor is one that was only judged by other rules.
    """
    found: dict[tuple[Vintage, str], tuple[Version, Version]] = {}
    for span in read_year(project, year).returns:
        for folder in sorted((project.data / "returns" / str(year) / span.vintage).glob("*")):
            history = read_history(project, year, span.vintage, folder.name)
            by_files = {version.sent: version for version in history if version.source != "withdrawn"}
            kept = sorted(by_files.values(), key=lambda version: version.number)
            if len(kept) > 1 and history[-1].source != "withdrawn":
                found[span.vintage, folder.name] = kept[-2], kept[-1]
    return found


def version_folder(project: Project, year: int, vintage: Vintage, province: str, version: Version) -> Path:
    """Where the records of one version lie."""
    return history_folder(project, year, vintage, province) / version.content


def store_records(
    project: Project,
    year: int,
    receipt: Receipt,
    records: Mapping[str, pa.Table],
    source: Source = "folder",
    sent: str = "",
) -> None:
    """Put a return's records and its receipt in the place of those before, and add them to its history.

    Raises:
        OutputError: a folder cannot be written; the records before are still there.
    """
    folder = records_folder(project, year, receipt.vintage, receipt.province)
    past = history_folder(project, year, receipt.vintage, receipt.province)
    scratch = _scratch(project, folder)
    with _telling(project, folder):
        shutil.rmtree(scratch, ignore_errors=True)
        (scratch / "new").mkdir(parents=True)
        try:
            digest = sha256()
            for table, rows in records.items():
                path = scratch / "new" / f"{table}.parquet"
                write_records(rows, path)
                digest.update(f"{table} {sha256(path.read_bytes()).hexdigest()}\n".encode())
            write_receipt(scratch / "new", receipt)
            content = digest.hexdigest()[:24]
            if not (past / content).is_dir():
                past.mkdir(parents=True, exist_ok=True)
                _link_tree(scratch / "new", scratch / "kept")
                (scratch / "kept").replace(past / content)
            version = Version(
                number=0, source=source, content=content, sent=sent, key=receipt.key,
                received_date=receipt.received_date, rows=sum(file.rows_accepted for file in receipt.files),
            )  # fmt: skip
            _note(project, year, receipt.vintage, receipt.province, version)
            _place(scratch, folder)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def restore_records(project: Project, year: int, vintage: Vintage, province: str, version: Version) -> None:
    """Put the records of a version back where records are read.

    Raises:
        OutputError: a folder cannot be written, or the version's own is gone.
    """
    folder = records_folder(project, year, vintage, province)
    scratch = _scratch(project, folder)
    with _telling(project, folder):
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir(parents=True)
        try:
            _link_tree(version_folder(project, year, vintage, province, version), scratch / "new")
            _place(scratch, folder)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def drop_records(project: Project, year: int, vintage: Vintage, province: str) -> None:
    """Take away the records of a return that is no longer there; its history stays. Nothing to do, nothing done.

    Raises:
        OutputError: the folder cannot be removed.
    """
    folder = records_folder(project, year, vintage, province)
    history = read_history(project, year, vintage, province)
    if history and history[-1].source != "withdrawn":
        gone = Version(number=0, source="withdrawn", content="", sent="", key="", received_date=None, rows=0)
        _note(project, year, vintage, province, gone)
    if not folder.is_dir():
        return
    scratch = _scratch(project, folder)
    with _telling(project, folder):
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir(parents=True)
        folder.replace(scratch / "old")
        shutil.rmtree(scratch)


def _note(project: Project, year: int, vintage: Vintage, province: str, version: Version) -> None:
    """Add a version to the list, unless it is the newest already but for the rules that it was judged by."""
    history = read_history(project, year, vintage, province)
    if history and (history[-1].source, history[-1].content) == (version.source, version.content):
        if (history[-1].sent, history[-1].key) == (version.sent, version.key):
            return
        history = history[:-1]
    history = (*history, version.model_copy(update={"number": len(history) + 1}))
    path = history_folder(project, year, vintage, province) / HISTORY_NAME
    with _telling(project, path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        listed = [each.model_dump(mode="json") for each in history]
        fresh.write_text(json.dumps(listed, indent=1) + "\n", encoding="utf-8")
        fresh.replace(path)


def _link_tree(source: Path, target: Path) -> None:
    """The same files in another folder: hard links where the disk has them, else copies."""
    target.mkdir()
    for path in sorted(source.iterdir()):
        try:
            if path.name == FILE_NAME:
                shutil.copyfile(path, target / path.name)
            else:
                os.link(path, target / path.name)
        except OSError:
            shutil.copyfile(path, target / path.name)


def _place(scratch: Path, folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists():
        _swap(scratch / "new", folder, scratch / "old")
    else:
        (scratch / "new").replace(folder)


def _swap(new: Path, folder: Path, old: Path) -> None:
    folder.replace(old)
    try:
        new.replace(folder)
    except OSError:
        old.replace(folder)
        raise


def _scratch(project: Project, folder: Path) -> Path:
    return project.scratch / "-".join(("intake", *folder.relative_to(project.records).parts))


@contextmanager
def _telling(project: Project, folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise OutputError(
            f"{project.show(folder)}: cannot be written ({fault.strerror or 'no reason given'}); "
            f"free space there and in {project.show(project.scratch)}, or make both writable"
        ) from None
