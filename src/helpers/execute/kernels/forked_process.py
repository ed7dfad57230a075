"""A kernel that the fork server forked, seen through the line to that server, with the methods of a Popen.

The kernel is not our child: the server waits for it and tells how it ended. If the server dies, so does the
kernel.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import signal
import socket
from collections.abc import Sequence

from helpers.execute.kernels import wire


class NotForkedError(Exception):
    """The server is not there, or refuses; the reason is for the log."""


class ForkedProcess:
    """Like a Popen. `server_lost` says that the kernel ended because the fork server did."""

    stdin = stdout = stderr = None

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        connection.setblocking(False)
        self.pid = 0
        self.returncode: int | None = None
        self.server_lost = False
        self.has_started = False
        self.refusal = ""

    @classmethod
    async def launch(
        cls, path: str, request: wire.Request, streams: Sequence[int], timeout: float
    ) -> ForkedProcess:
        """Ask the server at `path`, and wait until the kernel can be connected to (or has ended).

        Raises:
            NotForkedError: nobody serves, the request is refused, or nothing started within `timeout`
            seconds.
        """
        connection = wire.new_socket()
        try:
            connection.settimeout(timeout)
            connection.connect(path)
            wire.send_request(connection, request, streams)
        except OSError as error:
            connection.close()
            raise NotForkedError(f"the fork server does not answer ({error.strerror or error})") from error
        process = cls(connection)
        try:
            await asyncio.wait_for(process._settled(), timeout)
        except TimeoutError:
            connection.close()
            raise NotForkedError(f"no kernel within {timeout:g} s") from None
        if process.refusal or not process.pid:
            connection.close()
            raise NotForkedError(process.refusal or "the fork server has ended")
        return process

    def poll(self) -> int | None:
        """The exit code, negative for a signal, or None while it runs. Never blocks."""
        while self.returncode is None:
            try:
                message = wire.receive_message(self._connection)
            except BlockingIOError:
                return None
            self._note(message)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """The exit code, once it has ended. TimeoutError if it has not in time."""
        while self.poll() is None:
            if not select.select([self._connection], [], [], timeout)[0]:
                raise TimeoutError(f"process {self.pid} still runs after {timeout} s")
        assert self.returncode is not None
        return self.returncode

    async def ended(self) -> int:
        """The exit code, as soon as it has ended. Several may wait at a time."""
        while self.poll() is None:
            await readable(self._connection.fileno())
        assert self.returncode is not None
        return self.returncode

    def send_signal(self, number: int) -> None:
        """To the kernel's process only."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """SIGTERM."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """SIGKILL."""
        self.send_signal(signal.SIGKILL)

    def end(self) -> None:
        """Kill it, if it runs, and all that it started."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL)

    async def _settled(self) -> None:
        while not (self.has_started or self.refusal) and self.poll() is None:
            if self.has_started or self.refusal:
                return
            await readable(self._connection.fileno())

    def _note(self, message: wire.Message | None) -> None:
        if message is None:
            self.server_lost = not self.refusal
            self.returncode = -signal.SIGKILL
            if self.pid:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(self.pid, signal.SIGKILL)
        elif message.state == "refused":
            self.refusal = message.reason
        elif message.state == "ended":
            self.returncode = message.value
        else:
            self.pid = message.value
            self.has_started = self.has_started or message.state == "started"
        if self.returncode is not None:
            self._connection.close()


async def readable(descriptor: int) -> None:
    """Wait until it can be read. On a copy, because an event loop knows one reader for each descriptor."""
    loop = asyncio.get_running_loop()
    copy = os.dup(descriptor)
    ready: asyncio.Future[None] = loop.create_future()
    loop.add_reader(copy, _set, ready)
    try:
        await ready
    finally:
        loop.remove_reader(copy)
        os.close(copy)


def _set(ready: asyncio.Future[None]) -> None:
    if not ready.done():
        ready.set_result(None)
