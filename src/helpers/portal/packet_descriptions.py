"""What a packet.json says, as far as the portal needs it, and the rules that it must hold."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from helpers.inputs.params.further_reports import Per
from helpers.inputs.params.settings import Bilingual, Language, Vintage
from helpers.privacy.release import Cell, Status

Count = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class _Part(BaseModel):
    """Base of what a packet.json holds. Keys that the portal does not read are let through."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


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


class CorrectedEdition(_Part):
    """Which edition a corrected report is, and since when."""

    number: int = Field(ge=2)
    corrected: date


class AnyPacket(_Part):
    """What the portal needs of every packet.json. `edition` is of corrected reports."""

    schema_version: Literal[1] = Field(alias="schema")
    title: str = Field(min_length=1)
    place: str
    place_name: Bilingual
    year: int
    period: str = ""
    language: Language
    vintage: Vintage
    demonstration: bool
    published_date: date
    outputs: tuple[Output, ...]
    edition: CorrectedEdition | None = None

    @property
    def edition_number(self) -> int:
        """1 of a report that was never corrected."""
        return self.edition.number if self.edition else 1

    @property
    def folder(self) -> str:
        """The packet's folder, relative to the portal."""
        return f"{self.period or self.year}/{self.language}/{self.place}"


class Packet(AnyPacket):
    """The report on a province or the nation."""

    kind: Literal["province", "nation"]
    region: str | None
    region_name: Bilingual | None
    highlights: Highlights

    @property
    def national(self) -> bool:
        """Whether the packet speaks of the whole country."""
        return self.kind == "nation"


class FurtherPacket(AnyPacket):
    """A further report; the portal says where it is, and none of its figures."""

    kind: Per
    further: str = Field(min_length=1)

    @property
    def folder(self) -> str:
        """The packet's folder, relative to the portal."""
        return f"{super().folder}.{self.further}"


class ShortPacket(AnyPacket):
    """The report on a quarter or half of a year, or on a region; the portal says where it is."""

    kind: Per


class Runs(_Part):
    """The years in which a project begins and ends."""

    first_year: int
    last_year: int


class Targets(_Part):
    """How many targets of a project are judged, of them met or on track or not reported, and how many come later.

    `by_made_up_dates`: of how many made-up dates decide how they stand.
    """

    all: int = Field(ge=0)
    met_or_on_track: int = Field(ge=0)
    not_reported: int = Field(ge=0, default=0)
    later: int = Field(ge=0, default=0)
    by_made_up_dates: int = Field(ge=0, default=0)


class ProjectPacket(AnyPacket):
    """The report on a donor's project."""

    kind: Literal["project"]
    donor: Bilingual
    runs: Runs
    targets: Targets


AnyKind = Packet | FurtherPacket | ProjectPacket | ShortPacket


class Audience(_Part):
    """For whom a packet is, and what made it: read first. `layout` is another than that of a project's own donor.

    `period` is the part of the year that it is on, if it is on one.
    """

    audience: str
    kind: str = ""
    place: str = ""
    further: str = ""
    layout: str = ""
    period: str = ""
