"""pyproject.toml, requirements.lock and environment.yml agree."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PINS = dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==([^ \\;\n]+)", LOCK, flags=re.MULTILINE))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_every_dependency_is_locked() -> None:
    named = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
    assert not {re.split(r"[\s\[<>=!~;]", name)[0] for name in named} - set(PINS)


def test_lock_has_hashes_and_no_address() -> None:
    entries = re.split(r"\n(?=[a-z0-9])", LOCK.strip())
    assert len(entries) > 50
    assert all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"://|--(extra-)?index-url|--find-links", LOCK)


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
    copied = [name for line in lines if line.startswith("COPY ") for name in line.split()[1:-1]]
    taken = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert "*" in taken
    assert {line[1:] for line in taken if line.startswith("!")} == set(copied)
    assert {"requirements.lock", "src"} <= set(copied)
    assert all((ROOT / name).exists() for name in copied)
    assert not any(name.startswith(("data", "reports", "params")) for name in copied)
    assert "FROM python:3.11-slim" in lines
