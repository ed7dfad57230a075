"""The Papermill engine `workbook`: runs a notebook as Papermill does, without its waits, and says how a kernel failed.

Same cells, outputs, metadata and exceptions of cells as Papermill's own engine. Different: the notebook is written once,
by Papermill at the end (or here, when the kernel fails); the kernel counts as ready when it answers, not a fifth of a
second later; its end is noticed at once; time and memory can be limited; a kernel lost with its fork server is replaced.
"""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any

import psutil
import zmq
from jupyter_core.utils import run_sync
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NotebookExecutionManager
from papermill.log import logger

from helpers.run.kernels.failures import (
    KernelDiedError,
    KernelFailureError,
    KernelMemoryError,
    KernelTimeoutError,
    ServerLostError,
)

RECONNECT_MS = 5
MEMORY_LOOK_S = 0.2
LAST_OUTPUT = 2000
LAST_MESSAGES_S = 0.05
LONGEST_SOCKET_PATH = 90


class SavedOnce(NotebookExecutionManager):  # type: ignore[misc]
    """Keeps times and states of cells as Papermill does, but writes only when told to."""

    def save(self, **kwargs: Any) -> None:
        """Nothing; Papermill writes the notebook when the engine is done."""

    def autosave_cell(self) -> None:
        """Nothing."""

    def save_now(self) -> None:
        """Write the notebook with what it has got so far."""
        super().save()


class WorkbookEngine(Engine):  # type: ignore[misc]
    """To be named to Papermill as engine `workbook`.

    Further arguments of `papermill.execute_notebook`: `notebook_timeout` (seconds for all cells and the kernel's start),
    `memory_limit` (bytes, resident, of the kernel and its subprocesses), besides Papermill's `execution_timeout` for
    each cell. Raises KernelFailureError (kernels/failures.py) when the kernel ended the run.
    """

    @classmethod
    def execute_notebook(
        cls,
        nb: Any,
        kernel_name: str,
        output_path: str | None = None,
        progress_bar: bool | dict[str, Any] = True,
        log_output: bool = False,
        autosave_cell_every: int = 0,
        **kwargs: Any,
    ) -> Any:
        """Run `nb` and return it; on a kernel's failure it is written to `output_path` as far as it got."""
        book = SavedOnce(nb, output_path, log_output, progress_bar, autosave_cell_every=0)
        book.notebook_start()
        try:
            cls.execute_managed_notebook(book, kernel_name, log_output=log_output, **kwargs)
        except BaseException:
            book.notebook_complete()
            book.save_now()
            raise
        book.notebook_complete()
        return book.nb

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        start_timeout: float = 60,
        execution_timeout: float | None = None,
        input_path: str | None = None,
        **kwargs: Any,
    ) -> None:
        """Run all cells; once more, on an ordinary kernel, if the fork server died meanwhile."""
        options = dict(kwargs, kernel_name=kernel_name, startup_timeout=start_timeout, timeout=execution_timeout)
        try:
            WorkbookClient(nb_man, log=logger, **options).execute()
        except ServerLostError as lost:
            logger.warning("%s; running the notebook again", lost)
            nb_man.notebook_start()
            WorkbookClient(nb_man, log=logger, **options).execute()


class WorkbookClient(PapermillNotebookClient):  # type: ignore[misc]
    """One run of one notebook."""

    def __init__(
        self,
        nb_man: NotebookExecutionManager,
        notebook_timeout: float | None = None,
        memory_limit: int | None = None,
        **options: Any,
    ) -> None:
        super().__init__(nb_man, **options)
        self._deadline = monotonic() + notebook_timeout if notebook_timeout else None
        self._memory_limit = memory_limit
        self._over_limit = False
        self._cell: int | None = None

    def execute(self, **kwargs: Any) -> Any:
        """The notebook, executed. KernelFailureError if the kernel ended the run."""
        self.reset_execution_trackers()
        run_sync(self._execute)(**kwargs)
        return self.nb

    def create_kernel_manager(self) -> Any:
        """A manager that reconnects at once, on Unix sockets where their paths are short enough: no port is raced for."""
        manager = super().create_kernel_manager()
        manager.context.setsockopt(zmq.RECONNECT_IVL, RECONNECT_MS)
        return manager

    async def _execute(self, **kwargs: Any) -> None:
        graceful = False
        try:
            info = await self._start(**kwargs)
            for index, cell in enumerate(self.nb.cells):
                if not await self._run_cell(cell, index):
                    break
            self.nb.metadata["language_info"] = info["language_info"]
            self.set_widgets_metadata()
            graceful = True
        except (DeadKernelError, CellTimeoutError) as error:
            raise self._failure(error) from None
        finally:
            self.shutdown_kernel = "graceful" if graceful else "immediate"
            if self.km is not None:
                await self._async_cleanup_kernel()

    async def _start(self, **kwargs: Any) -> dict[str, Any]:
        """Start the kernel and return what it says of itself; its output channel is connected, too."""
        self.km = self.create_kernel_manager()
        await self.async_start_new_kernel(**kwargs)
        self.kc = self.km.client()
        self.kc.start_channels(stdin=False, hb=False, control=False)
        self.kc.allow_stdin = False
        ready = asyncio.ensure_future(self._ready())
        ended = asyncio.ensure_future(self._ended())
        limit = min(self.startup_timeout or float("inf"), self._time_left())
        try:
            await asyncio.wait({ready, ended}, timeout=limit, return_when=asyncio.FIRST_COMPLETED)
            if ready.done():
                return ready.result()
            if ended.done():
                raise DeadKernelError("Kernel died before replying to kernel_info")
            raise KernelTimeoutError(f"the kernel did not start within {limit:g} s")
        finally:
            for task in (ready, ended):
                task.cancel()

    async def _ready(self) -> dict[str, Any]:
        """The kernel's answer, after a first message on the output channel: without one, outputs might be lost."""
        assert self.kc is not None
        while True:
            self.kc.kernel_info()
            message = await self.kc.shell_channel.get_msg(timeout=None)
            with suppress(Exception):
                await self.kc.iopub_channel.get_msg(timeout=1)
                content: dict[str, Any] = message["content"]
                return content

    async def _run_cell(self, cell: Any, index: int) -> bool:
        """Whether to go on: not after an exception, which Papermill reports when the notebook is written."""
        self._cell = index
        try:
            self.nb_man.cell_start(cell, index)
            await self.async_execute_cell(cell, index)
        except CellExecutionError as error:
            self.nb_man.cell_exception(self.nb.cells[index], cell_index=index, exception=error)
            return False
        finally:
            self.nb_man.cell_complete(self.nb.cells[index], cell_index=index)
        return True

    def _get_timeout(self, cell: Any) -> float | None:
        allowed = super()._get_timeout(cell)
        return min(allowed or float("inf"), max(self._time_left(), 0.01)) if self._deadline else allowed

    def _time_left(self) -> float:
        return float("inf") if self._deadline is None else self._deadline - monotonic()

    async def _async_poll_kernel_alive(self) -> None:
        """Ends the cell's run as soon as the kernel has ended, after its last messages."""
        await self._ended()
        await asyncio.sleep(LAST_MESSAGES_S)
        if self.task_poll_for_reply is not None:
            self.task_poll_for_reply.cancel()

    async def _ended(self) -> None:
        """Returns when the kernel has ended; ends it when it uses too much memory."""
        assert self.km is not None
        ended = getattr(self.km.provisioner, "ended", None)
        if ended is None:
            while await self.km.is_alive():
                await asyncio.sleep(MEMORY_LOOK_S)
                await self._look_at_memory()
            return
        end = asyncio.ensure_future(ended())
        try:
            while not end.done():
                await asyncio.wait({end}, timeout=MEMORY_LOOK_S if self._memory_limit else None)
                if not end.done():
                    await self._look_at_memory()
        finally:
            end.cancel()

    async def _look_at_memory(self) -> None:
        assert self.km is not None
        if self._memory_limit and _resident(self.km.provisioner.pid) > self._memory_limit:
            self._over_limit = True
            await self.km.provisioner.send_signal(signal.SIGKILL)

    def _failure(self, error: Exception) -> KernelFailureError:
        """What happened, in words, with what the notebook had printed last."""
        place = "the kernel's start" if self._cell is None else f"cell {self._cell + 1}"
        where = (place, self._cell, _last_output(self.nb, self._cell))
        if self._over_limit:
            limit = (self._memory_limit or 0) >> 20
            return _failed(KernelMemoryError, where, f"used more than {limit} MB of memory and was stopped")
        if isinstance(error, CellTimeoutError):
            whole = "; the notebook's time is up" if self._time_left() <= 0 else ""
            return _failed(KernelTimeoutError, where, f"took too long and was stopped{whole}")
        assert self.km is not None
        if getattr(self.km.provisioner, "server_lost", False):
            return _failed(ServerLostError, where, "lost its kernel, because the fork server ended")
        return _failed(KernelDiedError, where, f"ended the kernel{_how(self.km.provisioner)}")


def _failed(
    kind: type[KernelFailureError], where: tuple[str, int | None, str], what: str
) -> KernelFailureError:
    place, cell, output = where
    return kind(f"{place} {what}", cell, output)


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


def _resident(pid: int) -> int:
    """Bytes of memory that a process and its descendants hold."""
    total = 0
    with suppress(psutil.NoSuchProcess):
        parent = psutil.Process(pid)
        for process in (parent, *parent.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                total += process.memory_info().rss
    return total
