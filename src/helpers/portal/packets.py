"""The packets that the portal may list, read from their packet.json and held against their files.

A packet for another audience than the public is passed over in silence; one that is broken is left out with the
reason. Nothing here opens a report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from pydantic import ValidationError

from helpers.errors import ParamsError, WorkbookError
from helpers.inputs.params.further_reports import FILE_NAME as FURTHER
from helpers.inputs.params.further_reports import read_further
from helpers.inputs.params.provinces import Provinces
from helpers.inputs.params.report_time import TIME
from helpers.metrics.framework import project_slugs
from helpers.paths import Project
from helpers.portal.packet_descriptions import (
    AnyKind,
    AnyPacket,
    Audience,
    FurtherPacket,
    Packet,
    ProjectPacket,
    ShortPacket,
)
from helpers.privacy.scope import NATION
from helpers.publish.exports.published_csv import COLUMNS
from helpers.report.packet_files import OWN, TABLE
from helpers.review.approvals import NOT_APPROVED, not_approved

FILE_NAME = "packet.json"
PUBLIC = "public"
REQUIRED = ("index.html", "report.pdf")


@dataclass(frozen=True)
class Scan:
    """The packets found, in the order of year, language and place, and the left-outs, each with its reason.

    `lies_in` says where each packet found lies now, by its folder relative to the portal.
    """

    packets: tuple[Packet, ...]
    left_out: tuple[str, ...]
    projects: tuple[ProjectPacket, ...] = ()
    further: tuple[FurtherPacket, ...] = ()
    short: tuple[ShortPacket, ...] = ()
    lies_in: Mapping[str, Path] = field(default_factory=dict, compare=False)

    @property
    def all(self) -> tuple[AnyKind, ...]:
        """Every packet found, of whatever kind."""
        return (*self.packets, *self.projects, *self.further, *self.short)


def scan_packets(
    project: Project, provinces: Provinces, staged: Mapping[Path, Path] = MappingProxyType({})
) -> Scan:
    """Every whole, public packet below reports/, as it will be when those that wait in `staged` are in their places."""
    packets: list[AnyKind] = []
    left_out = []
    found: dict[str, Path] = {}
    lies_in = {place: place for place in _packet_folders(project.reports)}
    lies_in |= {place: folder for place, folder in staged.items() if place.is_relative_to(project.reports)}
    names = {"/".join(place.parts[-3:]): folder for place, folder in lies_in.items()}
    unready = {*not_approved(project, names)}
    for place, folder in sorted(lies_in.items()):
        try:
            packet = _read(project, folder, provinces)
            if packet and packet.folder in unready:
                raise _LeftOutError(NOT_APPROVED)
        except _LeftOutError as reason:
            left_out.append(f"{project.show(place)}: {reason}")
        else:
            if packet:
                packets.append(packet)
                found[packet.folder] = folder
    return Scan(
        tuple(packet for packet in packets if isinstance(packet, Packet)),
        tuple(left_out),
        tuple(packet for packet in packets if isinstance(packet, ProjectPacket)),
        tuple(packet for packet in packets if isinstance(packet, FurtherPacket)),
        tuple(packet for packet in packets if isinstance(packet, ShortPacket)),
        found,
    )


def withdrawn(project: Project, about: Audience) -> str | None:
    """Why no build would make a packet again, which is published until somebody removes it; None where one would."""
    if about.kind == "project" and about.place not in project_slugs(project):
        return f"params/projects/ has no '{about.place}' any more; remove this folder"
    if not about.further:
        return None
    report = read_further(project).get(about.further)
    if report and report.per == about.kind:
        return None
    return f"params/{FURTHER} makes no such report any more; remove this folder"


class _LeftOutError(WorkbookError):
    """Why a packet cannot be listed."""


def _packet_folders(reports: Path) -> Iterator[Path]:
    """reports/<year or part of it>/<language>/<place>; a name that begins with a dot is on its way in or out."""
    for year in _folders(reports):
        if TIME.fullmatch(year.name):
            for language in _folders(year):
                yield from _folders(language)


def _folders(parent: Path) -> list[Path]:
    if not parent.is_dir():
        return []
    return sorted(path for path in parent.iterdir() if path.is_dir() and not path.name.startswith("."))


def _read(project: Project, folder: Path, provinces: Provinces) -> AnyKind | None:
    try:
        content = (folder / FILE_NAME).read_bytes()
    except FileNotFoundError:
        raise _LeftOutError(f"it has no {FILE_NAME}; build this report again") from None
    except OSError:
        raise _LeftOutError(f"its {FILE_NAME} cannot be read; mend the file's rights") from None
    try:
        about = Audience.model_validate_json(content)
        if about.audience != PUBLIC:
            return None
        if reason := withdrawn(project, about):
            raise _LeftOutError(reason)
        if about.layout:
            return None
        packet = _model_of(about).model_validate_json(content)
    except ValidationError as fault:
        raise _LeftOutError(
            f"{FILE_NAME} is malformed ({_first_mistake(fault)}); build this report again"
        ) from None
    _check_place(packet, folder, provinces)
    _check_files(packet, folder)
    return packet


def _model_of(about: Audience) -> type[AnyKind]:
    if about.further:
        return FurtherPacket
    if about.period or about.kind == "region":
        return ShortPacket
    return ProjectPacket if about.kind == "project" else Packet


def _first_mistake(fault: ValidationError) -> str:
    """Key and rule of the first mistake, without the value that broke it."""
    error = fault.errors(include_url=False, include_input=False, include_context=False)[0]
    key = ".".join(str(part) for part in error["loc"])
    reason = "not JSON" if error["type"] == "json_invalid" else error["msg"].removeprefix("Value error, ")
    return f"{key}: {reason}" if key else reason


def _check_place(packet: AnyKind, folder: Path, provinces: Provinces) -> None:
    if packet.folder != "/".join(folder.parts[-3:]):
        raise _LeftOutError(
            f"{FILE_NAME} says that it belongs in '{packet.folder}'; move it there, or build it again"
        )
    if packet.kind == "project":
        return
    if (packet.kind == "nation") != (packet.place == NATION):
        raise _LeftOutError(
            f"kind '{packet.kind}' does not go with place '{packet.place}'; build this report again"
        )
    if packet.kind == "nation":
        return
    if packet.kind == "region":
        if packet.place not in {region.slug for region in provinces.regions}:
            raise _LeftOutError(f"there is no region '{packet.place}'; remove this folder")
        return
    if isinstance(packet, Packet) and (packet.region is None or packet.region_name is None):
        raise _LeftOutError("region and region_name are missing; build this report again")
    try:
        provinces.command(packet.place, packet.vintage)
    except ParamsError as fault:
        raise _LeftOutError(f"{fault}; remove this folder") from None


def _check_files(packet: AnyPacket, folder: Path) -> None:
    """Hold the files against their listed sizes; hashes are the work of `workbook verify`."""
    listed = {output.path for output in packet.outputs}
    for path in REQUIRED:
        if path not in listed:
            raise _LeftOutError(f"{FILE_NAME} does not list {path}; build this report again")
    for output in packet.outputs:
        if not _is_inside(output.path):
            raise _LeftOutError(f"{FILE_NAME} lists a file outside the packet; build this report again")
        file = folder / output.path
        if not file.is_file():
            raise _LeftOutError(f"{output.path} is missing; build this report again")
        if file.stat().st_size != output.bytes:
            raise _LeftOutError(
                f"{output.path} has not the size that {FILE_NAME} gives; build this report again"
            )
        if TABLE.fullmatch(output.path) and not OWN.fullmatch(output.path):
            with file.open(encoding="utf-8") as lines:
                if lines.readline().strip() != ",".join(COLUMNS):
                    raise _LeftOutError(f"{output.path} is no table of cells; build this report again")


def _is_inside(path: str) -> bool:
    pure = PurePosixPath(path)
    return not pure.is_absolute() and ".." not in pure.parts and "\\" not in path and ":" not in path
