"""Before Quarto renders: keeps the notebooks as they are, and lays out the typeface for Typst (_quarto.yml)."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

import quarto_originals

from helpers.report.fonts import look_fonts

FONTS = ROOT / ".quarto" / "fonts"
FILTER = ROOT / ".ci" / "quarto_filter.py"


def main() -> None:
    """Quarto names what it renders, and is the process that started this one."""
    notebooks = os.environ.get("QUARTO_PROJECT_INPUT_FILES", "").splitlines()
    quarto_originals.keep(notebooks)
    quarto_originals.end_with(os.getppid(), notebooks)
    FONTS.mkdir(parents=True, exist_ok=True)
    for font in look_fonts():
        shutil.copy(font, FONTS)
    # Quarto composes a notebook anew where it or the filter is newer than the last time: so a change of code counts.
    newest = max(
        path.stat().st_mtime for path in (ROOT / "src").rglob("*.*") if "__pycache__" not in path.parts
    )
    if FILTER.stat().st_mtime < newest:
        os.utime(FILTER, (newest, newest))


if __name__ == "__main__":
    main()
