"""What the report that a notebook has open says of itself, as a build writes it into the notebook's metadata."""

from __future__ import annotations

from typing import Any

from IPython.display import display

from helpers.execute.jobs import NOTEBOOKS, PERIOD_NOTEBOOKS, Job
from helpers.inputs.params.further_reports import notebook_of, read_further
from helpers.paths import find_project
from helpers.privacy.release import Release
from helpers.publish.about_report import about_block
from helpers.publish.packet import report_metadata
from helpers.render.cell_options import DESK_ROLE


def report_of(notebook: str, release: Release) -> dict[str, Any]:
    """Title, place, year, publisher and date, by the notebook's file name; nothing for one that is no report's."""
    scope = release.scope
    place = scope.project or scope.place
    if notebook in PERIOD_NOTEBOOKS.values():
        job = Job(scope.kind, place, scope.year, scope.language, period=scope.period or "")
        return report_metadata(job, release)
    kinds = {name: kind for kind, name in NOTEBOOKS.items()}
    if notebook in kinds:
        return report_metadata(Job(kinds[notebook], place, scope.year, scope.language), release)
    for name, report in read_further(find_project()).items():
        if notebook_of(name) == notebook:
            job = Job(report.per, place, scope.year, scope.language, further=name, title=report.title)
            return report_metadata(job, release)
    return {}


def note_report(notebook: str, release: Release) -> None:
    """Leave it in the notebook, in an output that no report shows, for Quarto (render/quarto_notebook.py)."""
    report = report_of(notebook, release)
    noted = {
        "role": DESK_ROLE,
        "of_report": report,
        "closing": about_block(release, report) if report else "",
    }
    display({"text/plain": ""}, raw=True, metadata={"report": noted})
