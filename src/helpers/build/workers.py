"""The processes that build packets: forks of one process that has imported what they need, else fresh ones.

The process that forks has one thread, has rendered nothing and read no record, so a fork starts as a fresh process
would, only sooner. A worker ends with the process that forked it, and that one with the build.
"""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from multiprocessing import get_context

from helpers.execute.kernels.kernelspec import LIBRARY_ENV
from helpers.execute.kernels.warm import can_fork
from helpers.execute.seal import Doors, seal
from helpers.files.temporary_folder import keep_temporary_files_together, temporary_folder

PRELOADED = (
    "helpers.build.imports_without_gc",
    "helpers.execute.jsonschema_first",
    "papermill",
    "pandas",
    "pyarrow.parquet",
    "helpers.build.build_report",
    "helpers.render.render_html",
    "helpers.render.render_pdf",
)
"""Papermill before this project's engine, which imports Papermill."""
PR_SET_PDEATHSIG = 1
COLLECT_AFTER = (50_000, 10, 10)
"""New objects before garbage is looked for, and how often among older ones: looking cost a twentieth of a report."""


@contextmanager
def workers(processes: int, environment: Mapping[str, str], doors: Doors | None = None) -> Iterator[Executor]:
    """A pool whose processes have these environment variables, and Typst one thread in each; sealed but for `doors`.

    Work that has not begun is dropped on an exception.
    """
    start_forking_workers()
    context = get_context("forkserver" if can_fork() else "spawn")
    heeds_interrupts = (
        signal.getsignal(signal.SIGINT) is not signal.SIG_IGN
    )  # `workbook build &` in a script does not
    with temporary_folder() as place:
        kernels = environment.get("JUPYTER_PATH", "").partition(os.pathsep)[0]  # that of warm_kernels
        own = {**environment, "RAYON_NUM_THREADS": "1", "TMPDIR": place}
        if doors:
            own |= {"JUPYTER_PATH": kernels, "JUPYTER_DATA_DIR": place, "IPYTHONDIR": place}
        opened = doors and replace(doors, read=(*doors.read, kernels), write=(*doors.write, place))
        begun = (own, list(sys.path), heeds_interrupts, opened)
        pool = ProcessPoolExecutor(processes, mp_context=context, initializer=_begin, initargs=begun)
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        pool.shutdown()


def start_forking_workers() -> None:
    """Start the process that workers are forked from, if it does not run; it imports while this one goes on."""
    if can_fork():
        from multiprocessing import forkserver, resource_tracker

        keep_temporary_files_together()
        forkserver.set_forkserver_preload(list(PRELOADED))
        resource_tracker.ensure_running()  # now, since to start it lets interrupts in
        with _interrupts_held_back():
            forkserver.ensure_running()


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """What is started in the block is told of no interrupt before it lets them in, and nor is what it forks.

    Until then Python would answer with a traceback.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def environment_of(variables: Mapping[str, str]) -> Iterator[None]:
    """These environment variables in this process, and in those that it starts, while the block lasts."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def library_environment() -> dict[str, str]:
    """What keeps libraries from starting threads, which would not survive a fork."""
    return {**LIBRARY_ENV, "OMP_NUM_THREADS": "1", "MPLBACKEND": "agg"}


def _begin(
    environment: dict[str, str], path: Sequence[str], heeds_interrupts: bool, doors: Doors | None
) -> None:
    # Ctrl-C ends a worker without a word: the command says it
    signal.signal(signal.SIGINT, signal.SIG_DFL if heeds_interrupts else signal.SIG_IGN)
    if sys.platform == "linux":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        starter = os.getppid()
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != starter:
            os._exit(1)
    _let_go_of_starter()
    gc.freeze()  # what was imported is no garbage; looking through it cost a tenth of each report
    gc.set_threshold(*COLLECT_AFTER)
    gc.enable()
    os.environ.clear()
    os.environ.update(environment)
    sys.path[:] = path
    tempfile.tempdir = None
    if doors:
        seal(doors)


def _let_go_of_starter() -> None:
    """Close the line by which the process that forks sees that the build is gone.

    As long as a worker held it, too, both would stay for ever when a build is killed.
    """
    from multiprocessing import forkserver

    server = getattr(forkserver, "_forkserver", None)
    line = getattr(server, "_forkserver_alive_fd", None)
    if isinstance(line, int):
        with suppress(OSError):
            os.close(line)
        server._forkserver_alive_fd = None  # type: ignore[union-attr]  # noqa: SLF001
