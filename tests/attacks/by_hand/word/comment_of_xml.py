"""A comment in the document's XML."""

from __future__ import annotations

from pathlib import Path

from hands import SAID, in_part


def plant(packet: Path) -> None:
    in_part(packet / "report.docx", "word/document.xml", "<w:body>", f"<w:body><!-- {SAID} -->")
