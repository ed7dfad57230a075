"""Returns and ledger that version 0.1.0 kept: they are read, or refused with what to do."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.errors import DisclosureError, ReturnError
from helpers.inputs.records.record_store import read_history
from helpers.paths import Project
from helpers.release.prepare import prepare
from helpers.release.publication_ledger import LIST, read_published
from projects import Done, copy_project

KEPT = Path(__file__).parent / "kept_by_0_1_0"
VERSIONS = ("83300ef1b6645eb0698c85f3", "491c87dd1708e96f694f58b6")
"""The two returns, the older first, as that version named them."""
Run = Callable[..., Done]


@pytest.fixture
def upgraded(tmp_path: Path) -> Project:
    """The code and params of now beside the data of then."""
    project = copy_project(tmp_path / "project", years=(2023,), provinces=())
    shutil.copytree(KEPT / "sample", project.root / "data" / "sample", dirs_exist_ok=True)
    for name in ("returns", "published"):
        shutil.copytree(KEPT / name, project.root / "data" / name)
    return project


def test_versions_are_whole_and_say_what_changed(upgraded: Project, workbook: Run) -> None:
    assert [version.rows for version in read_history(upgraded, 2023, "63", "lang-son")] == [390, 389]
    done = workbook(upgraded, "revisions", "2023", "--since", "first")
    assert done.returncode == 0, done.stderr
    assert "version 1, received 2024-01-22" in done.stdout
    assert "participants, lang-son, 2023: 19,793 -> 19,804" in done.stdout
    examined = workbook(upgraded, "doctor").stdout
    assert "each of them whole" in examined.partition("returns taken in:")[2].splitlines()[0]


def test_new_release_is_protected_beside_both_that_were_published(upgraded: Project) -> None:
    published = read_published(upgraded, 2023).releases
    assert len(published) == 2
    shown = {release.cells[0][1]["value"].notna().any() for release in published}
    assert shown == {True}
    release = prepare(upgraded, 2023)
    assert release
    assert len(read_published(upgraded, 2023).releases) == 2, "nothing was published"
    assert not (upgraded.published / LIST).exists() or "63-" in (upgraded.published / LIST).read_text()


def test_damaged_version_is_refused_with_what_to_do(upgraded: Project, workbook: Run) -> None:
    file = upgraded.root / "data/returns/2023/63" / f"{VERSIONS[0]}.parquet"
    file.write_bytes(file.read_bytes()[:-200])
    done = workbook(upgraded, "build", "2023", "lang-son")
    assert done.returncode == ReturnError.exit_code, done.stderr
    assert f"data/returns/2023/63/{VERSIONS[0]}.parquet: is damaged" in done.stderr
    assert "restore it from a backup" in done.stderr


def test_lost_list_of_versions_is_refused_with_what_to_do(upgraded: Project, workbook: Run) -> None:
    (upgraded.root / "data/returns/2023/63/lang-son.json").write_text("[", encoding="utf-8")
    done = workbook(upgraded, "build", "2023", "lang-son")
    assert done.returncode == ReturnError.exit_code, done.stderr
    assert "lists the versions of a return; restore it from a backup" in done.stderr


def test_damaged_ledger_is_refused_with_what_to_do(upgraded: Project, workbook: Run) -> None:
    file = sorted(upgraded.published.glob("*.parquet"))[0]
    file.write_bytes(file.read_bytes()[:-200])
    done = workbook(upgraded, "build", "2023", "lang-son")
    assert done.returncode == DisclosureError.exit_code, done.stderr
    assert f"data/published/{file.name}" in done.stderr
    assert "backup" in done.stderr
