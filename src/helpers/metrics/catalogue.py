"""params/indicators.yml: what each indicator means, and how its table yields it. Nothing is computed here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Annotated, Any, Literal, get_args

from pydantic import ConfigDict, Field, RootModel, model_validator

from helpers.inputs.codelists import read_codelists
from helpers.inputs.settings import Bilingual
from helpers.inputs.tables import NO, YES, Tables, read_tables
from helpers.inputs.yaml_files import Strict, read_yaml
from helpers.metrics.catalogue_checks import faults_against
from helpers.metrics.cross_checks import checked
from helpers.paths import Project

Unit = Literal[
    "sessions",
    "people",
    "leaflets",
    "cases",
    "officers",
    "courses",
    "classes",
    "workshops",
    "seminars",
    "sets",
    "items",
    "events",
    "points",
    "percent",
]
Aggregation = Literal["sum", "count", "share", "ratio", "mean"]
QUOTIENTS = ("share", "ratio", "mean")
"""Aggregations that divide one sum by another: their numbers do not add up."""
PeriodKind = Literal["year", "quarter", "month"]
TOTAL = "total"
ALL = "all"
ROWS = "rows"


RATIO = "ratio"
"""Stands for every unit that an entry spells out."""


@dataclass(frozen=True)
class Quantity:
    """What numbers of a kind count, and with how many decimals they are printed."""

    unit: str
    decimals: int = 0

    @property
    def percentage(self) -> bool:
        """Whether they are printed with a sign of percent."""
        return self.unit in ("percent", "change_percent")


class Quality(Strict):
    """The assessment of an indicator's data, under the five heads that United States donors ask for."""

    validity: Bilingual
    integrity: Bilingual
    precision: Bilingual
    reliability: Bilingual
    timeliness: Bilingual


class Reference(Strict):
    """The part of a reference sheet that cannot be derived: who is responsible, and how good the data are."""

    responsible: Bilingual
    quality: Quality


class Indicator(Strict):
    """One measure.

    `measure` is the column that is summed, or 'rows' to count rows; a share is 100 x sum(measure) / sum(per), where
    the measure is a part of `per`; a ratio is sum(measure) / sum(per), two things of different kinds; a mean is
    sum(measure x per) / sum(per). A yes_no column counts its yes; `per` may be 'rows'. `filter` keeps the rows whose
    column holds the value, or one of the values. `decimals` are those that reports print. `people` tells that it
    counts human beings; `sensitive` that disclosure control decides what of it is published; `women` names the
    indicator of the women among those counted.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: Bilingual
    short_label: Bilingual
    unit: Unit | Bilingual
    definition: Bilingual
    table: str
    measure: str
    aggregation: Aggregation
    per: str | None = None
    decimals: Annotated[int, Field(ge=0, le=3)] = 0
    filter: dict[str, str | list[str]] = Field(default_factory=dict)
    breakdowns: list[str | list[str]] = Field(default_factory=list)
    periods: list[PeriodKind] = Field(min_length=1)
    breakdown_periods: list[PeriodKind] = Field(default=["year"], min_length=1)
    people: bool
    sensitive: bool
    higher_is: Literal["more", "better", "neutral"] = "neutral"
    women: str | None = None
    limitations: Bilingual
    reference: Reference

    @model_validator(mode="before")
    @classmethod
    def _fill_in(cls, content: Any) -> Any:
        """A mean weights each row alike, and a quotient has one decimal, unless the entry says otherwise."""
        if not isinstance(content, dict):
            return content
        found = dict(content)
        if found.get("aggregation") == "mean":
            found.setdefault("per", ROWS)
        if found.get("aggregation") in QUOTIENTS:
            found.setdefault("decimals", 1)
        return found

    @property
    def adds_up(self) -> bool:
        """Whether the numbers of places and periods add up to that of their whole."""
        return self.aggregation not in QUOTIENTS

    @property
    def quantity(self) -> Quantity:
        """What reports need to print its numbers."""
        unit = self.unit if isinstance(self.unit, str) else RATIO
        return Quantity(unit, self.decimals)

    def unit_text(self, language: str) -> str:
        """The unit's code, such as people; where the entry spells it out, the text in a language."""
        return self.unit if isinstance(self.unit, str) else self.unit[language]

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        """Column -> the values that it may hold."""
        return {
            column: (values,) if isinstance(values, str) else tuple(values)
            for column, values in self.filter.items()
        }

    @property
    def breakdown_columns(self) -> dict[str, tuple[str, ...]]:
        """Name of a breakdown, such as border.direction -> its columns."""
        columns = [(given,) if isinstance(given, str) else tuple(given) for given in self.breakdowns]
        return {".".join(parts): parts for parts in columns}

    @model_validator(mode="after")
    def _fits_together(self) -> Indicator:
        if (self.aggregation in QUOTIENTS) != (self.per is not None):
            raise ValueError(
                "aggregation share, ratio or mean, and no other, names in `per` what it is divided or weighted by"
            )
        if (self.aggregation == "count") != (self.measure == ROWS) and self.aggregation != "ratio":
            raise ValueError(
                "aggregation count goes with measure rows; a column takes aggregation: sum. A share of rows measures a "
                "yes_no column, with per: rows"
            )
        if self.measure == self.per:
            raise ValueError("measure and per are the same; divide by another column")
        if self.decimals and self.adds_up:
            raise ValueError("decimals go with aggregation share, ratio or mean; counts have none")
        if self.aggregation == "ratio" and isinstance(self.unit, str):
            raise ValueError(
                "a ratio spells its unit out, such as unit: {en: leaflets per session, vi: tờ rơi mỗi buổi}"
            )
        if self.adds_up and not isinstance(self.unit, str):
            raise ValueError(f"a {self.aggregation} takes one of the units: {', '.join(get_args(Unit))}")
        if (self.aggregation == "share") != (self.unit == "percent"):
            raise ValueError("a share has the unit percent, and nothing else has")
        if self.unit in ("people", "officers") and not self.people:
            raise ValueError(f"unit {self.unit} counts people: write people: true")
        if "year" not in self.periods:
            raise ValueError("periods must hold year")
        return self


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
