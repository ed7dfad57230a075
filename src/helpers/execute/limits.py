"""How many reports are built at a time, how long a notebook may run, and how much memory it may hold.

These depend on the machine or container that builds, so none is in params: a report is the same whatever they are.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from helpers.errors import ParamsError

SECONDS = "WORKBOOK_NOTEBOOK_SECONDS"
MEGABYTES = "WORKBOOK_NOTEBOOK_MB"
DEFAULT_SECONDS = 900
"""A report takes a few; on a crowded machine, which reads the returns of a whole country, some tens."""
CONTROL_GROUPS = Path("/sys/fs/cgroup")
"""Where Linux mounts the limits of containers and services."""
OWN_GROUPS = Path("/proc/self/cgroup")


def time_limit() -> float:
    """Seconds for all cells of a notebook and its kernel's start.

    Raises:
        ParamsError: the variable does not hold a number above 0.
    """
    return _number(SECONDS) or DEFAULT_SECONDS


def memory_limit() -> int:
    """Bytes of a kernel and its subprocesses; by default half of what the machine, or its container, has.

    Raises:
        ParamsError: the variable does not hold a number above 0.
    """
    megabytes = _number(MEGABYTES)
    return int(megabytes * (1 << 20)) if megabytes else memory() // 2


def processors() -> int:
    """How many processors this process may use: those of its CPU affinity, at most its container's quota."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quotas = [_limits(group / "cpu.max") for group in _groups("")]  # version 2: quota and period
    quotas += [
        _limits(group / "cpu.cfs_quota_us") + _limits(group / "cpu.cfs_period_us") for group in _groups("cpu")
    ]
    shares = [math.ceil(quota[0] / quota[1]) for quota in quotas if len(quota) == 2]
    return min([allowed, *shares])


def memory() -> int:
    """Bytes of memory of this machine, or of its container where that is less."""
    total = int(psutil.virtual_memory().total)
    found = [_limits(group / "memory.max") for group in _groups("")]
    found += [_limits(group / "memory.limit_in_bytes") for group in _groups("memory")]
    return min([total, *(limit for limits in found for limit in limits)])


def _groups(controller: str) -> Iterator[Path]:
    """This process's control group and those above it; of a controller of version 1, or "" for version 2.

    Inside a container the path of the group may be the host's, and only the mounted root is there.
    """
    try:
        lines = OWN_GROUPS.read_text(encoding="utf-8").splitlines()
    except OSError:  # not Linux
        return
    for line in lines:
        _, controllers, path = line.split(":", 2)
        if controller in controllers.split(","):
            root = CONTROL_GROUPS / controller
            own = root / path.lstrip("/")
            yield from (group for group in (own, *own.parents) if group.is_relative_to(root))


def _limits(path: Path) -> list[int]:
    """The numbers above 0 that stand in a control group's file; none where there is no file or no limit."""
    try:
        words = path.read_text(encoding="utf-8").split()
    except OSError:
        return []
    return [int(word) for word in words if word.isdecimal() and int(word) > 0]


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
