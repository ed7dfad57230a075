"""Cleans the notebooks that Quarto has run: it writes outputs, and the parameters of the run as a cell, into them.

Quarto calls this after a render (_quarto.yml), and names what it made. Packets are not run, so not touched.
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = ROOT / "notebooks"


def clean(made: list[str]) -> None:
    """Leave the notebooks in notebooks/ that these files were made from as git keeps them."""
    names = {Path(name).name.partition(".")[0] for name in made if Path(name).parent.name == NOTEBOOKS.name}
    run = [str(path) for path in sorted(NOTEBOOKS.glob("*.ipynb")) if path.stem in names]
    if run:
        command = [str(ROOT / ".ci" / "clean_notebook"), *run]
        own = (
            {"NOTEBOOK_PYTHON": sys.executable} if find_spec("nbstripout") else {}
        )  # else that of `make setup`
        done = subprocess.run(command, cwd=ROOT, env=os.environ | own, check=False)
        if done.returncode:
            print(
                "the notebooks keep what Quarto wrote into them: .ci/clean_notebook did not run",
                file=sys.stderr,
            )


if __name__ == "__main__":
    clean(os.environ.get("QUARTO_PROJECT_OUTPUT_FILES", "").splitlines())
