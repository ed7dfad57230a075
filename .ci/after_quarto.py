"""Cleans the notebooks that Quarto has run: it writes outputs, and the parameters of the run as a cell, into them.

Quarto calls this after a render (_quarto.yml), and names what it rendered. Packets are not run, so not touched.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def clean(rendered: list[str]) -> None:
    """Leave these notebooks as git keeps them, those in notebooks/."""
    paths = [ROOT / name for name in rendered if name.endswith(".ipynb")]
    run = [str(path) for path in paths if path.parent == ROOT / "notebooks" and path.is_file()]
    if run:
        command = [str(ROOT / ".ci" / "clean_notebook"), *run]
        done = subprocess.run(
            command, cwd=ROOT, env={**os.environ, "NOTEBOOK_PYTHON": sys.executable}, check=False
        )
        if done.returncode:
            print(
                "the notebooks keep what Quarto wrote into them: .ci/clean_notebook did not run",
                file=sys.stderr,
            )


if __name__ == "__main__":
    clean(os.environ.get("QUARTO_PROJECT_INPUT_FILES", "").splitlines())
