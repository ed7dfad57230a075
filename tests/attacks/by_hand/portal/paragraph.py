"""A paragraph on the portal."""

from __future__ import annotations

from pathlib import Path

from hands import SAID, replace


def plant(reports: Path) -> None:
    replace(reports / "index.html", "</h1>", f"</h1><p>{SAID}</p>")
