"""The properties of the file."""

from __future__ import annotations

from pathlib import Path

from hands import SAID, in_part


def plant(packet: Path) -> None:
    in_part(packet / "report.docx", "docProps/core.xml", "</dc:title>", f" {SAID}</dc:title>")
