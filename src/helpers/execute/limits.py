"""How long a notebook may run in a build, and how much memory it may hold, before its kernel is stopped.

Of the machine that runs it, so neither is in params: a report is the same whatever they are.
"""

from __future__ import annotations

import os

import psutil  # type: ignore[import-untyped]

from helpers.errors import ParamsError

SECONDS = "WORKBOOK_NOTEBOOK_SECONDS"
MEGABYTES = "WORKBOOK_NOTEBOOK_MB"
DEFAULT_SECONDS = 900
"""A report takes a few; on a crowded machine, which reads the returns of a whole country, some tens."""


def time_limit() -> float:
    """Seconds for all cells of a notebook and its kernel's start.

    Raises:
        ParamsError: the variable does not hold a number above 0.
    """
    return _number(SECONDS) or DEFAULT_SECONDS


def memory_limit() -> int:
    """Bytes of a kernel and its subprocesses; by default half of what the machine has.

    Raises:
        ParamsError: the variable does not hold a number above 0.
    """
    megabytes = _number(MEGABYTES)
    return int(megabytes * (1 << 20)) if megabytes else int(psutil.virtual_memory().total // 2)


def _number(name: str) -> float | None:
    text = os.environ.get(name)
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise ParamsError(f"{name} must be a number above 0, not '{text}'")
    return number
