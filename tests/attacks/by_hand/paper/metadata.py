"""The file's XMP metadata."""

from __future__ import annotations

from pathlib import Path

from hands import SAID, in_paper


def plant(packet: Path) -> None:
    with in_paper(packet) as pdf, pdf.open_metadata() as metadata:
        metadata["dc:description"] = SAID
