"""One build at a time in one project. The system frees the lock when its holder ends, however it ends."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from helpers.errors import OutputError
from helpers.paths import Project
from helpers.run.publish import writing

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


@contextmanager
def build_lock(project: Project) -> Iterator[None]:
    """Hold the project's lock. Where the system has no such locks, nothing is held.

    Raises:
        OutputError: another build holds it, or the file cannot be written.
    """
    path = project.builds / "lock"
    with writing(project, path):
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="ascii")
    with file:
        try:
            if fcntl is not None:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read(20).strip()
            process = f" (process {holder})" if holder.isdecimal() else ""
            raise OutputError(
                f"another build is running in this project{process}; wait until it has ended, then try again"
            ) from None
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        yield
