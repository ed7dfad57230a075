"""XML for other programs."""

from __future__ import annotations

from pathlib import Path

from hands import SAID, in_parts


def plant(packet: Path) -> None:
    with in_parts(packet / "report.docx") as parts:
        parts["customXml/item1.xml"] = f"<victims>{SAID}</victims>".encode()
