"""Figures of pyplot that a cell left open are shown by their cell, so that a build can name it.

Jupyter's own way of drawing shows and closes them. One that a cell has switched to, such as Agg, keeps them: their cell
would end without a word, and the chart would be in no report. Kernels of a build load this module as an extension of
IPython, so it holds from the first cell, whether the notebook opens a report or not; in kernels that others start,
such as nbconvert's, `open_report` begins it.

The same extension lets an exhibit send its data alone, since a build makes every form of it anew from them, and notes
which files the notebook opens (release/read_tracker.py).
"""

from __future__ import annotations

import sys
from typing import Any

from helpers.release.read_tracker import note_files_from_the_start
from helpers.report.front_matter import EXHIBIT, as_data

_EXHIBIT = ("helpers.report.exhibit", "Exhibit")
OPEN_FIGURE = "application/vnd.border-guard.open-figure+json"
"""The media type that stands in the notebook for a figure that is still open when its cell ends."""


def load_ipython_extension(shell: Any) -> None:
    """What IPython calls when a kernel starts with this extension."""
    show_open_figures(shell)
    note_files_from_the_start()
    shell.display_formatter.mimebundle_formatter.for_type_by_name(*_EXHIBIT, _data_alone)


def _data_alone(exhibit: Any) -> dict[str, Any]:
    """What a build takes of an exhibit: it makes page, paper and Word from the data (render/shown_outputs.py)."""
    return {EXHIBIT: as_data(exhibit.kind, exhibit), "text/plain": f"{exhibit.id}: {exhibit.title}"}


def show_open_figures(shell: Any) -> None:
    """From now on, at the end of each cell."""
    shell.events.register("post_run_cell", lambda result: _show(shell, failed=not result.success))


def _show(shell: Any, *, failed: bool) -> None:
    """Of a cell that failed nothing: its error is told, and may have come before the figure was handed over."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None or not pyplot.get_fignums():
        return
    pyplot.close("all")
    if not failed:
        shell.display_pub.publish({OPEN_FIGURE: {}, "text/plain": "<Figure>"})
