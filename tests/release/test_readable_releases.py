"""Commands that only read: beside a running build, in a project that cannot be written, without locks."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from helpers.files.temporary_folder import keep_temporary_files_together
from helpers.paths import Project
from helpers.release.prepare import prepare
from projects import Done

READERS = (
    ("status", "2023", "lang-son", "--language", "en"),
    ("why", "2023", "lang-son", "--language", "en"),
    ("trace", "2023", "lang-son", "sessions"),
    ("trace", "2023", "lang-son", "victims_assisted", "--audience", "partner"),
)


@pytest.fixture
def prepared_project(make_project: Callable[..., Project]) -> Project:
    """Whose newest return has changed since its records were written."""
    project = make_project(years=(2023,), provinces=("lang-son",))
    prepare(project, 2023)
    sent = project.data / "sample" / "2023" / "lang-son" / "outreach.csv"
    sent.write_text(sent.read_text(encoding="utf-8").replace(",12,", ",13,"), encoding="utf-8")
    return project


def tree(project: Project) -> dict[Path, str]:
    return {
        path: sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        for path in project.root.rglob("*")
        if path != project.builds / "lock"
    }


def refuse_flock(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    keep_temporary_files_together()  # with its lock: this process keeps it, and another would sweep it away

    def flock(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", flock)


def test_beside_a_build_all_is_told_of_the_returns_of_now_and_nothing_is_written(
    prepared_project: Project, workbook: Callable[..., Done]
) -> None:
    before = tree(prepared_project)
    with (prepared_project.builds / "lock").open("w", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        said = [workbook(prepared_project, *command) for command in READERS]
    assert [done.returncode for done in said] == [0] * len(READERS), [done.stderr for done in said]
    assert tree(prepared_project) == before
    assert [done.stdout for done in said] == [workbook(prepared_project, *each).stdout for each in READERS]


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP])
def test_file_system_without_locks_is_told_in_one_message(
    make_project: Callable[..., Project],
    workbook: Callable[..., Done],
    monkeypatch: pytest.MonkeyPatch,
    number: int,
) -> None:
    project = make_project(years=(2023,), provinces=("lang-son",))
    refuse_flock(monkeypatch, number)
    done = workbook(project, "build", "2023", "lang-son")
    assert done.returncode == 5
    assert len(done.stderr.splitlines()) == 1
    assert f"'data/builds/lock' cannot be locked ({os.strerror(number).lower()})" in done.stderr
    assert not project.records.exists()


def test_status_needs_no_lock(
    prepared_project: Project, workbook: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_flock(monkeypatch, errno.ENOLCK)
    done = workbook(prepared_project, *READERS[0])
    assert done.returncode == 0
    assert "it was never built" in done.stdout


def test_project_whose_lock_cannot_be_opened_is_read_and_left_as_it_is(
    prepared_project: Project, workbook: Callable[..., Done]
) -> None:
    (prepared_project.builds / "lock").unlink(missing_ok=True)
    (prepared_project.builds / "lock").mkdir()
    before = tree(prepared_project)
    assert [workbook(prepared_project, *command).returncode for command in READERS] == [0] * len(READERS)
    assert tree(prepared_project) == before
    assert workbook(prepared_project, "build", "2023", "lang-son").returncode == 5
