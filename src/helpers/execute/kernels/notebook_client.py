"""One run of one notebook on one kernel: Papermill's client without its waits, with limits of time and memory."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Any

import zmq
from jupyter_core.utils import run_sync
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NotebookExecutionManager

from helpers.execute.kernels.diagnosis import diagnose, resident
from helpers.execute.kernels.failures import KernelFailureError, KernelTimeoutError
from helpers.execute.kernels.kernelspec import PROVISIONER
from helpers.execute.seal import VARIABLE, Doors, NotSealedError
from helpers.files.temporary_folder import temporary_folder

RECONNECT_MS = 5
LOOK_S = 0.2
LAST_MESSAGES_S = 0.3


class WorkbookClient(PapermillNotebookClient):  # type: ignore[misc]
    """One run of one notebook."""

    def __init__(
        self,
        nb_man: NotebookExecutionManager,
        notebook_timeout: float | None = None,
        memory_limit: int | None = None,
        doors: Doors | None = None,
        **options: Any,
    ) -> None:
        super().__init__(nb_man, **options)
        self._doors = doors
        self._deadline = monotonic() + notebook_timeout if notebook_timeout else None
        self._memory_limit = memory_limit
        self._over_limit = False
        self._cell: int | None = None
        self._scratch = ExitStack()
        self._place = ""

    def execute(self, **kwargs: Any) -> Any:
        """The notebook, executed. KernelFailureError if the kernel ended the run."""
        self.reset_execution_trackers()
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            asyncio.run(self._execute(**kwargs))
        else:
            run_sync(self._execute)(**kwargs)
        return self.nb

    def create_kernel_manager(self) -> Any:
        """A manager that connects at once, and by Unix sockets where it can: no port is raced for, and a seal holds."""
        manager = super().create_kernel_manager()
        manager.context.setsockopt(zmq.RECONNECT_IVL, RECONNECT_MS)
        place = self._place = self._scratch.enter_context(temporary_folder())
        manager.connection_file = f"{place}/connection.json"
        if sys.platform != "win32":
            manager.transport = "ipc"
            manager.ip = f"{place}/kernel"
        return manager

    def _sealed(self, environment: Mapping[str, str]) -> dict[str, str]:
        """The environment of a kernel that can open `doors` and a folder of its own, which is its home, too."""
        if self._doors is None:
            return dict(environment)
        doors = replace(self._doors, write=(*self._doors.write, self._place))
        return {**environment, VARIABLE: doors.as_text(), "TMPDIR": self._place, "IPYTHONDIR": self._place}

    async def _execute(self, **kwargs: Any) -> None:
        stop = "by force"
        try:
            info = await self._start(**kwargs)
            for index, cell in enumerate(self.nb.cells):
                if not await self._run_cell(cell, index):
                    break
            self.nb.metadata["language_info"] = info["language_info"]
            self.set_widgets_metadata()
            stop = "on request"
        except (DeadKernelError, CellTimeoutError) as error:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise asyncio.CancelledError from None
            stop = "by interrupt" if isinstance(error, CellTimeoutError) else stop
            raise self._diagnose(error) from None
        finally:
            with self._scratch:
                await self._stop(stop)

    async def _stop(self, how: str) -> None:
        """End the kernel: on request, so that `atexit` functions run; by interrupt, so that a cell says where it was.

        What does not end so is killed. Connections are closed.
        """
        if self.km is None:
            return
        if how == "on request" and await self.km.is_alive():
            self.km.shutting_down = True
            await self.km.request_shutdown()
            await self.km.finish_shutdown()
        self.shutdown_kernel = "graceful" if how == "by interrupt" else "immediate"
        await self._async_cleanup_kernel()

    async def _start(self, **kwargs: Any) -> dict[str, Any]:
        """Start the kernel and return what it says of itself; its output channel is connected, too."""
        limit = min(self.startup_timeout or float("inf"), self._time_left())
        self.km = self.create_kernel_manager()
        self._refuse_what_cannot_be_sealed(self.km.kernel_spec)
        await self.async_start_new_kernel(**kwargs, env=self._sealed(os.environ))
        self.kc = self.km.client()
        self.kc.start_channels(stdin=False, hb=False, control=False)
        self.kc.allow_stdin = False
        ready = asyncio.ensure_future(self._ready())
        ended = asyncio.ensure_future(self._ended())
        try:
            await asyncio.wait({ready, ended}, timeout=limit, return_when=asyncio.FIRST_COMPLETED)
            if ready.done():
                Path(self.km.connection_file).unlink(missing_ok=True)  # its key is nobody's business any more
                return ready.result()
            if ended.done():
                raise DeadKernelError("Kernel died before replying to kernel_info")
            raise KernelTimeoutError(f"the kernel did not start within {limit:g} s")
        finally:
            for task in (ready, ended):
                task.cancel()

    def _refuse_what_cannot_be_sealed(self, spec: Any) -> None:
        """NotSealedError for a kernel that another provisioner would start, such as that of another language."""
        named = spec.metadata.get("kernel_provisioner", {}).get("provisioner_name")
        if self._doors is not None and named != PROVISIONER:
            raise NotSealedError(
                f"kernel '{self.kernel_name}' cannot be kept from opening exact numbers; "
                "choose the kernel python3 in the notebook"
            )

    async def _ready(self) -> dict[str, Any]:
        """The kernel's answer, once a message came on the output channel: before that, outputs might be lost."""
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
                await asyncio.sleep(LOOK_S)
                await self._look_at_memory()
            return
        end = asyncio.ensure_future(ended())
        try:
            while not end.done():
                await asyncio.wait({end}, timeout=LOOK_S if self._memory_limit else None)
                if not end.done():
                    await self._look_at_memory()
        finally:
            end.cancel()

    async def _look_at_memory(self) -> None:
        assert self.km is not None
        if self._memory_limit and resident(self.km.provisioner.pid) > self._memory_limit:
            self._over_limit = True
            await self.km.provisioner.send_signal(signal.SIGKILL)

    def _diagnose(self, error: Exception) -> KernelFailureError:
        over = self._memory_limit if self._over_limit else None
        late = self._time_left() <= 0
        assert self.km is not None
        return diagnose(
            error, self.nb, self._cell, self.km.provisioner, memory_limit=over, notebook_late=late
        )
