"""A file in the folder of a year."""

from __future__ import annotations

from pathlib import Path

from hands import SAID


def plant(reports: Path) -> None:
    (reports / "2023" / "victims.csv").write_text(SAID, encoding="utf-8")
