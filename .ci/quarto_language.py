"""Leaves the cells of the other language out of a notebook, for Quarto.

Quarto gives the notebook, after it has run it, on standard input, and reads it back from standard output
(`ipynb-filters` in _quarto.yml). Its language is that of its metadata, else of its parameters, as the reports' own
renderer reads it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from helpers.execute.cell_faults import places_of
from helpers.execute.cell_languages import fault_of, in_language_of_report


def main() -> int:
    """Nothing is written where the tag of a cell is wrong; Quarto stops then, and shows the message."""
    notebook = json.load(sys.stdin.buffer)
    for place, cell in zip(places_of(notebook["cells"]), notebook["cells"], strict=True):
        if fault := fault_of(cell):
            print(f"{place}: {fault}", file=sys.stderr)
            return 1
    sys.stdout.buffer.write(json.dumps(in_language_of_report(notebook), ensure_ascii=False).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
