"""Two sets of packets compared: numbers, words, charts, and through what; and what of it may leave this machine.

Values of guarded indicators, and sentences of reports that tell changed ones, are for the operator's own page: what two
packets tell together was not decided together unless both were published from here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any

import pandas as pd

from helpers.errors import WorkbookError
from helpers.execute.limits import processors
from helpers.inputs.params.settings import Vintage, read_settings, read_year
from helpers.metrics.catalogue import read_catalogue
from helpers.metrics.facts import compute_facts
from helpers.metrics.revisions import compute_revisions
from helpers.paths import Project
from helpers.privacy.decision import guarded_indicators
from helpers.review.compared_cells import Through, changed_cells, throughs
from helpers.review.compared_pages import ExhibitChange, TextChange, changes_of_pages
from helpers.review.packet_sides import PacketPair, Side, pairs_of

MANY = 16
"""From so many reports on, pages are read by several processes."""
_FACT = ["indicator", "place", "period", "breakdown", "category"]


@dataclass(frozen=True)
class Comparison:
    """What differs between two sides. `came` and `went` are reports that one side has alone."""

    before: str
    after: str
    reports: int
    changed: tuple[str, ...]
    came: tuple[str, ...]
    went: tuple[str, ...]
    through: dict[str, list[Through]]
    cells: pd.DataFrame
    texts: tuple[TextChange, ...]
    exhibits: tuple[ExhibitChange, ...]
    guarded: frozenset[str]

    @property
    def is_same(self) -> bool:
        """Whether every report is on both sides with the same bytes."""
        return not (self.changed or self.came or self.went)


def compare(
    project: Project,
    before: Side,
    after: Side,
    *,
    reports: Collection[str] = (),
    languages: Collection[str] = (),
) -> Comparison:
    """Everything that differs between two sides.

    Raises:
        ParamsError: neither side has such a report.
        OutputError: a packet is not whole.
    """
    pairs = pairs_of(before, after, reports, languages)
    times = (before.time, after.time) if before.time and after.time and before.time != after.time else None
    unlike = [pair for pair in pairs if not pair.is_same]
    causes = {} if times else {pair.report: throughs(pair) for pair in unlike}
    catalogue = read_catalogue(project)
    found = list(_changes_of_pages([] if times else unlike))
    return Comparison(
        before.name,
        after.name,
        len(pairs),
        tuple(pair.report for pair in unlike if pair.before and pair.after),
        tuple(pair.report for pair in pairs if pair.before is None),
        tuple(pair.report for pair in pairs if pair.after is None),
        causes,
        changed_cells(pairs, times, causes, catalogue),
        tuple(each for each in found if isinstance(each, TextChange)),
        tuple(each for each in found if isinstance(each, ExhibitChange)),
        frozenset(guarded_indicators(catalogue)),
    )


def _changes_of_pages(unlike: Sequence[PacketPair]) -> Iterator[TextChange | ExhibitChange]:
    if len(unlike) < MANY:
        for pair in unlike:
            yield from changes_of_pages(pair)
        return
    with ProcessPoolExecutor(processors()) as pool:
        for changes in pool.map(_all_changes_of_pages, unlike, chunksize=8):
            yield from changes


def _all_changes_of_pages(pair: PacketPair) -> list[TextChange | ExhibitChange]:
    return list(changes_of_pages(pair))


def exact_differences(project: Project, before: Side, after: Side) -> pd.DataFrame:
    """Exact numbers of guarded indicators that differ, for the operator's eyes alone: fact, before, after.

    Of a revision that was built, they are counted from what it was built from; of packets of this project they are
    those that the newest returns changed. Nothing where the records are not there any more.

    Raises:
        ParamsError: a params file is wrong.
    """
    guarded = guarded_indicators(read_catalogue(project))
    years = sorted({int(name[:4]) for name in after.packets} & set(map(int, read_settings(project).years)))
    tables = []
    for year in years:
        try:
            if before.project or after.project:
                tables.append(_facts_of_both(before.project or project, after.project or project, year))
            else:
                tables.append(compute_revisions(project, year))
        except WorkbookError:
            continue
    every = (
        pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=[*_FACT, "before", "after"])
    )
    chosen: pd.DataFrame = every[every["indicator"].isin(guarded)].reset_index(drop=True)
    return chosen


def _facts_of_both(one: Project, other: Project, year: int) -> pd.DataFrame:
    vintage: Vintage = read_year(other, year).vintage
    old, new = (compute_facts(each, year, vintage)[[*_FACT, "value"]] for each in (one, other))
    both = old.merge(new, on=_FACT, how="outer", suffixes=("_before", "_after"), validate="1:1")
    both = both.rename(columns={"value_before": "before", "value_after": "after"})
    same = (both["before"] == both["after"]).fillna(False) | (both["before"].isna() & both["after"].isna())
    unlike: pd.DataFrame = both.loc[~same, [*_FACT, "before", "after"]]
    return unlike


def for_others(comparison: Comparison) -> dict[str, Any]:
    """The comparison as it may be printed, posted and kept by a CI: no value of a guarded indicator is in it."""
    cells = comparison.cells
    hidden = cells["indicator"].isin([*comparison.guarded])
    rows = cells.astype({"before": object, "after": object})
    rows.loc[hidden, ["before", "after"]] = None
    rows = rows.where(rows.notna(), None).assign(guarded=hidden)
    telling = {report for reports in cells.loc[hidden, "reports"] for report in reports}
    masked = {_without_language(report) for report in telling}
    return {
        "before": comparison.before,
        "after": comparison.after,
        "reports": comparison.reports,
        "changed": list(comparison.changed),
        "came": list(comparison.came),
        "went": list(comparison.went),
        "through": [
            {"kind": kind, "what": said, "reports": names}
            for (kind, said), names in grouped_throughs(comparison).items()
        ],
        "cells": rows.to_dict("records"),
        "texts": _texts(comparison.texts, masked),
        "exhibits": [
            {"report": each.report, "id": each.id, "change": each.what} for each in comparison.exhibits
        ],
    }


def grouped_throughs(comparison: Comparison) -> dict[tuple[str, str], list[str]]:
    """Each thing that reports differ through, by kind and words -> the reports."""
    found: dict[tuple[str, str], list[str]] = {}
    for report, causes in comparison.through.items():
        for each in causes:
            found.setdefault((each.kind, each.said), []).append(report)
    return found


def counts_of(comparison: Comparison, report: str) -> dict[str, Any]:
    """How one report differs, in numbers. Its cells may be told by the name of its other language."""
    own = _without_language(report)
    cells = [reports for reports in comparison.cells["reports"] if own in map(_without_language, reports)]
    return {
        "with": comparison.before,
        "is_new": report in comparison.came,
        "numbers": len(cells),
        "sentences": sum(each.report == report for each in comparison.texts),
        "exhibits": sum(each.report == report for each in comparison.exhibits),
    }


def _without_language(report: str) -> tuple[str, ...]:
    return tuple(part for part in report.split("/") if part not in ("en", "vi"))


def _texts(changes: Sequence[TextChange], masked: Collection[tuple[str, ...]]) -> list[dict[str, Any]]:
    """Each change of words once, with its places; of reports that tell changed guarded numbers, these alone."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for each in changes:
        hidden = _without_language(each.report) in masked
        words = (each.section, "", "") if hidden else ("", each.before, each.after)
        found.setdefault(words, []).append(f"{each.report}, {each.section or each.page}")
    return [
        {"before": before or None, "after": after or None, "places": list(dict.fromkeys(places))}
        for (_, before, after), places in found.items()
    ]
