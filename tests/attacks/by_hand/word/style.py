"""The name of a style."""

from __future__ import annotations

from pathlib import Path

from hands import SAID, in_part


def plant(packet: Path) -> None:
    in_part(packet / "report.docx", "word/styles.xml", '<w:name w:val="', f'<w:name w:val="{SAID} ')
