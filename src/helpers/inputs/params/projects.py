"""params/projects/*.yml: what a donor pays for, as its agreement says it. Shapes only.

What the parts must be to each other, and to the indicators, is checked in metrics/framework.py, which reads the files;
what was achieved is never here, but in the Release and in published figures.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from helpers.inputs.params.number_marks import passages
from helpers.inputs.params.report_time import months_of
from helpers.inputs.params.settings import Bilingual
from helpers.inputs.params.yaml_files import Strict

Layout = Literal["inl", "prm", "iom", "uk"]
Level = Literal["objective", "outcome", "output"]
MadeUp = Literal[
    "dates",
    "provinces",
    "narratives",
    "baselines",
    "assumptions",
    "verification",
    "award",
    "budget",
    "certification",
]
Rating = Literal["minor", "moderate", "major", "severe"]
"""Of a risk, as the Foreign, Commonwealth and Development Office rates them."""
Score = Literal["A++", "A+", "A", "B", "C"]
"""Of an output in an annual review, from substantially exceeded to substantially not met."""
Disaggregation = Literal["sex", "age", "province", "kind", "service"]
OwnUnit = Literal[
    "people", "officers", "provinces", "workshops", "meetings", "talks", "sets", "percent", "change_percent"
]


def _currency(text: str) -> str:
    if not re.fullmatch(r"[A-Z]{3}", text):
        raise ValueError(f"'{text}' is no code of a currency; write three capital letters, such as USD")
    return text


Number = Annotated[float, Field(allow_inf_nan=False)] | int
WHOLE = "project"
"""Stands for the whole of a project where a period is asked for."""


class Party(Strict):
    """A donor or an implementer; `reference` is its identifier of the International Aid Transparency Initiative."""

    name: Bilingual
    reference: str | None = None


class Award(Strict):
    """The number under which the donor pays, and who says so."""

    number: str = Field(min_length=1)
    source: Bilingual | None = None


class Budget(Strict):
    """What the donor pays, by result: `results` has ids of results, and `project` for what serves them all.

    `currency` is a code of three letters, such as USD.
    """

    currency: Annotated[str, AfterValidator(_currency)]
    results: dict[str, Number] = Field(min_length=1)
    source: Bilingual | None = None


class Risk(Strict):
    """What may go wrong, how grave that is, and what is done about it."""

    risk: Bilingual
    rating: Rating
    response: Bilingual


class OutputScore(Strict):
    """How an output did in a period, in the judgement of the annual review."""

    score: Score
    reason: Bilingual | None = None


class Certification(Strict):
    """Who answers for the report on a period, and the day on which they signed it."""

    name: str = Field(min_length=1)
    office: Bilingual
    signed: date


class Amount(Strict):
    """A number for a period (or for the periods until `through`), and who says so.

    The number is a published figure's, named by `figure`, or `value`, whose `source` is then told.
    """

    period: str | None = None
    through: str | None = None
    figure: str | None = None
    value: Number | None = None
    source: Bilingual | None = None


class Baseline(Strict):
    """Where an indicator stood before: `value`, or what another indicator of the catalogue shows for the year."""

    year: int
    value: Number | None = None
    measures: str | None = None
    note: Bilingual | None = None


class OwnSheet(Strict):
    """The reference sheet of an indicator that only one project has.

    It has a `formula` only where the workbook counts: what was published alone is told as its source defines it.
    """

    unit: OwnUnit
    definition: Bilingual
    formula: Bilingual | None = None
    source: Bilingual
    frequency: Bilingual
    responsible: Bilingual
    limitations: Bilingual


class ProjectIndicator(Strict):
    """One indicator of a results framework.

    Either `measures` names an indicator of params/indicators.yml, and `where` the category of a breakdown that it is
    taken for, such as {project: inl-2}; or `own` defines it, and `label` names it. `reported` are published actuals.
    `provinces_with` names an indicator of which an own one counts the project's provinces that have any.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    label: Bilingual | None = None
    measures: str | None = None
    where: dict[str, str] = Field(default_factory=dict, max_length=1)
    own: OwnSheet | None = None
    baseline: Baseline | None = None
    targets: list[Amount] = Field(default_factory=list)
    reported: list[Amount] = Field(default_factory=list)
    disaggregation: list[Disaggregation] = Field(default_factory=list)
    verification: Bilingual
    provinces: list[str] = Field(default_factory=list)
    provinces_with: str | None = None
    note: Bilingual | None = None


class Result(Strict):
    """An objective, outcome or output, what it rests on, and how it is measured.

    `weight` is that of an output in the annual review, in percent of all outputs.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    level: Level
    title: Bilingual
    assumptions: Bilingual | None = None
    weight: Number | None = None
    indicators: list[ProjectIndicator] = Field(default_factory=list)


class Narrative(Strict):
    """What the implementer says of one period, in Markdown, and its risks as they stood at the end of it.

    `deviations` explains, by the id of an indicator; `scores` judges outputs, by their ids. Where the narratives of the
    project are made up, `<!-- sourced -->` in a text begins a passage that the project's source tells, and
    `<!-- made up -->` one that is made up again.
    """

    progress: Bilingual | None = None
    deviations: dict[str, Bilingual] = Field(default_factory=dict)
    lessons: Bilingual | None = None
    next_steps: Bilingual | None = None
    challenges: Bilingual | None = None
    sustainability: Bilingual | None = None
    safeguarding: Bilingual | None = None
    value_for_money: Bilingual | None = None
    recommendations: Bilingual | None = None
    risks: list[Risk] = Field(default_factory=list)
    scores: dict[str, OutputScore] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _passages_are_alike(self) -> Narrative:
        texts = {name: text for name, text in self if isinstance(text, Bilingual)}
        for name, text in {**texts, **self.deviations}.items():
            kinds = [[is_sourced for is_sourced, _ in passages(each)] for each in (text.en, text.vi)]
            if kinds[0] != kinds[1]:
                raise ValueError(
                    f"{name}: the passages of the two languages are not sourced and made up alike; write the same "
                    "<!-- sourced --> and <!-- made up --> in both"
                )
        return self


class ReportingPeriod(Strict):
    """One span of time that is reported on; returns are by calendar year, so a period is whole years.

    `spent` is what was spent in it, by the ids that the budget has.
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    start: date
    end: date
    narrative: Narrative | None = None
    spent: dict[str, Number] = Field(default_factory=dict)
    certified: Certification | None = None


class DonorProject(Strict):
    """One project.

    `code` is its code in the training table; `context` names published figures to show beside the project's own;
    `made_up` names what no source gives, and reports label as demonstration text.
    """

    title: Bilingual
    short_title: Bilingual
    code: str | None = None
    summary: Bilingual
    source: Bilingual
    donor: Party
    implementer: Party
    layout: Layout
    start: date
    end: date
    provinces: Literal["all"] | list[str]
    made_up: list[MadeUp] = Field(default_factory=list)
    award: Award | None = None
    budget: Budget | None = None
    results: list[Result] = Field(min_length=1)
    periods: list[ReportingPeriod] = Field(min_length=1)
    context: list[str] = Field(default_factory=list)

    def touches(self, year: int) -> bool:
        """Whether the project runs in a year."""
        return self.runs_in(f"{year}-01", f"{year}-12")

    def runs_in(self, first_month: str, last_month: str) -> bool:
        """Whether the project runs in any of the months between these, such as 2023-05."""
        return f"{self.start:%Y-%m}" <= last_month and first_month <= f"{self.end:%Y-%m}"

    def ended_by(self, time: str) -> bool:
        """Whether the project is over with the last month of a year, half or quarter, such as 2023 or 2023-Q2."""
        return f"{self.end:%Y-%m}" <= months_of(time)[-1]

    def period_of(self, year: int) -> ReportingPeriod:
        """The period that a year belongs to: the last one, after the project's end."""
        begun = [period for period in self.periods if period.start.year <= year]
        return begun[-1] if begun else self.periods[0]

    @property
    def rests_on_returns(self) -> bool:
        """Whether any number comes from provincial returns; else each was published."""
        return any(each.measures or each.provinces_with for each in self.indicators)

    @property
    def indicators(self) -> list[ProjectIndicator]:
        """Every indicator, in the order of the results."""
        return [indicator for result in self.results for indicator in result.indicators]
