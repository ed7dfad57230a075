"""The README beside the portal."""

from __future__ import annotations

from pathlib import Path

from hands import SAID


def plant(reports: Path) -> None:
    (reports / "README.md").write_text(f"# Reports\n\n{SAID}\n", encoding="utf-8")
