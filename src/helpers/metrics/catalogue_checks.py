"""params/indicators.yml held against params/tables.yml and params/codelists.yml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from helpers.errors import did_you_mean
from helpers.inputs.params.codelists import Codelists
from helpers.inputs.params.tables import NO, YES, ColumnType, Table, Tables
from helpers.metrics.cross_checks import Fault

if TYPE_CHECKING:
    from helpers.metrics.indicator import Indicator


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


MEASURED: Mapping[str, tuple[ColumnType, ...]] = {
    "share": ("count", "yes_no"), "mean": ("score", "count"),
}  # fmt: skip
"""Types of the columns that an aggregation measures; the others take counts, as `per` does."""
ROWS = "rows"


def _measures(indicator: Indicator, table: Table) -> Iterator[Fault]:
    sound = True
    for key, column in {"measure": indicator.measure, "per": indicator.per}.items():
        if column is None or column == ROWS:
            continue
        types = MEASURED.get(indicator.aggregation, ("count",)) if key == "measure" else ("count",)
        if column not in table.columns:
            yield Fault((indicator.id, key), _no_column(indicator, table, column))
            sound = False
        elif table.columns[column].type not in types:
            fit = [name for name, given in table.columns.items() if given.type in types]
            instead = f"; there are: {', '.join(fit)}" if fit else f"; the table has none: take {key}: rows"
            use = "averaged" if indicator.aggregation == "mean" and key == "measure" else "summed"
            yield Fault(
                (indicator.id, key),
                f"column '{column}' is no {' or '.join(types)}, so it cannot be {use}{instead}",
            )
            sound = False
    if indicator.aggregation == "share" and sound:
        yield from _part_of_whole(indicator, table)


def _part_of_whole(indicator: Indicator, table: Table) -> Iterator[Fault]:
    """A share is of a whole that holds its part: of rows those with yes, of a count what lies `within` it."""
    measure, per = indicator.measure, str(indicator.per)
    if measure != ROWS and table.columns[measure].type == "yes_no":
        if per != ROWS:
            remedy = "write per: rows"
            yield Fault(
                (indicator.id, "per"), f"yes in '{measure}' is a share of rows, not of '{per}'; {remedy}"
            )
        return
    around, seen = measure, set()
    while around != per and around in table.columns and around not in seen:
        seen.add(around)
        around = table.columns[around].within or ""
    if around != per:
        yield Fault(
            (indicator.id, "aggregation"),
            f"'{measure}' is no part of '{per}', so it has no share of it; write aggregation: ratio, or name in "
            f"params/tables.yml what '{measure}' lies within",
        )


def _filters(indicator: Indicator, table: Table, lists: Codelists) -> Iterator[Fault]:
    for column, values in indicator.filters.items():
        at = (indicator.id, "filter", column)
        if column not in table.columns:
            yield Fault(at, _no_column(indicator, table, column))
            continue
        given = table.columns[column]
        if given.type == "yes_no":
            codes, named = [YES, NO], f"column '{column}', which is yes or no"
        elif given.type == "code" and given.codelist is not None:
            codes, named = list(lists.codes(given.codelist)), f"codelist {given.codelist}"
        else:
            yield Fault(
                at, f"column '{column}' has no codelist; filter by one of the columns of type code or yes_no"
            )
            continue
        if not values:
            yield Fault(at, "an empty list keeps no row; name at least one value, or take the filter out")
        for value in values:
            if value not in codes:
                yield Fault(at, f"'{value}' is not in {named}" + did_you_mean(value, codes))


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
