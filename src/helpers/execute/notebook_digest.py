"""The hash of a notebook as it is kept, without what running and saving it leaves in the file.

So reports stay up to date when an analyst has run a notebook, and the hash is that of the file in the repository, where
.ci/clean_notebook takes away the same. What a notebook imports is in `code` of the packet's key.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from helpers.files.safe_reading import read_file

MISSING = "missing"
INJECTED = "injected-parameters"
ADDED = ("about-this-report", "correction", "corrected-figures", "tbl-corrected-figures", "restricted")
"""Ids, or beginnings of ids with a number, of the cells that a build adds to an executed notebook."""
PASSING = {
    "ExecuteTime", "collapsed", "editable", "execution", "heading_collapsed", "hidden", "init_cell", "jupyter",
    "scrolled", "slideshow", "trusted",
}  # fmt: skip
"""Metadata of a cell that tell of one sitting."""


def digest_of(notebook: Path) -> str:
    """SHA-256 of a notebook's file as it is kept; of a file that is no notebook, of its bytes; 'missing' of none."""
    try:
        content = read_file(notebook)
    except OSError:
        return MISSING  # to be told by the one report that needs it
    try:
        kept = _as_kept(json.loads(content))
        text = (json.dumps(kept, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        text = content
    return hashlib.sha256(text).hexdigest()


def _as_kept(notebook: dict[str, Any]) -> dict[str, Any]:
    cells = [each for each in notebook["cells"] if INJECTED not in each["metadata"].get("tags", ())]
    for cell in cells:
        cell["metadata"] = {key: value for key, value in cell["metadata"].items() if key not in PASSING}
        if isinstance(cell["source"], str):
            cell["source"] = cell["source"].splitlines(keepends=True)
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
    about = {key: value for key, value in notebook["metadata"].items() if key not in ("papermill", "widgets")}
    if "language_info" in about:
        about["language_info"] = {"name": about["language_info"]["name"]}
    return notebook | {"cells": cells, "metadata": about}
