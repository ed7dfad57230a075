"""A key that no reader shows."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from hands import SAID, in_paper


def plant(packet: Path) -> None:
    with in_paper(packet) as pdf:
        pdf.Root["/Supported"] = pikepdf.String(SAID)
