"""Files that the workbook keeps for itself, each with a checksum of its content.

A file that was truncated, emptied or changed on the disk, or that a folder stands in the place of, does not match its
checksum. It is then never read: it is made again, which one line on standard error says, or, where nothing makes it
again, it is an error that names it. The checksum stands inside of its file, so that the file stays what it is: Parquet
or JSON.
"""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from helpers.files.safe_reading import read_file
from helpers.files.safe_writing import write_privately

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Found = TypeVar("Found")
CHECKSUM = "workbook.sha256"
"""The name of the checksum: a key of JSON, or of a Parquet file's metadata."""
BLANK = "0" * 64
"""What stands in the place of the checksum while it is computed."""
NAMED = 3
"""So many files are named in one line; of more, the number is told."""
_PLACE = re.compile(rb"workbook\.sha256[^0-9a-z]{1,4}([0-9a-f]{64})")
_ENDS = b"PAR1"
"""How a Parquet file begins and ends."""
_log = logging.getLogger(__name__)


class DamagedError(Exception):
    """A kept file does not match its checksum, or cannot be read. `reason` goes on after the file's name."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name}: {reason}")
        self.path = path
        self.reason = reason


def with_checksum(content: bytes) -> bytes:
    """The content with its checksum in the place that was left blank for it."""
    start, end = _place(content)
    return content[:start] + sha256(content).hexdigest().encode() + content[end:]


def json_with_checksum(content: Mapping[str, Any]) -> bytes:
    """An object as JSON with a checksum."""
    return with_checksum(json.dumps({**content, CHECKSUM: BLANK}, sort_keys=True).encode())


def bytes_with_checksum(content: bytes) -> bytes:
    """Bytes of any kind with a checksum behind them."""
    return with_checksum(content + f"\n{CHECKSUM} {BLANK}".encode())


def parquet_with_checksum(
    table: pa.Table, metadata: Mapping[str, str] | None = None, *, small: bool = False, schema: bool = True
) -> bytes:
    """A table as a Parquet file with a checksum; the same bytes for the same table.

    `small` writes it plain: without compression, dictionaries and statistics. `schema` keeps Arrow's types in it.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    with pq.ParquetWriter(
        sink,
        table.schema,
        compression="none" if small else "zstd",
        use_dictionary=not small,
        write_statistics=False,
        store_schema=schema,
    ) as file:
        file.write_table(table)
        file.add_key_value_metadata({**(metadata or {}), CHECKSUM: BLANK})
    return with_checksum(sink.getvalue().to_pybytes())


def frame_with_checksum(frame: pd.DataFrame, metadata: Mapping[str, str] | None = None) -> bytes:
    """A data frame as a Parquet file with a checksum, without its index."""
    import pyarrow as pa

    return parquet_with_checksum(pa.Table.from_pandas(frame, preserve_index=False), metadata)


def read_checked(path: Path, *, older: bool = False) -> bytes:
    """What a kept file holds, its checksum included.

    `older` takes a Parquet file of an earlier version, which had no checksums, as far as its two ends are there.

    Raises:
        DamagedError: it is missing, cannot be read, or does not match its checksum.
    """
    try:
        content = read_file(path)
    except FileNotFoundError:
        raise DamagedError(path, "is missing") from None
    except OSError as fault:
        raise DamagedError(
            path, f"cannot be read ({(fault.strerror or 'no reason given').lower()})"
        ) from None
    try:
        start, end = _place(content)
    except ValueError:
        if older and len(content) > 2 * len(_ENDS) and content.startswith(_ENDS) and content.endswith(_ENDS):
            return content
        raise DamagedError(path, "is damaged") from None
    blank = content[:start] + BLANK.encode() + content[end:]
    if sha256(blank).hexdigest().encode() != content[start:end]:
        raise DamagedError(path, "is damaged")
    return content


def json_of(content: bytes) -> dict[str, Any]:
    """What `json_with_checksum` was given."""
    found: dict[str, Any] = json.loads(content)
    found.pop(CHECKSUM, None)
    return found


def bytes_of(content: bytes) -> bytes:
    """What `bytes_with_checksum` was given."""
    return content.rpartition(b"\n")[0]


def frame_of(content: bytes) -> pd.DataFrame:
    """What `frame_with_checksum` was given."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    frame: pd.DataFrame = pq.read_table(pa.BufferReader(content)).to_pandas()
    return frame


def recalled(path: Path, shown: str, read: Callable[[bytes], Found]) -> Found | None:
    """What a kept file holds; None where there is none, or a damaged one, which is taken away and told as `shown`."""
    if not os.path.lexists(path):
        return None
    try:
        return read(read_checked(path))
    except DamagedError:
        clear(path)
        say_made_again([shown])
        return None


def is_whole(folder: Path, names: Sequence[str]) -> bool:
    """Whether a folder holds these kept files, none of them damaged."""
    try:
        for name in names:
            read_checked(folder / name)
    except DamagedError:
        return False
    return True


def say_made_again(shown: Sequence[str], why: str = "damaged") -> None:
    """One line on standard error that these files are made again; nothing for no files."""
    if not shown:
        return
    named = ", ".join(shown[:NAMED]) + (f" and {len(shown) - NAMED} more" if len(shown) > NAMED else "")
    _log.warning("%s: %s; made again", named, why)


def clear(path: Path) -> None:
    """Take away whatever stands at a path: file, link or folder."""
    with suppress(
        OSError
    ):  # what cannot be taken away cannot be replaced either, and that is told with its reason
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def keep(path: Path, content: bytes) -> None:
    """Write a kept file, so that a reader meets the old one or the new one; whatever stands in its place goes.

    Raises:
        OSError: it cannot be written.
    """
    if path.parent.is_file():
        clear(path.parent)
        say_made_again(
            [f"{path.parent.parent.name}/{path.parent.name}"], "a file stood in the place of the folder"
        )
    if path.is_dir():
        clear(path)
    write_privately(path, content)


def _place(content: bytes) -> tuple[int, int]:
    """Where the last checksum stands.

    Raises:
        ValueError: there is none.
    """
    start = content.rfind(CHECKSUM.encode())
    found = _PLACE.match(content, start) if start >= 0 else None
    if found is None:
        raise ValueError("no checksum")
    return found.span(1)
