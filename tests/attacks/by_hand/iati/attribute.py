"""An attribute."""

from __future__ import annotations

from pathlib import Path

from hands import SAID, replace

PLACE = "national-programme"


def plant(packet: Path) -> None:
    replace(packet / "iati.xml", "<iati-activity ", f'<iati-activity supported="{SAID}" ')
