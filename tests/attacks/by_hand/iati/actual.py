"""An actual of a guarded indicator."""

from __future__ import annotations

import re
from pathlib import Path

from canaries import NOW

PLACE = "national-programme"
EVEN_IF_LISTED = True


def plant(packet: Path) -> None:
    path = packet / "iati.xml"
    text = path.read_text(encoding="utf-8")
    at = text.index('code="victims_')
    changed, count = re.subn(r'<actual value="[\d.]+"', f'<actual value="{NOW}"', text[at:], count=1)
    assert count
    path.write_text(text[:at] + changed, encoding="utf-8")
