"""One intake at a time in one project: what a return replaces is decided and written before the next is looked at."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from helpers.errors import OutputError
from helpers.paths import Project
from helpers.safe_writing import OWNER_FILE, make_private_folder

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


@contextmanager
def intake_lock(project: Project) -> Iterator[None]:
    """Wait until no other intake runs in the project, then hold its lock. On Windows nothing is held.

    The system frees the lock when its holder ends, however it ends. A build takes it for its own intake, too.

    Raises:
        OutputError: the file cannot be written, or its file system has no locks.
    """
    path = project.builds / "intake-lock"
    with ExitStack() as held:
        try:
            make_private_folder(path.parent)
            file = held.enter_context(os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, OWNER_FILE), "rb+"))
            if fcntl is not None:
                fcntl.flock(file, fcntl.LOCK_EX)
        except OSError as fault:
            reason = (fault.strerror or "no reason given").lower()
            raise OutputError(
                f"'{project.show(path)}' cannot be locked ({reason}), so two intakes could spoil each other; "
                "make the folder writable, or move the project to a disk of this machine"
            ) from None
        yield
