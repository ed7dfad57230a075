"""What lies in reports/ beside packets: the portal over them, its README, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from helpers.build.year_audit import beside_packets
from helpers.paths import Project
from projects import ROOT


@pytest.fixture
def project(built: Project, tmp_path: Path) -> Project:
    """The built project, with a copy of its reports/ that a test may spoil."""
    (tmp_path / "project").mkdir()
    for entry in built.root.iterdir():
        if entry.name != "reports":
            (tmp_path / "project" / entry.name).symlink_to(entry)
    shutil.copytree(built.reports, tmp_path / "project" / "reports")
    return Project(tmp_path / "project")


def found(project: Project) -> list[str]:
    return [str(finding) for finding in beside_packets(project)]


def test_portal_as_it_was_written_passes(project: Project) -> None:
    shutil.copy(ROOT / "reports" / "README.md", project.reports)
    assert (project.reports / "index.html").is_file()
    assert found(project) == []


@pytest.mark.parametrize("page", ["index.html", "indicators.html"])
def test_page_that_was_changed(project: Project, page: str) -> None:
    path = project.reports / page
    path.write_bytes(path.read_bytes().replace(b"</h1>", b" </h1>", 1))
    assert found(project) == [
        f"{page}: is not what these packets and params make; build any report to write it again"
    ]


def test_portal_over_packets_of_before(project: Project) -> None:
    shutil.rmtree(project.reports / "2023" / "en" / "lang-son")
    named = {one.split(":")[0] for one in found(project)}
    assert {"index.html", "data/cells.csv", "data/cells.parquet", "data/year-2023.csv"} <= named
    assert "indicators.html" not in named


@pytest.mark.parametrize("name", ["cells.csv", "changes.csv", "indicator-victims-assisted.csv"])
def test_file_of_the_data_set_that_was_changed(project: Project, name: str) -> None:
    path = project.reports / "data" / name
    path.write_bytes(path.read_bytes() + b"\n")
    assert found(project) == [
        f"data/{name}: is not what these packets and params make; build any report to write it again"
    ]


@pytest.mark.parametrize("text", ["3 victims are\nmissing.", "Victims: 12", "(7)"])
def test_readme_with_a_number(project: Project, text: str) -> None:
    (project.reports / "README.md").write_text(f"# Reports\n\n{text}\n", encoding="utf-8")
    assert found(project) == ["README.md: has a number, which no packet accounts for"]


def test_file_that_belongs_to_no_packet(project: Project) -> None:
    (project.reports / "2023" / "victims.csv").touch()
    (project.reports / "data" / "victims.csv").touch()
    (project.reports / "old" / "2023" / "en" / "lang-son").mkdir(parents=True)
    (project.reports / "old" / "2023" / "en" / "lang-son" / "packet.json").touch()
    assert found(project) == [
        "2023/victims.csv: lies in reports/ and belongs to no packet",
        "data/victims.csv: lies in reports/ and belongs to no packet",
        "old/2023/en/lang-son/packet.json: lies in reports/ and belongs to no packet",
    ]
