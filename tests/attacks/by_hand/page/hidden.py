"""A paragraph that no screen shows."""

from __future__ import annotations

from pathlib import Path

from hands import SAID, into_page


def plant(packet: Path) -> None:
    into_page(packet, f"<p hidden>{SAID}</p>")
