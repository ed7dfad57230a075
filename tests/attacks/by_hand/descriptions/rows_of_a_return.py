"""How many rows a return of victims had."""

from __future__ import annotations

from pathlib import Path

from canaries import NOW
from hands import in_json

EVEN_IF_LISTED = True


def plant(packet: Path) -> None:
    with in_json(packet / "packet.json") as content:
        entry = next(each for each in content["inputs"] if each["path"].endswith("/reintegration.csv"))
        entry["rows"] = NOW
