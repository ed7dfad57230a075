"""In the place of a mark."""

from __future__ import annotations

from pathlib import Path

from canaries import NOW
from hands import replace


def plant(packet: Path) -> None:
    replace(packet / "index.html", "[c]</abbr>", f"{NOW}</abbr>")
