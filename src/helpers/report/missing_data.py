"""What the figures are without: returns and tables that were not received, rows that were rejected."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from helpers.privacy.release import Release
from helpers.report import escape
from helpers.report.front_matter import Prose
from helpers.report.results import project_years, results_of
from helpers.report.returns_received import NOT_RECEIVED
from helpers.report.words import Words

NAMED = 8


def gaps(release: Release) -> Prose | None:
    """A warning of what the report's year lacks; nothing where all was received and accepted."""
    w = Words(release)
    latest = release.sources[release.sources["year"] == w.year]
    absent = latest["sha256"] == NOT_RECEIVED
    whole = absent.groupby(latest["province"]).transform("all")
    sentences = [
        _returns(w, latest[whole]),
        *_tables(w, latest[absent & ~whole]),
        _rows(w, int(latest["rows_rejected"].sum())),
        *(lower_bounds(w) if release.framework else ()),
    ]
    text = " ".join(escape.markdown(sentence) for sentence in sentences if sentence)
    return Prose(f"::: {{.callout-warning}}\n{text}\n:::") if text else None


def lower_bound(w: Words, indicator: str, years: Collection[int]) -> str:
    """That an indicator of these years is a minimum since months of stations were not received; else nothing."""
    coverage = w.release.coverage
    if w.release.indicator(indicator).table != "outreach" or coverage.empty:
        return ""
    chosen = coverage[coverage["month"].str[:4].isin([str(year) for year in years])]
    received, expected = (float(chosen[name].sum()) for name in ("received", "expected"))
    if received >= expected:
        return ""
    return w.say("minimum: {pct} of station reports received.", pct=w.percent(100.0 * received / expected))


def lower_bounds(w: Words) -> list[str]:
    """The indicators of the report's project that are minimums."""
    years = project_years(w.release)
    return [
        f"{each.label[w.language]}: {said}"
        for each in results_of(w.release)
        if each.indicator.measures and (said := lower_bound(w, each.indicator.measures, years))
    ]


def _returns(w: Words, lacking: pd.DataFrame) -> str:
    places = [w.place(str(slug)) for slug in lacking["province"].unique()]
    if not places:
        return ""
    names = ", ".join(places[:NAMED])
    if len(places) > NAMED:
        names = w.say("{names} and {n} more", names=names, n=len(places) - NAMED)
    return w.say(
        "No return of {year} was received from: {names}. Totals are without them.", year=w.year, names=names
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
