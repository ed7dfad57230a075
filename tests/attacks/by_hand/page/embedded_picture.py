"""A picture in the page."""

from __future__ import annotations

import base64
from pathlib import Path

from hands import SAID, into_page


def plant(packet: Path) -> None:
    picture = base64.b64encode(
        f'<svg xmlns="http://www.w3.org/2000/svg"><text>{SAID}</text></svg>'.encode()
    ).decode()
    into_page(packet, f'<img alt="" src="data:image/svg+xml;base64,{picture}">')
