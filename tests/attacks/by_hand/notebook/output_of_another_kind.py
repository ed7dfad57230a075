"""An output that no program shows."""

from __future__ import annotations

from pathlib import Path

from hands import SAID, in_notebook, shown_cell


def plant(packet: Path) -> None:
    with in_notebook(packet) as notebook:
        shown_cell(notebook).outputs[0]["data"]["application/x-more"] = SAID
