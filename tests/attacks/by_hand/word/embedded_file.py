"""A file inside the file."""

from __future__ import annotations

from pathlib import Path

from hands import SAID, in_parts


def plant(packet: Path) -> None:
    with in_parts(packet / "report.docx") as parts:
        parts["word/embeddings/more.bin"] = SAID.encode()
