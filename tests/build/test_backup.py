"""`workbook backup` and `restore`: all that nothing makes again, whole, and nothing newer taken away."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from helpers.files.checksummed_files import frame_with_checksum, json_with_checksum
from helpers.inputs.intake.take_in import take_in
from helpers.paths import Project
from projects import Done, copy_project

Workbook = Callable[..., Done]


@pytest.fixture
def kept(tmp_path: Path) -> Project:
    """A project with real returns, of which one was taken in, and one release that was published."""
    project = copy_project(tmp_path / "project", years=(2023,), provinces=("lang-son",))
    settings = project.settings.read_text(encoding="utf-8")
    project.settings.write_text(settings.replace("demonstration: true", "demonstration: false"))
    take_in(project, 2023)
    publish(project, "2023-63-a")
    return project


def publish(project: Project, name: str) -> None:
    project.published.mkdir(exist_ok=True)
    (project.published / f"{name}.parquet").write_bytes(frame_with_checksum(pd.DataFrame({"a": [1]})))
    names = sorted(path.name for path in project.published.glob("*.parquet"))
    (project.published / "list.json").write_bytes(json_with_checksum({"files": names}))


def files(project: Project) -> dict[str, bytes]:
    """What nothing makes again, as this test knows it."""
    roots = ("data/returns", "data/published", "data/sample")
    found = [path for root in roots for path in (project.root / root).rglob("*") if path.is_file()]
    return {path.relative_to(project.root).as_posix(): path.read_bytes() for path in found}


def test_what_was_lost_or_damaged_is_put_back(kept: Project, workbook: Workbook, tmp_path: Path) -> None:
    before, backup = files(kept), tmp_path / "backup"
    done = workbook(kept, "backup", str(backup))
    assert (done.returncode, done.stdout.split()[0]) == (0, str(len(before))), done.stderr
    for path in (backup, *backup.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, f"{path} can be read by others"
    shutil.rmtree(kept.data / "returns")
    shutil.rmtree(kept.published)
    (kept.root / "data/sample/2023/lang-son/victims.csv").unlink()
    checked = workbook(kept, "restore", str(backup), "--check")
    assert checked.returncode == 0
    assert "data/published/list.json" in checked.stdout
    assert not kept.published.exists()
    done = workbook(kept, "restore", str(backup))
    assert done.returncode == 0, done.stderr
    assert files(kept) == before
    for damaged in (kept.published / "2023-63-a.parquet", kept.data / "returns/2023/63/lang-son.json"):
        damaged.write_bytes(damaged.read_bytes()[:-9])
        assert workbook(kept, "backup", str(tmp_path / "second")).returncode == 5
        assert not (tmp_path / "second").exists()
        assert workbook(kept, "restore", str(backup)).stdout.split("\n")[0] == kept.show(damaged)
        assert files(kept) == before
    assert workbook(kept, "doctor").stdout.count("each of them whole") >= 2


def _publish_again(project: Project) -> object:
    return publish(project, "2023-63-b")


def _correct_a_return(project: Project) -> object:
    path = project.root / "data/sample/2023/lang-son/outreach.csv"
    path.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]))
    return take_in(project, 2023)


@pytest.mark.parametrize("change", [_publish_again, _correct_a_return])
def test_what_is_newer_is_not_written_over(
    change: Callable[[Project], object], kept: Project, workbook: Workbook, tmp_path: Path
) -> None:
    backup = tmp_path / "backup"
    assert workbook(kept, "backup", str(backup)).returncode == 0
    (lost := kept.published / "2023-63-a.parquet").unlink()
    change(kept)
    left = files(kept)
    done = workbook(kept, "restore", str(backup))
    assert done.returncode == 5
    assert "restoring would take away" in done.stderr
    assert files(kept) == left, "nothing may be written where something is newer"
    assert not lost.exists()


def test_an_older_project_takes_up_what_was_added_since(
    kept: Project, workbook: Workbook, tmp_path: Path
) -> None:
    older = tmp_path / "older"
    shutil.copytree(kept.root, older)
    _publish_again(kept)
    take_in(kept, 2023)
    assert workbook(kept, "backup", str(tmp_path / "backup")).returncode == 0
    done = workbook(Project(older), "restore", str(tmp_path / "backup"))
    assert done.returncode == 0, done.stderr
    assert files(Project(older)) == files(kept)


def _spoilt(folder: Path) -> Iterator[Path]:
    """Copies of a backup, each no longer whole in another way."""
    spoils: tuple[Callable[[Path], object], ...] = (
        lambda copy: (copy / "BACKUP.json").unlink(),
        lambda copy: (copy / "BACKUP.json").write_bytes((folder / "BACKUP.json").read_bytes()[:-20]),
        lambda copy: (copy / "data/published/list.json").unlink(),
        lambda copy: (copy / "data/published/list.json").write_text("{}"),
        lambda copy: (copy / "data/published/x.parquet").write_text("x"),
        lambda copy: (copy / "BACKUP.json").rename(copy / "data/BACKUP.json"),
        lambda copy: (copy / "BACKUP.json").write_bytes(json_with_checksum({"files": {"../../out": "0"}})),
    )
    for number, spoil in enumerate(spoils):
        spoil(Path(shutil.copytree(folder, folder.with_name(f"spoilt-{number}"))))
        yield folder.with_name(f"spoilt-{number}")


def test_a_backup_that_is_not_whole_restores_nothing(
    kept: Project, workbook: Workbook, tmp_path: Path
) -> None:
    workbook(kept, "backup", str(tmp_path / "backup"))
    shutil.rmtree(kept.published)
    for spoilt in _spoilt(tmp_path / "backup"):
        done = workbook(kept, "restore", str(spoilt))
        assert (done.returncode, "error: " in done.stderr, kept.published.exists()) == (5, True, False)
    assert not (tmp_path.parent / "out").exists()


def test_a_folder_that_will_not_do_is_refused(kept: Project, workbook: Workbook, tmp_path: Path) -> None:
    full = tmp_path / "full"
    full.mkdir()
    (full / "a").touch()
    inside, file = kept.root / "backup", full / "a" / "b"
    for folder, code in ((inside, 2), (full, 2), (file, 5)):
        done = workbook(kept, "backup", str(folder))
        assert done.returncode == code, done.stderr
    assert sorted(full.iterdir()) == [full / "a"]
    (empty := tmp_path / "empty").mkdir()
    assert workbook(kept, "backup", str(empty)).returncode == 0
