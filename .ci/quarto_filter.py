"""Composes a notebook for Quarto, and gives the file back what stood in it before Quarto ran it.

Quarto gives the notebook, after it has run it, on standard input, and reads it back from standard output
(`ipynb-filters` in _quarto.yml). From then on nothing that fails can leave its outputs in the file.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import nbformat
import quarto_originals

from helpers.errors import WorkbookError
from helpers.render.quarto_notebook import notebook_for_quarto


def main() -> int:
    """Nothing is written where a cell cannot be shown; Quarto stops then, and shows the message."""
    given = sys.stdin.buffer.read()
    folder, name = (os.environ.get(f"QUARTO_DOCUMENT_{part}") for part in ("PATH", "FILE"))
    if folder and name and (Path(folder) / name).read_bytes() == given:
        quarto_originals.give_back(Path(folder) / name)
    notebook = nbformat.reads(given.decode(), as_version=4)
    try:
        made = notebook_for_quarto(notebook)
    except WorkbookError as fault:
        print(fault, file=sys.stderr)
        return 1
    sys.stdout.buffer.write(json.dumps(made, ensure_ascii=False).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
