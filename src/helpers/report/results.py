"""The results framework of the report's project as it stands: targets against what the Release shows. No wording here.

For exhibits, and for exports of the same numbers.
"""

from __future__ import annotations

from helpers.errors import ParamsError
from helpers.inputs.projects import ProjectIndicator
from helpers.metrics.framework import Framework
from helpers.metrics.progress import Measured, Tracked
from helpers.metrics.targets import track
from helpers.privacy.release import NATION, Release


def framework_of(release: Release) -> Framework:
    """The framework of the project that the report is on.

    Raises:
        ParamsError: the report is not on a project.
    """
    if release.framework is None:
        raise ParamsError("this report is on no project; open it by open_report(project=...)")
    return release.framework


def results_of(release: Release) -> tuple[Tracked, ...]:
    """Every indicator of the project's framework as it stands at the end of the report year.

    Actuals are cells of the Release, of the nation, for the category that the indicator names. A withheld number is
    withheld here and in every sum that holds it.

    Raises:
        ParamsError: the report is not on a project.
    """
    figures = {figure.id: figure for figure in release.published}

    def actual_of(indicator: ProjectIndicator, year: int) -> Measured:
        return _measured(release, str(indicator.measures), indicator, year)

    def baseline_of(measures: str, indicator: ProjectIndicator, year: int) -> Measured:
        return _measured(release, measures, indicator, year)

    return track(
        framework_of(release), release.catalogue, figures, release.scope.year, actual_of, baseline_of
    )


def _measured(release: Release, measures: str, indicator: ProjectIndicator, year: int) -> Measured:
    if not indicator.where:
        cell = release.cell(measures, place=NATION, period=year)
    else:
        ((breakdown, category),) = indicator.where.items()
        cell = release.cell(measures, place=NATION, period=year, breakdown=breakdown, category=category)
    return Measured(cell.value, cell.status)
