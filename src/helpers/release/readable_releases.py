"""A year's releases for a command that only reads: also while a build runs, and where nothing can be written.

Where the project cannot be held and written, the figures are brought up to date in a folder apart, which links to the
project's files and is removed in the end. So the answer is the same, and the project stays as it is.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helpers.errors import OutputError
from helpers.files.build_lock import build_lock
from helpers.files.folder_exchange import writing
from helpers.files.temporary_folder import temporary_folder
from helpers.paths import Project
from helpers.privacy.policy import Audience
from helpers.release.prepare import prepare
from helpers.release.release_files import YearRelease

NOT_READ = {"scratch", "staged", "log", "lock", "intake-lock"}


@contextmanager
def prepared(
    project: Project, year: int, *, accept_partial: bool = False, audience: Audience = "public"
) -> Iterator[tuple[Project, list[YearRelease]]]:
    """The project whose records and releases are up to date, and these releases; both for as long as this is open.

    Raises:
        As `prepare`; OutputError also where the project's data cannot be read.
    """
    try:
        with build_lock(project):
            found = prepare(project, year, accept_partial=accept_partial, audience=audience)
    except OutputError:  # a build runs, or it is read-only, full or without locks: what can be read is enough
        with _apart(project) as other:
            yield other, prepare(other, year, accept_partial=accept_partial, audience=audience, alone=True)
        return
    yield project, found


@contextmanager
def _apart(project: Project) -> Iterator[Project]:
    """A project of links to all files of this one; what is replaced in it is replaced there alone."""
    with temporary_folder() as name:
        other = Project(Path(name).resolve())
        with writing(project, project.data):
            for entry in project.root.iterdir():
                if entry != project.data:
                    (other.root / entry.name).symlink_to(entry.resolve())
            other.data.mkdir()
            for entry in project.data.iterdir():
                if entry in project.confidential:
                    _link_files(entry, other.data / entry.name)
                else:
                    (other.data / entry.name).symlink_to(entry.resolve())
        yield other


def _link_files(source: Path, target: Path) -> None:
    target.mkdir()
    for entry in os.scandir(source):
        if entry.name in NOT_READ:
            continue
        if entry.is_dir():
            _link_files(Path(entry.path), target / entry.name)
        else:
            (target / entry.name).symlink_to(Path(entry.path).absolute())
