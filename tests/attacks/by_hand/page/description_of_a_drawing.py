"""What is said of a drawing to whoever cannot see it."""

from __future__ import annotations

from pathlib import Path

from hands import SAID, replace


def plant(packet: Path) -> None:
    replace(packet / "index.html", 'role="img"', f'role="img" aria-description="{SAID}"')
