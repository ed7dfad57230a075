"""A bookmark."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from hands import SAID, in_paper


def plant(packet: Path) -> None:
    with in_paper(packet) as pdf, pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(SAID, 0))
