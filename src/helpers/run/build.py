"""Builds many reports at once: each in its own process, none able to spoil another."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

import nbformat

from helpers.errors import OutputError, WorkbookError
from helpers.inputs.settings import read_settings
from helpers.paths import Project
from helpers.report import MODULES
from helpers.run.execute import execute, normalise
from helpers.run.jobs import Job
from helpers.run.kernels.warm import warm_kernels
from helpers.run.opening import PREPARED, check_scope, read_release
from helpers.run.packet import report_metadata, write_data, write_metadata
from helpers.run.prepare import YearRelease, as_text
from helpers.run.publish import check_writable, publish, scratch_folder

PRELOADED = ("helpers.run.opening", *(f"helpers.report.{module}" for module in sorted(set(MODULES.values()))))
"""Imported once, in the process that every kernel is forked from."""


@dataclass(frozen=True)
class Outcome:
    """How one job ended. `fault` is None where its packet was published."""

    job: Job
    seconds: dict[str, float] = field(default_factory=dict)
    fault: str | None = None
    exit_code: int = 0


def build(
    project: Project,
    jobs: Sequence[Job],
    releases: Sequence[YearRelease],
    *,
    processes: int,
    on_done: Callable[[Outcome], None],
) -> list[Outcome]:
    """Build and publish the jobs' packets.

    Args:
        project: the project.
        jobs: what to build.
        releases: what the notebooks read, from `prepare`.
        processes: how many at a time.
        on_done: called in this process as each job ends.

    Returns:
        One outcome a job, in the order of `jobs`. A failed job leaves its last good packet in place.

    Raises:
        OutputError: reports/ or data/scratch/ cannot be written; nothing was built.
    """
    check_writable(project, project.reports)
    check_writable(project, project.scratch)
    outcomes: dict[Job, Outcome] = {}
    with (
        _environment(project, releases),
        warm_kernels(PRELOADED),
        _workers(min(processes, len(jobs)) or 1) as pool,
    ):
        futures = {pool.submit(build_packet, project, job, releases): job for job in jobs}
        for future in as_completed(futures):
            job = futures[future]
            try:
                outcome = future.result()
            except BrokenProcessPool:
                outcome = Outcome(
                    job, fault="the worker process died (out of memory?); build again", exit_code=1
                )
            outcomes[job] = outcome
            on_done(outcome)
    return [outcomes[job] for job in jobs]


def build_packet(project: Project, job: Job, releases: Sequence[YearRelease]) -> Outcome:
    """Execute, render and publish one report. Never raises a fault of the report: it comes back in the outcome."""
    seconds: dict[str, float] = {}
    try:
        with scratch_folder(project, job.name) as scratch:
            _make(project, job, releases, scratch, seconds)
    except WorkbookError as fault:
        return Outcome(job, seconds, str(fault), fault.exit_code)
    except OSError as fault:
        message = (
            f"reports/{job.name}: {fault.strerror or 'cannot be read or written'}; check space and rights"
        )
        return Outcome(job, seconds, message, OutputError.exit_code)
    except Exception as fault:  # a defect of ours: one line for the user, and the other reports go on
        return Outcome(job, seconds, f"reports/{job.name}: {type(fault).__name__} in the workbook itself", 1)
    return Outcome(job, seconds)


def _make(
    project: Project, job: Job, releases: Sequence[YearRelease], scratch: Path, seconds: dict[str, float]
) -> None:
    from helpers.run.exporters import DonorHtmlExporter, DonorPdfExporter

    packet = scratch / "packet"
    packet.mkdir()
    settings = read_settings(project)
    place = job.parameters.get("province")
    scope, year_params = check_scope(project, settings, place, job.year, job.language)
    release = read_release(project, settings, scope, year_params, releases)
    executed = scratch / "executed.ipynb"
    with _timed(seconds, "execute"):
        execute(project, job, executed)
        notebook = normalise(nbformat.read(executed, as_version=4), report_metadata(job, release))
    with _timed(seconds, "html"):
        html, _ = DonorHtmlExporter().from_notebook_node(notebook)
    with _timed(seconds, "pdf"):
        pdf, _ = DonorPdfExporter().from_notebook_node(notebook)
    with _timed(seconds, "pack"):
        (packet / "index.html").write_text(html, encoding="utf-8")
        (packet / "report.pdf").write_bytes(pdf)
        (packet / "notebook.ipynb").write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")
        if job.kind != "quality":
            write_data(packet / "data", release)
        write_metadata(packet, project, job, release)
        publish(project, packet, job.packet(project))


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    seconds[stage] = time.perf_counter() - start


def _workers(processes: int) -> Executor:
    """A pool of fresh processes (never forked: facts of this process must not leak, nor its threads)."""
    return ProcessPoolExecutor(processes, mp_context=get_context("spawn"))


@contextmanager
def _environment(project: Project, releases: Sequence[YearRelease]) -> Iterator[None]:
    """The environment variables of workers and kernels, while a build lasts."""
    environment = {
        PREPARED: as_text(releases),
        "WORKBOOK_ROOT": str(project.root),
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MPLBACKEND": "agg",
    }
    before = {name: os.environ.get(name) for name in environment}
    os.environ.update(environment)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
