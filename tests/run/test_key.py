"""Why a packet is out of date, in words."""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path

from helpers.paths import Project
from helpers.run import key
from helpers.run.code import _file, code_of
from helpers.run.module_source import Sources

ONLY_READ = {"psutil", "pydantic", "pydantic-core", "python-calamine", "pyyaml"}
"""Packages that read params and returns or measure: what they found is in the key, or in no byte."""
HASHED = {"font-source-sans-pro"}
"""Its files are in the key."""


def test_every_package_that_makes_bytes_is_recorded(project: Project, tmp_path: Path) -> None:
    kept = tmp_path / "sources.json"
    modules = {name for path in project.notebooks.glob("*.ipynb") for name in code_of(path, kept)}
    sources = Sources(kept)
    imported = {
        top
        for name in modules
        for each in sources.read(_file(name)).imports
        for top in {part.split(".")[0] for part in ([each.module] if each.module else each.names)}
        if not each.level and top not in {*sys.stdlib_module_names, "helpers"}
    }
    owners = metadata.packages_distributions()
    packages = {owner.lower().replace("_", "-") for name in imported for owner in owners[name]}
    assert "matplotlib" in packages
    assert packages - set(key.RECORDED_PACKAGES) - ONLY_READ - HASHED == set()


def test_code_that_came_or_went_is_told_from_code_that_changed() -> None:
    before = {"helpers.a": "1", "helpers.b": "1", "helpers.c": "1"}
    now = {"helpers.b": "2", "helpers.c": "1", "helpers.d": "1"}
    assert key._changed(before, now, key._SAY["code"]) == [
        "code no longer needed: helpers.a",
        "code changed: helpers.b",
        "code needed now: helpers.d",
    ]
