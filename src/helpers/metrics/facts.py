"""Exact facts of a year: every indicator at every place and period. Not for publication.

One row a fact: indicator, level, place, year, period, breakdown, category, value, base, rows, blank. `base` is what a
quotient divides by; of a part that rows may leave blank, the whole in the rows that tell it. Units of an older vintage
are mapped forward to the provinces of the report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.inputs.params.codelists import Codelists, read_codelists
from helpers.inputs.params.provinces import Provinces, read_provinces
from helpers.inputs.params.settings import Vintage
from helpers.inputs.params.tables import Tables, read_tables
from helpers.inputs.records.checked_records import IntakeEntry, read_intake, records_in_pieces
from helpers.metrics.catalogue import Catalogue, read_catalogue
from helpers.metrics.counting import Counted, Tally, categories_of, count, names, tally
from helpers.metrics.indicator import TOTAL, Indicator
from helpers.metrics.periods import grain_of, periods_of
from helpers.metrics.place_sums import Places, places_of
from helpers.metrics.reported import coded_records, dated_by
from helpers.paths import Project

COLUMNS = (
    *("indicator", "level", "place", "year", "period", "breakdown", "category"),
    *("value", "base", "rows", "blank"),
)


@dataclass(frozen=True)
class Definitions:
    """What records mean: indicators, tables, codelists and provinces."""

    catalogue: Catalogue
    tables: Tables
    codelists: Codelists
    provinces: Provinces


def compute_facts(project: Project, year: int, vintage: Vintage) -> pd.DataFrame:
    """Exact facts of a year, for the provinces of one vintage.

    Raises:
        ParamsError: a params file is wrong, or the year's returns are of a later vintage.
        ReturnError: nothing of this year was taken in.
    """
    definitions = read_definitions(project)
    records = {
        name: records_in_pieces(project, year, name, columns_needed(name, definitions))
        for name in tables_counted(definitions.catalogue)
    }
    return facts_from(records, read_intake(project, year), definitions, year, vintage)


def read_definitions(project: Project) -> Definitions:
    """The project's definitions.

    Raises:
        ParamsError: a params file is wrong.
    """
    return Definitions(
        read_catalogue(project), read_tables(project), read_codelists(project), read_provinces(project)
    )


def facts_from(
    records: Mapping[str, Iterable[pd.DataFrame]],
    intake: Iterable[IntakeEntry],
    definitions: Definitions,
    year: int,
    vintage: Vintage,
) -> pd.DataFrame:
    """Facts from the records of each table, in pieces, and from the list of files that were taken in."""
    entries = list(intake)
    parts = [
        facts_of_table(name, records[name], entries, definitions, year, vintage)
        for name in tables_counted(definitions.catalogue)
    ]
    return pd.concat(parts, ignore_index=True)


def tables_counted(catalogue: Catalogue) -> list[str]:
    """The tables that indicators count, in the order of their first."""
    return list(dict.fromkeys(indicator.table for indicator in catalogue.values()))


def facts_of_table(
    name: str,
    records: Iterable[pd.DataFrame],
    intake: Iterable[IntakeEntry],
    definitions: Definitions,
    year: int,
    vintage: Vintage,
) -> pd.DataFrame:
    """Facts of the indicators that count one table, whose records come in one piece or more."""
    places = places_of(definitions.provinces, vintage)
    entries = [entry for entry in intake if entry.table == name]
    tallies: dict[tuple[str, str], Tally] = {}
    received: npt.NDArray[np.bool_] | None = None
    for piece in records:
        coded = coded_records(piece, definitions.tables[name], entries, places, definitions.provinces)
        received = coded.received if received is None else received | coded.received
        for indicator in definitions.catalogue.in_table(name):
            for breakdown, columns in _breakdowns(indicator).items():
                categories = _categories(indicator, columns, definitions)
                part = tally(coded, indicator, columns, categories, part_of(indicator, definitions.tables))
                key = indicator.id, breakdown
                tallies[key] = tallies[key] + part if key in tallies else part
    assert received is not None, "there is one piece at least, be it empty"
    parts = [
        part
        for indicator in definitions.catalogue.in_table(name)
        for part in _facts_of(indicator, tallies, received, places, definitions, year)
    ]
    return pd.concat(parts, ignore_index=True)


def columns_needed(name: str, definitions: Definitions) -> list[str]:
    """The columns of a table that its indicators read, in order of the table."""
    table = definitions.tables[name]
    used = {dated_by(table)[0]} if table.dated_by else set()
    for indicator in definitions.catalogue.in_table(name):
        divided_by = indicator.per or part_of(indicator, definitions.tables)
        used |= {indicator.measure, *([divided_by] if divided_by else []), *indicator.filters}
        used |= {column for columns in indicator.breakdown_columns.values() for column in columns}
    return [*(column for column in table.columns if column in used), "province", "vintage"]


def part_of(indicator: Indicator, tables: Tables) -> str | None:
    """The column that a summed one is a part of, where rows may leave the part blank: attendances of women."""
    columns = tables[indicator.table].columns
    measure = columns.get(indicator.measure)
    if indicator.aggregation != "sum" or measure is None or not measure.optional or measure.within is None:
        return None
    return None if columns[measure.within].optional else measure.within


def _facts_of(
    indicator: Indicator,
    tallies: Mapping[tuple[str, str], Tally],
    received: npt.NDArray[np.bool_],
    places: Places,
    definitions: Definitions,
    year: int,
) -> Iterator[pd.DataFrame]:
    grain = grain_of(dated_by(definitions.tables[indicator.table])[1])
    for breakdown, columns in _breakdowns(indicator).items():
        categories = names(_categories(indicator, columns, definitions))
        kinds = indicator.periods if breakdown == TOTAL else indicator.breakdown_periods
        periods = periods_of(year, kinds, grain)
        counted = count(tallies[indicator.id, breakdown], received, indicator, places, periods)
        yield _frame(indicator.id, breakdown, categories, counted, places, periods.labels, year)


def _breakdowns(indicator: Indicator) -> dict[str, tuple[str, ...]]:
    return {TOTAL: (), **indicator.breakdown_columns}


def _categories(
    indicator: Indicator, columns: Sequence[str], definitions: Definitions
) -> list[tuple[str, ...]]:
    return categories_of(indicator, columns, definitions.catalogue, definitions.codelists)


def _frame(
    indicator: str,
    breakdown: str,
    categories: list[str],
    counted: Counted,
    places: Places,
    periods: tuple[str, ...],
    year: int,
) -> pd.DataFrame:
    cells = counted.value.size
    each_place, each_period = cells // len(places.slugs), len(categories)
    return pd.DataFrame(
        {
            "indicator": pd.array([indicator] * cells, dtype="string"),
            "level": pd.array(np.repeat(np.array(places.levels, dtype=object), each_place), dtype="string"),
            "place": pd.array(np.repeat(np.array(places.slugs, dtype=object), each_place), dtype="string"),
            "year": pd.array([year] * cells, dtype="Int64"),
            "period": pd.array(
                np.tile(np.repeat(np.array(periods, dtype=object), each_period), len(places.slugs)),
                dtype="string",
            ),
            "breakdown": pd.array([breakdown] * cells, dtype="string"),
            "category": pd.array(categories * (cells // each_period), dtype="string"),
            "value": _nullable(counted.value),
            "base": _nullable(counted.base),
            "rows": pd.array(counted.rows.ravel(), dtype="Int64"),
            "blank": pd.array(counted.blank.ravel(), dtype="Int64"),
        },
        columns=list(COLUMNS),
    )


def _nullable(values: npt.NDArray[np.float64]) -> pd.api.extensions.ExtensionArray:
    flat = values.ravel()
    return pd.arrays.FloatingArray(np.nan_to_num(flat), np.isnan(flat))
