"""The size of a file of records."""

from __future__ import annotations

from pathlib import Path

from canaries import NOW
from hands import in_json

EVEN_IF_LISTED = True


def plant(packet: Path) -> None:
    with in_json(packet / "datapackage.json") as content:
        content["resources"].append({"path": "returns/victims.csv", "bytes": NOW})
