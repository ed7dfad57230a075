"""Locks of files by which commands keep out of each other's way. The system frees one when its holder ends."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

from helpers.errors import OutputError
from helpers.files.safe_reading import open_file
from helpers.files.safe_writing import OWNER_FILE, make_private_folder
from helpers.paths import Project

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


class HeldError(Exception):
    """Another process holds the lock. `holder` is what it wrote into the file."""

    def __init__(self, holder: str) -> None:
        super().__init__(holder)
        self.holder = holder


@contextmanager
def locked(project: Project, path: Path, *, wait: bool) -> Iterator[FileIO]:
    """Hold the lock of a file, which is made where it is missing. On Windows, which has no such locks, nothing is held.

    Args:
        project: the project.
        path: the file.
        wait: until it is free; else `HeldError` tells that it is not.

    Raises:
        HeldError: another process holds it.
        OutputError: the file cannot be written, is none, or its file system has no locks.
    """
    try:
        make_private_folder(path.parent)
        descriptor = open_file(path, os.O_RDWR | os.O_CREAT, OWNER_FILE)
    except OSError as fault:
        raise _no_lock(project, path, fault) from None
    with os.fdopen(descriptor, "rb+", buffering=0) as file:
        try:
            if fcntl is not None:
                fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            raise HeldError(file.read(20).decode("ascii", "replace").strip()) from None
        except OSError as fault:
            raise _no_lock(project, path, fault) from None
        yield file


def _no_lock(project: Project, path: Path, fault: OSError) -> OutputError:
    reason = (fault.strerror or "no reason given").lower()
    return OutputError(
        f"'{project.show(path)}' cannot be locked ({reason}), so two commands could spoil each other's work; "
        "make the folder writable, or move the project to a disk of this machine"
    )
