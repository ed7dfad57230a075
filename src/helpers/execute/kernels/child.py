"""What makes a fork look freshly started, and then an ordinary ipykernel.

Not the same as in a process started by exec, and not mended here:
- modules that were preloaded are in `sys.modules`, so an import that would fail in a fresh process may pass,
  and `warnings.filters` holds what the preloaded modules put there;
- all forks of one server share the seed of string hashes;
- libraries read their start-up variables in the server; a request that has other ones is refused
  (fork_server.py);
- umask, priority, CPU affinity and resource limits are the server's;
- what the notebook started and left running is killed with the kernel, also after os._exit or a crash.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import gc
import importlib
import io
import os
import random
import signal
import sys
import tempfile
import threading
import time
from typing import Any

from helpers.execute.kernels import wire
from helpers.execute.kernels.fork_server import Birth
from helpers.execute.kernels.kernel_app import made_ready

PR_SET_PDEATHSIG = 1
START_LIMIT = 60
CONTROL_LIMIT = 1.0
INLINE_BACKEND = "matplotlib_inline.backend_inline"

_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def settle(birth: Birth, variables: dict[str, str]) -> None:
    """Take the streams, environment, folder and command line of the request; forget the server's.

    `variables` are those that the kernel's modules set in the environment when they are imported.

    The kernel must start within START_LIMIT seconds, or the fork is killed: a lock held elsewhere hangs it.
    """
    os.setsid()
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != birth.server:
        os._exit(1)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.alarm(START_LIMIT)
    _take_streams(birth.streams)
    request = birth.request
    os.environ.clear()
    os.environ.update({**request.env, **variables})
    os.environ["JPY_PARENT_PID"] = str(birth.server)
    time.tzset()
    tempfile.tempdir = None
    with contextlib.suppress(OSError):
        os.chdir(request.cwd)
    sys.argv[:] = _script_arguments(request.argv)
    sys.orig_argv[:] = request.argv
    _reseed()
    _reset_matplotlib()
    gc.enable()


def start_kernel(birth: Birth, *, sealed: bool) -> Any:
    """An initialised ipykernel app, whose sockets are bound; the client is told so.

    The line to the client is let go of: from here on its end reaches the server only.
    """
    app = made_ready(sealed=sealed, parent_handle=birth.server)
    with contextlib.suppress(OSError):
        wire.send_message(birth.client, wire.Message("started", os.getpid()))
    birth.client.close()
    signal.alarm(0)
    return app


def leave(app: Any) -> None:
    """End the process as the interpreter does at its end, but without taking apart what was preloaded.

    Threads are waited for, `atexit` functions run, the notebook's objects are freed, its open files are flushed. First
    the thread that was told to shut down may say that it has: ipykernel's own end races with it, and one time in ten
    waits ten seconds for a message that nobody sends any more.
    """
    app.control_thread.join(CONTROL_LIMIT)
    threading._shutdown()  # type: ignore[attr-defined]  # noqa: SLF001
    atexit._run_exitfuncs()  # noqa: SLF001
    sys.modules["__main__"].__dict__.clear()
    gc.collect()
    for thing in (*gc.get_objects(), sys.__stdout__, sys.__stderr__):
        if isinstance(thing, io.IOBase):
            with contextlib.suppress(Exception):
                thing.flush()
    os._exit(0)


def _take_streams(streams: list[int]) -> None:
    standard = streams[:3]
    for target, stream in enumerate(standard):
        os.dup2(stream, target)
    for stream in standard:
        if stream > 2:
            os.close(stream)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=sys.stdout.isatty())


def _script_arguments(argv: list[str]) -> list[str]:
    """`sys.argv` of `python -m module arguments`: the module's file, then the arguments."""
    launcher = importlib.import_module("ipykernel_launcher")
    return [str(launcher.__file__), *argv[argv.index("-m") + 2 :]]


def _reseed() -> None:
    """Random numbers that differ from kernel to kernel, as in fresh processes."""
    random.seed()
    numpy_random = sys.modules.get("numpy.random")
    if numpy_random is not None:
        numpy_random.seed()


def _reset_matplotlib() -> None:
    """The backend is chosen by the notebook's MPLBACKEND when it first draws, whatever preloaded modules did."""
    matplotlib = sys.modules.get("matplotlib")
    if matplotlib is None:
        return
    backend = os.environ.get("MPLBACKEND") or f"module://{INLINE_BACKEND}"
    if matplotlib.rcParams._get("backend") != backend:  # noqa: SLF001
        matplotlib.rcParams["backend"] = backend
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close("all")
        pyplot._backend_mod = None  # type: ignore[attr-defined]  # noqa: SLF001
    sys.modules.pop(INLINE_BACKEND, None)
