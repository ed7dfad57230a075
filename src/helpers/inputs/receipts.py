"""intake.json: what was taken in from one return. Kept beside its records."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pydantic import ValidationError

from helpers.inputs.mistakes import Mistake
from helpers.inputs.settings import Month, Vintage
from helpers.inputs.yaml_files import Strict

FILE_NAME = "intake.json"


class FileReceipt(Strict):
    """One table of a return: its file's hash, and what became of its rows. `path` starts at the project's root."""

    table: str
    path: str
    sha256: str
    rows_seen: int
    rows_accepted: int
    rows_rejected: int
    rows_left_out: int = 0


class Receipt(Strict):
    """One return. `key` is the hash of all that decides what is taken in from it."""

    key: str
    province: str
    vintage: Vintage
    received_date: date | None
    months: tuple[Month, ...]
    files: tuple[FileReceipt, ...]
    mistakes: tuple[Mistake, ...]
    left_out: tuple[Mistake, ...] = ()


def read_receipt(folder: Path) -> Receipt | None:
    """The receipt in a folder of records; None where none can be read, so that the return is read again."""
    try:
        return Receipt.model_validate_json((folder / FILE_NAME).read_bytes())
    except (OSError, ValidationError):
        return None


def write_receipt(folder: Path, receipt: Receipt) -> None:
    """Put the receipt into a folder of records."""
    (folder / FILE_NAME).write_text(receipt.model_dump_json(indent=1) + "\n", encoding="utf-8")
