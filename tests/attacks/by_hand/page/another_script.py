"""Digits of another script."""

from __future__ import annotations

from pathlib import Path

from canaries import NOW
from hands import into_page


def plant(packet: Path) -> None:
    digits = "".join(chr(0xFF10 + int(digit)) for digit in str(NOW))
    into_page(packet, f"<p>{digits} victims</p>")
