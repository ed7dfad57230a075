"""Which reports there are to build: a notebook, its parameters, and the folder of its packet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from helpers.inputs.provinces import read_provinces
from helpers.inputs.settings import check_language, read_settings, read_year
from helpers.paths import Project
from helpers.privacy.policy import Audience
from helpers.privacy.release import NATION

Kind = Literal["province", "nation", "quality"]
NOTEBOOKS: dict[Kind, str] = {
    "province": "province_report.ipynb",
    "nation": "national_report.ipynb",
    "quality": "data_quality.ipynb",
}
QUALITY = "data-quality"


@dataclass(frozen=True)
class Job:
    """One report to build."""

    kind: Kind
    place: str
    year: int
    language: str
    audience: Audience = "public"

    @property
    def notebook(self) -> str:
        """File name of the notebook that is the report."""
        return NOTEBOOKS[self.kind]

    @property
    def parameters(self) -> dict[str, Any]:
        """What the notebook's parameters cell is given, typed."""
        province = {"province": self.place} if self.kind == "province" else {}
        audience = {"audience": self.audience} if self.audience != "public" else {}
        return {**province, "year": self.year, "language": self.language, **audience}

    @property
    def name(self) -> str:
        """The packet's folder below reports/, which also names the job; below data/ for partners."""
        own = f"{self.year}/{self.language}/{self.place}"
        return own if self.audience == "public" else f"{self.audience}/{own}"

    def scratch(self, project: Project) -> Path:
        """Where the packet is made, and what a failed one leaves behind lies."""
        return self._kept_apart(project, "scratch") or project.scratch / self.name

    def staged(self, project: Project) -> Path:
        """Where the packet waits until the whole build may be published."""
        return self._kept_apart(project, "staged") or project.builds / "staged" / self.name

    def packet(self, project: Project) -> Path:
        """Where the packet is published; one that is not for the public lies where no portal looks."""
        if self.kind == "quality":
            return project.data / "internal" / self.name
        return self._kept_apart(project, "reports") or project.reports / self.name

    def _kept_apart(self, project: Project, what: str) -> Path | None:
        """Nothing of a restricted report lies beside what may be published, cached or uploaded."""
        if self.audience == "public":
            return None
        return project.partner / what / str(self.year) / self.language / self.place


def plan(
    project: Project,
    year: int,
    *,
    provinces: Sequence[str] = (),
    languages: Sequence[str] = (),
    audience: Audience = "public",
) -> list[Job]:
    """The reports of a year: the national one first, then the provinces in the order of their table, then data quality.

    Args:
        project: the project.
        year: the report year.
        provinces: slugs; none means everything. 'viet-nam' is the national report, 'data-quality' the internal one.
        languages: none means all that the settings name.
        audience: for whom; the internal one is for the analyst alone.

    Raises:
        ParamsError: unknown year, language or province (with near matches, or its successor), or one with no command.
    """
    settings = read_settings(project)
    vintage = read_year(project, year).vintage
    for language in languages:
        check_language(settings, language)
    table = read_provinces(project)
    wanted = list(dict.fromkeys(provinces))
    slugs = [table.command(slug, vintage).slug for slug in wanted if slug not in (NATION, QUALITY)]
    if not wanted:
        slugs = [province.slug for province in table.commands(vintage)]
    places: list[tuple[Kind, str]] = [("nation", NATION)] if not wanted or NATION in wanted else []
    places += [("province", slug) for slug in slugs]
    if audience == "public":
        places += [("quality", QUALITY)] if not wanted or QUALITY in wanted else []
    chosen = list(dict.fromkeys(languages)) or settings.languages
    return [Job(kind, place, year, language, audience) for language in chosen for kind, place in places]
