"""An entry more in packet.json."""

from __future__ import annotations

from pathlib import Path

from hands import SAID, in_json


def plant(packet: Path) -> None:
    with in_json(packet / "packet.json") as content:
        content["more"] = SAID
