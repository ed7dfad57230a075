"""Questions that no Release can answer: a name that there is not, or a table that is not published or not given.

A Release looks here where it holds no cell. A cell of a published table that is not there stays `[x]`, as does all of
an indicator of which nothing is published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import NoReturn, Protocol

from helpers.arguments import check_text, shown
from helpers.errors import ParamsError, did_you_mean, plain
from helpers.inputs.params.codelists import Codelists
from helpers.inputs.params.provinces import Provinces
from helpers.metrics.catalogue import Catalogue
from helpers.metrics.indicator import ALL, TOTAL, Indicator
from helpers.metrics.place_sums import NATION
from helpers.privacy.policy import PublishedTable
from helpers.privacy.scope import Scope

LEVELS = ("province", "region")
_CALLED = {"nation": "the nation", "region": "regions", "province": "provinces"}
_KINDS = {"year": r"\d{4}", "quarter": r"\d{4}-Q[1-4]", "month": r"\d{4}-(0[1-9]|1[0-2])"}
_WANTED = "write a year, quarter or month, such as 2023, 2023-Q1 or 2023-05"


class Answering(Protocol):
    """What of a Release tells which questions it answers."""

    @property
    def scope(self) -> Scope:
        """Years, language and the place or project that it speaks of."""

    @property
    def catalogue(self) -> Catalogue:
        """Every indicator by name."""

    @property
    def codelists(self) -> Codelists:
        """The codes of each breakdown."""

    @property
    def provinces(self) -> Provinces:
        """Provinces of either vintage, and regions."""

    @property
    def rules(self) -> tuple[PublishedTable, ...]:
        """Which tables are published at all."""

    def indicator(self, name: str) -> Indicator:
        """The definition of an indicator."""


def check_question(
    release: Answering, indicator: str, place: str, period: str, breakdown: str, category: str | None = None
) -> None:
    """Refuse a question that has no answer; `category` is None where all of a breakdown are asked for.

    Raises:
        ParamsError: the place, period, breakdown or category is none that the indicator has in this Release.
    """
    _check_place(release, place)
    kind = _check_period(release, period)
    _check_category(release, indicator, breakdown, category)
    _check_published(release, release.indicator(indicator), place, kind, breakdown)
    _check_year(release, period)
    held_elsewhere = {release.scope.place, NATION, *(each.slug for each in release.provinces.regions)}
    parts = breakdown not in (TOTAL, "project") if release.scope.project else breakdown != TOTAL
    if parts and place not in held_elsewhere:
        raise ParamsError(
            f"a report on {release.scope.project or release.scope.place} is given totals of '{place}', not its "
            f"parts by {breakdown}; open a report of that province, open_report(province='{place}')"
        )


def check_level(level: str) -> None:
    """Refuse a level of places that there is not.

    Raises:
        ParamsError: it is neither province nor region.
    """
    if check_text("level", level, "province") not in LEVELS:
        raise ParamsError(f"unknown level '{level}'" + did_you_mean(level, LEVELS))


def refuse_indicator(release: Answering, name: str) -> NoReturn:
    """Refuse the name of an indicator that there is not; a place or breakdown in its stead is told as such.

    Raises:
        ParamsError: always.
    """
    if plain(name) in _places(release):
        raise ParamsError(
            f"'{name}' is a place, not an indicator; write release.data('sessions', places='{plain(name)}'), or "
            f"release.cell('sessions', place='{plain(name)}')"
        )
    having = [each.id for each in release.catalogue.values() if name in each.breakdown_columns]
    if having:
        raise ParamsError(
            f"'{name}' is a breakdown, not an indicator; write release.by('{having[0]}', '{name}')"
        )
    raise ParamsError(f"unknown indicator '{name}'" + did_you_mean(name, release.catalogue))


def refuse_period(period: object) -> NoReturn:
    """Refuse what is no period: a date, a list, a year with decimals.

    Raises:
        ParamsError: always; tells the period that was meant, where it can be told.
    """
    meant = _meant(str(period))
    raise ParamsError(f"{shown(period)} is no period; " + (f"did you mean '{meant}'?" if meant else _WANTED))


def published_kinds(
    release: Answering, indicator: Indicator, place: str, breakdown: str = TOTAL
) -> list[str]:
    """The kinds of period ('year', 'quarter', 'month') by which a table of such places is published."""
    return _kinds_at(release, indicator, _level(release, place), breakdown)


def _check_published(release: Answering, indicator: Indicator, place: str, kind: str, breakdown: str) -> None:
    what = f"'{indicator.id}'" + ("" if breakdown == TOTAL else f" by {breakdown}")
    by_level = {each: _kinds_at(release, indicator, each, breakdown) for each in _CALLED}
    level = _level(release, place)
    if kind in by_level[level] or not any(by_level.values()):
        return
    if by_level[level]:
        raise ParamsError(
            f"no {kind} of {what} is published of {_CALLED[level]}; there are: {', '.join(by_level[level])}"
        )
    told = " and ".join(_CALLED[each] for each, kinds in by_level.items() if kinds)
    raise ParamsError(
        f"{what} is published of {told}, not of {_CALLED[level]}; ask for one of those, such as '{NATION}'"
    )


def _kinds_at(release: Answering, indicator: Indicator, level: str, breakdown: str) -> list[str]:
    kinds = indicator.periods if breakdown == TOTAL else indicator.breakdown_periods
    return [
        kind for kind in kinds if any(rule.tells(indicator, level, kind, breakdown) for rule in release.rules)
    ]


def _level(release: Answering, place: str) -> str:
    if place == NATION:
        return "nation"
    return "region" if any(place == region.slug for region in release.provinces.regions) else "province"


def _places(release: Answering) -> list[str]:
    commands = [province.slug for province in release.provinces.commands(release.scope.vintage)]
    return [*commands, NATION, *(region.slug for region in release.provinces.regions)]


def _check_place(release: Answering, place: str) -> None:
    provinces, vintage = release.provinces, release.scope.vintage
    known = _places(release)
    if place in known:
        return
    if place in provinces.by_vintage[vintage] or plain(place) in {*provinces.successors} - {*known}:
        provinces.command(place, vintage)
    if place in release.catalogue:
        raise ParamsError(
            f"'{place}' is an indicator, not a place; write release.data('{place}', places=...), or "
            f"release.cell('{place}', place=...)"
        )
    raise ParamsError(f"unknown place '{place}'" + did_you_mean(place, known))


def _check_period(release: Answering, period: str) -> str:
    """The kind of a period."""
    kind = next((name for name, form in _KINDS.items() if re.fullmatch(form, period)), None)
    if kind is None:
        refuse_period(period)
    return kind


def _check_year(release: Answering, period: str) -> None:
    first, last = release.scope.first_year, release.scope.year
    if (
        not first - 1 <= int(period[:4]) <= last
    ):  # of the year before the first, reports say that there is none
        held = str(last) if first == last else f"{first} to {last}"
        raise ParamsError(f"period '{period}' lies outside of this Release, which holds {held}")


def _meant(period: str) -> str | None:
    """The period that something was to be: 2023Q1, 2023-q1, Q1 2023, 2023-5, 2023-05-01 are told; 2023-Q5 is not."""
    text = period.strip().upper()
    if plainly := re.fullmatch(r"(\d{4})(?:\.0)?|(\d{4}-(?:0[1-9]|1[0-2]))(?:-\d\d(?:[ T].*)?)?", text):
        return plainly[1] or plainly[2]
    year = re.search(r"(?<!\d)\d{4}(?!\d)", text)
    rest = (
        re.fullmatch(r"[\W_]*(?:(Q)0?([1-4])|M?(0?[1-9]|1[0-2]))[\W_]*", text.replace(year[0], "", 1))
        if year
        else None
    )
    if year is None or rest is None:
        return None
    return f"{year[0]}-Q{rest[2]}" if rest[1] else f"{year[0]}-{int(rest[3]):02d}"


def _check_category(release: Answering, indicator: str, breakdown: str, category: str | None) -> None:
    if breakdown == TOTAL:
        if category not in (None, ALL):
            raise ParamsError(
                f"category '{category}' goes with a breakdown, such as breakdown="
                f"'{next(iter(release.indicator(indicator).breakdown_columns), 'sex')}'"
            )
        return
    known = release.indicator(indicator).breakdown_columns
    if breakdown not in known:
        raise ParamsError(
            f"'{indicator}' is not broken down by '{breakdown}'" + did_you_mean(breakdown, known)
        )
    if category is None:
        return
    codes = list(_codes(release, indicator, known[breakdown]))
    if category not in codes:
        raise ParamsError(
            f"'{breakdown}' of '{indicator}' has no category '{category}'" + did_you_mean(category, codes)
        )


def _codes(release: Answering, indicator: str, columns: tuple[str, ...]) -> Iterator[str]:
    lists = [release.codelists.codes(release.catalogue.codelist(column)) for column in columns]
    return (".".join(parts) for parts in product(*lists))
