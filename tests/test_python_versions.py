"""Every Python from Debian 12's own 3.11.2 to 3.14: named alike everywhere, and nothing used that one of them lacks."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

from helpers.cli.doctor import installation
from projects import ROOT

SOURCES = ("src", "tests", "data/sample_generator", "benchmarks", ".ci", "params", "notebooks")
MINORS = [f"3.{minor}" for minor in range(installation.OLDEST[1], installation.NEWEST[1] + 1)]
EXACT = [".".join(map(str, installation.TESTED_FROM)), *(f"{minor}.9" for minor in MINORS)]

ONCE_TAKEN = r"(?:[*+?]|\{[\d,]+\})\+"
POSSESSIVE_GROUP = re.compile(
    rf"(?:^|[^\\])(?:\\\\)*\){ONCE_TAKEN}"  # after the group
    rf"|[\"']{ONCE_TAKEN}"  # at the beginning of a piece, so perhaps after a group that another piece closed
    r"|\(\?>"
)
"""Before Python 3.11.5 such a group loses matches (CPython gh-106052). One character, or one of a set, is safe."""


def _sources() -> list[Path]:
    return [
        path
        for folder in SOURCES
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in (".py", ".yml", ".ipynb") and ".ipynb_checkpoints" not in path.parts
    ]


def test_no_pattern_has_a_possessive_or_atomic_group() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in _sources()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if POSSESSIVE_GROUP.search(line)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("quantifier", ["*", "+", "?", "{2,3}"])
def test_search_for_such_groups_finds_them(quantifier: str) -> None:
    taken = quantifier + "+"
    for line in (
        f"r'(?:a|b){taken}'",
        f"rb'(\\\\){taken}'",
        f"r'(a' + B + r'){taken}c'",
        f"GROUP + '{taken}'",
    ):
        assert POSSESSIVE_GROUP.search(line), line
    for line in (f"r'[^e]{taken}'", rf"r'\d{taken}'", rf"r'\){taken}'", rf"r'(\\\){taken})'", "'(a|b)' + c"):
        assert not POSSESSIVE_GROUP.search(line), line
    assert POSSESSIVE_GROUP.search("r'(?" + ">a|b)'")


def test_workflow_tests_every_supported_python() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "checks.yml").read_text(encoding="utf-8"))
    matrix = workflow["jobs"]["checks"]["strategy"]["matrix"]
    assert matrix["python"] == MINORS
    assert [each["python"] for each in matrix["include"]] == [EXACT[0]]
    [setup] = [step for step in workflow["jobs"]["checks"]["steps"] if "python" in step.get("uses", "")]
    assert setup["with"]["python-version"] == "${{ matrix.python }}"


def test_package_and_readme_name_every_supported_python() -> None:
    package = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert package["requires-python"] == f">={MINORS[0]}"
    named = re.findall(r"Python :: (3\.\d+)", " ".join(package["classifiers"]))
    assert named == MINORS
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"Python {MINORS[0]} to {MINORS[-1]}" in readme


def test_setup_refuses_a_python_that_is_too_old_or_missing(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    for python in (old, tmp_path / "missing"):
        done = subprocess.run(
            ["make", f"--makefile={ROOT / 'Makefile'}", "--always-make", "setup", f"PYTHON={python}"],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode
        assert "Python 3.11 to 3.14 is needed" in done.stderr


@pytest.mark.parametrize("version", EXACT)
@pytest.mark.parametrize(
    ("name", "extras"),
    [
        ("requirements.lock", ["dev", "cluster"]),
        ("requirements.run.lock", []),
        ("requirements.docs.lock", ["docs"]),
    ],
)
def test_lock_has_one_version_of_every_package_on_each_python(
    name: str, extras: list[str], version: str
) -> None:
    lock = (ROOT / name).read_text(encoding="utf-8")
    here = {
        "python_full_version": version, "python_version": ".".join(version.split(".")[:2]), "sys_platform": "linux",
        "platform_python_implementation": "CPython", "implementation_name": "cpython", "os_name": "posix",
    }  # fmt: skip
    pins = [Requirement(line) for line in re.findall(r"^([a-z0-9][^\\\n]*==[^\\\n]*)", lock, re.MULTILINE)]
    chosen = [pin.name for pin in pins if pin.marker is None or pin.marker.evaluate(here)]
    assert len(chosen) > 120
    assert len(chosen) == len(set(chosen))
    package = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = sum((package["optional-dependencies"][extra] for extra in extras), package["dependencies"])
    assert {Requirement(each).name for each in wanted} <= set(chosen)
