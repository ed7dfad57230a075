"""The CSV files of a packet."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from helpers.privacy.release import Release
from helpers.run.exports.csv_files import no_formula, published_cells, subjects_of
from helpers.run.reads import Reads
from small_release import REGION, exported, with_labels

GOLDEN = Path(__file__).parents[2] / "golden" / "exports"


@pytest.mark.parametrize("name", ["outreach", "training", "victims"])
def test_files_are_as_a_person_wrote_them(packet: Path, name: str) -> None:
    written = (packet / "data" / f"{name}.csv").read_bytes().decode()
    assert written.splitlines() == (GOLDEN / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    assert written.endswith("\r\n")


def test_of_other_places_only_what_the_report_read(release: Release) -> None:
    reads = Reads(cells={(REGION, "victims_assisted", "2023", "total")})
    found = {(c.place, c.breakdown) for c in published_cells(release, reads) if c.place != "lang-son"}
    assert found == {(REGION, "total")}


def test_each_cell_stands_in_one_file(release: Release) -> None:
    cells = published_cells(release, Reads(everything=True))
    subjects = subjects_of(cells, release)
    assert [s.name for s in subjects] == ["outreach", "training", "victims"]
    assert sorted(cell for s in subjects for cell in s.cells) == sorted(cells)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_text_is_a_formula(release: Release, tmp_path: Path, start: str) -> None:
    folder = exported(with_labels(release, f"{start}HYPERLINK(1)"), tmp_path / "packet")
    with (folder / "data" / "outreach.csv").open(encoding="utf-8", newline="") as file:
        labels = {row["label"] for row in csv.DictReader(file)}
    assert labels == {f"'{start}HYPERLINK(1)"}


def test_what_no_program_takes_for_a_formula_stays(release: Release) -> None:
    assert no_formula("12 to 17") == "12 to 17"
