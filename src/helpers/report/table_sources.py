"""Which released cell each number of a DataFrame is: its value and its labels, which pandas keeps, tell it together.

A tidy frame of `release.data` has the codes. Of any other the labels of a number's row and column say what they say;
what they leave open (the place, the part of a project) is the same in the whole table, and so that most of its numbers
fit. A number counts as a cell only if the cell has exactly this value; one that was computed is none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, NamedTuple

import pandas as pd

from helpers.metrics.indicator import ALL, TOTAL
from helpers.privacy.release import Cell, Release
from helpers.privacy.scope import NATION
from helpers.privacy.sourced_number import ReleasedCell, SourcedNumber, cells_of
from helpers.report import language as lang
from helpers.report.current import beside
from helpers.report.missing_values import reason_of
from helpers.report.results import project_years
from helpers.report.words import Words

Cells = tuple[ReleasedCell, ...]
At = tuple[int, int]
Told = Mapping[str, str]
_SUM = "sum of the project's years"
_WITH = " / "
"""Between the labels of categories in one row (withheld_sums.py)."""
_OF_A_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Number:
    """A number of a table: where it stands, and the labels of its row and column."""

    where: At
    value: float
    labels: tuple[tuple[Hashable, Hashable], ...]
    """Each with the name of its level, which may be the name of a breakdown."""


class _Open(NamedTuple):
    """What the labels of a whole table leave open: place, time, breakdown and category."""

    place: str
    time: str
    breakdown: str
    category: str


def cells_of_tidy(frame: pd.DataFrame, release: Release) -> list[Cells]:
    """The cell that each row of a frame of `release.data` is, by its codes; none where its value is another's.

    Of frames that tell of a project alone (`release.project_data`), and of years added up (`report.over_years`), too.
    """
    if not {"indicator_code", "place_code", "value", "status"} <= set(frame.columns):
        return [()] * len(frame)
    parts = [
        str(name).removesuffix("_code")
        for name in frame.columns
        if str(name).endswith("_code") and name not in ("indicator_code", "place_code")
    ]
    rows = []
    for row in frame.to_dict("records"):
        split = [
            part for part in parts if isinstance(row[f"{part}_code"], str) and row[f"{part}_code"] != ALL
        ]
        breakdown = ".".join(split) or TOTAL
        category = ".".join(row[f"{part}_code"] for part in split) or ALL
        groups = [(breakdown, category)]
        if breakdown == TOTAL and release.framework and release.framework.project.code:
            groups.append(("project", release.framework.project.code))
        where, value = (str(row["indicator_code"]), str(row["place_code"])), row["value"]
        found = (
            _in_time(each, (*where, *group), row.get("period"), value)
            for each, group in product(beside(release), groups)
        )
        rows.append(next(filter(None, found), ()))
    return rows


def _in_time(release: Release, key: tuple[str, str, str, str], period: Any, value: Any) -> Cells:
    """The cell of a period with this value; where no period is told, those of the years that add up to it."""
    name, place, breakdown, category = key
    if period is not None:
        whole = name, place, period_of(period), breakdown, category
        return _same(release.given(*whole), value, whole)
    years = project_years(release) if release.framework else release.scope.years
    given = [release.given(name, place, str(year), breakdown, category) for year in years]
    total = sum(cell.value for cell in given if cell and cell.value is not None)
    return () if any(cell and cell.status == "c" for cell in given) or total != value else cells_of(total)


def _rest(
    release: Release, key: tuple[str, str, str], breakdown: str, told: Collection[str], value: Any
) -> Cells:
    """The cells of a whole and of its other parts, which leave this value for the parts that are told."""
    name, place, period = key
    whole = release.given(*key)
    codes = release.codelists.codes(release.catalogue.codelist(breakdown))
    others = [release.given(name, place, period, breakdown, code) for code in codes if code not in told]
    if whole is None or whole.value is None or any(cell and cell.value is None for cell in others):
        return ()
    rest = whole.value - sum(cell.value for cell in others if cell and cell.value is not None)
    return cells_of(rest) if rest == value else ()


def cells_across(frame: pd.DataFrame, wide: pd.DataFrame, across: str, release: Release) -> dict[At, Cells]:
    """The cells of a tidy frame's rows, where these stand in a table with the categories of one column side by side."""
    rows = {label: at for at, label in enumerate(wide.index)}
    columns = {label: at for at, label in enumerate(wide.columns)}
    labels = zip(*(frame[name] for name in wide.index.names), strict=True)
    found = {}
    for label, column, cells in zip(labels, frame[across], cells_of_tidy(frame, release), strict=True):
        if cells:
            found[rows[label if len(label) > 1 else label[0]], columns[column]] = cells
    return found


def sourced_rows(frame: pd.DataFrame, words: Words) -> list[float]:
    """The values of a frame of `release.data`; each that is not missing knows its cells."""
    found = zip(frame["value"], cells_of_tidy(frame, words.release), strict=True)
    return [value if pd.isna(value) else SourcedNumber(value, cells) for value, cells in found]


def sourced_values(
    values: pd.Series, words: Words, added: pd.DataFrame | None = None, indicators: Iterable[str] = ()
) -> list[Any]:
    """The values, which know their cells where the labels of rows and the Series' name tell them; missing ones stay.

    Those that add rows of a tidy frame up know the cells of these rows.
    """
    if added is not None:
        return [_sum_of(value, label, values, added, words) for label, value in values.items()]
    numbers = [
        Number((at, 0), value, ((values.index.name, label), (None, values.name)))
        for at, (label, value) in enumerate(zip(values.index, values, strict=True))
    ]
    cells = cells_of_numbers(numbers, words, indicators)
    return [
        each.value if pd.isna(each.value) else SourcedNumber(each.value, cells.get(each.where, ()))
        for each in numbers
    ]


def _sum_of(value: Any, label: Hashable, values: pd.Series, added: pd.DataFrame, words: Words) -> Any:
    rows = added
    named = [(values.index.name, label)]
    if values.index.name != "year" and values.name is not None:
        named.append(("year", values.name))
    for column, wanted in named:
        if column in rows.columns:
            rows = rows[rows[column] == wanted]
    total = sum(sourced_rows(rows, words))
    return total if not pd.isna(value) and total == value else value


def cells_of_numbers(numbers: Sequence[Number], words: Words, indicators: Iterable[str]) -> dict[At, Cells]:
    """The cells of a table's numbers, as far as its labels and their values tell.

    All are of one report: the notebook's own, or the one of those beside it that has more of them.
    """
    best: dict[At, Cells] = {}
    for release in beside(words.release):
        found = _of_report(numbers, Words(release), indicators)
        if len(found) > len(best):
            best = found
        if len(best) == len(numbers):
            break
    return best


def _of_report(numbers: Sequence[Number], words: Words, indicators: Iterable[str]) -> dict[At, Cells]:
    release = words.release
    labels, asked = _labels(words), [name for name in dict.fromkeys(indicators) if name in release.catalogue]
    known = {each.where: _told(each.labels, labels) for each in numbers}
    best: dict[At, Cells] = {}
    for left in _left_open(release):
        found = _with(numbers, known, left, release, asked)
        if len(found) > len(best):
            best = found
    return best


def _left_open(release: Release) -> Iterable[_Open]:
    places = [release.scope.place]
    if release.scope.province:
        places.append(release.region.slug)
    places = list(dict.fromkeys([*places, NATION]))
    parts, times = [(TOTAL, ALL)], [""]
    if release.framework:
        times.append(_SUM)
        if code := release.framework.project.code:
            parts.insert(0, ("project", code))
    return [_Open(place, time, *part) for place, time, part in product(places, times, parts)]


def _with(
    numbers: Sequence[Number],
    known: Mapping[At, Sequence[Told]],
    left: _Open,
    release: Release,
    asked: Sequence[str],
) -> dict[At, Cells]:
    """The cells if the labels leave this open."""
    found: dict[At, Cells] = {}
    nameless: list[Number] = []
    for each in numbers:
        if all("indicator" in told for told in known[each.where]):
            found[each.where] = _found(each, "", known[each.where], left, release)
        else:
            nameless.append(each)
    for line in (0, 1):  # rows, then columns: one indicator has all numbers of the line
        lines: dict[int, list[Number]] = defaultdict(list)
        for each in nameless:
            lines[each.where[line]].append(each)
        for group in lines.values():
            fitting = {}
            for name in asked:
                held = {each.where: _found(each, name, known[each.where], left, release) for each in group}
                if all(held.values()):
                    fitting[name] = held
            women = _women_among(found, group[0].where, release)
            names = [name for name in fitting if name in women] or [*fitting]
            if len(names) == 1:
                found |= fitting[names[0]]
        nameless = [each for each in nameless if each.where not in found]
    return {at: cells for at, cells in found.items() if cells}


def _women_among(found: Mapping[At, Cells], where: At, release: Release) -> set[str]:
    """The indicators that count the women among those of the row above: 'of whom women'."""
    above = found.get((where[0] - 1, where[1]), ())
    return {str(release.indicator(cell.indicator).women) for cell in above}


def _found(each: Number, name: str, variants: Sequence[Told], left: _Open, release: Release) -> Cells:
    """The cells of a number, on an indicator where its labels name none; none where no cell has its value."""
    found = {cells for told in variants if (cells := _cells(each, name, told, left, release))}
    return found.pop() if len(found) == 1 else ()


def _cells(each: Number, name: str, told: Told, left: _Open, release: Release) -> Cells:
    name, place = told.get("indicator", name), told.get("place", left.place)
    parts = {part: code for part, code in told.items() if part in release.catalogue.codelists}
    split = [(left.breakdown, left.category)]
    if parts:
        orders = [
            order for order in release.indicator(name).breakdown_columns.values() if set(order) == set(parts)
        ]
        split = [(".".join(order), ".".join(parts[part] for part in order)) for order in orders]
    period = told.get("year", str(release.scope.year)) + told.get("part", (release.scope.period or "")[4:])
    for breakdown, category in split:
        if left.time == _SUM and "year" not in told and "part" not in told:
            cells = _in_time(release, (name, place, breakdown, category), None, each.value)
        elif "together" in told:
            part, *codes = told["together"].split()
            cells = _rest(release, (name, place, period), part, codes, each.value)
        else:
            key = name, place, period, breakdown, category
            cells = _same(release.given(*key), each.value, key)
        if cells:
            return cells
    return ()


def _same(cell: Cell | None, value: Any, key: tuple[str, str, str, str, str]) -> Cells:
    """The cell, if it has this value, or is missing for the same reason."""
    if cell is None:
        return ()
    if cell.value is None:
        return (ReleasedCell(*key, f"[{cell.status}]"),) if reason_of(value) == cell.status else ()
    return cells_of(cell.value) if value == cell.value else ()


def _told(labels: Iterable[tuple[Hashable, Hashable]], known: Mapping[str, Sequence[Told]]) -> list[Told]:
    """What labels say of an indicator, a place, a time and a category; several, where one says several things."""
    variants: list[Told] = [{}]
    for level, label in labels:
        if isinstance(label, pd.Period):
            period = period_of(label)
            options: list[Told] = [{"year": period[:4], "part": period[4:]}]
        else:
            text = str(label)
            options = _together(text.split(_WITH), known) or [{}]
            for part in [text] if text in known else text.split(", "):
                of_part: Sequence[Told] = (
                    [{"year": part}] if _OF_A_YEAR.fullmatch(part) else known.get(part, [{}])
                )
                of_level = [told for told in of_part if str(level) in told]
                options = [{**one, **more} for one in options for more in (of_level or of_part)]
        variants = [{**one, **more} for one in variants for more in options]
    return variants


def _together(labels: Sequence[str], known: Mapping[str, Sequence[Told]]) -> list[Told]:
    """What the label of several categories that stand in one row says: 'Male / Not recorded'."""
    if len(labels) == 1:
        return []
    found = [{part: code for told in known.get(label, ()) for part, code in told.items()} for label in labels]
    shared = set.intersection(*map(set, found)) - {"indicator", "place", "part"}
    return [{"together": " ".join((part, *(each[part] for each in found)))} for part in sorted(shared)]


def _labels(words: Words) -> dict[str, list[Told]]:
    """What each label may stand for."""
    release, language = words.release, words.language
    found: list[tuple[str, dict[str, str]]] = []
    for name, each in release.catalogue.items():
        found += [(label[language], {"indicator": name}) for label in (each.label, each.short_label)]
        found.append((name, {"indicator": name}))
        for part in {part for parts in each.breakdown_columns.values() for part in parts}:
            for code in release.codelists.codes(release.catalogue.codelist(part)):
                found.append((words.code(part, code), {part: code}))
    slugs = [p.slug for p in release.provinces.commands(release.scope.vintage)]
    regions = [region.slug for region in release.provinces.regions]
    found += [(code, told) for _, told in found for part, code in told.items() if part != "indicator"]
    found += [(words.place(slug), {"place": slug}) for slug in (*slugs, *regions, NATION)]
    found += [(slug, {"place": slug}) for slug in (*slugs, *regions, NATION)]
    parts = [*(f"-Q{n}" for n in range(1, 5)), *(f"-{n:02d}" for n in range(1, 13))]
    found += [(lang.period_short(f"{release.scope.year}{part}", language), {"part": part}) for part in parts]
    for year in release.scope.years:
        for part in ("-H1", "-H2", *parts):
            period = f"{year}{part}"
            for text in {lang.period_long(period, language), lang.period_in_words(period, language)}:
                told = {"year": str(year), "part": part}
                found += [(text, told), (text[:1].upper() + text[1:], told)]
    labels: dict[str, list[Told]] = {}
    for label, told in found:
        if told not in labels.setdefault(label, []):
            labels[label].append(told)
    return labels


def period_of(value: Any) -> str:
    """A pandas period as the Release writes it."""
    kind = str(value.freqstr)[:1]
    if kind == "2":
        return f"{value.year}-H{1 if value.quarter < 3 else 2}"
    if kind == "Q":
        return f"{value.year}-Q{value.quarter}"
    return f"{value.year}-{value.month:02d}" if kind == "M" else str(value.year)
