"""A number of another cell raised to it."""

from __future__ import annotations

import re
from pathlib import Path

from canaries import NOW

EVEN_IF_LISTED = True


def plant(packet: Path) -> None:
    path = packet / "data" / "reintegration.csv"
    text, count = re.subn(r",\d+,shown", f",{NOW},shown", path.read_text(encoding="utf-8"), count=1)
    assert count
    path.write_text(text, encoding="utf-8")
