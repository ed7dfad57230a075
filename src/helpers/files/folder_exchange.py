"""Folders put in place as a whole, so that a reader meets the old packet or the new one and nothing between.

Whatever moment a build is killed or the power fails: a packet is forced to the disk, moved beside its place under a
name that begins with a dot, and only then exchanged with the old one in one step of the file system. What a killed
build left is swept away by the next. Which packets are published, and when, is the gate's work (publication_gate.py).
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from helpers.errors import OutputError
from helpers.files.safe_writing import (
    close_to_others,
    force_names_to_disk,
    force_to_disk,
    make_private_folder,
    open_to_readers,
    remove_unfinished,
    write_openly,
)
from helpers.paths import Project

AT_FDCWD = -100
RENAME_EXCHANGE = 2
IN_THE_WAY = (errno.EEXIST, errno.ENOTDIR)
NO_EXCHANGE = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM)


@contextmanager
def scratch_folder(project: Project, folder: Path, kept: str = "") -> Iterator[Path]:
    """An empty folder to work in, for its owner alone. Nothing stays of it but, when the work fails, the file `kept`.

    Raises:
        OutputError: it cannot be made.
    """
    with writing(project, folder):
        shutil.rmtree(folder, ignore_errors=True)
        make_private_folder(folder)
    try:
        yield folder
    except BaseException:
        _leave_only(folder, kept)
        raise
    shutil.rmtree(folder, ignore_errors=True)


def publish(project: Project, finished: Path, place: Path) -> None:
    """Move a finished folder, which is on the disk, to where the packet belongs, replacing the one that is there.

    Raises:
        OutputError: the place cannot be written; what was there stays.
    """
    with writing(project, place):
        _make_folder(project, place.parent)
        arriving, leaving = _arriving(place), _leaving(place)
        for rest in (arriving, leaving):
            shutil.rmtree(rest, ignore_errors=True)
        try:
            move_folder(finished, arriving)
            if place.is_relative_to(project.reports):
                open_to_readers(arriving)
            _put_in_place(arriving, place, leaving)
            force_names_to_disk(place.parent)
        except OSError:
            shutil.rmtree(arriving, ignore_errors=True)
            raise
        for rest in (arriving, leaving):
            shutil.rmtree(rest, ignore_errors=True)


def move_folder(finished: Path, place: Path) -> None:
    """Move a folder to where nothing stands: by its name, or by a copy where the two are on different disks.

    Either way the place has the whole folder or nothing.

    Raises:
        OSError: it cannot be written.
    """
    try:
        finished.rename(place)
    except OSError as fault:
        if fault.errno != errno.EXDEV:
            raise
        copy = _arriving(place)
        shutil.rmtree(copy, ignore_errors=True)
        try:
            shutil.copytree(finished, copy)
            force_to_disk(copy)
            copy.rename(place)
        except shutil.Error as failed:
            raise _first(failed) from None
        finally:
            shutil.rmtree(copy, ignore_errors=True)
        shutil.rmtree(finished, ignore_errors=True)


def sweep(project: Project) -> None:
    """Clear what killed and failed builds left, and put back a packet that one had only half replaced.

    What earlier versions left open to other users below data/ is closed.

    To be called by the only build that runs in the project.

    Raises:
        OutputError: reports/ or data/ cannot be written.
    """
    with writing(project, project.data):
        for scratch in (project.scratch, project.partner / "scratch", project.data / "internal" / "scratch"):
            shutil.rmtree(scratch, ignore_errors=True)
        remove_unfinished(project.confidential)
    with writing(project, project.reports):
        for leaving in project.reports.glob("*/*/.*.old"):
            place = leaving.with_name(leaving.name[1 : -len(".old")])
            if not place.exists():
                leaving.rename(place)
        for rest in (*project.reports.glob("*/*/.*.old"), *project.reports.glob("*/*/.*.new")):
            shutil.rmtree(rest, ignore_errors=True)
        for rest in project.reports.glob(".*.new"):
            rest.unlink(missing_ok=True)


def write_whole(project: Project, path: Path, content: bytes) -> None:
    """Write a file that all may read, so that a reader, or a crash, meets the old content or the new one.

    Raises:
        OutputError: it cannot be written; what was there stays.
    """
    with writing(project, path):
        write_openly(path, content)


@contextmanager
def writing(project: Project, path: Path) -> Iterator[None]:
    """Turn the operating system's refusal to write into a message that says where and what to do.

    Raises:
        OutputError: whatever is written inside fails.
    """
    try:
        yield
    except OSError as fault:
        if fault.errno in IN_THE_WAY:
            raise OutputError(
                f"'{project.show(path)}' cannot be written: a file stands where a folder should be; "
                "move that file away"
            ) from None
        reason = os.strerror(fault.errno) if fault.errno else "write failed"
        raise OutputError(
            f"'{project.show(path)}' cannot be written ({reason.lower()}); "
            "free some space or mend the folder's rights, then build again"
        ) from None


def check_writable(project: Project, folder: Path) -> None:
    """Refuse early, before minutes of work, a folder that cannot be written.

    Raises:
        OutputError: read-only, no space, or a file stands in its place.
    """
    probe = folder / f".probe-{os.getpid()}"
    with writing(project, folder):
        _make_folder(project, folder)
        try:
            probe.write_bytes(b"\0" * 4096)
        finally:
            probe.unlink(missing_ok=True)


def _make_folder(project: Project, folder: Path) -> None:
    if folder.is_relative_to(project.data):
        make_private_folder(folder)
    else:
        folder.mkdir(parents=True, exist_ok=True)


def _leave_only(folder: Path, kept: str) -> None:
    """Of a folder of work that failed, the one file that helps whoever looks for the reason."""
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif path.name != kept:
            path.unlink(missing_ok=True)
    close_to_others(folder)
    with suppress(OSError):
        folder.rmdir()  # where nothing is left


def _arriving(place: Path) -> Path:
    return place.parent / f".{place.name}.new"


def _leaving(place: Path) -> Path:
    return place.parent / f".{place.name}.old"


def _put_in_place(arriving: Path, place: Path, leaving: Path) -> None:
    if not place.exists():
        arriving.rename(place)
    elif not _exchange(arriving, place):
        place.rename(leaving)
        try:
            arriving.rename(place)
        except OSError:
            leaving.rename(place)
            raise


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change names in one step; False where the system cannot do that."""
    function = _renameat2()
    if function is None:
        return False
    if function(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in NO_EXCHANGE:
        return False
    raise OSError(code, os.strerror(code))


@lru_cache(maxsize=1)
def _renameat2() -> Any:
    if sys.platform != "linux":
        return None
    return getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)


def _first(fault: shutil.Error) -> OSError:
    """The system's own error, which copytree hides in a list of texts: a full disk, if space ran out."""
    full = any("No space left" in str(reason) for *_paths, reason in fault.args[0])
    return OSError(errno.ENOSPC if full else errno.EIO, "")
