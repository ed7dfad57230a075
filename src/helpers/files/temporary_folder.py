"""Temporary folders whose paths are short enough for Unix sockets in them, and that do not outlive a killed command.

Each holds a lock as long as its process lives. The next build removes those whose lock nobody holds.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

PREFIX = "workbook-"
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
ENOUGH = 1_000_000
"""Bytes: a command needs more for its temporary files."""
LONGEST = 60
"""Bytes: a folder in such a folder, and a socket in that, stay below the 108 that a Unix socket's path may have."""
SHORT = Path("/tmp")  # noqa: S108
_LOCK = "in-use"


@contextmanager
def temporary_folder() -> Iterator[str]:
    """A folder that is gone after the block: in TMPDIR, or in /tmp where that path is too long for sockets."""
    with TemporaryDirectory(prefix=PREFIX, dir=_place(), ignore_cleanup_errors=True) as folder:
        lock = _hold(Path(folder))
        try:
            yield folder
        finally:
            os.close(lock)


@cache
def keep_temporary_files_together() -> Path:
    """Have what this process and its libraries make in TMPDIR from now on made in a folder that ends with the process.

    multiprocessing makes its sockets there, and leaves them when the process is killed.
    """
    from multiprocessing.util import Finalize

    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=_place()))
    _hold(folder)
    Finalize(  # after multiprocessing's own at -100, which would miss its sockets
        None, shutil.rmtree, args=(folder,), kwargs={"ignore_errors": True}, exitpriority=-200
    )
    tempfile.tempdir = str(folder)
    return folder


def sweep_temporary_folders() -> None:
    """Remove the temporary folders of this user's commands that were killed."""
    before = os.environ.get("TMPDIR")
    places = {Path(place) for place in (before, tempfile.gettempdir()) if place} | {SHORT}
    for folder in (each for place in places for each in place.glob(f"{PREFIX}*")):
        with suppress(OSError):
            if folder.is_symlink() or folder.lstat().st_uid != os.getuid() or not (folder / _LOCK).is_file():
                continue
            if _is_left(folder / _LOCK):
                shutil.rmtree(folder, ignore_errors=True)


def full_temporary_folder() -> str:
    """The folder for temporary files, where it has no room for a command's, or for more files; else nothing."""
    place = Path(os.environ.get("TMPDIR") or tempfile.gettempdir())
    while place.name.startswith(PREFIX):  # one of ours, in it
        place = place.parent
    try:
        room = os.statvfs(place)
    except (OSError, AttributeError):
        return ""
    is_full = room.f_bavail * room.f_frsize < ENOUGH or (room.f_files and room.f_favail < 10)
    return str(place) if is_full else ""


def _place() -> Path:
    usual = Path(tempfile.gettempdir())
    too_long = len(os.fsencode(usual)) > LONGEST and sys.platform != "win32"
    return SHORT if too_long else usual


def _hold(folder: Path) -> int:
    """Lock a folder for this process and its forks. Where there are no locks, it is only not removed by others."""
    descriptor = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    if fcntl is not None:
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    return descriptor


def _is_left(lock: Path) -> bool:
    """Whether nobody holds the lock of a folder."""
    if fcntl is None:
        return False
    descriptor = os.open(lock, os.O_RDWR | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except OSError:
        return False
    finally:
        os.close(descriptor)
