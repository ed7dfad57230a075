"""Output whose reader has gone, as in `workbook status 2023 | head -1`: it is lost, and the command goes on."""

from __future__ import annotations

import io
import os
import sys
from typing import Any, TextIO


class _Lost(io.FileIO):
    """Writes to a file descriptor; once nobody reads it, to nowhere."""

    def write(self, data: Any, /) -> int:
        try:
            return super().write(data)
        except BrokenPipeError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.fileno())
            os.close(nowhere)
            return len(data)


def outlive_readers() -> None:
    """From now on what is printed or said to nobody raises nothing. What is no file of the system stays as it is."""
    if sys.stdout is sys.__stdout__ and sys.stdout is not None:
        sys.stdout = _outliving(sys.stdout)
    if sys.stderr is sys.__stderr__ and sys.stderr is not None:
        sys.stderr = _outliving(sys.stderr)


def _outliving(stream: TextIO) -> TextIO:
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    stream.flush()
    return io.TextIOWrapper(
        io.BufferedWriter(_Lost(stream.fileno(), "w", closefd=False)),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )
