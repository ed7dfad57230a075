"""Digits as entities."""

from __future__ import annotations

from pathlib import Path

from canaries import NOW
from hands import into_page


def plant(packet: Path) -> None:
    into_page(packet, "<p>" + "".join(f"&#{ord(digit)};" for digit in str(NOW)) + " victims</p>")
