"""A field of a form."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from hands import SAID, in_paper


def plant(packet: Path) -> None:
    with in_paper(packet) as pdf:
        field = pikepdf.Dictionary(FT=pikepdf.Name.Tx, T="n", V=SAID)
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[pdf.make_indirect(field)])
