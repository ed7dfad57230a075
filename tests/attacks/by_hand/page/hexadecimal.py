"""To the base of sixteen."""

from __future__ import annotations

from pathlib import Path

from canaries import NOW
from hands import into_page


def plant(packet: Path) -> None:
    into_page(packet, f'<i style="color: #{NOW:06x}"></i>')
