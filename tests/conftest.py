"""Fixtures that every stage's tests share: the real project, and a small copy of it that a test may spoil."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.cli import main
from helpers.paths import Project
from projects import ROOT, Done, copy_project


@pytest.fixture(scope="session")
def project() -> Project:
    """The project as it is checked out. Tests must not write into it."""
    return Project(ROOT)


@pytest.fixture
def make_project(tmp_path: Path) -> Callable[..., Project]:
    """Makes a small project below tmp_path."""
    return lambda name="project", **choice: copy_project(tmp_path / name, **choice)


@pytest.fixture
def workbook(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """The command, called in this process: quicker than a new one where no notebook is run."""

    def run(project: Project, *arguments: str) -> Done:
        monkeypatch.setenv("WORKBOOK_ROOT", str(project.root))
        monkeypatch.setenv("NO_COLOR", "1")
        monkeypatch.setattr("sys.argv", ["workbook", *arguments])
        with pytest.raises(SystemExit) as end:
            main()
        said = capsys.readouterr()
        return Done(end.value.code, said.out, said.err)

    return run


@pytest.fixture
def small_project(make_project: Callable[..., Project]) -> Project:
    """Four provinces, two years."""
    return make_project()
