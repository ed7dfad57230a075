"""Words in white on a page."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from hands import SAID, in_paper


def plant(packet: Path) -> None:
    with in_paper(packet) as pdf:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page = pdf.pages[0]
        page.add_resource(font, pikepdf.Name.Font, pikepdf.Name.Planted)
        page.contents_add(f"q 1 1 1 rg BT /Planted 9 Tf 40 40 Td ({SAID}) Tj ET Q".encode())
