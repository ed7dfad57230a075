"""The script of the fork server's process: `python launcher.py LISTENER CONTROL STARTER MODULE...`.

Run by its path, so that nothing of the project is imported before pandas. The first two arguments are
descriptors of sockets, the third is the process that the server serves.
"""

from __future__ import annotations

import atexit
import builtins
import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn


def main() -> int:
    """Serve until told to end (0), or, in a fork, be a kernel until it ends."""
    listener, control, starter = (int(argument) for argument in sys.argv[1:4])
    gc.disable()  # what is imported is no garbage; a fork looks for its own
    with _posing_as_kernel():
        import pandas  # noqa: F401

    from helpers.execute.kernels.preload import ThreadsError, preload

    try:
        preloaded = preload(sys.argv[4:])
    except ThreadsError as error:
        print(f"warm kernels are not available: {error}", file=sys.stderr)
        return 1
    birth = _serve(listener, control, starter, preloaded.files)
    if birth is None:
        _end_at_once()
    return _as_deep_as_a_kernel(lambda: _live(birth, preloaded.variables))()


@contextmanager
def _posing_as_kernel() -> Iterator[None]:
    """Lets pandas see a kernel while it is imported: it sets `display` options by what it is imported in."""
    stdout = sys.stdout
    builtins.get_ipython = lambda: SimpleNamespace(kernel=True)  # type: ignore[attr-defined]
    sys.stdout = SimpleNamespace(encoding="UTF-8", write=stdout.write, flush=stdout.flush)
    try:
        yield
    finally:
        sys.stdout = stdout
        del builtins.get_ipython  # type: ignore[attr-defined]


def _serve(listener: int, control: int, starter: int, files: tuple[Path, ...]) -> Any:
    """A birth in a fork; None when the server has ended, and its folder, which a killed starter leaves, is gone."""
    import shutil
    import signal
    import socket

    from helpers.execute.kernels.fork_server import ForkServer

    signal.signal(
        signal.SIGTERM, signal.SIG_IGN
    )  # which ends it only while it imports: nothing is to be cleaned up
    door = socket.socket(fileno=listener)
    folder = Path(door.getsockname()).parent
    birth = None
    with suppress(ProcessLookupError):
        birth = ForkServer(door, socket.socket(fileno=control), starter, files).serve()
    if birth is None:
        shutil.rmtree(folder, ignore_errors=True)
    return birth


def _end_at_once() -> NoReturn:
    """Without taking apart what was imported: the build waits for this end, and it takes a third of a second."""
    atexit._run_exitfuncs()  # noqa: SLF001
    os._exit(0)


def _as_deep_as_a_kernel(live: Callable[[], int]) -> Callable[[], int]:
    """`live` as many frames down as in `python -m ipykernel_launcher`: a RecursionError looks the same.

    Python 3.11 counts one frame more there: that of `exec`, which is no Python function.
    """
    return live if sys.version_info >= (3, 12) else lambda: live()


def _live(birth: Any, variables: dict[str, str]) -> int:
    from helpers.execute.kernels.child import leave, settle, start_kernel
    from helpers.execute.seal import seal_by_environment

    settle(birth, variables)
    sealed = seal_by_environment(os.environ)
    app = start_kernel(birth, sealed=sealed)
    app.start()
    leave(app)
    return 0


if __name__ == "__main__":
    del sys.path[0]
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    if len(sys.argv) < 4:
        sys.exit("this script is started by helpers.execute.kernels.warm")
    sys.exit(main())
