"""What a page is called."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from hands import SAID, in_paper


def plant(packet: Path) -> None:
    with in_paper(packet) as pdf:
        label = pikepdf.Dictionary(P=SAID)
        pdf.Root.PageLabels = pikepdf.Dictionary(Nums=[0, label])
