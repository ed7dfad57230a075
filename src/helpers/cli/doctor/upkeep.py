"""What is in the project's folder: git's settings, params, returns, what was published, folders, disk."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator

from helpers.cli.doctor.finding import DoctorFinding
from helpers.errors import ParamsError
from helpers.paths import Project

ROOM_GB = 1.0


def git(project: Project) -> Iterator[DoctorFinding]:
    """Whether git keeps notebooks clean, where there is a clone of this project's own and somebody may commit."""
    in_ci = os.environ.get("CI") == "true"  # as .ci/set_git asks
    if in_ci or not (project.root / ".git").exists() or not shutil.which("git"):
        return
    wanted = ("filter.nbstripout.clean", "diff.jupyternotebook.command")
    unset = [name for name in wanted if not _git_says(project, "config", name)]
    if not (project.root / _git_says(project, "rev-parse", "--git-path", "hooks/pre-commit")).is_file():
        unset.append("the hook before a commit")
    if unset:
        remedy = "run `.ci/set_git`, as `make setup` does, or outputs of notebooks will be committed"
        yield DoctorFinding("git", "missing", f"not set: {', '.join(unset)}", remedy)
    else:
        yield DoctorFinding(
            "git", "good", "keeps notebooks without outputs, compares them by cell, checks before a commit"
        )


def params(project: Project) -> Iterator[DoctorFinding]:
    """Whether params hold their rules."""
    from helpers.build.all_params import check_params
    from helpers.inputs.params.further_reports import notebook_of, read_further
    from helpers.inputs.params.settings import read_settings
    from helpers.metrics.catalogue import read_catalogue

    check_params(project)
    settings = read_settings(project)
    for name in read_further(project):
        if not (notebook := project.notebooks / notebook_of(name)).is_file():
            raise ParamsError(
                f"params/reports.yml, {name}: there is no {project.show(notebook)}; restore it, or take the entry out"
            )
    said = f"{len(read_catalogue(project))} indicators, years {min(settings.years)} to {max(settings.years)}"
    yield DoctorFinding("params", "good", said + (", demonstration data" if settings.demonstration else ""))


def contact(project: Project) -> Iterator[DoctorFinding]:
    """Whether reports on real returns say how to reach their publisher, and who reports a project's activity."""
    from helpers.inputs.params.settings import read_settings

    for lacking in read_settings(project).lacking:
        said, _, remedy = lacking.rpartition("; ")
        yield DoctorFinding("contact", "missing", said, remedy)


def returns(project: Project) -> Iterator[DoctorFinding]:
    """Whether the returns of each year are where they should be."""
    from helpers.inputs.params.settings import read_settings
    from helpers.inputs.records.return_paths import find_returns

    for year in read_settings(project).years:
        found = find_returns(project, year)
        count = len(found.returns)
        said = f"{count} return{'' if count == 1 else 's'}"
        if found.not_received:
            said += f", {len(found.not_received)} not received"
        yield DoctorFinding(f"returns of {year}", "good", said)


def ledger(project: Project) -> Iterator[DoctorFinding]:
    """Whether it is known what was published before."""
    from helpers.inputs.params.settings import read_settings
    from helpers.publish.publication_gate import refuse_without_ledger

    refuse_without_ledger(project)
    releases = len(list(project.published.glob("*.parquet")))
    if releases or read_settings(project).demonstration:
        yield DoctorFinding(
            "published before", "good", f"{releases} releases in {project.show(project.published)}/"
        )
    else:
        remedy = f"if something was, restore {project.show(project.published)}/ from its backup before the next build"
        yield DoctorFinding(
            "published before", "missing", "nothing was published yet from this folder", remedy
        )


def folders(project: Project) -> Iterator[DoctorFinding]:
    """Whether what a build writes can be written."""
    from helpers.files.folder_exchange import check_writable

    for folder in (project.reports, project.builds, project.scratch):
        check_writable(project, folder)
    yield DoctorFinding("folders", "good", "reports and data can be written")


def rights(project: Project) -> Iterator[DoctorFinding]:
    """Whether other users of the machine are kept from what is confidential."""
    from helpers.files.safe_writing import open_to_others

    found = [path for path, _ in open_to_others(project.confidential)]
    if not found:
        yield DoctorFinding("rights", "good", "what is confidential is readable by its owner alone")
        return
    said = f"other users have rights on {len(found)} files and folders, such as {project.show(found[0])}"
    remedy = (
        "the next build closes those that are yours; if they stay open, they are another user's, "
        "or on a disk without such rights"
    )
    yield DoctorFinding("rights", "missing", said, remedy)


def reports(project: Project) -> Iterator[DoctorFinding]:
    """Whether the portal lists all that lies in reports/. The next build goes on whatever lies there."""
    from helpers.inputs.params.provinces import read_provinces
    from helpers.portal.packets import scan_packets
    from helpers.publish.public_folder import refuse_unreadable

    refuse_unreadable(project)
    scan = scan_packets(project, read_provinces(project))
    for reason in scan.left_out:
        said, _, remedy = reason.rpartition("; ")
        yield DoctorFinding("reports", "missing", f"not in the portal: {said}", remedy)
    if not scan.left_out:
        yield DoctorFinding("reports", "good", f"{len(scan.all)} in {project.show(project.reports)}/")


def disk(project: Project) -> Iterator[DoctorFinding]:
    """Whether there is room."""
    free = shutil.disk_usage(project.root).free / 1e9
    inodes = os.statvfs(project.root).f_favail if hasattr(os, "statvfs") else 1
    said = f"{free:.1f} GB free"
    if free < ROOM_GB or not inodes:
        yield DoctorFinding(
            "disk", "fault", said, "free some space: `make clean` removes what can be built again", 5
        )
    else:
        yield DoctorFinding("disk", "good", said)


def _git_says(project: Project, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=project.root, capture_output=True, text=True, check=False)  # noqa: S607
    return done.stdout.strip()
