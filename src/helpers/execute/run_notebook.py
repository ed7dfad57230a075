"""Papermill runs a notebook, and what it leaves behind is made the same for the same numbers."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path
from typing import Any

import nbformat

from helpers.errors import NotebookError
from helpers.execute import open_figures
from helpers.execute.cell_faults import MARKED_BY_PAPERMILL, fault_without_values, line_of, places_of
from helpers.execute.cell_ids import with_own_ids
from helpers.execute.cell_languages import fault_of
from helpers.execute.jobs import Job
from helpers.execute.kernels.failures import KernelFailureError, KernelMemoryError, KernelTimeoutError
from helpers.execute.limits import MEGABYTES, SECONDS, memory_limit, time_limit
from helpers.execute.notebook_digest import INJECTED
from helpers.execute.notebook_faults import not_a_notebook
from helpers.execute.seal import Doors
from helpers.files.safe_reading import read_file
from helpers.inputs.params.number_marks import without_marks
from helpers.paths import Project

ENGINE = "workbook"
CHANGE_KERNEL = "open it in JupyterLab, choose Kernel > Change Kernel > Python 3 (ipykernel), and save it"
_HALF = re.compile("[\ud800-\udfff]")
_MORE: dict[type[KernelFailureError], str] = {KernelTimeoutError: SECONDS, KernelMemoryError: MEGABYTES}


def execute(project: Project, job: Job, output: Path, doors: Doors | None = None) -> nbformat.NotebookNode:
    """The job's notebook, executed; it is kept at `output`, too, also where it failed.

    With `doors`, its kernel is sealed: what they do not open it can neither read nor write.

    Raises:
        NotebookError: a cell raised, the kernel died or was stopped at a limit, or the notebook cannot be read
            or wants a kernel that is not here.
        ParamsError: a limit is no number.
    """
    import papermill as pm

    logging.getLogger("papermill").setLevel(logging.ERROR)
    source = project.notebooks / job.notebook
    if not source.is_file():
        raise NotebookError(f"{project.show(source)}: there is no such notebook")
    kept = read_notebook(source, f"notebooks/{job.notebook}")
    if (told_apart := with_own_ids(kept)) != kept:
        source = output.with_name("own-ids.ipynb")
        source.write_text(told_apart, encoding="utf-8")
    try:
        executed: nbformat.NotebookNode = pm.execute_notebook(
            str(source),
            str(output),
            parameters=job.parameters,
            engine_name=ENGINE,
            language="python",
            cwd=str(project.notebooks),
            progress_bar=False,
            log_output=False,
            notebook_timeout=time_limit(),
            memory_limit=memory_limit(),
            doors=doors,
            extra_arguments=[f"--InteractiveShellApp.extra_extensions={open_figures.__name__}"],
        )
        return executed
    except pm.PapermillExecutionError as fault:
        raise NotebookError(
            f"notebooks/{job.notebook}, {_of_cell(fault, output)} "
            f"(the executed notebook with its traceback is in {project.show(output)})"
        ) from None
    except KernelFailureError as fault:
        more = _MORE.get(type(fault))
        allow = f"; set {more} to allow more" if more else ""
        raise NotebookError(
            f"notebooks/{job.notebook}: {fault}{allow}; what it printed last is in {project.show(output)}"
        ) from None
    except (nbformat.ValidationError, json.JSONDecodeError, nbformat.reader.NotJSONError) as fault:
        raise not_a_notebook(f"notebooks/{job.notebook}", kept.encode(), fault) from None


def read_notebook(path: Path, name: str) -> str:
    """The text of a notebook whose cells can be run by a Python kernel that is installed.

    Raises:
        NotebookError: it is none, or wants another kernel; what to do is told.
    """
    held = None
    try:
        held = read_file(path)
        text = held.decode("utf-8")
        content = json.loads(text)
        kernel = content["metadata"].get("kernelspec")
        sources = [
            "".join(cell["source"])
            for cell in content["cells"]
            if cell["cell_type"] and cell["metadata"] is not None
        ]
        places = places_of(content["cells"])
        faults = [fault_of(cell) for cell in content["cells"]]
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise not_a_notebook(name, held, error) from None
    for place, source, fault in zip(places, sources, faults, strict=True):
        if fault:
            raise NotebookError(f"{name}, {place}: {fault}")
        if half := _HALF.search(source):
            raise NotebookError(
                f"{name}, {place}: holds half a character (U+{ord(half[0]):04X}); take it out"
            )
    _check_kernel(kernel.get("name") if isinstance(kernel, dict) else None, name)
    return text


def _check_kernel(wanted: Any, name: str) -> None:
    from jupyter_client.kernelspec import NoSuchKernel, get_kernel_spec

    if not wanted or not isinstance(wanted, str):
        raise NotebookError(f"{name}: does not say which kernel runs it; {CHANGE_KERNEL}")
    try:
        language = str(get_kernel_spec(wanted).language)
    except (NoSuchKernel, ValueError, OSError):
        there = f"the kernel '{wanted}', which is not installed here"
        raise NotebookError(f"{name}: wants {there}; {CHANGE_KERNEL}") from None
    if language.lower() != "python":
        raise NotebookError(
            f"{name}: wants '{wanted}', a kernel of {language}, not of Python; {CHANGE_KERNEL}"
        )


def _of_cell(fault: Any, output: Path) -> str:
    """Which cell raised, at which line, and what of it may be told."""
    cells = [
        cell
        for cell in nbformat.read(output, as_version=4).cells
        if MARKED_BY_PAPERMILL not in cell.metadata.get("tags", [])
    ]
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    line = line_of(fault.ename, fault.evalue, fault.traceback)
    place = places_of(cells)[fault.cell_index] + (f", line {line}" if line else "")
    said = fault_without_values(
        fault.ename, fault.evalue, code, cells[fault.cell_index].source, fault.traceback
    )
    return f"{place}: {said}"


def normalise(notebook: nbformat.NotebookNode, report: dict[str, Any]) -> nbformat.NotebookNode:
    """The executed notebook with `report`, without what differs from run to run (times, paths, random ids) and marks.

    Args:
        notebook: as Papermill left it; it is changed in place.
        report: what the exporters print on the cover and write into the files' metadata.
    """
    notebook.metadata.pop("papermill", None)
    notebook.metadata["report"] = report
    for position, cell in enumerate(notebook.cells):
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if cell.cell_type == "markdown":
            cell.source = without_marks(cell.source)
        if INJECTED in cell.metadata.get("tags", []):
            cell["id"] = f"injected-{position}"
    return notebook
