"""Fixtures that every stage's tests share: the real project, and a small copy of it that a test may spoil."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from filelock import FileLock

from helpers.paths import Project
from helpers.publish import packet_key
from helpers.release.prepare import prepare
from helpers.source_code import import_graph
from projects import ROOT, Done, add_donor_projects, call_workbook, copy_project

LONGEST = [
    "end_to_end/test_killed.py",
    "end_to_end/test_anywhere.py",
    "end_to_end/test_accessible_pages.py",
    "end_to_end/test_cluster.py",
    "end_to_end/test_workflow_steps.py",
    "execute/kernels/test_conformance.py",
    "privacy/test_cases.py",
    "privacy/test_all_years.py",
    "end_to_end/test_notebooks_alone.py",
    "end_to_end/test_correction.py",
    "end_to_end/test_in_jupyterlab.py",
    "review/test_compared_packets.py",
    "end_to_end/test_release.py",
    "end_to_end/test_verify.py",
    "end_to_end/test_compare.py",
    "end_to_end/test_canaries.py",
    "end_to_end/test_confidential.py",
    "end_to_end/test_periods.py",
    "end_to_end/test_faults.py",
    "review/test_compared_returns.py",
    "release/test_what_if.py",
]
"""Files that take longest, longest first; a file is one worker's, and a long one that is begun last is waited for."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with the longest files, unless the order is random."""
    if not config.pluginmanager.hasplugin("randomly"):
        rank = {Path(__file__).parent.joinpath(name): number for number, name in enumerate(LONGEST)}
        assert all(file.is_file() for file in rank), "LONGEST names a file that is none any more"
        items.sort(key=lambda item: rank.get(item.path, len(rank)))


@pytest.fixture(scope="session")
def project() -> Project:
    """The project as it is checked out. Tests must not write into it."""
    return Project(ROOT)


@pytest.fixture(scope="session", autouse=True)
def _nothing_built_here() -> Iterator[None]:
    """No test takes in the returns of the project itself or builds reports of them: that takes long, and stays."""

    def found() -> set[Path]:
        working = {ROOT / "data" / name for name in ("builds", "scratch")}  # typefaces, and what is swept
        return {*(ROOT / "data").iterdir(), *(ROOT / "reports").iterdir()} - working

    before = found()
    yield
    assert found() - before == set(), "a test has built in the project itself; give it one of its own"


@pytest.fixture
def make_project(tmp_path: Path) -> Callable[..., Project]:
    """Makes a small project below tmp_path."""
    return lambda name="project", **choice: copy_project(tmp_path / name, **choice)


@pytest.fixture(scope="session")
def make_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], object]], Path]:
    """Makes a folder once for all processes that run tests side by side, in the one that asks first."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared

    def once(name: str, make: Callable[[Path], object]) -> Path:
        folder, done = shared / name, shared / f"{name}.done"
        with FileLock(shared / f"{name}.lock"):
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)  # of a process that failed
                make(folder)
                done.touch()
        return folder

    return once


@pytest.fixture(scope="session")
def copy_prepared(make_once: Callable[..., Path]) -> Callable[..., Project]:
    """Makes a small project whose returns of 2023 are taken in, counted and protected: only notebooks are to be run."""

    def copy(root: Path, donor_projects: Sequence[str] = ()) -> Project:
        made = make_once("prepared", lambda folder: prepare(copy_project(folder), 2023))
        shutil.copytree(made, root)
        add_donor_projects(root, donor_projects)
        return Project(root)

    return copy


@pytest.fixture(scope="session")
def built(make_once: Callable[..., Path], copy_prepared: Callable[..., Project]) -> Project:
    """Lang Son and the nation of 2023, in both languages, and no number typed: built once, by the command.

    Whoever would change it takes a copy.
    """

    def make(folder: Path) -> None:
        choice = ("--province", "lang-son", "--province", "viet-nam")
        done = call_workbook(copy_prepared(folder), "build", "2023", *choice, "--strict")
        assert done.returncode == 0, done.stdout + done.stderr

    return Project(make_once("built", make))


@pytest.fixture
def prepared_project(copy_prepared: Callable[..., Project], tmp_path: Path) -> Project:
    """Four provinces, two years, as `copy_prepared` makes it."""
    return copy_prepared(tmp_path / "project")


@pytest.fixture
def workbook() -> Callable[..., Done]:
    """The command, called in this process."""
    return call_workbook


@pytest.fixture
def small_project(make_project: Callable[..., Project]) -> Project:
    """Four provinces, two years."""
    return make_project()


@pytest.fixture
def exchange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Puts another version of a package before the installed one, as far as metadata tell."""

    def exchanged(name: str) -> None:
        folder = tmp_path / "other" / f"{name.replace('-', '_')}-99.9.dist-info"
        folder.mkdir(parents=True)
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 99.9\n")
        monkeypatch.setattr("sys.path", [str(folder.parent), *sys.path])
        forget()

    def forget() -> None:
        import_graph.made_by.cache_clear()
        packet_key.package_versions.cache_clear()

    yield exchanged
    monkeypatch.undo()
    forget()
