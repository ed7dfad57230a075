"""Digits with nothing between them that is seen."""

from __future__ import annotations

from pathlib import Path

from canaries import NOW
from hands import into_page


def plant(packet: Path) -> None:
    into_page(packet, "<p>" + "\u200b".join(str(NOW)) + " victims</p>")
