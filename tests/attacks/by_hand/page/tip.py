"""What stands in a tip."""

from __future__ import annotations

from pathlib import Path

from hands import SAID, into_page


def plant(packet: Path) -> None:
    into_page(packet, f'<abbr title="{SAID}">[c]</abbr>')
