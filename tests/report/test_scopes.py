"""Every exhibit in every kind of report: it tells the truth, or says which report it needs and what serves here."""

from __future__ import annotations

from typing import Any

import pytest

from helpers import report
from helpers.errors import ParamsError
from helpers.privacy.release import Release
from helpers.report.exhibit import Exhibit
from helpers.report.frames import OpenedRelease
from helpers.report.scopes import NEEDS
from helpers.report.words import Words
from scopes import SCOPES

OF_NATION = (
    "cases_by_exploitation", "officers_by_region", "provinces_map", "published_against_computed",
    "victims_by_destination", "victims_by_exploitation",
)  # fmt: skip
OF_OWN_PLACE = (
    "cases_and_arrests", "completeness", "crossings_by_month", "crossings_by_route",
    "indicator_by_month", "indicator_by_year", "knowledge_before_and_after", "officers_by_kind",
    "people_by_quarter", "quarterly_trend", "sessions_by_month", "victims_by_pathway",
)  # fmt: skip
ARGUMENTS = {"indicator_by_month": ("sessions",), "indicator_by_year": ("sessions",)}


@pytest.fixture(scope="module")
def opened(opened_scopes: dict[str, OpenedRelease]) -> dict[str, OpenedRelease]:
    """A report of each scope."""
    return opened_scopes


def made(name: str, release: Release) -> Any:
    return getattr(report, name)(release, *ARGUMENTS.get(name, ()))


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("name", report.MODULES)
def test_exhibit_is_made_or_says_what_it_needs_and_what_serves_here(
    name: str, scope: str, opened: dict[str, Release]
) -> None:
    release = opened[scope]
    needs = NEEDS.get(name)
    if needs is None or release.scope.kind in needs.reports:
        made(name, release)
        return
    with pytest.raises(ParamsError) as fault:
        made(name, release)
    said = str(fault.value)
    assert said.startswith(f"{name} needs a report on ") and "open one by open_report(" in said
    assert "\n" not in said
    if needs.instead:
        assert f"report.{needs.instead}(release)" in said
        assert made(needs.instead, release) is not None


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("name", OF_NATION)
def test_exhibit_of_the_nation_tells_the_same_in_every_report(
    name: str, scope: str, opened: dict[str, Release]
) -> None:
    year = opened[scope].scope.year
    nation = next(each for each in opened.values() if each.scope.kind == "nation" and each.scope.year == year)
    here, there = made(name, opened[scope]), made(name, nation)
    if not isinstance(there, Exhibit):
        assert here == there
        return
    assert here.title == there.title
    first = opened[scope].scope.first_year
    if first == nation.scope.first_year or first < year:  # both look back on the year before
        assert here.to_text() == there.to_text()


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("name", OF_OWN_PLACE)
def test_exhibit_of_a_place_names_it_and_its_years(name: str, scope: str, opened: dict[str, Release]) -> None:
    release = opened[scope]
    exhibit = made(name, release)
    if isinstance(exhibit, Exhibit):
        assert Words(release).place() in exhibit.subtitle
        assert exhibit.subtitle.endswith(str(release.scope.year))


def test_every_exhibit_of_the_table_exists() -> None:
    assert set(NEEDS) <= set(report.MODULES)
    assert {each.instead for each in NEEDS.values()} - {""} <= set(report.MODULES)


def test_map_of_a_share_adds_no_shares_up(opened: dict[str, Release]) -> None:
    shown = report.provinces_map(opened["nation"], "posttest_meeting_pct")
    assert shown.title == "Officers meeting the standard after training by province"
    assert "%" in shown.to_text()
