"""What a sealed kernel asks of the system in vain, where Landlock does not look (seccomp).

A seal (seal.py) shuts files and plain TCP. Open remain Unix sockets of others by their path, through which a process
that is not sealed could be asked to act, datagrams, other kinds of TCP, limits of other processes, and owners, modes,
times, attributes and flags of any file. So does what the system keeps when a process ends (keys; memory, messages and
semaphores of System V), where one notebook could leave a number for another. These calls fail with EPERM, for the
process, its threads and all that it starts.
"""

from __future__ import annotations

import ctypes
import os
import platform
from dataclasses import dataclass

from helpers.execute.seal import NotSealedError

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _AND, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 1  # 1: EPERM
_NUMBER, _MACHINE, _ARGUMENTS = 0, 4, 16  # offsets in what a filter is given
_OTHER_TABLE = 0x40000000  # x32, a second table of the same calls
_STREAM, _DATAGRAMS, _FLAGS_OF_A_SOCKET = 1, 2, 0x80800
_TCP, _FAST_OPEN = 6, 0x20000000
_SET_FLAGS, _SET_MORE_FLAGS = 0x40086602, 0x401C5820
"""Of a file, by ioctl: FS_IOC_SETFLAGS and FS_IOC_FSSETXATTR."""
_SET_FILTER, _ALL_THREADS = 1, 1


@dataclass(frozen=True)
class _Machine:
    """Numbers of the calls on one kind of processor."""

    audit: int
    seccomp: int
    connect: int
    listen: int
    socket: int
    pair: int
    ioctl: int
    prlimit: int
    sending: tuple[tuple[int, int], ...]  # call, and which of its arguments are flags
    metadata: tuple[int, ...]
    outlasting: tuple[int, ...]  # System V memory, semaphores and messages; keys


_NEWER = (452, 463, 466, 469)
"""fchmodat2, setxattrat, removexattrat, file_setattr: one number everywhere."""
_IO_URING = 425
_MACHINES = {
    "x86_64": _Machine(
        0xC000003E, 317, 42, 50, 41, 53, 16, 302,
        ((44, 3), (46, 2), (307, 3)),
        (90, 91, 92, 93, 94, 132, 188, 189, 190, 197, 198, 199, 235, 260, 261, 268, 280),
        (*range(29, 32), *range(64, 72), 220, *range(248, 251)),
    ),
    "aarch64": _Machine(
        0xC00000B7, 277, 203, 201, 198, 199, 29, 261,
        ((206, 3), (211, 2), (269, 3)),
        (5, 6, 7, 14, 15, 16, 52, 53, 54, 55, 88),
        (*range(186, 198), *range(217, 220)),
    ),
}  # fmt: skip


class _Step(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_uint16),
        ("yes", ctypes.c_uint8),
        ("no", ctypes.c_uint8),
        ("k", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("steps", ctypes.POINTER(_Step)))


def shut_calls() -> None:
    """Shut the calls for this process, which must be sealed, and its threads; it serves no other socket from then on.

    Raises:
        NotSealedError: the system refused.
    """
    machine = _MACHINES[platform.machine()]
    steps = _filter(machine)
    array = (_Step * len(steps))(*(_Step(*step) for step in steps))
    program = _Program(len(steps), array)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(machine.seccomp, _SET_FILTER, _ALL_THREADS, ctypes.byref(program)):
        reason = os.strerror(ctypes.get_errno()).lower()
        raise NotSealedError(f"this process could not be sealed (seccomp: {reason})")


def _filter(machine: _Machine) -> list[tuple[int, int, int, int]]:
    """Steps of a filter: what to do, how many steps to skip if yes and if no, and with what number."""
    refuse, allow = (_RETURN, 0, 0, _REFUSE), (_RETURN, 0, 0, _ALLOW)
    steps = [(_LOAD, 0, 0, _MACHINE), (_EQUAL, 1, 0, machine.audit), refuse, (_LOAD, 0, 0, _NUMBER)]
    if machine.audit == _MACHINES["x86_64"].audit:
        steps += [(_AT_LEAST, 0, 1, _OTHER_TABLE), refuse]
    shut = (machine.connect, _IO_URING, *machine.metadata, *machine.outlasting, *_NEWER, machine.listen)
    for number in shut:
        steps += [(_EQUAL, 0, 1, number), refuse]
    any_bit = 0xFFFFFFFF
    conditions = [
        (machine.socket, 1, ~_FLAGS_OF_A_SOCKET & any_bit, (_EQUAL, 1, 0, _STREAM)),
        (machine.socket, 2, any_bit, (_AT_LEAST, 0, 1, _TCP + 1)),
        (machine.pair, 1, ~_FLAGS_OF_A_SOCKET & any_bit, (_EQUAL, 0, 1, _DATAGRAMS)),
        (machine.ioctl, 1, any_bit, (_EQUAL, 0, 1, _SET_FLAGS)),
        (machine.ioctl, 1, any_bit, (_EQUAL, 0, 1, _SET_MORE_FLAGS)),
        (machine.prlimit, 0, any_bit, (_EQUAL, 1, 0, 0)),
        *((call, flags, any_bit, (_ANY_BIT, 0, 1, _FAST_OPEN)) for call, flags in machine.sending),
    ]
    for number, argument, bits, refused in conditions:
        given = (_LOAD, 0, 0, _ARGUMENTS + 8 * argument)
        steps += [(_EQUAL, 0, 5, number), given, (_AND, 0, 0, bits), refused, refuse, (_LOAD, 0, 0, _NUMBER)]
    return [*steps, allow]
