"""Two sets of packets compared: numbers, words, charts, and through what; and what of it may leave this machine.

Values of guarded indicators, and sentences of reports that tell changed ones, are for the operator's own page: what two
packets tell together was not decided together unless both were published from here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from helpers.metrics.catalogue import read_catalogue
from helpers.paths import Project
from helpers.privacy.decision import guarded_indicators
from helpers.review.compared_cells import (
    Through,
    changed_cells,
    in_each_language,
    in_order,
    throughs,
    throughs_of_cells,
    told_cells,
)
from helpers.review.compared_pages import (
    MARKUP,
    SCRIPT,
    STYLE,
    ExhibitChange,
    LookChange,
    TextChange,
    changes_of_pages,
)
from helpers.review.packet_sides import PacketPair, Side, pairs_of, without_language

_LOOK_OF_PAGES = {
    STYLE: (".css", ".html", ".ttf"),
    SCRIPT: (".js", ".html"),
    MARKUP: (".html", ".lua"),
}
"""What of a page of HTML looks otherwise -> the files of the look that make it."""


@dataclass(frozen=True)
class Comparison:
    """What differs between two sides.

    `came` and `went` are reports that one side has alone; `told` is what reports with other numbers tell on both sides;
    `times` are the two years, where two are compared.
    """

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
    looks: tuple[LookChange, ...]
    guarded: frozenset[str]
    pairs: tuple[PacketPair, ...]
    told: tuple[pd.DataFrame, pd.DataFrame]
    times: tuple[str, str] | None

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
    told = told_cells(pairs, times)
    cells = in_each_language(changed_cells(*told), pairs, times)
    cells["through"] = throughs_of_cells(cells, pairs, causes, catalogue)
    found = [] if times else [change for pair in unlike for change in changes_of_pages(pair)]
    return Comparison(
        before.name,
        after.name,
        len(pairs),
        tuple(pair.report for pair in unlike if pair.before and pair.after),
        tuple(pair.report for pair in pairs if pair.before is None),
        tuple(pair.report for pair in pairs if pair.after is None),
        causes,
        cells,
        tuple(each for each in found if isinstance(each, TextChange)),
        tuple(each for each in found if isinstance(each, ExhibitChange)),
        tuple(each for each in found if isinstance(each, LookChange)),
        frozenset(guarded_indicators(catalogue)),
        tuple(pairs),
        told,
        times,
    )


def for_others(comparison: Comparison) -> dict[str, Any]:
    """The comparison as it may be printed, posted and kept by a CI: no value of a guarded indicator is in it."""
    cells = comparison.cells
    hidden = cells["indicator"].isin([*comparison.guarded])
    rows = cells.astype({"before": object, "after": object})
    rows.loc[hidden, ["before", "after"]] = None
    rows = rows.where(rows.notna(), None).assign(guarded=hidden)
    telling = {report for reports in cells.loc[hidden, "reports"] for report in reports}
    masked = {without_language(report) for report in telling}
    return {
        "before": comparison.before,
        "after": comparison.after,
        "years": list(comparison.times) if comparison.times else None,
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
        "looks": _looks(comparison),
    }


def grouped_throughs(comparison: Comparison) -> dict[tuple[str, str], list[str]]:
    """Each thing that reports differ through, by kind and words -> the reports; returns first."""
    found: dict[tuple[str, str], list[str]] = {}
    for report, causes in comparison.through.items():
        for each in causes:
            found.setdefault((each.kind, each.said), []).append(report)
    return dict(sorted(found.items(), key=lambda item: in_order(item[0][0])))


def _looks(comparison: Comparison) -> list[dict[str, Any]]:
    """What of the look of pages of HTML is another, through which files of the look, on which pages."""
    found = []
    for what, suffixes in _LOOK_OF_PAGES.items():
        pages = [each for each in comparison.looks if each.what == what]
        reports = {each.report for each in pages}
        files = [
            each.said.removeprefix("look changed: ")
            for report, causes in comparison.through.items()
            for each in causes
            if report in reports and each.kind == "look" and each.said.endswith(suffixes)
        ]
        if pages:
            named = [f"{each.report}, {each.page}" for each in pages]
            found.append({"what": what, "files": list(dict.fromkeys(files)), "pages": named})
    return found


def counts_of(comparison: Comparison, report: str) -> dict[str, Any]:
    """How one report differs, in numbers."""
    return {
        "with": comparison.before,
        "is_new": report in comparison.came,
        "numbers": sum(report in reports for reports in comparison.cells["reports"]),
        "sentences": len({(each.before, each.after) for each in comparison.texts if each.report == report}),
        "exhibits": sum(each.report == report for each in comparison.exhibits),
    }


def _texts(changes: Sequence[TextChange], masked: Collection[tuple[str, ...]]) -> list[dict[str, Any]]:
    """Each change of words once, with its places; of reports that tell changed guarded numbers, these alone.

    `sentences` counts what an entry tells and none before it does: their sum is how many sentences changed.
    """
    found: dict[tuple[str, str, str], list[str]] = {}
    counts: Counter[tuple[str, str, str]] = Counter()
    counted: set[tuple[str, str]] = set()
    for each in changes:
        hidden = without_language(each.report) in masked
        words = (each.section, "", "") if hidden else ("", each.before, each.after)
        found.setdefault(words, []).append(f"{each.report}, {each.section or each.page}")
        counts[words] += (each.before, each.after) not in counted
        counted.add((each.before, each.after))
    return [
        {
            "before": words[1] or None,
            "after": words[2] or None,
            "places": list(dict.fromkeys(places)),
            "sentences": counts[words],
        }
        for words, places in found.items()
    ]
