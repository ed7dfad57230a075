"""Reports with exact figures say so wherever they are opened: on every page and screen, in file names, in notebooks."""

from __future__ import annotations

from typing import Any

import nbformat

MARK_CELL = "restricted"


def mark(notebook: Any) -> None:
    """Put the label of a restricted report before everything else in its notebook. Others stay as they are."""
    label = notebook.metadata.get("report", {}).get("restricted")
    if label and notebook.cells[0].get("id") != MARK_CELL:
        notebook.cells.insert(0, nbformat.v4.new_markdown_cell(f"**{label}**", id=MARK_CELL))
