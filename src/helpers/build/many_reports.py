"""Builds many reports at once: each in its own process, none able to spoil another."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Sequence
from multiprocessing import parent_process
from typing import TYPE_CHECKING

from helpers.build.run_tasks import PROCESS_DIED, run_tasks
from helpers.build.start_workers import starting
from helpers.build.workers import environment_of, workers
from helpers.execute.job_result import Outcome
from helpers.execute.jobs import Job
from helpers.execute.seal import Doors
from helpers.execute.sealed_paths import is_worker_sealed, worker_doors
from helpers.files.folder_exchange import check_writable
from helpers.paths import Project
from helpers.publish.packet_key import Basis
from helpers.release.opening import PREPARED
from helpers.release.release_files import YearRelease, as_text

if TYPE_CHECKING:
    from helpers.build.cluster.head import Cluster


def build(
    project: Project,
    todo: Sequence[tuple[Job, Basis]],
    releases: Sequence[YearRelease],
    *,
    processes: int,
    on_done: Callable[[Outcome], None],
    cluster: Cluster | None = None,
) -> list[Outcome]:
    """Build and stage the jobs' packets; what becomes of them is the gate's work.

    Args:
        project: the project.
        todo: what to build, and what each depends on besides its figures.
        releases: what the notebooks read, from release/prepare.py.
        processes: how many at a time.
        on_done: called in this process as each job ends.
        cluster: other machines that build them; reports on data quality, which read records, are built here.

    Returns:
        One outcome a job, in the order of `todo`. A failed job leaves its last good packet in place.

    Raises:
        OutputError: reports/ or data/scratch/ cannot be written; nothing was built.
        ParamsError: the cluster is not there, or not fit; nothing was built.
    """
    if not todo:
        return []
    check_writable(project, project.reports)
    check_writable(project, project.scratch)
    if cluster is not None:
        from helpers.build.cluster.head import build_on_cluster  # imports what else workers alone do

        away = [(job, basis) for job, basis in todo if job.kind != "quality"]
        done = build_on_cluster(project, away, releases, cluster, on_done)
        home = [(job, basis) for job, basis in todo if job.kind == "quality"]
        done += build(project, home, releases, processes=processes, on_done=on_done)
        return _in_order(todo, done)
    done = []
    with starting(project, many=len(todo) > 1), environment_of({PREPARED: as_text(releases)}):
        for group in (
            [each for each in todo if is_worker_sealed(each[0]) == sealed] for sealed in (True, False)
        ):
            if group:
                doors = worker_doors(project, group[0][0], releases)
                done += _in_processes(project, group, releases, processes, on_done, doors)
    return _in_order(todo, done)


def _in_processes(
    project: Project,
    todo: Sequence[tuple[Job, Basis]],
    releases: Sequence[YearRelease],
    processes: int,
    on_done: Callable[[Outcome], None],
    doors: Doors | None = None,
) -> list[Outcome]:
    """One outcome a job, in the order of `todo`. What a process that died took with it is built again.

    Reports are taken in their order, so the first that have not ended are those that were under way: each gets a pool
    to itself, and the one that costs its process its life spoils no other.
    """

    def is_lost(outcome: Outcome) -> bool:
        return outcome.fault == PROCESS_DIED and len(todo) > 1

    with workers(min(processes, len(todo)), os.environ, doors) as pool:
        outcomes = run_tasks(
            pool,
            _build_packet,
            project,
            todo,
            releases,
            lambda outcome: None if is_lost(outcome) else on_done(outcome),
        )
    lost = [each for each, outcome in zip(todo, outcomes, strict=True) if is_lost(outcome)]
    again = [[each] for each in lost[:processes]] + ([lost[processes:]] if lost[processes:] else [])
    made = {
        outcome.job: outcome
        for group in again
        for outcome in _in_processes(project, group, releases, processes, on_done, doors)
    }
    return [made.get(outcome.job, outcome) for outcome in outcomes]


def _in_order(todo: Sequence[tuple[Job, Basis]], done: Sequence[Outcome]) -> list[Outcome]:
    by_job = {outcome.job: outcome for outcome in done}
    return [by_job[job] for job, _ in todo]


def _build_packet(project: Project, job: Job, releases: Sequence[YearRelease], basis: Basis) -> Outcome:
    """In a worker, which has imported the renderers; the process that only hands out work need not."""
    import helpers.execute.jsonschema_first  # noqa: F401
    from helpers.build.build_report import build_packet

    outcome = build_packet(project, job, releases, basis)
    if parent_process() is not None:
        gc.collect()  # of each report, lest workers grow with their number
        gc.freeze()  # what is left stays, and is not looked through after the next
    return outcome
