"""The server: accepts requests for kernels, forks, reports how each ended, and leaves no process behind.

It has one thread and runs no event loop, no zmq context and no renderer: any of these in the process that
forks hangs or breaks the forks. A request that a fork could not serve as a fresh process would is refused,
with the reason; the client then starts an ordinary kernel.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import selectors
import signal
import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from helpers.execute.kernels import wire
from helpers.execute.kernels.preload import source_files, stamp, threads

START_ONLY = ("PYTHON", "LD_", "LC_", "OPENBLAS_", "OMP_", "MKL_", "ARROW_", "JE_ARROW_", "MALLOC_")
START_ONLY_NAMES = (
    "LANG",
    "LANGUAGE",
    "MATPLOTLIBRC",
    "MPLCONFIGDIR",
    "XDG_CONFIG_HOME",
    "XDG_CACHE_HOME",
    "HOME",
)
PATIENCE = 5.0
PR_SET_CHILD_SUBREAPER = 36


@dataclass
class Kernel:
    """A fork that runs, a descriptor that tells its end, and the client that asked for it."""

    pid: int
    pidfd: int
    client: socket.socket


@dataclass(frozen=True)
class Birth:
    """What a fork needs to go on by itself: its request, its streams, its line to the client, its parent."""

    request: wire.Request
    streams: list[int]
    client: socket.socket
    server: int


class ForkServer:
    """Serves `listener` until `control` is shut down or the process `starter` ends.

    `files` are what it keeps in memory besides modules.
    """

    def __init__(
        self, listener: socket.socket, control: socket.socket, starter: int, files: Iterable[Path] = ()
    ) -> None:
        self._pid = os.getpid()
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        self._listener = listener
        self._control = control
        self._starter = os.pidfd_open(starter)
        self._kernels: dict[int, Kernel] = {}
        self._selector = selectors.DefaultSelector()
        for ending in (control, self._starter):
            self._selector.register(ending, selectors.EVENT_READ, "end")
        self._selector.register(listener, selectors.EVENT_READ, "accept")
        self._environment = _start_only(dict(os.environ))
        self._sources = source_files() | {str(file): stamp(str(file)) for file in files}

    def serve(self) -> Birth | None:
        """Returns None in the server when it is told to end; returns a Birth in each fork, at once."""
        while True:
            for key, _ in self._selector.select():
                if key.data == "end":
                    self._end()
                    return None
                if key.data == "accept":
                    birth = self._accept()
                    if birth is not None:
                        return birth
                elif key.data in self._kernels:
                    self._tend(self._kernels[key.data], ended=key.fd == self._kernels[key.data].pidfd)

    def _accept(self) -> Birth | None:
        client, _ = self._listener.accept()
        streams: list[int] = []
        try:
            client.settimeout(PATIENCE)
            request, streams = wire.receive_request(
                client
            )  # first, lest an unread one hides the reason of a refusal
            _check_peer(client, self._pid)
            reason = self._refusal(request)
            if reason:
                wire.send_message(client, wire.Message("refused", reason=reason))
                client.close()
                return None
            return self._fork(client, request, streams)
        except (OSError, ValueError, TypeError) as error:
            with contextlib.suppress(OSError):
                wire.send_message(client, wire.Message("refused", reason=str(error)))
            client.close()
            return None
        finally:
            if os.getpid() == self._pid:
                for stream in streams:
                    os.close(stream)

    def _fork(self, client: socket.socket, request: wire.Request, streams: list[int]) -> Birth | None:
        pid = os.fork()
        if pid == 0:
            self._leave()
            return Birth(request, streams, client, self._pid)
        kernel = Kernel(pid, os.pidfd_open(pid), client)
        self._kernels[pid] = kernel
        self._selector.register(kernel.pidfd, selectors.EVENT_READ, pid)
        self._selector.register(client, selectors.EVENT_READ, pid)
        with contextlib.suppress(OSError):
            wire.send_message(client, wire.Message("forked", pid))
        return None

    def _refusal(self, request: wire.Request) -> str:
        """Why a fork would not be what a fresh process is, or nothing."""
        if threads() > 1:
            return "the fork server has more than one thread"
        wanted = _start_only(request.env)
        for name in sorted(wanted.keys() | self._environment.keys()):
            if wanted.get(name) != self._environment.get(name):
                return f"{name} differs from what the fork server was started with"
        if (Path(request.cwd) / "matplotlibrc").exists():
            return "the working folder has a matplotlibrc"
        if any(stamp(file) != known for file, known in self._sources.items()):
            return "a file that was read beforehand has changed"
        return ""

    def _tend(self, kernel: Kernel, *, ended: bool) -> None:
        """A kernel ended, or its client went away (or said something, which no client does)."""
        if not ended:
            _kill_group(kernel.pid)
            self._selector.unregister(kernel.client)
            return
        os.waitid(os.P_PIDFD, kernel.pidfd, os.WEXITED | os.WNOWAIT)
        _kill_group(kernel.pid)
        _, status = os.waitpid(kernel.pid, 0)
        self._selector.unregister(kernel.pidfd)
        os.close(kernel.pidfd)
        with contextlib.suppress(KeyError):
            self._selector.unregister(kernel.client)
        with contextlib.suppress(OSError):
            wire.send_message(kernel.client, wire.Message("ended", os.waitstatus_to_exitcode(status)))
        kernel.client.close()
        del self._kernels[kernel.pid]
        self._clear_orphans(kill=not self._kernels)

    def _end(self) -> None:
        for kernel in list(self._kernels.values()):
            _kill_group(kernel.pid)
            self._tend(kernel, ended=True)

    def _clear_orphans(self, *, kill: bool) -> None:
        """Wait for what kernels started in sessions of its own and left behind, once it has ended; or kill it."""
        children = Path(f"/proc/self/task/{self._pid}/children").read_text(encoding="ascii")
        for pid in map(int, children.split()):
            if pid not in self._kernels:
                if kill:
                    _kill_group(pid)
                os.waitpid(pid, 0 if kill else os.WNOHANG)

    def _leave(self) -> None:
        """In a fork: let go of everything that is the server's."""
        self._selector.close()
        os.close(self._starter)
        self._listener.close()
        self._control.close()
        for kernel in self._kernels.values():
            os.close(kernel.pidfd)
            kernel.client.close()


def _start_only(environment: dict[str, str]) -> dict[str, str]:
    """Variables that are read once, when the process, its libraries or its preloaded modules start."""
    return {
        name: value
        for name, value in environment.items()
        if name.startswith(START_ONLY) or name in START_ONLY_NAMES
    }


def _check_peer(client: socket.socket, server: int) -> None:
    """PermissionError unless the client is of the same user, and neither a kernel of this server nor started by one.

    A sealed kernel could ask for an unsealed one. What a kernel starts stays below the server (PR_SET_CHILD_SUBREAPER).
    """
    packed = client.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    pid, user, _ = struct.unpack("3i", packed)
    if user != os.getuid():
        raise PermissionError("the client is of another user")
    while pid > 1:
        if pid == server:
            raise PermissionError("a kernel of this server starts no other")
        pid = _parent(pid)


def _parent(pid: int) -> int:
    """The process that started this one. OSError if it has ended."""
    after_name = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2]
    return int(after_name.split()[1])


def _kill_group(pid: int) -> None:
    """The kernel and what it has started. It leads its group, unless it has only just been forked."""
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)
