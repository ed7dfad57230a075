"""The Release: publishable facts, each with its status, and the scope of the report that reads them.

A report asks the Release and nothing else. It answers with cells: a value, or the reason why there is none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, get_args

import pandas as pd

from helpers.arguments import check_text, is_whole, shown, with_calls_checked
from helpers.errors import ParamsError, did_you_mean
from helpers.inputs.params.codelists import Codelists
from helpers.inputs.params.projects import DonorProject
from helpers.inputs.params.provinces import Province, Provinces, Region
from helpers.inputs.params.published_figures import PublishedFigure
from helpers.inputs.params.release_calendar import EarlyAccess
from helpers.inputs.params.settings import About, Bilingual, Language
from helpers.inputs.params.tables import Tables
from helpers.metrics.catalogue import Catalogue
from helpers.metrics.completeness import Completeness, Returned
from helpers.metrics.framework import Framework
from helpers.metrics.indicator import ALL, TOTAL, Indicator
from helpers.metrics.target_rule import Rule
from helpers.privacy.policy import PublishedTable
from helpers.privacy.questions import check_level, check_question, refuse_indicator, refuse_period
from helpers.privacy.scope import Scope
from helpers.privacy.sourced_number import ReleasedCell, SourcedNumber

Status = Literal["shown", "c", "x", "z"]
HALF = re.compile(r"\d{4}-H[12]")


@dataclass(frozen=True)
class Cell:
    """One publishable number, None unless it is shown; c: confidential, x: not available, z: not applicable."""

    value: float | None
    status: Status

    @property
    def shown(self) -> bool:
        """Whether there is a number to show."""
        return self.status == "shown"

    def or_zero(self) -> float:
        """The value for drawing, with nothing drawn where there is none."""
        return self.value if self.value is not None else 0.0


MISSING = Cell(None, "x")
NOT_APPLICABLE = Cell(None, "z")


def change(now: Cell, before: Cell) -> Cell:
    """Relative change in percent, where both cells are shown and the earlier is not zero."""
    for cell in (now, before):
        if not cell.shown:
            return Cell(None, cell.status)
    if not before.value:
        return NOT_APPLICABLE
    return Cell(100.0 * (now.or_zero() - before.value) / before.value, "shown")


def share(part: Cell, whole: Cell) -> Cell:
    """Part of whole in percent, where both cells are shown and the whole is not zero."""
    for cell in (part, whole):
        if not cell.shown:
            return Cell(None, cell.status)
    if not whole.value:
        return NOT_APPLICABLE
    return Cell(100.0 * part.or_zero() / whole.value, "shown")


@dataclass(frozen=True)
class Release:
    """Publishable facts of a report's years, read by name.

    `frame` has one row a cell: indicator, level, place, period, breakdown, category, value, status.
    `coverage` has one row a province and month: province, month, expected, received (station-months).
    `restricted` is the label of an audience with exact figures; for the public there is none.
    `sources` has one row a file of the returns: province, file, sha256, rows_accepted, rows_rejected.
    `donor_project` is what the report is on; `framework` its results, none in a report on a part of a year.
    `counted` has one row a province, year and indicator of a table that is open (metrics/counted.py): province, year,
    period, indicator, breakdown, category, rows, blank, whole.
    `open_totals` names the sensitive indicators whose totals of a year are told of every place.
    `rules` say which tables are published at all; `rule` how actuals are judged and shares are told (targets.yml).
    `law_terms` are Vietnamese words that a law has replaced by the report's year, and the new ones.
    """

    frame: pd.DataFrame = field(repr=False)
    coverage: pd.DataFrame = field(repr=False)
    sources: pd.DataFrame = field(repr=False)
    scope: Scope
    catalogue: Catalogue = field(repr=False)
    provinces: Provinces = field(repr=False)
    codelists: Codelists = field(repr=False)
    demonstration: bool
    published_date: str
    key: str
    threshold: int
    explanation: Bilingual = field(repr=False)
    rules: tuple[PublishedTable, ...] = field(repr=False)
    about: About = field(repr=False)
    published: tuple[PublishedFigure, ...] = field(repr=False, default=())
    tables: Tables = field(repr=False, default=Tables({}))
    restricted: Bilingual | None = None
    framework: Framework | None = field(repr=False, default=None)
    donor_project: DonorProject | None = field(repr=False, default=None)
    counted: pd.DataFrame = field(repr=False, default_factory=pd.DataFrame)
    open_totals: frozenset[str] = frozenset()
    updated_date: str = ""
    next_release_date: str = ""
    early_access: tuple[EarlyAccess, ...] = ()
    rule: Rule | None = field(repr=False, default=None)
    law_terms: Mapping[str, str] = field(repr=False, default_factory=dict)

    @cached_property
    def _cells(self) -> dict[tuple[str, str, str, str, str], tuple[float | None, Status]]:
        """Value and status of every cell: thousands, of which a report asks for some."""
        columns = ["indicator", "place", "period", "breakdown", "category", "value", "status"]
        frame = self.frame
        *key, values, statuses = (frame[name].tolist() for name in columns)
        return dict(zip(zip(*key, strict=True), zip(values, statuses, strict=True), strict=True))

    @cached_property
    def _given(self) -> set[tuple[str, str, str, str, str]]:
        return set()

    @cached_property
    def _returned(self) -> Returned:
        return Returned(self.coverage, self.sources, self.counted)

    def behind(
        self, indicator: str, period: str | int | None = None, breakdown: str = TOTAL, category: str = ALL
    ) -> Completeness:
        """How complete the returns are behind a number of the report's place, by default of its own time."""
        return self._returned.behind(self.indicator(indicator), self._when(period), breakdown, category)

    @cached_property
    def _listening(self) -> list[dict[str, None]]:
        return [{}]

    def in_its_law(self, text: str) -> str:
        """A text of the report in the words of the law of its year."""
        if self.language == "vi":
            for old, new in self.law_terms.items():
                text = text.replace(old, new)
        return text

    @property
    def asked(self) -> list[str]:
        """The indicators that cells were asked of so far, in the order in which they first were.

        A report that the notebook had open before may have had indicators that this one lacks; they are left out.
        """
        return [name for name in self._listening[0] if name in self.catalogue]

    @contextmanager
    def noting(self) -> Iterator[dict[str, None]]:
        """The indicators that cells are asked of inside the block."""
        noted: dict[str, None] = {}
        self._listening.append(noted)
        try:
            yield noted
        finally:
            self._listening.remove(noted)

    @cached_property
    def _categories(self) -> dict[tuple[str, str, str, str], list[str]]:
        """The categories that each breakdown has cells of."""
        found: dict[tuple[str, str, str, str], list[str]] = {}
        for indicator, place, period, breakdown, category in self._cells:
            if breakdown != "total":
                found.setdefault((indicator, place, period, breakdown), []).append(category)
        return found

    @with_calls_checked
    def cell(
        self,
        indicator: str,
        *,
        place: str | None = None,
        period: str | int | None = None,
        breakdown: str = "total",
        category: str = "all",
    ) -> Cell:
        """One cell; default is the report's own place and year. A cell that is not published is `[x]`.

        Raises:
            ParamsError: there is no such indicator, place, period, breakdown or category; names near matches.
        """
        if not (isinstance(breakdown, str) and isinstance(category, str)):
            check_text("breakdown", breakdown, "sex")
            check_text("category", category, "female")
        if self._is_half(period):
            return self._half(indicator, place, period, breakdown, category)
        where, when = self._asked_for(indicator, breakdown, place, period)
        for noted in self._listening:
            noted[indicator] = None
        key = indicator, where, when, breakdown, category
        self._given.add(key)
        if key not in self._cells:
            check_question(self, *key)
            return MISSING
        return self._made(key)

    def given(
        self, indicator: str, place: str, period: str, breakdown: str = TOTAL, category: str = ALL
    ) -> Cell | None:
        """A cell that somebody asked for before, without asking for it; None where nobody did."""
        key = indicator, place, period, breakdown, category
        return self._made(key) if key in self._given and key in self._cells else None

    @property
    def all_given(self) -> list[tuple[str, str, str, str, str]]:
        """The keys of all cells that somebody asked for so far, in order."""
        return sorted(key for key in self._given if key in self._cells)

    def _made(self, key: tuple[str, str, str, str, str]) -> Cell:
        value, status = self._cells[key]
        if status != "shown" or value is None or pd.isna(value):
            return Cell(None, status)
        return Cell(SourcedNumber(value, (ReleasedCell(*key, f"{value:.10g}"),)), status)

    @with_calls_checked
    def by(
        self, indicator: str, breakdown: str, *, place: str | None = None, period: str | int | None = None
    ) -> dict[str, Cell]:
        """The cells of one breakdown, in the order of its codelist; categories that do not occur are left out.

        Raises:
            ParamsError: there is no such indicator, breakdown, place or period; names near matches.
        """
        check_text("breakdown", breakdown, "sex")
        if self._is_half(period):
            parts = [
                self.by(indicator, breakdown, place=place, period=each) for each in self._quarters(period)
            ]
            categories = {**parts[0], **parts[1]}
            return {each: self._half(indicator, place, period, breakdown, each) for each in categories}
        where, when = self._asked_for(indicator, breakdown, place, period)
        found = self._categories.get((indicator, where, when, breakdown), [])
        if not found:
            check_question(self, indicator, where, when, breakdown)
        return {
            category: self.cell(indicator, place=where, period=when, breakdown=breakdown, category=category)
            for category in self._ordered(breakdown, found)
        }

    @with_calls_checked
    def places(
        self, indicator: str, level: str = "province", *, period: str | int | None = None
    ) -> dict[str, Cell]:
        """The totals of every place of one level, in the order of the provinces table.

        Raises:
            ParamsError: there is no such indicator, level or period; names near matches.
        """
        self.indicator(indicator)
        check_level(level)
        order: Iterable[str] = (
            (p.slug for p in self.provinces.commands(self.scope.vintage))
            if level == "province"
            else (region.slug for region in self.provinces.regions)
        )
        return {place: self.cell(indicator, place=place, period=period) for place in order}

    @with_calls_checked
    def series(self, indicator: str, periods: Iterable[str | int], *, place: str | None = None) -> list[Cell]:
        """The totals of successive periods, such as those of `months(2023)`.

        Raises:
            ParamsError: as `cell`; or `periods` is no list of them.
        """
        if isinstance(periods, str) or not isinstance(periods, Iterable):
            raise ParamsError(
                f"periods: must be a list such as ['2023-Q1', '2023-Q2'], not {shown(periods)}; "
                "one period is asked for by release.cell"
            )
        return [self.cell(indicator, place=place, period=period) for period in periods]

    @with_calls_checked
    def indicator(self, name: str) -> Indicator:
        """The definition of an indicator.

        Raises:
            ParamsError: there is no such indicator; names near matches.
        """
        if check_text("indicator", name, "sessions") not in self.catalogue:
            refuse_indicator(self, name)
        return self.catalogue[name]

    @property
    def province(self) -> Province:
        """The province that the report speaks of.

        Raises:
            ParamsError: the report is national.
        """
        if self.scope.province is None:
            raise ParamsError("a national report has no province of its own; choose a province")
        return self.provinces.get(self.scope.province, self.scope.vintage)

    @property
    def region(self) -> Region:
        """The region that the report is on, or that its province lies in."""
        if self.scope.region is not None:
            return self.provinces.region(self.scope.region)
        return self.provinces.region(self.province.region)

    @cached_property  # as `kind` of a Scope
    def language(self) -> Language:
        """The language that exhibits speak."""
        return self.scope.language

    @with_calls_checked
    def in_language(self, language: Language) -> Release:
        """The same Release for exhibits in another language.

        Raises:
            ParamsError: there is no such language.
        """
        if check_text("language", language, "en") not in get_args(Language):
            raise ParamsError(f"unknown language '{language}'" + did_you_mean(language, get_args(Language)))
        return replace(self, scope=replace(self.scope, language=language))

    def _asked_for(
        self, indicator: str, breakdown: str, place: str | None, period: str | int | None
    ) -> tuple[str, str]:
        """The place and period of a question, whose breakdown a Release may note; by default the report's own."""
        self.indicator(indicator)
        where = self.scope.place if place is None else check_text("place", place, "lang-son")
        return where, self._when(period)

    def _when(self, period: object) -> str:
        if not (period is None or isinstance(period, str) or is_whole(period)):
            refuse_period(period)
        return self.scope.time if period is None else str(period)

    def _is_half(self, period: object) -> bool:
        asked = self.scope.period if period is None else period
        return isinstance(asked, str) and HALF.fullmatch(asked) is not None

    def _quarters(self, period: object) -> list[str]:
        """The quarters of a half."""
        year, number = self._when(period).split("-H")
        return quarters(int(year))[:2] if number == "1" else quarters(int(year))[2:]

    def _half(self, indicator: str, place: str | None, period: object, breakdown: str, category: str) -> Cell:
        """The sum of two quarters: withheld or not available where one of them is."""
        if not self.indicator(indicator).adds_up:
            raise ParamsError(
                f"'{indicator}' does not add up, so it has no half-year; ask for its quarters or year"
            )
        parts = [
            self.cell(indicator, place=place, period=each, breakdown=breakdown, category=category)
            for each in self._quarters(period)
        ]
        hidden = [part.status for part in parts if not part.shown]
        if hidden:
            return Cell(None, "c" if "c" in hidden else hidden[0])
        return Cell(sum(part.or_zero() for part in parts), "shown")

    def _ordered(self, breakdown: str, found: Collection[str]) -> Iterator[str]:
        lists = [self.codelists.codes(self.catalogue.codelist(part)) for part in breakdown.split(".")]
        combined = [""]
        for codes in lists:
            combined = [f"{start}.{code}" if start else code for start in combined for code in codes]
        return (code for code in combined if code in found)


def check_release(name: str, given: object) -> Release:
    """What was given, which must be a Release.

    Raises:
        ParamsError: the function of this name was given something else.
    """
    if not isinstance(given, Release):
        raise ParamsError(
            f"{name} takes the release that open_report gave, not {shown(given)}: release = open_report(...), "
            f"then {name}(release)"
        )
    return given


def months(year: int) -> list[str]:
    """The months of a year, such as 2023-05."""
    return [f"{year}-{month:02d}" for month in range(1, 13)]


def quarters(year: int) -> list[str]:
    """The quarters of a year, such as 2023-Q2."""
    return [f"{year}-Q{quarter}" for quarter in range(1, 5)]
