"""Sources of a commit, unpacked elsewhere: they may be a stranger's, so nothing but files and folders below is made."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from clones import commit_all
from helpers.build.revision_packets import sources_of, unpacked
from helpers.errors import ParamsError
from helpers.paths import Project


def _tar(*members: tarfile.TarInfo) -> bytes:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w") as archive:
        for member in members:
            archive.addfile(member, io.BytesIO(b"x" * member.size))
    return sink.getvalue()


def _member(name: str, kind: bytes = tarfile.REGTYPE, to: str = "") -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname, member.size = kind, to, 1 if kind == tarfile.REGTYPE else 0
    return member


def test_sources_of_a_commit_are_unpacked(small_project: Project, tmp_path: Path) -> None:
    commit_all(small_project.root, "all")
    other = unpacked(small_project, sources_of(small_project, "HEAD"), tmp_path / "other")
    assert other.settings.read_bytes() == small_project.settings.read_bytes()


@pytest.mark.parametrize(
    "member",
    [
        _member("../outside"),
        _member("params/../../outside"),
        _member("/tmp/outside"),
        _member("notebooks", tarfile.SYMTYPE, "/tmp"),
        _member("link", tarfile.SYMTYPE, "params"),
        _member("link", tarfile.LNKTYPE, "params/workbook.yml"),
        _member("pipe", tarfile.FIFOTYPE),
        _member("device", tarfile.CHRTYPE),
    ],
    ids=lambda member: f"{member.name} {member.type.decode()}",
)
def test_what_is_no_file_or_folder_of_a_project_is_refused(
    project: Project, tmp_path: Path, member: tarfile.TarInfo
) -> None:
    with pytest.raises(ParamsError, match="is no file or folder of a project; take it out of them"):
        unpacked(project, _tar(_member("params/workbook.yml"), member), tmp_path / "other")
    assert not (tmp_path / "other" / "params").exists()
    assert not (tmp_path / "outside").exists()
