"""The name of an indicator."""

from __future__ import annotations

from pathlib import Path

from hands import SAID, replace


def plant(packet: Path) -> None:
    replace(packet / "data" / "reintegration.csv", "Victims supported", f"{SAID} supported")
