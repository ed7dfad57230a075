"""The notebook's metadata."""

from __future__ import annotations

from pathlib import Path

from hands import SAID, in_notebook


def plant(packet: Path) -> None:
    with in_notebook(packet) as notebook:
        notebook.metadata["supported"] = SAID
