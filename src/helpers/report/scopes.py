"""Which reports an exhibit belongs in, and what to call in the others: one table, asked before an exhibit is made.

What is not in the table tells the truth in every report: of the report's own place, or of the nation by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from helpers.errors import ParamsError
from helpers.privacy.release import Release
from helpers.privacy.scope import Kind

_OPENED_BY: Mapping[Kind, str] = {
    "province": "open_report(province=...)",
    "region": "open_report(region=...)",
    "nation": "open_report() without province",
    "project": "open_report(project=...)",
}
_CALLED: Mapping[Kind, str] = {
    "province": "a province",
    "region": "a region",
    "nation": "the nation",
    "project": "a project",
}


class Needs(NamedTuple):
    """The reports that an exhibit is for, and the exhibit that serves the others; empty where none does."""

    reports: tuple[Kind, ...]
    instead: str


_ON_PROJECT: tuple[Kind, ...] = ("project",)
_ON_PLACE: tuple[Kind, ...] = ("province", "nation")

NEEDS: Mapping[str, Needs] = {
    "position_in_nation": Needs(("province",), "provinces_map"),
    "key_results": Needs(_ON_PLACE, "project_key_results"),
    "main_points": Needs(_ON_PLACE, "project_main_points"),
    "about_project": Needs(_ON_PROJECT, ""),
    "made_up": Needs(_ON_PROJECT, ""),
    "project_deviations": Needs(_ON_PROJECT, ""),
    "project_key_results": Needs(_ON_PROJECT, "key_results"),
    "project_lessons": Needs(_ON_PROJECT, ""),
    "project_main_points": Needs(_ON_PROJECT, "main_points"),
    "project_next_steps": Needs(_ON_PROJECT, ""),
    "project_progress": Needs(_ON_PROJECT, ""),
}


ANYWHERE = frozenset(
    {
        *(
            "definitions",
            "disclosure_control",
            "files",
            "notice",
            "origins",
            "provenance",
            "reference_sheets",
        ),
        "symbols",
    }
)
"""Exhibits for reports on a region, or on a part of a year, too: they say nothing of a place or time."""


def check_scope(exhibit: str, release: Release) -> None:
    """Refuse an exhibit in a report that it is not for.

    Raises:
        ParamsError: it needs another report; says which, and what to call in this one.
    """
    part = release.scope.period or release.scope.region
    if part and exhibit not in ANYWHERE:
        raise ParamsError(
            f"{exhibit} tells a whole year of a province, the nation or a project, and this report is on {part}; make "
            "your own by release.data, report.figure and report.table"
        )
    needs = NEEDS.get(exhibit)
    if needs is None or release.scope.kind in needs.reports:
        return
    wanted = " or ".join(_CALLED[kind] for kind in needs.reports)
    opened = " or ".join(_OPENED_BY[kind] for kind in needs.reports)
    here = f"call report.{needs.instead}(release) here, or " if needs.instead else ""
    raise ParamsError(
        f"{exhibit} needs a report on {wanted}, and this one is on {release.scope.project or release.scope.place}; "
        f"{here}open one by {opened}"
    )
