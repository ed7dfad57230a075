"""Before a build: which reports are not made because of their words, and what is only warned of.

A number that is typed is an error where it counts people or cases, else a warning, as words are that a notebook has in
one language alone (publish/words_in_one_language.py).

Notebooks, the files of projects, what params/workbook.yml has of the reports, the titles in params/reports.yml and the
early access in params/releases.yml are each looked through once. The packet on data quality is for the analyst alone
and is left out. Reports for partners hold exact figures, so there a typed number is only warned of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import NotebookError, ParamsError, WorkbookError
from helpers.execute.job_result import Outcome
from helpers.execute.jobs import Job
from helpers.inputs.params.corrections import FILE_NAME as CORRECTIONS
from helpers.inputs.params.corrections import edition_of
from helpers.inputs.params.further_reports import FILE_NAME
from helpers.inputs.params.release_calendar import RELEASES
from helpers.paths import Project
from helpers.publish.typed_numbers.findings import (
    TypedFinding,
    in_words,
    of_notebook,
    of_params,
    published_of,
)
from helpers.publish.words_in_one_language import lacking_in


@dataclass(frozen=True)
class LookedThrough:
    """Outcomes of the reports that are not to be made, and warnings about the others."""

    refused: tuple[Outcome, ...]
    warnings: tuple[str, ...]


def look_through(project: Project, jobs: Sequence[Job], *, strict: bool) -> LookedThrough:
    """Look through the words that the jobs' reports are made of.

    Args:
        project: the project.
        jobs: the reports.
        strict: every typed number is an error, not only one of people or cases; so are words in one language alone.
    """
    published = published_of(project)
    found: dict[Path, list[TypedFinding] | WorkbookError] = {}
    lacking: dict[tuple[Path, str], list[str]] = {}
    refused: list[Outcome] = []
    for job in jobs:
        alone = _lacking(project, job, lacking)
        for path in _sources(project, job):
            if path not in found:
                look = of_notebook if path.suffix == ".ipynb" else of_params
                try:
                    found[path] = look(path, project.show(path), published)
                except WorkbookError as fault:
                    found[path] = fault
        outcome = _refused(job, [found[path] for path in _sources(project, job)], strict=strict)
        if not outcome and alone and strict:
            outcome = Outcome(job, fault="\n".join(alone), exit_code=NotebookError.exit_code)
        refused += [outcome] if outcome else []
    every = [each for held in found.values() if not isinstance(held, WorkbookError) for each in held]
    partner = any(job.audience != "public" for job in jobs)
    mild = [] if strict else [each for each in every if partner or not each.is_error]
    alone = [] if strict else list(dict.fromkeys(line for lines in lacking.values() for line in lines))
    told = (*((in_words(mild),) if mild else ()), *(("\n".join(alone),) if alone else ()))
    return LookedThrough(tuple(refused), told)


def _lacking(project: Project, job: Job, known: dict[tuple[Path, str], list[str]]) -> list[str]:
    """What the report lacks of the words that its notebook has in the other language; nothing of a broken notebook."""
    path = project.notebooks / job.notebook
    if job.kind == "quality":
        return []
    if (path, job.language) not in known:
        try:
            known[path, job.language] = lacking_in(path, project.show(path), job.language)
        except NotebookError:  # told by whoever looks for typed numbers
            known[path, job.language] = []
    return known[path, job.language]


def _sources(project: Project, job: Job) -> list[Path]:
    """The files in which people wrote the words of a report."""
    if job.kind == "quality":
        return []
    sources = [project.notebooks / job.notebook, project.settings]
    if job.kind == "project":
        sources.append(project.params / "projects" / f"{job.place}.yml")
    if job.further:
        sources.append(project.params / FILE_NAME)
    if (calendar := project.params / RELEASES).is_file():  # who sees it early, and why
        sources.append(calendar)
    if job.audience == "public" and edition_of(project, job.name):
        sources.append(project.params / CORRECTIONS)
    return sources


def _refused(job: Job, held: Sequence[list[TypedFinding] | WorkbookError], *, strict: bool) -> Outcome | None:
    """How the job ends where something in its words is an error; None where it may be made."""
    for each in held:
        if isinstance(each, WorkbookError):
            return Outcome(job, fault=str(each), exit_code=each.exit_code)
        wrong = [one for one in each if strict or (one.is_error and job.audience == "public")]
        if wrong:
            kind = ParamsError if wrong[0].in_params else NotebookError
            return Outcome(job, fault=in_words(wrong), exit_code=kind.exit_code)
    return None
