"""Write data/sample anew: `cd data && ../.venv/bin/python -m sample_generator [FOLDER]`."""

from __future__ import annotations

import sys
from pathlib import Path

from helpers.inputs.params.settings import read_settings
from helpers.paths import find_project

from .writing import write_sample


def main() -> None:
    """Write the register and the returns into the folder given, or into the one that the settings name."""
    project = find_project()
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else project.root / read_settings(project).returns
    print(f"{write_sample(project, folder)} files written")


if __name__ == "__main__":
    main()
