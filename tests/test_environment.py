"""pyproject.toml, requirements.lock and environment.yml agree."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

from helpers.source_code.installed_packages import plain_name, workbook_version

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def pins(name: str) -> dict[str, list[str]]:
    """Package -> its versions in a lock: one, or one for each of several Pythons."""
    found: dict[str, list[str]] = {}
    text = (ROOT / name).read_text(encoding="utf-8")
    for package, version in re.findall(r"^([a-z0-9][a-z0-9._-]*)==([^ \\;\n]+)", text, flags=re.MULTILINE):
        found.setdefault(package, []).append(version)
    return found


def names(lines: list[str]) -> set[str]:
    """The packages that such lines of pyproject.toml name."""
    return {Requirement(line).name for line in lines}


PINS = pins("requirements.lock")


def test_every_dependency_is_locked() -> None:
    extras = PROJECT["optional-dependencies"]
    assert not names(PROJECT["dependencies"] + extras["dev"] + extras["cluster"]) - set(PINS)
    assert not names(PROJECT["dependencies"] + extras["docs"]) - set(pins("requirements.docs.lock"))
    assert not names(PROJECT["dependencies"]) - set(pins("requirements.run.lock"))


def test_every_dependency_has_a_lower_bound_that_the_lock_keeps() -> None:
    every = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
    for needed in [Requirement(line) for lines in every for line in lines]:
        assert any(bound.operator == ">=" for bound in needed.specifier), needed
    for needed in map(Requirement, PROJECT["dependencies"]):
        assert set(PINS[needed.name]) <= set(needed.specifier.filter(PINS[needed.name])), needed


@pytest.mark.parametrize("lock", ["requirements.run.lock", "requirements.docs.lock"])
def test_locks_agree_on_every_version(lock: str) -> None:
    """So the packages of the documents can be added to .venv, and the image runs what was tested."""
    shared = set(pins(lock)) & set(PINS)
    assert len(shared) > 100
    assert {name: pins(lock)[name] for name in shared} == {name: PINS[name] for name in shared}


def test_packages_to_develop_are_not_among_those_to_run() -> None:
    assert not {"pytest", "ruff", "mypy", "hypothesis", "playwright", "distributed"} & set(
        pins("requirements.run.lock")
    )


@pytest.mark.parametrize("name", ["requirements.lock", "requirements.run.lock", "requirements.docs.lock"])
def test_lock_has_hashes_and_no_address(name: str) -> None:
    lock = (ROOT / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", lock.strip())
    assert len(entries) > 50
    assert all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"://|--(extra-)?index-url|--find-links", lock)


def test_what_the_code_imports_is_declared_and_what_is_declared_is_imported() -> None:
    found = imported()
    owners = packages_distributions()
    names_of = {module: {plain_name(name) for name in owners.get(module, [module])} for module in found}
    declared, cluster = names(PROJECT["dependencies"]), names(PROJECT["optional-dependencies"]["cluster"])
    assert {module for module, owned in names_of.items() if not owned & (declared | cluster)} == set()
    assert declared - set().union(*names_of.values()) == {"jupyterlab"}, "`make lab` starts it"


def imported() -> set[str]:
    """Top names of the modules that src imports, anywhere."""
    found = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {each.name for each in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module)
    return {name.partition(".")[0] for name in found} - set(sys.stdlib_module_names) - {"helpers"}


def test_conda_environment_is_made_from_the_lock() -> None:
    spec = importlib.util.spec_from_file_location("from_lock", ROOT / ".ci" / "environment_from_lock.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "environment.yml").read_text(encoding="utf-8") == module.environment()


def test_conda_environment_has_quarto_and_every_pin() -> None:
    wanted = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    assert any(isinstance(item, str) and item.startswith("quarto") for item in wanted)
    assert any(isinstance(item, str) and item.startswith("python=3.11") for item in wanted)
    pip = next(item["pip"] for item in wanted if isinstance(item, dict))
    assert "--editable ." in pip
    assert {pin.split("==")[0] for pin in pip if "==" in pin} == set(PINS)


def test_python_version_agrees() -> None:
    assert PROJECT["requires-python"] == ">=3.11"


def test_image_has_the_locked_packages_and_no_data() -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copied = [name for line in lines if re.match("COPY [a-z]", line) for name in line.split()[1:-1]]
    taken = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert "*" in taken
    assert {line[1:] for line in taken if line.startswith("!")} == set(copied)
    assert {"requirements.run.lock", "src"} <= set(copied)
    assert all((ROOT / name).exists() for name in copied)
    assert not any(name.startswith(("data", "reports", "params")) for name in copied)
    stages = [number for number, line in enumerate(lines) if line.startswith("FROM python:3.11-slim")]
    image = "\n".join(lines[stages[-1] :])
    assert "requirements.run.lock" in image
    assert "requirements.lock" not in image, "what develops and tests stays in the stage that makes the wheel"


def test_version_is_the_same_everywhere() -> None:
    assert (
        yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["version"] == PROJECT["version"]
    )
    assert workbook_version() == PROJECT["version"], "run `make setup`"
    assert f"## {PROJECT['version']}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
