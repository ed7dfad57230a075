"""Years 2022 to 2025 of the sample, in both sets of provinces: all reports together give no small count away."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers.inputs.intake.take_in import take_in
from helpers.inputs.params.provinces import Provinces
from helpers.metrics.catalogue import Catalogue
from helpers.metrics.facts import compute_facts
from helpers.paths import Project
from helpers.privacy.earlier import nothing_earlier
from helpers.privacy.outsider import KnownCells, derivable
from helpers.privacy.policy import Policy
from helpers.privacy.protect import Protected, protect
from projects import copy_project

YEARS = {2022: ("63", "34"), 2023: ("63", "34"), 2024: ("63", "34"), 2025: ("34",)}
PROVINCES = ("quang-ninh", "hai-phong", "nghe-an", "ha-tinh", "tay-ninh", "long-an", "an-giang", "kien-giang")
Facts = dict[int, dict[str, pd.DataFrame]]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Some provinces of the sample, with those that they became part of."""
    root = tmp_path_factory.mktemp("years") / "project"
    project = copy_project(root, years=(), provinces=())
    source = Path(__file__).parents[2] / "data" / "sample"
    settings = project.params / "workbook.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("years: []", f"years: {list(YEARS)}"))
    for folder in sorted(source.rglob("*")):
        if folder.is_dir() and folder.name in PROVINCES:
            target = project.data / "sample" / folder.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.symlink_to(folder, target_is_directory=True)
    return project


@pytest.fixture(scope="module")
def facts(sample: Project) -> Facts:
    found: Facts = {}
    for year, vintages in YEARS.items():
        take_in(sample, year)
        found[year] = {vintage: compute_facts(sample, year, vintage) for vintage in vintages}  # type: ignore[arg-type]
    return found


@pytest.fixture(scope="module")
def protected(
    facts: Facts, policy: Policy, catalogue: Catalogue, provinces: Provinces
) -> dict[int, Protected]:
    return {year: protect(exact, policy, catalogue, provinces) for year, exact in facts.items()}


def test_each_year_in_both_vintages_gives_nothing_away(
    facts: Facts,
    protected: dict[int, Protected],
    policy: Policy,
    catalogue: Catalogue,
    provinces: Provinces,
) -> None:
    hidden = 0
    for year, exact in facts.items():
        made = protected[year]
        cells = made.cells
        hidden += sum(int((frame["status"] == "c").sum()) for frame in cells.values())
        assert (
            derivable(exact, KnownCells(cells, nothing_earlier(), made.whole), policy, catalogue, provinces)
            == []
        )
    assert hidden > 50


def test_every_number_speaks_of_one_year_alone(facts: Facts) -> None:
    """So no sum holds across years, and what is safe year by year is safe in all of them, trends included."""
    for year, exact in facts.items():
        for frame in exact.values():
            assert frame["period"].str.startswith(str(year)).all()


def test_change_on_the_year_before_is_told_only_where_both_numbers_are_shown(
    protected: dict[int, Protected],
) -> None:
    """A change with one shown year would be the other year's number."""
    from helpers.privacy.release import Cell, change

    key = ["indicator", "place", "breakdown", "category"]
    withheld = 0
    for year in (2023, 2024, 2025):
        now, before = (
            cells[cells["period"] == str(y)]
            for y, cells in ((y, protected[y].cells["34"]) for y in (year, year - 1))
        )
        yearly = now.merge(before, on=key, suffixes=("", "_before"), validate="1:1")
        for row in yearly.itertuples():
            cells = [
                Cell(None if pd.isna(value) else float(value), status)
                for value, status in ((row.value, row.status), (row.value_before, row.status_before))
            ]
            told = change(*cells)
            withheld += not told.shown
            if "c" in {row.status, row.status_before}:
                assert not told.shown
                assert told.value is None
    assert withheld


def test_year_that_one_vintage_shows_more_of_is_caught(
    facts: Facts,
    protected: dict[int, Protected],
    policy: Policy,
    catalogue: Catalogue,
    provinces: Provinces,
) -> None:
    """One complement of 2023 shown in the look back of a later report, as if that were protected by itself."""
    year = 2023
    cells, exact = protected[year].cells, facts[year]["34"]
    apart = protect({"34": exact}, policy, catalogue, provinces).cells["34"]
    wider = (cells["34"]["status"] == "c") & (apart["status"] == "shown")
    assert wider.any()
    leaky = cells["34"].copy()
    leaky.loc[wider, ["value", "status"]] = apart.loc[wider, ["value", "status"]]
    found = derivable(
        facts[year],
        KnownCells({**cells, "34": leaky}, nothing_earlier(), protected[year].whole),
        policy,
        catalogue,
        provinces,
    )
    assert found
    assert np.all(["can be told" in leak.reason or "is shown" in leak.reason for leak in found])
