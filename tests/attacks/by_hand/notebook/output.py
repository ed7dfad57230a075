"""The text of an output."""

from __future__ import annotations

from pathlib import Path

from hands import SAID, in_notebook, shown_cell


def plant(packet: Path) -> None:
    with in_notebook(packet) as notebook:
        shown_cell(notebook).outputs[0]["data"]["text/plain"] = SAID
