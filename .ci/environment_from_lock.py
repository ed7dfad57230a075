"""Prints environment.yml from requirements.lock: conda's pip cannot install a local package beside hashed ones.

So the same versions stand there without hashes. `make lock` runs this; a test holds the file equal to it.
"""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEAD = """\
# Made from requirements.lock by `make lock`; do not edit by hand.
#   conda env create -f environment.yml
# Python and Quarto come from conda-forge, every Python package from the lock, so that both ways give one set of versions.
name: border-guard-workbook
channels:
  - conda-forge
dependencies:
  - python=3.11
  - quarto>=1.9
  - pip
  - pip:
      - --editable .
"""


def environment() -> str:
    """The text of environment.yml."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^([a-z0-9][a-z0-9._-]*==[^\\\n]+?) *\\?$", lock, flags=re.MULTILINE)
    return HEAD + "".join(f"      - {pin}\n" for pin in pins)


if __name__ == "__main__":
    (ROOT / "environment.yml").write_text(environment(), encoding="utf-8")
