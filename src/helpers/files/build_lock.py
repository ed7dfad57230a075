"""One build at a time in one project.

Whoever gets it first closes to other users what earlier versions of the workbook left open.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from helpers.errors import OutputError
from helpers.files.file_locks import HeldError, locked
from helpers.files.folder_exchange import writing
from helpers.files.safe_writing import close_to_others, part_hard_links
from helpers.paths import Project


@contextmanager
def build_lock(project: Project) -> Iterator[None]:
    """Hold the project's lock, with the number of this process in it.

    Raises:
        OutputError: another build holds it, the file cannot be written, or its file system has no locks.
    """
    with ExitStack() as held:
        try:
            file = held.enter_context(locked(project, project.builds / "lock", wait=False))
        except HeldError as fault:
            process = f" (process {fault.holder})" if fault.holder.isdecimal() else ""
            raise OutputError(
                f"another build is running in this project{process}; wait until it has ended, then try again"
            ) from None
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()).encode())
        for folder in project.confidential:
            close_to_others(folder)
        with writing(project, project.records):
            part_hard_links(project.records)
        yield
