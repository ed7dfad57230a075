"""The results frameworks of the donors' projects, read from params/projects and held against the catalogue.

Reading and finding only: what is a mistake stands in framework_checks.py, what was achieved in targets.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from helpers.arguments import check_text
from helpers.errors import ParamsError, did_you_mean
from helpers.inputs.params.projects import DonorProject, ProjectIndicator
from helpers.inputs.params.provinces import read_provinces
from helpers.inputs.params.published_figures import read_published
from helpers.inputs.params.report_time import ReportTime, months_of
from helpers.inputs.params.settings import Bilingual, read_settings, read_year
from helpers.inputs.params.yaml_files import Located, read_located
from helpers.metrics.catalogue import Catalogue, read_catalogue
from helpers.metrics.cross_checks import Fault, checked
from helpers.metrics.framework_checks import KnownNames, faults_of
from helpers.metrics.framework_repair import repaired
from helpers.metrics.indicator import Quantity
from helpers.metrics.place_sums import NATION
from helpers.metrics.target_rule import Rule, read_rule
from helpers.paths import Project


@dataclass(frozen=True)
class Framework:
    """One project with its results framework, and the rule by which its targets are judged.

    `slug` is the name of its file, and of its reports.
    """

    slug: str
    project: DonorProject
    rule: Rule
    file: Located[DonorProject] = field(repr=False)

    def label(self, indicator: ProjectIndicator, catalogue: Catalogue) -> Bilingual:
        """What an indicator is called: by the project, else by the catalogue."""
        if indicator.label:
            return indicator.label
        return catalogue[str(indicator.measures)].label

    def quantity(self, indicator: ProjectIndicator, catalogue: Catalogue) -> Quantity:
        """What an indicator counts."""
        if indicator.own is None:
            return catalogue[str(indicator.measures)].quantity
        return Quantity(indicator.own.unit, int(indicator.own.unit in ("percent", "change_percent")))

    def accumulates(self, indicator: ProjectIndicator, catalogue: Catalogue) -> bool:
        """Whether the numbers of successive periods add up; those of shares and means do not."""
        if indicator.own:
            return not self.quantity(indicator, catalogue).percentage
        return catalogue[str(indicator.measures)].adds_up


def project_slugs(project: Project) -> list[str]:
    """The names of all projects, in order."""
    return sorted(path.stem for path in _folder(project).glob("*.yml"))


def read_framework(project: Project, slug: object) -> Framework:
    """One project.

    Raises:
        ParamsError: there is none of that name (with near matches), or its file is wrong: all mistakes at once.
    """
    known = project_slugs(project)
    name = check_text("project", slug, next(iter(known), "inl-phase-1"))
    if name not in known:
        near = did_you_mean(name, known) if known else "; params/projects holds none"
        raise ParamsError(f"unknown project '{name}'{near}")
    return _read(project, name)


def read_frameworks(project: Project) -> tuple[Framework, ...]:
    """Every project.

    Raises:
        ParamsError: files are wrong, or two have one code; the mistakes of all of them at once.
    """
    found, faults = _read_all(project)
    faults += [reason for _, reason in _with_one_code(found)]
    if faults:
        raise ParamsError("\n".join(faults))
    return tuple(found)


def check_runs(framework: Framework, time: ReportTime) -> None:
    """Refuse a time before the project begins; a part of a year after its end, too, since a year tells all of it.

    Raises:
        ParamsError: nothing can be told of the project at this time.
    """
    slug, months, project = framework.slug, months_of(str(time)), framework.project
    if f"{project.start:%Y-%m}" > months[-1]:
        begins = f"{project.start:%Y-%m}" if time.period else project.start.year
        raise ParamsError(f"project '{slug}' begins in {begins}, so it has no report on {time}")
    if time.period and f"{project.end:%Y-%m}" < months[0]:
        raise ParamsError(
            f"project '{slug}' ended in {project.end:%Y-%m}, so it has no report on {time}; that of the year tells all "
            f"of it: workbook build {time.year} {slug}"
        )


def check_code(project: Project, slug: str) -> None:
    """Refuse a project whose code another has, too; files of others that are wrong are passed over.

    Raises:
        ParamsError: each of the two would tell the other's training as its own.
    """
    found, _ = _read_all(project)
    faults = [reason for both, reason in _with_one_code(found) if slug in both]
    if faults:
        raise ParamsError("\n".join(faults))


def _read_all(project: Project) -> tuple[list[Framework], list[str]]:
    """The sound projects, and what is wrong with the others."""
    found, faults = [], []
    for slug in project_slugs(project):
        try:
            found.append(_read(project, slug))
        except ParamsError as fault:
            faults.append(str(fault))
    return found, faults


def _with_one_code(frameworks: list[Framework]) -> Iterator[tuple[tuple[str, str], str]]:
    """Two projects with one code, and what to do."""
    first: dict[str, Framework] = {}
    for each in frameworks:
        if each.project.code is None:
            continue
        other = first.setdefault(each.project.code, each)
        if other is not each:
            yield (
                (other.slug, each.slug),
                f"{each.file.at('code')}: '{each.project.code}' is the code of {other.file.name}, too; "
                "give each project a code of its own, or none",
            )


def _folder(project: Project) -> Path:
    return project.params / "projects"


@lru_cache(maxsize=64)
def _read(project: Project, slug: str) -> Framework:
    if slug == NATION or any(slug in known for known in read_provinces(project).by_vintage.values()):
        raise ParamsError(f"params/projects/{slug}.yml: has the name of a place; give the file another name")
    known = KnownNames(
        read_catalogue(project),
        read_provinces(project),
        {figure.id: figure for figure in read_published(project)},
        {year: read_year(project, year).published_date for year in read_settings(project).years},
    )
    path = _folder(project) / f"{slug}.yml"

    def despite(content: Any, fault: ValidationError) -> Iterator[Fault]:
        found = repaired(content, fault)
        return found.certain(faults_of(found.project, known)) if found else iter(())

    model = checked(DonorProject, lambda content: faults_of(content, known), despite)
    file = read_located(path, model, shown_as=project.show(path))
    return Framework(slug, file.content, read_rule(project), file)
