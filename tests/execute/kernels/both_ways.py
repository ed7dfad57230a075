"""Run a small notebook by a given engine and kernel, and keep what a reader of the notebook would see."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.provisioning import KernelProvisionerFactory
from jupyter_core.utils import ensure_event_loop
from papermill.engines import papermill_engines

from helpers.execute.engine import WorkbookEngine
from helpers.execute.kernels.kernelspec import PROVISIONER

RAISES = "#!raises\n"
SAME_FAILURE = {"KernelDiedError": "DeadKernelError", "KernelTimeoutError": "CellTimeoutError"}
VOLATILE = (
    (re.compile(r"ipykernel_\d+"), "ipykernel_PID"),
    (re.compile(r"\(pid=\d+\)"), "(pid=PID)"),  # Python 3.12 warns so of a fork beside threads
    (re.compile(r"0x[0-9a-f]{6,}"), "0xADDRESS"),
    (re.compile(r"(Thread-\d+|\d{13,})"), "NUMBER"),
)


@dataclass(frozen=True)
class Seen:
    """The cells with their outputs, what the notebook's metadata says, and what ended the run, if anything."""

    cells: list[dict[str, Any]]
    metadata: dict[str, Any]
    failure: str


def register() -> None:
    """What the entry points of the installed package do, also where it was installed before it had them."""
    value = "helpers.execute.kernels.provisioner:WarmProvisioner"
    entry = EntryPoint(PROVISIONER, value, "jupyter_client.kernel_provisioners")
    KernelProvisionerFactory.instance().provisioners[PROVISIONER] = entry
    papermill_engines.register("workbook", WorkbookEngine)


def notebook(cells: Sequence[str]) -> nbformat.NotebookNode:
    """A notebook of code cells; `#!raises` as a cell's first line becomes the tag that lets it raise."""
    book = nbformat.v4.new_notebook()
    for position, source in enumerate(cells):
        cell = nbformat.v4.new_code_cell(source.removeprefix(RAISES), id=f"cell-{position}")
        cell.metadata["tags"] = ["raises-exception"] if source.startswith(RAISES) else []
        cell.metadata["papermill"] = {}
        book.cells.append(cell)
    book.metadata["papermill"] = {}
    return book


def run(cells: Sequence[str], *, engine: str | None, kernel: str, **options: Any) -> Seen:
    """Execute, and keep what does not differ between two runs of the same kind."""
    book = notebook(cells)
    failure = ""
    try:
        papermill_engines.execute_notebook_with_engine(
            engine, book, kernel, progress_bar=False, log_output=False, **options
        )
    except Exception as error:
        failure = SAME_FAILURE.get(type(error).__name__, type(error).__name__)
    finally:
        ensure_event_loop().close()
    seen = [
        {
            "count": cell.execution_count,
            "outputs": _steady(_merged(cell.outputs)),
            "exception": cell.metadata.papermill.get("exception"),
            "status": cell.metadata.papermill.get("status"),
        }
        for cell in book.cells
    ]
    metadata = {name: value for name, value in book.metadata.items() if name != "papermill"}
    return Seen(seen, metadata, failure)


def _merged(outputs: list[Any]) -> list[Any]:
    """Pieces of one stream joined: how a stream is cut depends on the clock."""
    merged: list[Any] = []
    for output in outputs:
        previous = merged[-1] if merged else {}
        if output.output_type == "stream" and previous.get("name") == output.name:
            previous["text"] += output.text
        else:
            merged.append(dict(output))
    return merged


def _steady(value: Any) -> Any:
    if isinstance(value, str):
        value = value.replace(str(Path.cwd()), "HERE")
        for pattern, word in VOLATILE:
            value = pattern.sub(word, value)
        return value
    if isinstance(value, dict):
        return {name: _steady(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_steady(part) for part in value]
    return value
