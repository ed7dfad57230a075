"""ro-crate-metadata.json, by the rules of RO-Crate 1.1.

The validator fetches the context of the crate; tests have no network, so it gets the one that rocrate ships, of
RO-Crate 1.3, which defines all terms of 1.1. The rules themselves come with the validator.
"""

from __future__ import annotations

import importlib.resources
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from helpers.privacy.release import Release
from helpers.report.packet_files import CRATE

CONTEXT = "https://w3id.org/ro/crate/1.1/context"
OTHERS = ("index.html", "report.pdf", "notebook.ipynb", "packet.json")


class _Answer:
    status_code = 200
    headers = {"Content-Type": "application/ld+json"}
    from_cache = True
    url = CONTEXT
    text = (importlib.resources.files("rocrate") / "data" / "ro-crate.jsonld").read_text(encoding="utf-8")

    def json(self) -> Any:
        return json.loads(self.text)


@pytest.fixture
def issues(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[Path], dict[str, set[str]]]:
    """The validator, which may ask for nothing but the context: severity -> messages."""
    from rocrate_validator.models import Severity, ValidationSettings
    from rocrate_validator.services import validate
    from rocrate_validator.utils.http import HttpRequester

    def get(self: HttpRequester, url: str, **_: object) -> _Answer:
        assert url == CONTEXT, url
        return _Answer()

    monkeypatch.setattr(HttpRequester, "get", get, raising=False)

    def run(folder: Path) -> dict[str, set[str]]:
        result = validate(
            ValidationSettings(
                rocrate_uri=str(folder),
                profile_identifier="ro-crate-1.1",
                requirement_severity=Severity.RECOMMENDED,
                offline=True,
                cache_path=tmp_path / "cache",
            )
        )
        found: dict[str, set[str]] = {}
        for issue in result.get_issues():
            found.setdefault(issue.severity.name, set()).add(str(issue.message))
        return found

    return run


@pytest.fixture
def whole(packet: Path) -> Path:
    for name in OTHERS:
        (packet / name).write_text("{}")
    return packet


@pytest.mark.filterwarnings("ignore")  # of the validator's own libraries
def test_passes_the_validator(whole: Path, issues: Callable[[Path], dict[str, set[str]]]) -> None:
    assert issues(whole) == {"RECOMMENDED": {"The organization SHOULD have a URL."}}, (
        "no publisher has given an address"
    )


@pytest.mark.filterwarnings("ignore")
def test_validator_would_see_a_missing_file(
    whole: Path, issues: Callable[[Path], dict[str, set[str]]]
) -> None:
    (whole / "tables.xlsx").unlink()
    assert any("tables.xlsx" in message for message in issues(whole)["REQUIRED"])


def test_lists_every_file(whole: Path) -> None:
    graph = json.loads((whole / CRATE).read_text(encoding="utf-8"))["@graph"]
    root = next(entity for entity in graph if entity["@id"] == "./")
    there = {path.relative_to(whole).as_posix() for path in whole.rglob("*") if path.is_file()}
    there -= {CRATE, "index.html", "report.pdf", "notebook.ipynb"}
    assert {part["@id"] for part in root["hasPart"]} == there


def test_names_returns_by_one_hash_each(packet: Path, release: Release) -> None:
    graph = json.loads((packet / CRATE).read_text(encoding="utf-8"))["@graph"]
    returns = [entity for entity in graph if entity["@id"].startswith("#return-")]
    assert [(e["name"], e["@type"]) for e in returns] == [
        ("Return of 2023: data/sample/2023/lang-son", "CreativeWork")
    ]
    assert "victims.csv" not in json.dumps(returns)


def test_bears_no_clock_and_no_random_id(packet: Path) -> None:
    text = (packet / CRATE).read_text(encoding="utf-8")
    assert '"datePublished": "2024-03-31"' in text
    assert "arcp:" not in text
