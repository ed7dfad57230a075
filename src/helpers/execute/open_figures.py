"""Figures of pyplot that a cell left open are shown by their cell, so that a build can name it.

Jupyter's own way of drawing shows and closes them. One that a cell has switched to, such as Agg, keeps them: their cell
would end without a word, and the chart would be in no report. Kernels of a build load this module as an extension of
IPython, so it holds from the first cell, whether the notebook opens a report or not; in kernels that others start,
such as nbconvert's, `open_report` begins it.
"""

from __future__ import annotations

import sys
from typing import Any

OPEN_FIGURE = "application/vnd.border-guard.open-figure+json"
"""The media type that stands in the notebook for a figure that is still open when its cell ends."""


def load_ipython_extension(shell: Any) -> None:
    """What IPython calls when a kernel starts with this extension."""
    show_open_figures(shell)


def show_open_figures(shell: Any) -> None:
    """From now on, at the end of each cell."""
    shell.events.register("post_run_cell", lambda _result: _show(shell))


def _show(shell: Any) -> None:
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None and pyplot.get_fignums():
        pyplot.close("all")
        shell.display_pub.publish({OPEN_FIGURE: {}, "text/plain": "<Figure>"})
