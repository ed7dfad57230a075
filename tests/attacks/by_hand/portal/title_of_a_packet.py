"""The title of a packet, which the portal repeats."""

from __future__ import annotations

from pathlib import Path

from hands import SAID, in_json


def plant(reports: Path) -> None:
    with in_json(reports / "2023" / "en" / "lang-son" / "packet.json") as content:
        content["title"] = SAID
