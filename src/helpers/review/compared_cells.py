"""Which published numbers differ between two sets of packets, and through what: a return, a definition, code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

import pandas as pd
import pyarrow as pa

from helpers.metrics.catalogue import Catalogue
from helpers.privacy.decision import guarded_indicators
from helpers.privacy.scope import NATION
from helpers.publish.data_set.released_cells import KEY, SHOWN, cells_told, one_language_each
from helpers.publish.packet_key import RETURNS_PART, changes_between, returns_of
from helpers.publish.report_code import MAKERS
from helpers.review.packet_sides import PacketPair, without_language
from helpers.source_code.import_graph import closure, imported_packages
from helpers.source_code.installed_packages import WORKBOOK, versions_of
from helpers.source_code.module_hashes import Sources

COLUMNS = (*KEY, "change", "before", "before_status", "after", "after_status", "reports", "through")
CHANGED, WITHHELD, NOW_SHOWN, CAME, WENT = "changed", "withheld", "shown", "came", "went"
BESIDE = "protected beside other numbers that changed"
UNTOLD = "a return of people or cases, of which no packet has a hash, or other numbers beside it"
UNNAMED = "nothing that a packet names, such as the code that counts"
_CONFIDENTIAL = "c"
_KINDS = {
    RETURNS_PART: "return",
    "files": "setting",
    "folders": "setting",
    "packages": "package",
    "figures": "figures",
    "notebook": "notebook",
    "code": "code",
    "parameters": "parameter",
    "calendar": "setting",
    "corrections": "correction",
    "forms": "form",
    "look": "look",
}
_ORDER = ("return", "definition", *dict.fromkeys(_KINDS.values()))
"""What a number can change through is named first."""
_OF_CHOICE = ("notebook", "code", "parameter")
"""What decides which numbers a report tells, and changes none of them; a project's framework does so, too."""
_OF_PROJECT = "params/projects/"
_DEFINITIONS = re.compile(
    r"params/((indicators|tables|codelists|disclosure)\.yml|provinces/(?!tiles\.csv).*|years/.*) changed"
)
"""Files that say what is counted, of whom, and what of it is published; others have words, plans, a map's layout."""
_OF_YEAR = re.compile(r"params/years/(\d{4})\.yml ")
_OF_PROTECTION = "params/disclosure.yml "
_PACKAGE = re.compile(r"another version of ([^:]+): ")


@dataclass(frozen=True)
class Through:
    """Why a report is another: the kind of thing that changed, and what of it.

    `counts` says whether a released number can change through it; `file` is the return's, if it is one.
    """

    kind: str
    said: str
    counts: bool = False
    file: str = ""


def in_order(kind: str) -> int:
    """Where a kind of cause stands in a list: returns first, what only changes the look last."""
    return _ORDER.index(kind)


def throughs(pair: PacketPair) -> list[Through]:
    """All that a report differs through; nothing where a side has no such report.

    That its figures are others is told where nothing named says why, such as the code that makes them.
    """
    if pair.before is None or pair.after is None:
        return []
    found = []
    changes = changes_between(pair.before[1], pair.after[1])
    assets = {said.removeprefix("look changed: ") for part, said in changes if part == "look"}
    for part, said in changes:
        kind = _KINDS[part]
        if part == "files" and not said.startswith("params/"):
            if said.removesuffix(" changed") in assets:
                continue  # a file of the look that the notebook reads, too
            kind = "look"
        elif part == "files" and _DEFINITIONS.fullmatch(said):
            kind = "definition"
        file = said.removeprefix("return ").rsplit(" ", 1)[0] if kind == "return" else ""
        counts = kind in ("return", "definition") or kind == "package" and _is_of_counting(said)
        found.append(Through(kind, said, counts, file.removesuffix(" is")))
    is_named = any(each.counts for each in found)
    return [each for each in found if each.kind != "figures" or not is_named]


def _is_of_counting(said: str) -> bool:
    """Whether a package makes numbers from returns: one that only draws, writes or runs reports changes none."""
    named = _PACKAGE.match(said)
    return named is None or named[1] in _packages_of_counting()


@lru_cache(maxsize=1)
def _packages_of_counting() -> frozenset[str]:
    sources = Sources(None)
    return frozenset({WORKBOOK, *versions_of(imported_packages(closure(MAKERS, sources), sources))})


def told_cells(
    pairs: Sequence[PacketPair], times: tuple[str, str] | None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """All cells that reports tell before and after: report, `KEY`, value, status.

    Args:
        pairs: the reports; those whose files of numbers are the same are passed over, and one language of each is read.
        times: where two years are compared, these; periods are then told as those of the second.

    Raises:
        OutputError: a data file of a packet cannot be read.
    """
    chosen = one_language(_telling(pairs, times))
    before = _cells((pair.report, pair.before[0]) for pair in chosen if pair.before)
    after = _cells((pair.report, pair.after[0]) for pair in chosen if pair.after)
    if times:
        return _of_time(before, times[0], times[1]), _of_time(after, times[1], times[1])
    return before, after


def changed_cells(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """One row a number that differs: `COLUMNS` but the last, in the order of indicator, place and period.

    Args:
        before: what reports told, as `told_cells` has it.
        after: what they tell.
    """
    if before.empty and after.empty:
        return pd.DataFrame(columns=[*COLUMNS[:-1]])
    both = before.merge(
        after,
        on=["report", *KEY],
        how="outer",
        suffixes=("_before", "_after"),
        validate="1:1",
    )
    same_value = (both["value_before"] == both["value_after"]) | (
        both["value_before"].isna() & both["value_after"].isna()
    )
    unlike = both[~same_value | (both["status_before"] != both["status_after"])].copy()
    unlike["change"] = [_change(*each) for each in unlike[["status_before", "status_after"]].to_numpy()]
    shown = unlike.rename(
        columns={
            "value_before": "before",
            "value_after": "after",
            "status_before": "before_status",
            "status_after": "after_status",
        }
    )
    grouped = shown.groupby([*COLUMNS[:-2]], dropna=False, sort=True)
    told: pd.DataFrame = grouped["report"].agg(sorted).rename("reports").reset_index()
    return told


def in_each_language(
    cells: pd.DataFrame, pairs: Sequence[PacketPair], times: tuple[str, str] | None
) -> pd.DataFrame:
    """Changed cells with the reports in every language that tell them, of which one was read."""
    named: dict[tuple[str, ...], list[str]] = {}
    for pair in _telling(pairs, times):
        named.setdefault(without_language(pair.report), []).append(pair.report)
    every = [
        sorted(name for report in reports for name in named[without_language(report)])
        for reports in cells["reports"]
    ]
    return cells.assign(reports=pd.Series(every, index=cells.index, dtype=object))


def throughs_of_cells(
    cells: pd.DataFrame,
    pairs: Sequence[PacketPair],
    causes: Mapping[str, Sequence[Through]],
    catalogue: Catalogue,
) -> list[list[str]]:
    """What each changed cell changed through.

    Args:
        cells: changed cells.
        pairs: the reports.
        causes: report -> what it differs through.
        catalogue: the indicators, which say what table of the returns each number comes from.
    """
    origins = _Origins(_places_of_returns(pairs), catalogue)
    rows: list[dict[str, Any]] = cells.to_dict("records")  # type: ignore[assignment]
    return [origins.through(row, causes) for row in rows]


def one_language(pairs: Iterable[PacketPair]) -> list[PacketPair]:
    """One of each report's languages: both have the same cells. Where two years are compared, names have no time."""
    dated = {pair.report if pair.report.count("/") > 1 else f"0000/{pair.report}": pair for pair in pairs}
    return [dated[name] for name in one_language_each(dict.fromkeys(dated, Path()))]


def _telling(pairs: Iterable[PacketPair], times: tuple[str, str] | None) -> list[PacketPair]:
    """The reports of which numbers are compared: those whose files of them are other ones; of two years, every one."""
    return [pair for pair in pairs if not (pair.is_same if times else pair.has_same_numbers)]


def _cells(packets: Iterable[tuple[str, Path]]) -> pd.DataFrame:
    tables = [cells_told(report, folder) for report, folder in packets]
    columns = ["report", *KEY, "value", "status"]
    if not tables:
        return pd.DataFrame(
            {name: pd.Series(dtype="float64" if name == "value" else "str") for name in columns}
        )
    told = pa.concat_tables(tables).select(columns).to_pandas()
    told["status"] = told["status"].str.strip("[]")
    cells: pd.DataFrame = told.drop_duplicates(["report", *KEY])
    return cells


def _of_time(cells: pd.DataFrame, time: str, told_as: str) -> pd.DataFrame:
    own = cells[cells["period"].str[:4] == time[:4]]
    return own.assign(period=told_as[:4] + own["period"].str[4:])


def _change(before: object, after: object) -> str:
    if not isinstance(before, str):
        return CAME
    if not isinstance(after, str):
        return WENT
    if after == _CONFIDENTIAL:
        return WITHHELD
    return NOW_SHOWN if before == _CONFIDENTIAL and after == SHOWN else CHANGED


def _places_of_returns(pairs: Sequence[PacketPair]) -> dict[str, set[str]]:
    """The file of a return -> the places that its rows count for, by the reports of provinces that name it."""
    found: dict[str, set[str]] = {}
    for pair in pairs:
        for side in (pair.before, pair.after):
            if side and side[1].get("kind") == "province":
                for file in returns_of(side[1]):
                    found.setdefault(file, {NATION}).update(
                        {side[1]["place"], side[1].get("region") or NATION}
                    )
    return found


@dataclass(frozen=True)
class _Origins:
    """Which returns a number can come from: by places that each file of a return counts for, and by tables."""

    places: Mapping[str, set[str]]
    catalogue: Catalogue

    def through(self, cell: Mapping[str, Any], causes: Mapping[str, Sequence[Through]]) -> list[str]:
        """What a number changed through, among all that the reports that tell it differ through."""
        every = list(dict.fromkeys(each for report in cell["reports"] for each in causes.get(report, ())))
        every.sort(key=lambda each: in_order(each.kind))
        known = [each for each in every if each.counts]
        near = [each for each in known if self._can_change(each, cell)]
        if cell["change"] in (CAME, WENT):
            near += [each for each in every if each.kind in _OF_CHOICE or each.said.startswith(_OF_PROJECT)]
        if near or not every:
            return [each.said for each in near]
        if cell["indicator"] in guarded_indicators(self.catalogue):
            return [UNTOLD]
        if known:
            return [BESIDE]
        return [each.said for each in every if each.kind == "figures"] or [UNNAMED]

    def _can_change(self, cause: Through, cell: Mapping[str, Any]) -> bool:
        if cause.file:
            return self._is_of(cause.file, cell["indicator"], cell["place"])
        if year := _OF_YEAR.match(cause.said):
            return str(cell["period"]).startswith(year[1])
        if cause.said.startswith(_OF_PROTECTION):  # it withholds numbers, and changes none that is shown
            return not cell["before_status"] == cell["after_status"] == SHOWN
        return True

    def _is_of(self, file: str, indicator: str, place: str) -> bool:
        table = PurePosixPath(file).stem
        tables = {each.table for each in self.catalogue.values()}
        own = self.catalogue[indicator].table if indicator in self.catalogue else table
        return place in self.places.get(file, {place}) and (table == own or table not in tables)
