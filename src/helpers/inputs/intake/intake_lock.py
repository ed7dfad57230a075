"""One intake at a time in one project: what a return replaces is decided and written before the next is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from helpers.files.file_locks import locked
from helpers.paths import Project


@contextmanager
def intake_lock(project: Project) -> Iterator[None]:
    """Wait until no other intake runs in the project, then hold its lock. A build takes it for its own intake, too.

    Raises:
        OutputError: the file cannot be written, or its file system has no locks.
    """
    with locked(project, project.builds / "intake-lock", wait=True):
        yield
