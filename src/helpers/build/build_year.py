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
from helpers.build.many_reports import build
from helpers.build.start_workers import starting
from helpers.errors import NotebookError, ReturnError
from helpers.execute.job_result import Outcome
from helpers.execute.jobs import Forms, Job, plan
from helpers.execute.limits import memory_limit, time_limit
from helpers.files.build_lock import build_lock
from helpers.files.folder_exchange import check_writable, sweep
from helpers.files.temporary_folder import sweep_temporary_folders
from helpers.inputs.intake.take_in import Intake
from helpers.inputs.params.provinces import read_provinces
from helpers.inputs.params.report_time import months_of
from helpers.inputs.params.settings import read_settings
from helpers.paths import Project
from helpers.portal import PortalResult, compose_portal, write_portal
from helpers.portal.packets import scan_packets
from helpers.portal.write_portal import Portal
from helpers.publish.editions import check_editions
from helpers.publish.embargo import held_until
from helpers.publish.packet_key import Basis, basis_of, causes, changed_since
from helpers.publish.public_folder import refuse_unreadable
from helpers.publish.publication_gate import (
    Passed,
    discard,
    is_refused,
    pass_through,
    refuse_strangers,
    refuse_without_ledger,
    waiting,
)
from helpers.publish.typed_numbers.before_a_build import LookedThrough, look_through
from helpers.publish.unannounced_changes import keep_replaced
from helpers.release.change_detection import BuildChoice, Sight, look, remember
from helpers.release.figure_digests import Figures, read_figures
from helpers.release.prepare import prepare
from helpers.release.publication_ledger import forget_unpublished, keep_published
from helpers.release.readable_releases import prepared
from helpers.release.release_files import YearRelease, read_rows
from helpers.review.approvals import not_approved

if TYPE_CHECKING:
    from helpers.build.cluster.head import Cluster

SHOWN_REPORTS = 3
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
    `warnings`: what a strict build would have refused, and what changed while the build ran. `waiting` are reports that
    were made and wait for their approval.
    """

    outcomes: tuple[Outcome, ...]
    up_to_date: int
    portal: PortalResult | None
    log: Path
    held_back: bool
    warnings: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()


def bring_up_to_date(
    project: Project,
    choice: BuildChoice,
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
    steps = Steps()
    jobs = _fit_to_build(project, choice)
    with build_lock(project), starting(project, many=len(jobs) > 1) if cluster is None else nullcontext():
        sweep(project)
        sweep_temporary_folders()
        refuse_strangers(project, [job.packet(project) for job in jobs])
        log = RunLog(project)
        log.write("start", year=choice.time, reports=len(jobs), processes=processes)
        settings = read_settings(project)
        sight = look(project, (project.root / settings.returns, project.root / settings.stations))
        with steps.step("prepare"):
            releases = prepare(
                project,
                choice.year,
                accept_partial=choice.accept_partial,
                on_intake=on_intake,
                audience=choice.audience,
            )
        _check_received(choice, releases)
        with steps.step("compare"):
            work = _out_of_date(project, choice, jobs, releases, force=force)
            for job in work.todo:
                log.write("out of date", report=job.name, causes=work.causes[job])
        with steps.step("build"), watch(work.todo, processes) as on_done:

            def each(outcome: Outcome) -> None:
                log.report(outcome)
                on_done(outcome)

            for outcome in work.words.refused:
                log.report(outcome)
            bases = [(job, basis_of(project, job)) for job in work.todo]
            made = build(project, bases, releases, processes=processes, on_done=each, cluster=cluster)
        warnings = (*settings.lacking, *work.words.warnings, *_changed_meanwhile(project, sight, bases))
        with steps.step("publish"):
            made = [*work.words.refused, *made]
            unready = _unready(project, choice, made)
            passed, composed, unannounced = _publish(
                project, choice, work, releases, [each for each in made if each.job not in unready]
            )
        waits = sum(bool(outcome.waits_until) for outcome in passed.outcomes) + len(unready)
        warnings += _said_of(unannounced, choice)
        log.write("nothing published" if passed.held_back else "published", waits=waits)
        with steps.step("portal"):
            portal = write_portal(project, composed) if composed and not passed.held_back else None
        left_out = portal and portal.left_out  # to be told by every build until it is mended
        if not left_out and not waits and not any(outcome.fault for outcome in passed.outcomes):
            remember(project, choice, sight, [job.packet(project) for job in jobs])
        failed = sum(bool(outcome.fault) for outcome in passed.outcomes)
        log.write("end", seconds=steps.rounded, failed=failed)
    up_to_date = len(jobs) - len(work.todo) - len(work.words.refused)
    for_approval = tuple(job.name for job in unready)
    return Built(passed.outcomes, up_to_date, portal, log.path, passed.held_back, warnings, for_approval)


def _unready(project: Project, choice: BuildChoice, outcomes: Sequence[Outcome]) -> list[Job]:
    """The reports that were made, and that nobody has approved as they are now."""
    if choice.audience != "public":
        return []
    staged = {
        each.job.name: each.job.staged(project)
        for each in outcomes
        if not each.fault and each.job.kind != "quality"
    }
    names = not_approved(project, staged)
    return [each.job for each in outcomes if each.job.name in names]


def _check_received(choice: BuildChoice, releases: Sequence[YearRelease]) -> None:
    """Refuse reports on a part of a year of which no station has reported a month."""
    if not choice.period:
        return
    coverage = read_rows(releases[-1:], "coverage", None)
    if not coverage.loc[coverage["month"].isin(months_of(choice.period)), "received"].sum():
        raise ReturnError(
            f"no return of {choice.period} was received, so there is nothing to report; take the returns in, or write "
            "an earlier period"
        )


def _changed_meanwhile(project: Project, sight: Sight, bases: Sequence[tuple[Job, Basis]]) -> tuple[str, ...]:
    """Which packages, code and notebooks changed while reports were made of them: some may be of the old ones."""
    if look(project, (project.root / name for name in sight.further)) == sight:
        return ()
    found = dict.fromkeys(each for job, basis in bases for each in changed_since(project, job, basis))
    return tuple(f"{each}, while the build ran; build again, for reports may be of either" for each in found)


@dataclass(frozen=True)
class Work:
    """What there is to do: reports that are out of date, each with its causes, and those that their words keep back."""

    todo: list[Job]
    causes: dict[Job, list[str]]
    words: LookedThrough


def _fit_to_build(project: Project, choice: BuildChoice) -> list[Job]:
    """The reports of the choice, once all that can be refused before the work has been."""
    refuse_unreadable(project)
    jobs = _jobs(project, choice)
    check_editions(project)
    time_limit(), memory_limit()  # a wrong one is refused here, not by each report
    check_writable(project, project.reports if choice.audience == "public" else project.partner)
    if choice.audience == "public":
        refuse_without_ledger(project)
    return jobs


def _out_of_date(
    project: Project,
    choice: BuildChoice,
    jobs: Sequence[Job],
    releases: Sequence[YearRelease],
    *,
    force: bool,
) -> Work:
    figures = read_figures(releases)
    words = look_through(project, jobs, strict=choice.strict)
    refused = {outcome.job for outcome in words.refused}
    found = {job: causes(project, job, figures) for job in jobs if job not in refused}
    todo = [job for job in found if force or found[job]]
    if force:
        for job in todo:
            discard(job.staged(project))
    return Work(todo, found, words)


def _publish(
    project: Project,
    choice: BuildChoice,
    work: Work,
    releases: Sequence[YearRelease],
    outcomes: Sequence[Outcome],
) -> tuple[Passed, Portal | None, list[str]]:
    """All that was made passes the gate, or nothing does; and the portal over it, composed and not yet written.

    The third are the reports whose published numbers change without a notice.
    """
    public = choice.audience == "public"
    shown = any(job.kind != "quality" and not held_until(project, job) for job in work.todo)
    composed, unannounced = None, []
    if public and not is_refused(outcomes):
        coming = waiting(project, outcomes)
        composed = compose_portal(project, coming)
        unannounced = keep_replaced(project, coming)
    kept = keep_published(project, releases) if public and shown else []
    passed = pass_through(project, outcomes)
    if passed.held_back or all(outcome.fault or outcome.waits_until for outcome in passed.outcomes):
        forget_unpublished(project, kept)
    return passed, composed, unannounced


def _said_of(unannounced: Sequence[str], choice: BuildChoice) -> tuple[str, ...]:
    """The warning about reports whose published numbers have changed without a notice."""
    if not unannounced:
        return ()
    reports = "1 report" if len(unannounced) == 1 else f"{len(unannounced)} reports"
    some = ", ".join(unannounced[:SHOWN_REPORTS]) + (", ..." if len(unannounced) > SHOWN_REPORTS else "")
    return (
        f"published numbers of {reports} changed without a notice ({some}); if they were wrong, say so by "
        f"`workbook correct {choice.year} --wrong ... --wrong-vi ...`: what was published before is kept for it",
    )


def states(project: Project, choice: BuildChoice) -> list[State]:
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
        found = {job: _waiting_or(project, job, figures, causes(where, job, figures)) for job in jobs}
        faults = {
            name: _fault_of_notebook(project, name)
            for name in {job.notebook for job, causes_of in found.items() if causes_of}
        }
        return [State(job, (*faults[job.notebook], *found[job]) if found[job] else ()) for job in jobs]


def _waiting_or(project: Project, job: Job, figures: Figures, found: list[str]) -> list[str]:
    """Why a report is out of date, or that it is made and waits for its approval or its release."""
    staged, until = job.staged(project), held_until(project, job)
    unready = bool(found) and staged.is_dir() and bool(not_approved(project, {job.name: staged}))
    if not found or not (until or unready) or causes(project, job, figures, staged):
        return found
    waits = f"its release, {until}" if until else ""
    return [f"it is made and waits for {' and '.join(filter(None, ['approval' if unready else '', waits]))}"]


def _fault_of_notebook(project: Project, name: str) -> tuple[str, ...]:
    """Why a build would refuse a notebook before it runs; nothing where it would not."""
    import helpers.execute.jsonschema_first  # noqa: F401
    from helpers.execute.run_notebook import read_notebook

    try:
        read_notebook(project.notebooks / name, f"notebooks/{name}")
    except NotebookError as fault:
        return (str(fault),)
    return ()


def not_in_portal(project: Project) -> tuple[str, ...]:
    """What lies in reports/ and cannot be listed, such as a report that was withdrawn, each with its reason."""
    return scan_packets(project, read_provinces(project)).left_out


def _jobs(project: Project, choice: BuildChoice) -> list[Job]:
    check_params(project)
    return plan(
        project,
        choice.year,
        provinces=choice.provinces,
        languages=choice.languages,
        audience=choice.audience,
        forms=Forms(choice.renderer, choice.word, choice.layout),
        period=choice.period,
    )


class Steps:
    """How long each step of a build took."""

    def __init__(self) -> None:
        self._seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Measure the block; one that raises is not counted."""
        start = time.perf_counter()
        yield
        self._seconds[name] = time.perf_counter() - start

    @property
    def rounded(self) -> dict[str, float]:
        """Seconds by step, for the log."""
        return {name: round(seconds, 3) for name, seconds in self._seconds.items()}
