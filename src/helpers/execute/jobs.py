"""Which reports there are to build: a notebook, its parameters, and the folder of its packet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args

from helpers.errors import ParamsError, did_you_mean
from helpers.inputs.params.further_reports import Per, notebook_of, read_further
from helpers.inputs.params.projects import Layout
from helpers.inputs.params.provinces import Provinces, read_provinces
from helpers.inputs.params.report_time import ReportTime, months_of
from helpers.inputs.params.settings import (
    Bilingual,
    Vintage,
    check_language,
    check_period,
    read_settings,
    read_year,
)
from helpers.metrics.framework import check_code, check_runs, project_slugs, read_framework, read_frameworks
from helpers.paths import Project
from helpers.privacy.policy import Audience
from helpers.privacy.scope import NATION

Kind = Literal["province", "region", "nation", "project", "quality"]
NOTEBOOKS: dict[Kind, str] = {
    "province": "province_report.ipynb",
    "region": "region_report.ipynb",
    "nation": "national_report.ipynb",
    "project": "project_report.ipynb",
    "quality": "data_quality.ipynb",
}
PERIOD_NOTEBOOKS: dict[Kind, str] = {
    **dict.fromkeys(("nation", "region", "province"), "period_report.ipynb"),
    "project": "project_period_report.ipynb",
}
"""The reports on a quarter or half of a year."""
QUALITY = "data-quality"
WORD = "report.docx"


@dataclass(frozen=True)
class Forms:
    """In what forms a report is made: by which renderer, whether as a Word document too, and in whose layout.

    `layout` is that of a project's main table, where it is not the one of its own donor.
    """

    renderer: Literal["default", "quarto"] = "default"
    word: bool = False
    layout: Layout | Literal[""] = ""

    def as_key(self) -> dict[str, str]:
        """For the key of a packet."""
        return {"renderer": self.renderer, "word": "yes" if self.word else "no"}


@dataclass(frozen=True)
class Job:
    """One report to build."""

    kind: Kind
    place: str
    year: int
    language: str
    audience: Audience = "public"
    forms: Forms = Forms()
    further: str = ""
    title: Bilingual | None = None
    period: str = ""

    @property
    def time(self) -> str:
        """The year, or the part of it, that the report is on: '2024', '2024-Q1'."""
        return str(ReportTime(self.year, self.period))

    @property
    def notebook(self) -> str:
        """File name of the notebook that is the report."""
        if self.period:
            return PERIOD_NOTEBOOKS[self.kind]
        return notebook_of(self.further) if self.further else NOTEBOOKS[self.kind]

    @property
    def folder(self) -> str:
        """The folder's own name: the place, and of a further report its name, of another layout that."""
        return ".".join(filter(None, (self.place, self.further or self.forms.layout)))

    @property
    def parameters(self) -> dict[str, Any]:
        """What the notebook's parameters cell is given, typed."""
        about: dict[str, Any] = {"year": self.year}
        if self.period:
            about = {"period": self.period, **({} if self.kind == "nation" else {self.kind: self.place})}
        elif self.kind == "project":
            about = {"project": self.place, "period": str(self.year)}
            if self.forms.layout:
                about["layout"] = self.forms.layout
        elif self.kind in ("province", "region"):
            about = {self.kind: self.place, "year": self.year}
        audience = {"audience": self.audience} if self.audience != "public" else {}
        return {**about, "language": self.language, **audience}

    @property
    def name(self) -> str:
        """The packet's folder below reports/, which also names the job; below data/ for partners."""
        own = f"{self.time}/{self.language}/{self.folder}"
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
        """Nothing of a restricted or internal report lies beside what may be published, cached or uploaded."""
        if self.audience == "public" and self.kind != "quality":
            return None
        apart = project.data / "internal" if self.kind == "quality" else project.partner
        return apart / what / self.time / self.language / self.folder


def plan(
    project: Project,
    year: int,
    *,
    provinces: Sequence[str] = (),
    languages: Sequence[str] = (),
    audience: Audience = "public",
    forms: Forms = Forms(),  # noqa: B008  frozen
    period: str = "",
) -> list[Job]:
    """The reports of a year: nation, provinces in the order of their table, projects that ran in it, data quality.

    Those on regions are made where they are named, and from then on kept up to date with the others.

    Args:
        project: the project.
        year: the report year.
        provinces: slugs of provinces, regions and donors' projects, names of further reports, or of one place's or
            project's such as 'lang-son.border-week'; none means everything.
            'viet-nam' is the national report, 'data-quality' the internal one. A project that has ended is reported on
            where it is named.
        languages: none means all that the settings name.
        audience: for whom; the internal one is for the analyst alone.
        forms: what they are made as; a packet that has a Word document keeps one. With a layout, projects' reports are
            made in it instead of their donor's; in later builds they are brought up to date beside the donor's own.
        period: a quarter or half of the year, such as '2024-Q1', instead of the year: nation, provinces, and projects
            that ran in it.

    Raises:
        ParamsError: unknown year, language, province or project (with near matches, or a successor), a province or
            region with no command, a project that had not begun; a period that is not over, has no returns, or is
            asked of a report that is made by year; or a project's file is wrong.
    """
    settings = read_settings(project)
    time = ReportTime(year, period)
    _check_returns(project, settings.years, year, provinces)
    vintage = check_period(project, time).vintage
    for language in languages:
        check_language(settings, language)
    wanted = list(dict.fromkeys(provinces))
    if period:
        _refuse_yearly(project, wanted, time, forms)
    places = _named(project, wanted, time, vintage) if wanted else _all(project, time, vintage)
    if audience != "public":
        places = [(kind, place) for kind, place in places if kind != "quality"]
    chosen = list(dict.fromkeys(languages)) or settings.languages
    found: list[tuple[Kind, str, str]] = [(kind, place, "") for kind, place in places]
    found += [] if period else _further(project, wanted, time, vintage)
    further = read_further(project)
    jobs = [
        Job(kind, place, year, language, audience, forms, name, further[name].title if name else None, period)
        for language in chosen
        for kind, place, name in found
    ]
    jobs = [laid_out for job in jobs for laid_out in _layouts(project, job)]
    if not wanted:
        jobs = [job for job in jobs if job.kind != "region" or job.further or job.packet(project).is_dir()]
    return [
        replace(job, forms=replace(job.forms, word=True)) if _has_word(project, job) else job for job in jobs
    ]


def _check_returns(project: Project, years: Sequence[int], year: int, wanted: Sequence[str]) -> None:
    """Refuse a year that a project ran in and that no returns are kept of; its report can be had of another."""
    for slug in wanted:
        if year in years or slug not in project_slugs(project):
            continue
        if not read_framework(project, slug).project.touches(year):
            continue
        nearest = min(max(year, min(years)), max(years))
        told = "; that report tells of its whole time, from published figures too" if nearest > year else ""
        raise ParamsError(
            f"there are no returns of {year} (params/workbook.yml has {', '.join(map(str, years))}), so no report is "
            f"made of that year; ask for the nearest: workbook build {nearest} {slug}{told}"
        )


def check_regions(project: Project, regions: Sequence[str], year: int) -> None:
    """Refuse the name of a region that there is not, or in which no province had a command in the year.

    Raises:
        ParamsError: says what to write instead.
    """
    table = read_provinces(project)
    vintage = read_year(project, year).vintage
    known = _places_of(project, "region", ReportTime(year), vintage)
    for name in regions:
        if name in known:
            continue
        if any(name in slugs for slugs in table.by_vintage.values()):
            raise ParamsError(f"'{name}' is a province, not a region; write --province {name}")
        if name in {region.slug for region in table.regions}:
            raise ParamsError(
                f"no province of region '{name}' has a Border Guard command among the {vintage} provinces of {year}"
                f"{did_you_mean('', known)}"
            )
        raise ParamsError(f"unknown region '{name}'" + did_you_mean(name, known))


def _refuse_yearly(project: Project, wanted: Sequence[str], time: ReportTime, forms: Forms) -> None:
    """Refuse what there is of whole years alone."""
    if forms.layout:
        raise ParamsError(
            f"--layout is of a project's results, which are told by year; leave it out, or write {time.year}"
        )
    for name in wanted:
        if name == QUALITY or name.partition(".")[2] or name in read_further(project):
            raise ParamsError(f"'{name}' is made by year; write workbook build {time.year} {name}")


def _layouts(project: Project, job: Job) -> list[Job]:
    """A project's report in the layout asked for; else in its donor's, and in those that it was made in before."""
    plain = replace(job, forms=replace(job.forms, layout=""))
    if job.kind != "project" or job.further or job.period:
        return [plain]
    others = [name for name in get_args(Layout) if name != read_framework(project, job.place).project.layout]
    made = [replace(job, forms=replace(job.forms, layout=name)) for name in others]
    if job.forms.layout:
        return [each for each in made if each.forms.layout == job.forms.layout] or [plain]
    return [plain, *(each for each in made if each.packet(project).is_dir())]


def _has_word(project: Project, job: Job) -> bool:
    return (job.packet(project) / WORD).is_file()


def _all(project: Project, time: ReportTime, vintage: Vintage) -> list[tuple[Kind, str]]:
    places: list[tuple[Kind, str]] = [("nation", NATION)]
    for kind in ("region", "province", "project"):
        places += [(kind, slug) for slug in _places_of(project, kind, time, vintage)]
    return places if time.period else [*places, ("quality", QUALITY)]


def _running(project: Project, time: ReportTime) -> list[str]:
    months = months_of(str(time))
    return [each.slug for each in read_frameworks(project) if each.project.runs_in(months[0], months[-1])]


def _further(
    project: Project, wanted: list[str], time: ReportTime, vintage: Vintage
) -> list[tuple[Kind, str, str]]:
    """Kind, place and name of the further reports; of a project that has ended where it is named."""
    for each in wanted:
        _check_further(project, each, time, vintage)
    found: list[tuple[Kind, str, str]] = []
    for name, report in read_further(project).items():
        named = [place for place, _, further in (each.partition(".") for each in wanted) if further == name]
        if named and name not in wanted:
            places = named
        elif name in wanted or not wanted:
            places = [*_places_of(project, report.per, time, vintage), *named]
        else:
            continue
        found += [(report.per, place, name) for place in dict.fromkeys(places)]
    return found


def _places_of(project: Project, per: Per, time: ReportTime, vintage: Vintage) -> list[str]:
    """What a report is made for: at a time, of each kind."""
    if per == "nation":
        return [NATION]
    if per == "project":
        return _running(project, time)
    provinces = read_provinces(project)
    commands = provinces.commands(vintage)
    if per == "province":
        return [province.slug for province in commands]
    held = {province.region for province in commands}
    return [region.slug for region in provinces.regions if region.slug in held]


def _check_further(project: Project, wanted: str, time: ReportTime, vintage: Vintage) -> None:
    """Refuse a name such as 'lang-son.border-week' if there is no such report, or none for that place."""
    place, dot, name = wanted.partition(".")
    if not dot:
        return
    known = read_further(project)
    if name not in known:
        like = did_you_mean(name, known) if known else f"; write a place or a project, such as '{NATION}'"
        raise ParamsError(f"no report is called '{wanted}'{like}")
    per = known[name].per
    if per == "province":
        _province(project, read_provinces(project), place, vintage)
    elif per == "nation":
        if place != NATION:
            raise ParamsError(f"'{name}' is one report for the nation: '{NATION}.{name}'")
    elif per == "project" and place in project_slugs(project):
        _check_runs(project, place, time)
    elif place not in (places := _places_of(project, per, time, vintage)):
        raise ParamsError(
            f"'{name}' is made for each {per}, and no {per} is called '{place}'{did_you_mean(place, places)}"
        )


def _named(project: Project, wanted: list[str], time: ReportTime, vintage: Vintage) -> list[tuple[Kind, str]]:
    projects = [slug for slug in project_slugs(project) if slug in wanted]
    for slug in projects:
        _check_runs(project, slug, time)
    table = read_provinces(project)
    regions = [region.slug for region in table.regions if region.slug in wanted]
    check_regions(project, regions, time.year)
    apart = {NATION, QUALITY, *projects, *regions, *read_further(project)}
    slugs = [
        _province(project, table, slug, vintage) for slug in wanted if slug not in apart and "." not in slug
    ]
    places: list[tuple[Kind, str]] = [("nation", NATION)] if NATION in wanted else []
    places += [("region", slug) for slug in regions]
    places += [("province", slug) for slug in slugs]
    places += [("project", slug) for slug in projects]
    return [*places, *([("quality", QUALITY)] if QUALITY in wanted else [])]  # type: ignore[list-item]


def _check_runs(project: Project, slug: str, time: ReportTime) -> None:
    """Refuse a time at which the project did not run, and a project whose code another has."""
    check_runs(read_framework(project, slug), time)
    check_code(project, slug)


def _province(project: Project, table: Provinces, slug: str, vintage: Vintage) -> str:
    """The slug of a province with a command; a name that is rather a project's gets that as a suggestion."""
    try:
        return table.command(slug, vintage).slug
    except ParamsError as fault:
        near = did_you_mean(slug, project_slugs(project) or [NATION])
        if "did you mean" in near and "did you mean" not in str(fault):
            raise ParamsError(f"no province or project is called '{slug}'{near}") from None
        raise
