"""What an interrupt says, and the exit code. Imports nothing that takes time, since a start can be interrupted."""

from __future__ import annotations

import os
from typing import NoReturn

INTERRUPTED = 130
INTERRUPTED_TEXT = "interrupted; published reports are whole"


def end_at_once(*_: object) -> NoReturn:
    """End where there is nothing to undo: not by an exception, which an import could take for a fault of its own."""
    os.write(2, f"{INTERRUPTED_TEXT}\n".encode())
    os._exit(INTERRUPTED)
