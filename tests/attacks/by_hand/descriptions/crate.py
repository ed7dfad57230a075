"""The description in the crate."""

from __future__ import annotations

from pathlib import Path

from hands import SAID, in_json


def plant(packet: Path) -> None:
    with in_json(packet / "ro-crate-metadata.json") as content:
        content["@graph"][1]["description"] = SAID
