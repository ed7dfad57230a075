"""A pipe, a folder or a socket in the place of a file keeps no command waiting: it is named, or made again."""

from __future__ import annotations

import os
import shutil
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import pytest

from helpers.build.all_params import check_params
from helpers.cli.doctor import kept
from helpers.desk.new_report import Bilingual, new_report
from helpers.errors import NotebookError, OutputError, ParamsError, ReturnError, WorkbookError
from helpers.execute.notebook_digest import MISSING, digest_of
from helpers.execute.run_notebook import read_notebook
from helpers.files.build_lock import build_lock
from helpers.files.safe_reading import NotAFileError, read_file
from helpers.inputs.intake.correction_workbook import write_marked
from helpers.inputs.intake.intake_lock import intake_lock
from helpers.inputs.intake.sent_returns import check, take_in_paths
from helpers.inputs.intake.take_in import take_in
from helpers.inputs.records.record_store import read_history
from helpers.paths import Project, find_project
from helpers.publish.report_code import code_of
from helpers.release.read_tracker import read_reads

SECONDS = 120


@pytest.fixture(autouse=True)
def impatient() -> Iterator[None]:
    """Whoever waits for a pipe is woken, and fails."""

    def wake(_number: int, _frame: FrameType | None) -> None:
        raise AssertionError("waits for a pipe")

    before = signal.signal(signal.SIGALRM, wake)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def project(make_project: Callable[..., Project]) -> Project:
    return make_project(years=(2023,), provinces=("lang-son",), donor_projects=["inl-phase-2"])


def pipe_in_place(path: Path) -> Path:
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(path)
    return path


def test_each_kind_of_thing_that_is_no_file_is_named(tmp_path: Path) -> None:
    pipe = pipe_in_place(tmp_path / "pipe")
    with pytest.raises(NotAFileError, match="it is a pipe, not a file"):
        read_file(pipe)
    with pytest.raises(NotAFileError, match="it is a folder, not a file"):
        read_file(tmp_path)
    with pytest.raises(NotAFileError, match="it is a device, not a file"):
        read_file(Path("/dev/zero"))
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
        with pytest.raises(NotAFileError, match="it is a socket, not a file"):
            read_file(tmp_path / "socket")
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path / "none")


def test_link_is_followed_unless_it_must_not_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"abc")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    assert (read_file(tmp_path / "link"), read_file(tmp_path / "link", 2)) == (b"abc", b"ab")
    with pytest.raises(OSError, match="symbolic links"):
        read_file(tmp_path / "link", follow=False)


@pytest.mark.parametrize(
    "file",
    ["workbook.yml", "targets.yml", "indicators.yml", "codelists.yml", "tables.yml", "disclosure.yml",
     "years/2023.yml", "projects/inl-phase-2.yml", "reports.yml", "published_figures.csv",
     "provinces/provinces.csv", "provinces/regions.csv", "provinces/tiles.csv"],
)  # fmt: skip
@pytest.mark.parametrize("is_folder", [False, True])
def test_params_file_that_is_none_is_named(tmp_path: Path, file: str, is_folder: bool) -> None:
    project = Project(tmp_path)
    shutil.copytree(find_project(Path(__file__)).params, project.params)
    path = pipe_in_place(project.params / file)
    if is_folder:
        path.unlink()
        path.mkdir()
    kind = "folder" if is_folder else "pipe"
    with pytest.raises(ParamsError, match=rf"params/{file}: is a {kind}, not a file"):
        check_params(project)


def test_register_of_stations_that_is_a_pipe_is_named(project: Project) -> None:
    pipe_in_place(project.data / "sample" / "stations.csv")
    with pytest.raises(ParamsError, match=r"data/sample/stations.csv.*it is a pipe, not a file"):
        take_in(project, 2023)


@pytest.mark.parametrize("kind", ["pipe", "folder"])
def test_list_of_versions_that_is_none_is_named(project: Project, kind: str) -> None:
    take_in(project, 2023)
    path = pipe_in_place(project.data / "returns" / "2023" / "63" / "lang-son.json")
    if kind == "folder":
        path.unlink()
        path.mkdir()
    told = rf"data/returns/2023/63/lang-son.json: is a {kind}, and lists the versions of a return"
    for read in (
        lambda: read_history(project, 2023, "63", "lang-son"),
        lambda: take_in(project, 2023),
        lambda: take_in_paths(project, [project.data / "sample" / "2023" / "lang-son"]),
    ):
        with pytest.raises(ReturnError, match=told):
            read()
    assert any(kind in finding.said for finding in kept.history(project))


def test_version_that_is_a_pipe_is_made_again_of_the_records(project: Project) -> None:
    take_in(project, 2023)
    (version,) = (project.data / "returns" / "2023" / "63").glob("*.parquet")
    pipe_in_place(version)
    take_in(project, 2023)
    assert version.is_file()


def test_records_that_are_a_pipe_are_made_again(project: Project) -> None:
    take_in(project, 2023)
    records = project.records / "2023" / "63" / "lang-son.parquet"
    pipe_in_place(records)
    take_in(project, 2023)
    assert records.is_file()


def test_table_that_is_a_pipe_is_no_table(project: Project) -> None:
    folder = project.data / "sample" / "2023" / "lang-son"
    pipe_in_place(folder / "outreach.csv")
    assert any(
        "outreach.csv: is not a table of a return" in str(each) for each in take_in(project, 2023).mistakes
    )
    with pytest.raises(ReturnError, match=r"outreach.csv: cannot be read \(it is a pipe, not a file\)"):
        check(project, [folder])


@pytest.mark.parametrize(("name", "lock"), [("lock", build_lock), ("intake-lock", intake_lock)])
@pytest.mark.parametrize("kind", ["pipe", "folder"])
def test_lock_that_is_no_file_is_named(
    project: Project, name: str, lock: Callable[..., object], kind: str
) -> None:
    path = pipe_in_place(project.builds / name)
    if kind == "folder":
        path.unlink()
        path.mkdir()
    with pytest.raises(OutputError, match=rf"'data/builds/{name}' cannot be locked"), lock(project):  # type: ignore[attr-defined]
        pass


def test_notebook_that_is_a_pipe_is_named(project: Project) -> None:
    notebook = pipe_in_place(project.notebooks / "province_report.ipynb")
    assert digest_of(notebook) == MISSING
    assert code_of(notebook)
    with pytest.raises(NotebookError, match=r"province_report\.ipynb: not a notebook"):
        read_notebook(notebook, "province_report.ipynb")
    with pytest.raises(WorkbookError, match=r"notebooks/province_report\.ipynb: is a pipe, not a file"):
        new_report(project, "border-week", "province", Bilingual(en="A", vi="B"))


def test_what_a_kernel_left_as_a_pipe_is_not_read(tmp_path: Path) -> None:
    assert read_reads(pipe_in_place(tmp_path / "reads.json")) is None


def test_copy_that_goes_back_reads_no_pipe(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "sent"
    shutil.copytree(project.data / "sample" / "2023" / "lang-son", folder)
    (folder / "cover.csv").write_text("province,year\n", encoding="utf-8")
    from helpers.inputs.intake.return_files import find_arrivals

    arrivals, told = find_arrivals([folder]), check(project, [folder]).told
    pipe_in_place(folder / "outreach.csv")
    with pytest.raises(ReturnError, match="outreach.csv: cannot be read"):
        write_marked(project, arrivals, told, tmp_path / "back")
