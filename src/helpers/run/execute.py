"""Papermill runs a notebook, and what it leaves behind is made the same for the same numbers."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import nbformat

from helpers.errors import NotebookError
from helpers.paths import Project
from helpers.run.cell_ids import with_own_ids
from helpers.run.jobs import Job
from helpers.run.kernels.failures import KernelFailureError, KernelMemoryError, KernelTimeoutError
from helpers.run.limits import MEGABYTES, SECONDS, memory_limit, time_limit
from helpers.run.seal import Doors

ENGINE = "workbook"
_MORE: dict[type[KernelFailureError], str] = {KernelTimeoutError: SECONDS, KernelMemoryError: MEGABYTES}


def execute(project: Project, job: Job, output: Path, doors: Doors | None = None) -> nbformat.NotebookNode:
    """The job's notebook, executed; it is kept at `output`, too, also where it failed.

    With `doors`, its kernel is sealed: what they do not open it can neither read nor write.

    Raises:
        NotebookError: a cell raised, the kernel died or was stopped at a limit, or the notebook cannot be read.
        ParamsError: a limit is no number.
    """
    import papermill as pm

    logging.getLogger("papermill").setLevel(logging.ERROR)
    source = project.notebooks / job.notebook
    if not source.is_file():
        raise NotebookError(f"{project.show(source)}: there is no such notebook")
    kept = source.read_text(encoding="utf-8")
    if (told_apart := with_own_ids(kept)) != kept:
        source = output.with_name("own-ids.ipynb")
        source.write_text(told_apart, encoding="utf-8")
    try:
        return pm.execute_notebook(
            str(source),
            str(output),
            parameters=job.parameters,
            engine_name=ENGINE,
            cwd=str(project.notebooks),
            progress_bar=False,
            log_output=False,
            notebook_timeout=time_limit(),
            memory_limit=memory_limit(),
            doors=doors,
        )
    except pm.PapermillExecutionError as fault:
        raise NotebookError(
            f"notebooks/{job.notebook}, cell {fault.exec_count}: {fault.ename}; "
            f"the executed notebook with its traceback is in {project.show(output)}"
        ) from None
    except KernelFailureError as fault:
        more = _MORE.get(type(fault))
        allow = f"; set {more} to allow more" if more else ""
        raise NotebookError(
            f"notebooks/{job.notebook}: {fault}{allow}; what it printed last is in {project.show(output)}"
        ) from None
    except (nbformat.ValidationError, json.JSONDecodeError, nbformat.reader.NotJSONError) as fault:
        raise NotebookError(
            f"notebooks/{job.notebook}: not a notebook ({type(fault).__name__}); restore it from version control"
        ) from None


def normalise(notebook: nbformat.NotebookNode, report: dict[str, Any]) -> nbformat.NotebookNode:
    """The executed notebook without what differs from run to run (times, paths, random ids), and with `report`.

    Args:
        notebook: as Papermill left it; it is changed in place.
        report: what the exporters print on the cover and write into the files' metadata.
    """
    notebook.metadata.pop("papermill", None)
    notebook.metadata["report"] = report
    for position, cell in enumerate(notebook.cells):
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = f"injected-{position}"
    return notebook
