"""The foot of the pages."""

from __future__ import annotations

from pathlib import Path

from hands import SAID, in_part


def plant(packet: Path) -> None:
    in_part(packet / "report.docx", "word/footer1.xml", "<w:t>", f"<w:t>{SAID}</w:t><w:t>")
