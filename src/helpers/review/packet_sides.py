"""The two sets of packets that are compared: which folders they are, and which reports of them belong together."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.errors import OutputError, ParamsError
from helpers.files.safe_reading import read_file
from helpers.inputs.params.report_time import TIME
from helpers.paths import Project
from helpers.publish.packet_key import unlike_its_list
from helpers.render.report_parts import PAGES
from helpers.report.packet_files import PACKET, TABLE

PUBLISHED, STAGED = "published", "staged"
"""What is in reports/; and what would be there if what waits for publication were published."""


@dataclass(frozen=True)
class Side:
    """Some packets, by their names below reports/ ('2023/en/lang-son').

    `time` is the year, or part of one, that the side is limited to; `project` is where a revision was built.
    """

    name: str
    packets: Mapping[str, Path]
    time: str = ""
    project: Project | None = None


@dataclass(frozen=True)
class PacketPair:
    """One report on both sides, each with what its packet.json holds; None where a side has no such report."""

    report: str
    before: tuple[Path, dict[str, Any]] | None
    after: tuple[Path, dict[str, Any]] | None

    @property
    def about(self) -> dict[str, Any]:
        """What the newer packet.json holds, or the older one where there is no newer."""
        there = self.after or self.before
        assert there is not None
        return there[1]

    @property
    def is_same(self) -> bool:
        """Whether both sides have the report with the same bytes."""
        return bool(self.before and self.after) and self.before[1] == self.after[1]  # type: ignore[index]

    @property
    def has_same_numbers(self) -> bool:
        """Whether both sides have the report, with the same files of published numbers."""
        if self.before is None or self.after is None:
            return False
        one, other = (_numbers(content) for _, content in (self.before, self.after))
        return one == other


def _numbers(content: Mapping[str, Any]) -> list[object]:
    """What decides which cells a packet tells: hashes of its tables, and what is said of all of them."""
    files = {str(each["path"]): each["sha256"] for each in content["outputs"]}
    tables = {name: sha256 for name, sha256 in files.items() if TABLE.fullmatch(name)}
    return [tables, content["place"], content["vintage"]]


def without_language(report: str) -> tuple[str, ...]:
    """The name of a report, in whatever language it is."""
    return tuple(part for part in report.split("/") if part not in ("en", "vi"))


def find_side(project: Project, word: str) -> Side | None:
    """What a word of the command stands for; None where it is no folder, year or name of packets, as a revision is.

    Raises:
        ParamsError: it is one, and holds no packet.
    """
    if word == PUBLISHED:
        side = Side(word, _with_halves(project.reports))
    elif word == STAGED:
        waiting = _with_halves(project.builds / STAGED)
        side = Side(word, {**_with_halves(project.reports), **waiting} if waiting else {})
    elif TIME.fullmatch(word):
        every = _with_halves(project.reports)
        side = Side(word, {name: path for name, path in every.items() if name.startswith(f"{word}/")}, word)
    elif Path(word).is_dir():
        side = Side(Path(word).name or word, _with_halves(Path(word)))
    else:
        return None
    if not side.packets:
        raise ParamsError(f"'{word}' holds no packet to compare; build one first, or name another folder")
    return side


def packets_in(folder: Path, named_by: str = PACKET) -> dict[str, Path]:
    """Every packet below a folder of packets, such as reports/ or a copy of it, known by a file that it has."""
    found = (path.parent for path in folder.glob(f"*/*/*/{named_by}"))
    return {
        "/".join(path.parts[-3:]): path
        for path in sorted(found)
        if TIME.fullmatch(path.parts[-3]) and not path.name.startswith(".")
    }


def _with_halves(folder: Path) -> dict[str, Path]:
    """Every packet, and what is left of those that lost their packet.json, which reading them says."""
    return packets_in(folder) | packets_in(folder, PAGES["report"])


def pairs_of(
    before: Side, after: Side, reports: Collection[str] = (), languages: Collection[str] = ()
) -> list[PacketPair]:
    """The reports of both sides, side by side, each packet held against its own list of files.

    Two times, such as 2022 and 2023, are compared report by report; `reports` and `languages` choose some.

    Raises:
        ParamsError: there is no such report.
        OutputError: a packet is not whole.
    """
    across = bool(before.time and after.time and before.time != after.time)
    sides = [
        {_name(name, across=across): path for name, path in each.packets.items()} for each in (before, after)
    ]
    names = [
        name
        for name in sorted({*sides[0], *sides[1]})
        if (not reports or name.rpartition("/")[2] in reports)
        and (not languages or name.split("/")[-2] in languages)
    ]
    if not names:
        raise ParamsError("neither side has such a report; `workbook build` makes it")
    return [PacketPair(name, _read(sides[0].get(name)), _read(sides[1].get(name))) for name in names]


def _name(name: str, *, across: bool) -> str:
    return name.partition("/")[2] if across else name


def _read(folder: Path | None) -> tuple[Path, dict[str, Any]] | None:
    return None if folder is None else (folder, read_whole_packet(folder))


def read_whole_packet(folder: Path) -> dict[str, Any]:
    """What a packet.json holds, once every file of the packet has been held against it.

    Raises:
        OutputError: the packet is not whole: a file is missing, more or another.
    """
    name = "/".join(folder.parts[-3:])
    try:
        content = json.loads(read_file(folder / PACKET))
        broken = next(unlike_its_list(folder, content), None)
    except (OSError, ValueError, AttributeError):
        broken = (PACKET, "cannot be read")
    if broken:
        raise OutputError(f"{name}: this packet is not whole: {' '.join(broken)}; build this report again")
    assert isinstance(content, dict)
    return content
