"""A fork that runs cells in IPython's shell for kernels, without the kernel: no sockets, threads or event loop.

Cells come and messages go over one line to the client (shell_client.py). What is displayed, raised and printed takes
the way through the shell's own display hook, publisher and tracebacks, so that it is what a kernel would send; what
such a shell cannot do as a kernel does, plain.py keeps away from it.
"""

from __future__ import annotations

import gc
import io
import json
import os
import struct
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from helpers.run.kernels.child import kernel_started
from helpers.run.kernels.fork_server import Birth

LENGTH = struct.Struct("!I")
FLUSH_S = 0.2
COLLECT_AFTER = (50_000, 10, 10)
"""New objects before garbage is looked for, and how often among older ones: looking cost a twentieth of a report."""
OWN_SETTINGS = ("ipython_config.py", "ipython_kernel_config.py", "startup/*.py", "startup/*.ipy")


def run_shell(birth: Birth) -> None:
    """Run the cells that come over the line, until it ends."""
    gc.set_threshold(*COLLECT_AFTER)
    with os.fdopen(birth.streams[3], "r+b", buffering=0) as raw:
        line = io.BufferedRWPair(raw, raw)
        shell, language = _make_shell(line)
        kernel_started(birth)
        _send(line, {"language_info": language, "own_settings": _has_own_settings(shell)})
        for code in _cells(line):
            _send(line, {"reply": _run(shell, line, code)})


def _cells(line: Any) -> Iterator[str]:
    while len(head := line.read(LENGTH.size)) == LENGTH.size:
        yield str(json.loads(line.read(LENGTH.unpack(head)[0]))["code"])


def _send(line: Any, message: dict[str, Any]) -> None:
    content = json.dumps(message).encode()
    line.write(LENGTH.pack(len(content)) + content)
    line.flush()


def _make_shell(line: Any) -> tuple[Any, dict[str, Any]]:
    """The shell as ipykernel makes it, and what a kernel says of its language."""
    from ipykernel.compiler import XCachingCompiler
    from ipykernel.ipkernel import IPythonKernel
    from ipykernel.jsonutil import json_clean
    from ipykernel.zmqshell import ZMQInteractiveShell
    from IPython.core.profiledir import ProfileDir
    from IPython.core.shellapp import InteractiveShellApp
    from IPython.paths import get_ipython_dir
    from jupyter_client.session import Session
    from traitlets.config import Config

    class LineSession(Session):  # type: ignore[misc]
        """Puts messages on the line, where a kernel's session signs them and gives them to a socket."""

        def send(self, stream: Any, kind: Any, content: Any = None, *_args: Any, **_options: Any) -> None:
            """A message by its parts, or a whole one."""
            if isinstance(kind, dict):
                kind, content = kind["header"]["msg_type"], kind["content"]
            _send(line, {"type": kind, "content": json_clean(content or {})})  # type: ignore[no-untyped-call]

    InteractiveShellApp.init_path(SimpleNamespace(ignore_cwd=False))
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    folder = Path(get_ipython_dir()) / "profile_default"
    shell = ZMQInteractiveShell.instance(
        config=Config({"HistoryManager": {"hist_file": ":memory:"}}),
        profile_dir=ProfileDir.create_profile_dir(str(folder)),
        compiler_class=XCachingCompiler,
    )
    session = LineSession()
    shell.displayhook.session = shell.display_pub.session = session
    shell.displayhook.topic = b"execute_result"
    sys.stdout, sys.stderr = (Printed(session, name) for name in ("stdout", "stderr"))
    return shell, IPythonKernel.language_info


def _has_own_settings(shell: Any) -> bool:
    """Whether the user's profile holds settings, which a kernel would read and this shell does not."""
    folder = Path(shell.profile_dir.location)
    return any(True for pattern in OWN_SETTINGS for _ in folder.glob(pattern))


def _run(shell: Any, line: Any, code: str) -> dict[str, Any]:
    """Run one cell; what a kernel would reply."""
    _send(line, {"type": "execute_input", "content": {"execution_count": shell.execution_count}})
    result = shell.run_cell(code, store_history=True)
    sys.stdout.flush()
    sys.stderr.flush()
    if result.success and not shell._last_traceback_during_displayhook:
        return {"status": "ok"}
    error = result.error_before_exec if result.error_before_exec is not None else result.error_in_exec
    return {
        "status": "error",
        "ename": type(error).__name__,
        "evalue": str(error),
        "traceback": shell._last_traceback or [],
    }


class Printed(io.TextIOBase):
    """What is printed: kept for a moment, then sent as one message."""

    encoding = "UTF-8"
    errors = None

    def __init__(self, session: Any, name: str) -> None:
        self.name = name
        self._session = session
        self._kept: list[str] = []
        self._sent = 0.0

    def write(self, text: str) -> int:
        """Keep, and send what was kept for longer than a moment."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        self._kept.append(text)
        if time.monotonic() - self._sent > FLUSH_S:
            self.flush()
        return len(text)

    def writable(self) -> bool:
        """Always."""
        return True

    def isatty(self) -> bool:
        """Never."""
        return False

    def flush(self) -> None:
        """Send what was kept."""
        if self._kept:
            text = "".join(self._kept)
            self._kept.clear()
            self._session.send(None, "stream", {"name": self.name, "text": text})
        self._sent = time.monotonic()
