"""A row more, of no indicator."""

from __future__ import annotations

from pathlib import Path

from canaries import NOW

EVEN_IF_LISTED = True


def plant(packet: Path) -> None:
    with (packet / "data" / "reintegration.csv").open("a", encoding="utf-8") as file:
        file.write(f"supported,Supported,people,lang-son,2023,total,all,{NOW},shown\r\n")
