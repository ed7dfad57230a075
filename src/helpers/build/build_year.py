"""A year's reports brought up to date: what is out of date is built, and the portal written over all."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.build.all_params import check_params
from helpers.build.build_log import RunLog
from helpers.build.change_detection import Choice, look, remember
from helpers.build.many_reports import build
from helpers.build.start_workers import starting
from helpers.execute.job_result import Outcome
from helpers.execute.jobs import Forms, Job, plan
from helpers.execute.limits import memory_limit, time_limit
from helpers.files.build_lock import build_lock
from helpers.files.folder_exchange import check_writable, sweep
from helpers.inputs.intake.take_in import Intake
from helpers.inputs.params.provinces import read_provinces
from helpers.inputs.params.settings import read_settings
from helpers.paths import Project
from helpers.portal import PortalResult, compose_portal, write_portal
from helpers.portal.packets import scan_packets
from helpers.publish.packet_key import basis_of, causes
from helpers.publish.public_folder import refuse_unreadable
from helpers.publish.publication_gate import (
    discard,
    is_refused,
    pass_through,
    refuse_strangers,
    refuse_without_ledger,
    waiting,
)
from helpers.publish.typed_numbers.before_a_build import look_through
from helpers.release.figure_digests import read_figures
from helpers.release.prepare import prepare
from helpers.release.publication_ledger import forget_unpublished, keep_published
from helpers.release.readable_releases import prepared

if TYPE_CHECKING:
    from helpers.build.cluster.head import Cluster

OnDone = Callable[[Outcome], None]
OnIntake = Callable[[int, Intake], None]
Watch = Callable[[Sequence[Job], int], AbstractContextManager[OnDone]]


@dataclass(frozen=True)
class State:
    """One report and why it is out of date; no causes: it is up to date."""

    job: Job
    causes: tuple[str, ...]


@dataclass(frozen=True)
class Built:
    """What bringing a year up to date came to, and where its log lies.

    `held_back`: a packet was refused by its audit, so nothing was published; reports/ is as it was.
    `warnings`: what a strict build would have refused.
    """

    outcomes: tuple[Outcome, ...]
    up_to_date: int
    portal: PortalResult | None
    log: Path
    held_back: bool
    warnings: tuple[str, ...] = ()


def bring_up_to_date(
    project: Project,
    choice: Choice,
    *,
    processes: int,
    watch: Watch,
    on_intake: OnIntake | None = None,
    force: bool = False,
    cluster: Cluster | None = None,
) -> Built:
    """Build what is out of date among the reports of the choice, and write the portal.

    Args:
        project: the project.
        choice: year, provinces, languages.
        processes: how many reports at a time.
        watch: given what is to be built and the number at a time, a context in which it learns of each as it ends.
        on_intake: told of each year's intake, if it is given.
        force: build what is up to date, too.
        cluster: other machines that build the reports.

    Raises:
        ParamsError: a params file, a limit or the choice is wrong, or the cluster is not there or not fit.
        ReturnError: returns have mistakes.
        DisclosureError: the year's figures cannot be protected, or reports/ holds what is not for the public.
        OutputError: another build is running, or a folder cannot be written.
    """
    seconds: dict[str, float] = {}
    refuse_unreadable(project)
    jobs = _jobs(project, choice)
    time_limit(), memory_limit()  # a wrong one is refused before the work, not by each report
    check_writable(project, project.reports if choice.audience == "public" else project.partner)
    if choice.audience == "public":
        refuse_without_ledger(project)
    with build_lock(project), starting(project, many=len(jobs) > 1) if cluster is None else nullcontext():
        sweep(project)
        refuse_strangers(project, [job.packet(project) for job in jobs])
        log = RunLog(project)
        log.write("start", year=choice.year, reports=len(jobs), processes=processes)
        settings = read_settings(project)
        sight = look(project, (project.root / settings.returns, project.root / settings.stations))
        with _timed(seconds, "prepare"):
            releases = prepare(
                project,
                choice.year,
                accept_partial=choice.accept_partial,
                on_intake=on_intake,
                audience=choice.audience,
            )
        with _timed(seconds, "compare"):
            figures = read_figures(releases)
            words = look_through(project, jobs, strict=choice.strict)
            refused = {outcome.job for outcome in words.refused}
            found = {job: causes(project, job, figures) for job in jobs if job not in refused}
            todo = [job for job in found if force or found[job]]
            bases = [(job, basis_of(project, job)) for job in todo]
            for job in todo:
                log.write("out of date", report=job.name, causes=found[job])
                if force:
                    discard(job.staged(project))
        with _timed(seconds, "build"), watch(todo, processes) as on_done:

            def each(outcome: Outcome) -> None:
                log.report(outcome)
                on_done(outcome)

            for outcome in words.refused:
                log.report(outcome)
            made = build(project, bases, releases, processes=processes, on_done=each, cluster=cluster)
            outcomes = [*words.refused, *made]
        with _timed(seconds, "publish"):
            public = choice.audience == "public"
            shown = any(job.kind != "quality" for job in todo)
            composed = (
                compose_portal(project, waiting(project, outcomes))
                if public and not is_refused(outcomes)
                else None
            )
            kept = keep_published(project, releases) if public and shown else []
            passed = pass_through(project, outcomes)
            if passed.held_back or all(outcome.fault for outcome in passed.outcomes):
                forget_unpublished(project, kept)
        log.write("nothing published" if passed.held_back else "published")
        with _timed(seconds, "portal"):
            portal = write_portal(project, composed) if public and not passed.held_back else None
        left_out = portal and portal.left_out  # to be told by every build until it is mended
        if not left_out and not any(outcome.fault for outcome in passed.outcomes):
            remember(project, choice, sight, [job.packet(project) for job in jobs])
        rounded = {step: round(spent, 3) for step, spent in seconds.items()}
        log.write("end", seconds=rounded, failed=sum(bool(outcome.fault) for outcome in passed.outcomes))
    up_to_date = len(jobs) - len(todo) - len(refused)
    return Built(passed.outcomes, up_to_date, portal, log.path, passed.held_back, words.warnings)


def states(project: Project, choice: Choice) -> list[State]:
    """Every report of the choice and why it is out of date. Nothing is built, and no running build is waited for.

    Raises:
        As `bring_up_to_date`, but for OutputError.
    """
    refuse_unreadable(project)
    jobs = _jobs(project, choice)
    with prepared(project, choice.year, accept_partial=choice.accept_partial, audience=choice.audience) as (
        where,
        releases,
    ):
        figures = read_figures(releases)
        return [State(job, tuple(causes(where, job, figures))) for job in jobs]


def not_in_portal(project: Project) -> tuple[str, ...]:
    """What lies in reports/ and cannot be listed, such as a report that was withdrawn, each with its reason."""
    return scan_packets(project, read_provinces(project)).left_out


def _jobs(project: Project, choice: Choice) -> list[Job]:
    check_params(project)
    return plan(
        project,
        choice.year,
        provinces=choice.provinces,
        languages=choice.languages,
        audience=choice.audience,
        forms=Forms(choice.renderer, choice.word, choice.layout),
    )


@contextmanager
def _timed(seconds: dict[str, float], step: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    seconds[step] = time.perf_counter() - start
