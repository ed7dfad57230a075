"""A line that is no row."""

from __future__ import annotations

from pathlib import Path

from hands import SAID

EVEN_IF_LISTED = True


def plant(packet: Path) -> None:
    with (packet / "data" / "reintegration.csv").open("a", encoding="utf-8") as file:
        file.write(f"# {SAID}\r\n")
