"""Which returns came in of a year, and whether two years can be compared. What reports say of gaps: missing_data.py."""

from __future__ import annotations

from pathlib import PurePosixPath

from helpers.privacy.release import Release
from helpers.report.small_numbers import ABOUT_PCT

NOT_RECEIVED = "missing"
"""Stands for the hash of a file that is due and did not come in."""


def received_alike(release: Release, indicator: str) -> bool:
    """Whether as much was received of the report's year as of the year before, so that counts may be judged.

    Not where a province lacks a file of the indicator's table in one of the years alone; nor, for monthly reports of
    stations, where the part that came in differs by a percentage point or more.
    """
    table, year = release.indicator(indicator).table, release.scope.year
    if _lacking(release, table, year) != _lacking(release, table, year - 1):
        return False
    if table != "outreach":
        return True
    now, before = _part_received(release, year), _part_received(release, year - 1)
    return now is None or before is None or abs(now - before) < ABOUT_PCT


def _lacking(release: Release, table: str, year: int) -> frozenset[str]:
    """The provinces of which a file of a table is due of a year and did not come in."""
    sources = release.sources
    if sources.empty:
        return frozenset()
    absent = sources[(sources["year"] == year) & (sources["sha256"] == NOT_RECEIVED)]
    return frozenset(
        str(province)
        for province, file in zip(absent["province"], absent["file"], strict=True)
        if PurePosixPath(str(file)).stem == table
    )


def _part_received(release: Release, year: int) -> float | None:
    """Monthly reports of stations that were received of a year, in percent of those due."""
    if release.coverage.empty:
        return None
    of_year = release.coverage[release.coverage["month"].str.startswith(str(year))]
    expected = float(of_year["expected"].sum())
    return 100.0 * float(of_year["received"].sum()) / expected if expected else None
