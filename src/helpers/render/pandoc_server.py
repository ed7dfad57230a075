"""A pandoc that stays in a process that renders many reports: starting one takes as long as its work on a report.

Nothing depends on it. Whatever goes wrong with it, `converted` gives None, and pandoc.py starts an ordinary pandoc,
which gives the same bytes, or says what is wrong.
"""

from __future__ import annotations

import atexit
import os
import select
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress

from helpers.files.temporary_folder import PREFIX

SECONDS = 30.0
"""For a document, before pandoc is taken to hang."""
LOCALE = {"LC_ALL": "C.UTF-8"}
"""By which pandoc reads the names of files on its command line; in another it may know ASCII alone."""
MOST_FAILURES = 3
"""Before a process does without."""


def converted(command: Sequence[str], job: Sequence[str]) -> str | None:
    """What the `command` that runs pandoc.lua makes of a job of it; None where an ordinary pandoc has to."""
    if not _lock.acquire(blocking=False):
        return None
    try:
        return _state.converted(command, job)
    finally:
        _lock.release()


class _Server:
    """The running pandoc of this process, if there is one."""

    def __init__(self) -> None:
        self.running: subprocess.Popen[bytes] | None = None
        self.failures = 0

    def converted(self, command: Sequence[str], job: Sequence[str]) -> str | None:
        if self.failures >= MOST_FAILURES or os.name != "posix":
            return None
        try:
            if self.running is not None:
                return _answer(self.running, job, time.monotonic() + SECONDS)
            with tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as folder:
                # Where it makes an empty file as it starts, which it leaves when it is killed.
                return _answer(self._start(command, folder), job, time.monotonic() + SECONDS)
        except (OSError, ValueError):  # it ended, hangs, or says what it should not
            self.failures += 1
            self.stop(now=True)
            return None

    def _start(self, command: Sequence[str], folder: str) -> subprocess.Popen[bytes]:
        self.running = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **LOCALE, "TMPDIR": folder},
            bufsize=0,
        )
        return self.running

    def stop(self, *, now: bool = False) -> None:
        """End it, at the latest in a second."""
        running, self.running = self.running, None
        if running is None:
            return
        if now:
            running.kill()
        _close(running)
        try:
            running.wait(1)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()

    def forget(self) -> None:
        """In a fork: it is the other process's."""
        running, self.running = self.running, None
        if running is not None:
            _close(running)
            running.returncode = 0  # nothing here to wait for


def _close(running: subprocess.Popen[bytes]) -> None:
    for pipe in (running.stdin, running.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()


def _answer(running: subprocess.Popen[bytes], job: Sequence[str], until: float) -> str:
    if running.stdin is None or running.stdout is None:
        raise ValueError
    into, out = running.stdin.fileno(), running.stdout.fileno()
    texts = [text.encode() for text in job]
    said = memoryview(b"".join(b"%d\n%b" % (len(text), text) for text in texts))
    while said:
        _wait(into, select.POLLOUT, until)
        said = said[os.write(into, said[: select.PIPE_BUF]) :]
    heard, size = bytearray(), None
    while size is None or len(heard) < size:
        _wait(out, select.POLLIN, until)
        part = os.read(out, 1 << 20)
        if not part:
            raise BrokenPipeError
        heard += part
        if size is None and b"\n" in heard:
            line, _, heard = heard.partition(b"\n")
            size = int(line)
    return heard.decode()


def _wait(pipe: int, what: int, until: float) -> None:
    waiting = select.poll()
    waiting.register(pipe, what)
    if not waiting.poll(max(0.0, 1000 * (until - time.monotonic()))):
        raise TimeoutError


def _after_fork() -> None:
    global _lock
    _lock = threading.Lock()
    _state.forget()


_lock = threading.Lock()
_state = _Server()
atexit.register(_state.stop)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
