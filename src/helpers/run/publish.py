"""Folders put in place as a whole, so that a reader meets the old packet or the new one and nothing between."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helpers.errors import OutputError
from helpers.paths import Project


@contextmanager
def scratch_folder(project: Project, name: str) -> Iterator[Path]:
    """An empty folder to work in, named after its job; it stays when the work fails.

    Raises:
        OutputError: it cannot be made.
    """
    folder = project.scratch / name
    with writing(project, folder):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def publish(project: Project, finished: Path, place: Path) -> None:
    """Put a finished folder where the packet belongs, replacing the one that is there.

    Raises:
        OutputError: the place cannot be written; what was there stays.
    """
    with writing(project, place):
        place.parent.mkdir(parents=True, exist_ok=True)
        arriving = place.parent / f".{place.name}.new"
        leaving = place.parent / f".{place.name}.old"
        for rest in (arriving, leaving):
            shutil.rmtree(rest, ignore_errors=True)
        try:
            shutil.copytree(finished, arriving)
            if place.exists():
                place.rename(leaving)
            arriving.rename(place)
        except (OSError, shutil.Error) as fault:
            shutil.rmtree(arriving, ignore_errors=True)
            if leaving.exists() and not place.exists():
                leaving.rename(place)
            raise _first(fault) from None
        shutil.rmtree(leaving, ignore_errors=True)


@contextmanager
def writing(project: Project, path: Path) -> Iterator[None]:
    """Turn the operating system's refusal to write into a message that says where and what to do.

    Raises:
        OutputError: whatever is written inside fails.
    """
    try:
        yield
    except OSError as fault:
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
        folder.mkdir(parents=True, exist_ok=True)
        try:
            probe.write_bytes(b"\0" * 4096)
        finally:
            probe.unlink(missing_ok=True)


def _first(fault: OSError) -> OSError:
    """The system's own error, which copytree hides in a list of texts: a full disk, if space ran out."""
    if not isinstance(fault, shutil.Error):
        return fault
    full = any("No space left" in str(reason) for *_paths, reason in fault.args[0])
    return OSError(errno.ENOSPC if full else errno.EIO, "")
