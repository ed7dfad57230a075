"""One indicator: what it measures, of which table, in which unit, and who is responsible. Read by catalogue.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, model_validator

from helpers.inputs.params.settings import Bilingual
from helpers.inputs.params.yaml_files import Strict

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


class DataQuality(Strict):
    """The assessment of an indicator's data, under the five heads that United States donors ask for."""

    validity: Bilingual
    integrity: Bilingual
    precision: Bilingual
    reliability: Bilingual
    timeliness: Bilingual


class Reference(Strict):
    """The part of a reference sheet that cannot be derived: who is responsible, and how good the data are."""

    responsible: Bilingual
    quality: DataQuality


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
