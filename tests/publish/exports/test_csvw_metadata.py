"""data/csv-metadata.json, by the rules of CSV on the Web."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import pytest
from csvw import CSVW, TableGroup

from helpers.paths import Project
from small_release import exported, small_release


def is_valid(folder: Path) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("always")  # csvw collects them itself
        try:
            return CSVW(str(folder / "data" / "csv-metadata.json"), validate=True).is_valid
        except ValueError:  # what csvw says of a key that stands twice
            return False


@pytest.mark.parametrize("language", ["en", "vi"])
def test_is_valid_and_reads_every_value(tmp_path: Path, language: str) -> None:
    folder = exported(small_release(language), tmp_path / "packet")  # type: ignore[arg-type]
    assert is_valid(folder)
    tables = TableGroup.from_file(folder / "data" / "csv-metadata.json").tables
    told = {str(table.url): [row["value"] for row in table] for table in tables}
    assert set(told) == {path.name for path in (folder / "data").glob("*.csv")}
    assert 1234 in [None if value is None else float(value) for value in told["outreach.csv"]]


@pytest.mark.parametrize(
    ("old", "new"), [(",1234,shown", ",many,shown"), ("lang-son,2022,total", "lang-son,2023,total")]
)
def test_damaged_file_is_not(packet: Path, old: str, new: str) -> None:
    path = packet / "data" / "outreach.csv"
    path.write_bytes(path.read_bytes().decode().replace(old, new, 1).encode())
    assert not is_valid(packet)


def test_a_published_packet_describes_the_numbers_of_its_own_exhibits_too(built: Project) -> None:
    folder = built.reports / "2023" / "vi" / "lang-son"
    assert is_valid(folder)
    content = json.loads((folder / "data" / "csv-metadata.json").read_text(encoding="utf-8"))
    assert {table["url"] for table in content["tables"]} == {
        path.name for path in (folder / "data").glob("*.csv")
    }
