"""A file attached to a cell."""

from __future__ import annotations

import base64
from pathlib import Path

from hands import SAID, in_notebook


def plant(packet: Path) -> None:
    with in_notebook(packet) as notebook:
        packed = base64.b64encode(SAID.encode() * 3).decode()
        notebook.cells[0]["attachments"] = {"a.bin": {"application/octet-stream": packed}}
