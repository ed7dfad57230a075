"""The name of a file."""

from __future__ import annotations

import shutil
from pathlib import Path

from canaries import NOW


def plant(packet: Path) -> None:
    shutil.copy(packet / "data" / "outreach.csv", packet / "data" / f"victims-{NOW}.csv")
