"""What the figures are without: returns and tables that were not received, rows that were rejected."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import PurePosixPath

import pandas as pd

from helpers.metrics.framework_status import Tracked
from helpers.privacy.release import Release
from helpers.report import escape
from helpers.report.front_matter import Prose
from helpers.report.results import is_of_project, project_years, provinces_of, results_of, told_year
from helpers.report.returns_received import NOT_RECEIVED
from helpers.report.words import Words

NAMED = 8


def gaps(release: Release) -> Prose | None:
    """A warning of what the report's year lacks; nothing where all was received and accepted.

    A project's report tells of what its own indicators lack, in its own provinces.
    """
    w = Words(release)
    year = told_year(release) if release.framework else w.year
    latest = release.sources[release.sources["year"] == year]
    absent = latest["sha256"] == NOT_RECEIVED
    whole = absent.groupby(latest["province"]).transform("all")
    told = _is_told(release, latest)
    own = [each for each in results_of(release) if is_of_project(each)] if release.framework else []
    sentences = [
        _returns(w, latest[whole & told], year),
        *_tables(w, latest[absent & ~whole & told]),
        _rows(w, int(latest.loc[told, "rows_rejected"].sum())),
        *lower_bounds(w, own),
    ]
    text = " ".join(escape.markdown(sentence) for sentence in sentences if sentence)
    return Prose(f"::: {{.callout-warning}}\n{text}\n:::") if text else None


def _is_told(release: Release, files: pd.DataFrame) -> pd.Series:
    """Which files of the returns the report's numbers come from: a project's, those of its places and indicators."""
    if release.donor_project is None:
        return pd.Series(True, index=files.index)
    if release.framework:
        own = [each.indicator for each in results_of(release) if is_of_project(each)]
        names = [name for each in own for name in (each.measures, each.provinces_with) if name]
    else:
        names = list(release.asked)
    tables = {release.indicator(name).table for name in names}
    told = files["file"].map(lambda file: PurePosixPath(str(file)).stem).isin(tables)
    if release.donor_project.provinces != "all":
        told &= files["province"].isin({*release.donor_project.provinces, *provinces_of(release)})
    return told


def lower_bound(w: Words, indicator: str, years: Collection[int]) -> str:
    """That an indicator of these years is a minimum since months of stations were not received; else nothing."""
    coverage = w.release.coverage
    if w.release.indicator(indicator).table != "outreach" or coverage.empty:
        return ""
    chosen = coverage[coverage["month"].str[:4].isin([str(year) for year in years])]
    received, expected = (float(chosen[name].sum()) for name in ("received", "expected"))
    if received >= expected:
        return ""
    return w.say("minimum: {pct} of station reports received.", pct=w.percent(100.0 * received / expected, 1))


def lower_bounds(w: Words, found: Iterable[Tracked]) -> list[str]:
    """Which of a project's indicators are minimums, and why."""
    return [
        f"{each.label[w.language]}: {said}"
        for each in found
        if each.indicator.measures
        and (said := lower_bound(w, each.indicator.measures, project_years(w.release)))
    ]


def _returns(w: Words, lacking: pd.DataFrame, year: int) -> str:
    places = [w.place(str(slug)) for slug in lacking["province"].unique()]
    if not places:
        return ""
    names = ", ".join(places[:NAMED])
    if len(places) > NAMED:
        names = w.say("{names} and {n} more", names=names, n=len(places) - NAMED)
    return w.say(
        "No return of {year} was received from: {names}. Totals are without them.", year=year, names=names
    )


def _tables(w: Words, lacking: pd.DataFrame) -> list[str]:
    sentences = []
    for province, files in lacking.groupby("province", sort=False):
        tables = ", ".join(sorted({str(file).rsplit("/", 1)[-1] for file in files["file"]}))
        sentences.append(
            w.say(
                "{place} sent no {tables}; totals are without them.",
                place=w.place(str(province)),
                tables=tables,
            )
        )
    return sentences


def _rows(w: Words, rejected: int) -> str:
    if not rejected:
        return ""
    return w.say(
        "Rows of tables without people or cases that were rejected and are not counted: {n}.",
        n=w.number(rejected),
    )
