"""The packets of a revision in git: its code, params, notebooks and sample returns, built in a folder of its own.

The packages are those that are installed here; the code is the revision's. Real returns are in no revision: those of
now serve, and what was published beside them.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tarfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from helpers.build.verify import copy_inputs
from helpers.errors import ParamsError, WorkbookError
from helpers.files.build_lock import build_lock
from helpers.files.folder_exchange import scratch_folder, writing
from helpers.inputs.params.settings import read_settings
from helpers.paths import PACKAGE, Project
from helpers.review.packet_sides import STAGED, Side, packets_in


def commit_of(project: Project, revision: str) -> str:
    """The hash of the commit that a word stands for in the project's git.

    Raises:
        ParamsError: it stands for none, or the project has no git.
    """
    done = _git(project, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if done is None or done.returncode:
        raise ParamsError(
            f"'{revision}' is no folder of packets, no year in reports/ and no revision in git; also known are "
            "'published' and 'staged'"
        )
    return done.stdout.decode().strip()


@contextmanager
def with_revisions(
    project: Project,
    words: Sequence[str],
    sides: Sequence[Side | None],
    names: Collection[str],
    processes: int,
) -> Iterator[list[Side]]:
    """Both sides, of which those that are no packets yet are built from the revisions that the words stand for.

    Args:
        project: the project.
        words: what each side was called.
        sides: those that are packets already.
        names: the packets that a revision is to make ('2023/en/lang-son'); they are gone after the block.
        processes: how many reports are built at a time.

    Raises:
        ParamsError: there is no such revision, or it holds no project.
        OutputError: a build is running, or data/scratch cannot be written.
        WorkbookError: the revision's own build failed.
    """
    commits = [None if side else commit_of(project, word) for word, side in zip(words, sides, strict=True)]
    with build_lock(project), scratch_folder(project, project.scratch / "revisions") as scratch:
        made: dict[str, Project] = {}
        for commit in dict.fromkeys(filter(None, commits)):
            other = unpacked(project, sources_of(project, commit), scratch / commit)
            build_packets(other, names, processes)
            made[commit] = other
        yield [
            side or _side_of(word, commit, made[commit or ""])
            for word, side, commit in zip(words, sides, commits, strict=True)
        ]


def _side_of(word: str, commit: str | None, made: Project) -> Side:
    packets = {**packets_in(made.reports), **packets_in(made.builds / STAGED)}
    return Side(f"{word} ({(commit or '')[:10]})", packets, project=made)


def sources_of(project: Project, commit: str, without: Sequence[Path] = ()) -> bytes:
    """The project at a commit, as a tar, but for some of its folders. The same commit: the same bytes.

    Raises:
        WorkbookError: git cannot read it.
    """
    excluded = [f":(exclude){project.show(path)}" for path in without]
    done = _git(project, "archive", "--format=tar", commit, ".", *excluded)
    if done is None or done.returncode:
        raise WorkbookError(f"{commit[:10]} cannot be read from git: {_last_line(done)}")
    return done.stdout


def changed_since(project: Project, commit: str, folders: Sequence[Path]) -> list[str]:
    """The files below these folders that are not as the commit has them, new ones too.

    Raises:
        WorkbookError: git cannot say.
    """
    names = [project.show(folder) for folder in folders]
    since = _git(project, "diff", "--name-only", "-z", "--relative", commit, "--", *names)
    new = _git(project, "ls-files", "--others", "--exclude-standard", "-z", "--", *names)
    for done in (since, new):
        if done is None or done.returncode:
            raise WorkbookError(f"git cannot say what changed since {commit[:10]}: {_last_line(done)}")
    texts = (done.stdout.decode("utf-8", "replace") for done in (since, new) if done)
    return sorted({name for text in texts for name in text.split("\0") if name})


def unpacked(project: Project, sources: bytes, root: Path) -> Project:
    """A project unpacked from its sources; of real returns those of the project that is here.

    Raises:
        ParamsError: the sources hold no project, or something else than files and folders below them.
        OutputError: it cannot be written.
    """
    with writing(project, root), tarfile.open(fileobj=io.BytesIO(sources)) as archive:
        for member in _checked_members(archive):
            archive.extract(member, root)
    other = Project(root)
    if not other.settings.is_file():
        raise ParamsError(f"{root.name[:10]} holds no project: it has no params/workbook.yml")
    if not read_settings(other).demonstration:
        copy_inputs(project, root, written=False)
    return other


def _checked_members(archive: tarfile.TarFile) -> list[tarfile.TarInfo]:
    """Its files and folders. Pythons before 3.11.4 would unpack a link, a device or what lies elsewhere, too."""
    members = archive.getmembers()
    for member in members:
        place = PurePosixPath(member.name)
        if not (member.isfile() or member.isdir()) or place.is_absolute() or ".." in place.parts:
            raise ParamsError(
                f"the sources hold '{member.name}', which is no file or folder of a project; take it out of them"
            )
    if hasattr(tarfile, "data_filter"):  # of later Pythons, which warn where none is chosen
        archive.extraction_filter = tarfile.data_filter
    return members


def build_packets(other: Project, names: Collection[str], processes: int) -> None:
    """Build packets ('2023/en/lang-son') in a project that was unpacked, by its own code.

    Raises:
        WorkbookError: the build failed.
    """
    code = str(other.root / PACKAGE.parent.name)  # comes before that which is installed
    environment = {**os.environ, "PYTHONPATH": code, "WORKBOOK_ROOT": str(other.root), "NO_COLOR": "1"}
    for time in sorted({name.split("/")[0] for name in names}):
        own = [name.split("/") for name in sorted(names) if name.startswith(f"{time}/")]
        command = [
            sys.executable,
            "-m",
            "helpers",
            "build",
            time,
            *dict.fromkeys(report for *_, report in own),
        ]
        for language in sorted({language for _, language, _ in own}):
            command += ["--language", language]
        done = subprocess.run(
            [*command, "--jobs", str(processes)],
            cwd=other.root,
            env=environment,
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise WorkbookError(
                f"{other.root.name[:10]} cannot be built, so nothing was compared: {_last_line(done)}"
            )


def _git(project: Project, *arguments: str) -> subprocess.CompletedProcess[bytes] | None:
    try:
        return subprocess.run(
            ["git", "-C", str(project.root), *arguments],  # noqa: S607
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        return None


def _last_line(done: subprocess.CompletedProcess[bytes] | None) -> str:
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines() if done else []
    return lines[-1] if lines else "no message"
