"""The size of a file of records in the crate."""

from __future__ import annotations

from pathlib import Path

from canaries import NOW
from hands import in_json

EVEN_IF_LISTED = True


def plant(packet: Path) -> None:
    with in_json(packet / "ro-crate-metadata.json") as content:
        content["@graph"].append({"@id": "returns/victims.csv", "contentSize": str(NOW)})
