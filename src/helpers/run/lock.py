"""One build at a time in one project. The system frees the lock when its holder ends, however it ends.

Whoever gets it first closes to other users what earlier versions of the workbook left open.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from helpers.errors import OutputError
from helpers.paths import Project
from helpers.run.publish import writing
from helpers.safe_writing import OWNER_FILE, close_to_others, make_private_folder, part_hard_links

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


@contextmanager
def build_lock(project: Project) -> Iterator[None]:
    """Hold the project's lock. On Windows, which has no such locks, nothing is held.

    Raises:
        OutputError: another build holds it, the file cannot be written, or its file system has no locks.
    """
    path = project.builds / "lock"
    with writing(project, path):
        make_private_folder(path.parent)
        file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, OWNER_FILE), "r+", encoding="ascii")
    with file:
        try:
            if fcntl is not None:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = file.read(20).strip()
            process = f" (process {holder})" if holder.isdecimal() else ""
            raise OutputError(
                f"another build is running in this project{process}; wait until it has ended, then try again"
            ) from None
        except OSError as fault:
            reason = (fault.strerror or "no reason given").lower()
            raise OutputError(
                f"'{project.show(path)}' cannot be locked ({reason}), so two builds could spoil each other; "
                "move the project to a disk of this machine, or mount its file system with locks"
            ) from None
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        for folder in project.confidential:
            close_to_others(folder)
        with writing(project, project.records):
            part_hard_links(project.records)
        yield
