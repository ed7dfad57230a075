"""Whether somebody is there. Imported wherever a report is opened, so it imports nothing that a build does not need."""

from __future__ import annotations

import sys
from typing import Any


def attended() -> bool:
    """Whether a person ran the cell that runs now. Papermill, nbclient and Quarto declare that nobody can answer."""
    kernel = getattr(running_shell(), "kernel", None)
    if kernel is None:
        return False
    return bool(kernel.get_parent("shell").get("content", {}).get("allow_stdin", False))


def running_shell() -> Any:
    """IPython's shell, if this process is a kernel; else None."""
    if "ipykernel" not in sys.modules:
        return None
    from IPython.core.getipython import get_ipython

    return get_ipython()  # type: ignore[no-untyped-call,unused-ignore]
