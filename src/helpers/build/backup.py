"""A copy of what nothing makes again: every version of every return, what was published, approvals, real returns.

A backup is a folder of these files at their places in the project, and BACKUP.json, which lists the hash of each.
Restoring fills in what a project has lost, and takes nothing from it that the backup does not have.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path, PurePosixPath

from helpers.errors import OutputError, ParamsError
from helpers.files.build_lock import build_lock
from helpers.files.checksummed_files import DamagedError, json_of, json_with_checksum, read_checked
from helpers.files.safe_reading import read_file
from helpers.files.safe_writing import filling_privately, write_privately
from helpers.inputs.intake.intake_lock import intake_lock
from helpers.inputs.params.settings import read_settings
from helpers.inputs.records.record_store import versions_in
from helpers.paths import Project
from helpers.publish.editions import check_editions, edition_file, kept_editions
from helpers.release.publication_ledger import LIST

CONTENTS = "BACKUP.json"
_NAMED = 5
_EDITIONS = "data/editions/"


@dataclass(frozen=True)
class Restored:
    """What restoring came to, or would: files that were missing or older, and those that were there already."""

    written: tuple[str, ...]
    there: int


def back_up(project: Project, folder: Path) -> int:
    """Copy what nothing makes again into a new folder, for its owner alone; the number of files.

    Raises:
        ParamsError: the folder is in the project, or holds something.
        OutputError: a file is damaged or an old edition lost, a build is running, or the folder cannot be written;
            nothing is left of it.
    """
    place = folder.absolute()
    if place.resolve().is_relative_to(project.root.resolve()):
        raise ParamsError(
            f"{folder}: is inside the project, and would be lost with it; give a folder elsewhere"
        )
    with _written(folder):
        if place.exists() and (not place.is_dir() or any(place.iterdir())):
            raise ParamsError(f"{folder}: holds something already; give a new folder, such as {folder}-2")
    check_editions(project)
    with build_lock(project), intake_lock(project):
        contents = {name: _whole(project, name) for name in _files(project)}
        if not contents:
            raise OutputError("there is nothing to back up: no return was taken in, and nothing published")
        with _written(folder):
            if place.is_dir():
                place.rmdir()
            with filling_privately(place) as arriving:
                for name, content in contents.items():
                    write_privately(arriving / name, content)
                hashes = {name: sha256(content).hexdigest() for name, content in contents.items()}
                about = {"workbook": version("border-guard-workbook"), "files": hashes}
                write_privately(arriving / CONTENTS, json_with_checksum(about))
    read_backup(folder)
    return len(contents)


def restore(
    project: Project, folder: Path, *, only_check: bool = False, only_editions: bool = False
) -> Restored:
    """Put back what a backup has and the project lacks, or has damaged or older; then compare every file.

    Args:
        project: the project.
        folder: the backup.
        only_check: write nothing.
        only_editions: the old editions of corrected reports alone, whatever else is newer in the project.

    Raises:
        OutputError: the backup is damaged, the project has what the backup does not, a build is running, or a file
            cannot be written.
    """
    contents, own_files = read_backup(folder), _files(project)
    if only_editions:
        contents = {name: each for name, each in contents.items() if name.startswith(_EDITIONS)}
        own_files = []  # an edition that the backup does not have is no newer one of another
    hashes = {
        f"{_EDITIONS}{edition_file(report, number)}": digest
        for report, number, digest in kept_editions(project)
    }
    with build_lock(project), intake_lock(project):
        newer = [name for name in own_files if name not in contents]
        todo = []
        for name, content in contents.items():
            own = _read(project.root / name)
            if own == content:
                continue
            is_kept_so = sha256(content).hexdigest() == hashes.get(name)
            if own is None or is_kept_so or _is_damaged(project, name) or _is_earlier(name, own, content):
                todo.append(name)
            else:
                newer.append(name)
        if newer:
            raise OutputError(
                f"{_listed(newer)}: not in the backup, or another there, so restoring would take away what was "
                f"taken in or published since; {_instead(newer, todo)}"
            )
        if not only_check:
            for name in todo:
                with _written(project.root / name):
                    write_privately(project.root / name, contents[name])
            unlike = [name for name, content in contents.items() if _read(project.root / name) != content]
            if unlike:
                raise OutputError(
                    f"{_listed(unlike)}: not as in the backup after it was written; look at the disk"
                )
    return Restored(tuple(todo), len(contents) - len(todo))


def read_backup(folder: Path) -> Mapping[str, bytes]:
    """The files of a backup, each held against its hash.

    Raises:
        OutputError: a file is missing, more or another, or there is no list of them.
    """
    try:
        listed = json_of(read_checked(folder / CONTENTS))["files"]
        hashes = {str(name): str(digest) for name, digest in listed.items()}
    except (DamagedError, ValueError, KeyError, AttributeError) as fault:
        reason = fault.reason if isinstance(fault, DamagedError) else "is damaged"
        raise OutputError(
            f"{folder / CONTENTS}: {reason}; is this a folder that `workbook backup` made?"
        ) from None
    outside = [
        name for name in hashes if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts
    ]
    contents = {name: _read(folder / name) for name in hashes if name not in outside}
    broken = [
        name for name, content in contents.items()
        if content is None or sha256(content).hexdigest() != hashes[name]
    ]  # fmt: skip
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    if broken := sorted({*broken, *outside, *(there - {*hashes, CONTENTS})}):
        raise OutputError(
            f"{folder}, {_listed(broken)}: missing or changed since the backup; take another backup"
        )
    return {name: content for name, content in contents.items() if content is not None}


def _files(project: Project) -> list[str]:
    """What nothing makes again, by its place in the project. The sample is in git; real returns are not."""
    roots = [project.data / "returns", project.published]
    roots += [project.approvals, project.signatures, project.editions]
    settings = read_settings(project)
    if not settings.demonstration:
        roots += [project.root / settings.returns, project.root / settings.stations]
    found = [path for root in roots for path in ([root] if root.is_file() else root.rglob("*"))]
    names = (path.relative_to(project.root).as_posix() for path in found if not path.is_dir())
    return sorted({name for name in names if not PurePosixPath(name).name.startswith(".")})


def _whole(project: Project, name: str) -> bytes:
    """What a file holds.

    Raises:
        OutputError: it is damaged, or cannot be read.
    """
    content = _read(project.root / name)
    if content is None or _is_damaged(project, name):
        raise OutputError(
            f"{name}: is damaged or cannot be read, so it was not backed up; `workbook doctor` tells what to do"
        )
    return content


def _is_damaged(project: Project, name: str) -> bool:
    """Whether a file that the workbook keeps is not as it was written; of a return that was sent nobody can tell."""
    path = project.root / name
    if not path.is_relative_to(project.data / "returns") and not path.is_relative_to(project.published):
        return False
    if path.suffix == ".json" and not path.is_relative_to(project.published):
        return versions_in(_read(path) or b"") is None
    try:
        read_checked(path, older=True)
    except DamagedError:
        return True
    return False


def _is_earlier(name: str, own: bytes, kept: bytes) -> bool:
    """Whether a list is what the backup's was before more was added to it."""
    if name.startswith("data/returns/") and name.endswith(".json"):
        mine, theirs = versions_in(own) or (), versions_in(kept) or ()
        return mine == theirs[: len(mine)]
    if name.startswith("data/approvals/"):
        return kept.startswith(own)
    if name == f"data/published/{LIST}":
        return {*json.loads(own)["files"]} <= {*json.loads(kept)["files"]}
    return False


def _instead(newer: list[str], todo: list[str]) -> str:
    """What to do where the project has what the backup does not."""
    if any(name.startswith(_EDITIONS) for name in todo):
        return "put back the old editions that are lost, and nothing else, by `workbook restore FOLDER --editions`"
    folders = dict.fromkeys("/".join(PurePosixPath(name).parts[:2]) for name in newer)
    return f"move {' and '.join(folders)} aside first, if that is meant"


def _read(path: Path) -> bytes | None:
    try:
        return read_file(path, follow=False)
    except OSError:
        return None


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


@contextmanager
def _written(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        reason = (fault.strerror or "no reason given").lower()
        raise OutputError(
            f"{place}: cannot be written ({reason}); check its folder and the space on its disk"
        ) from None
