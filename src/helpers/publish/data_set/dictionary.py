"""dictionary.csv: what the data set's columns, codes and places mean, in English and Vietnamese."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple, TypeVar

import pandas as pd

from helpers.inputs.params.codelists import Codelists, read_codelists
from helpers.inputs.params.provinces import Provinces, read_provinces
from helpers.inputs.params.settings import Bilingual, read_settings
from helpers.inputs.params.tables import Tables, read_tables
from helpers.metrics.catalogue import Catalogue, read_catalogue
from helpers.metrics.indicator import ALL, TOTAL
from helpers.paths import Project
from helpers.report.reference import unit_word
from helpers.report.words import Messages

Told = TypeVar("Told")
LANGUAGES = (Messages("en"), Messages("vi"))


class DictionaryEntry(NamedTuple):
    """One code: of which part of the data set, and of which code it is a part; its name and meaning; its unit."""

    part: str
    code: str
    within: str
    label_en: str
    label_vi: str
    meaning_en: str = ""
    meaning_vi: str = ""
    unit: str = ""


def dictionary_of(project: Project, cells: pd.DataFrame) -> list[DictionaryEntry]:
    """Every column, and every code that the cells have.

    Raises:
        ParamsError: a params file is wrong.
    """
    settings = read_settings(project)
    in_law = partial(settings.in_law_of, max(settings.years))  # the words of today
    catalogue, lists = read_catalogue(project).worded(in_law), read_codelists(project).worded(in_law)
    tables, provinces = read_tables(project), read_provinces(project)
    return [
        *_columns(),
        *_indicators(catalogue, cells),
        *(DictionaryEntry("status", code, "", en, vi) for code, en, vi in _side_by_side(statuses)),
        *_places(provinces, cells),
        *_breakdowns(catalogue, lists, tables, cells),
    ]


def columns(w: Messages) -> dict[str, tuple[str, str]]:
    """Column of the data set -> its name and what it holds."""
    return {
        "indicator": (w.say("Indicator"), w.say("Identifier of the indicator")),
        "place": (w.say("Place"), w.say("Short name of the province or region; viet-nam is the nation")),
        "level": (w.say("Level"), w.say("Whether the place is a province, a region or the nation")),
        "vintage": (
            w.say("Set of provinces"),
            w.say(
                "63 until 30 June 2025, 34 from 1 July 2025; empty for the nation, which is the same in both"
            ),
        ),
        "period": (w.say("Period"), w.say("Year, quarter or month, such as 2023, 2023-Q2, 2023-05")),
        "dimension": (
            w.say("Breakdown"),
            w.say("What the indicator is split by; {total} where it is not split", total=TOTAL),
        ),
        "category": (w.say("Category"), w.say("Code of the category; {all} where it is not split", all=ALL)),
        "value": (w.say("Value"), w.say("The figure; empty where it is not shown")),
        "status": (w.say("Status"), w.say("Empty where the value is shown, or why it is not: c, x or z")),
        "unit": (w.say("Unit"), w.say("What the value counts; percent for a share")),
        "demonstration": (
            w.say("Demonstration data"),
            w.say("true where the figure is made up and describes no real event or person"),
        ),
        "report": (w.say("Report"), w.say("Folder of a published report that tells the figure")),
    }


def statuses(w: Messages) -> dict[str, str]:
    """Mark of a figure that is not shown -> why it is not."""
    return {"c": w.say("confidential"), "x": w.say("not available"), "z": w.say("not applicable")}


def _columns() -> Iterator[DictionaryEntry]:
    for name, english, vietnamese in _side_by_side(columns):
        yield DictionaryEntry("column", name, "", english[0], vietnamese[0], english[1], vietnamese[1])


def _side_by_side(told: Callable[[Messages], Mapping[str, Told]]) -> Iterator[tuple[str, Told, Told]]:
    """Each code with what is told of it in English and in Vietnamese."""
    english, vietnamese = (told(w) for w in LANGUAGES)
    return ((code, english[code], vietnamese[code]) for code in english)


def _indicators(catalogue: Catalogue, cells: pd.DataFrame) -> Iterator[DictionaryEntry]:
    there = set(cells["indicator"])
    for name, each in catalogue.items():
        if name in there:
            english, vietnamese = (
                f"{each.definition[code]} {each.limitations[code]}" for code in ("en", "vi")
            )
            yield DictionaryEntry(
                "indicator", name, each.table, *each.label.both, english, vietnamese, each.unit_text("en")
            )
    units = {each.unit_text("en"): each.unit for name, each in catalogue.items() if name in there}
    for text, unit in sorted(units.items()):
        yield DictionaryEntry("unit", text, "", *(unit_word(w, unit) for w in LANGUAGES))


def _places(provinces: Provinces, cells: pd.DataFrame) -> Iterator[DictionaryEntry]:
    regions: Mapping[str, Bilingual] = {
        each.slug: Bilingual(en=each.name_en, vi=each.name_vi) for each in provinces.regions
    }
    known = cells[["level", "place", "vintage"]].drop_duplicates().sort_values(["level", "place", "vintage"])
    for level, place, vintage in known.itertuples(index=False):
        if level == "nation":
            yield DictionaryEntry("place", place, "", *(w.say("Viet Nam") for w in LANGUAGES))
        elif level == "region":
            yield DictionaryEntry("place", place, vintage, *regions[place].both)
        elif place in provinces.by_vintage[vintage]:
            found = provinces.by_vintage[vintage][place]
            yield DictionaryEntry("place", place, vintage, found.name_en, found.name_vi)


def _breakdowns(
    catalogue: Catalogue, lists: Codelists, tables: Tables, cells: pd.DataFrame
) -> Iterator[DictionaryEntry]:
    """Dimensions and their categories; one of two columns, such as border.direction, has the names of both."""
    whole = [w.say("All") for w in LANGUAGES]
    yield DictionaryEntry("dimension", TOTAL, "", *whole)
    yield DictionaryEntry("category", ALL, TOTAL, *whole)
    split = cells[cells["dimension"] != TOTAL]
    for dimension, of_it in split.groupby("dimension", sort=True):
        parts = str(dimension).split(".")
        columns = tables[catalogue[of_it["indicator"].iloc[0]].table].columns
        yield DictionaryEntry(
            "dimension", str(dimension), "", *_joined(columns[part].label for part in parts)
        )
        for code in sorted(of_it["category"].unique()):
            codes = zip(parts, code.split("."), strict=True)
            labels = [lists.root[catalogue.codelist(part)].get(each) for part, each in codes]
            if all(labels):  # a code that params no longer have has no name
                yield DictionaryEntry("category", code, str(dimension), *_joined(filter(None, labels)))


def _joined(texts: Iterable[Bilingual]) -> tuple[str, str]:
    both = [each.both for each in texts]
    return "; ".join(en for en, _ in both), "; ".join(vi for _, vi in both)
