"""What holds of every packet before it may wait for publication, whoever made it: here, an earlier build, a cluster."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from helpers.errors import DisclosureError, WorkbookError
from helpers.execute.jobs import Job
from helpers.inputs.params.settings import read_settings
from helpers.paths import Project
from helpers.privacy.release import Release
from helpers.publish.checks.packet_audit import audit_packet
from helpers.publish.checks.packet_claims import as_message
from helpers.publish.checks.restricted_checks import unmarked
from helpers.publish.packet_key import causes
from helpers.release.figure_digests import read_figures
from helpers.release.opening import check_scope, read_release
from helpers.release.release_files import YearRelease


def release_of(project: Project, job: Job, releases: Sequence[YearRelease]) -> Release:
    """What the job's report may show.

    Raises:
        ParamsError: a parameter of the job, or a params file, is wrong.
    """
    settings = read_settings(project)
    province, donor_project, region = (job.parameters.get(kind) for kind in ("province", "project", "region"))
    scope, year_params = check_scope(
        project, settings, province, job.year, job.language, donor_project, region, job.period or None
    )
    return read_release(project, settings, scope, year_params, releases)


def check_packet(job: Job, packet: Path, release: Release) -> None:
    """Refuse a packet whose files are not those that it lists, or that tells more than was released.

    Raises:
        DisclosureError: names each file, and what is wrong with it.
    """
    findings = [] if job.kind == "quality" else audit_packet(packet, release)
    findings += unmarked(packet, release.restricted) if release.restricted else []
    if findings:
        raise DisclosureError(as_message(findings))


def check_arrived(project: Project, job: Job, packet: Path, releases: Sequence[YearRelease]) -> None:
    """Refuse a packet that another machine returned and that is not what a build makes here now.

    Raises:
        DisclosureError: as `check_packet`.
        ParamsError: as `release_of`.
        WorkbookError: it is of another report, or of other files than lie here now.
    """
    check_packet(job, packet, release_of(project, job, releases))
    if other := causes(project, job, read_figures(releases), packet):
        raise WorkbookError(
            f"the packet that came is not the one asked for ({'; '.join(other)}); build again"
        )
