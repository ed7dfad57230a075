"""`workbook release`, and `workbook verify` of what it wrote: built again from its own sources, by its own code."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from altered_packets import alter
from clones import commit_all
from helpers.paths import Project
from projects import ROOT, Done, call_workbook, shorten


def test_release_is_built_again_from_its_own_sources(
    small_project: Project, workbook: Callable[..., Done], tmp_path: Path
) -> None:
    project = shorten(small_project)
    shutil.copytree(ROOT / "src", project.root / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".gitignore", project.root)
    commit_all(project.root, "a project")
    done = call_workbook(project, "build", "2023", "lang-son", "--language", "vi")
    assert done.returncode == 0, done.stderr
    done = workbook(project, "release", "2023", "-o", str(tmp_path / "r.zip"))
    assert done.returncode == 0, done.stderr
    done = call_workbook(project, "verify", str(tmp_path / "r.zip"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 report built again elsewhere: 0 files differ" in done.stdout

    alter(
        project.reports / "2023/vi/lang-son",
        "index.html",
        lambda text: text.replace("</main>", "<p>1</p></main>"),
    )
    assert workbook(project, "release", "2023", "-o", str(tmp_path / "spoilt.zip")).returncode == 0
    done = call_workbook(project, "verify", str(tmp_path / "spoilt.zip"))
    assert done.returncode == 1
    assert "reports/2023/vi/lang-son/index.html: differs" in done.stderr
