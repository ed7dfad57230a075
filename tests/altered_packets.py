"""Packets that a test changes, with a packet.json that fits them again: what another build could have made."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from helpers.paths import Project
from helpers.publish.packet_key import checksum_of

_CELLS = """\
indicator,label,unit,place,period,breakdown,category,value,status
sessions,Sessions,sessions,lang-son,2023,total,all,3,shown
"""


def copy_built(built: Project, root: Path) -> Project:
    """A copy of a built project, which a test may spoil."""
    shutil.copytree(built.root, root)
    return Project(root)


def write_packet(
    project: Project, name: str, *, staged: bool = False, guarded: bool = False, **more: Any
) -> Path:
    """A small whole packet, where what is in a report does not matter. `name` is '2023/en/lang-son'."""
    packet = (project.builds / "staged" if staged else project.reports) / name
    files = {"index.html": f"<p>{name}</p>", "report.pdf": "paper", "data/outreach.csv": _CELLS}
    files |= {"data/victims.csv": _CELLS.replace("sessions", "victims_assisted")} if guarded else {}
    for file, text in files.items():
        (packet / file).parent.mkdir(parents=True, exist_ok=True)
        (packet / file).write_text(text, encoding="utf-8")
    time, language, place = name.split("/")
    about: dict[str, Any] = {"vintage": "63", "demonstration": True}
    about |= {
        "place": place,
        "year": int(time[:4]),
        "language": language,
        "audience": "public",
        "kind": "province",
    }
    about |= {"key": {"sha256": hashlib.sha256(name.encode()).hexdigest()}, "release": "0" * 32, **more}
    about["outputs"] = [
        {"path": file, "sha256": hashlib.sha256(text.encode()).hexdigest(), "bytes": len(text.encode())}
        for file, text in files.items()
    ]
    about["checksum"] = checksum_of(about)
    (packet / "packet.json").write_text(json.dumps(about, indent=1), encoding="utf-8")
    return packet


def alter(
    packet: Path,
    name: str,
    change: Callable[[str], str],
    key: Callable[[dict[str, Any]], object] | None = None,
) -> None:
    """Change a file of a packet, and of its key what `key` does to it."""
    path, about = packet / name, json.loads((packet / "packet.json").read_text(encoding="utf-8"))
    old = path.read_text(encoding="utf-8")
    new = change(old)
    assert new != old
    path.write_text(new, encoding="utf-8")
    for output in about["outputs"]:
        if output["path"] == name:
            output |= {"sha256": hashlib.sha256(new.encode()).hexdigest(), "bytes": len(new.encode())}
    if key:
        key(about["key"])
    about["key"]["sha256"] = hashlib.sha256(json.dumps(about["outputs"]).encode()).hexdigest()
    about["checksum"] = checksum_of(about)
    text = json.dumps(about, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (packet / "packet.json").write_text(text, encoding="utf-8")
