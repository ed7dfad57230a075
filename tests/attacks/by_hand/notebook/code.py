"""A comment in the code."""

from __future__ import annotations

from pathlib import Path

from hands import SAID, in_notebook, shown_cell


def plant(packet: Path) -> None:
    with in_notebook(packet) as notebook:
        shown_cell(notebook).source += f"\n# {SAID}"
