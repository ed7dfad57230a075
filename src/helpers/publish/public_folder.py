"""What must not lie in the public folder, found without opening a file: links, special files, other folders.

A link would publish what it leads to, past every audit; a pipe would keep whoever reads it waiting for ever. So builds
and audits look here first.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from helpers.errors import DisclosureError
from helpers.inputs.params.report_time import TIME
from helpers.paths import Project

PACKET_DEPTH = 3
"""reports/<year, or a quarter or half of it>/<language>/<packet>"""
DATA_SET = "data"
"""The folder of the data set, beside those of the years; it has files alone."""
EDITIONS = "editions"
"""The folder of what corrected reports said before; it has files alone, too."""
_NAMES = {1: TIME, 2: re.compile(r"[a-z]{2}"), PACKET_DEPTH + 1: re.compile("data")}
"""By depth, the names of folders: years and parts of them, languages, and the one folder that a packet has."""
_ON_THE_WAY = re.compile(r"\..+\.(new|old)")
"""A packet that a killed build was putting in its place; the next build removes it, or puts it back."""
_SHOWN = 20


def refuse_unreadable(project: Project, made_again: Collection[Path] | None = None) -> None:
    """Refuse to go on where something in reports/ is neither a file nor a folder of the workbook's.

    Args:
        project: the project.
        made_again: packets that may lack their packet.json, because a build makes them again. Default: all may.

    Raises:
        DisclosureError: there is such a thing; it was not opened.
    """
    found = [f"{project.show(path)} {reason}" for path, reason in strange_in(project.reports)]
    if not found and made_again is not None:
        found = [
            f"{project.show(folder)} is a folder that is no packet: it has no packet.json"
            for folder in _without_packet(project.reports)
            if folder not in made_again
        ]
    if found:
        more = [f"... and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
        raise DisclosureError(
            "\n".join([*found[:_SHOWN], *more, "nothing is read or published before you have removed it"])
        )


def strange_in(folder: Path, depth: int = 0) -> Iterator[tuple[Path, str]]:
    """Whatever must not lie in a folder of reports/, or be that folder, each with its reason.

    `depth` is that of the folder: 0 of reports/ itself, `PACKET_DEPTH` of a packet.
    """
    try:
        mode = folder.lstat().st_mode
    except FileNotFoundError:
        return
    if reason := _strange(mode):
        yield folder, reason
    elif stat.S_ISDIR(mode):
        if _is_named_well(folder, depth):
            yield from _inside(folder, depth)
        elif depth == 1 and folder.name in (DATA_SET, EDITIONS):
            yield from _inside(folder, PACKET_DEPTH + 1)
        else:
            yield folder, "is a folder that is no packet"


def _without_packet(reports: Path) -> list[Path]:
    return [
        folder
        for folder in sorted(reports.glob("*/*/*"))
        if folder.is_dir()
        and not _ON_THE_WAY.fullmatch(folder.name)
        and not (folder / "packet.json").is_file()
    ]


def _inside(folder: Path, depth: int) -> Iterator[tuple[Path, str]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:  # a running build has just taken it away
        return
    except OSError as fault:
        yield folder, f"cannot be read ({(fault.strerror or 'no reason given').lower()})"
        return
    for entry in entries:
        if not entry.is_file(follow_symlinks=False):
            yield from strange_in(Path(entry.path), depth + 1)


def _is_named_well(folder: Path, depth: int) -> bool:
    if depth in (0, PACKET_DEPTH):
        return True
    return depth in _NAMES and bool(_NAMES[depth].fullmatch(folder.name))


def _strange(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return "is a symbolic link"
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        return ""
    return "is no file but a pipe, a socket or a device"
