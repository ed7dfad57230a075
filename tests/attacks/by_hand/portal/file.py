"""A file beside the portal."""

from __future__ import annotations

from pathlib import Path

from hands import SAID


def plant(reports: Path) -> None:
    (reports / "notes.html").write_text(SAID, encoding="utf-8")
