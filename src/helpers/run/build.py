"""Builds many reports at once: each in its own process, none able to spoil another."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, as_completed
from concurrent.futures.process import BrokenProcessPool

from helpers.paths import Project
from helpers.report import MODULES
from helpers.run.jobs import Job
from helpers.run.kernels.warm import warm_kernels
from helpers.run.key import Basis
from helpers.run.opening import PREPARED
from helpers.run.outcome import Outcome
from helpers.run.publish import check_writable
from helpers.run.releases import YearRelease, as_text
from helpers.run.workers import environment_of, library_environment, workers

PRELOADED = ("helpers.run.opening", *(f"helpers.report.{module}" for module in sorted(set(MODULES.values()))))
"""Imported once, in the process that every kernel is forked from."""

Task = Callable[[Project, Job, Sequence[YearRelease], Basis], Outcome]


def build(
    project: Project,
    todo: Sequence[tuple[Job, Basis]],
    releases: Sequence[YearRelease],
    *,
    processes: int,
    on_done: Callable[[Outcome], None],
) -> list[Outcome]:
    """Build and publish the jobs' packets.

    Args:
        project: the project.
        todo: what to build, and what each depends on besides its figures.
        releases: what the notebooks read, from `prepare`.
        processes: how many at a time.
        on_done: called in this process as each job ends.

    Returns:
        One outcome a job, in the order of `todo`. A failed job leaves its last good packet in place.

    Raises:
        OutputError: reports/ or data/scratch/ cannot be written; nothing was built.
    """
    if not todo:
        return []
    check_writable(project, project.reports)
    check_writable(project, project.scratch)
    variables = {
        PREPARED: as_text(releases),
        "WORKBOOK_ROOT": str(project.root),
        **library_environment(),
    }
    with (
        environment_of(variables),
        warm_kernels(PRELOADED),
        workers(min(processes, len(todo)), os.environ) as pool,
    ):
        return run_tasks(pool, _build_packet, project, todo, releases, on_done)


def run_tasks(
    pool: Executor,
    task: Task,
    project: Project,
    todo: Sequence[tuple[Job, Basis]],
    releases: Sequence[YearRelease],
    on_done: Callable[[Outcome], None],
) -> list[Outcome]:
    """One outcome a job, in the order of `todo`, from any executor."""
    futures: dict[Future[Outcome], Job] = {
        pool.submit(task, project, job, releases, basis): job for job, basis in todo
    }
    outcomes: dict[Job, Outcome] = {}
    for future in as_completed(futures):
        job = futures[future]
        try:
            outcome = future.result()
        except BrokenProcessPool:
            outcome = Outcome(job, fault="the worker process died (out of memory?); build again", exit_code=1)
        outcomes[job] = outcome
        on_done(outcome)
    return [outcomes[job] for job, _ in todo]


def _build_packet(project: Project, job: Job, releases: Sequence[YearRelease], basis: Basis) -> Outcome:
    """In a worker, which has imported the renderers; the process that only hands out work need not."""
    from helpers.run.task import build_packet

    return build_packet(project, job, releases, basis)
