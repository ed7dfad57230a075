"""Packed, as a program would read it."""

from __future__ import annotations

import base64
from pathlib import Path

from canaries import NOW
from hands import into_page


def plant(packet: Path) -> None:
    packed = base64.b64encode(str(NOW).encode()).decode()
    into_page(packet, f'<i data-n="{packed}"></i>')
