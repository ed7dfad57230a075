"""What one report speaks of: a province, a region, the nation or a project; years, and a language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from helpers.inputs.params.settings import Language, Vintage

Kind = Literal["province", "region", "nation", "project"]
NATION = "viet-nam"


@dataclass(frozen=True)
class Scope:
    """What one report speaks of.

    `province` is None in a national report, and in that of a donor's project, which `project` names, or of a `region`.
    `period` is a part of the year that the report speaks of: a month, a quarter, or a half such as 2024-H1.
    """

    province: str | None
    year: int
    language: Language
    vintage: Vintage
    first_year: int
    project: str | None = None
    region: str | None = None
    period: str | None = None

    @cached_property  # and no property: Tab in a notebook (jedi) cannot read a Literal that one returns
    def kind(self) -> Kind:
        """What the report is on."""
        if self.project:
            return "project"
        return "province" if self.province else "region" if self.region else "nation"

    @property
    def time(self) -> str:
        """The period whose cells the report shows by default: its year, or the part of it."""
        return self.period or str(self.year)

    @property
    def place(self) -> str:
        """The place whose cells the report shows by default."""
        return self.province or self.region or NATION

    @property
    def years(self) -> list[int]:
        """The years that the report looks back on, and its own."""
        return list(range(self.first_year, self.year + 1))
