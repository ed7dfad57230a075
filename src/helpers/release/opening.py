"""open_report: the one door through which a notebook gets its numbers."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pandas as pd

from helpers.arguments import check_text, is_whole, with_calls_checked
from helpers.attended import running_shell
from helpers.errors import DisclosureError, ParamsError, did_you_mean, plain
from helpers.inputs.params.codelists import read_codelists
from helpers.inputs.params.provinces import read_provinces
from helpers.inputs.params.published_figures import read_published
from helpers.inputs.params.release_calendar import next_release, read_calendar
from helpers.inputs.params.report_time import PART_OF_YEAR, ReportTime
from helpers.inputs.params.settings import (
    Settings,
    YearParams,
    check_language,
    check_period,
    check_year,
    read_settings,
)
from helpers.inputs.params.tables import read_tables
from helpers.metrics.catalogue import read_catalogue
from helpers.metrics.framework import check_runs, read_framework
from helpers.metrics.target_rule import read_rule
from helpers.paths import Project, find_project
from helpers.privacy.explain import explained
from helpers.privacy.policy import AUDIENCES, Audience, read_policy
from helpers.privacy.scope import NATION, Scope
from helpers.release.change_detection import files_of_figures, inputs_of_figures
from helpers.release.figure_digests import own_key
from helpers.release.read_tracker import reading_apart, start_noting, traced
from helpers.release.release_files import YearRelease, from_text, read_cells, read_protection, read_rows
from helpers.report.current import language_of_opened, note_opened
from helpers.report.frames import OpenedRelease

PREPARED = "WORKBOOK_PREPARED"
"""Set by a build to the releases that it has prepared, so that all its notebooks read the same ones."""
_prepared: dict[tuple[Path, int, Audience], tuple[str, list[YearRelease]]] = {}
"""What this process has prepared, and what the files that it came from looked like: a preview opens a report again."""
RUN_BY_QUARTO = {"QUARTO_EXECUTE_INFO", "QUARTO_FIG_WIDTH"}
"""What Quarto sets for the notebooks that it runs."""


@with_calls_checked
def open_report(
    *,
    province: str | None = None,
    region: str | None = None,
    project: str | None = None,
    year: int | None = None,
    period: str | int | None = None,
    language: str | None = None,
    audience: str = "public",
) -> OpenedRelease:
    """The Release that one report reads.

    The first that a notebook opens is its own report, of which its exhibits and sentences speak. Further ones stand
    beside it: for their numbers, which open by their own cells.

    Args:
        province: a province's slug such as 'lang-son'; leave it out for a national report.
        region: a region's slug such as 'central-highlands', instead of a province.
        project: the name of a file in params/projects, for the report on a donor's project.
        year: the report year; default from params/workbook.yml.
        period: instead of the year, a part of one: '2024-Q1', '2024-H1', '2024-05'; of a project a year, quarter or
            half, or one of its reporting periods.
        language: 'en' or 'vi'; default is that of the report that the notebook opened first, else of
            params/workbook.yml.
        audience: 'partner' for exact figures, which must not be published.

    Raises:
        DisclosureError: a build for the public asks for exact figures, or Quarto does.
        ParamsError: unknown audience, province, project, year, period or language, with near matches; or a params file
            is wrong.
        ReturnError: a return of the years shown has mistakes.
    """
    root = find_project()
    reads = start_noting(root)
    settings = read_settings(root)
    part = None
    if period is not None and (project is None or PART_OF_YEAR.fullmatch(str(period))):
        year, part = _part_of_year(settings, year, period)
    elif period is not None:
        year = _year_of(root, settings, project, period)
    year = settings.default.year if year is None else year
    if language is None and running_shell() is not None:
        language = language_of_opened()
    scope, year_params = check_scope(root, settings, province, year, language, project, region, part)
    releases = _releases(root, year, check_audience(audience))
    release = traced(read_release(root, settings, scope, year_params, releases), reads)
    note_opened(release)
    return release


def check_audience(audience: object) -> Audience:
    """The audience of that name.

    Raises:
        ParamsError: there is none.
    """
    name = check_text("audience", audience, AUDIENCES[0])
    for known in AUDIENCES:
        if name == known:
            return known
    raise ParamsError(f"unknown audience '{name}'" + did_you_mean(name, AUDIENCES))


def check_scope(
    project: Project,
    settings: Settings,
    province: object,
    year: object,
    language: object,
    donor_project: object = None,
    region: object = None,
    period: str | None = None,
) -> tuple[Scope, YearParams]:
    """The scope that these parameters name, checked. `period` is a part of the year: a half, quarter or month.

    Raises:
        ParamsError: one of them is of the wrong type or unknown, the project had not begun, or the part of the year is
            not over or has no returns.
    """
    year = check_year(settings, year)
    language = settings.default.language if language is None else language
    check_language(settings, language)
    params = check_period(project, ReportTime(year, period or ""))
    if province is not None:
        if isinstance(province, str) and plain(province).replace("-", "") == NATION.replace("-", ""):
            raise ParamsError(
                f"'{province}' is the nation, not a province; leave province out: open_report(year={year})"
            )
        read_provinces(project).command(province, params.vintage)
    first_year = min(settings.years)
    if donor_project is not None:
        begun = _check_project(project, province, donor_project, ReportTime(year, period or ""))
        first_year = min(max(first_year, begun), year)  # its report looks back on its own years alone
    scope = Scope(
        province=province,  # type: ignore[arg-type]  # checked above
        year=year,
        language=language,  # type: ignore[arg-type]  # checked above
        vintage=params.vintage,
        first_year=first_year,
        project=donor_project,  # type: ignore[arg-type]  # checked above
        period=period,
    )
    if region is not None:
        scope = replace(scope, region=_check_region(project, region, scope))
    return scope, params


def _check_region(project: Project, region: object, scope: Scope) -> str:
    """The region's slug; one that there is not, or beside a province or project, is refused."""
    if scope.province or scope.project:
        raise ParamsError("a report is on a province, on a region or on a project; give one of them")
    provinces = read_provinces(project)
    name = check_text("region", region, provinces.regions[0].slug)
    known = [each.slug for each in provinces.regions]
    if name in {each.slug for each in provinces.commands(scope.vintage)}:
        raise ParamsError(f"'{name}' is a province, not a region; write open_report(province='{name}')")
    if name not in known:
        raise ParamsError(f"unknown region '{name}'" + did_you_mean(name, known))
    return name


def _part_of_year(settings: Settings, year: object, period: object) -> tuple[int, str | None]:
    """The year of a period, and the period where it is not the whole year."""
    asked = str(period) if is_whole(period) else check_text("period", period, f"{max(settings.years)}-Q1")
    if not re.fullmatch(r"\d{4}(-(Q[1-4]|H[12]|0[1-9]|1[0-2]))?", asked):
        raise ParamsError(
            f"'{asked}' is no period; write a year, half, quarter or month, such as 2024, 2024-H1, 2024-Q1 or 2024-05"
        )
    found = int(asked[:4])
    if year is not None and year != found:
        raise ParamsError(f"period '{asked}' is not of the year {year}; leave year out")
    return found, asked if len(asked) > 4 else None


def _check_project(project: Project, province: object, name: object, time: ReportTime) -> int:
    """The year in which the project begins."""
    if province is not None:
        raise ParamsError("a report is on a province or on a project; give one of them")
    framework = read_framework(project, name)
    check_runs(framework, time)
    return framework.project.start.year


def _year_of(project: Project, settings: Settings, name: object, period: object) -> int:
    """The report year that a period of a project stands for: that in which it ends, as far as there are returns."""
    asked = str(period) if is_whole(period) else check_text("period", period, str(settings.years[0]))
    if asked in map(str, settings.years):
        return int(asked)
    ends = {each.id: each.end.year for each in read_framework(project, name).project.periods}
    if asked not in ends:
        known = dict.fromkeys([*ends, *map(str, settings.years)])
        raise ParamsError(f"unknown period '{asked}' of project '{name}'" + did_you_mean(asked, known))
    return min(max(ends[asked], min(settings.years)), max(settings.years))


def read_params(project: Project) -> None:
    """Read what every report reads of params/, so that it is in memory.

    Raises:
        ParamsError: a file is wrong.
    """
    for read in (
        read_policy,
        read_catalogue,
        read_provinces,
        read_codelists,
        read_tables,
        read_published,
        read_rule,
    ):
        read(project)


def read_release(
    project: Project,
    settings: Settings,
    scope: Scope,
    year_params: YearParams,
    releases: Sequence[YearRelease],
) -> OpenedRelease:
    """The slice of the releases that a report of this scope reads."""
    policy = read_policy(project)
    rules = policy.audiences[releases[-1].audience]
    in_its_law = partial(settings.in_law_of, scope.year)
    framework = read_framework(project, scope.project) if scope.project else None
    dated = year_params.published_on(scope.period).isoformat()
    is_last = framework is not None and framework.project.ended_by(scope.period or str(scope.year))
    time = ReportTime(scope.year, scope.period or "")
    with reading_apart():
        following = next_release(project, time, is_last=is_last)
        scheduled = read_calendar(project).of(str(time))
    cells = read_cells(releases, lambda cells: _seen(scope, cells))
    coverage, sources, counted = (
        read_rows(releases, name, _inside(project, scope)) for name in ("coverage", "sources", "counted")
    )
    return OpenedRelease(
        frame=cells,
        coverage=coverage,
        sources=sources,
        scope=scope,
        catalogue=read_catalogue(project).worded(in_its_law),
        provinces=read_provinces(project),
        codelists=read_codelists(project).worded(in_its_law),
        demonstration=settings.demonstration,
        published_date=dated,
        key=own_key(scope.place, cells, sources),
        threshold=policy.threshold,
        rules=tuple(policy.published),
        explanation=in_its_law(
            rules.explanation
            or explained(
                policy,
                *read_protection(releases[-1]),
                read_catalogue(project),
                read_tables(project),
                read_provinces(project),
                scope,
                is_whole=year_params.is_whole,
            )
        ),
        about=settings.published_about,
        published=tuple(each for each in read_published(project) if each.known_by(dated)),
        tables=read_tables(project),
        restricted=rules.label if rules.exact else None,
        framework=framework if scope.period is None else None,
        donor_project=framework.project if framework else None,
        counted=counted,
        open_totals=policy.with_open_totals,
        updated_date=year_params.updated_date.isoformat() if year_params.updated_date else dated,
        next_release_date=following.isoformat() if following else "",
        early_access=tuple(scheduled.early_access) if scheduled else (),
        rule=read_rule(project),
        law_terms=settings.terms_of(scope.year),
    )


def _inside(project: Project, scope: Scope) -> set[str] | None:
    """The provinces that a report is on; None for all."""
    if scope.region:
        commands = read_provinces(project).commands(scope.vintage)
        return {each.slug for each in commands if each.region == scope.region}
    return {scope.province} if scope.province else None


def _releases(project: Project, year: int, audience: Audience) -> list[YearRelease]:
    prepared = os.environ.get(PREPARED)
    if prepared:
        releases = from_text(prepared)
        if any(each.audience != audience for each in releases):
            raise DisclosureError(
                f"this build is for the audience '{releases[0].audience}', and the notebook asks for '{audience}'; "
                f"pass its parameter on: open_report(audience=audience)"
            )
        return releases
    if audience != "public" and RUN_BY_QUARTO & os.environ.keys():
        raise DisclosureError(
            "Quarto makes no marks of restriction; `workbook build --audience partner` makes reports with exact figures"
        )
    asked = (project.root, year, audience)
    if asked in _prepared and _prepared[asked][0] == files_of_figures(project):
        return _prepared[asked][1]
    from helpers.release.prepare import prepare

    inputs = inputs_of_figures(project)
    releases = prepare(project, year, audience=audience)
    if inputs_of_figures(project) == inputs:
        _prepared[asked] = files_of_figures(project), releases
    return releases


def _seen(scope: Scope, cells: pd.DataFrame) -> pd.Series:
    """Which cells a report may read: what is above the province, the province, and its peers' totals.

    A project's report has its share in the provinces too.
    """
    told = ["total", "project"] if scope.project else ["total"]
    peers = (cells["level"] == "province") & cells["breakdown"].isin(told)
    return peers | cells["level"].isin(["nation", "region"]) | (cells["place"] == scope.province)
