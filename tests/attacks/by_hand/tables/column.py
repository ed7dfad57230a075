"""A column more."""

from __future__ import annotations

from pathlib import Path

from canaries import NOW

EVEN_IF_LISTED = True


def plant(packet: Path) -> None:
    path = packet / "data" / "reintegration.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    wider = [lines[0] + ",more", *(f"{line},{NOW}" for line in lines[1:])]
    path.write_text("\n".join(wider), encoding="utf-8")
