"""Whether a release is what its own sources make: every packet of the zip is built again, and compared by bytes."""

from __future__ import annotations

from pathlib import Path

from helpers.build.revision_packets import build_packets, changed_since, commit_of, sources_of, unpacked
from helpers.build.verify import ELSEWHERE, Verified, differences, files_of, made_in
from helpers.errors import WorkbookError
from helpers.files.build_lock import build_lock
from helpers.files.folder_exchange import scratch_folder
from helpers.files.safe_writing import write_openly, write_privately
from helpers.inputs.params.settings import read_settings
from helpers.paths import PACKAGE, Project
from helpers.review.minisign_files import PublicKey
from helpers.review.release_archive import EDITIONS, HISTORY, SOURCES, read_release_zip


def sources_to_release(project: Project) -> tuple[str, bytes]:
    """The commit that the project is at, and its sources as a tar, in which no real return is, even if git has it.

    Raises:
        WorkbookError: what reports are made of is not as the commit has it.
        ParamsError: the project has no git.
    """
    commit = commit_of(project, "HEAD")
    folders = [project.params, project.notebooks, project.root / PACKAGE.parent.name]
    settings = read_settings(project)
    returns = [project.root / settings.returns, project.root / settings.stations]
    if settings.demonstration:
        folders += returns
    if changed := changed_since(project, commit, [folder for folder in folders if folder.exists()]):
        more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        raise WorkbookError(
            f"{changed[0]}{more} is not in git as it is here, so nobody could make this release again; commit it, "
            "build, then release"
        )
    return commit, sources_of(project, commit, [] if settings.demonstration else returns)


def verify_release(project: Project, path: Path, key: PublicKey | None, processes: int) -> Verified:
    """Read a release, build its packets again from the sources in it, and compare bytes.

    Raises:
        OutputError: the release is damaged, a build is running, or data/scratch cannot be written.
        SignatureError: it is not signed by the key, where one is given.
        WorkbookError: its sources cannot be built.
    """
    release = read_release_zip(path, key)
    with build_lock(project), scratch_folder(project, project.scratch / ELSEWHERE.parts[0]) as scratch:
        other = unpacked(project, release.files[SOURCES], scratch / ELSEWHERE.parts[1])
        for name, content in release.below(HISTORY).items():
            write_privately(other.data / name, content)
        for name, content in release.below(EDITIONS).items():
            write_openly(other.editions / name, content)
        build_packets(other, release.packets, processes)
        found = tuple(
            line
            for name in release.packets
            for line in differences(
                f"reports/{name}", release.packet_files(name), files_of(made_in(other, name))
            )
        )
    return Verified(len(release.packets), found, ())
