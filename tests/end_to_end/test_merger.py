"""The merger of 1 July 2025: seven names changed code by taking a neighbour's, and each is counted by hand here."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from helpers.inputs.intake.take_in import take_in
from helpers.inputs.params.provinces import read_provinces
from helpers.metrics.facts import compute_facts
from helpers.paths import Project
from projects import ROOT, call_workbook, copy_project

# slug: code until 30 June 2025, code from 1 July, whose code that was, and the provinces that it is made of
CHANGED = {
    "lao-cai": ("10", "15", "yen-bai", {"lao-cai", "yen-bai"}),
    "bac-ninh": ("27", "24", "bac-giang", {"bac-ninh", "bac-giang"}),
    "quang-tri": ("45", "44", "quang-binh", {"quang-tri", "quang-binh"}),
    "gia-lai": ("64", "52", "binh-dinh", {"gia-lai", "binh-dinh"}),
    "tay-ninh": ("72", "80", "long-an", {"tay-ninh", "long-an"}),
    "dong-thap": ("87", "82", "tien-giang", {"dong-thap", "tien-giang"}),
    "an-giang": ("89", "91", "kien-giang", {"an-giang", "kien-giang"}),
}
WITH_COMMAND = sorted(set(CHANGED) - {"bac-ninh"})
MEASURES = {
    "sessions": ("outreach", "sessions"),
    "people_intercepted": ("interceptions", "people"),
    "suspects_arrested": ("trafficking_cases", "suspects_arrested"),
}


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = copy_project(tmp_path_factory.mktemp("merger") / "project", years=(2024, 2025), provinces=())
    for year in (2024, 2025):
        take = project.root / "data/sample" / str(year)
        take.parent.mkdir(parents=True, exist_ok=True)
        take.symlink_to(ROOT / "data/sample" / str(year))
        take_in(project, year)
    return project


@pytest.fixture(scope="module")
def facts(merged: Project) -> pd.DataFrame:
    return pd.concat([compute_facts(merged, year, "34") for year in (2024, 2025)])


def by_hand(folder: Path, slugs: set[str], table: str, column: str) -> int:
    def cells() -> Iterator[int]:
        for slug in slugs:
            path = folder / slug / f"{table}.csv"
            if path.is_file():
                with path.open(encoding="utf-8", newline="") as file:
                    yield from (int(row[column]) for row in csv.DictReader(file))

    return sum(cells())


@pytest.mark.parametrize("slug", CHANGED)
def test_code_belonged_to_a_neighbour_before(merged: Project, slug: str) -> None:
    old, new, neighbour, parts = CHANGED[slug]
    provinces = read_provinces(merged)
    assert provinces.get(slug, "63").code == old
    assert provinces.get(slug, "34").code == new
    assert provinces.get(neighbour, "63").code == new
    assert set(provinces.get(slug, "34").parts) == parts
    assert provinces.mapped_forward(neighbour, "63", "34") == slug


@pytest.mark.parametrize("indicator", MEASURES)
@pytest.mark.parametrize("slug", WITH_COMMAND)
def test_province_is_the_sum_of_what_it_was_made_of_and_what_it_is(
    facts: pd.DataFrame, slug: str, indicator: str
) -> None:
    table, column = MEASURES[indicator]
    sample = ROOT / "data/sample"
    expected = {
        2024: by_hand(sample / "2024", CHANGED[slug][3], table, column),
        2025: by_hand(sample / "2025/until-june", CHANGED[slug][3], table, column)
        + by_hand(sample / "2025/from-july", {slug}, table, column),
    }
    rows = facts[
        (facts["indicator"] == indicator) & (facts["place"] == slug) & (facts["breakdown"] == "total")
    ]
    for year, total in expected.items():
        assert total > 0 or indicator == "suspects_arrested"
        assert rows.loc[rows["period"] == str(year), "value"].to_list() == [total]


def test_province_without_a_command_has_no_figures(facts: pd.DataFrame) -> None:
    assert "bac-ninh" not in set(facts["place"])
    assert facts.loc[facts["level"] == "province", "place"].nunique() == 30


def test_nation_is_the_sum_whichever_provinces_report(facts: pd.DataFrame, merged: Project) -> None:
    before = compute_facts(merged, 2024, "63")
    for indicator in MEASURES:
        now, then = (
            f[(f["indicator"] == indicator) & (f["level"] == "nation") & (f["period"] == "2024")]
            for f in (facts, before)
        )
        assert (
            now.loc[now["breakdown"] == "total", "value"].to_list()
            == then.loc[then["breakdown"] == "total", "value"].to_list()
        )


def test_province_that_is_no_more_is_told_its_successor(merged: Project) -> None:
    for gone, successor in (
        ("binh-dinh", "gia-lai"),
        ("kien-giang", "an-giang"),
        ("quang-binh", "quang-tri"),
    ):
        done = call_workbook(merged, "build", "2025", "--province", gone)
        assert done.returncode == 2
        assert f"'{gone}' was merged into '{successor}' on 1 July 2025" in done.stderr
