"""A file whose name begins with a dot."""

from __future__ import annotations

from pathlib import Path

from hands import SAID

EVEN_IF_LISTED = True


def plant(packet: Path) -> None:
    (packet / ".notes").write_text(SAID, encoding="utf-8")
