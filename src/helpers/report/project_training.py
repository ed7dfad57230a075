"""What a project's training showed: shares before and after, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from helpers.metrics.shares import Interval, wilson
from helpers.privacy.release import MISSING, Cell, Release
from helpers.privacy.scope import NATION
from helpers.privacy.sourced_number import SourcedNumber, cells_of
from helpers.report.current import opened
from helpers.report.front_matter import Prose
from helpers.report.language import SYMBOLS
from helpers.report.missing_values import missing
from helpers.report.results import framework_of, project_years
from helpers.report.share_interval import TestedShare, certainty
from helpers.report.table_sources import cells_of_tidy
from helpers.report.words import Words

TESTS = {"pretest": "before", "posttest": "after"}


def tests(training: pd.DataFrame) -> pd.DataFrame:
    """Shares that met the standard before and after training, by year and over all years, each with its interval.

    Args:
        training: of `release.project_data`: `pretest_takers`, `pretest_meeting_pct`, and both of the
            post-test, by year.

    Returns:
        Two rows a year of the project, and two of all years together: `year` (a label), `test` ("before" or "after"),
        `value` (percent), `status`, `takers`, `low` and `high` (Wilson's interval; `attrs` has its confidence, of
        params/targets.yml), `share_text`, `interval_text`. The share of all years is that of all who took the test.
        Nothing where nobody took a test.

    Examples:
        >>> from helpers import open_report, report
        >>> release = open_report(project="inl-phase-1", year=2023, language="en")
        >>> names = ["pretest_takers", "pretest_meeting_pct", "posttest_takers", "posttest_meeting_pct"]
        >>> report.tests(release.project_data(names))["year"].tolist()[-2:]
        ['All years', 'All years']
    """
    release = opened()
    return _tests(training, project_years(release), Words(release))


def tests_of(release: Release) -> pd.DataFrame:
    """The same of the cells of a Release."""
    names = [f"{test}_{kind}" for test in TESTS for kind in ("takers", "meeting_pct")]
    cells = [(name, year, _cell(release, name, year)) for name in names for year in project_years(release)]
    frame = pd.DataFrame(
        [(name, year, cell.value, cell.status) for name, year, cell in cells],
        columns=["indicator_code", "year", "value", "status"],
    ).assign(value=pd.Series([cell.value for *_, cell in cells], dtype=object))
    return _tests(frame, project_years(release), Words(release))


def training_certainty(tests: pd.DataFrame) -> Prose | None:
    """How sure the gain is, in plain words; small groups are named as such; nothing without tests.

    Args:
        tests: of `report.tests`.
    """
    if tests.empty:
        return None
    w, (before, after) = Words(opened()), map(as_tested_share, in_all(tests))
    said = certainty(w, after, before)
    if after.takers < framework_of(w.release).rule.small_group:
        return Prose.plain(said)
    return Prose.plain(
        said + " " + w.say("The test says what officers knew on the day, not what they do on duty.")
    )


def in_all(tests: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """The rows before and after of all years together."""
    return tests.iloc[-2], tests.iloc[-1]


def of_year(tests: pd.DataFrame, year: str) -> tuple[pd.Series, pd.Series]:
    """The rows before and after of one year; of all years together where it has none."""
    rows = tests[tests["year"] == year]
    return (rows.iloc[0], rows.iloc[1]) if len(rows) == len(TESTS) else in_all(tests)


def as_tested_share(row: pd.Series) -> TestedShare:
    """A row of `tests` as a share with its interval."""
    cells = row["cells"]
    return TestedShare(
        SourcedNumber(row["value"], cells),
        SourcedNumber(row["takers"], tuple(cell for cell in cells if cell.indicator.endswith("_takers"))),
        Interval(row["low"], row["high"]),
    )


def _tests(training: pd.DataFrame, years: Sequence[int], w: Words) -> pd.DataFrame:
    confidence = framework_of(w.release).rule.confidence_pct
    held = _cells_of(training)
    rows: list[dict[str, Any]] = []
    pooled: list[dict[str, Any]] = []
    for test, when in TESTS.items():
        takers = met = 0.0
        for year in years:
            share, of = (held.get((f"{test}_{kind}", year), MISSING) for kind in ("meeting_pct", "takers"))
            if share.value is not None and of.value:
                takers += of.value
                met += share.value * of.value / 100.0
            rows.append({"year": str(year), "test": when, **_test(share, of.value or 0.0, confidence, w)})
        if takers:
            whole = _test(Cell(100.0 * met / takers, "shown"), takers, confidence, w)
            pooled.append({"year": w.say("All years"), "test": when, **whole})
    if len(pooled) < len(TESTS):
        return pd.DataFrame()
    rows.sort(key=lambda row: row["year"])  # and before stays ahead of after
    rows += pooled if len(years) > 1 else []
    made = pd.DataFrame(rows)
    for name in ("share_text", "interval_text"):  # as objects, which know where their numbers come from
        made[name] = pd.Series([row[name] for row in rows], made.index, dtype=object)
    made.attrs["confidence"] = w.percent(confidence)
    return made


def _test(share: Cell, takers: float, confidence: float, w: Words) -> dict[str, Any]:
    """One row: a share, its interval where somebody took the test, and both as texts."""
    low = high = None
    cells = tuple(dict.fromkeys((*cells_of(share.value), *cells_of(takers))))
    if share.value is not None and (found := wilson(share.value, round(takers), confidence)):
        low, high = (SourcedNumber(bound, cells) for bound in (found.low, found.high))
    return {
        "value": missing(share.status) if share.value is None else share.value,
        "status": share.status,
        "takers": round(takers),
        "cells": cells,
        "low": low,
        "high": high,
        "share_text": SYMBOLS.get(share.status, SYMBOLS["x"]) if share.value is None else w.percent(share.value, 1),
        "interval_text": "–"
        if low is None or high is None
        else w.say("{low} to {high}", low=w.percent(low, 1), high=w.percent(high, 1)),
    }  # fmt: skip


def _cells_of(training: pd.DataFrame) -> dict[tuple[str, int], Cell]:
    """The numbers of the frame, by indicator and year."""
    columns = (training[name] for name in ("indicator_code", "year", "value", "status"))
    cells = cells_of_tidy(training, opened()) if "place_code" in training.columns else None
    return {
        (name, year): Cell(None if pd.isna(value) else SourcedNumber(value, cells_of_row), status)
        for name, year, value, status, cells_of_row in zip(
            *columns, cells or map(cells_of, training["value"]), strict=True
        )
    }


def _cell(release: Release, indicator: str, year: int) -> Cell:
    code = framework_of(release).project.code
    if code is None:
        return MISSING
    return release.cell(indicator, place=NATION, period=year, breakdown="project", category=code)
