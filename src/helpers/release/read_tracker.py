"""What a report read while it ran: cells of other places, and files. Its own place's cells always count as read.

The kernel of a build notes it (the variable READS names the file) and writes it when it ends; an analyst's kernel
does not. Files are noted from the first cell on, those of params/, of notebooks/ and of the package, and folders of
notebooks/ whose names were listed, as by a glob. What is imported is for `code` of the key. What Python does
not open itself it cannot note: a notebook that holds something of a library that opens files by itself (UNSEEN) counts
as one that read every file there. What a program reads that a notebook starts is not noted.
"""

from __future__ import annotations

import atexit
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import ModuleType
from typing import Any

from helpers.files.safe_reading import read_file
from helpers.paths import PACKAGE, Project, find_project
from helpers.privacy.release import Release
from helpers.report.current import note_own_file
from helpers.report.frames import OpenedRelease

READS, OWN_PLACE = "WORKBOOK_READS", "WORKBOOK_READS_OF"
"""Set for the kernel of a build: where to write, and the place that its packet is of."""
EVERY = "every"
LARGEST = 1 << 24
"""Bytes of what a kernel writes down at most."""
_CODE = (".py", ".pyc")
_PICTURES = (".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
_LISTINGS = ("os.listdir", "os.scandir")
_ON_THE_WAY = frozenset(
    {"codecs", "fnmatch", "genericpath", "glob", "io", "os", "pathlib", "posixpath", __name__}
)
_IMPORTERS = frozenset(
    {"_frozen_importlib", "_frozen_importlib_external", "importlib", "pkgutil", "zipimport"}
)
"""Modules that look for code in every folder that it may be imported from, whatever a notebook does."""
UNSEEN = frozenset({"duckdb", "polars", "pyarrow"})
"""Libraries that open files from C++ or Rust, of which Python hears nothing."""
_before: dict[str, set[str]] = {}
_noting: list[Reads] = []
_apart: list[bool] = []
_watched: list[Project] = []
_kernels: dict[str, Reads] = {}
_from_the_start: dict[str, Reads] = {}

Read = tuple[str, str, str, str]
"""Place, indicator, period, breakdown."""


@dataclass
class Reads:
    """Cells of other places than the report's own, and files by the name that a packet gives them.

    `folders` are those whose names were listed, called as files are. `everything` stands for all cells that a report of
    its scope may read. `place` is the packet's own, whichever the notebook opens; empty where nobody said.
    """

    cells: set[Read] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    everything: bool = False
    place: str = ""
    folders: set[str] = field(default_factory=set)

    def as_json(self) -> dict[str, Any]:
        """For a file; the same reads give the same text."""
        by_place: dict[str, list[str]] = {}
        for place, *rest in sorted(self.cells):
            by_place.setdefault(place, []).append(" ".join(rest))
        folders = {"folders": sorted(self.folders)} if self.folders else {}
        return {
            "everything": self.everything,
            "cells": _grouped(by_place),
            "files": sorted(self.files),
            **folders,
        }

    @classmethod
    def from_json(cls, content: Any) -> Reads:
        """What `as_json` gave. A KeyError, TypeError or ValueError where it is something else."""
        cells: set[Read] = set()
        for group in content["cells"]:
            for line in group["cells"]:
                indicator, period, breakdown = line.split(" ")
                cells |= {(place, indicator, period, breakdown) for place in group["places"]}
        folders = set(map(str, content.get("folders", ())))
        return cls(cells, set(content["files"]), bool(content["everything"]), folders=folders)


class _Watched:
    """The frame of a TracedRelease: who asks for it, rather than for cells, reads everything."""

    def __get__(self, release: TracedRelease, _owner: type) -> Any:
        if sys._getframe(1).f_code is not _INDEXING:  # noqa: SLF001
            release.reads.everything = True
        return release.__dict__["frame"]

    def __set__(self, release: TracedRelease, frame: Any) -> None:
        release.__dict__["frame"] = frame


@dataclass(frozen=True)
class TracedRelease(OpenedRelease):
    """A Release that notes which cells it is asked for."""

    frame = _Watched()
    reads: Reads = field(default_factory=Reads, repr=False)

    def _asked_for(
        self, indicator: str, breakdown: str, place: str | None, period: str | int | None
    ) -> tuple[str, str]:
        where, when = super()._asked_for(indicator, breakdown, place, period)
        if where != (self.reads.place or self.scope.place):
            self.reads.cells.add((where, indicator, when, breakdown))
        return where, when


_INDEXING = Release.__dict__["_cells"].func.__code__


def start_noting(project: Project) -> Reads | None:
    """Note what this process reads from now on, and write it at its end, if it is a kernel of a build; else None.

    However many reports a notebook opens, what it reads is noted together.
    """
    target = os.environ.get(READS)
    if not target:
        return None
    if target in _kernels:
        return _kernels[target]
    reads = _kernels[target] = Reads(place=os.environ.get(OWN_PLACE, ""))
    if before := _from_the_start.get(target):
        reads.files |= before.files
        reads.folders |= before.folders
    _note_files(project, reads)
    atexit.register(_write, project, Path(target), reads)
    return reads


def note_files_from_the_start() -> None:
    """Note which files a kernel of a build opens before its notebook opens a report, if it does."""
    target = os.environ.get(READS)
    if target and target not in _from_the_start:
        reads = Reads()
        _note_files(find_project(), reads)
        _from_the_start[target] = reads


def traced(release: OpenedRelease, reads: Reads | None) -> OpenedRelease:
    """The Release, noting in `reads` what it is asked for."""
    if reads is None:
        return release
    for kind in (EVERY, release.language):
        reads.files |= _before.get(kind, set())
    return TracedRelease(**{f.name: release.__dict__[f.name] for f in fields(Release)}, reads=reads)


@contextmanager
def reading_before(project: Project, kind: str) -> Iterator[set[str]]:
    """Files that this process reads inside the block count as read by every report of a kind in each fork of it.

    `kind` is a language, or EVERY. To be called where such files are kept in memory, so that forks do not open them.
    """
    reads = Reads()
    _note_files(project, reads)
    yield reads.files
    _before.setdefault(kind, set()).update(reads.files)
    _noting.remove(reads)


@contextmanager
def reading_apart() -> Iterator[None]:
    """What is read inside the block is noted by nobody: the key of a packet holds what was taken from it."""
    _apart.append(True)
    try:
        yield
    finally:
        _apart.pop()


@contextmanager
def noting(target: Path, place: str) -> Iterator[None]:
    """Kernels that are started inside the block write what they read to `target`; their packet is of this place."""
    os.environ |= {READS: str(target), OWN_PLACE: place}
    try:
        yield
    finally:
        for name in (READS, OWN_PLACE):
            os.environ.pop(name, None)


def read_reads(path: Path) -> Reads | None:
    """What a kernel wrote; None where it did not come to it."""
    try:
        return Reads.from_json(_written(path)["reads"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def kernel_peak(path: Path) -> int:
    """The most memory that the kernel used, in bytes; 0 where it did not come to say it."""
    try:
        return int(_written(path)["peak"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0


def _written(path: Path) -> Any:
    """What a kernel wrote; cells can write there: an OSError or ValueError where it is no plain file of usual size."""
    return json.loads(read_file(path, LARGEST, follow=False))


def peak_memory() -> int:
    """The most memory that this process used, in bytes; 0 where the system does not tell.

    Linux counts in ru_maxrss what the process had before it ran another program, too: all that its parent had.
    """
    with suppress(OSError):
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
        return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), 0)
    try:
        import resource
    except ImportError:  # Windows
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def shown_name(project: Project, path: Path) -> str | None:
    """The name that a packet gives to a file of the project or of the package; None for any other file.

    The package's come first: its folder may lie in the project's, or elsewhere, and the packet is to be the same.
    """
    for root, prefix in ((PACKAGE, "helpers/"), (project.root, "")):
        if path.is_relative_to(root):
            return prefix + path.relative_to(root).as_posix()
    return None


def file_named(project: Project, name: str) -> Path:
    """The file that `shown_name` named."""
    return PACKAGE / name.removeprefix("helpers/") if name.startswith("helpers/") else project.root / name


def files_that_may_be_read(project: Project) -> set[str]:
    """For a notebook of which nobody knows what it read: each file of params/, and each beside it that is no code."""
    found = (path for folder in (project.params, project.notebooks) for path in folder.rglob("*"))
    skipped = (*_CODE, ".ipynb")
    return {
        project.show(path)
        for path in found
        if path.is_file() and path.suffix not in skipped and ".ipynb_checkpoints" not in path.parts
    }


def _folders_that_may_be_listed(project: Project) -> set[str]:
    """notebooks/ and each folder in it."""
    found = (path for path in project.notebooks.rglob("*") if path.is_dir())
    skipped = {".ipynb_checkpoints", "__pycache__"}
    return {project.show(path) for path in (project.notebooks, *found) if skipped.isdisjoint(path.parts)}


def names_in(project: Project, folder: str) -> list[str] | None:
    """The names in a folder of notebooks/ that was listed, hidden ones and kept bytecode aside; None where none is."""
    path = file_named(project, folder)
    if not path.resolve().is_relative_to(project.notebooks.resolve()) or not path.is_dir():
        return None
    return sorted(each.name for each in path.iterdir() if each.name[:1] != "." and each.name != "__pycache__")


def _note_files(project: Project, reads: Reads) -> None:
    """Note each file of params/, of notebooks/ and of the package that is opened from now on, code aside.

    Of notebooks/ code that is read counts, as `%run` does, but not what is imported; so do folders that are listed.
    """
    beside = _with_links_followed(project.notebooks)
    roots = (*_with_links_followed(project.params), *beside, PACKAGE)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if not _noting or _apart or (event != "open" and event not in _LISTINGS):
            return
        if isinstance(arguments[0], int) or (event == "open" and arguments[0] is None):
            return
        written = os.fsdecode(arguments[0] or os.curdir)
        if "__pycache__" in written:  # kept bytecode, under a passing name too while it is written
            return
        path = Path(os.path.abspath(written))  # noqa: PTH100, it takes out `..` without asking the disk
        of_notebooks = event != "open" or written.endswith(_CODE)
        if not any(path.is_relative_to(root) for root in (beside if of_notebooks else roots)):
            return
        if of_notebooks and _is_for_an_import():
            return
        name = shown_name(project, path) or project.show(path)
        if (
            event == "open"
            and not written.endswith((*_CODE, *_PICTURES))
            and any(map(path.is_relative_to, beside))
        ):
            note_own_file(name)
        for each in _noting:
            (each.files if event == "open" else each.folders).add(name)

    if project not in _watched:
        _watched.append(project)
        sys.addaudithook(hook)  # which nothing can remove
    _noting.append(reads)


def _is_for_an_import() -> bool:
    """Whether what is opened or listed now is looked for by whoever imports modules or finds installed packages."""
    frame = sys._getframe(1)  # noqa: SLF001
    while frame is not None:
        name = str(frame.f_globals.get("__name__", ""))
        if name not in _ON_THE_WAY and name.partition(".")[0] not in _ON_THE_WAY:
            return name.partition(".")[0] in _IMPORTERS
        frame = frame.f_back  # type: ignore[assignment]
    return False


def _with_links_followed(folder: Path) -> tuple[Path, Path]:
    return folder, folder.resolve()


def _write(project: Project, target: Path, reads: Reads) -> None:
    held = [*vars(sys.modules["__main__"]).values()]
    named = (
        str(getattr(each, "__name__" if isinstance(each, ModuleType) else "__module__", "")) for each in held
    )
    if any(name.partition(".")[0] in UNSEEN for name in named):
        reads.files |= files_that_may_be_read(project)
        reads.folders |= _folders_that_may_be_listed(project)
    target.write_text(json.dumps({"reads": reads.as_json(), "peak": peak_memory()}), encoding="utf-8")


def _grouped(by_place: dict[str, list[str]]) -> list[dict[str, list[str]]]:
    """Places of which the same cells were read, together."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for place, cells in by_place.items():
        groups.setdefault(tuple(cells), []).append(place)
    return [{"places": places, "cells": list(cells)} for cells, places in groups.items()]
