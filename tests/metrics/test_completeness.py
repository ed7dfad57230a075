"""What is lacking behind a number: files, monthly reports, rows that leave it blank."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers.metrics.catalogue import read_catalogue
from helpers.metrics.completeness import Completeness, Returned
from helpers.metrics.counted import COLUMNS
from helpers.paths import Project
from projects import ROOT

CATALOGUE = read_catalogue(Project(ROOT))


def returned() -> Returned:
    """Two provinces of 2023: one sent no table of training, and lacks a month of outreach in the second quarter."""
    coverage = [
        ("a", "2023-01", 3, 3),
        ("b", "2023-01", 2, 2),
        ("a", "2023-05", 3, 2),
        ("b", "2023-05", 2, 2),
    ]
    files = [("a", 2023, "x/training.csv", "missing"), ("b", 2023, "y/training.csv", "ab")]
    women = [
        ("b", 2023, period, "officers_trained_women", "total", "all", *counts)
        for period, counts in (("2023", (5, 2, 60.0)), ("2023-Q1", (3, 2, 20.0)), ("2023-Q2", (2, 0, 40.0)))
    ]
    return Returned(
        pd.DataFrame(coverage, columns=["province", "month", "expected", "received"]),
        pd.DataFrame(files, columns=["province", "year", "file", "sha256"]),
        pd.DataFrame(women, columns=COLUMNS),
    )


def test_each_kind_of_gap_is_found_where_it_is() -> None:
    women = returned().behind(CATALOGUE["officers_trained_women"], "2023")
    assert (women.files, women.lacking, women.rows, women.blank, women.whole) == (2, {"a"}, 5, 2, 60.0)
    sessions = returned().behind(CATALOGUE["sessions"], "2023")
    assert (sessions.months, sessions.months_due, sessions.complete) == (9, 10, False)


@pytest.mark.parametrize(
    ("period", "blank", "months"),
    [("2023-Q1", 2, 5), ("2023-Q2", 0, 4), ("2023-H1", 2, 9), ("2023-05", 0, 4)],
)
def test_part_of_a_year_has_its_own_gaps(period: str, blank: int, months: int) -> None:
    found = returned()
    assert found.behind(CATALOGUE["officers_trained_women"], period).blank == blank
    assert found.behind(CATALOGUE["sessions"], period).months == months


@pytest.mark.parametrize(
    ("now", "before", "change_pct", "allowed"),
    [
        (Completeness(), Completeness(), 0.0, True),
        (Completeness(months=98, months_due=100), Completeness(months=98, months_due=100), 17.0, True),
        (Completeness(months=98, months_due=100), Completeness(months=98, months_due=100), 1.5, False),
        (Completeness(months=100, months_due=100), Completeness(months=95, months_due=100), 17.0, False),
        (Completeness(), Completeness(files=2, lacking=frozenset({"a"})), 17.0, False),
        (Completeness(rows=5, blank=1), Completeness(rows=5), 17.0, False),
    ],
)
def test_change_is_judged_only_beyond_what_is_lacking(
    now: Completeness, before: Completeness, change_pct: float, allowed: bool
) -> None:
    assert now.allows_change(before, change_pct) is allowed
