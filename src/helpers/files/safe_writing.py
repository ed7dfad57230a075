"""Writing that a crash cannot halve and that other users cannot read.

Whatever is written below data/ goes through here, but for what a report's own processes make in its scratch folder.
Files are made for their owner alone, whatever the umask: 0600, in folders of 0700. `open_to_readers` gives a packet the
usual rights when it is published.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

OWNER_FILE, OWNER_FOLDER = 0o600, 0o700
ANY_FILE, ANY_FOLDER = 0o666, 0o777
"""What the umask leaves of these are the usual rights."""
OTHERS = 0o077
UNFINISHED = ".new"


def write_privately(path: Path, content: bytes) -> None:
    """Write a file for its owner alone; a reader, or a crash, meets the old content or the new one.

    Raises:
        OSError: it cannot be written; what was there stays.
    """
    make_private_folder(path.parent)
    _replace(path, content, OWNER_FILE)


def write_openly(path: Path, content: bytes) -> None:
    """As `write_privately`, with the usual rights."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _replace(path, content, ANY_FILE)


def make_private_folder(folder: Path) -> None:
    """Make a folder for its owner alone, and those above it that are missing."""
    if not folder.parent.is_dir():
        make_private_folder(folder.parent)
    folder.mkdir(mode=OWNER_FOLDER, exist_ok=True)


@contextmanager
def filling_privately(folder: Path) -> Iterator[Path]:
    """An empty folder to write into, which then takes its place in one step. One that is there already stays.

    Raises:
        OSError: it cannot be written; nothing is left of it.
    """
    arriving = _arriving(folder)
    try:
        shutil.rmtree(arriving, ignore_errors=True)
        make_private_folder(arriving)
        yield arriving
        close_to_others(arriving)
        force_to_disk(arriving)
        if not folder.is_dir():
            arriving.rename(folder)
            force_names_to_disk(folder.parent)
    finally:
        shutil.rmtree(arriving, ignore_errors=True)


def close_to_others(root: Path) -> None:
    """Take all rights from other users, on a folder or file and on all that is in it; links are not followed.

    What belongs to somebody else, or lies where there are no such rights, stays as it is: `open_to_others` finds it.
    """
    for path, is_folder in open_to_others([root]):
        with suppress(OSError):
            path.chmod(OWNER_FOLDER if is_folder else OWNER_FILE)


def open_to_others(roots: Iterable[Path]) -> Iterator[tuple[Path, bool]]:
    """Each folder and file, from these downwards, on which other users have any right, and whether it is a folder."""
    for path, mode in _tree(roots):
        if not stat.S_ISLNK(mode) and stat.S_IMODE(mode) & OTHERS:
            yield path, stat.S_ISDIR(mode)


def open_to_readers(root: Path) -> None:
    """Give a folder and all that is in it the usual rights, which the umask decides."""
    umask = os.umask(OTHERS)
    os.umask(umask)
    for path, mode in _tree([root]):
        if not stat.S_ISLNK(mode):
            path.chmod((ANY_FOLDER if stat.S_ISDIR(mode) else ANY_FILE) & ~umask)


def part_hard_links(root: Path) -> None:
    """Make each file below a folder one of its own, which earlier versions shared with data/returns."""
    for path, mode in _tree([root]):
        if stat.S_ISREG(mode) and path.lstat().st_nlink > 1:
            write_privately(path, path.read_bytes())


def remove_unfinished(roots: Iterable[Path]) -> None:
    """Remove what a process that was killed was writing below these folders."""
    for path in [path for path, _ in _tree(roots) if path.name.startswith(".") and path.suffix == UNFINISHED]:
        writer = path.stem.rpartition(".")[2]
        if not writer.isdecimal() or (int(writer) != os.getpid() and _is_running(int(writer))):
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    """Whether there is such a process; where that cannot be asked, as if there were."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:  # another user's
        return True
    return True


def force_to_disk(folder: Path) -> None:
    """See to it that a folder's files outlive a loss of power."""
    for path in folder.rglob("*"):
        if path.is_file():
            _force(path)
        else:
            force_names_to_disk(path)
    force_names_to_disk(folder)


def force_names_to_disk(folder: Path) -> None:
    """See to it that what was renamed in a folder keeps its name after a loss of power."""
    if os.name == "posix":
        _force(folder)


def _force(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))  # a pipe keeps nobody waiting
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _replace(path: Path, content: bytes, mode: int) -> None:
    arriving = _arriving(path)
    try:
        arriving.unlink(missing_ok=True)  # of a killed process that had the same number
        descriptor = os.open(arriving, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        arriving.replace(path)
        force_names_to_disk(path.parent)
    finally:
        with suppress(OSError):
            arriving.unlink(missing_ok=True)


def _arriving(place: Path) -> Path:
    """The name of what is not whole yet, beside its place: two processes do not meet."""
    return place.with_name(f".{place.name}.{os.getpid()}{UNFINISHED}")


def _tree(roots: Iterable[Path]) -> Iterator[tuple[Path, int]]:
    """These folders and files, those that are there, and all below them, each with its mode; a folder comes first."""
    for root in roots:
        with suppress(FileNotFoundError):
            yield root, root.stat().st_mode  # a folder of data/ may itself be a link to another disk
        for parent, folders, files in os.walk(root):
            for name in (*folders, *files):
                path = Path(parent, name)
                with suppress(FileNotFoundError):
                    yield path, path.lstat().st_mode
