"""Start and stop the fork server around a build, a test or a JupyterLab."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from helpers.execute.kernels import wire
from helpers.execute.kernels.kernelspec import KERNEL_NAME, LIBRARY_ENV, write_kernelspecs
from helpers.files.temporary_folder import temporary_folder

STOP_PATIENCE = 5.0
LAUNCHER = Path(__file__).with_name("launcher.py")


@dataclass(frozen=True)
class WarmKernels:
    """A running fork server: the variables that make Jupyter clients find it, and the kernel's name.

    `server` is None where kernels start the ordinary way (not Linux, or the server could not be started).
    """

    env: dict[str, str]
    kernel_name: str
    socket: str
    server: subprocess.Popen[bytes] | None

    @property
    def alive(self) -> bool:
        """Whether the next kernel will be a fork."""
        return self.server is not None and self.server.poll() is None


@contextmanager
def warm_kernels(
    preload: Sequence[str] = (), *, replace_python3: bool = True, enabled: bool = True
) -> Iterator[WarmKernels]:
    """Inside the block, the kernel `workbook` (and `python3`, unless told not to) starts warm.

    That holds for this process and those started from it in the block (JUPYTER_PATH is set), for any Jupyter
    client. Returns at once: the server imports `preload` while the build goes on, and requests wait for it.
    At the end of the block, or of this process, the server and all its kernels are gone. Never raises for
    want of a server: kernels start the ordinary way. To be entered before worker processes are started.
    """
    with temporary_folder() as place:
        yield from _warm_in(Path(place), preload, replace_python3=replace_python3, enabled=enabled)


def _warm_in(
    folder: Path, preload: Sequence[str], *, replace_python3: bool, enabled: bool
) -> Iterator[WarmKernels]:
    before = os.environ.get("JUPYTER_PATH")
    server = control = None
    try:
        path = str(folder / "server")
        if enabled and can_fork():
            with suppress(OSError):
                server, control = _start(path, preload)
        names = (KERNEL_NAME, "python3") if replace_python3 else (KERNEL_NAME,)
        write_kernelspecs(folder, path if server else "", names)
        search = str(folder) if before is None else f"{folder}{os.pathsep}{before}"
        os.environ["JUPYTER_PATH"] = search
        yield WarmKernels({**os.environ, "JUPYTER_PATH": search}, KERNEL_NAME, path if server else "", server)
    finally:
        if before is None:
            os.environ.pop("JUPYTER_PATH", None)
        else:
            os.environ["JUPYTER_PATH"] = before
        if server is not None and control is not None:
            _stop(server, control)


def run_warm(command: Sequence[str], preload: Sequence[str] = ()) -> int:
    """Run a command whose kernels start warm; its exit code, negative for a signal.

    Ctrl-C is the command's, which may ask back, and a request to end is passed on to it.

    Raises:
        OSError: it cannot be started.
    """
    started: list[subprocess.Popen[bytes]] = []

    def pass_on(number: int, _: object) -> None:
        if not started:
            sys.exit(128 + number)
        started[0].terminate()

    before = signal.signal(signal.SIGINT, lambda *_: None), signal.signal(signal.SIGTERM, pass_on)
    try:
        with warm_kernels(preload), subprocess.Popen(command) as child:
            started.append(child)
            return child.wait()
    finally:
        signal.signal(signal.SIGINT, before[0])
        signal.signal(signal.SIGTERM, before[1])


def path_with_own_commands() -> str:
    """PATH with the folder of this Python's commands first, as where its environment is active."""
    return os.pathsep.join(filter(None, (sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath))))


def can_fork() -> bool:
    """Whether this system has what the server needs."""
    return sys.platform == "linux" and hasattr(os, "pidfd_open") and Path("/proc/self/task").is_dir()


def _start(path: str, preload: Sequence[str]) -> tuple[subprocess.Popen[bytes], socket.socket]:
    control, theirs = socket.socketpair()
    with wire.new_socket() as listener, theirs:
        listener.bind(path)
        listener.listen(64)
        command = [sys.executable, str(LAUNCHER)]
        command += [str(number) for number in (listener.fileno(), theirs.fileno(), os.getpid())]
        try:
            server = subprocess.Popen(
                [*command, *preload],
                env={**os.environ, **LIBRARY_ENV},
                stdin=subprocess.DEVNULL,
                pass_fds=(listener.fileno(), theirs.fileno()),
                start_new_session=True,
            )
        except OSError:
            control.close()
            raise
    return server, control


def _stop(server: subprocess.Popen[bytes], control: socket.socket) -> None:
    with suppress(OSError):
        control.shutdown(socket.SHUT_RDWR)
    control.close()
    server.terminate()
    try:
        server.wait(STOP_PATIENCE)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
