"""What the figures are without: returns and tables that were not received, rows that were rejected."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

import pandas as pd

from helpers.metrics.completeness import BY_STATION, NOT_RECEIVED
from helpers.metrics.framework_status import Tracked
from helpers.privacy.release import Release
from helpers.report import escape
from helpers.report.completeness_words import certainty
from helpers.report.front_matter import Prose
from helpers.report.results import is_of_project, project_years, provinces_of, results_of, told_year
from helpers.report.words import Words

NAMED = 8


def gaps(release: Release) -> Prose | None:
    """A warning of what the report's year lacks, and the year before; nothing where all was received and accepted.

    A project's report tells of what its own indicators lack, in its own provinces.
    """
    w = Words(release)
    year = told_year(release) if release.framework else w.year
    latest = release.sources[release.sources["year"] == year]
    own = [each for each in results_of(release) if is_of_project(each.indicator)] if release.framework else []
    compared = [w.before] if w.has_before and not release.framework else []
    sentences = [
        *_not_received(w, year),
        _rows(w, int(latest.loc[_is_told(release, latest), "rows_rejected"].sum())),
        *(said for earlier in compared for said in _not_received(w, earlier)),
        *lower_bounds(w, own),
    ]
    text = " ".join(escape.markdown(sentence) for sentence in sentences if sentence)
    return Prose(f"::: {{.callout-warning}}\n{text}\n:::") if text else None


def _not_received(w: Words, year: int) -> list[str]:
    """The returns and files of a year that did not come in, of those that the report's numbers come from."""
    files = w.release.sources[w.release.sources["year"] == year]
    absent = files["sha256"] == NOT_RECEIVED
    whole = absent.groupby(files["province"]).transform("all")
    told = _is_told(w.release, files)
    return [
        each
        for each in (_returns(w, files[whole & told], year), *_tables(w, files[absent & ~whole & told], year))
        if each
    ]


def _is_told(release: Release, files: pd.DataFrame) -> pd.Series:
    """Which files of the returns the report's numbers come from: a project's, those of its places and indicators."""
    if release.donor_project is None:
        return pd.Series(True, index=files.index)
    if release.framework:
        own = [each.indicator for each in results_of(release) if is_of_project(each.indicator)]
        names = [name for each in own for name in (each.measures, each.provinces_with) if name]
    else:
        names = list(release.asked)
    tables = {release.indicator(name).table for name in names}
    told = files["file"].map(lambda file: PurePosixPath(str(file)).stem).isin(tables)
    if release.donor_project.provinces != "all":
        told &= files["province"].isin({*release.donor_project.provinces, *provinces_of(release)})
    return told


def station_certainty(w: Words, indicator: str, years: Iterable[int]) -> str:
    """In which of these years an indicator is a minimum since reports of stations are lacking; else nothing."""
    if w.release.indicator(indicator).table != BY_STATION:
        return ""
    return certainty(w, indicator, [year for year in years if year in w.release.scope.years])


def lower_bounds(w: Words, found: Iterable[Tracked]) -> list[str]:
    """Which of a project's indicators are minimums, in which years, and why."""
    return [
        f"{each.label[w.language]}: {said}"
        for each in found
        if each.indicator.measures
        and (said := station_certainty(w, each.indicator.measures, project_years(w.release)))
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


def _tables(w: Words, lacking: pd.DataFrame, year: int) -> list[str]:
    sentences = []
    for province, files in lacking.groupby("province", sort=False):
        tables = ", ".join(sorted({str(file).rsplit("/", 1)[-1] for file in files["file"]}))
        sentences.append(
            w.say(
                "{place} sent no {tables} of {year}; totals are without them.",
                place=w.place(str(province)),
                tables=tables,
                year=year,
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
