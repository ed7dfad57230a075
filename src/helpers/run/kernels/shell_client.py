"""One run of one notebook in a forked shell (shell.py): no kernel manager, channels or signatures of messages.

Outputs are put together by nbclient, as they are from a kernel's messages; limits, causes of death and the last
output are those of notebook_client.py.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import NoSuchKernel, get_kernel_spec
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from helpers.run.kernels.forked_process import ForkedProcess, NotForkedError
from helpers.run.kernels.notebook_client import LAST_MESSAGES_S, WorkbookClient
from helpers.run.kernels.shell import LENGTH
from helpers.run.kernels.wire import Request

END_PATIENCE = 10.0
INTERRUPT_S = 2.0


class ShellClient(WorkbookClient):
    """One run of one notebook without a kernel. NotForkedError, before the first cell, where that cannot be had."""

    async def _start(self, **kwargs: Any) -> dict[str, Any]:
        spec = _kernel_spec(self.kernel_name)
        ours, theirs = socket.socketpair()
        limit = min(self.startup_timeout or float("inf"), self._time_left())
        with theirs, Path(os.devnull).open("r+b") as null:
            streams = (null.fileno(), 1, 2, theirs.fileno())
            request = Request(
                [*spec.argv[:3], "-f", "no-connection-file"],
                {**os.environ, **spec.env},
                str(Path.cwd()),
                "shell",
            )
            try:
                path = spec.metadata["kernel_provisioner"]["config"]["socket"]
                process = await ForkedProcess.launch(path, request, streams, limit)
            except BaseException:
                ours.close()
                raise
        self.km = _Shell(process)
        self._reader, self._writer = await asyncio.open_connection(sock=ours)
        hello = await self._until_done(self._read(), limit, None)
        if hello["own_settings"]:
            raise NotForkedError("the user's IPython profile has settings, which only a kernel reads")
        return dict(hello)

    async def _stop(self, how: str) -> None:
        if self.km is None:
            return
        process = self.km.provisioner.process
        self._writer.close()
        if how == "on request":
            with suppress(TimeoutError):
                await asyncio.wait_for(process.ended(), END_PATIENCE)
        process.end()
        with suppress(TimeoutError):
            await asyncio.wait_for(process.ended(), END_PATIENCE)

    async def async_execute_cell(self, cell: Any, cell_index: int, *_args: Any, **_options: Any) -> Any:
        """Run one cell, as nbclient does."""
        tags = cell.metadata.get("tags", [])
        if cell.cell_type != "code" or not cell.source.strip() or self.skip_cells_with_tag in tags:
            return cell
        cell.metadata["execution"] = {}
        cell.outputs = []
        self.clear_before_next_output = False
        self.code_cells_executed += 1
        content = json.dumps({"code": cell.source}).encode()
        self._writer.write(LENGTH.pack(len(content)) + content)
        allowed = self._get_timeout(cell)
        reply = await self._until_done(self._messages(cell, cell_index), allowed, cell)
        await self._check_raise_for_error(cell, cell_index, {"content": reply})
        return cell

    async def _messages(self, cell: Any, index: int) -> Any:
        """Put each message into the cell's outputs, up to the reply."""
        while "reply" not in (message := await self._read()):
            whole = {
                "msg_type": message["type"],
                "header": {"msg_type": message["type"], "date": datetime.now(UTC)},
                "parent_header": {},
                "content": message["content"],
                "metadata": message.get("metadata", {}),
            }
            self.process_message(whole, cell, index)
        return message["reply"]

    async def _read(self) -> Any:
        (length,) = LENGTH.unpack(await self._reader.readexactly(LENGTH.size))
        return json.loads(await self._reader.readexactly(length))

    async def _until_done(self, work: Any, limit: float | None, cell: Any) -> Any:
        """What `work` gives, unless the shell ends first or time is up."""
        working, ended = asyncio.ensure_future(work), asyncio.ensure_future(self._ended())
        try:
            await asyncio.wait({working, ended}, timeout=limit, return_when=asyncio.FIRST_COMPLETED)
            if ended.done() and not working.done():
                await asyncio.wait({working}, timeout=LAST_MESSAGES_S)
            if not working.done() and not ended.done():
                self.km.provisioner.process.send_signal(signal.SIGINT)
                await asyncio.wait({working}, timeout=INTERRUPT_S)  # the cell says where it was
                raise CellTimeoutError.error_from_timeout_and_cell("Cell execution timed out", limit, cell)
            if not working.done():
                raise DeadKernelError("Kernel died")
            return working.result()
        except (asyncio.IncompleteReadError, ConnectionError):
            await ended
            raise DeadKernelError("Kernel died") from None
        finally:
            working.cancel()
            ended.cancel()


class _Shell:
    """The forked process where WorkbookClient looks for a kernel's manager and provisioner."""

    def __init__(self, process: ForkedProcess) -> None:
        self.provisioner = self
        self.process = process
        self.pid = process.pid

    @property
    def server_lost(self) -> bool:
        return self.process.server_lost

    async def ended(self) -> int:
        return await self.process.ended()

    async def send_signal(self, number: int) -> None:
        self.process.send_signal(number)


def _kernel_spec(name: str) -> Any:
    """The specification, if it is of a warm kernel."""
    try:
        spec = get_kernel_spec(name)
    except NoSuchKernel:
        raise NotForkedError(f"there is no kernel {name}") from None
    if not spec.metadata.get("kernel_provisioner", {}).get("config", {}).get("socket"):
        raise NotForkedError("no fork server")
    return spec
