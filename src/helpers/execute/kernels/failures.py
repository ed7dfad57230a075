"""How a kernel can fail a notebook, apart from an exception in a cell.

Nothing heavy is imported here, so that whoever runs a pool of notebooks can catch these without loading
Papermill.
"""

from __future__ import annotations

from helpers.errors import WorkbookError


class KernelFailureError(WorkbookError):
    """The kernel, not the notebook's code, ended the run.

    `cell` is the index of the cell that ran (None: the kernel never got that far). `last_output` is the end
    of what the notebook had printed; it may hold values of records, so it is not part of the message.
    """

    def __init__(self, message: str, cell: int | None = None, last_output: str = "") -> None:
        super().__init__(message)
        self.cell = cell
        self.last_output = last_output

    def __reduce__(self) -> tuple[type[KernelFailureError], tuple[str, int | None, str]]:
        return type(self), (str(self), self.cell, self.last_output)


class KernelDiedError(KernelFailureError):
    """The kernel's process ended while a cell ran: os._exit, a crash in native code, a kill from outside."""


class KernelTimeoutError(KernelFailureError):
    """A cell or the whole notebook took longer than allowed; the kernel was killed."""


class KernelMemoryError(KernelFailureError):
    """The kernel and its subprocesses used more memory than allowed; they were killed."""


class ServerLostError(KernelDiedError):
    """The kernel ended because its fork server did. The notebook can be run again on an ordinary kernel."""
