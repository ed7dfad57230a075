"""The page of another report, beside its own."""

from __future__ import annotations

import shutil
from pathlib import Path

from hands import SAID, into_page


def plant(packet: Path) -> None:
    shutil.copy(packet / "index.html", packet / "page.html")
    into_page(packet, SAID)
