"""What jupyter_client calls to start a warm kernel, unknown to Papermill, nbclient and JupyterLab.

An entry point of `jupyter_client.kernel_provisioners`; the kernel specification (kernelspec.py) names it and
holds the server's socket. Whatever stands in the way of a fork, an ordinary kernel starts from the same
specification.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Float, Unicode

from helpers.execute.kernels.forked_process import ForkedProcess, NotForkedError, readable
from helpers.execute.kernels.wire import Request
from helpers.execute.seal import VARIABLE

SEALED_START = Path(__file__).with_name("sealed_start.py")
KNOWN_ARGUMENTS = {"env", "cwd", "stdin", "stdout", "stderr", "independent", "extra_arguments", "kernel_id"}


class WarmProvisioner(LocalProvisioner):
    """Starts a kernel as a fork of the server at `socket`, else as a process of its own."""

    process: ForkedProcess | subprocess.Popen[Any] | None  # type: ignore[assignment]  # a fork is no Popen
    socket = Unicode("", config=True, help="Path of the fork server's socket; empty: ordinary kernels.")
    start_timeout = Float(60.0, config=True, help="Seconds to wait for a fork.")
    server_lost = False
    warm = False

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """A fork if it can be had; its sockets are bound when this returns."""
        try:
            process = await self._fork(cmd, kwargs)
        except NotForkedError as reason:
            if self.socket:
                self.log.warning("Starting an ordinary kernel: %s", reason)
            self.warm = False
            sealed = VARIABLE in (kwargs.get("env") or {})
            return await super().launch_kernel([cmd[0], str(SEALED_START), *cmd] if sealed else cmd, **kwargs)
        self.warm = True
        self.process = process
        self.pid = self.pgid = process.pid
        self.cwd = kwargs.get("cwd") or Path.cwd()
        return self.connection_info

    async def ended(self) -> int | None:
        """The kernel's exit code, as soon as it has ended; without polling."""
        process = self.process
        if process is None:
            return 0
        if isinstance(process, ForkedProcess):
            code = await process.ended()
            self.server_lost = process.server_lost
            return code
        return await _popen_ended(process)

    async def shutdown_requested(self, restart: bool = False) -> None:
        """Wait here for the kernel to go; the manager, which looks every tenth of a second, finds it gone."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.ended(), self.get_shutdown_wait_time() / 2)

    async def wait(self) -> int | None:
        """The exit code; the process is forgotten."""
        code = await self.ended()
        if self.process is not None and not isinstance(self.process, ForkedProcess):
            code = await super().wait()
        self.process = None
        return code

    async def _fork(self, cmd: list[str], kwargs: dict[str, Any]) -> ForkedProcess:
        if not self.socket:
            raise NotForkedError("no fork server")
        unknown = set(kwargs) - KNOWN_ARGUMENTS
        if unknown or kwargs.get("independent") or "-m" not in cmd or "ipykernel_launcher" not in cmd:
            raise NotForkedError("the launch asks for what a fork cannot give")
        with contextlib.ExitStack() as stack:
            streams = _streams(stack, kwargs)
            request = Request(
                list(cmd), dict(kwargs.get("env") or os.environ), str(kwargs.get("cwd") or Path.cwd())
            )
            return await ForkedProcess.launch(self.socket, request, streams, self.start_timeout)


def _streams(stack: contextlib.ExitStack, kwargs: dict[str, Any]) -> tuple[int, int, int]:
    """Descriptors of the kernel's stdin (at its end, as jupyter_client gives it), stdout and stderr."""
    found = []
    for inherited, name in enumerate(("stdin", "stdout", "stderr")):
        stream = kwargs.get(name)
        if stream is None and name == "stdin":
            reading, writing = os.pipe()
            os.close(writing)
            stack.callback(os.close, reading)
            found.append(reading)
        elif stream is None:
            found.append(inherited)
        elif stream == subprocess.DEVNULL:
            null = os.open(os.devnull, os.O_RDWR)
            stack.callback(os.close, null)
            found.append(null)
        elif isinstance(stream, int) and stream < 0:
            raise NotForkedError(f"a pipe is wanted as {name}")
        else:
            found.append(stream if isinstance(stream, int) else stream.fileno())
    return found[0], found[1], found[2]


async def _popen_ended(process: Any) -> int | None:
    """Exit code of a child, by its pidfd where there is one, else by looking often."""
    try:
        descriptor = os.pidfd_open(process.pid)
    except (AttributeError, OSError):
        while process.poll() is None:
            await asyncio.sleep(0.02)
        return int(process.returncode)
    try:
        await readable(descriptor)
    finally:
        os.close(descriptor)
    return int(process.wait())
