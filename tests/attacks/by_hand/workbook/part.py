"""A part that no program reads."""

from __future__ import annotations

from pathlib import Path

from hands import SAID, in_parts


def plant(packet: Path) -> None:
    with in_parts(packet / "tables.xlsx") as parts:
        parts["xl/more.bin"] = SAID.encode()
