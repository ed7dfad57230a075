"""params/indicators.yml: what each indicator means, and how its table yields it. Nothing is computed here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from pydantic import ConfigDict, RootModel, model_validator

from helpers.inputs.params.codelists import read_codelists
from helpers.inputs.params.settings import Bilingual
from helpers.inputs.params.tables import NO, YES, Tables, read_tables
from helpers.inputs.params.yaml_files import read_yaml
from helpers.metrics.catalogue_checks import faults_against
from helpers.metrics.cross_checks import checked
from helpers.metrics.indicator import Indicator
from helpers.paths import Project


class Indicators(RootModel[dict[str, Indicator]]):
    """The file: id -> definition. The key is the indicator's id."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _key_is_id(cls, content: Any) -> Any:
        if not isinstance(content, dict):
            return content
        return {
            key: {"id": key, **entry} if isinstance(entry, dict) else entry for key, entry in content.items()
        }

    @model_validator(mode="after")
    def _not_empty(self) -> Indicators:
        if not self.root:
            raise ValueError("there is no indicator")
        return self


@dataclass(frozen=True)
class Catalogue(Mapping[str, Indicator]):
    """Every indicator by id, in the order of the file."""

    indicators: dict[str, Indicator]
    codelists: dict[str, str]
    filled: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Indicator:
        return self.indicators[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.indicators)

    def __len__(self) -> int:
        return len(self.indicators)

    def codelist(self, breakdown_part: str) -> str:
        """The codelist of a column that something is broken down by."""
        return self.codelists[breakdown_part]

    def codes(self, table: str, column: str) -> tuple[str, ...]:
        """The codes that split a table's rows without remainder; none if rows may leave the column empty."""
        return self.filled.get((table, column), ())

    def worded(self, worded: Callable[[Bilingual], Bilingual]) -> Catalogue:
        """The same indicators, with their texts put through a function."""
        texts = ("label", "short_label", "definition", "limitations")
        found = {
            name: each.model_copy(update={key: worded(getattr(each, key)) for key in texts})
            for name, each in self.indicators.items()
        }
        return replace(self, indicators=found)

    def in_table(self, name: str) -> list[Indicator]:
        """The indicators that one table yields."""
        return [indicator for indicator in self.indicators.values() if indicator.table == name]


def guarded_tables(catalogue: Catalogue, tables: Tables) -> set[str]:
    """The tables whose rows are people or cases.

    Of their files the public is told neither hash nor rows, nor how many rows were rejected.
    """
    named = {name for name in tables if tables[name].guarded}
    return named | {indicator.table for indicator in catalogue.values() if indicator.sensitive}


@lru_cache(maxsize=4)
def read_catalogue(project: Project) -> Catalogue:
    """The project's indicators.

    Raises:
        ParamsError: the file is missing, breaks its rules, or names a table, column or code that is unknown.
    """
    tables, lists = read_tables(project), read_codelists(project)
    path = project.params / "indicators.yml"
    model = checked(Indicators, lambda content: faults_against(content.root, tables, lists))
    indicators = read_yaml(path, model, shown_as="params/indicators.yml").root
    codelists = {
        column: str(tables[indicator.table].columns[column].codelist)
        for indicator in indicators.values()
        for columns in indicator.breakdown_columns.values()
        for column in columns
    }
    filled = {
        (table, name): (YES, NO) if column.type == "yes_no" else tuple(lists.codes(str(column.codelist)))
        for table in tables
        for name, column in tables[table].columns.items()
        if column.type in ("code", "yes_no") and not column.optional
    }
    return Catalogue(indicators, codelists, filled)
