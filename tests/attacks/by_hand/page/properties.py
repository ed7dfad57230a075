"""The page's properties."""

from __future__ import annotations

from pathlib import Path

from hands import SAID, replace


def plant(packet: Path) -> None:
    replace(packet / "index.html", "</head>", f'<meta name="description" content="{SAID}"></head>')
