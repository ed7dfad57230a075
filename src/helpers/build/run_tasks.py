"""Jobs handed to an executor, be it of processes here or of a cluster; each ends as an outcome."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from helpers.execute.job_result import Outcome
from helpers.execute.jobs import Job
from helpers.publish.packet_key import Basis

PROCESS_DIED = "the worker process died (out of memory?); build again"
LOOK_EVERY_S = 1.0


def run_tasks(
    pool: Executor,
    task: Callable[..., Any],
    project: Any,
    todo: Sequence[tuple[Job, Basis]],
    releases: Any,
    on_done: Callable[[Outcome], None],
    outcome_of: Callable[[Job, Future[Any]], Outcome] | None = None,
    is_lost: Callable[[], bool] = lambda: False,
) -> list[Outcome]:
    """One outcome a job, in the order of `todo`, from any executor.

    `task` is given what stands for the project there, the job, what stands for the releases, and the basis; what it
    returned becomes an outcome by `outcome_of`. What has not ended is cancelled once `is_lost` says that nobody is
    there to do it; it is asked each second.
    """
    futures = {pool.submit(task, project, job, releases, basis): job for job, basis in todo}
    outcomes: dict[Job, Outcome] = {}
    under_way = set(futures)
    while under_way:
        ended, under_way = wait(under_way, LOOK_EVERY_S, FIRST_COMPLETED)
        for future in ended:
            job = futures[future]
            outcomes[job] = (outcome_of or _of_process)(job, future)
            on_done(outcomes[job])
        if not ended and is_lost():
            for future in under_way:
                future.cancel()
    return [outcomes[job] for job, _ in todo]


def _of_process(job: Job, future: Future[Outcome]) -> Outcome:
    try:
        return future.result()
    except BrokenProcessPool:
        return Outcome(job, fault=PROCESS_DIED, exit_code=1)
