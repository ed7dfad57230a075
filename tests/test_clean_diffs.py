"""Git keeps notebooks without what running them leaves behind, and compares them cell by cell."""

from __future__ import annotations

import json
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml

from clones import OWN, clone_with_notebooks, git
from helpers.cli.doctor import upkeep
from helpers.execute.notebook_digest import digest_of
from helpers.paths import Project
from projects import ROOT

NOTEBOOK = "notebooks/province_report.ipynb"


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return clone_with_notebooks(tmp_path_factory.mktemp("clone"))


def as_saved_by_jupyterlab(notebook: dict[str, Any]) -> dict[str, Any]:
    for number, cell in enumerate(notebook["cells"], start=1):
        if cell["cell_type"] == "code":
            data = {"text/html": f"<p>{number}</p>"}
            cell["execution_count"] = number
            cell["metadata"] |= {"trusted": True, "execution": {"iopub.status.busy": "2026-01-01T00:00:00Z"}}
            cell["outputs"] = [
                {"output_type": "execute_result", "execution_count": number, "data": data, "metadata": {}}
            ]
    notebook["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {}}}
    notebook["metadata"]["language_info"] |= {"version": "3.11.9", "codemirror_mode": {"name": "ipython"},
                                              "file_extension": ".py", "mimetype": "text/x-python",
                                              "nbconvert_exporter": "python", "pygments_lexer": "ipython3"}  # fmt: skip
    return notebook


def test_running_and_saving_leaves_no_difference(clone: Path) -> None:
    path = clone / NOTEBOOK
    kept = path.read_bytes()
    path.write_text(json.dumps(as_saved_by_jupyterlab(json.loads(kept)), indent=1), encoding="utf-8")
    try:
        assert b"<p>3</p>" in path.read_bytes()
        assert digest_of(path) == sha256(kept).hexdigest(), "reports would be built again"
        assert git(clone, "diff") == ""
        git(clone, "add", NOTEBOOK)
        assert git(clone, "diff", "--cached", "--name-only") == ""
        assert git(clone, "show", f":{NOTEBOOK}").encode() == kept
    finally:
        path.write_bytes(kept)


def test_parameters_that_a_run_injected_are_no_difference(clone: Path) -> None:
    path = clone / NOTEBOOK
    kept = path.read_bytes()
    notebook = as_saved_by_jupyterlab(json.loads(kept))
    cell = {
        "cell_type": "code",
        "id": "0a1b",
        "source": 'province = "tay-ninh"',
        "outputs": [],
        "execution_count": 1,
    }
    notebook["cells"].insert(2, {**cell, "metadata": {"tags": ["injected-parameters"]}})
    notebook["metadata"]["papermill"] = {"parameters": {"province": "tay-ninh"}}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    try:
        assert digest_of(path) == sha256(kept).hexdigest(), "reports would be built again"
        assert git(clone, "diff") == "", "nor does git see it"
    finally:
        path.write_bytes(kept)


def test_working_tree_without_an_environment_uses_that_of_another(clone: Path, tmp_path: Path) -> None:
    tree = tmp_path / "nhà mới" / "cây; hai"
    git(clone, "worktree", "add", "--quiet", "--detach", str(tree))
    assert not (tree / ".venv").exists()
    path = tree / NOTEBOOK
    kept = path.read_text(encoding="utf-8")
    path.write_text(json.dumps(as_saved_by_jupyterlab(json.loads(kept)), indent=1), encoding="utf-8")
    assert git(tree, "diff") == ""
    git(tree, "add", NOTEBOOK)
    assert git(tree, "show", f":{NOTEBOOK}") == kept
    path.write_text(kept.replace("# ", "# Changed ", 1), encoding="utf-8")
    assert "nbdiff" in git(tree, "diff")
    git(clone, "worktree", "remove", "--force", str(tree))


def test_change_of_a_cell_is_shown_as_a_change_of_a_cell(clone: Path) -> None:
    path = clone / NOTEBOOK
    kept = path.read_text(encoding="utf-8")
    path.write_text(
        kept.replace("report.origins(release)", "report.reference_sheets(release)"), encoding="utf-8"
    )
    try:
        told = git(clone, "diff")
    finally:
        path.write_text(kept, encoding="utf-8")
    assert "nbdiff" in told
    assert "report.reference_sheets(release)" in told
    assert "outputs" not in told


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_tracked_notebook_is_as_the_filter_leaves_it(path: Path) -> None:
    cleaned = subprocess.run(
        [".ci/clean_notebook"], cwd=ROOT, input=path.read_bytes(), capture_output=True, check=True
    )
    assert cleaned.stdout == path.read_bytes()
    kernel = json.loads(cleaned.stdout)["metadata"]["kernelspec"]
    assert kernel["name"] == "python3"


def test_hook_cleans_notebooks_and_fetches_nothing(clone: Path, tmp_path: Path) -> None:
    assert "pre-commit" in (clone / ".git/hooks/pre-commit").read_text(encoding="utf-8")
    path = clone / NOTEBOOK
    kept = path.read_bytes()
    path.write_text(json.dumps(as_saved_by_jupyterlab(json.loads(kept)), indent=1), encoding="utf-8")
    here = OWN | {
        "PRE_COMMIT_HOME": str(tmp_path),
        "http_proxy": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
    }
    try:
        done = subprocess.run([".venv/bin/pre-commit", "run", "clean-notebooks", "--files", NOTEBOOK],
                              cwd=clone, env=here, capture_output=True, text=True, check=False)  # fmt: skip
        assert path.read_bytes() == kept, done.stdout
    finally:
        path.write_bytes(kept)


def test_doctor_finds_nothing_missing_after_setup(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    assert [finding.state for finding in upkeep.git(Project(clone))] == ["good"]


def test_hooks_run_make_check_and_come_from_here() -> None:
    [repository] = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    assert repository["repo"] == "local"
    assert {hook["language"] for hook in repository["hooks"]} == {"system"}
    assert ".ci/check" in [hook["entry"] for hook in repository["hooks"]]
    assert "check: setup" in (makefile := (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert "@.ci/check\n" in makefile


def test_checks_in_a_working_tree_without_an_environment_install_nothing(tmp_path: Path) -> None:
    clone, tree = tmp_path / "clone", tmp_path / "cây hai"
    shutil.copytree(ROOT / ".ci", clone / ".ci")
    git(clone, "init", "--quiet")
    git(clone, "add", ".ci")
    git(clone, "commit", "--quiet", "--message=start")
    git(clone, "worktree", "add", "--quiet", "--detach", str(tree))
    tools = clone / ".venv" / "bin"
    tools.mkdir(parents=True)
    for tool in ("ruff", "mypy", "lint-imports", "zizmor", "actionlint", "python"):
        answer = f'case "$1" in -c) echo "{tools}";; *) echo "{tool} $PYTHONPATH";; esac'
        (tools / tool).write_text(f"#!/bin/sh\n{answer}\n", encoding="utf-8")
        (tools / tool).chmod(0o755)
    done = subprocess.run([".ci/check"], cwd=tree, env=OWN, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[:-1] == [
        f"{tool} {tree}/src"
        for tool in ("ruff", "ruff", "mypy", "lint-imports", "zizmor", "actionlint", "python")
    ]
    assert not (tree / ".venv").exists()


@pytest.mark.parametrize("case", ["no git", "CI", "a folder of another repository"])
def test_setup_goes_on_where_git_is_not_to_be_set(case: str, tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    git(tmp_path if case == "a folder of another repository" else inner, "init", "--quiet")
    further = {"CI": {"CI": "true"}, "no git": {"PATH": "/nowhere"}}.get(case, {})
    script = ["/bin/sh", str(ROOT / ".ci/set_git")]
    done = subprocess.run(script, cwd=inner, env={**OWN, **further}, capture_output=True, check=False)
    assert done.returncode == 0
    for folder in (tmp_path, inner):
        config = folder / ".git" / "config"
        assert not config.exists() or "nbstripout" not in config.read_text(encoding="utf-8")
