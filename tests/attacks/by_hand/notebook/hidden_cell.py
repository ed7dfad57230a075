"""A cell that no report shows."""

from __future__ import annotations

from pathlib import Path

import nbformat

from hands import SAID, in_notebook


def plant(packet: Path) -> None:
    with in_notebook(packet) as notebook:
        notebook.cells.append(nbformat.v4.new_raw_cell(SAID))
