"""A repository of its own that holds this project's notebooks and is set up as `make setup` sets up a clone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from projects import ROOT

KEPT = (".gitattributes", ".pre-commit-config.yaml", ".ci", "notebooks")
OWN = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") and name != "CI"}


def clone_with_notebooks(root: Path) -> Path:
    """Notebooks, filter and hooks, committed. What is in `root` already stays, uncommitted."""
    root.mkdir(parents=True, exist_ok=True)
    for name in KEPT:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name, dirs_exist_ok=True)
        else:
            shutil.copy(ROOT / name, root)
    (root / ".venv").symlink_to(Path(sys.prefix))
    git(root, "init", "--quiet", "--initial-branch=main")
    done = subprocess.run([str(root / ".ci" / "set_git")], cwd=root, env=OWN, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    git(root, "add", *KEPT)
    git(root, "commit", "--quiet", "--no-verify", "--message=start")
    return root


def git(root: Path, *arguments: str) -> str:
    """What a git command says."""
    who = {f"GIT_{role}_{part}": "a@b.c" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_PAGER": "cat"}
    done = subprocess.run(
        ["git", *arguments], cwd=root, env=OWN | who | alone, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def commit_all(root: Path, message: str) -> None:
    """Commit everything below a folder, which becomes a repository if it is none."""
    if not (root / ".git").exists():
        git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--no-verify", f"--message={message}")
