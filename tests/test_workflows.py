"""The workflows for GitHub: valid, made of commands that a person can run, and unable to publish what is not public."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from helpers.cli import application
from helpers.execute.jobs import plan
from helpers.inputs.params.settings import read_settings
from helpers.paths import Project

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
WORKFLOWS: dict[str, dict[Any, Any]] = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in FILES
}
RUNS = [
    (name, step["run"])
    for name, workflow in WORKFLOWS.items()
    for job in workflow["jobs"].values()
    for step in job["steps"]
    if "run" in step
]
MADE = [(workflow, run) for workflow, run in RUNS if run.startswith("make ")]
COMMANDS = typer.main.get_command(application.app).commands  # type: ignore[attr-defined]


def test_workflows_hold_the_schema() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows"]
    done = subprocess.run([*command, *map(str, FILES)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert len(FILES) == 3


def test_steps_are_make_targets_but_for_the_check_of_the_year_and_the_comment() -> None:
    others = [run for workflow, run in RUNS if not run.startswith("make ")]
    assert others[:-1] == [_check_of_the_year()]
    assert "YEAR" in _check_of_the_year()
    assert others[-1].startswith("gh pr comment ")


@pytest.mark.parametrize(("workflow", "run"), MADE)
def test_step_is_a_make_target_whose_commands_there_are(workflow: str, run: str) -> None:
    given = {"YEAR": "2023", "LANGUAGE": "--language vi", "GITHUB_STEP_SUMMARY": "summary.md", "BASE": "main"}
    given["SHOWN"] = "reports/2022/en reports/2023/vi"
    done = subprocess.run(
        ["sh", "-c", run.replace("make ", "make --dry-run --always-make ", 1)],
        cwd=ROOT, env=os.environ | given, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said = done.stdout.replace("\\\n", " ")
    called = re.findall(r"\.venv/bin/workbook (\S+) ?([^&\n]*)", said)
    assert called or run.split()[1] in ("setup", "check", "test", "test-quarto", "audit-packages", "docs")
    for command, arguments in called:
        COMMANDS[command].make_context(command, shlex.split(arguments))


def test_other_years_are_built_in_the_languages_in_which_they_are_published() -> None:
    done = subprocess.run(
        ["make", "--dry-run", "refresh", "SHOWN=reports/2022/en reports/2023/vi", "OPTIONS=--summary x"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    called = re.findall(r"workbook (build \d+ +--language \w+ --summary x)", done.stdout.replace("\\\n", " "))
    assert [" ".join(each.split()) for each in called] == [
        "build 2022 --language en --summary x",
        "build 2023 --language vi --summary x",
    ]


def test_ci_script_runs_what_the_checks_run() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    targets = [run.split()[1] for workflow, run in RUNS if workflow == "checks"]
    assert targets == [
        "setup",
        "check",
        "test",
        "setup",
        "audit-packages",
        "setup",
        "test-quarto",
        "docs",
    ]  # after the tests: what asks the package index, and what needs Quarto
    assert "make check" in script
    assert re.search(r"make .*test$", script, re.MULTILINE)


def test_annual_build_starts_on_a_schedule_by_hand_and_when_data_or_params_change(project: Project) -> None:
    starts = WORKFLOWS["annual"][True]  # YAML's `on`
    assert starts["schedule"][0]["cron"]
    assert {"data/**", "params/**"} <= set(starts["push"]["paths"])
    inputs = starts["workflow_dispatch"]["inputs"]
    settings = read_settings(project)
    assert set(inputs["language"]["options"]) == {"both", *settings.languages}
    assert inputs["year"]["default"] == str(settings.default.year)
    assert inputs["year"]["options"] == [str(year) for year in settings.years]
    assert f"'{settings.default.year}'" in WORKFLOWS["annual"]["env"]["YEAR"]


def _check_of_the_year() -> str:
    first = WORKFLOWS["annual"]["jobs"]["build"]["steps"][0]
    assert "uses" not in first, "before anything is fetched"
    return str(first["run"])


@pytest.mark.parametrize(
    "year", ["", "23", "20231", "2023 ", "2023; touch x", "$(shell touch x)", "2o23", "2023\n2024"]
)
def test_what_is_no_year_is_refused_before_anything_else(year: str, tmp_path: Path) -> None:
    done = _with_year(year, tmp_path)
    assert done.returncode == 2
    assert "year must be" in done.stderr
    assert not list(tmp_path.iterdir())


def test_every_year_of_the_settings_is_let_through(project: Project, tmp_path: Path) -> None:
    assert {_with_year(str(year), tmp_path).returncode for year in read_settings(project).years} == {0}


def _with_year(year: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = ["bash", "-e", "-c", _check_of_the_year()]
    return subprocess.run(
        command, cwd=folder, env=os.environ | {"YEAR": year}, capture_output=True, text=True, check=False
    )


def test_actions_are_pinned_and_leave_no_credentials() -> None:
    """zizmor, as `make check` runs it, finds nothing; and it does find what these tests are about."""
    command = [str(Path(sys.executable).with_name("zizmor")), "--offline", "--quiet"]
    assert subprocess.run([*command, str(ROOT / ".github")], check=False).returncode == 0
    pinned = re.compile(r"[\w-]+/[\w/-]+@[0-9a-f]{40}")
    for workflow in WORKFLOWS.values():
        for job in workflow["jobs"].values():
            used = [step for step in job["steps"] if "uses" in step]
            assert all(pinned.fullmatch(step["uses"]) for step in used)
            for step in used:
                if "/checkout@" in step["uses"]:
                    assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize(
    ("good", "bad"), [(r"@[0-9a-f]{40}", "@v4"), ("persist-credentials: false", "fetch-depth: 1")]
)
def test_check_finds_actions_that_are_not_pinned_and_credentials_that_stay(
    good: str, bad: str, tmp_path: Path
) -> None:
    spoilt = tmp_path / ".github" / "workflows" / "checks.yml"
    spoilt.parent.mkdir(parents=True)
    spoilt.write_text(re.sub(good, bad, FILES[1].read_text(encoding="utf-8")), encoding="utf-8")
    command = [str(Path(sys.executable).with_name("zizmor")), "--offline", "--quiet", str(tmp_path)]
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0


def test_actionlint_finds_nothing_and_does_find_a_mistake(tmp_path: Path) -> None:
    command = str(Path(sys.executable).with_name("actionlint"))
    done = subprocess.run([command, *map(str, FILES)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    for good, bad, said in (
        ("${{ matrix.python }}", "${{ matrix.pyton }}", 'property "pyton" is not defined'),
        ("timeout-minutes:", "time-out:", 'unexpected key "time-out"'),
        ("name: Tests\n        run:", "name: Tests\n        shel:", "must run script"),
    ):
        text = FILES[1].read_text(encoding="utf-8")
        assert good in text
        (tmp_path / "checks.yml").write_text(text.replace(good, bad, 1), encoding="utf-8")
        done = subprocess.run(
            [command, "checks.yml"], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 1
        assert said in done.stdout


def test_nothing_is_published_before_the_audit_has_passed() -> None:
    jobs = WORKFLOWS["annual"]["jobs"]
    names = [step.get("run", step.get("uses", "")).split("@")[0] for step in jobs["build"]["steps"]]
    audit = next(number for number, name in enumerate(names) if name.startswith("make audit"))
    uploads = [number for number, name in enumerate(names) if "upload" in name]
    assert len(uploads) == 2
    built = [n for n, name in enumerate(names) if name.startswith(("make reports", "make refresh"))]
    assert len(built) == 2
    assert min(uploads) > audit > max(built)
    assert names[audit] == "make audit", "of every year: all of reports/ goes to Pages"
    assert jobs["pages"]["needs"] == "build"
    for job in jobs.values():
        assert not re.search(r"always|failure|cancelled", str(job.get("if", "")))
        for step in job["steps"]:
            assert not {"if", "continue-on-error"} & set(step), "a step that runs after a failed audit"


def test_a_few_reports_are_built_again_elsewhere_in_every_year_that_can_be_asked_for(
    project: Project,
) -> None:
    [run] = [run for _, run in RUNS if run.startswith("make verify")]
    named = re.findall(r"--province (\S+?)[\s\"]", run)
    for year in read_settings(project).years:
        jobs = plan(project, year, provinces=named)
        kinds = Counter(job.kind for job in jobs)
        languages = len(read_settings(project).languages)
        assert kinds == {"province": 2 * languages, "nation": languages, "project": languages}
        assert set(jobs) <= set(plan(project, year)), "what is not built cannot be verified"


def test_only_public_packets_are_cached_or_leave_the_runner() -> None:
    for job in WORKFLOWS["annual"]["jobs"].values():
        for step in job["steps"]:
            if re.search("cache@|upload", step.get("uses", "")):
                assert step["with"]["path"] == "reports"
    text = "".join(path.read_text(encoding="utf-8") for path in FILES)
    assert "partner" not in text
    assert not re.search(r"https?://|data/(records|facts|returns|releases)", text)


def test_workflows_may_do_no_more_than_they_need() -> None:
    for name, workflow in WORKFLOWS.items():
        assert workflow["permissions"] == {"contents": "read"}, name
        for job in workflow["jobs"].values():
            assert job["timeout-minutes"] <= 60
    granted = WORKFLOWS["annual"]["jobs"]["pages"]["permissions"]
    assert granted == {"pages": "write", "id-token": "write"}
    granted = WORKFLOWS["annual"]["jobs"]["attest"]["permissions"]
    assert granted == {"id-token": "write", "attestations": "write"}
    jobs = WORKFLOWS["compare"]["jobs"]
    assert jobs["comment"]["permissions"] == {"pull-requests": "write"}
    assert not any(
        "checkout@" in step.get("uses", "") for step in jobs["comment"]["steps"]
    )  # runs no code of it
    assert "permissions" not in jobs["compare"]


def test_comment_has_nothing_but_the_comparison() -> None:
    steps = WORKFLOWS["compare"]["jobs"]["compare"]["steps"]
    kept = [step["with"]["path"] for step in steps if "upload-artifact@" in step.get("uses", "")]
    assert kept == ["comparison.md"]
