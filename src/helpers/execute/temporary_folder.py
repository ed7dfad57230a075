"""A temporary folder whose path is short enough for Unix sockets in it."""

from __future__ import annotations

import sys
import tempfile
from tempfile import TemporaryDirectory

PREFIX = "workbook-"
LONGEST = 60
"""Bytes: a folder in such a folder, and a socket in that, stay below the 108 that a Unix socket's path may have."""


def temporary_folder() -> TemporaryDirectory[str]:
    """A folder that is gone after the block: in TMPDIR, or in /tmp where that path is too long for sockets."""
    usual = tempfile.gettempdir()
    too_long = len(usual.encode()) > LONGEST and sys.platform != "win32"
    return TemporaryDirectory(prefix=PREFIX, dir="/tmp" if too_long else usual, ignore_cleanup_errors=True)  # noqa: S108
