"""How the ipykernel of a process is made ready, forked or not."""

from __future__ import annotations

import warnings
from typing import Any

from helpers.execute.system_calls import shut_calls


def made_ready(arguments: list[str] | None = None, *, sealed: bool, **options: Any) -> Any:
    """An ipykernel app whose sockets are served, and which, if it is sealed, serves no other from then on.

    A sealed one has no heartbeat, for which no build listens: its thread would bind a socket at a time of its own.
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
        shut_calls()
    return app
