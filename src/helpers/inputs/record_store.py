"""Where records lie, and how they get there: a return's folder is replaced whole, or left as it was."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa

from helpers.errors import OutputError
from helpers.inputs.receipts import Receipt, write_receipt
from helpers.inputs.record_files import write_records
from helpers.inputs.settings import Vintage
from helpers.paths import Project


def records_folder(project: Project, year: int, vintage: Vintage, province: str) -> Path:
    """Where the records of one return lie."""
    return project.records / str(year) / vintage / province


def store_records(project: Project, year: int, receipt: Receipt, records: Mapping[str, pa.Table]) -> None:
    """Put a return's records and its receipt in the place of those before.

    Raises:
        OutputError: a folder cannot be written; the records before are still there.
    """
    folder = records_folder(project, year, receipt.vintage, receipt.province)
    scratch = _scratch(project, folder)
    with _telling(project, folder):
        shutil.rmtree(scratch, ignore_errors=True)
        (scratch / "new").mkdir(parents=True)
        try:
            for table, rows in records.items():
                write_records(rows, scratch / "new" / f"{table}.parquet")
            write_receipt(scratch / "new", receipt)
            folder.parent.mkdir(parents=True, exist_ok=True)
            if folder.exists():
                _swap(scratch / "new", folder, scratch / "old")
            else:
                (scratch / "new").replace(folder)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def drop_records(project: Project, year: int, vintage: Vintage, province: str) -> None:
    """Take away the records of a return that is no longer there. Nothing happens where there are none.

    Raises:
        OutputError: the folder cannot be removed.
    """
    folder = records_folder(project, year, vintage, province)
    if not folder.is_dir():
        return
    scratch = _scratch(project, folder)
    with _telling(project, folder):
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir(parents=True)
        folder.replace(scratch / "old")
        shutil.rmtree(scratch)


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
