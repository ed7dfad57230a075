"""A traceback."""

from __future__ import annotations

from pathlib import Path

import nbformat

from hands import SAID, in_notebook, shown_cell


def plant(packet: Path) -> None:
    with in_notebook(packet) as notebook:
        shown_cell(notebook).outputs.append(nbformat.v4.new_output("error", ename="E", evalue=SAID))
