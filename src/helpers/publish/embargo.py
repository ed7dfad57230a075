"""What reports/ may not hold yet: reports whose release is announced for a later minute (params/releases.yml).

The one place where publishing and approving ask a clock. No byte of a report or of the portal comes from it.
"""

from __future__ import annotations

from datetime import UTC, datetime

from helpers.errors import DisclosureError
from helpers.execute.jobs import Job
from helpers.inputs.params.release_calendar import read_calendar
from helpers.inputs.params.report_time import TIME
from helpers.paths import Project


def now() -> datetime:
    """What this computer's clock says."""
    return datetime.now(UTC)


def held_until(project: Project, job: Job) -> str:
    """The minute before which a report may not lie in reports/, in words; empty where it may."""
    if not job.packet(project).is_relative_to(project.reports):
        return ""
    return _still_to_come(project, job.time)


def refuse_early(project: Project) -> None:
    """Refuse to go on where reports/ holds reports before their minute, however they came there.

    Raises:
        DisclosureError: it does; names the release.
    """
    for folder in sorted(project.reports.glob("[0-9]*")):
        if TIME.fullmatch(folder.name) and (until := _still_to_come(project, folder.name)):
            raise DisclosureError(
                f"{project.show(folder)} holds reports that may not be read before {until}; move the folder away, or "
                "set this computer's clock or params/releases.yml right; nothing was published"
            )


def _still_to_come(project: Project, time: str) -> str:
    calendar = read_calendar(project)
    minute = calendar.minute_of(time)
    return calendar.in_words(minute) if minute and now() < minute else ""
