"""params/indicators.yml held against params/tables.yml and params/codelists.yml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from helpers.errors import did_you_mean
from helpers.inputs.codelists import Codelists
from helpers.inputs.tables import Table, Tables
from helpers.metrics.cross_checks import Fault

if TYPE_CHECKING:
    from helpers.metrics.catalogue import Indicator


def faults_against(indicators: Mapping[str, Indicator], tables: Tables, lists: Codelists) -> Iterator[Fault]:
    """Every name in an indicator that its table does not bear out."""
    codelists: dict[str, tuple[str, str]] = {}
    for name, indicator in indicators.items():
        if indicator.id != name:
            yield Fault((name, "id"), f"must be '{name}', the key of the entry; leave id out")
        if indicator.table not in tables:
            near = did_you_mean(indicator.table, tables)
            yield Fault((name, "table"), f"unknown table '{indicator.table}'{near}")
            continue
        table = tables[indicator.table]
        yield from _measures(indicator, table)
        yield from _filters(indicator, table, lists)
        yield from _breakdowns(indicator, table, codelists)
        yield from _periods(indicator, table)
        if indicator.women is not None and indicator.women not in indicators:
            near = did_you_mean(indicator.women, indicators)
            yield Fault((name, "women"), f"unknown indicator '{indicator.women}'{near}")


def _measures(indicator: Indicator, table: Table) -> Iterator[Fault]:
    measure = None if indicator.aggregation == "count" else indicator.measure
    for key, column in {"measure": measure, "per": indicator.per}.items():
        if column is None:
            continue
        kind = "score" if key == "measure" and indicator.aggregation == "mean" else "count"
        if column not in table.columns:
            yield Fault((indicator.id, key), _no_column(indicator, table, column))
        elif table.columns[column].type != kind:
            known = did_you_mean("", [name for name, given in table.columns.items() if given.type == kind])
            use = "averaged" if kind == "score" else "summed"
            yield Fault((indicator.id, key), f"column '{column}' is no {kind}, so it cannot be {use}{known}")


def _filters(indicator: Indicator, table: Table, lists: Codelists) -> Iterator[Fault]:
    for column, values in indicator.filters.items():
        at = (indicator.id, "filter", column)
        if column not in table.columns:
            yield Fault(at, _no_column(indicator, table, column))
            continue
        given = table.columns[column]
        if given.type != "code" or given.codelist is None:
            yield Fault(at, f"column '{column}' has no codelist; filter by one of the columns of type code")
            continue
        codes = lists.codes(given.codelist)
        if not values:
            yield Fault(at, "an empty list keeps no row; name at least one value, or take the filter out")
        for value in values:
            if value not in codes:
                yield Fault(at, f"'{value}' is not in codelist {given.codelist}" + did_you_mean(value, codes))


def _breakdowns(indicator: Indicator, table: Table, codelists: dict[str, tuple[str, str]]) -> Iterator[Fault]:
    """Faults of one indicator's breakdowns; `codelists` remembers what a column meant before, and where."""
    for position, columns in enumerate(indicator.breakdowns):
        for column in [columns] if isinstance(columns, str) else columns:
            at = (indicator.id, "breakdowns", position)
            if column not in table.columns:
                yield Fault(at, _no_column(indicator, table, column))
                continue
            given = table.columns[column]
            if given.type != "code" or given.codelist is None:
                yield Fault(at, f"column '{column}' is not of type code; take one with a single code a row")
            elif given.optional:
                yield Fault(at, f"column '{column}' may be empty, so parts would not add up; take another")
            else:
                before, whose = codelists.setdefault(column, (given.codelist, indicator.id))
                if before != given.codelist:
                    yield Fault(
                        at,
                        f"column '{column}' means codelist {given.codelist} here and {before} in '{whose}'; "
                        "rename one of the columns in params/tables.yml",
                    )
    if len(indicator.breakdown_columns) != len(indicator.breakdowns):
        yield Fault((indicator.id, "breakdowns"), "a breakdown is given twice; take one out")


def _periods(indicator: Indicator, table: Table) -> Iterator[Fault]:
    if table.dated_by is None:
        yield Fault((indicator.id, "table"), f"table '{indicator.table}' has no dated_by; take a dated table")
        return
    if table.columns[table.dated_by].type == "quarter":
        for key in ("periods", "breakdown_periods"):
            if "month" in getattr(indicator, key):
                yield Fault((indicator.id, key), f"table '{indicator.table}' is by quarter; take month out")


def _no_column(indicator: Indicator, table: Table, column: str) -> str:
    return f"table '{indicator.table}' has no column '{column}'" + did_you_mean(column, table.columns)
