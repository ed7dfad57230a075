"""The description in the Data Package."""

from __future__ import annotations

from pathlib import Path

from hands import SAID, in_json


def plant(packet: Path) -> None:
    with in_json(packet / "datapackage.json") as content:
        content["description"] = SAID
