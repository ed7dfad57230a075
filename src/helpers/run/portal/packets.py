"""The packets that the portal may list, read from their packet.json and held against their files.

A packet for another audience than the public, or of a further report, is passed over in silence; one that is broken is
left out with the reason. Nothing here opens a report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from helpers.errors import ParamsError, WorkbookError
from helpers.inputs.provinces import Provinces
from helpers.inputs.settings import Language, Vintage
from helpers.paths import Project
from helpers.privacy.release import NATION, Cell, Status

FILE_NAME = "packet.json"
PUBLIC = "public"
REQUIRED = ("index.html", "report.pdf")
Count = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class _Part(BaseModel):
    """Base of what a packet.json holds. Keys that the portal does not read are let through."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


class Names(_Part):
    """A name in both languages."""

    en: str = Field(min_length=1)
    vi: str = Field(min_length=1)

    def __getitem__(self, language: str) -> str:
        return self.vi if language == "vi" else self.en


class Highlight(_Part):
    """One key result as it was published: a value, or the reason why there is none."""

    value: Count | None
    status: Status

    @model_validator(mode="after")
    def _value_only_when_shown(self) -> Highlight:
        if (self.value is not None) != (self.status == "shown"):
            raise ValueError("must have a value when its status is 'shown', and none otherwise")
        return self

    @property
    def cell(self) -> Cell:
        """The highlight as a cell of a Release."""
        return Cell(self.value, self.status)


class Highlights(_Part):
    """The key results that the portal shows, in its order."""

    sessions: Highlight
    participants: Highlight
    interception_cases: Highlight
    trafficking_cases: Highlight
    victims_assisted: Highlight

    def cell(self, measure: str) -> Cell:
        """One key result."""
        highlight: Highlight = getattr(self, measure)
        return highlight.cell


MEASURES = tuple(Highlights.model_fields)


class Output(_Part):
    """One file of the packet."""

    path: str = Field(min_length=1)
    bytes: int = Field(ge=0)


class AnyPacket(_Part):
    """What the portal needs of every packet.json."""

    schema_version: Literal[1] = Field(alias="schema")
    title: str = Field(min_length=1)
    place: str
    place_name: Names
    year: int
    language: Language
    vintage: Vintage
    demonstration: bool
    published_date: date
    outputs: tuple[Output, ...]

    @property
    def folder(self) -> str:
        """The packet's folder, relative to the portal."""
        return f"{self.year}/{self.language}/{self.place}"


class Packet(AnyPacket):
    """The report on a province or the nation."""

    kind: Literal["province", "nation"]
    region: str | None
    region_name: Names | None
    highlights: Highlights

    @property
    def national(self) -> bool:
        """Whether the packet speaks of the whole country."""
        return self.kind == "nation"


class Runs(_Part):
    """The years in which a project begins and ends."""

    first_year: int
    last_year: int


class Targets(_Part):
    """How many targets a project has, and how many of them are met or on track."""

    all: int = Field(ge=0)
    met_or_on_track: int = Field(ge=0)


class ProjectPacket(AnyPacket):
    """The report on a donor's project."""

    kind: Literal["project"]
    donor: Names
    runs: Runs
    targets: Targets


class _Audience(_Part):
    audience: str
    kind: str = ""
    further: str = ""


@dataclass(frozen=True)
class Scan:
    """The packets found, in the order of year, language and place, and the left-outs, each with its reason."""

    packets: tuple[Packet, ...]
    left_out: tuple[str, ...]
    projects: tuple[ProjectPacket, ...] = ()


def scan_packets(
    project: Project, provinces: Provinces, staged: Mapping[Path, Path] = MappingProxyType({})
) -> Scan:
    """Every whole, public packet below reports/, as it will be when those that wait in `staged` are in their places."""
    packets: list[Packet | ProjectPacket] = []
    left_out = []
    lies_in = {place: place for place in _packet_folders(project.reports)}
    lies_in |= {place: folder for place, folder in staged.items() if place.is_relative_to(project.reports)}
    for place, folder in sorted(lies_in.items()):
        try:
            packet = _read(folder, provinces)
        except _LeftOutError as reason:
            left_out.append(f"{project.show(place)}: {reason}")
        else:
            packets += [packet] if packet else []
    return Scan(
        tuple(packet for packet in packets if isinstance(packet, Packet)),
        tuple(left_out),
        tuple(packet for packet in packets if isinstance(packet, ProjectPacket)),
    )


def highlights(packets: Iterable[Packet | ProjectPacket]) -> dict[str, dict[str, float | None]]:
    """What the portal may show: folder of a packet -> measure -> its value, none where it is not shown.

    The report on a project has no such measure.
    """
    return {
        packet.folder: {measure: packet.highlights.cell(measure).value for measure in MEASURES}
        if isinstance(packet, Packet)
        else {}
        for packet in packets
    }


class _LeftOutError(WorkbookError):
    """Why a packet cannot be listed."""


def _packet_folders(reports: Path) -> Iterator[Path]:
    """reports/<year>/<language>/<place>; a name that begins with a dot is a packet on its way in or out."""
    for year in _folders(reports):
        if re.fullmatch(r"\d{4}", year.name):
            for language in _folders(year):
                yield from _folders(language)


def _folders(parent: Path) -> list[Path]:
    if not parent.is_dir():
        return []
    return sorted(path for path in parent.iterdir() if path.is_dir() and not path.name.startswith("."))


def _read(folder: Path, provinces: Provinces) -> Packet | ProjectPacket | None:
    try:
        content = (folder / FILE_NAME).read_bytes()
    except FileNotFoundError:
        raise _LeftOutError(f"it has no {FILE_NAME}; build this report again") from None
    except OSError:
        raise _LeftOutError(f"its {FILE_NAME} cannot be read; mend the file's rights") from None
    try:
        about = _Audience.model_validate_json(content)
        if about.audience != PUBLIC or about.further:
            return None
        model: type[Packet | ProjectPacket] = ProjectPacket if about.kind == "project" else Packet
        packet = model.model_validate_json(content)
    except ValidationError as fault:
        raise _LeftOutError(
            f"{FILE_NAME} is malformed ({_first_mistake(fault)}); build this report again"
        ) from None
    _check_place(packet, folder, provinces)
    _check_files(packet, folder)
    return packet


def _first_mistake(fault: ValidationError) -> str:
    """Key and rule of the first mistake, without the value that broke it."""
    error = fault.errors(include_url=False, include_input=False, include_context=False)[0]
    key = ".".join(str(part) for part in error["loc"])
    reason = "not JSON" if error["type"] == "json_invalid" else error["msg"].removeprefix("Value error, ")
    return f"{key}: {reason}" if key else reason


def _check_place(packet: Packet | ProjectPacket, folder: Path, provinces: Provinces) -> None:
    if packet.folder != "/".join(folder.parts[-3:]):
        raise _LeftOutError(
            f"{FILE_NAME} says that it belongs in '{packet.folder}'; move it there, or build it again"
        )
    if isinstance(packet, ProjectPacket):
        return
    if packet.national != (packet.place == NATION):
        raise _LeftOutError(
            f"kind '{packet.kind}' does not go with place '{packet.place}'; build this report again"
        )
    if packet.national:
        return
    if packet.region is None or packet.region_name is None:
        raise _LeftOutError("region and region_name are missing; build this report again")
    try:
        provinces.command(packet.place, packet.vintage)
    except ParamsError as fault:
        raise _LeftOutError(f"{fault}; remove this folder") from None


def _check_files(packet: AnyPacket, folder: Path) -> None:
    """Hold the files against their listed sizes; hashes are the work of `verify`."""
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


def _is_inside(path: str) -> bool:
    pure = PurePosixPath(path)
    return not pure.is_absolute() and ".." not in pure.parts and "\\" not in path and ":" not in path
