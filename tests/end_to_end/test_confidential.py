"""What is confidential is readable by its owner alone, whichever command wrote it; and little of it is kept."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from helpers.files.safe_writing import open_to_others
from helpers.inputs.intake.take_in import take_in
from helpers.paths import Project
from projects import Done, run_workbook, shorten


@pytest.fixture
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def one_province(usual_umask: None, make_project: Callable[..., Project]) -> Project:
    return shorten(make_project(years=(2023,), provinces=("lang-son",)))


def open_below(project: Project) -> list[str]:
    """Everything in data/ that other users may read, but for the sample, which is public."""
    sample = project.data / "sample"
    roots = [entry for entry in project.data.iterdir() if entry != sample]
    return [project.show(path) for path, _ in open_to_others(roots)]


def test_every_command_writes_for_its_owner_alone(one_province: Project) -> None:
    sent = one_province.data / "sample" / "2023" / "lang-son"
    for command in (
        ("take-in", str(sent)),
        ("build", "2023", "lang-son", "data-quality", "--language", "en", "--accept-partial"),
        ("build", "2023", "lang-son", "--language", "en", "--audience", "partner"),
    ):
        done = run_workbook(one_province, *command)
        assert done.returncode == 0, done.stderr
        assert open_below(one_province) == [], command
    written = {path.name for path in one_province.data.iterdir()} - {"sample"}
    assert {"returns", "records", "facts", "published", "builds", "partner", "internal"} <= written
    packet = one_province.reports / "2023" / "en" / "lang-son"
    for path in (one_province.reports, *one_province.reports.rglob("*")):
        assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644), path
    assert (packet / "packet.json").is_file()
    for scratch in (one_province.scratch, one_province.partner / "scratch"):
        assert [path for path in scratch.rglob("*") if path.is_file()] == []


def test_failed_report_leaves_its_notebook_alone_for_its_owner_alone(one_province: Project) -> None:
    notebook = one_province.notebooks / "province_report.ipynb"
    notebook.write_text(
        notebook.read_text(encoding="utf-8").replace("report.", "no_such_thing.", 1), encoding="utf-8"
    )
    done = run_workbook(one_province, "build", "2023", "lang-son", "--language", "en")
    assert done.returncode == 1, done.stderr
    kept = [path for path in one_province.scratch.rglob("*") if path.is_file()]
    assert kept == [one_province.scratch / "2023" / "en" / "lang-son" / "executed.ipynb"]
    assert open_below(one_province) == []


def test_next_build_sweeps_what_a_killed_one_left_and_closes_what_was_open(
    one_province: Project, workbook: Callable[..., Done]
) -> None:
    take_in(one_province, 2023)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = [
        one_province.scratch / "2023" / "en" / "lang-son" / "reads.json",
        one_province.scratch / "verify" / "data" / "returns" / "2023" / "lang-son.json",
        one_province.partner / "scratch" / "2023" / "en" / "lang-son" / "executed.ipynb",
        one_province.data / "internal" / "scratch" / "2023" / "en" / "data-quality" / "executed.ipynb",
        one_province.records / "2023" / "63" / f".lang-son.parquet.{ended.pid}.new",
    ]
    for path in left:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("27", encoding="utf-8")
    records = one_province.records / "2023" / "63" / "lang-son.parquet"
    records.chmod(0o644)
    records.parent.chmod(0o755)
    assert "other users have rights on" in workbook(one_province, "doctor").stdout
    (one_province.notebooks / "province_report.ipynb").write_text("{", encoding="utf-8")
    workbook(one_province, "build", "2023", "lang-son", "--language", "en")
    assert [path for path in left if path.exists()] == []
    assert open_below(one_province) == []


def test_emptied_records_leave_the_returns_kept(one_province: Project) -> None:
    take_in(one_province, 2023)
    records = one_province.records / "2023" / "63" / "lang-son.parquet"
    before = records.read_bytes()
    kept = {path: path.read_bytes() for path in (one_province.data / "returns").rglob("*.parquet")}
    os.truncate(records, 0)
    assert {path: path.read_bytes() for path in kept} == kept
    take_in(one_province, 2023)
    assert records.read_bytes() == before
    assert all(path.stat().st_nlink == 1 for path in (records, *kept))
