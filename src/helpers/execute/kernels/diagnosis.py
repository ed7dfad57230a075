"""Why a kernel ended a run, in words and as an exception, with what the notebook had printed last."""

from __future__ import annotations

import signal
from contextlib import suppress
from typing import Any

import psutil  # type: ignore[import-untyped]
from nbclient.exceptions import CellTimeoutError

from helpers.execute.cell_faults import places_of
from helpers.execute.kernels.failures import (
    KernelDiedError,
    KernelFailureError,
    KernelMemoryError,
    KernelTimeoutError,
    ServerLostError,
)

LAST_OUTPUT = 2000


def diagnose(
    error: Exception,
    notebook: Any,
    cell: int | None,
    provisioner: Any,
    *,
    memory_limit: int | None = None,
    notebook_late: bool = False,
) -> KernelFailureError:
    """The failure behind nbclient's `error`. `memory_limit` is given if the kernel was stopped for passing it."""
    place = "the kernel's start" if cell is None else places_of(notebook.cells)[cell]
    kind: type[KernelFailureError]
    if memory_limit:
        kind, what = KernelMemoryError, f"used more than {memory_limit >> 20} MB of memory and was stopped"
    elif isinstance(error, CellTimeoutError):
        kind, what = KernelTimeoutError, "took too long and was stopped"
        what += "; the time for the whole notebook is up" if notebook_late else ""
    elif getattr(provisioner, "server_lost", False):
        kind, what = ServerLostError, "lost its kernel, because the fork server ended"
    else:
        kind, what = KernelDiedError, f"ended the kernel{_how(provisioner)}"
    return kind(f"{place} {what}", cell, _last_output(notebook, cell))


def resident(pid: int) -> int:
    """Bytes of memory that a process and its descendants hold."""
    total = 0
    with suppress(psutil.NoSuchProcess):
        parent = psutil.Process(pid)
        for process in (parent, *parent.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                total += process.memory_info().rss
    return total


def _how(provisioner: Any) -> str:
    """' (signal SIGSEGV)', ' (exit code 3)', or nothing when it is not known."""
    code = getattr(getattr(provisioner, "process", None), "returncode", None)
    if code is None:
        return ""
    return f" (signal {signal.Signals(-code).name})" if code < 0 else f" (exit code {code})"


def _last_output(notebook: Any, cell: int | None) -> str:
    """The end of what was printed, by the cell that ran or the last one before it that printed anything."""
    for done in reversed(notebook.cells[: 0 if cell is None else cell + 1]):
        printed = "".join(output.get("text", "") for output in done.get("outputs", []))
        if printed:
            return printed[-LAST_OUTPUT:]
    return ""
