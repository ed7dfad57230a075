"""Bad input: one clear message with place and remedy, its exit code, no traceback, the last good packet untouched."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpers.paths import Project
from projects import Done, add_donor_projects, packet_files, run_workbook, shorten

BUILD = ("build", "2023", "--province", "lang-son", "--language", "en")


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} no longer holds what this test spoils"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _return(project: Project, table: str) -> Path:
    return project.data / "sample" / "2023" / "lang-son" / f"{table}.csv"


FAULTS: dict[str, tuple[Callable[[Project], object], int, tuple[str, ...]]] = {
    "missing params file": (
        lambda p: (p.params / "indicators.yml").unlink(),
        2,
        ("params/indicators.yml", "no such file"),
    ),
    "malformed params file": (
        lambda p: (p.params / "indicators.yml").write_text("sessions: {label: [", encoding="utf-8"),
        2,
        ("params/indicators.yml, line", "not valid YAML"),
    ),
    "unknown indicator field": (
        lambda p: _replace(p.params / "indicators.yml", "  measure: sessions", "  mesure: sessions"),
        2,
        ("params/indicators.yml, line", "mesure", "did you mean 'measure'"),
    ),
    "missing column": (
        lambda p: _replace(_return(p, "outreach"), ",sessions,", ","),
        3,
        ("data/sample/2023/lang-son/outreach.csv", "sessions"),
    ),
    "wrong date": (
        lambda p: _replace(_return(p, "interceptions"), "2023-01-", "2023-13-"),
        3,
        ("interceptions.csv, row", "column Date (date)"),
    ),
    "negative count": (
        lambda p: _replace(_return(p, "outreach"), "lang-son-01,2023-01,", "lang-son-01,2023-01,-"),
        3,
        ("outreach.csv, row 2, column Sessions (sessions)",),
    ),
    "unknown station": (
        lambda p: _replace(_return(p, "outreach"), "lang-son-01,", "lang-son-99,"),
        3,
        ("outreach.csv, row 2, column Station (station_code)",),
    ),
    "not UTF-8": (
        lambda p: _return(p, "outreach").write_bytes(b"station_code,month\nL\xf6ng,2023-01\n"),
        3,
        ("outreach.csv", "UTF-8"),
    ),
    "empty file": (lambda p: _return(p, "victims").write_bytes(b""), 3, ("victims.csv", "empty")),
    "missing notebook": (
        lambda p: (p.notebooks / "province_report.ipynb").unlink(),
        1,
        ("notebooks/province_report.ipynb", "no such notebook"),
    ),
    "broken notebook": (
        lambda p: (p.notebooks / "province_report.ipynb").write_text("{", encoding="utf-8"),
        1,
        ("notebooks/province_report.ipynb", "not a notebook"),
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_gives_one_message_and_its_exit_code(
    fault: str, prepared_project: Project, workbook: Callable[..., Done]
) -> None:
    spoil, code, said = FAULTS[fault]
    published = _pretend_published(prepared_project)
    spoil(prepared_project)
    done = workbook(prepared_project, *BUILD)
    assert done.returncode == code, done.stdout + done.stderr
    assert [part for part in said if part not in done.stderr] == []
    assert "Traceback" not in done.stdout + done.stderr
    assert packet_files(prepared_project)["2023/en/lang-son/index.html"] == published


def _pretend_published(project: Project) -> bytes:
    packet = project.reports / "2023" / "en" / "lang-son"
    packet.mkdir(parents=True)
    (packet / "index.html").write_bytes(b"the last good packet")
    return b"the last good packet"


def test_raising_cell_spoils_only_its_own_report(prepared_project: Project) -> None:
    notebook = shorten(prepared_project).notebooks / "province_report.ipynb"
    content = json.loads(notebook.read_text(encoding="utf-8"))
    cell = next(cell for cell in content["cells"] if cell["id"] == "key-results")
    cell["source"] = ["raise ValueError(release.province.name_en)"]
    notebook.write_text(json.dumps(content), encoding="utf-8")
    published = _pretend_published(prepared_project)
    done = run_workbook(
        prepared_project,
        "build",
        "2023",
        "--province",
        "lang-son",
        "--province",
        "viet-nam",
        "--language",
        "en",
    )
    assert done.returncode == 1
    assert "1 of 2 reports published" in done.stdout
    assert "ValueError" in done.stderr
    assert "data/scratch/2023/en/lang-son/executed.ipynb" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert (prepared_project.data / "scratch/2023/en/lang-son/executed.ipynb").is_file()
    files = packet_files(prepared_project)
    assert files["2023/en/lang-son/index.html"] == published
    assert "2023/en/viet-nam/report.pdf" in files


def test_notebooks_fault_is_told_with_cell_line_and_remedy(prepared_project: Project) -> None:
    project = prepared_project
    add_donor_projects(project.root, ("uk-cooperation",))
    for name, source, kernel in (
        ("province_report", "x = 1\nrelease.indcator", "python3"),
        ("national_report", 'report.indicator_by_year(release, "sesions")', "python3"),
        ("project_report", "", "conda-env"),
    ):
        path = project.notebooks / f"{name}.ipynb"
        content = json.loads(path.read_text(encoding="utf-8"))
        if source:
            cell = next(cell for cell in content["cells"] if cell["id"] == "key-results")
            cell["source"] = source.splitlines(True)
            notice = next(cell for cell in content["cells"] if cell["id"] == "notice")
            notice["source"] = ["print(release.scope.year)\n", "report.notice(release)"]
        content["metadata"]["kernelspec"]["name"] = kernel
        path.write_text(json.dumps(content), encoding="utf-8")
    places = [part for place in ("lang-son", "viet-nam", "uk-cooperation") for part in ("--province", place)]
    done = run_workbook(project, "build", "2023", *places, "--language", "en")
    assert done.returncode == 1
    assert re.search(
        r"province_report\.ipynb, cell \d+ \(key-results\), line 2: AttributeError: .* 'indcator'",
        done.stderr,
    )
    for name in ("province", "national"):  # named beside the cell that ended the run
        assert re.search(rf"{name}_report\.ipynb, cell \d+ \(notice\): printed text; write", done.stderr)
    said = r"cell \d+ \(key-results\), line 1: ParamsError: unknown indicator 'sesions'; did you mean 'sessions'\?"
    assert re.search(said + r" \(the executed notebook", " ".join(done.stderr.split()))
    assert "wants the kernel 'conda-env', which is not installed here; open it in JupyterLab" in done.stderr
    assert "in the workbook itself" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("build", "2023", "--province", "langson"), "did you mean 'lang-son'?"),
        (("build", "2023", "--province", "Lạng Sơn"), "did you mean 'lang-son'?"),
        (("build", "2023", "--province", "ha-noi"), "no Border Guard command"),
        (("build", "2032"), "unknown year 2032; params/workbook.yml has 2022, 2023"),
        (("build", "2023", "--language", "fr"), "unknown language 'fr'; there are: en, vi"),
        (("build", "next"), "is no year, quarter or half-year"),
        (("build", "2023", "lang-son", "--layout", "foo"), "'--layout': 'foo' is not one of 'inl'"),
        (("status", "2023", "lang-son", "langson"), "did you mean 'lang-son'?"),
        (("verify", "2023", "langson"), "did you mean 'lang-son'?"),
        (
            ("build", "2023", "--scheduler", "tcp://127.0.0.1:1", "--renderer", "quarto"),
            "leave out --scheduler or --renderer quarto",
        ),
        (("bild",), "No such command"),
    ],
)
def test_wrong_parameters_are_refused_before_any_work(
    arguments: tuple[str, ...], said: str, small_project: Project, workbook: Callable[..., Done]
) -> None:
    done = workbook(small_project, *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not small_project.records.exists()


def test_wrong_limit_is_refused_before_any_work(
    small_project: Project, workbook: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBOOK_NOTEBOOK_SECONDS", "soon")
    done = workbook(small_project, "build", "2023")
    assert done.returncode == 2
    assert "WORKBOOK_NOTEBOOK_SECONDS must be a number above 0, not 'soon'" in done.stderr
    assert not small_project.records.exists()


def test_merged_province_is_told_its_successor(
    make_project: Callable[..., Project], workbook: Callable[..., Done]
) -> None:
    project = make_project(years=(2022, 2023))
    (project.params / "workbook.yml").write_text(
        (project.params / "workbook.yml")
        .read_text(encoding="utf-8")
        .replace("[2022, 2023]", "[2022, 2023, 2025]"),
        encoding="utf-8",
    )
    done = workbook(project, "build", "2025", "--province", "ha-giang")
    assert done.returncode == 2
    assert "merged into 'tuyen-quang' on 1 July 2025" in done.stderr


def test_file_in_place_of_the_output_folder(small_project: Project, workbook: Callable[..., Done]) -> None:
    small_project.reports.write_text("not a folder", encoding="utf-8")
    done = workbook(small_project, *BUILD)
    assert done.returncode == 5
    assert "'reports' cannot be written: a file stands" in done.stderr
    assert "move that file away" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture
def tiny_disk(prepared_project: Project) -> Iterator[Callable[[str], None]]:
    """reports/ on a file system of 200 kB of its own; a function remounts it with other options."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root can mount a small file system; CI runs this as root")
    prepared_project.reports.mkdir()
    place = str(prepared_project.reports)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", place], check=True)
    yield lambda options: subprocess.run(["mount", "-o", f"remount,{options}", place], check=True) and None
    subprocess.run(["umount", place], check=True)


def test_read_only_output_folder(
    prepared_project: Project, tiny_disk: Callable[[str], None], workbook: Callable[..., Done]
) -> None:
    published = _pretend_published(prepared_project)
    tiny_disk("ro")
    done = workbook(prepared_project, *BUILD)
    assert done.returncode == 5
    assert "'reports' cannot be written (read-only file system)" in done.stderr
    assert packet_files(prepared_project) == {"2023/en/lang-son/index.html": published}


def test_full_disk_keeps_the_last_good_packet(
    prepared_project: Project, tiny_disk: Callable[[str], None]
) -> None:
    assert tiny_disk
    published = _pretend_published(prepared_project)
    done = run_workbook(prepared_project, *BUILD)
    assert done.returncode == 5
    assert "no space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    files = packet_files(prepared_project)
    assert files["2023/en/lang-son/index.html"] == published
    assert not [name for name in files if name.startswith("2023/") and name != "2023/en/lang-son/index.html"]


@pytest.mark.parametrize("options", ["size=4k", "nr_inodes=4"])
def test_full_folder_for_temporary_files_is_named(
    small_project: Project, tmp_path: Path, options: str
) -> None:
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root can mount a small file system; CI runs this as root")
    place = Path(tempfile.mkdtemp(prefix="w", dir="/tmp"))  # a long path is not used for sockets
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], check=True)
    try:
        done = run_workbook(small_project, *BUILD, environment={"TMPDIR": str(place)})
        assert list(place.iterdir()) == []
    finally:
        subprocess.run(["umount", str(place)], check=True)
        place.rmdir()
    assert done.returncode == 5
    assert done.stderr.splitlines() == [
        f"error: the folder for temporary files, '{place}', is full; free some space, or let TMPDIR name another"
    ]
