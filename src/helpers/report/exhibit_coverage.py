"""Of which places and years an exhibit's numbers are; where that is not known, it does not say how complete they are.

Codes tell it, else labels, else the released cells that the numbers are. Numbers that were computed, where `pivot` and
`groupby` lose `attrs`, may be of all that the notebook was given of their indicators.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pandas as pd
from pandas.api.types import is_numeric_dtype

from helpers.inputs.params.report_time import months_of
from helpers.privacy.release import Release
from helpers.privacy.scope import NATION
from helpers.privacy.sourced_number import ReleasedCell
from helpers.report.current import beside
from helpers.report.data_table import TextTable
from helpers.report.sourced_text import SourcedText
from helpers.report.table_sources import period_of
from helpers.report.words import Words

Keys = Collection[tuple[str, ...]]
"""Indicator, place and period, then breakdown and category."""


def years_covered(
    frame: pd.DataFrame, table: TextTable, words: Words, indicators: Collection[str]
) -> list[int]:
    """The years that the numbers are of, where these are of the report's own place and part of a year.

    Places in its own count, where the notebook was given all of them. Empty where the report cannot say how complete
    the numbers are.
    """
    release = words.release
    cells = [*_cells_in(table)]
    given = [key for each in beside(release) for key in each.all_given if key[0] in indicators]
    if not _is_of_own_place(frame, words, cells, given):
        return []
    periods = _periods(frame, cells)
    if release.scope.period and not _are_in_part(periods or {key[2] for key in given}, words):
        return []
    found = _years_labelled(frame, release) or {period[:4] for period in periods or (key[2] for key in given)}
    return [year for year in release.scope.years if str(year) in found]


def _cells_in(table: TextTable) -> Iterator[ReleasedCell]:
    for row in table.rows:
        for text in row.cells:
            for number in text.numbers if isinstance(text, SourcedText) else ():
                yield from number.cells


def _is_of_own_place(frame: pd.DataFrame, words: Words, cells: Keys, given: Keys) -> bool:
    """Whether the numbers are of the report's place, or of places in it that the notebook was given all of."""
    release = words.release
    labelled = _places_labelled(frame, words)
    if release.framework and release.framework.project.provinces != "all":
        return NATION in labelled or not labelled & {*release.framework.project.provinces}
    own, inside = release.scope.place, set().union(*_levels_in(release))
    known = labelled or {key[1] for key in cells}
    asked = {key[1] for key in given}
    if not known:
        return {own} == asked or (own in asked and asked <= {own, *inside})
    if own in known:
        return known <= {own, *inside}
    return len(known) > 1 and known <= inside and any(level <= asked for level in _levels_in(release))


def _levels_in(release: Release) -> list[set[str]]:
    """The provinces in the report's place; of the nation the regions, too."""
    if release.scope.province:
        return []
    commands = release.provinces.commands(release.scope.vintage)
    if release.scope.region:
        return [{each.slug for each in commands if each.region == release.scope.region}]
    return [{each.slug for each in commands}, {each.region for each in commands}]


def _places_labelled(frame: pd.DataFrame, words: Words) -> set[str]:
    """The places that codes name, else labels of rows and columns, and texts in columns."""
    if "place_code" in frame.columns:
        return {str(code) for code in frame["place_code"].unique()}
    provinces = words.release.provinces
    commands = provinces.commands(words.release.scope.vintage)
    slugs = [*(each.slug for each in commands), *(each.slug for each in provinces.regions), NATION]
    names = {name: slug for slug in slugs for name in (slug, words.place(slug))}
    found = {names[text] for text in map(str, _labels(frame)) if text in names}
    for at, name in enumerate(frame.columns):
        if name != "region" and not is_numeric_dtype(frame.dtypes.iloc[at]):
            found |= {names[text] for text in map(str, frame.iloc[:, at].unique()) if text in names}
    return found


def _years_labelled(frame: pd.DataFrame, release: Release) -> set[str]:
    if "year" in frame.columns:
        return {*map(str, frame["year"].dropna())}
    return {str(year) for year in release.scope.years} & {*map(str, _labels(frame))}


def _periods(frame: pd.DataFrame, cells: Keys) -> set[str]:
    """The periods that the numbers are of, where a column or their cells tell them."""
    if "period" in frame.columns and isinstance(frame["period"].dtype, pd.PeriodDtype):
        return {period_of(each) for each in frame["period"].dropna().unique()}
    return {key[2] for key in cells}


def _are_in_part(periods: Collection[str], words: Words) -> bool:
    """Whether periods lie in the part of a year that the report is on, in whichever year."""
    return all({*months_of(each)} <= {*months_of(words.time(int(each[:4])))} for each in periods)


def _labels(frame: pd.DataFrame) -> Iterator[object]:
    """The labels of rows and columns, level by level."""
    for axis in (frame.columns, frame.index):
        for level in range(axis.nlevels):
            yield from axis.get_level_values(level).unique()
