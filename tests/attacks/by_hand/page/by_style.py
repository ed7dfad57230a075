"""Words in the colour of the paper."""

from __future__ import annotations

from pathlib import Path

from hands import SAID, into_page


def plant(packet: Path) -> None:
    into_page(packet, f'<p style="color: #fff; font-size: 1px">{SAID}</p>')
