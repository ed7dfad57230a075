"""Which reports an exhibit belongs in; asked before an exhibit is made.

Any other tells the truth in every report: of the report's own place, or of the nation by name.
"""

from __future__ import annotations

from helpers.errors import ParamsError
from helpers.privacy.release import Release

OF_PROJECTS = frozenset(
    {
        "about_project",
        "project_account",
        "project_asked",
        "project_in_a_line",
        "project_certification",
        "project_deviations",
        "project_key_results",
        "project_lessons",
        "project_main_points",
        "project_next_steps",
        "project_progress",
        "project_recommendations",
    }
)
"""Exhibits of a donor's project, which no other report can show."""
ANYWHERE = frozenset(
    {
        *(
            "definitions",
            "disclosure_control",
            "files",
            "gaps",
            "merger_note",
            "notice",
            "origins",
            "project_in_a_line",
            "provenance",
            "reference_sheets",
            "revisions_note",
        ),
        "symbols",
    }
)
"""Exhibits for reports on a region, or on a part of a year, too: they say nothing of a place, or of the year alone."""
OF_ANY_PLACE = frozenset({"asked"})
"""Exhibits of a whole year that tell of a region as of a province."""


def check_scope(exhibit: str, release: Release) -> None:
    """Refuse an exhibit in a report that it is not for.

    Raises:
        ParamsError: it needs another report; says which.
    """
    part = release.scope.period or release.scope.region
    is_of_region = exhibit in OF_ANY_PLACE and not release.scope.period
    if part and exhibit not in ANYWHERE and not is_of_region:
        raise ParamsError(
            f"{exhibit} tells a whole year of a province, the nation or a project, and this report is on {part}; make "
            "your own by release.data, report.figure and report.table"
        )
    if exhibit in OF_PROJECTS and release.scope.kind != "project":
        raise ParamsError(
            f"{exhibit} needs a report on a project, and this one is on {release.scope.place}; open one by "
            "open_report(project=...), or make your own by release.data, report.figure and report.table"
        )
