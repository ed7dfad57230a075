"""The CSV files of a packet."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from helpers.privacy.release import Release
from helpers.publish.exports.published_csv import published_cells, subjects_of
from helpers.release.read_tracker import Reads
from helpers.report.csv_texts import no_formula
from small_release import REGION, exported, project_release, with_labels

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


def test_of_a_project_only_the_years_in_which_it_ran() -> None:
    release = project_release("uk-cooperation")  # begins in 2023
    frame = release.frame.replace({"category": {"inl-1": "uk-cooperation"}})
    found = published_cells(replace(release, frame=frame), Reads(everything=True))
    assert {(cell.indicator, cell.period) for cell in found} == {
        ("courses_held", "2023"),
        ("officers_trained", "2023"),
        ("officers_trained_women", "2023"),
    }


def test_of_a_project_also_places_that_it_read_in_its_years(release: Release) -> None:
    project = project_release("uk-cooperation")  # begins in 2023
    given = replace(project, frame=pd.concat([project.frame, release.frame]))
    read = {("lang-son", "sessions", year, "total") for year in ("2022", "2023")}
    found = {(c.place, c.indicator, c.period) for c in published_cells(given, Reads(cells=read))}
    assert {each for each in found if each[0] == "lang-son"} == {("lang-son", "sessions", "2023")}


def test_project_without_a_number_from_returns_has_no_empty_files(tmp_path: Path) -> None:
    folder = exported(project_release("asean-mpact"), tmp_path / "packet")
    assert sorted(path.name for path in folder.iterdir()) == [
        "iati.xml",
        "ro-crate-metadata.json",
        "tables.xlsx",
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_text_is_a_formula(release: Release, tmp_path: Path, start: str) -> None:
    folder = exported(with_labels(release, f"{start}HYPERLINK(1)"), tmp_path / "packet")
    with (folder / "data" / "outreach.csv").open(encoding="utf-8", newline="") as file:
        labels = {row["label"] for row in csv.DictReader(file)}
    assert labels == {f"'{start}HYPERLINK(1)"}


def test_what_no_program_takes_for_a_formula_stays(release: Release) -> None:
    assert no_formula("12 to 17") == "12 to 17"
