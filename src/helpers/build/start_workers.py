"""Starts the processes that reports are forked from, so that they import while this one does.

Imports nothing dear itself: a command enters `starting` before it imports what builds.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from helpers.build.workers import environment_of, library_environment, start_forking_workers
from helpers.execute.kernels.warm import warm_kernels
from helpers.paths import Project
from helpers.report import EVERY

MODULES_OF_REPORTS = tuple(f"helpers.report.{module}" for module in sorted(set(EVERY.values())))
IMPORTED = (
    *MODULES_OF_REPORTS,
    "helpers.desk.form",
    "helpers.desk.opened",
    "helpers.report.drawn_values",
    "helpers.report.long_legend",
    "helpers.report.own_axes",
    "helpers.report.own_marks",
)
FOR_MANY = (*IMPORTED, "helpers.build.rehearsal:rehearse")
"""Imported once, in the process that every kernel is forked from, and rehearsed there."""
FOR_ONE = (*IMPORTED, "helpers.build.rehearsal:read")
"""The same without a rehearsal, which takes longer than it saves one report."""

_started: list[Project] = []


def used_by_notebooks(project: Project) -> tuple[str, ...]:
    """What is imported beforehand only where a notebook names it: seaborn, which takes as long as all else together."""
    for notebook in project.notebooks.glob("*.ipynb"):
        with suppress(OSError):
            if b"seaborn" in notebook.read_bytes():
                return ("seaborn",)
    return ()


@contextmanager
def starting(project: Project, *, many: bool) -> Iterator[None]:
    """Inside the block, the processes that reports are forked from import what they need, while this one goes on.

    `many`: more than one report may have to be built. Within another such block nothing is started again.
    """
    if _started:
        yield
        return
    _started.append(project)
    try:
        with (
            environment_of({"WORKBOOK_ROOT": str(project.root), **library_environment()}),
            warm_kernels((*used_by_notebooks(project), *(FOR_MANY if many else FOR_ONE))),
        ):
            if many:
                start_forking_workers()
            yield
    finally:
        _started.clear()
