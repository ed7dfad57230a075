"""What the portal compares: the released totals of years and quarters, in the few bytes that a page can hold.

Every number is a cell of the data set (released_cells.py), so it stands in a published report. Nothing is added up, and
a place of one set of provinces never borrows a number from the other, unless both mean the same Border Guard commands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

from helpers.inputs.params.provinces import Provinces
from helpers.inputs.params.settings import Language, Settings, Vintage
from helpers.inputs.params.tables import read_tables
from helpers.metrics.catalogue import read_catalogue
from helpers.metrics.indicator import Indicator
from helpers.metrics.place_sums import NATION
from helpers.paths import Project
from helpers.portal.comparison_words import COMPARISON_WORDS, ComparisonWords
from helpers.privacy.linked import units_of
from helpers.privacy.release import Cell
from helpers.report.language import Unit, cell_text, quarter_short
from helpers.report.reference import unit_word
from helpers.report.words import Messages

ABSENT = "."
"""Stands for a cell that no report has."""
VINTAGES: tuple[Vintage, Vintage] = ("63", "34")


@dataclass(frozen=True)
class ComparedPlace:
    """A place as readers choose it: one row of a comparison.

    `id` stands in addresses and stays: the short name, with `.63` where a province or region of that name holds other
    commands since the merger. `vintages` are the sets of provinces whose numbers are this place's; `later` is the id
    of the place that it became part of.
    """

    id: str
    slug: str
    level: str
    vintages: tuple[Vintage, ...]
    later: str = ""


@dataclass(frozen=True)
class Compared:
    """The numbers, in no language: written once into the page.

    `cells` has for each indicator one text a place: the values of `times` in order, marks for those withheld, a full
    stop for those that no report has; trailing ones are left out.
    """

    times: tuple[str, ...]
    places: tuple[ComparedPlace, ...]
    cells: dict[str, tuple[str, ...]]

    @property
    def in_page(self) -> dict[str, object]:
        """What the page's script reads: a place's number in `cells` is its number among the names."""
        return {"times": self.times, "cells": self.cells}

    def value(self, indicator: str, place: int, time: str) -> str:
        """What stands for one cell."""
        held = self.cells[indicator][place].split()
        at = self.times.index(time)
        return held[at] if at < len(held) else ABSENT


NOTHING = Compared((), (), {})


@dataclass(frozen=True)
class LatestTable:
    """The numbers of the latest year about one subject, for readers without script; the places are `names`."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class ComparisonView:
    """The comparison in one language: its words, the names of what is compared, and the latest year as tables.

    `names` goes into the page as JSON: indicators as [id, label, unit, definition, subject, decimals, 1 for percent],
    places as [id, name, which of two that bear it, level, vintages, note, id of the later place].
    """

    words: ComparisonWords
    names: dict[str, object]
    year: str
    latest: tuple[LatestTable, ...]


def compared(cells: pd.DataFrame, provinces: Provinces, indicators: Sequence[str]) -> Compared:
    """The totals of years and quarters among released cells.

    Where both sets of provinces tell of one place, a cell that either withholds is withheld.
    """
    totals = cells[(cells["dimension"] == "total") & cells["period"].str.fullmatch(r"\d{4}(-Q[1-4])?")]
    places = tuple(_places(provinces))
    of = {(place.slug, vintage): at for at, place in enumerate(places) for vintage in place.vintages}
    times = tuple(sorted(totals["period"].unique()))
    held: dict[tuple[str, int], dict[str, str]] = {}
    columns = ("indicator", "place", "vintage", "period", "value", "status")
    rows = zip(*(totals[name].tolist() for name in columns), strict=True)
    for indicator, slug, vintage, period, value, status in rows:
        at = of.get((slug, vintage or VINTAGES[0]))
        if at is None:
            continue
        told = held.setdefault((indicator, at), {})
        if told.get(period) != "c":
            told[period] = status or f"{value:.10g}"
    met = sorted({at for _, at in held})
    return Compared(
        times,
        tuple(places[at] for at in met),
        {
            name: tuple(
                " ".join(told.get(time, ABSENT) for time in times).rstrip(f" {ABSENT}")
                for told in (held.get((name, at), {}) for at in met)
            )
            for name in indicators
            if any((name, at) in held for at in met)
        },
    )


def _places(provinces: Provinces) -> Iterator[ComparedPlace]:
    """Nation, regions, provinces since the merger, then those before it that hold other commands."""
    units = units_of(provinces, VINTAGES)

    def place(slug: str, level: str, later: str = "") -> Iterator[ComparedPlace]:
        old, new = (units.get((vintage, slug)) for vintage in VINTAGES)
        if old == new:
            yield ComparedPlace(slug, slug, level, VINTAGES)
            return
        if new:
            yield ComparedPlace(slug, slug, level, ("34",))
        if old:
            yield ComparedPlace(f"{slug}.63" if new else slug, slug, level, ("63",), later)

    yield from place(NATION, "nation")
    for region in provinces.regions:
        yield from place(region.slug, "region")
    found = [
        each
        for slug in dict.fromkeys(p.slug for v in reversed(VINTAGES) for p in provinces.commands(v))
        for each in place(slug, "province", provinces.successors.get(slug, ""))
    ]
    yield from sorted(found, key=lambda each: "34" not in each.vintages)


def comparison_view(
    project: Project, settings: Settings, provinces: Provinces, found: Compared, language: Language
) -> ComparisonView:
    """The comparison in one language, in the words of the newest law, as the page of indicators."""
    catalogue = read_catalogue(project).worded(partial(settings.in_law_of, max(settings.years)))
    tables, words = read_tables(project), COMPARISON_WORDS[language]
    shown = [catalogue[name] for name in found.cells]
    subjects = {each.table: tables[each.table].label[language] for each in shown}
    names = {place.id: _name(provinces, place, language) for place in found.places}
    which = {place.id: _which(place, words) for place in found.places}
    years = [time for time in found.times if "-" not in time]
    return ComparisonView(
        words,
        {
            "indicators": [
                [
                    each.id, each.label[language], unit_word(Messages(language), each.unit),
                    each.definition[language], subjects[each.table], each.decimals, int(each.quantity.percentage),
                ]
                for each in shown
            ],
            "places": [
                [
                    place.id, names[place.id], which[place.id], place.level, " ".join(place.vintages),
                    _note(provinces, place, names[place.id], words, language), place.later,
                ]
                for place in found.places
            ],
            "quarters": [quarter_short(number, language) for number in (1, 2, 3, 4)],
            "words": {name: getattr(words, name) for name in words.__dataclass_fields__},
        },
        years[-1] if years else "",
        tuple(_latest(found, shown, subjects, names, which, years[-1], language)) if years else (),
    )  # fmt: skip


def _name(provinces: Provinces, place: ComparedPlace, language: Language) -> str:
    if place.level == "nation":
        return "Việt Nam" if language == "vi" else "Viet Nam"
    if place.level == "region":
        return provinces.region(place.slug).name(language)
    return provinces.get(place.slug, place.vintages[0]).name(language)


def _which(place: ComparedPlace, words: ComparisonWords) -> str:
    """When a place was what it is, where that has an end or a beginning."""
    if place.vintages == VINTAGES:
        return ""
    return words.since if place.vintages == ("34",) else words.until


def _note(
    provinces: Provinces, place: ComparedPlace, name: str, words: ComparisonWords, language: Language
) -> str:
    """What the merger did to a place; nothing where it did nothing."""
    if place.vintages == VINTAGES:
        return ""
    if place.level == "region":
        return words.region_changed.format(place=name)
    if place.vintages == ("34",):
        parts = provinces.get(place.slug, "34").parts
        return words.joined.format(
            place=name, parts=", ".join(provinces.get(part, "63").name(language) for part in parts)
        )
    later = provinces.get(place.later, "34").name(language)
    if later == name:
        name, later = f"{name} ({words.until})", f"{later} ({words.since})"
    return words.went_into.format(place=name, later=later)


def _latest(
    found: Compared,
    shown: Sequence[Indicator],
    subjects: Mapping[str, str],
    names: Mapping[str, str],
    which: Mapping[str, str],
    year: str,
    language: Language,
) -> Iterator[LatestTable]:
    """One table a subject; places and indicators of which nothing is published in the year are left out."""
    for subject, title in subjects.items():
        about = [
            each
            for each in shown
            if each.table == subject
            and any(found.value(each.id, at, year) != ABSENT for at in range(len(found.places)))
        ]
        rows = []
        for at, place in enumerate(found.places):
            values = [found.value(each.id, at, year) for each in about]
            if set(values) - {ABSENT}:
                name = names[place.id] + (f" ({which[place.id]})" if which[place.id] else "")
                rows.append(
                    (
                        name,
                        tuple(
                            _written(value, each, language) for value, each in zip(values, about, strict=True)
                        ),
                    )
                )
        if rows:
            yield LatestTable(title, tuple(each.short_label[language] for each in about), tuple(rows))


def _written(value: str, indicator: Indicator, language: Language) -> str:
    if value == ABSENT:
        return "–"
    if value in ("c", "x", "z"):
        return f"[{value}]"
    unit: Unit = "percent" if indicator.quantity.percentage else "number"
    return cell_text(Cell(float(value), "shown"), language, unit, indicator.decimals)
