"""A text of the document."""

from __future__ import annotations

from pathlib import Path

from hands import SAID, in_part


def plant(packet: Path) -> None:
    in_part(
        packet / "report.docx", "word/document.xml", "<w:t ", f'<w:t xml:space="preserve">{SAID}</w:t><w:t '
    )
