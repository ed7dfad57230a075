"""How the ipykernel of a process is made ready, forked or not."""

from __future__ import annotations

import os
import sys
import warnings
from contextlib import suppress
from io import UnsupportedOperation
from typing import Any

from helpers.execute.system_calls import shut_calls


def made_ready(arguments: list[str] | None = None, *, sealed: bool, **options: Any) -> Any:
    """An ipykernel app whose sockets are served, and which, if it is sealed, serves no other from then on.

    A sealed one has no heartbeat, for which no build listens: its thread would bind a socket at a time of its own. Nor
    does it hold the terminal or log of the build.
    """
    from ipykernel.kernelapp import IPKernelApp

    app: Any = IPKernelApp.instance(**options)
    if sealed:
        app.init_heartbeat = lambda: None
    with (
        warnings.catch_warnings()
    ):  # it binds a port for what subprocesses print, which a sealed kernel cannot
        warnings.filterwarnings("ignore", "Couldn't bind IOPub Pipe")
        app.initialize(arguments)
    if sealed:
        _let_go_of_terminal()
        shut_calls()
    return app


def _let_go_of_terminal() -> None:
    """Have what subprocesses print go into the notebook alone; ipykernel copies it to the build's output."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with suppress(UnsupportedOperation):  # below pytest ipykernel copies nothing
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
