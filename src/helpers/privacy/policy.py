"""params/disclosure.yml: what is published about whom, and how small a count may be. Nothing is hidden here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Literal

import pandas as pd
from pydantic import Field

from helpers.errors import did_you_mean
from helpers.inputs.params.settings import Bilingual, read_year
from helpers.inputs.params.yaml_files import Strict, read_yaml
from helpers.metrics.catalogue import Catalogue, read_catalogue
from helpers.metrics.cross_checks import Fault, checked
from helpers.metrics.indicator import TOTAL, Indicator, PeriodKind
from helpers.metrics.place_sums import Level
from helpers.paths import Project

Group = Literal["sensitive", "not_sensitive"]
Audience = Literal["public", "partner"]
AUDIENCES: tuple[Audience, ...] = ("public", "partner")
COARSER: dict[str, tuple[str, ...]] = {
    "province": ("region", "nation"),
    "region": ("nation",),
    "quarter": ("year",),
    "month": ("quarter", "year"),
}
"""What can stand in for a table of a level or kind of period."""


class AudienceRules(Strict):
    """What an audience is called, whether it is given exact figures, and then how its reports explain that.

    The label of an audience with exact figures stands on every page; what comes before its colon is its mark.
    """

    label: Bilingual
    exact: bool
    explanation: Bilingual | None = None

    @property
    def mark(self) -> Bilingual:
        """The first words of the label, such as RESTRICTED."""
        return Bilingual(**{code: self.label[code].partition(":")[0].strip() for code in ("en", "vi")})


class PublishedTable(Strict):
    """One set of published tables: every combination of what it names."""

    indicators: Group | list[str]
    levels: list[Level] = Field(min_length=1)
    periods: list[PeriodKind] = Field(min_length=1)
    breakdowns: Literal["all"] | list[str]

    def covers(self, indicator: Indicator) -> bool:
        """Whether the rule speaks of the indicator."""
        if isinstance(self.indicators, str):
            return indicator.sensitive == (self.indicators == "sensitive")
        return indicator.id in self.indicators

    def tells(self, indicator: Indicator, level: str, kind: str, breakdown: str) -> bool:
        """Whether the rule publishes a table: a kind of period, and a breakdown or the total, at a level."""
        return (
            self.covers(indicator)
            and not _sensitive_quotient(indicator)
            and level in self.levels
            and kind in self.periods
            and (self.breakdowns == "all" or breakdown in self.breakdowns)
        )


class Harmless(Strict):
    """Indicators of people that need no disclosure control, and why."""

    indicators: list[str] = Field(min_length=1)
    reason: Bilingual


class OpenTotals(Strict):
    """Sensitive indicators whose totals of a year are told of every place, however small, and why."""

    indicators: list[str] = Field(min_length=1)
    reason: Bilingual


class Losses(Strict):
    """What it costs to hide one more cell of a level; the dearer, the later it is hidden."""

    nation: float = Field(gt=0)
    region: float = Field(gt=0)
    province: float = Field(gt=0)


class Coarsening(Strict):
    """When a table that is mostly hidden is withheld as a whole, so that coarser tables keep more of their cells.

    `most_hidden` is the share of a table's cells, zeros left aside, that may be hidden before that happens. `instead`
    names for each level or kind of period where the same question is answered; what it does not name is never
    coarsened. `notice` tells readers; {tables} is filled in.
    """

    most_hidden: float = Field(gt=0, le=1)
    instead: dict[
        Literal["province", "region", "quarter", "month"], Literal["region", "nation", "year", "quarter"]
    ]
    notice: Bilingual


class Policy(Strict):
    """The whole policy. Sensitive counts from 1 to `threshold` - 1 are hidden."""

    threshold: int = Field(ge=2, le=10)
    zeros: Literal["shown", "hidden"]
    audiences: dict[Audience, AudienceRules]
    published: list[PublishedTable] = Field(min_length=1)
    harmless: list[Harmless]
    open_totals: list[OpenTotals] = Field(default_factory=list)
    losses: Losses
    coarsening: Coarsening
    explanation: Bilingual
    utility: Bilingual

    @cached_property
    def with_open_totals(self) -> frozenset[str]:
        """The sensitive indicators whose totals of a year are told of every place."""
        return frozenset(name for entry in self.open_totals for name in entry.indicators)

    def is_open(self, indicator: str, period: str, breakdown: str) -> bool:
        """Whether a cell is such a total."""
        return breakdown == TOTAL and "-" not in period and indicator in self.with_open_totals

    def publishes(self, facts: pd.DataFrame, catalogue: Catalogue) -> pd.Series:
        """For each fact, whether some rule publishes it. A quotient of sensitive counts never is."""
        kinds = period_kinds(facts["period"])
        allowed = pd.Series(False, index=facts.index)
        for rule in self.published:
            named = [i.id for i in catalogue.values() if rule.covers(i) and not _sensitive_quotient(i)]
            mask = (
                facts["indicator"].isin(named) & facts["level"].isin(rule.levels) & kinds.isin(rule.periods)
            )
            if rule.breakdowns != "all":
                mask &= facts["breakdown"].isin(rule.breakdowns)
            allowed |= mask.astype(bool)
        return allowed

    def until_year_is_whole(self, catalogue: Catalogue) -> Policy:
        """The policy for a year of which returns are not yet due of all months: nothing sensitive is published.

        A total of such a year is that of the quarters so far, and the next release would tell how much each quarter
        added.
        """
        kept = []
        for rule in self.published:
            if isinstance(rule.indicators, str):
                kept += [rule] if rule.indicators == "not_sensitive" else []
            elif names := [name for name in rule.indicators if not catalogue[name].sensitive]:
                kept.append(rule.model_copy(update={"indicators": names}))
        return Policy.model_construct(**{**dict(self), "published": kept, "open_totals": []})


def read_policy(project: Project) -> Policy:
    """The project's disclosure policy, with its explanation ready to print.

    Raises:
        ParamsError: the file is missing, breaks its rules, or leaves an indicator of people undeclared.
    """
    return _read(project)


def read_policy_of(project: Project, year: int) -> Policy:
    """The policy by which the numbers of one year are protected.

    Raises:
        ParamsError: as `read_policy`; or the year's file is wrong.
    """
    policy = read_policy(project)
    if read_year(project, year).is_whole:
        return policy
    return policy.until_year_is_whole(read_catalogue(project))


def period_kinds(periods: pd.Series) -> pd.Series:
    """'year', 'quarter' or 'month' for each label such as 2023, 2023-Q2, 2023-05."""
    kinds = {str(p): "quarter" if "-Q" in p else "month" if "-" in p else "year" for p in periods.unique()}
    return periods.map(kinds)


@lru_cache(maxsize=4)
def _read(project: Project) -> Policy:
    catalogue = read_catalogue(project)
    model = checked(Policy, lambda policy: _faults(policy, catalogue))
    policy = read_yaml(project.params / "disclosure.yml", model, shown_as="params/disclosure.yml")
    most = str(policy.threshold - 1)
    texts = {key: getattr(policy.explanation, key).replace("{most}", most) for key in ("en", "vi")}
    return policy.model_copy(update={"explanation": Bilingual(**texts)})


def _faults(policy: Policy, catalogue: Catalogue) -> Iterator[Fault]:
    for audience in ("public", "partner"):
        if audience not in policy.audiences:
            yield Fault(("audiences",), f"'{audience}' is missing; declare both public and partner")
    if "public" in policy.audiences and policy.audiences["public"].exact:
        yield Fault(("audiences", "public", "exact"), "the public never gets exact figures; write false")
    if "partner" in policy.audiences and not policy.audiences["partner"].explanation:
        yield Fault(
            ("audiences", "partner", "explanation"), "is missing; say what the reader may not pass on"
        )
    yield from _unknown_names(policy, catalogue)
    yield from _not_open(policy, catalogue)
    yield from _undeclared(policy, catalogue)
    for finer, coarser in policy.coarsening.instead.items():
        if coarser not in COARSER[finer]:
            yield Fault(
                ("coarsening", "instead", finer),
                f"must be one of {', '.join(COARSER[finer])}, which are coarser",
            )
    yield from _wrong_placeholders(policy)


def _unknown_names(policy: Policy, catalogue: Catalogue) -> Iterator[Fault]:
    for position, rule in enumerate(policy.published):
        yield from _unknown(("published", position, "indicators"), rule.indicators, catalogue)
        known = {TOTAL, *(name for i in catalogue.values() if rule.covers(i) for name in i.breakdown_columns)}
        for name in [] if rule.breakdowns == "all" else rule.breakdowns:
            if name not in known:
                at = ("published", position, "breakdowns")
                yield Fault(at, f"no such indicator is broken down by '{name}'" + did_you_mean(name, known))
    for position, entry in enumerate(policy.harmless):
        yield from _unknown(("harmless", position, "indicators"), entry.indicators, catalogue)
        for name in entry.indicators:
            if name in catalogue and catalogue[name].sensitive:
                at = ("harmless", position, "indicators")
                yield Fault(at, f"'{name}' is sensitive in params/indicators.yml; it cannot be harmless too")


def _wrong_placeholders(policy: Policy) -> Iterator[Fault]:
    for key in ("en", "vi"):
        if "{" in policy.coarsening.notice[key].replace("{tables}", ""):
            yield Fault(("coarsening", "notice", key), "the only placeholder is {tables}")
        if unknown := _placeholders(policy.utility[key]) - {
            "year",
            "cells",
            "shown_pct",
            "totals_pct",
            "withheld",
            "whole",
        }:
            yield Fault(("utility", key), f"unknown placeholder {{{sorted(unknown)[0]}}}")
        if "{" in getattr(policy.explanation, key).replace("{most}", ""):
            yield Fault(("explanation", key), "the only placeholder is {most}")


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{([^}]*)\}", text))


def _not_open(policy: Policy, catalogue: Catalogue) -> Iterator[Fault]:
    """Totals that may not be open: a filter describes what is counted, as a breakdown does."""
    for position, entry in enumerate(policy.open_totals):
        at = ("open_totals", position, "indicators")
        yield from _unknown(at, entry.indicators, catalogue)
        for indicator in (catalogue[name] for name in entry.indicators if name in catalogue):
            if not indicator.sensitive:
                yield Fault(
                    at, f"'{indicator.id}' is not sensitive in params/indicators.yml; all of it is open"
                )
            elif indicator.filters or indicator.aggregation not in ("count", "sum"):
                yield Fault(
                    at,
                    f"'{indicator.id}' counts only some of the rows, which describes them; "
                    "only a total of all rows can be open",
                )


def _undeclared(policy: Policy, catalogue: Catalogue) -> Iterator[Fault]:
    """Indicators that count people, or rows of a table of victims, and that nobody judged."""
    declared = {name for entry in policy.harmless for name in entry.indicators}
    guarded = {indicator.table for indicator in catalogue.values() if indicator.sensitive}
    for indicator in catalogue.values():
        judged = indicator.sensitive or indicator.id in declared
        if (indicator.people or indicator.table in guarded) and not judged:
            yield Fault(
                ("harmless",),
                f"indicator '{indicator.id}' is about people and neither sensitive nor harmless; write sensitive: "
                "true in params/indicators.yml, or name it here with a reason",
            )


def _unknown(at: tuple[str | int, ...], names: str | list[str], catalogue: Catalogue) -> Iterator[Fault]:
    for name in [] if isinstance(names, str) else names:
        if name not in catalogue:
            yield Fault(at, f"unknown indicator '{name}'" + did_you_mean(name, catalogue))


def _sensitive_quotient(indicator: Indicator) -> bool:
    return indicator.sensitive and not indicator.adds_up
