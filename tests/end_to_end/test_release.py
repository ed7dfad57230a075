"""`workbook release`, and `workbook verify` of what it wrote: built again from its own sources, by its own code."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from altered_packets import alter
from clones import commit_all
from helpers.build import verify_release
from helpers.paths import Project
from projects import ROOT, Done, shorten


def test_release_is_built_again_from_its_own_sources(
    small_project: Project, workbook: Callable[..., Done], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sources are built again once; for the spoilt release, whose sources are the same, what they made lies there."""
    build = verify_release.build_packets

    def build_once(other: Project, packets: Sequence[str], processes: int) -> None:
        if not (tmp_path / "made").exists():
            build(other, packets, processes)
            shutil.copytree(other.reports, tmp_path / "made")
        shutil.copytree(tmp_path / "made", other.reports, dirs_exist_ok=True)

    monkeypatch.setattr(verify_release, "build_packets", build_once)
    project = shorten(small_project)
    shutil.copytree(ROOT / "src", project.root / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".gitignore", project.root)
    commit_all(project.root, "a project")
    done = workbook(project, "build", "2023", "lang-son", "--language", "vi")
    assert done.returncode == 0, done.stderr
    done = workbook(project, "release", "2023", "-o", str(tmp_path / "r.zip"))
    assert done.returncode == 0, done.stderr
    done = workbook(project, "verify", str(tmp_path / "r.zip"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 report built again elsewhere: 0 files differ" in done.stdout

    alter(
        project.reports / "2023/vi/lang-son",
        "index.html",
        lambda text: text.replace("</main>", "<p>1</p></main>"),
    )
    assert workbook(project, "release", "2023", "-o", str(tmp_path / "spoilt.zip")).returncode == 0
    done = workbook(project, "verify", str(tmp_path / "spoilt.zip"))
    assert done.returncode == 1
    assert "reports/2023/vi/lang-son/index.html: differs" in done.stderr
