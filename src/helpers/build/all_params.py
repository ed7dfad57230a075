"""Every file of params/ read before anything else is done, so that a mistake in one is told at once and by its line."""

from __future__ import annotations

from typing import get_args

from helpers.build.report_names import check_further_names
from helpers.errors import ParamsError
from helpers.inputs.params.approval_rules import read_approval_rules
from helpers.inputs.params.published_figures import read_published
from helpers.inputs.params.release_calendar import check_calendar
from helpers.inputs.params.settings import Vintage, read_settings, read_year
from helpers.metrics.facts import read_definitions
from helpers.metrics.framework import read_frameworks
from helpers.metrics.target_rule import read_rule
from helpers.paths import Project
from helpers.privacy.policy import read_policy
from helpers.publish.correction_words import check_written_words
from helpers.report.tile_grid import read_tiles


def check_params(project: Project) -> None:
    """Read every file of params/, also those that the reports asked for do not need.

    Raises:
        ParamsError: files are wrong; the mistakes of all of them at once, one a line.
    """
    faults: dict[str, None] = {}
    for read in (
        *(read_settings, read_definitions, read_policy, read_published, read_rule, read_frameworks),
        *(_read_years, check_calendar, _read_all_tiles, check_further_names, read_approval_rules),
        check_written_words,
    ):
        try:
            read(project)
        except ParamsError as fault:
            faults |= dict.fromkeys(str(fault).splitlines())
    if faults:
        raise ParamsError("\n".join(faults))


def _read_years(project: Project) -> None:
    for year in read_settings(project).years:
        read_year(project, year)


def _read_all_tiles(project: Project) -> None:
    for vintage in get_args(Vintage):
        read_tiles(project, vintage)
