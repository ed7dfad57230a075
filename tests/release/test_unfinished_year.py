"""A year that is not over: what is published quarter by quarter, and what it would tell once the year is whole."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from helpers.build.year_audit import attack_on
from helpers.metrics.catalogue import read_catalogue
from helpers.paths import Project
from helpers.privacy.policy import read_policy, read_policy_of
from helpers.release.prepare import prepare
from helpers.release.publication_ledger import keep_published
from helpers.release.release_files import YearRelease

DATED = {
    "interceptions": "date",
    "materials": "date",
    "outreach": "month",
    "reintegration": "quarter",
    "trafficking_cases": "opened_date",
    "training": "end_date",
    "victims": "date",
}
PLACES = ("lang-son", "quang-ninh", "tay-ninh", "ben-tre", "ha-giang", "cao-bang")


def cut_to_first_quarter(path: Path) -> None:
    """Leave the rows of January to March in a table of a return."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    at = head.index(DATED[path.stem])
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(
            [head, *(row for row in rows if row[at] == "2023-Q1" or row[at][:7] <= "2023-03")]
        )


def edit(project: Project, old: str, new: str) -> None:
    path = project.params / "years" / "2023.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def begun(make_project: Callable[..., Project]) -> tuple[Project, dict[Path, bytes]]:
    """A project that has returns of the first quarter alone, and the returns of the whole year."""
    project = make_project(years=(2023,), provinces=PLACES)
    whole = {}
    for path in (project.data / "sample" / "2023").rglob("*.csv"):
        if path.stem in DATED:
            whole[path] = path.read_bytes()
            cut_to_first_quarter(path)
    edit(project, "last_month: 2023-12", "last_month: 2023-03")
    return project, whole


def cells(release: YearRelease) -> pd.DataFrame:
    return pd.read_parquet(release.folder / "cells.parquet")


def test_nothing_sensitive_is_published_before_the_year_is_over_and_then_it_is_protected(
    begun: tuple[Project, dict[Path, bytes]],
) -> None:
    project, whole = begun
    sensitive = {name for name, each in read_catalogue(project).items() if each.sensitive}
    [early] = prepare(project, 2023)
    told = cells(early)
    assert not set(told["indicator"]) & sensitive
    sessions = told[(told["indicator"] == "sessions") & (told["place"] == "viet-nam")].set_index("period")
    assert sessions.loc["2023-Q1", "value"] > 0 and sessions.loc["2023-Q1", "status"] == "shown"
    assert sessions.loc["2023-Q2", "status"] == "x"
    assert not list(attack_on(project, early))
    keep_published(project, [early])

    for path, content in whole.items():
        path.write_bytes(content)
    edit(project, "last_month: 2023-03", "last_month: 2023-12")
    [late] = prepare(project, 2023)
    told = cells(late)
    assert sensitive & set(told["indicator"]) >= {"trafficking_cases", "victims_assisted"}
    assert not list(attack_on(project, late))


def test_policy_of_an_unfinished_year_keeps_no_rule_and_no_open_total_of_what_is_sensitive(
    begun: tuple[Project, dict[Path, bytes]],
) -> None:
    project, _ = begun
    catalogue, policy = read_catalogue(project), read_policy(project)
    assert policy.with_open_totals
    reduced = read_policy_of(project, 2023)
    assert not reduced.with_open_totals
    assert reduced.threshold == policy.threshold
    covered = {
        name for name, each in catalogue.items() if any(rule.covers(each) for rule in reduced.published)
    }
    assert covered == {name for name, each in catalogue.items() if not each.sensitive}
    edit(project, "last_month: 2023-03", "last_month: 2023-12")
    assert read_policy_of(project, 2023) == policy
