"""What a tile of the map says."""

from __future__ import annotations

from pathlib import Path

from hands import SAID, replace


def plant(reports: Path) -> None:
    replace(reports / "index.html", 'data-victims-assisted="', f'data-more="{SAID}" data-victims-assisted="')
