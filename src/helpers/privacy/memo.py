"""Results that are kept under a hash of all that decides them, so that what has not changed is not worked out again.

The hash stands for small counts, and whoever knows all but a few of them could try the rest until it fits: what is
kept here is as confidential as the facts, and never leaves the machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.errors import OutputError
from helpers.files.checksummed_files import bytes_of, bytes_with_checksum, clear, keep, recalled
from helpers.source_code.import_graph import KEPT, made_by, modules_below

Part = str | bytes | npt.NDArray[Any] | pd.DataFrame
MOST_KEPT = 1000
"""Results kept at most; when there are more, the older half goes."""


@dataclass(frozen=True)
class Memo:
    """Results below a folder, one file each; without a folder, nothing is kept.

    Attributes:
        folder: where they lie.
        parts: whether the choices that a decision consists of are kept, too, for when some of its facts change.
    """

    folder: Path | None = None
    parts: bool = True

    def recalled(self, parts: Sequence[Part], make: Callable[[], bytes]) -> bytes:
        """What `make` gives, which these parts and the code of this stage decide.

        Raises:
            OutputError: the folder cannot be written.
            Whatever `make` raises; then nothing is kept.
        """
        if self.folder is None:
            return make()
        path = self.folder / _digest(parts, self.folder.with_name(KEPT))
        kept = recalled(path, f"data/builds/{self.folder.name}/{path.name[:16]}", bytes_of)
        if kept is not None:
            return kept
        made = make()
        try:
            _make_room(self.folder)
            keep(path, bytes_with_checksum(made))
        except OSError as fault:
            raise OutputError(
                f"data/builds/{self.folder.name} cannot be written ({fault.strerror}); check space and rights"
            ) from None
        return made


NOTHING_KEPT = Memo()


def _digest(parts: Sequence[Part], kept: Path) -> str:
    digest = hashlib.sha256(made_by(tuple(modules_below("helpers.privacy")), kept).encode())
    for part in parts:
        content = _bytes(part)
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()


def _bytes(part: Part) -> bytes:
    if isinstance(part, bytes):
        return part
    if isinstance(part, str):
        return part.encode()
    if isinstance(part, pd.DataFrame):
        return pd.util.hash_pandas_object(part, index=False).to_numpy().tobytes()
    return str(part.shape).encode() + np.ascontiguousarray(part).tobytes()


def _make_room(folder: Path) -> None:
    """Take the older half away where there are too many; another process may do so at the same time."""
    kept = sorted(
        (age, path.name, path)
        for path in (folder.iterdir() if folder.is_dir() else ())
        if (age := _written(path)) is not None
    )
    if len(kept) >= MOST_KEPT:
        for _, _, path in kept[: len(kept) // 2]:
            clear(path)


def _written(path: Path) -> int | None:
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return None
