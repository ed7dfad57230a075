"""What is read aloud of a drawing."""

from __future__ import annotations

from pathlib import Path

from hands import SAID, in_part


def plant(packet: Path) -> None:
    in_part(packet / "report.docx", "word/document.xml", 'descr="', f'descr="{SAID}. ')
