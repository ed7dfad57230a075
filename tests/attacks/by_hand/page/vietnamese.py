"""As Vietnamese writes thousands."""

from __future__ import annotations

from pathlib import Path

from canaries import NOW
from hands import into_page


def plant(packet: Path) -> None:
    into_page(packet, f"<p>{NOW // 1000}.{NOW % 1000:03d} nạn nhân</p>")
