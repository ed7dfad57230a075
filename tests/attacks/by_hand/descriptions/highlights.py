"""A key result of packet.json."""

from __future__ import annotations

from pathlib import Path

from canaries import NOW
from hands import in_json

EVEN_IF_LISTED = True


def plant(packet: Path) -> None:
    with in_json(packet / "packet.json") as content:
        content["highlights"]["victims_reintegrated"] = {"value": NOW, "status": "shown"}
