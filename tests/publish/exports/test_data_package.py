"""datapackage.json, by the rules of Frictionless."""

from __future__ import annotations

import json
from pathlib import Path

import frictionless
import pytest

from helpers.privacy.release import Release
from small_release import exported, small_release


def validated(folder: Path) -> frictionless.Report:
    return frictionless.Package(str(folder / "datapackage.json")).validate()


@pytest.mark.parametrize("language", ["en", "vi"])
def test_is_valid(tmp_path: Path, language: str) -> None:
    report = validated(exported(small_release(language), tmp_path / "packet"))  # type: ignore[arg-type]
    assert report.valid, report.flatten(["title", "message"])
    assert report.stats["tasks"] == 3


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (",1234,shown", ",many,shown"),
        (",1234,shown", ",1235,shown"),
        (",,[x]", ",,[w]"),
        ("2023-Q1", "first quarter"),
        ("lang-son,2022,total", "lang-son,2023,total"),
    ],
    ids=["no number", "another number", "unknown mark", "no period", "the same cell twice"],
)
def test_damaged_file_is_not(packet: Path, old: str, new: str) -> None:
    path = packet / "data" / "outreach.csv"
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())
    assert not validated(packet).valid


def test_title_and_words_are_of_the_language_of_the_report(tmp_path: Path) -> None:
    folder = exported(small_release("vi"), tmp_path / "packet")
    content = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["title"] for resource in content["resources"]] == [
        "Tuyên truyền",
        "Tập huấn",
        "Nạn nhân",
    ]


def test_every_csv_file_is_described(packet: Path, release: Release) -> None:
    content = json.loads((packet / "datapackage.json").read_text(encoding="utf-8"))
    described = {resource["path"] for resource in content["resources"]}
    assert described == {f"data/{path.name}" for path in (packet / "data").glob("*.csv")}
