"""A second name of a return."""

from __future__ import annotations

from pathlib import Path

from hands import SAID

EVEN_IF_LISTED = True


def plant(packet: Path) -> None:
    outside = packet.parent / "victims.csv"
    outside.write_text(SAID, encoding="utf-8")
    (packet / "victims.csv").hardlink_to(outside)
