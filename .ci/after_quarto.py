"""After Quarto has rendered: the notebooks that it ran are as they were, and nothing else lies beside them.

Word documents are finished as those of the default renderer are.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import quarto_originals

from helpers.render.render_docx import finish_docx


def notebooks_of(made: list[str]) -> set[str]:
    """The notebooks that these results were made from: a result lies in its folder as the notebook in the project."""
    folder = os.environ["QUARTO_PROJECT_OUTPUT_DIR"]
    within = [os.path.relpath(quarto_originals.ROOT / name, folder) for name in made]
    return {str(Path(name).with_name(Path(name).name.partition(".")[0] + ".ipynb")) for name in within}


if __name__ == "__main__":
    results = os.environ.get("QUARTO_PROJECT_OUTPUT_FILES", "").splitlines()
    quarto_originals.end(notebooks_of(results))
    for path in (quarto_originals.ROOT / name for name in results if name.endswith(".docx")):
        path.write_bytes(finish_docx(path.read_bytes()))
