"""A process gives up files and TCP by Landlock, with all that it starts: what it cannot open it cannot tell.

Linux lets any process do so, for good and without privileges (three system calls, some milliseconds). It holds for
Python, for libraries in C++ and for subprocesses. It does not hold for threads that already run or for files that are
already open, so a process is sealed while it has one thread, before any code that it is sealed for. What a seal does
not cover is shut for kernels by system_calls.py, but for what `stat` tells.
"""

from __future__ import annotations

import ctypes
import json
import os
import platform
import site
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from helpers.errors import OutputError, WorkbookError

Sealing = Literal["files and TCP", "files", "no"]

VARIABLE = "WORKBOOK_SEAL"
"""In the environment of a kernel that is to be sealed before its first cell: what stays open to it."""
DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
LIBRARIES = ("/usr", "/lib", "/lib64", "/bin", "/sbin", "/etc")
COUNTERS = ("/sys/devices/system/cpu", "/sys/fs/cgroup", "/proc")
"""Of /proc, the files, memory and environment of processes outside stay shut to a sealed one all the same."""

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same number on every architecture
_VERSION, _PATH_BENEATH = 1, 1
_SET_NO_NEW_PRIVS = 38
_CAPABILITIES_3 = 0x20080522
_KEPT_OF_ROOT = 1 << 0 | 1 << 1 | 1 << 3 | 1 << 4 | 1 << 5
"""Owners and modes of files, signals. Without the rest, root makes no device and reads no memory but its own."""
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _TRUNCATE = 1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 14
_FILES = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
"""ABI -> every right on files that it can take away: 2 adds moves between folders, 3 truncation, 5 device controls."""
_MAKE_DEVICES = 1 << 6 | 1 << 11
_OF_A_FILE = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | 1 << 15
_TCP = 0b11  # bind, connect; ABI 4
_OUTSIDE = 0b11  # abstract Unix sockets of others, signals to others; ABI 6


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


class NotSealedError(WorkbookError):
    """The process could not be sealed, though the system has Landlock; nothing may run in it."""


@dataclass(frozen=True)
class Doors:
    """What stays open to a sealed process: folders and files to read, and those to write as well.

    `alone`: it cannot signal, or reach by abstract sockets, a process outside.
    """

    read: tuple[str, ...]
    write: tuple[str, ...]
    alone: bool = True

    def as_text(self) -> str:
        """For the environment of a process."""
        return json.dumps([self.read, self.write, self.alone])

    @classmethod
    def from_text(cls, text: str) -> Doors:
        """What `as_text` gave. A ValueError where it is something else."""
        read, write, alone = json.loads(text)
        return cls(tuple(read), tuple(write), bool(alone))


@lru_cache(maxsize=1)
def abi() -> int:
    """The version of Landlock that this system has; 0 where it has none, or a container forbids it."""
    if sys.platform != "linux" or platform.machine() not in ("x86_64", "aarch64"):
        return 0  # of other processors the numbers of the calls are not known (system_calls.py)
    return max(0, int(_libc().syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _VERSION)))


def sealing() -> Sealing:
    """What a process can give up here."""
    return "files and TCP" if abi() >= 4 else "files" if abi() else "no"


def seal(doors: Doors) -> None:
    """Give up everything but `doors`, for good, and what root can do beyond files. A missing path is passed over.

    Raises:
        NotSealedError: the system refused, or the process has more than one thread.
    """
    if len(list(Path("/proc/self/task").iterdir())) > 1:
        raise NotSealedError("a process with several threads cannot be sealed")
    files = next(rights for version, rights in sorted(_FILES.items(), reverse=True) if version <= abi())
    network = _TCP if abi() >= 4 else 0
    scoped = _OUTSIDE if abi() >= 6 and doors.alone else 0
    rules = _Ruleset(files, network, scoped)
    size = 24 if abi() >= 6 else 16 if abi() >= 4 else 8
    ruleset = _call(_CREATE_RULESET, ctypes.byref(rules), ctypes.c_size_t(size), 0)
    try:
        for paths, rights in (
            (doors.read, _EXECUTE | _READ_FILE | _READ_DIR),
            ((*DEVICES, *doors.write), files & ~_MAKE_DEVICES),
        ):
            for path in paths:
                _open_door(ruleset, path, rights & files)
        if _libc().prctl(_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
            raise NotSealedError("this process could not be sealed: the system keeps its privileges")
        _call(_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)
    _drop_capabilities()


def seal_by_environment(environment: dict[str, str] | os._Environ[str]) -> bool:
    """Seal this process as VARIABLE says, if it is set, and take it out of the environment; whether it was set.

    Raises:
        NotSealedError: as `seal`.
    """
    text = environment.pop(VARIABLE, None)
    if text:
        seal(Doors.from_text(text))
    return bool(text)


def interpreter() -> tuple[str, ...]:
    """What a Python process of this environment reads: the system's libraries, the interpreter, packages, our code.

    Not whatever is on sys.path: the folder of a command stands there, and may be the project's own.
    """
    installed = {sysconfig.get_paths()[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    installed |= {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix}
    installed |= {str(Path(sys.executable).resolve().parent)}
    if site.ENABLE_USER_SITE:
        installed.add(site.getusersitepackages())
    code = str(Path(__file__).resolve().parents[1])
    return (*LIBRARIES, *COUNTERS, *sorted(installed), code)


def refuse_within(doors: Doors, confidential: Iterable[Path]) -> None:
    """Refuse doors through which a confidential folder could be reached.

    Raises:
        OutputError: one lies below a folder that stays open.
    """
    opened = [Path(path).resolve() for path in (*doors.read, *doors.write)]
    for folder in map(Path.resolve, confidential):
        for door in opened:
            if folder.is_relative_to(door):
                raise OutputError(
                    f"'{folder.name}' holds exact numbers and lies below '{door}', which a notebook may read; "
                    "move the project out of there"
                )


def _open_door(ruleset: int, path: str, rights: int) -> None:
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        allowed = rights if Path(path).is_dir() else rights & _OF_A_FILE
        rule = _PathBeneath(allowed, handle)
        _call(_ADD_RULE, ruleset, _PATH_BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(handle)


def _drop_capabilities() -> None:
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES_3, 0)
    has = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable; then the same of numbers from 32 on
    if _libc().capget(header, has):
        raise NotSealedError("this process could not be sealed: its capabilities cannot be read")
    kept = (has[0] & _KEPT_OF_ROOT, has[1] & _KEPT_OF_ROOT, 0, 0, 0, 0)
    if _libc().capset(header, (ctypes.c_uint32 * 6)(*kept)):
        raise NotSealedError("this process could not be sealed: it cannot give up capabilities")


def _call(number: int, *arguments: object) -> int:
    result = int(_libc().syscall(number, *arguments))
    if result < 0:
        reason = os.strerror(ctypes.get_errno())
        raise NotSealedError(f"this process could not be sealed ({reason.lower()})")
    return result


@lru_cache(maxsize=1)
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
