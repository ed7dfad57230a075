"""Properties of one's own."""

from __future__ import annotations

from pathlib import Path

from hands import SAID, in_parts


def plant(packet: Path) -> None:
    with in_parts(packet / "report.docx") as parts:
        parts["docProps/custom.xml"] = (
            f"<Properties><property><vt>{SAID}</vt></property></Properties>".encode()
        )
