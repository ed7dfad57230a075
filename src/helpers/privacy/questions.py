"""Questions that no Release can answer: a name that there is not, or what a report of its scope is not given.

A Release looks here where it holds no cell. What it could hold and was not published stays `[x]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING

from helpers.errors import ParamsError, did_you_mean
from helpers.metrics.catalogue import ALL, TOTAL
from helpers.metrics.places import NATION

if TYPE_CHECKING:
    from helpers.privacy.release import Release

LEVELS = ("province", "region")
_KINDS = {"year": r"\d{4}", "quarter": r"\d{4}-Q[1-4]", "month": r"\d{4}-(0[1-9]|1[0-2])"}
_WANTED = "write a year, quarter or month, such as 2023, 2023-Q1 or 2023-05"


def check_question(
    release: Release, indicator: str, place: str, period: str, breakdown: str, category: str | None = None
) -> None:
    """Refuse a question that has no answer; `category` is None where all of a breakdown are asked for.

    Raises:
        ParamsError: the place, period, breakdown or category is none that the indicator has in this Release.
    """
    _check_place(release, place)
    _check_period(release, indicator, period)
    _check_category(release, indicator, breakdown, category)
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
    if level not in LEVELS:
        raise ParamsError(f"unknown level '{level}'" + did_you_mean(level, LEVELS))


def _check_place(release: Release, place: str) -> None:
    provinces, vintage = release.provinces, release.scope.vintage
    above = [NATION, *(region.slug for region in provinces.regions)]
    if place in above:
        return
    if place in provinces.by_vintage[vintage] or place in provinces.successors:
        provinces.command(place, vintage)
        return
    commands = [province.slug for province in provinces.commands(vintage)]
    raise ParamsError(f"unknown place '{place}'" + did_you_mean(place, [*commands, *above]))


def _check_period(release: Release, indicator: str, period: str) -> None:
    kind = next((name for name, form in _KINDS.items() if re.fullmatch(form, period)), None)
    if kind is None:
        meant = _meant(period)
        raise ParamsError(f"'{period}' is no period; " + (f"did you mean '{meant}'?" if meant else _WANTED))
    if kind not in (periods := release.indicator(indicator).periods):
        raise ParamsError(f"'{indicator}' has no number of a {kind}; there are: {', '.join(periods)}")
    first, last = release.scope.first_year, release.scope.year
    if (
        not first - 1 <= int(period[:4]) <= last
    ):  # of the year before the first, reports say that there is none
        held = str(last) if first == last else f"{first} to {last}"
        raise ParamsError(f"period '{period}' lies outside of this Release, which holds {held}")


def _meant(period: str) -> str | None:
    """The period that something was to be: 2023Q1, 2023-q1, Q1 2023 and 2023-5 are told; 2023-Q5 is not."""
    text = period.strip().upper()
    year = re.search(r"(?<!\d)\d{4}(?!\d)", text)
    rest = (
        re.fullmatch(r"[\W_]*(?:(Q)0?([1-4])|M?(0?[1-9]|1[0-2]))[\W_]*", text.replace(year[0], "", 1))
        if year
        else None
    )
    if year is None or rest is None:
        return None
    return f"{year[0]}-Q{rest[2]}" if rest[1] else f"{year[0]}-{int(rest[3]):02d}"


def _check_category(release: Release, indicator: str, breakdown: str, category: str | None) -> None:
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


def _codes(release: Release, indicator: str, columns: tuple[str, ...]) -> Iterator[str]:
    lists = [release.codelists.codes(release.catalogue.codelist(column)) for column in columns]
    return (".".join(parts) for parts in product(*lists))
