"""Reading a file in whose place there may be a pipe, a socket, a device or a folder: it is refused at once, by name.

Whatever is read back from data/, params/ and notebooks/ goes through here, since a plain `open` of a pipe waits for
ever.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

_KINDS = ((stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"))


class NotAFileError(OSError):
    """Something else than a file stands there: `kind` says what."""

    def __init__(self, mode: int) -> None:
        self.kind = next((kind for is_one, kind in _KINDS if is_one(mode)), "a device")
        super().__init__(errno.EINVAL, f"it is {self.kind}, not a file")


def read_file(path: Path, most: int = -1, *, follow: bool = True) -> bytes:
    """What a file holds, at most so many bytes of it. `follow` is for links.

    Raises:
        NotAFileError: something else stands there; it was not read.
        OSError: it is missing, or cannot be read.
    """
    with os.fdopen(
        open_file(path, os.O_RDONLY | (0 if follow else getattr(os, "O_NOFOLLOW", 0))), "rb"
    ) as file:
        return file.read(most)


def open_file(path: Path, flags: int, mode: int = 0o600) -> int:
    """The descriptor of a file, opened as `os.open` does, but for what is no file.

    Raises:
        As `read_file`.
    """
    flags |= getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(str(path), flags, mode)
    except OSError as fault:
        if fault.errno in (
            errno.ENXIO,
            errno.EISDIR,
        ):  # a socket can be opened by nobody, a folder not to be written
            raise NotAFileError(path.stat().st_mode) from None
        raise
    found = os.fstat(descriptor).st_mode
    if stat.S_ISREG(found):
        return descriptor
    os.close(descriptor)
    raise NotAFileError(found)
