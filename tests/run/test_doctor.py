"""`workbook doctor` names each fault with a remedy, and its exit code is that of the fault."""

from __future__ import annotations

import json
import shutil
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.paths import Project
from helpers.run import doctor
from projects import ROOT, Done

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
Usage = namedtuple("Usage", "total used free")


def test_whole_project_has_no_fault(small_project: Project, workbook: Callable[..., Done]) -> None:
    shutil.copy(ROOT / "requirements.lock", small_project.root)
    done = workbook(small_project, "doctor")
    assert done.returncode == 0, done.stdout
    for subject in (
        "python",
        "packages",
        "fonts",
        "renderers",
        "params",
        "returns of 2023",
        "folders",
        "disk",
    ):
        assert f"good  {subject}: " in done.stdout
    assert "quarto" in done.stdout


def _spoil_lock(project: Project) -> None:
    text = LOCK.replace("pandas==", "pandas==0.")
    (project.root / "requirements.lock").write_text(text, encoding="utf-8")


FAULTS: dict[str, tuple[Callable[[Project], object], int, tuple[str, ...]]] = {
    "package of another version": (_spoil_lock, 1, ("packages", "pandas", "(locked: 0.", "make setup")),
    "params that cannot be read": (
        lambda p: (p.params / "indicators.yml").write_text("sessions: [", encoding="utf-8"),
        2,
        ("params/indicators.yml, line", "mend what the message names"),
    ),
    "a year without returns": (
        lambda p: shutil.rmtree(p.data / "sample" / "2022"),
        3,
        ("data/sample/2022", "put the returns there"),
    ),
    "a file where a folder should be": (
        lambda p: p.reports.write_text("", encoding="utf-8"),
        5,
        ("'reports' cannot be written",),
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_has_a_remedy_and_its_exit_code(
    fault: str, small_project: Project, workbook: Callable[..., Done]
) -> None:
    spoil, code, said = FAULTS[fault]
    spoil(small_project)
    done = workbook(small_project, "doctor")
    assert [part for part in said if part not in done.stdout] == []
    assert done.stdout.count("\nfault ") + done.stdout.startswith("fault ") == 1
    assert done.returncode == code


def test_full_disk_is_a_fault(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**12, 10**12, 10**8))
    (finding,) = doctor._disk(project)
    assert (finding.state, finding.exit_code) == ("fault", 5)
    assert "make clean" in finding.remedy


def test_what_breaks_while_it_is_looked_at_is_a_fault_and_the_rest_is_looked_at(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    found = {finding.subject: finding for finding in doctor.examine(project)}
    assert found["renderers"].state == "fault"
    assert found["renderers"].remedy
    assert found["disk"].state == "good"


def test_findings_as_json(small_project: Project, workbook: Callable[..., Done], tmp_path: Path) -> None:
    done = workbook(small_project, "doctor", "--json", "-")
    found = json.loads(done.stdout)
    assert {finding["state"] for finding in found} <= {"good", "missing"}
    assert all(finding["remedy"] for finding in found if finding["state"] != "good")
