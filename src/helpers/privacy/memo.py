"""Results that are kept under a hash of all that decides them, so that what has not changed is not worked out again.

The hash stands for small counts, and whoever knows all but a few of them could try the rest until it fits: what is
kept here is as confidential as the facts, and never leaves the machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.errors import OutputError
from helpers.safe_writing import make_private_folder, write_privately

Part = str | bytes | npt.NDArray[Any] | pd.DataFrame
MOST_KEPT = 400
"""Results kept at most; when there are more, the older half goes."""
DECIDED_BY = ("highspy", "numpy", "scipy")
"""Packages whose version may change a choice."""


@dataclass(frozen=True)
class Memo:
    """Results below a folder, one file each; without a folder, nothing is kept."""

    folder: Path | None = None

    def recalled(self, parts: Sequence[Part], make: Callable[[], bytes]) -> bytes:
        """What `make` gives, which these parts and the code of this stage decide.

        Raises:
            OutputError: the folder cannot be written.
            Whatever `make` raises; then nothing is kept.
        """
        if self.folder is None:
            return make()
        path = self.folder / _digest(parts)
        if path.is_file():
            return path.read_bytes()
        made = make()
        try:
            make_private_folder(self.folder)
            _make_room(self.folder)
            write_privately(path, made)
        except OSError as fault:
            raise OutputError(
                f"{self.folder.name}/ below data/builds cannot be written ({fault.strerror}); check space and rights"
            ) from None
        return made


NOTHING_KEPT = Memo()


def _digest(parts: Sequence[Part]) -> str:
    digest = hashlib.sha256(_code())
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


@lru_cache(maxsize=1)
def _code() -> bytes:
    digest = hashlib.sha256(" ".join(version(name) for name in DECIDED_BY).encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.digest()


def _make_room(folder: Path) -> None:
    kept = sorted(folder.iterdir(), key=lambda path: (path.stat().st_mtime_ns, path.name))
    if len(kept) >= MOST_KEPT:
        for path in kept[: len(kept) // 2]:
            path.unlink(missing_ok=True)
