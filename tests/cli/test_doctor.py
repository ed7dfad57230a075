"""`workbook doctor` names each fault with a remedy, and its exit code is that of the fault."""

from __future__ import annotations

import json
import shutil
import sys
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path

import pytest

from altered_packets import write_packet
from clones import git
from helpers.cli.doctor import examine, installation, upkeep
from helpers.paths import Project
from old_editions import keep_edition
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
    assert "good  returns of 2023: 4 returns" in done.stdout
    assert "quarto" in done.stdout


def _spoil_lock(project: Project) -> None:
    text = LOCK.replace("pandas==", "pandas==0.")
    (project.root / "requirements.lock").write_text(text, encoding="utf-8")


def _publish_real(project: Project) -> None:
    text = project.settings.read_text(encoding="utf-8").replace("demonstration: true", "demonstration: false")
    project.settings.write_text(text, encoding="utf-8")
    packet = project.reports / "2023/en/lang-son"
    packet.mkdir(parents=True)
    (packet / "packet.json").write_text(
        '{"audience": "public", "year": 2023, "demonstration": false}', encoding="utf-8"
    )


def _lose_edition(project: Project) -> None:
    write_packet(project, "2023/en/lang-son")
    keep_edition(project, "2023/en/lang-son").unlink()


def _lose_entry(project: Project) -> None:
    write_packet(project, "2023/en/lang-son")
    keep_edition(project, "2023/en/lang-son")
    (project.params / "corrections.yml").unlink()


def _begin(project: Project, per: str) -> None:
    text = f"border-week: {{per: {per}, title: {{en: Border week, vi: Tuần lễ biên giới}}}}\n"
    (project.params / "reports.yml").write_text(text, encoding="utf-8")


FAULTS: dict[str, tuple[Callable[[Project], object], int, tuple[str, ...]]] = {
    "package of another version": (_spoil_lock, 1, ("packages", "pandas", "(locked: 0.", "make setup")),
    "params that cannot be read": (
        lambda p: (p.params / "indicators.yml").write_text("sessions: [", encoding="utf-8"),
        2,
        ("params/indicators.yml, line", "not valid YAML", "      mend the line"),
    ),
    "a year without returns": (
        lambda p: shutil.rmtree(p.data / "sample" / "2022"),
        3,
        ("data/sample/2022", "put the returns there"),
    ),
    "real returns without what was published of them": (
        lambda p: _publish_real(p),
        4,
        ("data/published/ does not tell what they showed", "restore data/published/ from its backup"),
    ),
    "a lost edition of a corrected report": (
        lambda p: _lose_edition(p),
        5,
        ("data/editions/2023-en-lang-son-edition-1.zip: is missing", "restore it from git or a backup"),
    ),
    "a lost entry of a correction": (
        lambda p: _lose_entry(p),
        5,
        (
            "data/editions/2023-en-lang-son-edition-1.zip: kept for a correction",
            "restore params/corrections.yml",
        ),
    ),
    "a file where a folder should be": (
        lambda p: p.reports.write_text("", encoding="utf-8"),
        5,
        ("'reports' cannot be written: a file stands where a folder should be", "move that file away"),
    ),
    "a further report per something unknown": (
        lambda p: _begin(p, "provinse"),
        2,
        ("params/reports.yml, line 1, border-week.per: 'provinse'", "did you mean 'province'?"),
    ),
    "a further report without its notebook": (
        lambda p: _begin(p, "province"),
        2,
        ("there is no notebooks/border_week.ipynb", "take the entry out"),
    ),
    "a missing file that many looks need": (
        lambda p: (p.params / "tables.yml").unlink(),
        2,
        ("params/tables.yml: there is no such file", "create it"),
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
    (finding,) = upkeep.disk(project)
    assert (finding.state, finding.exit_code) == ("fault", 5)
    assert "make clean" in finding.remedy


def test_what_breaks_while_it_is_looked_at_is_a_fault_and_the_rest_is_looked_at(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    found = {finding.subject: finding for finding in examine(project)}
    assert found["renderers"].state == "fault"
    assert found["renderers"].remedy
    assert found["disk"].state == "good"


def test_findings_as_json(small_project: Project, workbook: Callable[..., Done], tmp_path: Path) -> None:
    done = workbook(small_project, "doctor", "--json", "-")
    found = json.loads(done.stdout)
    assert {finding["state"] for finding in found} <= {"good", "missing"}
    assert {finding["exit_code"] for finding in found} == {0}
    assert all(finding["remedy"] for finding in found if finding["state"] != "good")


def test_packet_that_cannot_be_read_is_told_and_quiet_leaves_out_what_is_good(
    small_project: Project, workbook: Callable[..., Done]
) -> None:
    packet = small_project.reports / "2023/en/lang-son/packet.json"
    packet.parent.mkdir(parents=True)
    packet.write_text("{", encoding="utf-8")
    done = workbook(small_project, "--quiet", "doctor")
    assert "good" not in done.stdout
    assert (
        "missing  reports: not in the portal: reports/2023/en/lang-son: packet.json is malformed"
        in done.stdout
    )
    assert "build this report again" in done.stdout
    assert done.returncode == 0


def test_real_returns_without_an_address_and_an_identifier_are_told(
    make_project: Callable[..., Project],
) -> None:
    project = make_project()
    assert list(upkeep.contact(project)) == []
    text = project.settings.read_text(encoding="utf-8").replace("demonstration: true", "demonstration: false")
    project.settings.write_text(text, encoding="utf-8")
    found = list(upkeep.contact(project))
    assert {(each.subject, each.state) for each in found} == {("contact", "missing")}
    assert [each.remedy for each in found] == [
        "give one that somebody reads",
        "give the identifier under which you publish",
    ]


def test_git_that_would_keep_outputs_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "config", "diff.jupyternotebook.command", ".venv/bin/git-nbdiffdriver diff")
    (finding,) = upkeep.git(Project(tmp_path))
    assert finding.state == "missing"
    assert finding.said == "not set: filter.nbstripout.clean, the hook before a commit"
    assert ".ci/set_git" in finding.remedy
    assert list(upkeep.git(Project(tmp_path / ".git"))) == [], "no clone, nothing to keep"


@pytest.mark.parametrize(
    ("running", "state", "said"),
    [
        ((3, 10, 13), "fault", "3.10.13 is too old"),
        ((3, 11, 0), "missing", "3.11.0 is not tested"),
        ((3, 11, 2), "good", "3.11.2"),
        ((3, 14, 1), "good", "3.14.1"),
        ((3, 15, 0), "missing", "3.15.0 is not tested"),
    ],
)
def test_python_that_is_too_old_or_not_tested_is_named(
    running: tuple[int, int, int], state: str, said: str, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(sys, "version_info", running)
        [found] = installation.python(project)
    assert (found.state, found.exit_code) == (state, 1 if state == "fault" else 0)
    assert found.said.startswith(said)
    assert state == "good" or "use Python 3.11.2 to 3.14" in found.remedy
