"""One report from its job to a packet that may be published: execute, render, pack, audit, stage, in one process.

This is the task that a build hands to its workers. It needs nothing but its arguments and the project's folder.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import nbformat

from helpers.build.check_packet import check_packet, release_of
from helpers.errors import DisclosureError, NotebookError, OutputError, WorkbookError
from helpers.execute.cell_faults import fault_without_values
from helpers.execute.job_result import Outcome
from helpers.execute.jobs import WORD, Job
from helpers.execute.run_notebook import execute, normalise
from helpers.execute.sealed_paths import kernel_doors
from helpers.files.folder_exchange import scratch_folder
from helpers.files.temporary_folder import full_temporary_folder
from helpers.inputs.params.corrections import edition_of
from helpers.metrics.targets import check_certified, check_explained
from helpers.paths import Project
from helpers.publish.about_report import add_about
from helpers.publish.corrected_figures import changes_of, told_by
from helpers.publish.correction_notice import add_correction
from helpers.publish.editions import edition_before
from helpers.publish.exports.write_exports import write_exports
from helpers.publish.packet import about_edition, page_links, report_metadata, write_metadata
from helpers.publish.packet_key import Basis, causes, is_correctable, make_key
from helpers.publish.publication_gate import stage
from helpers.publish.restricted_marks import mark
from helpers.release.figure_digests import read_figures
from helpers.release.read_tracker import (
    Reads,
    files_that_may_be_read,
    kernel_peak,
    noting,
    peak_memory,
    read_reads,
)
from helpers.release.release_files import YearRelease
from helpers.render.render_docx import render_docx
from helpers.render.render_html import render_pages
from helpers.render.render_pdf import render_pdf
from helpers.render.render_quarto import render_by_quarto
from helpers.render.report_parts import PAGES, PAPER
from helpers.render.shown_outputs import faults_until_it_ended, take_exhibits
from helpers.report.exhibit_data import own_exhibits
from helpers.report.results import results_of

EXECUTED = "executed.ipynb"
"""What stays of a report that failed."""


def build_packet(project: Project, job: Job, releases: Sequence[YearRelease], basis: Basis) -> Outcome:
    """Execute, render, audit and stage one report. Never raises a fault of the report: it comes back in the outcome.

    A packet that an earlier build staged, and whose key still holds, is only audited again.
    """
    seconds: dict[str, float] = {}
    notes: list[str] = []
    peaks = [0]
    fault: str | None = None
    code = 0
    try:
        with scratch_folder(project, job.scratch(project), kept=EXECUTED) as scratch:
            _make(project, job, releases, basis, scratch, seconds, notes, peaks)
    except DisclosureError as error:
        fault, code = str(error), error.exit_code
        for folder in (job.scratch(project), job.staged(project)):
            shutil.rmtree(folder, ignore_errors=True)  # what must not be published must not lie about either
    except WorkbookError as error:
        fault, code = str(error), error.exit_code
    except FileNotFoundError as error:
        lost = project.show(Path(error.filename)) if error.filename else "a file that it needs"
        fault, code = f"reports/{job.name}: {lost} is not there any more; put it back, then build again", 1
    except OSError as error:
        reason = error.strerror or "cannot be read or written"
        full = full_temporary_folder()
        where = f"'{full}' (TMPDIR), which is full" if full else "space and rights"
        fault, code = f"reports/{job.name}: {reason}; check {where}", OutputError.exit_code
    except Exception as error:  # a defect of ours: one line for the user, and the other reports go on  # noqa: BLE001
        what = fault_without_values(type(error).__name__, str(error), "")
        fault, code = f"reports/{job.name}: {what}, in the workbook itself", 1
    return Outcome(job, seconds, fault, code, max(peak_memory(), *peaks), tuple(notes))


def _make(
    project: Project,
    job: Job,
    releases: Sequence[YearRelease],
    basis: Basis,
    scratch: Path,
    seconds: dict[str, float],
    notes: list[str],
    peaks: list[int],
) -> None:
    with _timed(seconds, "read"):
        release = release_of(project, job, releases)
        if release.framework and not job.period:
            check_explained(release.framework, results_of(release), job.year)
            check_certified(release.framework, job.year, date.fromisoformat(release.updated_date))
        figures, staged = read_figures(releases), job.staged(project)
    if not causes(project, job, figures, staged):
        with _timed(seconds, "audit"):
            check_packet(job, staged, release)
        return
    packet = scratch / "packet"
    packet.mkdir()
    kernel = scratch / "kernel"
    kernel.mkdir()
    executed, noted = scratch / EXECUTED, kernel / "reads.json"
    with _timed(seconds, "execute"):
        with noting(noted, release.scope.place), _naming_what_else_is_shown(job, executed):
            notebook = execute(project, job, executed, kernel_doors(project, job, releases, kernel))
        reads = read_reads(noted) or _all_that_may_be_read(project)
        peaks.append(kernel_peak(noted))
        key = make_key(project, job, basis, figures, reads)
        edition = edition_of(project, job.name) if is_correctable(job) else None
        if edition:
            release = replace(release, updated_date=edition.newest.corrected.isoformat())
        report = report_metadata(job, release, key["sha256"])
        notebook = normalise(notebook, {**report, "links": page_links(job)})
        said = None
        if edition:
            before = edition_before(project, edition)
            changes = changes_of(project, edition, told_by(release, reads))
            notebook = add_correction(notebook, release, edition, changes)
            said = about_edition(edition, before, release)
        notebook = add_about(notebook, release, report)
        with _naming(job):
            notes += take_exhibits(notebook)
    made: dict[str, str | bytes] = {}
    with _timed(seconds, "html"), _naming(job):
        pages = render_pages(notebook, public=True)  # with Quarto, too: what it refuses is refused
        made |= {PAGES[part]: page for part, page in pages.items()}
    with _timed(seconds, "pdf"):
        for part in list(pages)[1:] if job.forms.renderer == "quarto" else pages:
            made[PAPER[part]] = render_pdf(notebook, part)
    if job.forms.renderer == "quarto":
        with _timed(seconds, "quarto"):
            page, paper = render_by_quarto(project, notebook, scratch / "quarto")
            made |= {PAGES["report"]: page, PAPER["report"]: paper}
    if job.forms.word:
        with _timed(seconds, "word"):
            made[WORD] = render_docx(notebook, "report")
    with _timed(seconds, "pack"):
        for name, content in made.items():
            (packet / name).write_bytes(content.encode() if isinstance(content, str) else content)
        mark(notebook)
        (packet / "notebook.ipynb").write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")
    with _timed(seconds, "exports"):
        own = own_exhibits(notebook)
        if job.kind != "quality":
            write_exports(packet, report, release, reads, own)
        write_metadata(packet, job, release, key, own, said)
    with _timed(seconds, "audit"):
        check_packet(job, packet, release)
    with _timed(seconds, "stage"):
        stage(project, packet, staged)


def _all_that_may_be_read(project: Project) -> Reads:
    """For a notebook that did not say what it read."""
    return Reads(files=files_that_may_be_read(project), everything=True)


@contextmanager
def _naming_what_else_is_shown(job: Job, executed: Path) -> Iterator[None]:
    """A run that ended in a cell, with what the cells before it showed that no report takes."""
    try:
        yield
    except NotebookError as fault:
        ran = nbformat.read(executed, as_version=4) if executed.is_file() else None
        more = faults_until_it_ended(ran) if ran else []
        raise NotebookError(
            "\n".join([str(fault), *(f"notebooks/{job.notebook}, {line}" for line in more)])
        ) from None


@contextmanager
def _naming(job: Job) -> Iterator[None]:
    """Faults of single cells, with the name of their notebook."""
    try:
        yield
    except NotebookError as fault:
        lines = str(fault).splitlines()
        raise NotebookError("\n".join(f"notebooks/{job.notebook}, {line}" for line in lines)) from None


@contextmanager
def _timed(seconds: dict[str, float], stage: str) -> Iterator[None]:
    start = time.perf_counter()
    try:
        yield
    finally:
        seconds[stage] = time.perf_counter() - start
