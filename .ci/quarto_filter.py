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

import quarto_originals


def give_back(given: bytes) -> None:
    """Restore the notebook that Quarto has just run; before what takes long to import."""
    folder, name = (os.environ.get(f"QUARTO_DOCUMENT_{part}") for part in ("PATH", "FILE"))
    if folder and name and (Path(folder) / name).read_bytes() == given:
        quarto_originals.give_back(Path(folder) / name)


def main(given: bytes) -> int:
    """Nothing is written where a cell cannot be shown; Quarto stops then, and shows the message."""
    import nbformat

    from helpers.errors import WorkbookError
    from helpers.render.quarto_notebook import notebook_for_quarto

    try:
        made = notebook_for_quarto(nbformat.reads(given.decode(), as_version=4))
    except WorkbookError as fault:
        print(fault, file=sys.stderr)
        return 1
    sys.stdout.buffer.write(json.dumps(made, ensure_ascii=False).encode())
    return 0


if __name__ == "__main__":
    notebook = sys.stdin.buffer.read()
    give_back(notebook)
    sys.exit(main(notebook))
