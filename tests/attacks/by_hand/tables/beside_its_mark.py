"""A number beside its mark."""

from __future__ import annotations

from pathlib import Path

from canaries import NOW
from hands import replace

EVEN_IF_LISTED = True


def plant(packet: Path) -> None:
    replace(packet / "data" / "reintegration.csv", ",,[c]", f",{NOW},[c]")
