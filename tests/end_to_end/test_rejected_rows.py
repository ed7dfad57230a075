"""Rows that were rejected of tables about people and cases are counted nowhere in public, not in sums either."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from helpers.inputs.params.tables import read_tables
from helpers.metrics.catalogue import guarded_tables, read_catalogue
from helpers.paths import Project
from helpers.release.prepare import prepare
from helpers.release.release_files import read_rows
from projects import Done, copy_project, run_workbook

SPOILT = {"outreach": ("sessions", 4), "victims": ("age_band", 3), "trafficking_cases": ("status", 2)}
"""Of 4 rows of a table without people, and of 5 of others, one value is none."""
GUARDED = {"interceptions", "trafficking_cases", "victims", "reintegration"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Done]:
    project = copy_project(tmp_path_factory.mktemp("rejected") / "project", years=(2023,))
    for table, (column, rows) in SPOILT.items():
        file = project.data / "sample" / "2023" / "quang-ninh" / f"{table}.csv"
        frame = pd.read_csv(file, dtype="string")
        frame.loc[frame.index[:rows], column] = "banana"
        frame.to_csv(file, index=False)
    done = run_workbook(
        project, "build", "2023", "--province", "quang-ninh", "--language", "en", "--accept-partial"
    )
    assert done.returncode == 0, done.stderr
    return project, Done(done.returncode, done.stdout, done.stderr)


def test_tables_about_people_and_cases_are_guarded(project: Project) -> None:
    assert guarded_tables(read_catalogue(project), read_tables(project)) == GUARDED


def test_release_knows_rejected_rows_of_other_tables_only(made: tuple[Project, Done]) -> None:
    sources = read_rows(prepare(made[0], 2023, accept_partial=True), "sources")
    rejected = sources[sources["rows_rejected"] > 0]
    assert [Path(file).stem for file in rejected["file"]] == ["outreach"]
    assert rejected["rows_rejected"].tolist() == [4]


def test_neither_reports_nor_builds_count_them(made: tuple[Project, Done]) -> None:
    project, done = made
    packet = project.reports / "2023" / "en" / "quang-ninh"
    pages = "".join((packet / name).read_text(encoding="utf-8") for name in ("index.html", "annex.html"))
    page = " ".join(re.sub(r"<[^>]+>", " ", pages).split())
    counted = [
        r"rejected and are not counted: (\d+)",
        r"(\d+) rows of [\w ]+ were rejected",
        r"(\d+) broke a rule of the table",
    ]
    assert [set(re.findall(pattern, page)) for pattern in counted] == [{"4"}] * 3
    assert "Rows left out not told" in page
    told = done.stdout + done.stderr
    assert "4 rejected, of tables without people or cases" in told
    assert not re.search(r"\b9 (?:rows )?rejected", told)
    assert "rows_rejected" not in (packet / "packet.json").read_text(encoding="utf-8")
