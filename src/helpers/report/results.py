"""The results framework of the report's project as it stands: targets against what the Release shows. No wording here.

For exhibits, and for exports of the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from helpers.errors import ParamsError
from helpers.inputs.params.projects import ProjectIndicator
from helpers.metrics.framework import Framework
from helpers.metrics.framework_status import Measured, Tracked
from helpers.metrics.shares import wilson
from helpers.metrics.targets import track
from helpers.privacy.release import MISSING, Cell, Release
from helpers.privacy.scope import NATION
from helpers.privacy.sourced_number import SourcedNumber, cells_of
from helpers.report.small_numbers import counts_whole, difference

CATEGORIES = {"sex": ("sex",), "age": ("age_band",), "kind": ("kind", "item"), "service": ("service",)}
"""What a donor asks for -> the breakdowns of the Release that have it."""


def framework_of(release: Release) -> Framework:
    """The framework of the project that the report is on.

    Raises:
        ParamsError: the report is not on a project.
    """
    if release.framework is None:
        if release.donor_project:
            raise ParamsError(
                f"a project's results are told by year, and this report is on {release.scope.period}; open the year's "
                f"by open_report(project='{release.scope.project}', year={release.scope.year})"
            )
        raise ParamsError("this report is on no project; open it by open_report(project=...)")
    return release.framework


def provinces_of(release: Release) -> list[str]:
    """The project's provinces, in the vintage of the report."""
    project, provinces = release.donor_project or framework_of(release).project, release.provinces
    commands = [command.slug for command in provinces.commands(release.scope.vintage)]
    if project.provinces == "all":
        return commands
    now = {provinces.mapped_forward(slug, "63", release.scope.vintage) for slug in project.provinces}
    return [slug for slug in commands if slug in now]


def project_years(release: Release) -> list[int]:
    """The years of the Release in which the project ran."""
    return [year for year in release.scope.years if framework_of(release).project.touches(year)]


def told_year(release: Release) -> int:
    """The year to the end of which the report tells of the project: its own, or that in which the project ended."""
    return min(release.scope.year, framework_of(release).project.end.year)


def over_years(release: Release, indicator: str, place: str, breakdown: str, category: str) -> Cell:
    """What a place has of a category in all years of the project together.

    Zeros of some years say nothing of those that recorded nothing: such a sum is missing, not 0.
    """
    cells = [
        release.cell(indicator, place=place, period=year, breakdown=breakdown, category=category)
        for year in project_years(release)
    ]
    if any(cell.status == "c" for cell in cells):
        return Cell(None, "c")
    shown = [cell.or_zero() for cell in cells if cell.shown]
    if not any(shown) and len(shown) < len(cells) or not shown:
        return MISSING
    return Cell(sum(shown), "shown")


def recorded_of(release: Release, part: str, where: tuple[str, str], years: Iterable[int]) -> float | None:
    """How many people a part, such as women, was counted among, in the rows that tell it; None where all do."""
    behind = [release.behind(part, year, *where) for year in years]
    if not any(each.blank for each in behind):
        return None
    among = sum(each.whole or 0.0 for each in behind)
    cells = [release.given(part, NATION, str(year), *where) for year in years]
    return SourcedNumber(among, cells_of(sum(cell.or_zero() for cell in cells if cell))) if among else None


def is_of_project(indicator: ProjectIndicator) -> bool:
    """Whether an indicator is the project's own: what also holds the work of others has a note that says so."""
    return indicator.note is None or bool(indicator.where)


def results_of(release: Release) -> tuple[Tracked, ...]:
    """Every indicator of the project's framework as it stands at the end of the report year.

    Actuals are cells of the Release, of the nation, for the category that the indicator names. A withheld number is
    withheld here and in every sum that holds it. What others paid for, too, is no result of the project: it has no
    actual here.

    Raises:
        ParamsError: the report is not on a project.
    """
    figures = {figure.id: figure for figure in release.published}

    def actual_of(indicator: ProjectIndicator, year: int) -> Measured:
        if not is_of_project(indicator):
            return Measured(None, "x")
        return _measured(release, str(indicator.measures), indicator, year)

    def baseline_of(measures: str, indicator: ProjectIndicator, year: int) -> Measured:
        return _measured(release, measures, indicator, year)

    def counted_of(indicator: ProjectIndicator) -> float | None:
        return _provinces_with(release, indicator.provinces_with) if indicator.provinces_with else None

    found = track(
        framework_of(release),
        release.catalogue,
        figures,
        release.scope.year,
        actual_of,
        baseline_of,
        counted_of,
        date.fromisoformat(release.published_date),
    )
    return tuple(
        replace(
            each,
            trend="unclear" if _is_unclear(release, each) else each.trend,
            so_far=_of_all_years(release, each),
        )
        for each in found
    )


def _is_unclear(release: Release, each: Tracked) -> bool:
    """Whether a number rose or fell by so little that nothing is to be said of it."""
    return each.trend in ("rose", "fell") and (
        _is_slight(each) or _may_be_lacking(release, each) or _may_be_chance(release, each)
    )


def _of_all_years(release: Release, each: Tracked) -> Measured:
    """What the project achieved so far: of a share, that of all who were counted in its years together.

    A share of one year, or of which nothing tells among how many it is, stands as it is.
    """
    takers = counts_whole(release, each.indicator.measures)
    years = [one.window.end.year for one in each.periods if one.actual.value is not None]
    if takers is None or len(years) < 2 or each.so_far.status != "shown":
        return each.so_far
    shares = [_measured(release, str(each.indicator.measures), each.indicator, year) for year in years]
    groups = [_measured(release, takers, each.indicator, year) for year in years]
    if any(one.value is None for one in (*shares, *groups)):
        return each.so_far
    whole = sum(group.value or 0.0 for group in groups)
    part = sum(
        (share.value or 0.0) * (group.value or 0.0) for share, group in zip(shares, groups, strict=True)
    )
    return replace(each.so_far, value=part / whole) if whole else each.so_far


def _is_slight(each: Tracked) -> bool:
    """Whether a count and the one before it are few, or differ too little to be judged."""
    if each.unit.percentage:
        return False
    earlier, later = [one.actual.value for one in each.periods if one.actual.value is not None][-2:]
    return difference(later, earlier) in ("few", "about")


def _may_be_lacking(release: Release, each: Tracked) -> bool:
    """Whether returns that are lacking of a period or the one before it may be more than the difference of the two."""
    name = each.indicator.measures
    if name is None or not release.indicator(name).adds_up:
        return False
    known = [one for one in each.periods if one.actual.value is not None][-2:]
    earlier, later = (release.behind(name, one.window.end.year) for one in known)
    before, now = (one.actual.value or 0.0 for one in known)
    return bool(before) and not later.allows_change(earlier, 100.0 * (now - before) / before)


def _provinces_with(release: Release, indicator: str) -> float | None:
    """In how many of its provinces the project had any of an indicator; None where some are withheld or not known."""
    code = framework_of(release).project.code
    cells = [over_years(release, indicator, slug, "project", str(code)) for slug in provinces_of(release)]
    if any(cell.status == "c" for cell in cells) or not any(cell.shown for cell in cells):
        return None
    return float(sum(cell.or_zero() > 0 for cell in cells))


def _may_be_chance(release: Release, each: Tracked) -> bool:
    """Whether a share of test takers and the one before it lie in each other's reach: their intervals overlap."""
    takers = counts_whole(release, each.indicator.measures)
    if takers is None:
        return False
    rule = framework_of(release).rule
    known = [one for one in each.periods if one.actual.value is not None][-2:]
    intervals = []
    for one in known:
        group = _measured(release, takers, each.indicator, one.window.end.year)
        share = one.actual.value
        if share is None or not group.value:
            return False
        found = wilson(share, round(group.value), rule.confidence_pct)
        if found is None:
            return False
        intervals.append(found)
    earlier, later = intervals
    return earlier.low <= later.high and later.low <= earlier.high


def _measured(release: Release, measures: str, indicator: ProjectIndicator, year: int) -> Measured:
    if year not in release.scope.years:
        return Measured(None, "x")
    if not indicator.where:
        cell = release.cell(measures, place=NATION, period=year)
    else:
        ((breakdown, category),) = indicator.where.items()
        cell = release.cell(measures, place=NATION, period=year, breakdown=breakdown, category=category)
    return Measured(cell.value, cell.status)
