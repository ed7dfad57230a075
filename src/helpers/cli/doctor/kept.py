"""Every file that the workbook keeps for itself, opened and held against its checksum. Nothing is changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from helpers.cli.doctor.finding import DoctorFinding
from helpers.errors import DisclosureError, OutputError, ReturnError
from helpers.files.checksummed_files import NAMED, DamagedError, read_checked
from helpers.paths import Project


def history(project: Project) -> Iterator[DoctorFinding]:
    """Whether every version of every return is there and whole, which nothing makes again."""
    from helpers.inputs.params.provinces import read_provinces
    from helpers.inputs.params.settings import read_settings, read_year
    from helpers.inputs.records.record_store import read_history, records_file, whole_version

    provinces, count = read_provinces(project), 0
    told: list[DoctorFinding] = []
    for year in read_settings(project).years:
        for span in read_year(project, year).returns:
            for slug in (command.slug for command in provinces.commands(span.vintage)):
                where = project, year, span.vintage, slug
                try:
                    versions = read_history(*where)
                except ReturnError as fault:
                    told.append(_fault("returns taken in", fault))
                    continue
                for version in (each for each in versions if each.source != "withdrawn"):
                    count += 1
                    try:
                        whole_version(*where, version)
                    except ReturnError as fault:
                        remake = version == versions[-1] and not _reason(records_file(*where))
                        told.append(
                            DoctorFinding(
                                "returns taken in",
                                "missing",
                                _said(str(fault)),
                                "the next build makes it again",
                            )
                            if remake
                            else _fault("returns taken in", fault)
                        )
    yield from told or [DoctorFinding("returns taken in", "good", f"{count} versions, each of them whole")]


def published(project: Project) -> Iterator[DoctorFinding]:
    """Whether each file of the ledger of publications is there and whole, which nothing makes again."""
    from helpers.release.publication_ledger import LIST, content_of, lost_of_ledger

    listed = project.published / LIST
    told: list[DoctorFinding] = [_fault("ledger", fault) for fault in lost_of_ledger(project)]
    there = sorted(project.published.glob("*.parquet"))
    if there and (reason := _reason(listed)):
        said = f"{project.show(listed)}: {reason}"
        told.append(DoctorFinding("ledger", "missing", said, "the next build makes it again"))
    for path in there:
        try:
            content_of(project, path)
        except DisclosureError as fault:
            told.append(_fault("ledger", fault))
    yield from told or [DoctorFinding("ledger", "good", f"{len(there)} files, each of them whole")]


def editions(project: Project) -> Iterator[DoctorFinding]:
    """Whether each old edition of a corrected report is there and as it was kept."""
    from helpers.publish.editions import broken_editions, kept_editions

    told = [_fault("old editions", fault) for fault in broken_editions(project)]
    kept = len(list(kept_editions(project)))
    if kept or told:
        yield from told or [DoctorFinding("old editions", "good", f"{kept} kept, each as it was published")]


def made_again(project: Project) -> Iterator[DoctorFinding]:
    """Whether each file that a build can make again is whole."""
    folders = (
        project.records,
        project.facts,
        project.releases,
        project.partner / "releases",
        project.decisions,
    )
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if _is_kept(path)]
    files += sorted((project.builds / "ledger").glob("*.json")) + sorted(project.builds.glob("*.json"))
    broken = [project.show(path) for path in files if _reason(path)]
    if broken:
        named = ", ".join(broken[:NAMED]) + (
            f" and {len(broken) - NAMED} more" if len(broken) > NAMED else ""
        )
        yield DoctorFinding("kept files", "missing", f"damaged: {named}", "the next build makes them again")
    else:
        yield DoctorFinding("kept files", "good", f"{len(files)} opened, each of them whole")


def _is_kept(path: Path) -> bool:
    """A file; or a folder with the name of one."""
    return path.is_file() or path.suffix in (".parquet", ".json")


def _reason(path: Path) -> str:
    """What is wrong with a file; empty where nothing is."""
    try:
        read_checked(path)
    except DamagedError as fault:
        return fault.reason
    return ""


def _said(message: str) -> str:
    return message.partition(";")[0]


def _fault(subject: str, fault: ReturnError | DisclosureError | OutputError) -> DoctorFinding:
    said, _, remedy = str(fault).partition("; ")
    return DoctorFinding(subject, "fault", said, remedy, fault.exit_code)
